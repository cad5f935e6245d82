"""Which remembered sources are most like a text, without looking at them all.

The rarest features of the text name the candidates; how far it looks grows with the collection, since a fixed budget loses the best match in a large one.
A first glance is much smaller than the whole budget, and enough where it finds something very like the text: what is liker still shares the rarest features,
too (docs/decisions/memory.md has the measurements).
"""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel

from transflow.memory.features import SLACK, features, number_of
from transflow.memory.filling import LONGEST_POSTING
from transflow.memory.store import hash_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.memory.store import Collection, Store


class Like(NamedTuple):
    """A remembered source, its number, and how like the text it is, from 0 to 1 (rapidfuzz's Indel: the share of characters that both have in order)."""

    likeness: float
    number: int
    source: str


class _Glance(NamedTuple):
    """How far to look: postings for each thousand texts and at least, and how many candidates of 100,000 texts are compared letter by letter.

    A match that is `enough` ends the search.
    """

    per_thousand: int
    least: int
    candidates: int
    enough: float


_FEWEST = 0.6  # of the candidates of 100,000 texts, however small the collection
# Measured with benchmarks/memory.py; see docs/decisions/memory.md.
_GLANCES = (_Glance(1, 300, 20, 0.85), _Glance(5, 300, 45, 0.8), _Glance(30, 1000, 120, 0.0))


def same(store: Store, group: Collection, source: str) -> int | None:
    """Return the number of the very same source; None where it is not remembered."""
    found = store.connection.execute(
        "SELECT id FROM texts WHERE hash = ? AND collection = ? AND source = ?", (hash_of(source), group.number, source)
    ).fetchone()
    return int(found[0]) if found else None


def alike(store: Store, group: Collection, text: str, *, least: float, limit: int) -> list[Like]:
    """Return the sources of a collection that are at least so much like a text, the best first."""
    numbers = [group.number << 32 | number_of(feature) for feature in features(text, slack=SLACK)]
    budgets = [min(glance.least + group.texts * glance.per_thousand // 1000, LONGEST_POSTING) for glance in _GLANCES]
    rarest_first = sorted(_postings(store, numbers, budgets[0]), key=itemgetter(1))
    shared: Counter[int] = Counter()
    known: dict[int, str] = {}
    read = looked = 0
    found: list[Like] = []
    for glance, budget in zip(_GLANCES, budgets, strict=True):
        begin = read
        while read < len(rarest_first) and (not read or looked + rarest_first[read][1] <= budget):
            looked += rarest_first[read][1]
            read += 1
        texts = (packed if packed is not None else _posting(store, feature) for feature, _, packed in rarest_first[begin:read])
        shared.update(chain.from_iterable(array("I", packed) for packed in texts))
        best = _most(shared, int(glance.candidates * max(_FEWEST, group.texts / 100_000)))
        known.update(_sources(store, [number for number in best if number not in known]))
        scored = process.extract(text, known, scorer=Indel.normalized_similarity, score_cutoff=least, limit=limit)
        found = [Like(likeness, number, source) for source, likeness, number in scored]
        if found and found[0].likeness >= glance.enough:
            break
    return found


def _most(shared: Counter[int], count: int) -> list[int]:
    """Return the numbers that were counted most often; of those counted as often, the ones that were counted first.

    Most are counted once: `Counter.most_common` would take as long for this as all the rest.
    """
    often = list(shared)
    fewest = 0
    while len(often) > 2 * count:
        fewest += 1
        fewer = [number for number in often if shared[number] > fewest]
        if len(fewer) < count:
            once_less = (number for number in often if shared[number] == fewest)
            return [*sorted(fewer, key=shared.__getitem__, reverse=True), *islice(once_less, count - len(fewer))]
        often = fewer
    return sorted(often, key=shared.__getitem__, reverse=True)[:count]


def _postings(store: Store, numbers: Sequence[int], budget: int) -> list[tuple[int, int, bytes | None]]:
    """Return (feature, how many texts have it, which) for the features that any text has; which ones only where they are few enough for a first glance."""
    asked = """
        SELECT feature, length(texts) / 4, CASE WHEN length(texts) <= 4 * ? THEN texts END
        FROM postings WHERE feature IN (SELECT value FROM json_each(?))
    """
    return store.connection.execute(asked, (budget, _listed(numbers))).fetchall()


def _posting(store: Store, feature: int) -> bytes:
    packed: bytes = store.connection.execute("SELECT texts FROM postings WHERE feature = ?", (feature,)).fetchone()[0]
    return packed


def _sources(store: Store, numbers: Sequence[int]) -> dict[int, str]:
    asked = "SELECT id, source FROM texts WHERE id IN (SELECT value FROM json_each(?))"
    return dict(store.connection.execute(asked, (_listed(numbers),)))


def _listed(numbers: Sequence[int]) -> str:
    """Return numbers as JSON: one statement serves any count of them, and is compiled once."""
    return f"[{','.join(map(str, numbers))}]"
