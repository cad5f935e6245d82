"""The screen: passes over what cannot be part of a name, so that only the stretches around the rest are folded and looked at.

A text is cut at its white space and each chunk, as it is written, is looked at once; after that a text costs one split and one difference of sets, whatever the
number of names. A stretch begins with a chunk in which a name may begin and goes on over those that may carry one on: further words of names, what
joins them (a dash on its own, a placeholder), and a conjunction behind which the rest of a name may follow.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transflow.glossary.folding import fold_text
from transflow.glossary.hidden import hide
from transflow.glossary.lexicon import LONGEST_REMEMBERED, REMEMBERED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from transflow.glossary.lexicon import Lexicon

WINDOW = 4_000  # characters looked at together, so that a long text takes no longer than the same in paragraphs
REACH = 4  # chunks behind a stretch on which its end may depend
_SPACE = re.compile(r"\s")


class Screen:
    """What has been learnt of chunks of text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._idle: set[str] = set()  # no word of any name
        self._glue: set[str] = set()  # no word at all
        self._joining: set[str] = set()  # conjunctions
        self._following: set[str] = set()  # words with which no name begins
        self._small: set[str] = set()  # names that would have to begin with a capital
        self._live: set[str] = set()  # what a name may begin with

    def stretches(self, text: str, *, small: bool = False) -> list[tuple[int, int]]:
        """Return where in a text there may be names, in order, from white space to white space; with `small` also such as want a capital."""
        if len(text) <= WINDOW:
            return [(start, end) for start, end, _ in self._look(text, small=small)]
        found: list[tuple[int, int]] = []
        begin, size = 0, WINDOW
        while begin < len(text):
            space = _SPACE.search(text, begin + size)
            stop = space.end() if space else len(text)
            within = self._look(text[begin:stop], small=small)
            if within and within[-1][2] < REACH and stop < len(text):
                # the last one may go on in the next window: that one begins with it, or this one grows
                if not within[-1][0]:
                    size *= 2
                    continue
                stop = begin + within.pop()[0]
            found += [(begin + start, begin + end) for start, end, _ in within]
            begin, size = stop, WINDOW
        return found

    def _look(self, window: str, *, small: bool) -> list[tuple[int, int, int]]:
        """Return the stretches of a window, and how many chunks stand behind each."""
        chunks = window.split()
        left = set(chunks) - self._idle
        if not left:
            return []
        if unknown := left - self._live - self._following - self._small:
            if len(self._idle) + len(self._live) >= REMEMBERED:
                self._forget()
                unknown = left = set(chunks)
            left -= self._learn(unknown)
        left -= self._following
        if not small:
            left -= self._small
        if not left:
            return []
        found = []
        reached = offset = 0
        for first in [number for number, chunk in enumerate(chunks) if chunk in left]:
            if first < reached:
                continue
            reached = self._reach(chunks, first, left)
            start, offset = _place(window, chunks[first], offset)
            for chunk in chunks[first + 1 : reached]:
                _, offset = _place(window, chunk, offset)
            found.append((start, offset, len(chunks) - reached))
        return found

    def _reach(self, chunks: Sequence[str], first: int, left: set[str]) -> int:
        """Return the number of the chunk before which the stretch ends that begins with this one."""
        following = self._following
        reached = place = first + 1
        while place < len(chunks):
            chunk = chunks[place]
            if chunk in self._glue:
                place += 1
                continue
            if chunk in self._joining:
                head = next(
                    (far for far in (3, 2, 1) for one in chunks[place + far : place + far + 1] if one in left or one in following), 0
                )
                if head:
                    reached = place = place + head + 1
                    continue
            if chunk not in left and chunk not in following:
                break
            place += 1
            reached = place
        return reached

    def _forget(self) -> None:
        for known in (self._idle, self._glue, self._joining, self._following, self._small, self._live):
            known.clear()

    def _learn(self, chunks: Iterable[str]) -> set[str]:
        """Look at chunks, remember what they are, and return those that are idle."""
        ordered = list(chunks)
        folded = fold_text(hide(" ".join(ordered)), self._lexicon.language).split(" ")
        if len(folded) != len(ordered):
            folded = [fold_text(hide(chunk), self._lexicon.language) for chunk in ordered]
        idle = set()
        for chunk, text in zip(ordered, folded, strict=True):
            known = self._kind(chunk, text)
            if known is self._idle:
                idle.add(chunk)
            if len(chunk) <= LONGEST_REMEMBERED:
                known.add(chunk)
                if text in self._lexicon.conjunctions:
                    self._joining.add(chunk)
                elif known is self._idle and not self._lexicon.word.search(text):
                    self._glue.add(chunk)
        return idle

    def _kind(self, chunk: str, folded: str) -> set[str]:
        """Return the set in which a chunk belongs."""
        lexicon = self._lexicon
        words = (folded,) if folded.isalpha() else tuple(word for word, _, _ in lexicon.tokens(folded))
        meanings = [lexicon.meaning(word) for word in words]
        uses = [(pattern, place, derived) for meaning in meanings for (pattern, place), derived in meaning.uses.items()]
        if not uses:
            return self._idle
        if all(place for _, place, _ in uses):
            return self._following
        in_vain = all(
            lexicon.patterns[pattern].words == 1 and lexicon.needs_capital(pattern, derived=derived) for pattern, _, derived in uses
        )
        return self._small if in_vain and chunk == chunk.lower() else self._live


def _place(window: str, chunk: str, offset: int) -> tuple[int, int]:
    """Return where a chunk stands next, between white space; it does."""
    start = window.find(chunk, offset)
    end = start + len(chunk)
    while not ((not start or window[start - 1].isspace()) and (end == len(window) or window[end].isspace())):
        start = window.find(chunk, start + 1)
        end = start + len(chunk)
    return start, end
