"""Drafting a project's catalogs: what is wrong with an engine is said before any text is sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from transflow.errors import ProjectError
from transflow.workflow.extract import extract
from transflow.workflow.prefill import prefill
from transflow.workflow.workspace import Workspace, open_workspace


def _project(directory: Path, backends: str) -> Workspace:
    (directory / "articles").mkdir()
    (directory / "articles" / "road.txt").write_text("The road is closed.\nNobody came.\n", encoding="utf-8")
    (directory / "transflow.yaml").write_text(f"source: en\n{backends}", encoding="utf-8")
    workspace = open_workspace(directory)
    extract(workspace)
    return workspace


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ("{url: 'http://example.org'}", "backend deepl: url must be https; http is for this machine only"),
        ("{colour: red}", "backend deepl: unknown option 'colour'"),
        ("{formality: rude}", "backend deepl: formality is one of default, more"),
    ],
)
def test_a_wrong_option_of_an_engine_is_said_with_its_edition_and_place(tmp_path: Path, options: str, why: str) -> None:
    workspace = _project(tmp_path, f"backends: {{deepl: {options}}}\neditions:\n  ru: {{backend: deepl}}\n")
    with pytest.raises(ProjectError) as wrong:
        prefill(workspace)
    assert str(wrong.value).startswith(f"{tmp_path / 'transflow.yaml'}:4:3: edition ru: {why}")


def test_an_edition_whose_engines_have_no_keys_says_which_to_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("DEEPL_AUTH_KEY", "YANDEX_API_KEY", "YANDEX_IAM_TOKEN"):
        monkeypatch.delenv(variable, raising=False)
    (result,) = prefill(_project(tmp_path, "editions:\n  ru: {backend: [deepl, yandex]}\n"))
    assert (result.waiting, result.drafted) == (2, 0)
    assert result.why == (
        "deepl: no key; set DEEPL_AUTH_KEY in the environment; yandex: no key; set YANDEX_API_KEY or YANDEX_IAM_TOKEN in the environment"
    )


def test_a_key_that_could_be_none_is_no_reason_to_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPL_AUTH_KEY", "two words")
    (result,) = prefill(_project(tmp_path, "editions:\n  ru: {backend: deepl}\n"))
    assert result.why == "deepl: DEEPL_AUTH_KEY holds characters that no key has"
