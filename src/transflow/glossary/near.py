"""Near misses: words that are no name of a glossary and lie so close to one that a slip or another spelling is likelier than another word.

Only words with a capital are looked at (in scripts that have capitals), and only the distance of `spelling` within an allowance that
grows with the length of the name. Whatever the glossary knows, look-alikes and people included, is nobody's misspelling; a word as close to two concepts
is nobody's either.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from transflow.glossary.hits import is_joint
from transflow.glossary.lexicon import LONGEST_REMEMBERED, REMEMBERED
from transflow.glossary.spelling import distance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transflow.glossary.folding import Folded
    from transflow.glossary.lexicon import Lexicon
    from transflow.glossary.patterns import Pattern
    from transflow.model import Mention

_Token = tuple[str, int, int]  # a word, and where it begins and ends
_Uses = dict[tuple[int, int], bool]
# How far a word may lie from a name of so many letters; longer names may be missed by more. In scripts without capitals every word is a candidate, and
# people's names have many neighbours, so less is allowed.
ALLOWANCES = ((11, 1.5), (9, 1.0), (8, 0.75), (7, 0.5), (5, 0.45))
UNCASED_ALLOWANCES = ((9, 0.8), (6, 0.5))
PEOPLE_ALLOWANCES = ((7, 0.5), (5, 0.45))
_MOST = ALLOWANCES[0][1]
_FARTHEST = 3  # plain edits after which no spelling is near


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A word (or a row of them) that comes near to a name: offsets and text as they stand, and the form that it comes near to, folded.

    `name` is empty where it comes as near to another name of the concept.
    """

    start: int
    end: int
    text: str
    concept: str
    name: str
    form: str


class _Near(NamedTuple):
    """A word of a pattern that a word comes near to."""

    pattern: int
    place: int
    cost: float


class _Stretch(NamedTuple):
    """A stretch of folded text that comes near to a name."""

    start: int
    end: int
    cost: float
    pattern: Pattern


class NearNames:
    """The names of a lexicon by how they begin, to find those that a word comes near to."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._begun: defaultdict[str, list[str]] = defaultdict(list)
        for stem, uses in lexicon.stems.items():
            if len(stem) > 3 and any(lexicon.patterns[use.pattern].concept for use in uses):
                self._begun[stem[0]].append(stem)
                self._begun[stem[1:3]].append(stem)
                self._begun[stem[2:4]].append(stem)
        self._tails = frozenset(
            tail for uses in lexicon.stems.values() for use in uses for tail in use.inflections | use.derivations if tail
        )
        self._longest_tail = max(map(len, self._tails), default=0)
        self._remembered: dict[str, tuple[_Near, ...]] = {}

    def find(self, text: str, folded: Folded, mentions: Sequence[Mention]) -> tuple[NearMiss, ...]:
        """Return the near misses of a text, in order, none of them within a mention; `folded` is the text folded."""
        tokens = [part for token in self._lexicon.tokens(folded.text) for part in self._parts(*token)]
        known = [self._lexicon.meaning(word).uses for word, _, _ in tokens]
        taken = [(mention.start, mention.end) for mention in mentions]
        misses = []
        for number, (word, first, _) in enumerate(tokens):
            if len(word) < 5 or not word.isalpha() or (self._lexicon.tables.cased and not text[folded.start(first)].isupper()):
                continue
            closest = self._closest(number, tokens, known, folded.text)
            if not closest:
                continue
            start, end = folded.start(closest[0].start), folded.end(closest[0].end)
            if not any(start < stop and begin < end for begin, stop in taken):
                taken.append((start, end))
                names = {stretch.pattern.name for stretch in closest}
                near_to = closest[0].pattern
                misses.append(
                    NearMiss(start, end, text[start:end], near_to.concept, near_to.name if len(names) == 1 else "", near_to.exact)
                )
        return tuple(misses)

    def _parts(self, word: str, start: int, end: int) -> Iterator[_Token]:
        """Yield a word, or its parts where it has an apostrophe and means nothing as a whole."""
        if "'" not in word or self._lexicon.meaning(word).uses:
            yield word, start, end
            return
        for part in word.split("'"):
            if part:
                yield part, start, start + len(part)
            start += len(part) + 1

    def _closest(self, number: int, tokens: Sequence[_Token], known: Sequence[_Uses], text: str) -> list[_Stretch]:
        """Return the longest stretch that comes near to a name with this word, the nearest of those as long; nothing where two concepts are as near."""
        if self._is_known(number, tokens, known, text):
            return []
        found = [stretch for near in self._near(tokens[number][0]) if (stretch := self._stretch(near, number, tokens, known, text))]
        found.sort(key=lambda stretch: (stretch.start - stretch.end, stretch.cost))
        closest = [stretch for stretch in found if (stretch.start, stretch.end, stretch.cost) == found[0][:3]]
        if not closest:
            return []
        forms = {stretch.pattern.exact for stretch in closest if stretch.pattern.concept != closest[0].pattern.concept}
        if forms - {closest[0].pattern.exact}:
            return []
        return [stretch for stretch in closest if stretch.pattern.concept == closest[0].pattern.concept]

    def _is_known(self, number: int, tokens: Sequence[_Token], known: Sequence[_Uses], text: str) -> bool:
        """Tell whether a word is one of a name's; the words of a longer look-alike are known only where all of it stands."""
        return any(
            self._lexicon.patterns[pattern].concept or self._stretch(_Near(pattern, place, 0.0), number, tokens, known, text)
            for pattern, place in known[number]
        )

    def _stretch(self, near: _Near, number: int, tokens: Sequence[_Token], known: Sequence[_Uses], text: str) -> _Stretch | None:
        """Return where a name stands of which one word is near and all others are right."""
        pattern = self._lexicon.patterns[near.pattern]
        first = number - near.place
        if first < 0 or first + pattern.words > len(tokens):
            return None
        for place in range(pattern.words):
            if place != near.place and (near.pattern, place) not in known[first + place]:
                return None
            if place and not is_joint(text[tokens[first + place - 1][2] : tokens[first + place][1]], pattern, place - 1):
                return None
        return _Stretch(tokens[first][1], tokens[first + pattern.words - 1][2], near.cost, pattern)

    def _near(self, word: str) -> tuple[_Near, ...]:
        """Return the words of patterns that a word comes near to, and remember them."""
        found = self._remembered.get(word)
        if found is None:
            found = self._look_up(word) if len(word) <= LONGEST_REMEMBERED else ()
            if len(self._remembered) >= REMEMBERED:
                self._remembered.clear()
            self._remembered[word] = found
        return found

    def _look_up(self, word: str) -> tuple[_Near, ...]:
        best: dict[tuple[int, int], float] = {}
        for tail_length in range(min(self._longest_tail, len(word) - 4) + 1):
            cut = len(word) - tail_length
            tail = word[cut:]
            if tail and tail not in self._tails:
                continue
            head = word[:cut]
            for stem in {stem for key in (head[0], head[1:3], head[2:4]) for stem in self._alike(head, key)}:
                self._weigh(head, stem, tail, best)
        return tuple(_Near(pattern, place, cost) for (pattern, place), cost in sorted(best.items()))

    def _alike(self, head: str, key: str) -> list[str]:
        found = process.extract(head, self._begun.get(key, ()), scorer=OSA.distance, score_cutoff=_FARTHEST, limit=None)
        return [stem for stem, _, _ in found]

    def _weigh(self, head: str, stem: str, tail: str, best: dict[tuple[int, int], float]) -> None:
        patterns = self._lexicon.patterns
        cost = None
        for use in self._lexicon.stems[stem]:
            if not patterns[use.pattern].concept or not (tail in use.inflections or tail in use.derivations):
                continue
            # an adjective counts by its stem: Московцев is nobody of Москва
            length = len(stem) + (len(tail) if tail in use.inflections else 0)
            allowed = self._allowance(length, patterns[use.pattern].concept)
            if cost is None:
                cost = distance(head, stem, limit=_MOST)
            if cost <= allowed:
                key = (use.pattern, use.place)
                best[key] = min(cost, best.get(key, cost))

    def _allowance(self, length: int, concept: str) -> float:
        allowances = ALLOWANCES if self._lexicon.tables.cased else UNCASED_ALLOWANCES
        if concept in self._lexicon.people:
            allowances = PEOPLE_ALLOWANCES
        return next((allowed for letters, allowed in allowances if length >= letters), 0.0)
