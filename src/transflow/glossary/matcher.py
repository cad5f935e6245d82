"""The matcher: finds every name of a glossary in a text, inflected, derived, joined by spaces or hyphens, in any dress.

A token is analysed once and remembered; names of several words are chained; of overlapping finds the leftmost longest stays,
look-alikes included. Where a form belongs to several names of its concept the mention is ambiguous and holds them all. Where
it belongs to several concepts, an inflected name counts before an adjective, a listed form before a derived one, a contested
concept before another, and then the order of the glossary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from transflow.glossary.folding import fold
from transflow.glossary.lexicon import Lexicon
from transflow.glossary.near import NearNames
from transflow.glossary.words import JOINT, UNSPACED
from transflow.model import Mention
from transflow.voice import voice_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from transflow.glossary.concepts import Glossary
    from transflow.glossary.folding import Folded
    from transflow.glossary.near import NearMiss
    from transflow.glossary.patterns import Pattern
    from transflow.model import Span

_PLACEHOLDER = re.compile(r"</?\d+/?>")
_HIDDEN = re.compile(
    r"(?:https?://|www\.)[^\s<>]+"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w./-])[\w-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|info|int|gov|edu|html?|php|pdf|jpe?g|png|svg|mp[34]|am|az|ru|ge|ir|tr|uk|fr|de|eu|tv)(?![\w-])"
)
_DOT_IN_WORD = re.compile(r"\.\w")
_INVISIBLE = "\u2060"
_HYPHEN_SUFFIX = re.compile(r"-(\w{1,8})(?!\w)")


@dataclass(frozen=True, slots=True)
class _Hit:
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


class Matcher:
    """Finds the names of a glossary in texts of one language (any tag)."""

    def __init__(self, glossary: Glossary, language: str) -> None:
        self._lexicon = Lexicon(glossary, language)
        self._language = self._lexicon.language
        self._tables = self._lexicon.tables
        self._patterns = self._lexicon.patterns
        self._unspaced = _any_of(self._patterns)
        self._rank = {concept.id: (not concept.contested, place) for place, concept in enumerate(glossary.concepts.values())}

    def find(self, text: str, quotations: Sequence[Span] = ()) -> tuple[Mention, ...]:
        """Return the mentions in a text, in order and never overlapping; offsets are code points of the text.

        `quotations` are its quoted spans, in order: a mention inside one is the speaker's.
        """
        if not self._patterns or not text:
            return ()
        folded = fold(_hide(text), self._language)
        hits = list(self._hits(folded.text))
        if self._unspaced is not None:
            hits += self._unspaced_hits(folded.text, *self._unspaced)
        if not hits:
            return ()
        return tuple(self._mentions(text, folded, hits, quotations))

    def near_misses(self, text: str, mentions: Sequence[Mention]) -> tuple[NearMiss, ...]:
        """Return the words of a text that come near to a name without being one, in order; `mentions` are those that were found in it."""
        return self._near.find(text, fold(_hide(text), self._language), mentions)

    @cached_property
    def _near(self) -> NearNames:
        return NearNames(self._lexicon)

    def _hits(self, text: str) -> Iterator[_Hit]:
        """Yield every pattern that stands in a folded text."""
        live: list[_Chain] = []
        before = -1
        for word, start, end in self._lexicon.tokens(text):
            found = self._lexicon.meaning(word)
            if not found.uses:
                live = []
                continue
            chained = self._chained(live, found.uses) if live and JOINT.fullmatch(text, before, start) else []
            live = [_Chain(pattern, 0, start, derived) for pattern, derived in found.begins]
            for chain in chained:
                if chain.place + 1 == self._patterns[chain.pattern].words:
                    yield _Hit(chain.start, end, chain.pattern, chain.derived)
                else:
                    live.append(chain)
            for pattern, derived in found.alone:
                yield _Hit(start, end, pattern, derived)
            before = end

    @staticmethod
    def _unspaced_hits(text: str, forms: re.Pattern[str], patterns: Mapping[str, Sequence[int]]) -> Iterator[_Hit]:
        """Yield the forms that stand anywhere in a folded text, in scripts that part no words."""
        for found in forms.finditer(text):
            for pattern in patterns[found.group()]:
                yield _Hit(found.start(), found.end(), pattern, derived=False)

    @staticmethod
    def _chained(live: Sequence[_Chain], found: Mapping[tuple[int, int], bool]) -> list[_Chain]:
        """Return the names that a word carries on."""
        carried = []
        for chain in live:
            derived = found.get((chain.pattern, chain.place + 1))
            if derived is not None:
                carried.append(_Chain(chain.pattern, chain.place + 1, chain.start, chain.derived or derived))
        return carried

    def _mentions(self, text: str, folded: Folded, hits: Sequence[_Hit], quotations: Sequence[Span]) -> Iterator[Mention]:
        lower_case = self._tables.cased and _has_no_capitals(text)
        spans: dict[tuple[int, int], list[_Hit]] = {}
        for hit in hits:
            start = folded.start(hit.start)
            pattern = self._patterns[hit.pattern]
            capital = pattern.capital and pattern.concept and (self._tables.derived_capital or not hit.derived)
            if capital and self._tables.cased and not lower_case and text[start].islower():
                continue
            spans.setdefault((hit.start, hit.end), []).append(hit)
        reached = -1
        for (first, last), own in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
            if first < reached:
                continue
            reached = last
            mention = self._mention(text, folded, own, quotations)
            if mention is not None:
                yield mention

    def _mention(self, text: str, folded: Folded, hits: Sequence[_Hit], quotations: Sequence[Span]) -> Mention | None:
        """Return what a stretch is a mention of, or None for a look-alike."""
        written = folded.text[hits[0].start : hits[0].end].replace("-", " ")
        if any(not self._patterns[hit.pattern].concept for hit in hits):
            return None
        best = min(
            hits,
            key=lambda hit: (hit.derived, self._patterns[hit.pattern].exact != written, self._rank[self._patterns[hit.pattern].concept]),
        )
        concept = self._patterns[best.pattern].concept
        names = sorted(
            {
                self._patterns[hit.pattern].name
                for hit in hits
                if self._patterns[hit.pattern].concept == concept and hit.derived == best.derived
            }
        )
        start, end = folded.start(best.start), folded.end(best.end)
        if self._tables.hyphen_suffixes:
            suffix = _HYPHEN_SUFFIX.match(folded.text, best.end)
            if suffix and suffix[1] in self._tables.hyphen_suffixes:
                end = folded.end(suffix.end())
        derived = best.derived or self._patterns[best.pattern].derived
        name = names[0] if len(names) == 1 else ""
        return Mention(start, end, text[start:end], concept, name, tuple(names), voice_of(start, end, quotations), derived)


def _any_of(patterns: Sequence[Pattern]) -> tuple[re.Pattern[str], dict[str, list[int]]] | None:
    """Return an expression for the forms in scripts that write no spaces, the longest first, and the patterns of each; None without any."""
    forms: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns):
        if UNSPACED.search(pattern.exact):
            forms.setdefault(pattern.exact, []).append(number)
    longest_first = sorted(forms, key=len, reverse=True)
    return (re.compile("|".join(map(re.escape, longest_first))), forms) if forms else None


def _hide(text: str) -> str:
    """Make placeholders invisible and blank addresses, in as many code points: no name stands in them."""
    if "<" in text:
        text = _PLACEHOLDER.sub(lambda found: _INVISIBLE * len(found.group()), text)
    if "@" in text or "//" in text or _DOT_IN_WORD.search(text):
        text = _HIDDEN.sub(lambda found: "\x1a" * len(found.group()), text)
    return text


def _has_no_capitals(text: str) -> bool:
    """Tell whether a text of several words is written without capitals, so that a small letter says nothing."""
    return text == text.lower() and text.count(" ") >= 2
