"""What in the translations goes with a word of the sources: a measure over units, that knows nothing of the languages.

The log-likelihood ratio of Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence" (Computational Linguistics 19, 1993): how much more often
two things stand in the same units than chance would have it. Beside it Dice's coefficient, 2·both / (one + other), which is 1 where they never part.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.glossary.capitals import capitals
from transflow.glossary.runs import WORD, runs, small_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

LONGEST = 3  # words of a counterpart in a language without capitals
SURE = 10.83  # chance has it once in a thousand (chi-squared, one degree of freedom)
ALIKE = 0.5  # a Dice coefficient below this is no counterpart
ENOUGH = 3  # units; of fewer, no measure can tell a counterpart from what stood beside it by chance
_SHORT, _LONG = 4, 5  # letters by which inflected forms of a word are taken for one: of a word up to six letters, of a longer one


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What goes with a candidate: as it stands most often, in how many units with it, and the two measures."""

    text: str
    units: int
    dice: float
    likelihood: float

    @property
    def sure(self) -> bool:
        """Tell whether there are units enough, and chance would have it less than once in a thousand."""
        return self.units >= ENOUGH and self.likelihood >= SURE


class Counterparts:
    """Finds what in the targets goes with a set of units; `targets` are the targets of all units, in order."""

    def __init__(self, targets: Sequence[str], language: str) -> None:
        self._total = len(targets)
        self._shown: dict[str, Counter[str]] = {}
        self._units: dict[str, set[int]] = {}
        self._by_unit: list[set[str]] = []
        small = {word for target in targets for word in small_words(target)}
        for number, target in enumerate(targets):
            keys = set()
            for term in _terms(target, language, small):
                key = " ".join(map(_stem, term.split()))
                keys.add(key)
                self._shown.setdefault(key, Counter())[term] += 1
                self._units.setdefault(key, set()).add(number)
            self._by_unit.append(keys)

    def best(self, units: Collection[int]) -> Counterpart | None:
        """Return what goes with these units best; None where nothing does, or two things do equally well."""
        wanted = set(units)
        ranked = []
        for key in sorted({key for number in wanted for key in self._by_unit[number]}):
            there = self._units[key]
            both = len(wanted & there)
            dice = 2 * both / (len(wanted) + len(there))
            if dice >= ALIKE:
                ranked.append((round(likelihood(both, len(wanted), len(there), self._total), 6), len(key.split()), key, both, dice))
        ranked.sort(key=lambda found: (-found[0], -found[1], found[2]))
        if not ranked or ranked[0][0] <= 0:
            return None
        value, words, key, both, dice = ranked[0]
        rivals = [found for found in ranked[1:] if found[0] == value and not (words > found[1] and found[2] in key)]
        return None if rivals else Counterpart(self._shown[key].most_common(1)[0][0], both, round(dice, 2), round(value, 1))


def likelihood(both: int, one: int, other: int, total: int) -> float:
    """Return the log-likelihood ratio of two things in `one` and `other` of `total` units, in `both` of them together; 0 where they avoid each other."""
    if both * total <= one * other:
        return 0.0
    cells = (both, one - both, other - both, total - one - other + both)
    margins = ((one, other), (one, total - other), (total - one, other), (total - one, total - other))
    return 2 * sum(cell * math.log(cell * total / (row * column)) for cell, (row, column) in zip(cells, margins, strict=True) if cell)


def _terms(text: str, language: str, small: Collection[str]) -> Iterator[str]:
    """Yield what may be a counterpart: runs with capitals, or where there are none every word and every two or three in a row."""
    if capitals(language).used:
        yield from (run.text for run in runs(text, language, small=small))
        return
    words = [found.group() for found in WORD.finditer(text)]
    for count in range(1, LONGEST + 1):
        yield from (" ".join(words[at : at + count]) for at in range(len(words) - count + 1))


def _stem(word: str) -> str:
    word = word.lower()
    return word[: _SHORT if len(word) <= _LONG + 1 else _LONG]
