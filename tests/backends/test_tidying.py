"""Slips at the seams."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transflow.backends.tidying import tidy


@pytest.mark.parametrize(
    ("answer", "source", "tidied"),
    [
        ("foto", "Photo", "Foto"),
        ("a  b", "a b", "a b"),
        ("nada ,” disse", "nothing,” he said", "nada,” disse"),
        ("Fim", "The end.", "Fim."),
        ("Fim.", "The end", "Fim"),
        ("um - dois", "one – two", "um – dois"),
        ("Karabakh Tiene agua", "Karabakh has water", "Karabakh tiene agua"),
        ("Lachin Corridor", "Lachin Corridor", "Lachin Corridor"),
        ("texto", "\n text ", "\n texto "),
    ],
)
def test_a_slip_is_mended_as_the_source_has_it(answer: str, source: str, tidied: str) -> None:
    assert tidy(answer, source) == tidied


@given(st.text(alphabet="aB .,–-'“\n"))
def test_a_text_tidied_by_itself_stays_as_it_is(text: str) -> None:
    assert tidy(text, text) == text
