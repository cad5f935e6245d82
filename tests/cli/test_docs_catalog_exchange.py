"""What docs/exchange.md shows of catalogs is what transflow prints; the translator of the page works here as it says."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from transflow.workflow.exchange.catalog import FORMATS
from transflow.workflow.exchange.catalog_csv import COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Shell

LOST = re.compile(r"(<target>22 февраля.*)<pc [^>]*>(постановление)</pc>")


@pytest.fixture
def page(repository: Path) -> str:
    """The page."""
    return (repository / "docs" / "exchange.md").read_text(encoding="utf-8")


@pytest.fixture
def sample(bare: Shell, repository: Path) -> Shell:
    """The sample project."""
    shutil.copy(repository / "transflow.yaml", bare.directory)
    for folder in ("articles", "glossary", "locales"):
        shutil.copytree(repository / folder, bare.directory / folder)
    return bare


def shown(page: str, call: str) -> list[str]:
    """Return what the page shows below a call."""
    block = next(block for block in re.findall(r"```console\n(.*?)```", page, re.DOTALL) if f"$ transflow {call}\n" in block)
    return block.partition(f"$ transflow {call}\n")[2].partition("$ ")[0].splitlines()


def test_the_page_shows_what_export_and_import_print(page: str, sample: Shell) -> None:
    call = "export lachin-speech --edition ru@desk --format xliff --output speech.xlf"
    assert sample(*call.split()).splitlines() == shown(page, call)
    file = sample.directory / "speech.xlf"
    text = file.read_text(encoding="utf-8")
    unit = re.search(r'    <unit id="7aef416dc122".*?</unit>\n', text, re.DOTALL)
    assert unit is not None
    for line in re.findall(r"```xml\n(.*?)```", page, re.DOTALL)[0].splitlines():
        assert line.strip() in unit[0]
    text = text.replace('state="initial" subState="transflow:draft"', 'state="final"', 1)
    text = text.replace("<target>Власти в Степанакерте", "<target>Чиновники в Степанакерте", 1)
    text = LOST.sub(r"\1\2", text)
    file.write_text(text, encoding="utf-8")
    for call in ("import speech.xlf --dry-run", "import speech.xlf"):
        done = sample.process(*call.split())
        assert done.returncode == 1
        assert (done.stderr + done.stdout).splitlines() == shown(page, call)


def test_the_page_has_a_line_for_every_format_and_the_columns_of_the_sheet(page: str) -> None:
    section = page.partition("## Catalogs")[2]
    for format_ in FORMATS:
        assert f"| `{format_}` |" in section
    assert ", ".join(f"`{column}`" for column in COLUMNS) in section
