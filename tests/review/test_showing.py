from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transflow.review.showing import ago, shown, visible


@pytest.mark.parametrize(
    "character",
    [
        "\u202e",
        "\u202a",
        "\u2066",
        "\u2069",
        "\u200b",
        "\u200e",
        "\u200f",
        "\u061c",
        "\ufeff",
        "\u2060",
        "\x00",
        "\x1b",
        "\U000e0041",
        "\ud800",
    ],
)
def test_what_reorders_or_hides_is_replaced_by_its_number(character: str) -> None:
    text = str(visible(f"a{character}b"))
    assert character not in text
    assert f"U+{ord(character):04X}" in text


def test_a_joiner_that_joins_something_stays_and_is_marked() -> None:
    assert "می<span" in visible("می\u200cخواهد")
    assert "\u200c" in visible("می\u200cخواهد")
    assert "\u200c" not in visible("Lac\u200chin")
    assert "\u200d" in visible("👩\u200d💻")


def test_a_joiner_at_the_edge_of_a_piece_knows_what_stands_around() -> None:
    assert "\u200c" in visible("\u200cخواهد", before="می")
    assert "\u200c" not in visible("\u200c", before="a", after="b")


def test_spaces_that_do_not_break_are_marked_and_stay() -> None:
    text = visible("«\u00a0oui\u202f»")
    assert "\u00a0" in text
    assert text.count("nbsp") == 2


@given(st.text(st.characters(codec=None), max_size=40))
def test_no_text_gets_out_of_its_place_on_a_page(text: str) -> None:
    for page in (str(visible(text)), str(shown(text, re.compile("a")))):
        plain = re.sub(r"</?(span|bdi|mark)[^<>]*>", "", page)
        assert "<" not in plain
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", page)


def test_markup_is_a_chip_and_what_is_sought_is_marked() -> None:
    text = shown("the <1>road</1> to Lachin", re.compile("lachin", re.IGNORECASE))
    assert '<bdi class="tag" dir="ltr">&lt;1&gt;</bdi>road' in text
    assert "<mark>Lachin</mark>" in text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "just now"), (59, "just now"), (60, "1 minute ago"), (7200, "2 hours ago"), (86400 * 3, "3 days ago"), (-5, "just now")],
)
def test_a_moment_is_told_by_how_long_ago_it_was(seconds: float, words: str) -> None:
    assert ago(1000.0, 1000.0 + seconds) == words
