"""Which old sentence a new one was: by its text, by its rare words, and by where it stands.

Measured on 10,000 and 50,000 units with a tenth changed (research/po-performance): postings of words, the rarest first, then an edit distance
over what is left, is 7 and 14 times as fast as msgmerge, with suggestions as good or better in 936 of 936 cases.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Indel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

# How alike two sources must be, from 0 to 1 (the share of characters that both have in order, rapidfuzz's Indel).
# 0.6 is msgmerge's. Of 20,000 random pairs of sentences of one article 99.9 % are below 0.54, so one that stands in the same place may be
# a little further off. Of a source without a whole sentence's worth of letters little is left when it is changed: it must be very near.
ALIKE = 0.6
ALIKE_IN_PLACE = 0.55
VERY_NEAR = 0.85
SHORT = 15  # letters
_BONUS_IN_PLACE = 0.1
_PENALTY_OBSOLETE = 0.02
_POSTINGS = 4000  # how many entries of postings are looked through for one source
_RARE_WORDS = 8
_CANDIDATES = 40
_NEIGHBOURS = 20
_BEST = 5

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{2,}")  # written without spaces


@dataclass(frozen=True, slots=True)
class Wanted:
    """A source without a target, and the places in the old catalog of its nearest neighbours that stood there already."""

    at: int
    source: str
    before: int
    after: int


def pairs(wanted: Sequence[Wanted], sources: Mapping[int, str], live: AbstractSet[int]) -> dict[int, int]:
    """Return the old source (its place) for each wanted one (its `at`) that has one; an old source serves only once.

    `sources` are the old ones by place, `live` the places of those that stood in the article until now.
    """
    if not wanted or not sources:
        return {}
    postings = _postings(sources)
    ordered = sorted(live)
    scored: list[tuple[float, int, int, int]] = []
    for one in wanted:
        if not any(character.isalpha() for character in one.source):
            continue
        around = _around(one, ordered)
        candidates = dict.fromkeys((*around, *_sharing_words(one.source, postings)))
        for index, likeness in _alike(one, {index: sources[index] for index in candidates}, around):
            bonus = _BONUS_IN_PLACE if index in around else 0.0 if index in live else -_PENALTY_OBSOLETE
            scored.append((-(likeness + bonus), abs(one.before + 1 - index), one.at, index))
    taken: set[int] = set()
    result: dict[int, int] = {}
    for _, _, at, index in sorted(scored):
        if at not in result and index not in taken:
            result[at] = index
            taken.add(index)
    return result


def _alike(one: Wanted, candidates: dict[int, str], around: AbstractSet[int]) -> Iterator[tuple[int, float]]:
    """Yield the candidates that are enough like a source, with how much; the best few."""
    found = process.extract(
        one.source, candidates, scorer=Indel.normalized_similarity, score_cutoff=ALIKE_IN_PLACE, limit=_BEST + len(around)
    )
    for source, likeness, index in found:
        if likeness >= _threshold(one.source, source, in_place=index in around):
            yield index, likeness


def _threshold(source: str, other: str, *, in_place: bool) -> float:
    letters = min(sum(map(str.isalpha, text)) for text in (source, other))
    if letters < SHORT:
        return VERY_NEAR
    return ALIKE_IN_PLACE if in_place else ALIKE


def _around(one: Wanted, ordered: Sequence[int]) -> frozenset[int]:
    """Return the old places between the neighbours of a wanted source, where there are few enough to tell anything."""
    if one.before >= one.after:
        return frozenset()
    between = ordered[bisect_right(ordered, one.before) : bisect_left(ordered, one.after)]
    return frozenset(between[:_NEIGHBOURS])


def _postings(sources: Mapping[int, str]) -> dict[str, list[int]]:
    postings: dict[str, list[int]] = defaultdict(list)
    for index, source in sources.items():
        for word in _words(source):
            postings[word].append(index)
    return postings


def _sharing_words(source: str, postings: Mapping[str, list[int]]) -> list[int]:
    """Return the old places that share the most of a source's rarest words."""
    lists = sorted((postings[word] for word in _words(source) if word in postings), key=len)
    shared: Counter[int] = Counter()
    seen = 0
    for places in lists[:_RARE_WORDS]:
        if seen and seen + len(places) > _POSTINGS:
            break
        seen += len(places)
        shared.update(places)
    return [index for index, _ in shared.most_common(_CANDIDATES)]


def _words(source: str) -> set[str]:
    """Return the words of a source, small; of a script without spaces every two characters that stand together."""
    words = set(_WORD.findall(source.lower()))
    for run in _UNSPACED.findall(source):
        words.update(run[at : at + 2] for at in range(len(run) - 1))
    return words
