"""Which texts are like one: by their rare words, then by the characters that both have in order.

Measured on 10,000 and 50,000 units with a tenth changed (benchmarks/catalogs.py): postings of words, the rarest first, then an edit distance
over what is left, is many times as fast as msgmerge's way, and finds the sentence that it was.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Indel

from transflow.merge.typography import undressed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# How alike two sources must be, from 0 to 1 (the share of characters that both have in order, rapidfuzz's Indel).
# 0.6 is msgmerge's. Of 20,000 random pairs of sentences of one article 99.9 % are below 0.54, so one that stands in the same place may be
# a little further off. Of a source without a whole sentence's worth of letters little is left when it is changed: it must be very near.
ALIKE = 0.6
ALIKE_IN_PLACE = 0.55
VERY_NEAR = 0.85
SHORT = 15  # letters
MOST_WORDS = 0.65  # in its place it may also have so many of its words
# Two long texts share many characters by chance. What is less alike than this must also have words in common, in order.
PLAINLY_ALIKE = 0.75
COMMON_WORDS = 0.3

# How many entries of postings are looked through for one source (at least so many, in a large collection such a share of it), and how many
# candidates are compared: first a few, and where one of them is plainly it, no more.
_GLANCES = ((200, 1 / 64, 8), (4000, 1 / 4, 40))
_PLAINLY_IT = 0.9
_RARE_WORDS = 8
_BEST = 5
_COMPARE_ALL = 3_000_000  # comparisons that are cheaper than an index

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # written without spaces; the inside of a character class
_RUN_OF_UNSPACED = re.compile(f"[{_UNSPACED}]{{2,}}")
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


Key = tuple[int, ...]  # the places of the entries whose text it is; several where their texts were joined


class Texts:
    """A collection of texts, each under its key, in which like ones are found."""

    def __init__(self, texts: Iterable[tuple[Key, str]]) -> None:
        self._keys: list[Key] = []
        self._bare: list[str] = []
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, (key, text) in enumerate(texts):
            bare = undressed(text)
            self._keys.append(key)
            self._bare.append(bare)
            for word in _words(bare):
                self._postings[word].append(number)
        self._numbers = {key: number for number, key in enumerate(self._keys)}
        self._glances = [(max(least, int(len(self._bare) * share)), count) for least, share, count in _GLANCES]

    def like(self, text: str, *, around: Sequence[Key] = (), least: float = ALIKE) -> Iterator[tuple[Key, float]]:
        """Yield the texts that are enough like this one, with how much; those `around` it may be a little less so."""
        bare = undressed(text)
        letters = _letters(bare)
        near = {self._numbers[key]: None for key in around}
        cutoff = min(least, ALIKE_IN_PLACE) if near else least
        found = []
        for numbers in self._sharing_words(bare):
            candidates = {number: self._bare[number] for number in (*near, *numbers)}
            found = process.extract(bare, candidates, scorer=Indel.normalized_similarity, score_cutoff=cutoff, limit=_BEST + len(near))
            if found and found[0][1] >= _PLAINLY_IT:
                break
        for other, likeness, number in found:
            if other == bare:
                yield self._keys[number], 1.0
            elif letters and _is_enough(bare, other, likeness, letters, least, in_place=number in near):
                yield self._keys[number], likeness

    def _sharing_words(self, bare: str) -> Iterator[list[int]]:
        """Yield the numbers of the texts that share the most of a text's rarest words: a few, then more."""
        lists = sorted([self._postings[word] for word in _words(bare) if word in self._postings], key=len)[:_RARE_WORDS]
        shared: Counter[int] = Counter()
        looked = read = 0
        for budget, count in self._glances:
            while read < len(lists) and (not looked or looked + len(lists[read]) <= budget):
                looked += len(lists[read])
                shared.update(lists[read])
                read += 1
            yield sorted(shared, key=shared.__getitem__, reverse=True)[:count]  # most are counted once: faster than Counter.most_common


def very_like(wanted: Sequence[str], texts: Mapping[int, str], least: float) -> Iterator[int | None]:
    """Yield for each wanted text the number of the text that is most like it, None where none is enough so.

    A few are compared with everything there is, at a few million a second; for many an index is worth its making.
    """
    if len(wanted) * len(texts) > _COMPARE_ALL:
        collection = Texts(((number,), text) for number, text in texts.items())
        for text in wanted:
            best = max(collection.like(text, least=least), key=itemgetter(1), default=None)
            yield best[0][0] if best else None
        return
    for text in wanted:
        letters = _letters(text)
        one = process.extractOne(text, texts, scorer=Indel.normalized_similarity, score_cutoff=least) if letters else None
        yield one[2] if one and one[1] >= _least(letters, one[0], least) else None


def likeness(one: str, other: str) -> float:
    """Return how like two texts are as they stand, from 0 to 1; 1 only where they are the same."""
    return Indel.normalized_similarity(one, other)


def common_words(one: str, other: str) -> float:
    """Return the share of words that two texts, already undressed, have in order; of a script without spaces every character is a word."""
    return Indel.normalized_similarity(_TOKEN.findall(one), _TOKEN.findall(other))


def shares_found(parts: Sequence[str], whole: str) -> list[float]:
    """Return how much of each part is found in a whole, by the letters of its words, where the parts follow each other through it."""
    tokens = [_TOKEN.findall(undressed(part)) for part in parts]
    sizes = [sum(map(len, words)) for words in tokens]
    owners = [number for number, words in enumerate(tokens) for _ in words]
    flat = [word for words in tokens for word in words]
    found = [0] * len(parts)
    for step in Indel.opcodes(flat, _TOKEN.findall(undressed(whole))):
        if step.tag == "equal":
            for at in range(step.src_start, step.src_end):
                found[owners[at]] += len(flat[at])
    return [share / size if size else 0.0 for share, size in zip(found, sizes, strict=True)]


def _is_enough(bare: str, other: str, likeness: float, letters: int, least: float, *, in_place: bool) -> bool:  # noqa: PLR0913 - what is known of two texts
    if likeness < _least(letters, other, ALIKE_IN_PLACE if in_place else least):
        return in_place and likeness >= ALIKE and common_words(bare, other) >= MOST_WORDS
    return likeness >= PLAINLY_ALIKE or common_words(bare, other) >= COMMON_WORDS


def _least(letters: int, other: str, least: float) -> float:
    return VERY_NEAR if min(letters, _letters(other)) < SHORT else least


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _words(bare: str) -> set[str]:
    """Return the words of a text; of a script without spaces every two characters that stand together."""
    words = set(_WORD.findall(bare))
    if not bare.isascii():
        for run in _RUN_OF_UNSPACED.findall(bare):
            words.update(run[at : at + 2] for at in range(len(run) - 1))
    return words
