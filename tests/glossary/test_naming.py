from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from transflow.glossary import Naming, naming_for, read_glossary, read_styles
from transflow.model import Mention, Slot, Voice

RIVER = """
  river:
    kind: place
    names:
      arda: {forms: {en: Arda, ru: {text: Арда, forms: [ардинский]}, pt: Arda, pt-BR: Ardá}}
      meric: {forms: {en: Merich, ru: Мерич, pt: Meriç}}
      evros: {forms: {en: Evros, ru: Эврос}}
"""
PERSON = """
  person:
    kind: person
    names:
      full: {forms: {en: [Ana Maria Silva, Silva], fa: [آنا سیلوا, می‌رود]}}
"""
STYLE = """
title: Desk
default: {narration: as-source, quotation: as-source, caption: as-source}
rules:
  river:
    narration: [arda, evros]
    quotation: as-source
    headline: meric
    reason: One bank
"""


def naming(root: Path, *, river: str = RIVER, style: str = STYLE, locale: str = "ru", more: str = "") -> Naming:
    (root / "styles").mkdir(exist_ok=True)
    (root / "a.yaml").write_text(f"concepts:{river}{more}", encoding="utf-8")
    (root / "styles" / "desk.yaml").write_text(style, encoding="utf-8")
    glossary = read_glossary(root)
    return naming_for(glossary, read_styles(root / "styles", glossary)["desk"], source_locale="en", locale=locale)


def mention(name: str = "meric", voice: Voice = Voice.NARRATION, **fields: object) -> Mention:
    given: Mapping[str, object] = {"start": 0, "end": 6, "text": "Merich", "concept": "river", "names": (name,), **fields}
    return Mention(name=name, voice=voice, **given)  # type: ignore[arg-type]  # the fields of a test are of their own kinds


@pytest.mark.parametrize(
    ("voice", "slot", "names"),
    [
        (Voice.NARRATION, Slot.HEADLINE, ("meric",)),  # the rule for the slot
        (Voice.NARRATION, Slot.BODY, ("arda", "evros")),  # the rule for the voice
        (Voice.NARRATION, Slot.CAPTION, ("arda", "evros")),  # a rule goes before a default, even one for the slot
        (Voice.MIXED, Slot.BODY, ("arda", "evros")),  # what is no quotation is the newsroom's
        (Voice.QUOTATION, Slot.BODY, ("evros",)),  # as the source says
        (Voice.QUOTATION, Slot.HEADLINE, ("evros",)),  # a quotation in a headline is still a quotation
    ],
)
def test_the_slot_goes_before_the_voice_and_never_overrules_a_speaker(
    tmp_path: Path, voice: Voice, slot: Slot, names: tuple[str, ...]
) -> None:
    assert naming(tmp_path).expected(mention("evros", voice), slot).names == names


def test_a_rule_that_is_silent_leaves_the_word_to_the_default_and_then_to_the_source(tmp_path: Path) -> None:
    for style in ("rules: {river: {headline: arda}}", "default: {narration: as-source}", ""):
        expected = naming(tmp_path, style=style).expected(mention("evros"), Slot.BODY)
        assert (expected.names, expected.forms, expected.as_source) == (("evros",), ("Эврос",), True)


def test_without_a_style_an_edition_speaks_as_its_source(tmp_path: Path) -> None:
    glossary = naming(tmp_path).glossary
    plain = naming_for(glossary, None, source_locale="en", locale="ru")
    assert plain.expected(mention()).forms == ("Мерич",)
    assert plain.calls_for([mention()], Slot.BODY) == ("Merich → Мерич (as the source says)",)


def test_a_list_calls_for_its_first_name_and_allows_the_others(tmp_path: Path) -> None:
    desk = naming(tmp_path)
    assert desk.expected(mention()).forms == ("Арда", "Эврос")
    assert desk.allowed(mention("evros"), Slot.BODY, [mention()]) == ("arda", "evros")


def test_a_name_without_a_form_in_the_locale_is_called_for_and_cannot_be_written(tmp_path: Path) -> None:
    desk = naming(tmp_path, locale="pt")
    assert (desk.expected(mention()).names, desk.expected(mention()).forms) == (("arda", "evros"), ("Arda",))
    quoted = mention("evros", Voice.QUOTATION, text="Evros")
    assert desk.calls_for([quoted], Slot.BODY) == ("Evros → no form in pt yet (as the source says)",)


def test_as_the_source_says_allows_what_it_says_or_any_name_where_it_is_silent(tmp_path: Path) -> None:
    desk = naming(tmp_path)
    spoken = mention("evros", Voice.QUOTATION)
    assert desk.allowed(spoken, Slot.BODY, [mention(voice=Voice.QUOTATION)]) == ("meric",)
    assert desk.allowed(spoken, Slot.BODY) == ("arda", "meric", "evros")


def test_an_ambiguous_mention_may_be_any_of_its_names(tmp_path: Path) -> None:
    either = mention("", Voice.QUOTATION, names=("arda", "meric"))
    assert naming(tmp_path).expected(either).forms == ("Арда", "Мерич")
    assert naming(tmp_path).calls_for([either], Slot.BODY) == ("Merich → Арда or Мерич (as the source says)",)


def test_a_region_has_its_own_form_or_that_of_its_language(tmp_path: Path) -> None:
    brazil, portugal = naming(tmp_path, locale="pt-BR"), naming(tmp_path, locale="pt-PT")
    assert [brazil.forms("river", name)[0].text for name in ("arda", "meric")] == ["Ardá", "Meriç"]
    assert [portugal.forms("river", name)[0].text for name in ("arda", "meric")] == ["Arda", "Meriç"]
    assert brazil.forms("river", "nobody") == ()


@pytest.mark.parametrize(("text", "form"), [("Silva", "می‌رود"), ("Ana Silva", "آنا سیلوا"), ("Ana Maria Silva", "آنا سیلوا")])
def test_a_bare_surname_stays_one_and_a_non_joiner_parts_no_word(tmp_path: Path, text: str, form: str) -> None:
    desk = naming(tmp_path, locale="fa", more=PERSON)
    assert desk.expected(mention("full", concept="person", text=text)).forms == (form,)


def test_a_translator_is_told_each_name_once_with_what_is_to_stand(tmp_path: Path) -> None:
    lines = naming(tmp_path).calls_for([mention(), mention(), mention(derived=True)], Slot.BODY)
    assert lines == ("Merich → Арда or Эврос (Desk)", "Merich → Арда or Эврос (Desk, here an adjective or demonym)")
    assert naming(tmp_path).calls_for([mention()], Slot.HEADLINE) == ("Merich → Мерич (Desk)",)


def test_what_is_expected_says_why_and_where_the_rule_stands(tmp_path: Path) -> None:
    expected = naming(tmp_path).expected(mention(), Slot.HEADLINE)
    assert expected.reason == "One bank"
    assert str(expected.position).endswith("desk.yaml:8:15")


def test_names_are_found_in_both_languages_with_their_voice(tmp_path: Path) -> None:
    desk = naming(tmp_path)
    source = desk.find_source("Merich flows.")
    target = desk.find_target("Река Мерич течёт.")
    assert [(one.concept, one.name, one.voice) for one in (*source, *target)] == [("river", "meric", Voice.NARRATION)] * 2


SAME = {
    "names in another order": {"river": RIVER.replace("      evros: {forms: {en: Evros, ru: Эврос}}\n", "").replace(
        "      arda:", "      evros: {forms: {en: Evros, ru: Эврос}}\n      arda:")},
    "locales in another order": {"river": RIVER.replace("{en: Merich, ru: Мерич, pt: Meriç}", "{pt: Meriç, ru: Мерич, en: Merich}")},
    "another concept": {"more": PERSON},
    "comments": {"river": RIVER.replace("kind:", "# a river\n    kind:"), "style": STYLE.replace("rules:", "# ours\nrules:")},
    "a definition and a source": {"river": RIVER.replace("    kind: place", "    kind: place\n    definition: d\n    source: s")},
    "a reason and a date": {"style": STYLE.replace("One bank", "Both banks\n    review-on: 2027-01-01\n    decided-by: me")},
    "a title": {"style": STYLE.replace("title: Desk", "title: Our desk")},
    "a form of another language": {"river": RIVER.replace("pt: Meriç", "pt: Maritsa, de: Mariza")},
    "a note for another language": {"style": STYLE + "    note: {de: Hinweis}\n"},
}  # fmt: skip
OTHER = {
    "a form": {"river": RIVER.replace("Эврос", "Еврос")},
    "a form of the source": {"river": RIVER.replace("Evros", "Hebros")},
    "an extra form": {"river": RIVER.replace("[ардинский]", "[ардинский, ардский]")},
    "a preferred form": {"river": RIVER.replace("ru: Мерич", "ru: [Марица, Мерич]")},
    "a look-alike": {"river": RIVER.replace("text: Арда,", "text: Арда, not: [улица Арда],")},
    "a look-alike of the concept": {"river": RIVER.replace("    names:", "    not: {ru: [улица Арда]}\n    names:")},
    "a kind": {"river": RIVER.replace("kind: place", "kind: term")},
    "a name": {"river": RIVER + "      hebrus: {forms: {en: Hebrus}}\n"},
    "a rule": {"style": STYLE.replace("[arda, evros]", "[evros, arda]")},
    "a rule for a slot": {"style": STYLE.replace("headline:", "summary:")},
    "a note": {"style": STYLE + "    note: {ru: Заметка}\n"},
    "a gloss": {"style": STYLE + "    gloss: {text: {ru: '{arda}'}}\n"},
}


@pytest.mark.parametrize("change", SAME)
def test_the_fingerprint_of_a_concept_does_not_depend_on(tmp_path: Path, change: str) -> None:
    before = naming(tmp_path).fingerprint(["river"])
    assert naming(tmp_path, **SAME[change]).fingerprint(["river"]) == before


@pytest.mark.parametrize("change", OTHER)
def test_the_fingerprint_of_a_concept_changes_with(tmp_path: Path, change: str) -> None:
    before = naming(tmp_path).fingerprint(["river"])
    assert naming(tmp_path, **OTHER[change]).fingerprint(["river"]) != before


def test_the_fingerprint_changes_with_how_often_a_gloss_stands(tmp_path: Path) -> None:
    prints = {
        naming(tmp_path, style=f"{STYLE}    gloss: {{text: {{ru: '{{arda}}'}}, {much}}}\n").fingerprint(["river"])
        for much in ("by: first", "by: article", "at-most: 2")
    }
    assert len(prints) == 3


def test_a_note_for_the_language_counts_in_a_region(tmp_path: Path) -> None:
    before = naming(tmp_path, locale="pt-BR").fingerprint(["river"])
    assert naming(tmp_path, locale="pt-BR", style=STYLE + "    note: {pt: Nota}\n").fingerprint(["river"]) != before


def test_the_fingerprint_of_several_concepts_is_that_of_a_set(tmp_path: Path) -> None:
    desk = naming(tmp_path, more=PERSON)
    assert desk.fingerprint(["river", "person", "river"]) == desk.fingerprint(["person", "river"]) != desk.fingerprint(["river"])
    assert len(desk.fingerprint([])) == 16
    assert desk.fingerprint(["nothing"]) != desk.fingerprint([])
