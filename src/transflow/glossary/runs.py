"""Runs of words with capitals: what may be a name in a text, and how much its capitals say.

A capital says little where anything would have one: at the start of a sentence, in a headline that Sets Every Word So. Of TEXT IN CAPITALS it says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.glossary.capitals import capitals

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from transflow.glossary.capitals import Capitals

MARKS = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0951-\u0957\u200c"
WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*(?:['’\-\u2010\u2011][^\W\d_](?:[^\W\d_]|[{MARKS}])*)*")
_POSSESSIVE = re.compile(r"['’]s$")
_SENTENCE_BEGINS = re.compile(r"(^|[.!?…:։։。！？]|\n)(?:[\s\"'“”„«»‘’‹›(\[–—-]|</?\d+/?>)*$")
_LONG_WORD = 4  # letters
_TITLE = 4  # longer words with capitals, and none without, make a title


@dataclass(frozen=True, slots=True)
class Run:
    """Words with capitals that stand together, from `start` to `end`; `weak` where anything would have one there."""

    text: str
    start: int
    end: int
    weak: bool


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    first: bool

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def runs(text: str, language: str, *, small: Collection[str] = ()) -> Iterator[Run]:
    """Yield the runs of a text in order; none in languages without capitals, and none of a text that is all in capitals.

    `small` are words that stand without a capital elsewhere: one that begins a sentence is then no part of a name.
    """
    known = capitals(language)
    words = _words(text)
    if not known.used or _shouted(words):
        return
    titled = _titled(words)
    for group in _groups(words, text, known):
        kept = _trimmed(group, known, small)
        if not kept or (known.nouns and len(kept) == 1):
            continue
        shown = text[kept[0].start : kept[-1].end]
        shown = _POSSESSIVE.sub("", shown) if known.possessive else shown
        weak = titled or (kept[0].first and not any(word.capital for word in kept[1:]))
        yield Run(shown, kept[0].start, kept[0].start + len(shown), weak)


def small_words(text: str) -> Iterator[str]:
    """Yield the words of a text that have no capital."""
    yield from (word.text for word in _words(text) if word.text.islower())


def _words(text: str) -> list[_Word]:
    return [
        _Word(
            found.group(), found.start(), found.end(), _SENTENCE_BEGINS.search(text, max(0, found.start() - 20), found.start()) is not None
        )
        for found in WORD.finditer(text)
    ]


def _shouted(words: Sequence[_Word]) -> bool:
    cased = [word for word in words if word.text.upper() != word.text.lower()]
    return len(cased) > 1 and all(word.text.isupper() for word in cased)


def _titled(words: Sequence[_Word]) -> bool:
    """Tell whether a text sets every longer word with a capital, as English headlines do."""
    long = [word for word in words if len(word.text) >= _LONG_WORD]
    return len(long) >= _TITLE and all(word.capital for word in long)


def _groups(words: Sequence[_Word], text: str, known: Capitals) -> Iterator[list[_Word]]:
    """Yield words with capitals that only spaces part; small joining words between two of them belong to the run."""
    group: list[_Word] = []
    for word in words:
        touches = bool(group) and text[group[-1].end : word.start] in {" ", "\u00a0"} and not word.first
        joins = word.text.lower() in known.joins and not word.capital
        if group and not touches:
            yield group
            group = []
        if word.capital or (joins and group):
            group.append(word)
            if known.possessive and _POSSESSIVE.search(word.text):
                yield group
                group = []
        elif group:
            yield group
            group = []
    if group:
        yield group


def _trimmed(group: list[_Word], known: Capitals, small: Collection[str]) -> list[_Word]:
    """Return a run without words at its ends that are no part of a name; nothing where no name is left, as of *Monday* or *Greek*."""
    kept = list(group)
    while kept and _only_begins(kept[0], known, small):
        kept.pop(0)
    while kept and not kept[-1].capital:
        kept.pop()
    names = [bare for bare in (_bare(word, known) for word in kept if word.capital) if bare not in known.never]
    return kept if any(len(bare) > 1 for bare in names) else []


def _only_begins(word: _Word, known: Capitals, small: Collection[str]) -> bool:
    bare = _bare(word, known)
    return not word.capital or bare in known.starts or (word.first and bare in small)


def _bare(word: _Word, known: Capitals) -> str:
    return (_POSSESSIVE.sub("", word.text) if known.possessive else word.text).lower()
