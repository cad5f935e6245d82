"""Names and placeholders behind masks, and back."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transflow.backends.markup import is_balanced
from transflow.backends.masks import Kind, bracketed, find_masks, invented, lettered, lost_masks, mask, unmask
from transflow.backends.verification import RequiredName

KINDS = (bracketed, lettered, invented)
PIECES = st.sampled_from(["Artsakh", " ", "word", ", ", "<1>", "</1>", "<2/>", "[X0X]", "XTRM1X", "é", "'s", "“", "”", ".", "\n", "𝔄"])


def _names(text: str) -> tuple[RequiredName, ...]:
    return tuple(RequiredName(found.start(), found.end(), "Artsakh", "nk", ("artsakh",)) for found in re.finditer("Artsakh", text))


@given(st.lists(PIECES).map("".join), st.sampled_from(KINDS), st.sampled_from(["none", "pairs", "all"]))
def test_mask_then_unmask_is_the_text_itself(text: str, kind: Kind, keep: Any) -> None:
    masked = mask(text, _names(text), kind=kind, keep=keep)
    assert not lost_masks(masked, masked.text)
    assert unmask(masked, masked.text) == text


@given(st.lists(PIECES).map("".join), st.sampled_from(KINDS))
def test_no_placeholder_and_no_masked_name_reaches_the_engine(text: str, kind: Kind) -> None:
    masked = mask(text, _names(text), kind=kind)
    assert not re.search(r"</?\d+/?>|Artsakh", masked.text)


@pytest.mark.parametrize("kind", KINDS)
def test_five_hundred_masks_of_a_kind_are_all_different_and_none_holds_another(kind: Kind) -> None:
    masks = list(islice(kind(""), 500))
    assert len({found.casefold() for found in masks}) == 500
    words = [re.compile(rf"(?<!\w){re.escape(found)}(?!\w)") for found in masks[:60]]
    assert all(word.search(other) is None for word in words for other in masks if not word.fullmatch(other))


@pytest.mark.parametrize("kind", KINDS)
def test_a_mask_that_the_text_holds_already_is_passed_over(kind: Kind) -> None:
    first, second = islice(kind(""), 2)
    assert next(kind(f"we met {first.lower() if kind is invented else first} there")) == second


def test_a_mask_with_an_ending_of_the_language_is_not_lost_and_its_ending_is_found() -> None:
    masked = mask("in Artsakh", _names("in Artsakh"), kind=invented)
    assert lost_masks(masked, f"{masked.tokens[0].mask}ում")
    answer = f"{masked.tokens[0].mask}-ում"
    assert not lost_masks(masked, f"{masked.tokens[0].mask}ում", endings={"ում", "ից"})
    assert not lost_masks(masked, answer, endings={"ում", "ից"})
    (met,) = find_masks(masked, answer, endings={"ում", "ից"})
    assert (met.ending, met.mark, met.end) == ("ում", "-", len(answer))


def test_no_ending_may_hang_on_the_mask_of_a_placeholder() -> None:
    masked = mask("see <1/> there", (), kind=invented)
    assert lost_masks(masked, f"ver {masked.tokens[0].mask}s lá", endings={"s"})


def test_a_name_and_the_markup_around_it_are_one_mask() -> None:
    text = "Go to <1>Artsakh</1>, he said."
    masked = mask(text, _names(text), kind=bracketed)
    assert masked.text == "Go to [X0X], he said."
    assert unmask(masked, "Disse: vá a [X0X].") == "Disse: vá a <1>Artsakh</1>."


def test_markup_that_touches_a_word_gets_a_space_and_gives_it_back() -> None:
    masked = mask("See the <1>full report</1> now", (), kind=lettered)
    assert masked.text == "See the XTRM0X full report XTRM1X now"
    assert unmask(masked, "Veja o XTRM0X relatório completo XTRM1X agora") == "Veja o <1>relatório completo</1> agora"


def test_markup_inside_a_name_goes_around_its_form() -> None:
    text = "In Nagorno-<1>Karabakh</1> today"
    name = RequiredName(3, text.index("</1>") + 4, "Arsax", "nk", ("arsax",))
    assert unmask(mask(text, (name,), kind=bracketed), "[X0X] bu gün") == "<1>Arsax</1> bu gün"


@pytest.mark.parametrize("text", ["<1>All of it</1>", "<1/>All of it", "All of it<1/>", "<1/><2>All of it</2>"])
def test_markup_around_the_whole_text_is_not_sent(text: str) -> None:
    masked = mask(text, (), kind=bracketed)
    assert masked.text == "All of it"
    assert unmask(masked, "Tudo isso") == text.replace("All of it", "Tudo isso")


@pytest.mark.parametrize(("text", "sent"), [("• First", "First"), ("— Go!", "Go!"), ("May 3 —", "May 3"), ("-5 degrees", "-5 degrees")])
def test_a_bullet_or_dash_at_an_edge_is_not_sent_and_comes_back(text: str, sent: str) -> None:
    masked = mask(text, (), kind=bracketed)
    assert masked.text == sent
    assert unmask(masked, masked.text) == text


def test_half_a_pair_at_an_edge_is_sent_behind_a_mask() -> None:
    masked = mask("<1>Read</1> more", (), kind=bracketed)
    assert is_balanced(unmask(masked, masked.text))
    assert masked.text == "[X0X] Read [X1X] more"


@pytest.mark.parametrize("answer", ["foi", "[X0X] e [X0X]", "a[X0X]b", "[x0x]"])
def test_a_mask_that_is_gone_doubled_or_grown_into_a_word_is_lost(answer: str) -> None:
    masked = mask("Artsakh went", _names("Artsakh went"), kind=bracketed)
    assert lost_masks(masked, answer) == ("[X0X]",)


def test_an_address_is_never_shown_to_an_engine() -> None:
    text = "Write to desk@example.org, or see https://example.org/a?b=c."
    masked = mask(text, (), kind=invented)
    assert "@" not in masked.text
    assert "example" not in masked.text
    assert unmask(masked, masked.text) == text
