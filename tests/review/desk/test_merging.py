from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transflow.review.desk.merging import merged

WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=6).map(" ".join)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "together"),
    [
        ("one two three", "ONE two three", "one two THREE", "ONE two THREE"),
        ("one two three", "one two three four", "zero one two three", "zero one two three four"),
        ("one two three", "one TWO three", "one zwei three", None),
        ("one two", "one two", "one zwei", "one zwei"),
        ("one two", "eins two", "one two", "eins two"),
        ("", "mine", "theirs", None),
    ],
)
def test_changes_are_put_together_where_they_do_not_touch(base: str, mine: str, theirs: str, together: str | None) -> None:
    assert merged(base, mine, theirs) == together


@given(base=WORDS, mine=WORDS, theirs=WORDS)
def test_it_does_not_matter_who_was_first(base: str, mine: str, theirs: str) -> None:
    assert merged(base, mine, theirs) == merged(base, theirs, mine)


@given(base=WORDS, mine=WORDS)
def test_who_changed_nothing_takes_nothing_back(base: str, mine: str) -> None:
    assert merged(base, mine, base) == merged(base, base, mine) == merged(base, mine, mine) == mine
