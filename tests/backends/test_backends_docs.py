"""The page on backends says what the engines say: every one of them, every option, and examples that are accepted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from transflow.backends import BACKENDS, open_backend
from transflow.backends.codes import codes_of, services
from transflow.errors import ProjectError
from transflow.project import read_project

PAGE = Path(__file__).parent.parent.parent / "docs" / "backends.md"
TEXT = PAGE.read_text(encoding="utf-8")
ENGINES = [name for name, _ in BACKENDS]


def _options(name: str) -> list[str]:
    with pytest.raises(ProjectError) as refused:
        open_backend(name, {"no-such-option": 1})
    return str(refused.value).split("known are ")[1].split(", ")


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_has_its_row(name: str) -> None:
    assert f"\n| `{name}` | " in TEXT.split("### What leaves this machine")[0]


@pytest.mark.parametrize("name", ENGINES)
def test_every_option_is_explained(name: str) -> None:
    table = TEXT.split("### Options")[1].split("### Examples")[0]
    general, own = table.split("Of each:")
    rows = re.search(rf"(?ms)^\| `{name}` \|.*?(?=^\| `|\Z)", own)
    said = (rows[0] if rows else "") + general
    assert [option for option in _options(name) if f"`{option}" not in said] == []


@pytest.mark.parametrize("name", ENGINES)
def test_the_limits_are_the_engines_own(name: str) -> None:
    row = next(line for line in TEXT.splitlines() if line.startswith(f"| `{name}` | "))
    limits = open_backend(name).limits
    assert f"{limits.items:,}" in row
    if name not in {"local", "apertium", "apertium-apy"}:
        assert f"{limits.characters:,} {'bytes' if limits.size('é') == 2 else 'characters'}" in row


@pytest.mark.parametrize("name", sorted(services()))
def test_the_number_of_languages_is_about_right(name: str) -> None:
    row = next(line for line in TEXT.splitlines() if line.startswith(f"| `{name}` | "))
    said = re.search(r"about (\d+) languages", row)
    languages = {code.split("-")[0] for code in codes_of(name).writes}
    assert bool(said) is bool(languages)
    assert not said or abs(int(said[1]) - len(languages)) < 5


def test_the_example_is_a_project_whose_engines_open(tmp_path: Path) -> None:
    (example,) = re.findall(r"(?s)```yaml\n(backends:.*?)```", TEXT)
    (tmp_path / "transflow.yaml").write_text(f"source: en\n{example}", encoding="utf-8")
    project = read_project(tmp_path)
    assert sorted([*project.backends, "local"]) == sorted(ENGINES)
    for name, options in project.backends.items():
        assert open_backend(name, options).name == name


def test_the_options_for_servers_like_openais_are_accepted() -> None:
    rows = re.findall(r"^\| (?:OpenAI|Azure OpenAI|Ollama|vLLM|llama\.cpp) \| `(\{.*?\})`", TEXT, re.MULTILINE)
    assert len(rows) == 5
    for row in rows:
        open_backend("openai", yaml.safe_load(row))


def test_the_example_of_budgets_is_accepted(tmp_path: Path) -> None:
    (example,) = re.findall(r"(?s)```yaml\n(budget:.*?)```", TEXT)
    (tmp_path / "transflow.yaml").write_text(f"source: en\neditions: {{ru: }}\n{example}", encoding="utf-8")
    project = read_project(tmp_path)
    assert [str(budget) for budget in project.budgets] == [
        "the month’s budget of 20.00 EUR",
        "the run’s budget of 100,000 characters",
        "the month’s budget of 500,000 characters for deepl",
    ]
