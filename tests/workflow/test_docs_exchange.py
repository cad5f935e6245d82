"""What docs/exchange.md shows is what transflow does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from transflow.workflow.exchange.glossary_csv import COLUMNS
from transflow.workflow.exchange.glossary_export import FORMATS
from transflow.workflow.exchange.glossary_import import Wish, import_glossary, read_offer
from transflow.workflow.names.candidates import candidates_in

ARTICLE = """---
title: The Maritsa floods again
---

The water reached Plovdiv on Monday. Officials in Plovdiv and in Edirne closed the bridges; the Maritsa Commission met in Svilengrad.

“We saw it coming,” Anna Ivanova of the Bulgarian Red Cross said in Edirne.
"""


@pytest.fixture
def page(repository: Path) -> str:
    """The page."""
    return (repository / "docs" / "exchange.md").read_text(encoding="utf-8")


def blocks(page: str, mark: str) -> list[str]:
    return [block for block in re.findall(r"```\w*\n(.*?)```", page, re.DOTALL) if mark in block]


@pytest.fixture
def root(tmp_path: Path, repository: Path, page: str) -> Path:
    """A project with the sheet of the page as its glossary, and the institution's termbase."""
    (tmp_path / "transflow.yaml").write_text("source: en\neditions: {ru: }\n", encoding="utf-8")
    (tmp_path / "rivers.csv").write_text(blocks(page, "concept,kind")[0], encoding="utf-8")
    import_glossary(tmp_path, tmp_path / "rivers.csv", Wish())
    case = repository / "tests" / "cases" / "tbx" / "institution-v3-dct.tbx"
    (tmp_path / "institution.tbx").write_bytes(case.read_bytes())
    return tmp_path


def test_the_sheet_of_the_page_is_a_sheet_with_all_columns(page: str, root: Path) -> None:
    assert blocks(page, "concept,kind")[0].splitlines()[0] == ",".join(COLUMNS)
    offered, _, told = read_offer(root / "rivers.csv", format=None, renamed={})
    assert told == ()
    assert offered.concepts["maritsa"].look_alikes == {"en": ("Maritsa Iztok",)}
    assert list(offered.concepts["maritsa"].names) == ["maritsa", "evros"]


def test_the_termbase_of_the_page_is_told_and_written_as_shown(page: str, root: Path) -> None:
    done = import_glossary(root, root / "institution.tbx", Wish())
    shown = blocks(page, "glossary import institution.tbx")[0]
    assert [str(one).replace(f"{root}/", "") for one in done.told] == shown.splitlines()[1:7]
    assert (root / "glossary" / "institution.yaml").read_text(encoding="utf-8") == blocks(page, "maritsa-commission:")[0]


def test_the_candidates_of_the_page_are_those_of_its_article(page: str, root: Path) -> None:
    import_glossary(root, root / "institution.tbx", Wish())
    (root / "flood.md").write_text(ARTICLE, encoding="utf-8")
    found = candidates_in(root, root / "flood.md").found
    shown = blocks(page, "glossary candidates articles/flood.md")[0].splitlines()[2:-1]
    assert [line.split("  ")[0] for line in shown] == [one.text for one in found]


def test_every_format_has_its_line(page: str) -> None:
    for format_ in FORMATS:
        assert f"| `{format_}` |" in page
