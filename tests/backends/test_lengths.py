"""How long a translation usually is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transflow.backends.lengths import SIZES, length_bounds
from transflow.locales import is_locale


@given(st.integers(0, 5000), st.sampled_from(sorted(SIZES)), st.sampled_from(sorted(SIZES)))
def test_the_usual_length_lies_between_the_bounds(length: int, source: str, target: str) -> None:
    shortest, longest = length_bounds(length, source, target)
    assert 1 <= shortest <= max(1, length * SIZES[target] / SIZES[source]) <= longest


@pytest.mark.parametrize("language", sorted(SIZES))
def test_every_language_of_the_table_is_one(language: str) -> None:
    assert is_locale(language)
