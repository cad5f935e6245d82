"""The nouns of the memory: a pair, where it comes from, and a match."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a match came about, the best first."""

    EXACT = "exact"
    ADAPTED = "adapted"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and its translation in a locale.

    `before` and `after` are the sources that stood next to it, "" at the ends of an article; None where nobody knows. `place` says where in its origin it
    stands (a unit of a catalog, the id or line of a TMX unit). `approved` says that somebody approved exactly this text.
    """

    source: str
    target: str
    locale: str
    before: str | None = None
    after: str | None = None
    place: str = ""
    approved: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that pairs come from: its path from the project's root, the edition whose catalog it is ("" for a TMX file), and its state on disk."""

    file: str
    edition: str = ""
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A source in its locale that asks for its target in another, with its neighbours where they are known, and the edition that asks."""

    source: str
    source_locale: str
    locale: str
    edition: str = ""
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a comparison: `old` is the remembered source's, `new` the query's; both are offsets in code points."""

    kind: str  # "equal", "deleted", "inserted", "replaced"
    old: tuple[int, int]
    new: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """A number or a month that was put into a remembered target in the place of another; offsets are those in the adapted target."""

    old: str
    new: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """A remembered pair that suits a query, from 0 to 100; 100 is for the same source to the last character.

    `context` says that the neighbours are the same, too (what other tools show as 101). `target` has the `changes` in it where the match is adapted.
    `refused` says why it is not offered, "" where it is; `approved` that somebody approved exactly this text.
    """

    score: int
    kind: Kind
    source: str
    target: str
    locale: str
    origin: Origin
    place: str = ""
    context: bool = False
    changes: tuple[Change, ...] = ()
    difference: tuple[Part, ...] = ()
    refused: str = ""
    approved: bool = False
