"""Markup around words: how a link or an emphasis finds its words again in a translation.

An engine that never sees the markup writes the best prose, so a pair of placeholders is first laid around its own words'
translation where that stands in the whole's; else the pair and its words stand behind one mask. Masks for `<1>` and `</1>`
apart from each other come last: measured, they come back in 3 of 3 texts, but around other words in one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from transflow.formats.placeholders import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["ADDRESS", "PLACEHOLDER", "Pair", "is_balanced", "is_markup", "lay_pairs", "pairs_of", "without_markup", "without_pairs"]

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>“”«»]*[^\s<>“”«».,;:!?)\]'’]|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_EMPTY_PAIR = re.compile(r"<([0-9]+)>[^\w<>]*</\1>")
_PAIR = re.compile(r"<([0-9]+)>([^<>]*)</\1>")


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of a text between an opening placeholder and its closing one; `start` and `end` take in the placeholders."""

    number: str
    words: str
    start: int
    end: int

    def around(self, words: str) -> str:
        """Return other words between the same placeholders."""
        return f"<{self.number}>{words}</{self.number}>"


def is_markup(text: str) -> bool:
    """Tell whether a text is placeholders and nothing else."""
    return bool(text) and not PLACEHOLDER.sub("", text)


def is_balanced(text: str) -> bool:
    """Tell whether every `<1>` of a text is closed by its `</1>`, and the innermost first."""
    waiting: list[str] = []
    for placeholder in PLACEHOLDER.findall(text):
        number = placeholder.strip("</>")
        if placeholder.startswith("</"):
            if not waiting or waiting.pop() != number:
                return False
        elif not placeholder.endswith("/>"):
            waiting.append(number)
    return not waiting


def without_markup(text: str) -> str:
    """Return the text without its placeholders."""
    return PLACEHOLDER.sub("", text)


def has_empty_pair(text: str) -> bool:
    """Tell whether a pair of placeholders stands around no word."""
    return _EMPTY_PAIR.search(text) is not None


def pairs_of(text: str) -> tuple[Pair, ...]:
    """Return the pairs of a text where they are all it has: none inside another, each around a word; else nothing."""
    pairs = tuple(Pair(found[1], found[2], found.start(), found.end()) for found in _PAIR.finditer(text))
    simple = len(PLACEHOLDER.findall(text)) == 2 * len(pairs) and not has_empty_pair(text)
    return pairs if simple else ()


def without_pairs(text: str, pairs: Sequence[Pair], replacements: Sequence[str]) -> str:
    """Return the text with each pair, words included, replaced."""
    parts = []
    position = 0
    for pair, replacement in zip(pairs, replacements, strict=True):
        parts += [text[position : pair.start], replacement]
        position = pair.end
    return "".join([*parts, text[position:]])


def lay_pairs(answer: str, pairs: Sequence[Pair], words: Sequence[str]) -> str | None:
    """Return an answer with each pair around the translation of its words; None unless each stands in it exactly once."""
    places = sorted(_places(answer, pairs, words), key=lambda place: place[1])
    apart = all(before[2] <= after[1] for before, after in pairwise(places))
    if len(places) != len(pairs) or not apart:
        return None
    for pair, start, end in reversed(places):
        answer = answer[:start] + pair.around(answer[start:end]) + answer[end:]
    return answer


def _places(answer: str, pairs: Sequence[Pair], words: Sequence[str]) -> Iterator[tuple[Pair, int, int]]:
    for pair, translated in zip(pairs, words, strict=True):
        if not translated:
            continue
        found = list(re.finditer(rf"(?<!\w){re.escape(translated)}(?!\w)", answer, re.IGNORECASE))
        if len(found) == 1:
            yield pair, found[0].start(), found[0].end()
