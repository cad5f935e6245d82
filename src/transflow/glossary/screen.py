"""The screen: passes over what cannot be part of a name, so that only the stretches around the rest are folded and looked at.

A text is cut at its white space and each chunk, as it is written, is looked at once; after that a text costs one split and one difference of sets, whatever the
number of names. What may join the words of one name (a dash on its own, a placeholder) keeps stretches together, and so does a conjunction behind which the
rest of a name may follow.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transflow.glossary.folding import fold_text
from transflow.glossary.hidden import hide
from transflow.glossary.lexicon import LONGEST_REMEMBERED, REMEMBERED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transflow.glossary.lexicon import Lexicon

WINDOW = 4_000  # characters looked at together, so that a long text takes no longer than the same in paragraphs
LONGEST_GAP = 40  # characters between two parts of a name that share their head (“Nagorno- and Lower Karabakh”)
_SPACE = re.compile(r"\s")


class Screen:
    """What has been learnt of chunks of text: the idle ones hold no word of any name, the small ones only names that begin with a capital."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._idle: set[str] = set()
        self._small: set[str] = set()
        self._live: set[str] = set()

    def stretches(self, text: str, *, small: bool = False) -> list[tuple[int, int]]:
        """Return where in a text there may be names, in order: from white space to white space, and what may be one name as one.

        With `small` also where a name would stand if it began with a capital.
        """
        places: list[tuple[int, int]] = []
        if len(text) <= WINDOW:
            self._look(text, 0, places, small=small)
        else:
            start = 0
            while start < len(text):
                space = _SPACE.search(text, start + WINDOW)
                end = space.end() if space else len(text)
                self._look(text[start:end], start, places, small=small)
                start = end
        if len(places) < 2:
            return places
        joined = [places[0]]
        for start, end in places[1:]:
            before = joined[-1][1]
            if start - before == 1 or self._may_join(text[before:start]):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return joined

    def _look(self, window: str, offset: int, places: list[tuple[int, int]], *, small: bool) -> None:
        """Add where the live chunks of a window stand."""
        chunks = window.split()
        left = set(chunks) - self._idle
        if not left:
            return
        if unknown := left - self._live - self._small:
            left -= self._learn(unknown)
        if not small:
            left -= self._small
        if not left:
            return
        end = 0
        for chunk in [chunk for chunk in chunks if chunk in left]:
            start = window.find(chunk, end)
            end = start + len(chunk)
            while not ((not start or window[start - 1].isspace()) and (end == len(window) or window[end].isspace())):
                start = window.find(chunk, start + 1)
                end = start + len(chunk)
            places.append((offset + start, offset + end))

    def _learn(self, chunks: Iterable[str]) -> set[str]:
        """Look at chunks, remember what they are, and return those that are idle."""
        ordered = list(chunks)
        folded = fold_text(hide(" ".join(ordered)), self._lexicon.language).split(" ")
        if len(folded) != len(ordered):
            folded = [fold_text(hide(chunk), self._lexicon.language) for chunk in ordered]
        if len(self._idle) + len(self._live) >= REMEMBERED:
            self._idle.clear()
            self._live.clear()
            self._small.clear()
        idle = set()
        for chunk, text in zip(ordered, folded, strict=True):
            known = self._idle
            if self._lexicon.is_meaningful(text):
                known = self._small if self._lexicon.is_in_vain(text, chunk) else self._live
            else:
                idle.add(chunk)
            if len(chunk) <= LONGEST_REMEMBERED:
                known.add(chunk)
        return idle

    def _may_join(self, gap: str) -> bool:
        """Tell whether the words around a gap may belong to one name: nothing but glue in it, or a conjunction and a word or two."""
        first = gap.split(None, 1)[:1]
        if first and first[0].isalpha():
            return len(gap) <= LONGEST_GAP and first[0].lower() in self._lexicon.tables.conjunctions and len(gap.split()) <= 3
        return not any(self._lexicon.word.search(fold_text(hide(chunk), self._lexicon.language)) for chunk in gap.split())
