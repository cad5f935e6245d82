"""How a remembered source differs from what is asked."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transflow.memory import difference, marked

TEXTS = st.lists(st.sampled_from(["the", "road", "12", " ", ",", "<1>", "</1>", "道", "路", "مسیر", "Лачин", "\n"]), max_size=12).map(
    "".join
) | st.text(max_size=30)


@given(TEXTS, TEXTS)
def test_the_parts_tile_both_texts_and_equal_ones_are_equal(old: str, new: str) -> None:
    parts = difference(old, new)
    assert "".join(old[slice(*part.old)] for part in parts) == old
    assert "".join(new[slice(*part.new)] for part in parts) == new
    for part in parts:
        assert (part.kind == "equal") == (old[slice(*part.old)] == new[slice(*part.new)])
    assert all(one.kind == "equal" or other.kind == "equal" for one, other in pairwise(parts))


def test_words_are_marked_whole_in_any_script() -> None:
    for old, new, shown in [
        ("The road stays closed.", "The road stays open.", "The road stays [-closed-]{+open+}."),
        ("Two buses", "Two big buses", "Two {+big +}buses"),
        ("道路は閉鎖", "道路は開放", "道路は[-閉鎖-]{+開放+}"),
        ("راه بسته است", "راه باز است", "راه [-بسته-]{+باز+} است"),
    ]:
        assert marked(old, new, difference(old, new)) == shown


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("a " * 9000 + "x" + " b" * 9000, "a " * 9000 + "y z" + " b" * 9000, "x", "y z"),
        ("a " * 9000, "a " * 9000 + "y", "", "y"),
        ("a " * 9000 + "b", "a " * 8000 + "b", "a " * 1000, ""),
    ],
)
def test_very_long_texts_are_compared_at_their_ends(old: str, new: str, gone: str, come: str) -> None:
    (changed,) = (part for part in difference(old, new) if part.kind != "equal")
    assert (old[slice(*changed.old)], new[slice(*changed.new)]) == (gone, come)


def test_the_same_text_has_no_difference_to_show() -> None:
    assert [part.kind for part in difference("a b", "a b")] == ["equal"]
    assert difference("", "") == ()
