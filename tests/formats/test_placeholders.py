from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from transflow.formats.placeholders import as_markup, parts_of, placeholders, without_placeholders
from transflow.model import Piece


def test_placeholders_are_found_in_order() -> None:
    assert placeholders("a <1>b</1> <2/> <x> < 3> <-4>") == ("<1>", "</1>", "<2/>")


def test_digits_of_other_scripts_make_no_placeholder() -> None:
    assert placeholders("<١> <1a> </2/>") == ()


@given(st.text(alphabet="ab<>/12 \u0301", max_size=30))
def test_blanking_placeholders_keeps_every_offset(text: str) -> None:
    blanked = without_placeholders(text)
    assert len(blanked) == len(text)
    assert all(new in {old, " "} for old, new in zip(text, blanked, strict=True))
    assert placeholders(blanked) == ()


def test_text_that_looks_like_a_placeholder_becomes_markup() -> None:
    pieces = as_markup([Piece("text", "a <1> b", 10, 17)])
    assert pieces == [Piece("text", "a ", 10, 12), Piece("empty", "", 12, 15), Piece("text", " b", 15, 17)]


def test_a_placeholder_pieced_together_from_escapes_becomes_markup_with_all_its_bytes() -> None:
    pieces = as_markup([Piece("text", "<", 0, 2), Piece("text", "1", 2, 3), Piece("text", ">", 3, 7), Piece("text", "x", 7, 8)])
    assert pieces == [Piece("empty", "", 0, 7), Piece("text", "x", 7, 8)]


def test_markup_between_the_halves_keeps_them_apart() -> None:
    pieces = [Piece("text", "<", 0, 1), Piece("empty", "", 1, 2), Piece("text", "1>", 2, 4)]
    assert as_markup(pieces) == pieces


@given(st.lists(st.tuples(st.text(alphabet="<1/>a", min_size=1, max_size=4), st.booleans()), max_size=8))
def test_no_placeholder_is_left_in_the_text_and_no_byte_is_lost(runs: list[tuple[str, bool]]) -> None:
    pieces, at = [], 0
    for text, decoded in runs:
        length = len(text) + 3 * decoded
        pieces.append(Piece("text", text, at, at + length))
        at += length
    found = as_markup(pieces)
    assert [piece.start for piece in found] == [0, *(piece.end for piece in found)][: len(found)]
    assert not found or found[-1].end == at
    assert not placeholders("|".join(piece.text if piece.kind == "text" else "" for piece in found))
    letters = "".join(text for text, _ in runs)
    if not re.search(r"<\d|</\d", letters):
        assert found == pieces


def test_a_placeholder_that_stands_for_nothing_is_text() -> None:
    assert [(part.text, part.placeholder) for part in parts_of("<1>a<7/></1>", {"<1>": "*", "</1>": "*"})] == [
        ("*", "<1>"),
        ("a<7/>", ""),
        ("*", "</1>"),
    ]
