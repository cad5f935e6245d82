"""An empty memory, and pairs to put into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from transflow.memory import Origin, Pair, Store, opened, remember

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new store."""
    with opened(tmp_path / "memory.sqlite") as made:
        yield made


def _put(
    store: Store, pairs: Iterable[Pair | tuple[str, str]], *, file: str = "memory/a.tmx", edition: str = "", language: str = "ru"
) -> int:
    """Remember pairs of one file; return how many."""
    told = (each if isinstance(each, Pair) else Pair(each[0], each[1], language) for each in pairs)
    return remember(store, Origin(file, edition, "1"), ((("en", language), pair) for pair in told))


@pytest.fixture(scope="session")
def put() -> Callable[..., int]:
    """Return how pairs are put into a store: `put(store, pairs, file=…, edition=…, language=…)`."""
    return _put
