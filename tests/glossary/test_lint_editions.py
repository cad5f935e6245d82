"""What lint says of a style in the editions that use it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from transflow.errors import Position
from transflow.glossary import lint
from transflow.project import Edition

CONCEPTS = """
concepts:
  river:
    kind: place
    definition: A river with two banks
    source: The gazetteer
    names:
      arda: {forms: {en: Arda, ru: Арда}}
      meric: {forms: {en: Merich}}
"""
RU = Edition("ru@desk", "ru", "desk", position=Position("transflow.yaml", 3, 3))


def told(root: Path, style: str, *, editions: tuple[Edition, ...] = (RU,), source_locale: str = "en") -> list[str]:
    """Return the findings for a river whose second name has no Russian form."""
    (root / "a.yaml").write_text(CONCEPTS, encoding="utf-8")
    (root / "styles").mkdir()
    (root / "styles" / "desk.yaml").write_text(style, encoding="utf-8")
    found = lint(root, editions=editions, source_locale=source_locale, today=date(2027, 1, 1))
    return [str(one).replace(f"{root}/", "") for one in found]


def test_a_name_that_is_only_allowed_needs_no_form_and_that_is_a_note(tmp_path: Path) -> None:
    assert told(tmp_path, "rules: {river: {narration: [arda, meric], quotation: arda, reason: r}}") == [
        "styles/desk.yaml:1:28: info: edition ru@desk allows river/meric, which has no form in ru"
    ]


def test_the_first_name_of_a_list_needs_a_form(tmp_path: Path) -> None:
    assert told(tmp_path, "rules: {river: {narration: [meric, arda], quotation: arda, reason: r}}") == [
        "styles/desk.yaml:1:28: error: edition ru@desk can call for river/meric, which has no form in ru"
    ]


def test_a_name_in_a_gloss_needs_a_form_in_the_locale_of_the_gloss(tmp_path: Path) -> None:
    style = "rules: {river: {narration: arda, quotation: arda, reason: r, gloss: {text: {ru: '{arda} ({meric})'}}}}"
    assert told(tmp_path, style) == ["styles/desk.yaml:1:9: error: edition ru@desk can call for river/meric, which has no form in ru"]


def test_a_gloss_of_another_locale_needs_no_form_here(tmp_path: Path) -> None:
    style = "rules: {river: {narration: arda, quotation: arda, reason: r, gloss: {text: {ru: '{arda}', en: '{meric}'}}}}"
    assert told(tmp_path, style) == []


def test_a_name_that_the_source_cannot_write_is_not_called_for_as_the_source_says(tmp_path: Path) -> None:
    assert told(tmp_path, "title: Desk", source_locale="ru") == []


def test_a_style_that_no_edition_uses_is_a_note(tmp_path: Path) -> None:
    assert told(tmp_path, "title: Desk", editions=()) == ["styles/desk.yaml:1:1: info: no edition uses the style 'desk'"]


@pytest.mark.parametrize("rule", ["{reason: r}", "{reason: r, source: s, review-on: 2031-01-01}"])
def test_a_rule_that_calls_for_nothing_is_a_warning(tmp_path: Path, rule: str) -> None:
    assert "styles/desk.yaml:1:9: warning: the rule for river says nothing" in told(tmp_path, f"rules: {{river: {rule}}}")


def test_a_language_without_endings_is_told_where_the_project_names_it_and_the_source_counts(tmp_path: Path) -> None:
    editions = (Edition("sw", "sw", position=Position("transflow.yaml", 4, 3)),)
    style = "rules: {river: {narration: arda, quotation: arda, reason: r}}"
    found = [line for line in told(tmp_path, style, editions=editions, source_locale="mi") if "endings" in line]
    assert found == [
        "info: no endings are known for 'mi': only the listed forms of a name are found in it",
        "transflow.yaml:4:3: info: no endings are known for 'sw': only the listed forms of a name are found in it",
    ]


@pytest.mark.parametrize(
    ("rule", "column", "finding"),
    [
        (
            "keep: {ru: [ардинская форель]}",
            74,
            "the phrase 'ардинская форель' (ru) holds no name of river and no {name}, so it keeps nothing",
        ),
        (
            "qualifiers: {required: {en: [de facto]}}",
            9,
            "the required qualifier for river has no text in ru, which edition ru@desk needs",
        ),
    ],
)
def test_words_around_a_name_that_can_do_nothing_are_told(tmp_path: Path, rule: str, column: int, finding: str) -> None:
    assert told(tmp_path, f"rules: {{river: {{narration: arda, quotation: arda, reason: r, {rule}}}}}") == [
        f"styles/desk.yaml:1:{column}: warning: {finding}"
    ]


def test_what_is_inherited_is_told_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "a.yaml").write_text(CONCEPTS, encoding="utf-8")
    (tmp_path / "styles" / "base.yaml").write_text("rules: {river: {narration: arda, quotation: arda}}", encoding="utf-8")
    (tmp_path / "styles" / "desk.yaml").write_text("extends: base", encoding="utf-8")
    found = lint(tmp_path, editions=(RU, Edition("ru", "ru", "base")), source_locale="en", today=date(2027, 1, 1))
    assert [str(one).replace(f"{tmp_path}/", "") for one in found] == ["styles/base.yaml:1:9: warning: the rule for river gives no reason"]


def test_a_phrase_that_keeps_nothing_is_told_once_at_its_place_however_many_styles_inherit_it(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "a.yaml").write_text(CONCEPTS, encoding="utf-8")
    base = "default: {keep: {ru: [форель]}}\nrules: {river: {reason: r, narration: arda, quotation: arda, keep: {ru: [мост, окунь]}}}"
    (tmp_path / "styles" / "base.yaml").write_text(base, encoding="utf-8")
    (tmp_path / "styles" / "desk.yaml").write_text("extends: base\nrules: {river: {headline: arda}}", encoding="utf-8")
    found = lint(tmp_path, editions=(RU, Edition("ru", "ru", "base")), source_locale="en", today=date(2027, 1, 1))
    assert [str(one).replace(f"{tmp_path}/", "") for one in found] == [
        "styles/base.yaml:1:23: warning: the phrase 'форель' (ru) holds no name and no {name}, so it keeps nothing",
        "styles/base.yaml:2:74: warning: the phrase 'мост' (ru) holds no name of river and no {name}, so it keeps nothing",
        "styles/base.yaml:2:80: warning: the phrase 'окунь' (ru) holds no name of river and no {name}, so it keeps nothing",
    ]
