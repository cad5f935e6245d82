"""An edition in the article's own language is drafted without an engine: the source with its names put to the style."""

from __future__ import annotations

import json
from typing import Any

import pytest

PROJECT = "title: T\nsource: en\neditions:\n  en@desk: {style: desk}\n"
GLOSSARY = """
concepts:
  river:
    kind: place
    names:
      arda: {side: west, forms: {en: Arda}}
      meric: {side: east, forms: {en: {text: Merich, forms: [Merichi]}}}
  bank: {kind: organisation, names: {bank: {forms: {en: Merich Bank}}}}
"""
STYLE = """
rules:
  river:
    narration: arda
    quotation: as-source
    gloss: {text: {en: "{arda} (in the east {meric})"}}
    note: {en: The river has two names.}
    reason: one bank
"""
ARTICLE = """Floods on the Merich

The Merich’s waters rose. The Merich is high, and the Merich Bank is closed.

“The Merich is ours,” a fisher said. Merichi boats stayed in port.
"""


@pytest.fixture
def project(bare: Any) -> Any:
    for path, text in (
        ("transflow.yaml", PROJECT),
        ("glossary/rivers.yaml", GLOSSARY),
        ("glossary/styles/desk.yaml", STYLE),
        ("articles/flood.txt", ARTICLE),
    ):
        (bare.directory / path).parent.mkdir(parents=True, exist_ok=True)
        (bare.directory / path).write_text(text, encoding="utf-8")
    return bare


def test_the_draft_is_the_source_with_the_names_explanations_and_notes_of_the_style(project: Any) -> None:
    project("run")
    built = (project.directory / "editions" / "en@desk" / "flood.txt").read_text(encoding="utf-8")
    assert built == ARTICLE.replace("on the Merich", "on the Arda").replace("Merich’s", "Arda’s").replace(
        "The Merich is high", "The Arda is high"
    ).replace("Merichi boats", "Arda boats").replace("in port.", "in port. The river has two names.")


def test_a_plan_says_that_the_style_drafts_and_does_not_call_it_memory(project: Any) -> None:
    project("extract")
    (catalog,) = json.loads(project("prefill", "--dry-run", "--format", "json"))["catalogs"]
    assert (catalog["waiting"], catalog["memory"], catalog["left"]) == (5, 0, 0)
    assert [(row["engine"], row["known"], row["units"]) for row in catalog["engines"]] == [("style", 5, [])]


def test_a_reviewer_is_told_what_could_not_be_done(project: Any) -> None:
    project("extract")
    project("prefill")
    catalog = (project.directory / "locales" / "en@desk" / "LC_MESSAGES" / "flood.po").read_text(encoding="utf-8")
    assert "explain Arda: Arda (in the east Merich)" in catalog
    assert "“Merichi” became Arda: mind the grammar" in catalog
    assert catalog.count("#, fuzzy") == 5


def test_an_explanation_with_a_comma_is_closed_by_one_and_a_note_that_is_there_is_not_given_again(project: Any) -> None:
    style = (
        (project.directory / "glossary" / "styles" / "desk.yaml")
        .read_text(encoding="utf-8")
        .replace("{arda} (in the east {meric})", "{arda}, in the east {meric}")
    )
    (project.directory / "glossary" / "styles" / "desk.yaml").write_text(style, encoding="utf-8")
    (project.directory / "articles" / "flood.txt").write_text("Floods\n\nThe Merich rose. The river has two names!\n", encoding="utf-8")
    project("run")
    built = (project.directory / "editions" / "en@desk" / "flood.txt").read_text(encoding="utf-8")
    assert built == "Floods\n\nThe Arda, in the east Merich, rose. The river has two names!\n"


def test_an_explanation_in_brackets_that_holds_a_comma_is_not_closed_by_another(project: Any) -> None:
    path = project.directory / "glossary" / "styles" / "desk.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("(in the east {meric})", "(in the east, {meric})"), encoding="utf-8")
    (project.directory / "articles" / "flood.txt").write_text("Floods\n\nThe Merich rose.\n", encoding="utf-8")
    project("run")
    built = (project.directory / "editions" / "en@desk" / "flood.txt").read_text(encoding="utf-8")
    assert built == "Floods\n\nThe Arda (in the east, Merich) rose. The river has two names.\n"


def test_an_explanation_is_put_in_where_the_name_stands_plain(project: Any) -> None:
    (project.directory / "articles" / "flood.txt").write_text("Floods\n\nThe Merich rose.\n", encoding="utf-8")
    project("run")
    built = (project.directory / "editions" / "en@desk" / "flood.txt").read_text(encoding="utf-8")
    assert built == "Floods\n\nThe Arda (in the east Merich) rose. The river has two names.\n"
    found = project("check", "--check", "gloss-missing", "--check", "note-missing", "--check", "name-forbidden")
    assert found.startswith("0 errors, 0 warnings, 0 notes")
