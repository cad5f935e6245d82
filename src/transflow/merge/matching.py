"""Which old sentence a new one was, which old one was split into several, and which became one.

Every likely answer is scored by how like the texts are; the likeliest is taken first, and what it takes serves no other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from transflow.merge.likeness import Key, Texts, shares_found

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

_BONUS_IN_PLACE = 0.03
_PENALTY_OBSOLETE = 0.02
_PENALTY_PARTS = 0.01  # between one sentence for one and several for one that are as likely, one for one
_NEIGHBOURS = 20
_MOST_PARTS = 4
# Parts of a sentence stand in it nearly whole, and nothing much of it is left: several sentences are not easily like one by chance.
_ALIKE_IN_PARTS = 0.75
_FOUND = 0.6


@dataclass(frozen=True, slots=True)
class Wanted:
    """A source without a target, and the places in the old catalog of its nearest neighbours that stood there already."""

    at: int
    source: str
    before: int
    after: int
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """Old sources that stand for nothing now, by place, those of obsolete entries too.

    `worked` are the places of those that have a target or a comment, `live` of those that were no obsolete ones, in order; `in_a_row` has the
    ones that can have been parts of something, with None where an entry that still stands comes between two.
    """

    sources: Mapping[int, str]
    worked: AbstractSet[int]
    live: Sequence[int]
    in_a_row: Sequence[int | None]


class Pair(NamedTuple):
    """New sources (`ats`) that come from old ones (`olds`): one from one, several from one that was split, one from several that were merged."""

    ats: tuple[int, ...]
    olds: tuple[int, ...]


def pairs(wanted: Sequence[Wanted], gone: Gone, *, joiner: str) -> list[Pair]:
    """Return which wanted sources come from which old ones; each old source and each new one is in one pair at most.

    `joiner` stands between two sentences of the source's language.
    """
    if not wanted or not gone.worked:
        return []
    keys = [*((at,) for at in gone.worked), *(row for row in _rows(gone.in_a_row) if not gone.worked.isdisjoint(row))]
    texts = Texts((key, _joined(key, gone.sources, joiner)) for key in keys)
    answers = (*_for_one(wanted, gone, texts), *_for_several(wanted, gone, texts, joiner))
    scored = sorted((-score, distance, pair) for score, distance, pair in answers)
    taken: set[int] = set()
    done: set[int] = set()
    result = []
    for _, _, pair in scored:
        if done.isdisjoint(pair.ats) and taken.isdisjoint(pair.olds):
            result.append(pair)
            done.update(pair.ats)
            taken.update(pair.olds)
    return result


def _for_one(wanted: Sequence[Wanted], gone: Gone, texts: Texts) -> Iterator[tuple[float, int, Pair]]:
    """Yield what one new source can come from, with a score and how far it is from its place: one old source, or several in a row."""
    live = set(gone.live)
    for one in wanted:
        around = _around(one, gone.live)
        for olds, likeness in texts.like(one.source, around=[(at,) for at in around]):
            distance = abs(one.before + 1 - olds[0])
            if len(olds) == 1:
                bonus = _BONUS_IN_PLACE if olds[0] in around else 0.0 if olds[0] in live else -_PENALTY_OBSOLETE
                yield likeness + bonus, distance, Pair((one.at,), olds)
            elif not one.plural and _in_parts([gone.sources[at] for at in olds], one.source, likeness):
                bonus = _BONUS_IN_PLACE * any(at in around for at in olds) - _PENALTY_PARTS
                yield likeness + bonus, distance, Pair((one.at,), olds)


def _for_several(wanted: Sequence[Wanted], gone: Gone, texts: Texts, joiner: str) -> Iterator[tuple[float, int, Pair]]:
    """Yield what several new sources in a row can come from: one old source."""
    by_at = {one.at: one for one in wanted}
    in_a_row = [at if at in by_at and not by_at[at].plural else None for at in range(wanted[-1].at + 1)]
    sources = {one.at: one.source for one in wanted}
    for ats in _rows(in_a_row):
        first = by_at[ats[0]]
        around = _around(first, gone.live)
        for olds, likeness in texts.like(_joined(ats, sources, joiner), around=[(at,) for at in around]):
            if len(olds) == 1 and _in_parts([sources[at] for at in ats], gone.sources[olds[0]], likeness):
                bonus = _BONUS_IN_PLACE * (olds[0] in around) - _PENALTY_PARTS
                yield likeness + bonus, abs(first.before + 1 - olds[0]), Pair(ats, olds)


def _in_parts(parts: Sequence[str], whole: str, likeness: float) -> bool:
    return likeness >= _ALIKE_IN_PARTS and all(share >= _FOUND for share in shares_found(parts, whole))


def _rows(in_a_row: Sequence[int | None]) -> list[Key]:
    """Return every two to four places that follow each other without a None between them."""
    rows: list[Key] = []
    run: list[int] = []
    for place in (*in_a_row, None):
        if place is not None:
            run.append(place)
            continue
        for length in range(2, min(_MOST_PARTS, len(run)) + 1):
            rows += [tuple(run[start : start + length]) for start in range(len(run) - length + 1)]
        run = []
    return rows


def _joined(places: Sequence[int], sources: Mapping[int, str], joiner: str) -> str:
    return joiner.join(sources[at] for at in places)


def _around(one: Wanted, ordered: Sequence[int]) -> Sequence[int]:
    """Return the old places between the neighbours of a wanted source, where there are few enough to tell anything."""
    if one.before >= one.after:
        return ()
    start, end = bisect_right(ordered, one.before), bisect_left(ordered, one.after)
    return ordered[start : min(end, start + _NEIGHBOURS)]
