"""Slips at the seams."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transflow.backends.tidying import simplify, tidy


@pytest.mark.parametrize(
    ("answer", "source", "tidied"),
    [
        ("foto", "Photo", "Foto"),
        ("a  b", "a b", "a b"),
        ("nada ,” disse", "nothing,” he said", "nada,” disse"),
        ("Fim", "The end.", "Fim."),
        ("Fim.", "The end", "Fim"),
        ("um - dois", "one – two", "um – dois"),
        ("a estrada - fechada - estava", "the road—closed—was", "a estrada — fechada — estava"),
        ("Veio tarde... e saiu", "He came late… and left", "Veio tarde… e saiu"),
        ("Karabakh Tiene agua", "Karabakh has water", "Karabakh tiene agua"),
        ("Lachin Corridor", "Lachin Corridor", "Lachin Corridor"),
        ("texto", "\n text ", "\n texto "),
    ],
)
def test_a_slip_is_mended_as_the_source_has_it(answer: str, source: str, tidied: str) -> None:
    assert tidy(answer, source) == tidied


@pytest.mark.parametrize(
    ("source", "simple"),
    [
        ("The road—closed since May—was empty.", "The road - closed since May - was empty."),
        ("It’s “fine” — isn’t it?", "It’s “fine” - isn’t it?"),
        ("the 2016–2020 talks", "the 2016–2020 talks"),
        ("“Well—”", "“Well—”"),
        ("Non\u2011aligned co\u00adoperation", "Non-aligned cooperation"),
    ],
)
def test_an_engine_sees_dashes_with_spaces_and_plain_hyphens(source: str, simple: str) -> None:
    assert simplify(source) == simple


@given(st.text(alphabet="aB .,—–-'“…\n\t"))
def test_a_text_tidied_by_itself_stays_as_it_is(text: str) -> None:
    assert tidy(text, text) == text
