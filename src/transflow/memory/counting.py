"""What the store holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.memory.store import errors_told

if TYPE_CHECKING:
    from transflow.memory.store import Store


@dataclass(frozen=True, slots=True)
class Holding:
    """How many pairs of two languages the memory has, and of how many distinct sources."""

    source: str
    target: str
    pairs: int
    sources: int


@dataclass(frozen=True, slots=True)
class Supply:
    """How many pairs come from a file; `edition` is the one whose catalog it is, "" for a TMX file."""

    file: str
    edition: str
    pairs: int


def holdings(store: Store) -> tuple[Holding, ...]:
    """Return what the store holds by languages."""
    asked = """
        SELECT c.source, c.target, count(*), count(DISTINCT pairs.text) FROM pairs JOIN texts ON texts.id = pairs.text
        JOIN collections AS c ON c.id = texts.collection GROUP BY c.id ORDER BY c.source, c.target
    """
    with errors_told(store.path):
        return tuple(Holding(*row) for row in store.connection.execute(asked))


def supplies(store: Store) -> tuple[Supply, ...]:
    """Return what the store holds by the files that it comes from."""
    asked = """
        SELECT file, edition, count(pairs.text) FROM origins LEFT JOIN pairs ON pairs.origin = origins.id GROUP BY origins.id ORDER BY file
    """
    with errors_told(store.path):
        return tuple(Supply(*row) for row in store.connection.execute(asked))
