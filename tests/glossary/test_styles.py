from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transflow.errors import Problems, TransflowError
from transflow.glossary import Concept, Form, Glossary, Kind, Name, Rule, Style, read_styles
from transflow.glossary.styles import VOICES, Choice, Use
from transflow.model import Severity, Slot, Voice

NAMES = {name: Name(name, forms={"en": (Form(name.capitalize()),)}) for name in ("arda", "meric", "ebros")}
GLOSSARY = Glossary({"river": Concept("river", Kind.PLACE, names=NAMES)})
NARRATION, QUOTATION = VOICES


def style(folder: Path, text: str) -> Style:
    (folder / "desk.yaml").write_text(text, encoding="utf-8")
    return read_styles(folder, GLOSSARY)["desk"]


FULL = """
title: Desk
default: {narration: as-source, quotation: as-source}
rules:
  river:
    narration: [arda, ebros]
    quotation: as-source
    headline: ebros
    caption: as-source
    gloss: {text: {en: "{arda} (in Turkish {meric})", pt_BR: "{arda}"}, by: paragraph 2, at-most: 2}
    note: {en: The river has three names.}
    reason: Two banks
    source: [The gazetteer, The treaty]
    decided-by: The desk
    review-on: 2027-06-01
    severity: warning
"""


def test_every_key_of_a_rule_is_read(tmp_path: Path) -> None:
    rule = style(tmp_path, FULL).rules["river"]
    assert rule.voices[NARRATION].names == ("arda", "ebros")
    assert rule.voices[QUOTATION].as_source
    assert rule.slots[Slot.HEADLINE].names == ("ebros",)
    assert rule.slots[Slot.CAPTION].as_source
    assert rule.gloss is not None
    assert rule.gloss.text == {"en": "{arda} (in Turkish {meric})", "pt-BR": "{arda}"}
    assert (rule.gloss.by, rule.gloss.at_most) == ("paragraph 2", 2)
    assert rule.note is not None
    assert rule.note.text == {"en": "The river has three names."}
    assert (rule.reason, rule.sources, rule.decided_by) == ("Two banks", ("The gazetteer", "The treaty"), "The desk")
    assert str(rule.review_on) == "2027-06-01"
    assert rule.severity is Severity.WARNING


def test_a_rule_and_each_of_its_choices_know_their_place(tmp_path: Path) -> None:
    rule = style(tmp_path, FULL).rules["river"]
    where = [rule.position, rule.voices[NARRATION].position, rule.slots[Slot.HEADLINE].position]
    assert [(at.line, at.column) for at in where if at] == [(5, 3), (6, 16), (8, 15)]


@pytest.mark.parametrize(
    ("voice", "slot", "names"),
    [
        (NARRATION, Slot.BODY, ("arda", "ebros")),
        (NARRATION, Slot.HEADLINE, ("ebros",)),
        (NARRATION, Slot.CAPTION, ()),
        (NARRATION, Slot.SUMMARY, ("arda", "ebros")),
        (QUOTATION, Slot.BODY, ()),
        (QUOTATION, Slot.HEADLINE, ()),
    ],
)
def test_a_slot_decides_for_the_newsroom_and_never_for_a_speaker(tmp_path: Path, voice: Voice, slot: Slot, names: tuple[str, ...]) -> None:
    assert style(tmp_path, FULL).choice("river", Use(voice, slot))[0].names == names


def by_the_page(made: Style, concept: str, voice: Voice, slot: Slot) -> tuple[str, ...]:
    """The order of docs/decisions/glossary.md, written down a second time."""
    for rule in (made.rules.get(concept, Rule()), made.default):
        if voice is NARRATION and slot in rule.slots:
            return rule.slots[slot].names
        if voice in rule.voices:
            return rule.voices[voice].names
    return ()


RULES = st.builds(
    Rule,
    voices=st.dictionaries(st.sampled_from(VOICES), st.sampled_from([Choice(), Choice(("arda",)), Choice(("meric", "arda"))])),
    slots=st.dictionaries(st.sampled_from(list(Slot)), st.sampled_from([Choice(), Choice(("ebros",))])),
)


@given(RULES, RULES)
def test_the_concepts_rule_comes_first_then_the_default_and_at_last_the_source(rule: Rule, default: Rule) -> None:
    made = Style("desk", default=default, rules={"river": rule})
    for concept, voice, slot in product(("river", "lake"), VOICES, Slot):
        assert made.choice(concept, Use(voice, slot))[0].names == by_the_page(made, concept, voice, slot)
    assert {choice.names for choice in made.choices("river")} == {
        by_the_page(made, "river", voice, slot) for voice, slot in product(VOICES, Slot)
    }


def test_a_style_that_says_nothing_follows_the_source() -> None:
    assert Style("quiet").choices("river") == (Choice(),)


def test_every_error_of_every_style_is_told_in_one_go(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("rules: {river: {headlines: arda}}", encoding="utf-8")
    (tmp_path / "two.yaml").write_text("rules: {rivers: {narration: arda}}\nnarration: as-source", encoding="utf-8")
    with pytest.raises(Problems) as caught:
        read_styles(tmp_path, GLOSSARY)
    assert [str(error).removeprefix(f"{tmp_path}/") for error in caught.value.errors] == [
        "one.yaml:1:17: unknown key `headlines`; did you mean 'headline'?",
        "two.yaml:1:9: a rule for 'rivers', which is no concept; did you mean 'river'?",
        "two.yaml:2:1: unknown key `narration`; known are title, extends, default, rules",
    ]


def test_a_style_is_named_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "My Desk.yaml").write_text("title: Mine", encoding="utf-8")
    with pytest.raises(TransflowError, match="the style 'My Desk' is named by its file"):
        read_styles(tmp_path, GLOSSARY)


@pytest.mark.parametrize("day", ["20270601", "'20270601'", "2027-W22-2", "2027-06-31", "1 June 2027", "[2027-06-01]"])
def test_only_a_day_written_out_is_a_date(tmp_path: Path, day: str) -> None:
    with pytest.raises(TransflowError, match="`review-on` must be a date such as 2027-06-01"):
        style(tmp_path, f"rules: {{river: {{narration: arda, review-on: {day}}}}}")
