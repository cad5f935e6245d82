from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from transflow.glossary import LintFinding, lint
from transflow.model import Severity
from transflow.project import Edition

CASES = Path(__file__).parent.parent / "cases" / "glossary"
TODAY = date(2027, 1, 1)
EDITIONS = (Edition("ru@desk", "ru", "desk"), Edition("pt_BR", "pt-BR"))
WITHOUT_DESK = (Edition("ru", "ru"), Edition("pt_BR", "pt-BR"))
CONCEPT = """
concepts:
  river:
    kind: place
    contested: true
    definition: A river with two banks
    source: The gazetteer
    names:
      arda: {side: west, forms: {en: Arda, ru: Арда}}
      meric: {side: east, forms: {en: Merich, ru: Мерич}}
"""
DESK = "title: Desk\nrules: {river: {narration: arda, reason: r}}\n"


def write(root: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def told(root: Path, *, editions: tuple[Edition, ...] = EDITIONS[:1], today: date = TODAY) -> list[str]:
    found = lint(root, editions=editions, source_locale="en", today=today)
    return [str(one).replace(f"{root}/", "") for one in found]


def errors(found: tuple[LintFinding, ...], root: Path) -> str:
    """Return the errors with paths from the folder of the case, one a line, sorted."""
    lines = sorted(str(one).replace(f"{root}/", "") for one in found if one.severity is Severity.ERROR)
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_every_error_is_told_in_one_go_with_its_place(case: str) -> None:
    root = CASES / case
    editions = EDITIONS if (root / "styles").exists() else WITHOUT_DESK
    found = errors(lint(root, editions=editions, source_locale="en", today=TODAY), root)
    expected = root / "expected.txt"
    if os.environ.get("TRANSFLOW_REWRITE"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_only_the_cases_named_for_it_have_no_error() -> None:
    quiet = {path.parent.name for path in CASES.glob("*/expected.txt") if not path.read_text(encoding="utf-8")}
    assert quiet == {"good", "file-empty"}


def test_a_file_that_is_no_yaml_brings_no_errors_about_its_concepts() -> None:
    assert "no concept" not in (CASES / "yaml-syntax" / "expected.txt").read_text(encoding="utf-8")


def test_a_sound_glossary_has_no_finding(tmp_path: Path) -> None:
    assert told(write(tmp_path, {"a.yaml": CONCEPT, "styles/desk.yaml": DESK})) == []


@pytest.mark.parametrize(("day", "count"), [(1, 0), (2, 1)])
def test_a_rule_is_to_be_reviewed_from_the_day_after_its_date(tmp_path: Path, day: int, count: int) -> None:
    write(tmp_path, {"a.yaml": CONCEPT, "styles/desk.yaml": DESK.replace("reason: r", "reason: r, review-on: 2027-01-01")})
    expected = "styles/desk.yaml:2:9: warning: the rule for river was to be reviewed on 2027-01-01"
    assert told(tmp_path, today=date(2027, 1, day)) == [expected] * count


def test_a_rule_without_a_reason_is_a_warning(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": CONCEPT, "styles/desk.yaml": DESK.replace(", reason: r", "")})
    assert told(tmp_path) == ["styles/desk.yaml:2:9: warning: the rule for river gives no reason"]


def test_a_contested_concept_with_one_name_is_a_warning(tmp_path: Path) -> None:
    lines = [line for line in CONCEPT.splitlines() if "meric" not in line]
    assert told(write(tmp_path, {"a.yaml": "\n".join(lines), "styles/desk.yaml": DESK})) == [
        "a.yaml:3:3: warning: river: contested, and yet it has a single name"
    ]


def test_a_concept_says_what_it_is_and_where_its_names_come_from(tmp_path: Path) -> None:
    bare = CONCEPT.replace("    definition: A river with two banks\n    source: The gazetteer\n", "")
    assert told(write(tmp_path, {"a.yaml": bare, "styles/desk.yaml": DESK})) == [
        "a.yaml:3:3: warning: river: no source says where these names come from",
        "a.yaml:3:3: warning: river: no definition",
    ]


def test_a_language_without_endings_is_told_once(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": CONCEPT.replace("ru: ", "sw: ")})
    assert told(tmp_path, editions=(Edition("sw", "sw"), Edition("sw_KE", "sw-KE"))) == [
        "info: no endings are known for 'sw': only the listed forms of a name are found in it"
    ]


def test_a_name_that_a_voice_can_fall_through_to_needs_a_form(tmp_path: Path) -> None:
    """A rule for narration leaves quotations to the default, as the source says, so the source's other name can be called for."""
    write(tmp_path, {"a.yaml": CONCEPT.replace(", ru: Мерич", ""), "styles/desk.yaml": DESK})
    assert told(tmp_path) == ["a.yaml:10:7: error: edition ru@desk can call for river/meric, which has no form in ru"]
    write(tmp_path, {"styles/desk.yaml": DESK.replace("narration: arda", "narration: arda, quotation: arda")})
    assert told(tmp_path) == []


def test_a_form_of_two_names_is_ambiguous_and_one_of_two_concepts_is_a_warning(tmp_path: Path) -> None:
    shared = CONCEPT.replace("ru: Мерич", "ru: Арда")
    other = CONCEPT.replace("river:", "lake:").replace("Arda", "Ardasee").replace("Merich", "Merichsee").replace("ru: Мерич", "ru: Озеро")
    write(tmp_path, {"a.yaml": shared, "b.yaml": other, "styles/desk.yaml": DESK})
    ambiguous, *between = told(tmp_path)
    assert ambiguous == "a.yaml:10:51: info: river: 'Арда' is a form of arda and of meric; wherever it stands it is ambiguous"
    assert [line.split(": ")[1] for line in between] == ["warning"]
    assert between[0].startswith("b.yaml:9:")


def test_a_note_or_gloss_without_a_text_for_an_edition_is_a_warning(tmp_path: Path) -> None:
    style = DESK.replace("reason: r", "reason: r, note: {en: A note}, gloss: {text: {en: '{arda}'}}")
    assert [line.split(": ", 2)[2] for line in told(write(tmp_path, {"a.yaml": CONCEPT, "styles/desk.yaml": style}))] == [
        "the gloss for river has no text in ru, which edition ru@desk needs",
        "the note for river has no text in ru, which edition ru@desk needs",
    ]


def test_an_unreadable_folder_is_told_and_not_thrown(tmp_path: Path) -> None:
    (tmp_path / "glossary").write_text("concepts: {}")
    found = lint(tmp_path / "glossary", editions=(), source_locale="en", today=TODAY)
    assert [one.severity for one in found][:1] == [Severity.ERROR]


def test_a_project_without_a_glossary_is_sound(tmp_path: Path) -> None:
    assert lint(tmp_path / "glossary", editions=WITHOUT_DESK, source_locale="en", today=TODAY) == ()
