"""Many texts in few calls."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transflow.backends.base import Limits
from transflow.backends.batching import batches, translate_each
from transflow.errors import BackendError, QuotaExceededError, UnavailableError


@given(st.lists(st.text(max_size=12)), st.integers(1, 5), st.integers(1, 30))
def test_batches_hold_every_text_once_in_order_and_keep_to_the_limits(texts: list[str], items: int, characters: int) -> None:
    found = list(batches(texts, Limits(items, characters)))
    assert [index for batch in found for index in batch] == list(range(len(texts)))
    for batch in found:
        assert 1 <= len(batch) <= items
        assert len(batch) == 1 or sum(len(texts[index]) for index in batch) <= characters


def test_one_text_that_the_engine_refuses_does_not_spoil_its_neighbours(fake: Any) -> None:
    def answer(text: str) -> str:
        if text == "two":
            raise BackendError("fake: cannot")
        return text.upper()

    results = translate_each(fake(answer), ["one", "two", "three"], source="en", target="pt")
    assert [results[0], results[2]] == ["ONE", "THREE"]
    assert str(results[1]) == "fake: cannot"


@pytest.mark.parametrize("error", [UnavailableError, QuotaExceededError])
def test_an_error_that_holds_for_all_texts_ends_the_matter(fake: Any, error: type[BackendError]) -> None:
    def answer(_: str) -> str:
        raise error("fake: gone")

    backend = fake(answer)
    with pytest.raises(error):
        translate_each(backend, ["one", "two"], source="en", target="pt")
    assert len(backend.calls) == 1


def test_too_few_answers_are_an_error_of_each_text(fake: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fake, "translate", lambda *_, **__: [])
    results = translate_each(fake(str.upper), ["one", "two"], source="en", target="pt")
    assert [str(result) for result in results] == ["fake: 0 answers to 1 texts"] * 2
