"""The screen: passes over what cannot be part of a name, so that only the stretches around the rest are folded and looked at.

A text is cut at its white space and each chunk, as it is written, is looked at once; after that a text costs one split and one look into a table, whatever the
number of names. A stretch begins with a chunk in which a name may begin and goes on over those that may carry one on: further words of names, what
joins them (a dash on its own, a placeholder), and a conjunction behind which the rest of a name may follow.
"""

from __future__ import annotations

import re
from itertools import compress
from typing import TYPE_CHECKING, cast

from transflow.glossary.folding import fold_text
from transflow.glossary.hidden import hide
from transflow.glossary.lexicon import LONGEST_REMEMBERED, REMEMBERED
from transflow.glossary.words import STOP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.glossary.lexicon import Lexicon

WINDOW = 4_000  # characters looked at together, so that a long text takes no longer than the same in paragraphs
REACH = 4  # chunks behind a stretch on which its end may depend
_SPACE = re.compile(r"\s")
# What a chunk can be, as bits; an idle one holds no word of any name.
IDLE = 0
GLUE = 1  # no word at all, and nothing that parts the words of a name
JOINING = 2  # a conjunction
LIVE = 4  # names begin with it
SMALL = 8  # names would begin with it if it had a capital
GOING_ON = 16  # names of several words begin with it, and nothing behind it ends them
FOLLOWING = 32  # names go on with it


class Screen:
    """What has been learnt of chunks of text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._kinds: dict[str, int] = {}

    def stretches(self, text: str, *, small: bool = False) -> list[tuple[int, int]]:
        """Return where in a text there may be names, in order, from white space to white space; with `small` also such as want a capital."""
        beginning = LIVE | SMALL if small else LIVE
        if len(text) <= WINDOW:
            return [(start, end) for start, end, _ in self._look(text, beginning)]
        found: list[tuple[int, int]] = []
        begin, size = 0, WINDOW
        while begin < len(text):
            space = _SPACE.search(text, begin + size)
            stop = space.end() if space else len(text)
            within = self._look(text[begin:stop], beginning)
            if within and within[-1][2] < REACH and stop < len(text):
                # the last one may go on in the next window: that one begins with it, or this one grows
                if not within[-1][0]:
                    size *= 2
                    continue
                stop = begin + within.pop()[0]
            found += [(begin + start, begin + end) for start, end, _ in within]
            begin, size = stop, WINDOW
        return found

    def _look(self, window: str, beginning: int) -> list[tuple[int, int, int]]:
        """Return the stretches of a window, and how many chunks stand behind each."""
        chunks = window.split()
        known: list[int | None] = list(map(self._kinds.get, chunks))
        kinds = self._learn(chunks, known) if None in known else cast("list[int]", known)
        found = []
        reached = offset = 0
        for first in compress(range(len(chunks)), kinds):
            if first < reached or not kinds[first] & beginning:
                continue
            reached = _reach(kinds, first) if kinds[first] & GOING_ON else first + 1
            start, offset = _place(window, chunks[first], offset)
            for chunk in chunks[first + 1 : reached]:
                _, offset = _place(window, chunk, offset)
            found.append((start, offset, len(chunks) - reached))
        return found

    def _learn(self, chunks: Sequence[str], known: Sequence[int | None]) -> list[int]:
        """Look at the chunks that are not known yet, remember what they are, and return the kinds of all."""
        unknown = list({chunk for chunk, kind in zip(chunks, known, strict=True) if kind is None})
        folded = fold_text(hide(" ".join(unknown)), self._lexicon.language).split(" ")
        if len(folded) != len(unknown):
            folded = [fold_text(hide(chunk), self._lexicon.language) for chunk in unknown]
        if len(self._kinds) >= REMEMBERED:
            self._kinds.clear()
        learnt = {chunk: self._kind(chunk, text) for chunk, text in zip(unknown, folded, strict=True)}
        self._kinds.update((chunk, kind) for chunk, kind in learnt.items() if len(chunk) <= LONGEST_REMEMBERED)
        return [learnt[chunk] if kind is None else kind for chunk, kind in zip(chunks, known, strict=True)]

    def _kind(self, chunk: str, folded: str) -> int:
        """Return what a chunk can be."""
        lexicon = self._lexicon
        kind = JOINING if folded in lexicon.conjunctions else IDLE
        if folded.isalpha():
            if not lexicon.meaning(folded).uses:
                return kind
            tokens: Sequence[tuple[str, int, int]] = ((folded, 0, len(folded)),)
        else:
            tokens = tuple(lexicon.tokens(folded))
        if not tokens:
            return GLUE if folded in {"", "-"} else IDLE
        first = goes_on = follows = False
        meanings = [meaning for word, _, _ in tokens if (meaning := lexicon.meaning(word)).uses]
        for meaning in meanings:
            own = len(meaning.alone) + len(meaning.begins)
            first = first or own > 0
            goes_on = goes_on or len(meaning.begins) > 0
            follows = follows or own < len(meaning.uses)
        if follows and (tokens[0][1] == 0 or folded[0] == "-"):
            kind |= FOLLOWING
        if goes_on and (tokens[-1][2] == len(folded) or folded[-1] == "-" or (lexicon.abbreviates and folded[-1] == STOP)):
            kind |= GOING_ON
        if not first:
            return kind
        in_vain = not (follows or goes_on) and chunk == chunk.lower()
        if in_vain and all(lexicon.needs_capital(pattern, derived=derived) for each in meanings for pattern, derived in each.alone):
            return kind | SMALL
        return kind | LIVE


def _reach(kinds: Sequence[int], first: int) -> int:
    """Return the number of the chunk before which the stretch ends that begins with this one."""
    reached = place = first + 1
    while place < len(kinds):
        kind = kinds[place]
        if kind & JOINING:
            head = next((far for far in (3, 2, 1) if place + far < len(kinds) and kinds[place + far] & FOLLOWING), 0)
            if head:
                reached = place = place + head + 1
                continue
        if kind & FOLLOWING:
            reached = place + 1
        elif not kind & GLUE:
            break
        place += 1
    return reached


def _place(window: str, chunk: str, offset: int) -> tuple[int, int]:
    """Return where a chunk stands next, between white space; it does."""
    start = window.find(chunk, offset)
    end = start + len(chunk)
    while not ((not start or window[start - 1].isspace()) and (end == len(window) or window[end].isspace())):
        start = window.find(chunk, start + 1)
        end = start + len(chunk)
    return start, end
