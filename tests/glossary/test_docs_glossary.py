"""docs/glossary.md is true: its files are sound, its table is what an edition says, and it leaves no key out."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from transflow.glossary import Kind, LintFinding, Naming, lint, naming_for, read_glossary, read_styles
from transflow.glossary.read import CONCEPT_KEYS, FORM_KEYS, NAME_KEYS, WORD_TYPES
from transflow.glossary.read_choices import DOUBLE_KEYS
from transflow.glossary.read_rules import GLOSS_KEYS, QUALIFIER_KEYS, RULE_KEYS
from transflow.glossary.read_styles import STYLE_KEYS
from transflow.model import Slot
from transflow.project import Edition
from transflow.voice import quotations

PAGE = Path(__file__).parent.parent.parent / "docs" / "glossary.md"
_BLOCK = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| (?P<text>.+?) \| (?P<slot>[a-z]+) \| (?:`(?P<note>.+?)`)? *\|$", re.MULTILINE)


@lru_cache(maxsize=1)
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def rows() -> list[tuple[str, str, str]]:
    table = page().partition("| English source |")[2].partition("\n\n")[0]
    return [(row["text"], row["slot"], row["note"] or "") for row in _ROW.finditer(table)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in _BLOCK.findall(page()):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "glossary"


@pytest.fixture
def naming(project: Path) -> Naming:
    glossary = read_glossary(project)
    return naming_for(glossary, read_styles(project / "styles", glossary)["desk"], source_locale="en", locale="ru")


def test_the_files_of_the_page_bring_no_finding_but_what_they_show_on_purpose(project: Path) -> None:
    editions = (Edition("ru@desk", "ru", "desk"), Edition("ru@front", "ru", "headline-desk"), Edition("tr", "tr"))
    found: tuple[LintFinding, ...] = lint(project, editions=editions, source_locale="en", today=date(2030, 1, 1))
    assert [str(finding) for finding in found] == []


def test_the_page_has_a_row_of_every_sort() -> None:
    assert len(rows()) == 4


@pytest.mark.parametrize(("text", "slot", "note"), rows())
def test_the_table_is_what_the_edition_tells_its_translators(naming: Naming, text: str, slot: str, note: str) -> None:
    (quoted,) = quotations([text], "en")
    assert "; ".join(naming.calls_for(naming.find_source(text, quoted), Slot(slot))) == note


@pytest.mark.parametrize(
    "word",
    sorted(
        {
            *CONCEPT_KEYS,
            *NAME_KEYS,
            *FORM_KEYS,
            *RULE_KEYS,
            *GLOSS_KEYS,
            *QUALIFIER_KEYS,
            *DOUBLE_KEYS,
            *STYLE_KEYS,
            *WORD_TYPES,
            *map(str, Kind),
        }
    ),
)
def test_every_key_and_kind_is_explained(word: str) -> None:
    assert f"`{word}`" in page()


@pytest.mark.parametrize("number", range(1, 7))
def test_the_decision_and_the_page_tell_the_same_order(number: int) -> None:
    (line,) = re.findall(rf"^{number}\. .+$", page(), re.MULTILINE)
    assert line in (PAGE.parent / "decisions" / "glossary.md").read_text(encoding="utf-8")
