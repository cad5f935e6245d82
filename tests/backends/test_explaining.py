"""Explanations and notes of the edition in drafts of other languages."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from transflow.backends import DraftRequest, draft
from transflow.backends.explaining import explain_names
from transflow.backends.verification import RequiredName
from transflow.glossary import Naming, naming_for, read_glossary, read_styles, turns_marked
from transflow.model import Slot, Turn
from transflow.workflow.drafting.asking import required_names

GLOSSARY = """
concepts:
  region:
    kind: place
    names:
      long: {forms: {en: [Upper Valley], ru: [Верхняя Долина], tr: [Yukarı Vadi]}}
      short: {forms: {en: [Valland], ru: [Валланд], tr: [Valland]}}
"""
STYLE = """
title: S
default: {narration: as-source, quotation: as-source}
rules:
  region:
    gloss: {text: {ru: "{short} (иначе {long})", tr: "{short} (ya da {long})"}, by: first, at-most: 1}
    note: {ru: "О названиях спорят.", tr: "Adlar tartışmalıdır."}
"""


@pytest.fixture
def naming_in(tmp_path: Any) -> Any:
    (tmp_path / "styles").mkdir()
    (tmp_path / "names.yaml").write_text(GLOSSARY, encoding="utf-8")
    (tmp_path / "styles" / "s.yaml").write_text(STYLE, encoding="utf-8")
    glossary = read_glossary(tmp_path)
    style = read_styles(tmp_path / "styles", glossary)["s"]

    def build(locale: str) -> Naming:
        return naming_for(glossary, style, source_locale="en", locale=locale)

    return build


def _explained(naming: Naming, target: str, source: str = "They live in Valland.") -> tuple[str, list[str]]:
    start = source.index("Valland")
    name = RequiredName(start, start + 7, naming.written("region", "short"), "region", ("short",), "place", naming.gloss_around("region"))
    return explain_names(source, target, [name], naming.find_target)


def test_a_name_is_explained_where_it_stands_in_the_form_that_it_has(naming_in: Any) -> None:
    assert _explained(naming_in("ru"), "Они живут в Валланде.") == ("Они живут в Валланде (иначе Верхняя Долина).", [])


def test_an_explanation_that_is_there_is_not_put_in_again(naming_in: Any) -> None:
    text = "Они живут в Валланде (иначе Верхняя Долина)."
    assert _explained(naming_in("ru"), text) == (text, [])


def test_a_quotation_is_not_explained_in_but_told_of(naming_in: Any) -> None:
    source = "“They live in Valland,” she said."
    text = "«Они живут в Валланде», сказала она."
    assert _explained(naming_in("ru"), text, source) == (text, ["not explained yet: Валланд (иначе Верхняя Долина)"])


@pytest.mark.parametrize("text", ["Onlar Valland'da yaşıyor.", "Onlar orada yaşıyor.", "Vallandlılar bekliyor."])
def test_where_no_place_is_certain_the_reviewer_is_told(naming_in: Any, text: str) -> None:
    assert _explained(naming_in("tr"), text) == (text, ["not explained yet: Valland (ya da Yukarı Vadi)"])


def test_the_edition_s_note_follows_the_last_sentence_and_no_engine_sees_it(fake: Any, naming_in: Any) -> None:
    backend = fake(lambda _: "Они живут там.")
    request = DraftRequest("They live there.", closing=("О названиях спорят.",))
    (made,) = draft([request], backend, source_locale="en", target_locale="ru", find_target=naming_in("ru").find_target)
    assert made.text == "Они живут там. О названиях спорят."
    assert made.notes == ("the edition’s note stands at the end; move it to its place",)
    assert backend.texts == ["They live there."]


def test_only_the_first_mention_in_the_newsroom_s_words_is_to_be_explained(naming_in: Any) -> None:
    naming = naming_in("ru")
    unit: Any = SimpleNamespace(slot=Slot.BODY)  # of which only the slot is asked
    found = list(turns_marked((Slot.BODY, naming.find_source(text)) for text in ("Valland waits.", "In Valland it rains.")))
    assert [found[0][0].turn, found[1][0].turn] == [Turn.FIRST, Turn.LATER]
    assert [[bool(name.gloss) for name in required_names(unit, mentions, naming)] for mentions in found] == [[True], [False]]
