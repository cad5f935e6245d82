"""Hits: where the forms of a glossary stand in a folded text, word after word, before it is decided which of them are mentions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from transflow.glossary.words import JOINT, JOINT_AFTER_STOP, STOP, UNSPACED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from transflow.glossary.lexicon import Lexicon
    from transflow.glossary.patterns import Pattern


class Hit(NamedTuple):
    """A pattern found: offsets of the folded text; `derived` where an ending made it an adjective or demonym."""

    start: int
    end: int
    pattern: int
    derived: bool


class _Chain(NamedTuple):
    """A name of several words as far as it has been found: the place of its last word so far, and where the first one began."""

    pattern: int
    place: int
    start: int
    derived: bool


def find_hits(lexicon: Lexicon, text: str) -> Iterator[Hit]:
    """Yield every pattern that stands in a folded text."""
    if text.isalpha():  # one word, as most names stand
        for pattern, derived in lexicon.meaning(text).alone:
            yield Hit(0, len(text), pattern, derived)
        return
    live: list[_Chain] = []
    before = -1
    for word, start, end in lexicon.tokens(text):
        found = lexicon.meaning(word)
        if not found.uses:
            live = []
            continue
        chained = _chained(lexicon, live, found.uses, text[before:start]) if live else []
        live = [_Chain(pattern, 0, start, derived) for pattern, derived in found.begins]
        for chain in chained:
            if chain.place + 1 == lexicon.patterns[chain.pattern].words:
                yield Hit(chain.start, _end(lexicon, text, end, chain.pattern), chain.pattern, chain.derived)
            else:
                live.append(chain)
        for pattern, derived in found.alone:
            yield Hit(start, _end(lexicon, text, end, pattern), pattern, derived)
        if live and not found.alone:
            yield from _hanging(lexicon, text, start, end, found.begins)
        before = end


def _chained(lexicon: Lexicon, live: Sequence[_Chain], found: Mapping[tuple[int, int], bool], between: str) -> list[_Chain]:
    """Return the names that a word carries on, given what stands between it and the word before."""
    carried = []
    for chain in live:
        derived = found.get((chain.pattern, chain.place + 1))
        if derived is not None and is_joint(between, lexicon.patterns[chain.pattern], chain.place):
            carried.append(_Chain(chain.pattern, chain.place + 1, chain.start, chain.derived or derived))
    return carried


def is_joint(between: str, pattern: Pattern, place: int) -> bool:
    """Tell whether what stands behind the word at a place of a pattern joins it to the next one."""
    return bool(JOINT.fullmatch(between) or (place in pattern.stops and JOINT_AFTER_STOP.fullmatch(between)))


def _end(lexicon: Lexicon, text: str, end: int, pattern: int) -> int:
    """Return where a pattern ends whose last word ends here: the stop of an abbreviation belongs to it."""
    known = lexicon.patterns[pattern]
    return end + 1 if known.stops and known.words - 1 in known.stops and text.startswith(STOP, end) else end


def _hanging(lexicon: Lexicon, text: str, start: int, end: int, begun: Sequence[tuple[int, bool]]) -> Iterator[Hit]:
    """Yield the names of two words whose first word stands before a conjunction and shares the second one (“Nagorno- and Lower Karabakh”).

    The word itself is the mention. Between the conjunction and the shared word stands one other, or two after a hyphen.
    """
    shared = lexicon.shared_head.match(text, end) if lexicon.shared_head else None
    if shared is None:
        return
    hyphen, nearer, farther = shared.groups()
    heads = [lexicon.meaning(head).uses for head in ((nearer, farther) if hyphen else (nearer,)) if head]
    for pattern, derived in begun:
        known = lexicon.patterns[pattern]
        if known.concept and known.words == 2 and (known.capital or hyphen) and any((pattern, 1) in uses for uses in heads):
            yield Hit(start, end, pattern, derived)


class Unspaced:
    """The forms in scripts that part no words: they are looked for anywhere, the longest first."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._forms: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            if UNSPACED.search(pattern.exact):
                self._forms.setdefault(pattern.exact, []).append(number)
        longest_first = sorted(self._forms, key=len, reverse=True)
        self._expression = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return self._expression is not None

    def find_hits(self, text: str) -> Iterator[Hit]:
        """Yield the forms that stand anywhere in a folded text."""
        for found in self._expression.finditer(text) if self._expression else ():
            for pattern in self._forms[found.group()]:
                yield Hit(found.start(), found.end(), pattern, derived=False)
