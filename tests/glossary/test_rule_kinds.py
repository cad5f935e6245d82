"""Every kind of rule that a desk can write decides what it says it decides."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from transflow.errors import TransflowError
from transflow.glossary import Naming, naming_for, read_glossary, read_styles, turns_marked
from transflow.model import Mention, Slot, Turn, Voice
from transflow.voice import quotations

RIVER = """
concepts:
  river:
    kind: place
    names:
      arda: {side: west, forms: {en: Arda, ru: {text: Арда, forms: [ардинский]}}}
      meric: {side: east, forms: {en: Merich, ru: Мерич}}
      evros: {side: south, forms: {en: Evros, ru: Эврос}}
  lake:
    kind: place
    names:
      north: {forms: {en: Northmere, ru: Нортмир}}
      south: {forms: {en: Southmere, ru: Саутмир}}
"""


def namings(root: Path, locale: str = "ru", **styles: str) -> Naming:
    """Return how an edition in the style `desk` names things; every other style is there to be extended."""
    (root / "styles").mkdir(exist_ok=True)
    (root / "a.yaml").write_text(RIVER, encoding="utf-8")
    for name, text in styles.items():
        (root / "styles" / f"{name}.yaml").write_text(text, encoding="utf-8")
    glossary = read_glossary(root)
    return naming_for(glossary, read_styles(root / "styles", glossary)["desk"], source_locale="en", locale=locale)


def forms(naming: Naming, text: str, slot: Slot = Slot.BODY) -> list[tuple[str, ...]]:
    (quoted,) = quotations([text], "en")
    (mentions,) = turns_marked([(slot, naming.find_source(text, quoted))])
    return [naming.expected(mention, slot).forms for mention in mentions]


def test_a_quotation_follows_the_side_whose_name_was_spoken(tmp_path: Path) -> None:
    desk = namings(tmp_path, desk="rules: {river: {quotation: {east: arda, else: as-source}}}")
    assert forms(desk, "“The Merich is ours.”") == [("Арда",)]
    assert forms(desk, "“The Evros is ours.”") == [("Эврос",)]


def test_a_side_that_no_name_has_is_an_error_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(TransflowError, match=r"desk\.yaml:1:31: no name of 'river' has the side 'north'; its sides are east, south, west"):
        namings(tmp_path, desk="rules: {river: {quotation: {  north: arda}}}")


def test_the_first_mention_in_the_body_is_told_from_later_ones(tmp_path: Path) -> None:
    desk = namings(tmp_path, desk="rules: {river: {first-mention: evros, later: meric, headline: arda}}")
    assert forms(desk, "The Arda rose. The Arda fell.") == [("Эврос",), ("Мерич",)]
    assert forms(desk, "The Merich rises", Slot.HEADLINE) == [("Арда",)]


def test_a_quotation_and_a_headline_are_no_first_mention(tmp_path: Path) -> None:
    desk = namings(tmp_path, desk="rules: {river: {first-mention: evros}}")
    texts = [
        (Slot.HEADLINE, "Arda rises"),
        (Slot.BODY, "“The Arda,” he said."),
        (Slot.BODY, "The Arda rose."),
        (Slot.BODY, "The Arda fell."),
    ]
    found = turns_marked((slot, desk.find_source(text, quotations([text], "en")[0])) for slot, text in texts)
    assert [mention.turn for mentions in found for mention in mentions] == [Turn.LATER, Turn.LATER, Turn.FIRST, Turn.LATER]


def test_adjectives_have_a_rule_of_their_own(tmp_path: Path) -> None:
    desk = namings(tmp_path, desk="rules: {river: {narration: arda, adjective: [meric, arda]}}")
    derived = Mention(0, 9, "Evrosian", "river", "evros", ("evros",), derived=True)
    assert desk.expected(derived).names == ("meric", "arda")
    assert desk.expected(Mention(0, 5, "Evros", "river", "evros", ("evros",))).names == ("arda",)


@pytest.mark.parametrize(
    ("rule", "locale", "form"),
    [
        ("{double: [arda, meric]}", "ru", "Арда/Мерич"),
        ("{double: [arda, meric], joiner: ' или '}", "ru", "Арда или Мерич"),
        ("{double: {ru: [meric, arda], else: [arda, meric]}, joiner: {else: ' ({})'}}", "ru", "Мерич (Арда)"),
        ("{double: {ru: [meric, arda], else: [arda, meric]}, joiner: {ru: /, else: ' ({})'}}", "en", "Arda (Merich)"),
    ],
)
def test_a_double_name_has_its_order_and_joiner_by_locale(tmp_path: Path, rule: str, locale: str, form: str) -> None:
    desk = namings(tmp_path, locale, desk=f"rules: {{river: {{narration: {rule}}}}}")
    assert forms(desk, "The Evros rose.") == [(form,)]
    (found,) = desk.find_target(f"X {form} y.")
    assert found.text == form
    assert desk.allowed(found, Slot.BODY) == (found.name,)


def test_one_of_two_names_or_both_the_other_way_round_is_no_double_name(tmp_path: Path) -> None:
    desk = namings(tmp_path, desk="rules: {river: {narration: {double: [arda, meric]}}}")
    for text in ("Арда", "Мерич/Арда"):
        (found,) = desk.find_target(text)
        assert found.name not in desk.allowed(found, Slot.BODY)


def test_an_institution_keeps_the_name_that_its_place_may_not_have(tmp_path: Path) -> None:
    desk = namings(
        tmp_path,
        desk="default: {keep: {en: ['{name} ministry', 'bank of {name}'], ru: ['банк {name}']}}\nrules: {river: {narration: arda}}",
    )
    assert forms(desk, "The Merich ministry met at the Merich.") == [("Мерич",), ("Арда",)]
    assert forms(desk, "The Bank of Evros met, the ministry said Evros.") == [("Эврос",), ("Арда",)]
    (kept, other) = desk.find_target("В банке Мерича и на Мериче.")
    assert (kept.kept, other.kept) == (True, False)


def test_a_fixed_collocation_keeps_its_name_however_it_is_inflected(tmp_path: Path) -> None:
    desk = namings(tmp_path, desk="rules: {river: {narration: meric, keep: {ru: [ардинская форель]}}}")
    assert [mention.kept for mention in desk.find_target("Ловят ардинскую форель на Арде.")] == [True, False]


def test_a_rival_that_explains_the_editions_name_in_the_source_stays(tmp_path: Path) -> None:
    desk = namings(tmp_path, desk="rules: {river: {narration: arda}}")
    assert forms(desk, "The Arda, which Greeks call Evros, rose.") == [("Арда",), ("Эврос",)]
    assert forms(desk, "The Arda and the Evros rose.") == [("Арда",), ("Арда",)]


PERIODS = """
rules:
  river:
    - {until: 2020-09-26, narration: arda}
    - {from: 2020-09-27, until: 2023-09-18, narration: meric}
    - {from: 2023-09-19, narration: evros}
"""


@pytest.mark.parametrize(
    ("day", "name"), [("2019-01-01", "arda"), ("2020-09-27", "meric"), ("2023-09-18", "meric"), ("2024-01-01", "evros"), (None, "evros")]
)
def test_a_rule_holds_for_the_days_of_the_events_that_it_names(tmp_path: Path, day: str | None, name: str) -> None:
    desk = namings(tmp_path, desk=PERIODS).on(date.fromisoformat(day) if day else None)
    assert desk.expected(Mention(0, 4, "Arda", "river", "arda", ("arda",))).names == (name,)


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ("[{narration: arda}, {from: 2020-01-01, narration: meric}]", "one of several rules needs `from` or `until`"),
        (
            "[{until: 2020-01-01, narration: arda}, {from: 2020-01-01, narration: meric}]",
            "holds for days for which the rule at .* holds, too",
        ),
        ("{from: 2020-01-02, until: 2020-01-01, narration: arda}", "`until` must not be before `from`"),
        ("{from: soon, narration: arda}", "`from` must be a date"),
        ("[]", "a list of rules must not be empty"),
    ],
)
def test_days_that_cannot_be_are_told(tmp_path: Path, rules: str, message: str) -> None:
    with pytest.raises(TransflowError, match=message):
        namings(tmp_path, desk=f"rules: {{river: {rules}}}")


BASE = """
title: Agency
rules:
  river: {narration: arda, headline: meric, quotation: as-source, note: {ru: Река.}, reason: the agency says so}
  lake: {narration: north}
"""


def test_a_style_inherits_what_it_does_not_say(tmp_path: Path) -> None:
    desk = namings(tmp_path, base=BASE, desk="extends: base\nrules: {river: {narration: evros, reason: we differ}}")
    assert forms(desk, "The Merich rose.") == [("Эврос",)]
    assert forms(desk, "The Arda rises", Slot.HEADLINE) == [("Мерич",)]
    assert forms(desk, "Southmere rose.") == [("Нортмир",)]
    assert desk.style.rules["river"].note is not None


def test_what_wins_tells_its_own_place_style_and_reason(tmp_path: Path) -> None:
    desk = namings(tmp_path, base=BASE, desk="extends: base\nrules: {river: {narration: evros, reason: we differ}}")
    mention = Mention(0, 4, "Arda", "river", "arda", ("arda",))
    own, inherited = desk.expected(mention), desk.expected(mention, Slot.HEADLINE)
    assert (own.style, own.reason, Path(str(own.position)).name) == ("desk", "we differ", "desk.yaml:2:28")
    assert (inherited.style, inherited.reason, Path(str(inherited.position)).name) == ("base", "the agency says so", "base.yaml:4:38")


def test_none_takes_back_what_is_inherited(tmp_path: Path) -> None:
    desk = namings(tmp_path, base=BASE, desk="extends: base\nrules: {river: {headline: none, note: none}}")
    assert forms(desk, "The Merich rises", Slot.HEADLINE) == [("Арда",)]
    assert desk.style.rules["river"].note is None


def test_of_several_parents_the_last_one_wins_and_grandparents_count(tmp_path: Path) -> None:
    other = "extends: base\nrules: {lake: {narration: south}}"
    desk = namings(tmp_path, base=BASE, other=other, third="rules: {river: {narration: meric}}", desk="extends: [other, third]")
    assert forms(desk, "The Arda met Northmere.") == [("Мерич",), ("Саутмир",)]


@pytest.mark.parametrize(
    ("desk", "message"),
    [
        ("extends: bse", r"desk\.yaml:1:10: the style 'desk' extends 'bse', which is no style; did you mean 'base'\?"),
        ("extends: desk", r"desk\.yaml:1:10: the style 'desk' extends itself"),
        ("extends: round", r"the style 'desk' extends itself by way of 'round'"),
        ("extends: {a: b}", r"`extends` must be the name of a style, or a list of names"),
    ],
)
def test_a_style_that_cannot_inherit_is_told_with_its_place(tmp_path: Path, desk: str, message: str) -> None:
    with pytest.raises(TransflowError, match=message):
        namings(tmp_path, base=BASE, round="extends: desk", desk=desk)


def test_a_childs_rule_goes_into_each_period_of_its_parent(tmp_path: Path) -> None:
    desk = namings(tmp_path, base=PERIODS, desk="extends: base\nrules: {river: {headline: arda}}")
    old = desk.on(date(2021, 1, 1))
    assert forms(old, "The Evros rises", Slot.HEADLINE) == [("Арда",)]
    assert forms(old, "The Evros rose.") == [("Мерич",)]


GLOSS = "rules: {river: {narration: arda, gloss: {text: {ru: 'на {arda} (по-гречески {evros})'}}}}"


def test_a_gloss_is_written_with_citation_forms_and_found_inflected(tmp_path: Path) -> None:
    desk = namings(tmp_path, desk=GLOSS)
    assert desk.gloss_for("river") == "на Арда (по-гречески Эврос)"
    text = "Стоит на Арде (по-гречески Эврос) мельница."
    mentions = desk.find_target(text)
    (gloss,) = desk.glosses_in(text, mentions)
    assert text[gloss.start : gloss.end] == "на Арде (по-гречески Эврос)"
    assert [mention.explains for mention in mentions] == [False, True]


def test_a_rival_outside_the_gloss_explains_nothing(tmp_path: Path) -> None:
    desk = namings(tmp_path, desk=GLOSS)
    assert [mention.explains for mention in desk.find_target("На Арде (Эврос) мельница.")] == [False, False]


def test_a_translator_is_told_the_explanation_at_the_first_mention(tmp_path: Path) -> None:
    desk = namings(tmp_path, desk=GLOSS)
    (mentions,) = turns_marked([(Slot.BODY, desk.find_source("The Arda rose. The Arda fell."))])
    assert desk.calls_for(mentions, Slot.BODY) == ("Arda → Арда (desk); explained: на Арда (по-гречески Эврос)", "Arda → Арда (desk)")


@pytest.mark.parametrize(
    "change",
    [
        "first-mention: evros",
        "adjective: evros",
        "quotation: {east: arda}",
        "qualifiers: {forbidden: {ru: [так называемый]}}",
        "qualifiers: {scare-quotes: forbidden}",
        "keep: {ru: ['банк {name}']}",
        "keep: {en: ['bank of {name}']}",
        "narration: {double: [arda, meric]}",
        "narration: {double: [arda, meric], joiner: {ru: ' или '}}",
    ],
)
def test_the_fingerprint_changes_with_every_kind_of_rule_and_for_this_concept_alone(tmp_path: Path, change: str) -> None:
    plain = namings(tmp_path, desk="rules: {river: {headline: arda}}")
    before = plain.fingerprint(["river"]), plain.fingerprint(["lake"])
    changed = namings(tmp_path, desk=f"rules: {{river: {{headline: arda, {change}}}}}")
    assert changed.fingerprint(["river"]) != before[0]
    assert changed.fingerprint(["lake"]) == before[1]


def test_the_fingerprint_is_of_what_is_called_for_not_of_who_says_so(tmp_path: Path) -> None:
    own = namings(tmp_path, desk="rules: {river: {narration: arda}}").fingerprint(["river"])
    assert namings(tmp_path, base="rules: {river: {narration: arda}}", desk="extends: base").fingerprint(["river"]) == own


def test_names_are_kept_for_a_voice_that_is_the_speakers_too(tmp_path: Path) -> None:
    desk = namings(tmp_path, desk="rules: {river: {quotation: arda, keep: {en: ['{name} bank']}}}")
    (mention,) = desk.find_source("“Evros bank”", quotations(["“Evros bank”"], "en")[0])
    assert (mention.voice, desk.expected(mention).names) == (Voice.QUOTATION, ("evros",))


def test_the_words_of_a_gloss_may_be_inflected_and_may_not_be_others(tmp_path: Path) -> None:
    desk = namings(tmp_path, desk="rules: {river: {narration: arda, gloss: {text: {ru: '{arda}, известная как {evros}'}}}}")
    for text, found in (("На Арде, известной как Эврос, тихо.", True), ("На Арде, называемой как Эврос, тихо.", False)):
        assert bool(desk.glosses_in(text, desk.find_target(text))) is found
