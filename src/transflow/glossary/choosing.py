"""Choosing: which hits are mentions, and of which name.

Of overlapping hits the leftmost longest stays, look-alikes included. Where a form belongs to several names of its concept the mention
is ambiguous and holds them all. Where it belongs to several concepts, an inflected name counts before an adjective and a listed form before a bent one; those
of equal claim are rivals, of which a contested concept is shown before another, and then the first of the glossary.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from transflow.glossary.concepts import Glossary
    from transflow.glossary.folding import Folded
    from transflow.glossary.hits import Hit
    from transflow.glossary.lexicon import Lexicon

_PARTING = re.compile(r"\. ?-?|-")  # between the words of a name, where no space alone is
_HYPHEN_SUFFIX = re.compile(r"-(\w{1,8})(?!\w)")
_CLOSING_SUFFIX = re.compile(r"[\"”“»«›‹]['-]?(\w{1,12})(?!\w)")


class Choice(NamedTuple):
    """A mention to be: offsets of the text, and `spoken` where the name ends, before a closing mark and an ending that follow."""

    start: int
    end: int
    spoken: int
    concept: str
    names: tuple[str, ...]
    rivals: tuple[str, ...]
    derived: bool


class Chosen(NamedTuple):
    """The mentions of a stretch; `small` tells that some were passed over for their small first letter."""

    choices: tuple[Choice, ...]
    small: bool


class Chooser:
    """Decides between the hits of a lexicon's patterns."""

    def __init__(self, glossary: Glossary, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._patterns = lexicon.patterns
        self._rank = {concept.id: (not concept.contested, place) for place, concept in enumerate(glossary.concepts.values())}

    def choose(self, text: str, folded: Folded, hits: Iterable[Hit], *, any_letter: bool) -> Chosen:
        """Return the mentions of a text, in order and never overlapping; with `any_letter` a name may begin small."""
        small = False
        spans: dict[tuple[int, int], list[Hit]] = {}
        for hit in hits:
            needs_capital = not any_letter and self._lexicon.needs_capital(hit.pattern, derived=hit.derived)
            if needs_capital and text[folded.start(hit.start)].islower():
                small = True
                continue
            spans.setdefault((hit.start, hit.end), []).append(hit)
        if len(spans) == 1:
            (own,) = spans.values()
            choice = self._choice(folded, own)
            return Chosen((choice,) if choice else (), small)
        choices = []
        reached = -1
        for (first, last), own in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
            if first < reached:
                continue
            reached = last
            choice = self._choice(folded, own)
            if choice is not None:
                choices.append(choice)
        return Chosen(tuple(choices), small)

    def _choice(self, folded: Folded, hits: Sequence[Hit]) -> Choice | None:
        """Return what a stretch is a mention of, or None for a look-alike."""
        patterns = self._patterns
        best = hits[0]
        names: tuple[str, ...] = (patterns[best.pattern].name,)
        rivals: tuple[str, ...] = ()
        if any(not patterns[hit.pattern].concept for hit in hits):
            return None
        if len(hits) > 1:
            written = _PARTING.sub(" ", folded.text[best.start : best.end]).strip()
            if self._lexicon.tables.transliteration:
                written = self._lexicon.tables.transliteration(written)
            claims = {hit: (hit.derived, patterns[hit.pattern].exact != written) for hit in hits}
            best = min(hits, key=lambda hit: (claims[hit], self._rank[patterns[hit.pattern].concept]))
            concept = patterns[best.pattern].concept
            same = {patterns[hit.pattern].name for hit in hits if patterns[hit.pattern].concept == concept and hit.derived == best.derived}
            names = tuple(sorted(same))
            others = {patterns[hit.pattern].concept for hit in hits if self._is_equal(claims[hit], claims[best], hit, best)} - {concept}
            rivals = tuple(sorted(others, key=self._rank.__getitem__))
        end = self._end(folded.text, best)
        pattern = patterns[best.pattern]
        start, spoken = folded.start(best.start), folded.end(best.end)
        return Choice(
            start,
            spoken if end == best.end else folded.end(end),
            spoken,
            pattern.concept,
            names,
            rivals,
            best.derived or pattern.derived,
        )

    def _is_equal(self, claim: tuple[bool, bool], best: tuple[bool, bool], hit: Hit, other: Hit) -> bool:
        """Tell whether a hit has as good a claim as the best; of two people's surnames the listed one (Алиева) is no better than the bent one (of Алиев)."""
        people = (
            self._patterns[hit.pattern].concept in self._lexicon.people and self._patterns[other.pattern].concept in self._lexicon.people
        )
        return claim == best or (people and claim[0] == best[0])

    def _end(self, text: str, hit: Hit) -> int:
        """Return where a mention ends in a folded text, with an ending after a hyphen or after the mark that closes a quotation (“Arsax”ın)."""
        following = text[hit.end : hit.end + 1]
        if following == "-" and self._lexicon.tables.hyphen_suffixes:
            suffix = _HYPHEN_SUFFIX.match(text, hit.end)
            if suffix and suffix[1] in self._lexicon.tables.hyphen_suffixes:
                return suffix.end()
        elif following and following in '"”“»«›‹':
            suffix = _CLOSING_SUFFIX.match(text, hit.end)
            if suffix and (self._lexicon.tables.apostrophe_suffix or suffix[1] in self._endings.get(hit.pattern, ())):
                return suffix.end()
        return hit.end

    @cached_property
    def _endings(self) -> dict[int, frozenset[str]]:
        """All endings that the last word of a pattern may take, whatever the stem."""
        endings: dict[int, set[str]] = {}
        for uses in self._lexicon.stems.values():
            for use in uses:
                if use.last:
                    endings.setdefault(use.pattern, set()).update(tail.lstrip("'") for tail in use.inflections)
        return {pattern: frozenset(tails) | self._lexicon.tables.hyphen_suffixes for pattern, tails in endings.items()}
