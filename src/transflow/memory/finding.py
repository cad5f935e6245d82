"""Which remembered sources are most like a text, without looking at them all.

The rarest features of the text name the candidates; how many postings are looked through grows with the collection, since a fixed number loses the best match
in a large one (research/po-performance: recall falls to 0.82). A first glance is ten times smaller than the whole budget and enough where something very
like the text is found: in a million sentences the best match was never missed where the first glance found one of 0.85 and more (docs/decisions/memory.md).
"""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel

from transflow.memory.features import SLACK, features, number_of
from transflow.memory.filling import LONGEST_POSTING
from transflow.memory.store import hash_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.memory.store import Store


class Like(NamedTuple):
    """A remembered source, its number, and how like the text it is, from 0 to 1 (rapidfuzz's Indel: the share of characters that both have in order)."""

    likeness: float
    number: int
    source: str


class _Glance(NamedTuple):
    """How far to look: postings for each thousand texts and at least, and how many candidates are compared letter by letter."""

    per_thousand: int
    least: int
    candidates: int
    enough: float


# Measured with benchmarks/memory.py; see docs/decisions/memory.md.
_GLANCES = (_Glance(1, 300, 50, 0.85), _Glance(20, 3000, 200, 0.0))


def same(store: Store, group: int, source: str) -> int | None:
    """Return the number of the very same source; None where it is not remembered."""
    found = store.connection.execute(
        "SELECT id FROM texts WHERE hash = ? AND collection = ? AND source = ?", (hash_of(source), group, source)
    ).fetchone()
    return int(found[0]) if found else None


def alike(store: Store, group: int, text: str, *, least: float, limit: int) -> list[Like]:
    """Return the sources of a collection that are at least so much like a text, the best first."""
    size = store.connection.execute("SELECT texts FROM collections WHERE id = ?", (group,)).fetchone()[0]
    numbers = {group << 32 | number_of(feature) for feature in features(text, slack=SLACK)}
    rarest_first = store.connection.execute(
        f"SELECT feature, length(texts) / 4 AS many FROM postings WHERE feature IN ({_listed(numbers)}) ORDER BY many"  # noqa: S608 - numbers of our own
    ).fetchall()
    shared: Counter[int] = Counter()
    known: dict[int, str] = {}
    read = looked = 0
    found: list[Like] = []
    for glance in _GLANCES:
        budget = min(glance.least + size * glance.per_thousand // 1000, LONGEST_POSTING)
        begin = read
        while read < len(rarest_first) and (not read or looked + rarest_first[read][1] <= budget):
            looked += rarest_first[read][1]
            read += 1
        for texts in _postings(store, [feature for feature, _ in rarest_first[begin:read]]):
            shared.update(texts)
        best = [number for number, _ in shared.most_common(glance.candidates)]
        known.update(_sources(store, [number for number in best if number not in known]))
        scored = process.extract(text, known, scorer=Indel.normalized_similarity, score_cutoff=least, limit=limit)
        found = [Like(likeness, number, source) for source, likeness, number in scored]
        if found and found[0].likeness >= glance.enough:
            break
    return found


def _postings(store: Store, chosen: Sequence[int]) -> list[array[int]]:
    packed = store.connection.execute(f"SELECT texts FROM postings WHERE feature IN ({_listed(chosen)})")  # noqa: S608 - numbers of our own
    return [array("I", each[: len(each) // 4 * 4]) for (each,) in sorted(packed, key=lambda row: len(row[0]))]


def _sources(store: Store, numbers: Sequence[int]) -> dict[int, str]:
    return dict(store.connection.execute(f"SELECT id, source FROM texts WHERE id IN ({_listed(numbers)})"))  # noqa: S608 - numbers of our own


def _listed(numbers: Sequence[int] | set[int]) -> str:
    return ",".join(map(str, numbers))
