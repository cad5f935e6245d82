"""Candidates: runs of words with capitals that no concept knows, for somebody to look at who starts a glossary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transflow.glossary.association import Counterparts
from transflow.glossary.matcher import Matcher
from transflow.glossary.runs import runs, small_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.errors import Position
    from transflow.glossary.association import Counterpart
    from transflow.glossary.concepts import Glossary

WEAK = 0.25  # what a capital counts where anything would have one
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """A text, its translation ("" where there is none), and where it stands."""

    source: str
    target: str = ""
    at: Position | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run that no concept knows: how often it stands, how often of these where anything has a capital, and where.

    `holds` names the concepts inside a longer run (*Lachin Airport*), `counterpart` is what goes with it in the translations.
    """

    text: str
    count: int
    weak: int
    examples: tuple[Position, ...]
    holds: tuple[str, ...] = ()
    counterpart: Counterpart | None = None

    @property
    def score(self) -> float:
        """How much speaks for it: its count, with little for capitals that say little."""
        return self.count - self.weak * (1 - WEAK)


@dataclass
class _Seen:
    count: int = 0
    weak: int = 0
    units: list[int] = field(default_factory=list)
    holds: set[str] = field(default_factory=set)
    shown: Counter[str] = field(default_factory=Counter)


def candidates(pairs: Sequence[Pair], glossary: Glossary, *, source: str, target: str | None = None) -> tuple[Candidate, ...]:
    """Return the candidates in the sources, what has most to say for it first; with a target language, each with its likely counterpart."""
    small = {word for pair in pairs for word in small_words(pair.source)}
    matcher = Matcher(glossary, source)
    seen: dict[str, _Seen] = {}
    for number, pair in enumerate(pairs):
        mentions = matcher.find(pair.source)
        for run in runs(pair.source, source, small=small):
            inside = [mention for mention in mentions if mention.start < run.end and mention.end > run.start]
            if any(mention.start <= run.start and mention.end >= run.end for mention in inside):
                continue
            one = seen.setdefault(run.text.lower(), _Seen())
            one.count += 1
            one.weak += run.weak
            one.shown[run.text] += 1
            one.holds.update(mention.concept for mention in inside)
            if not one.units or one.units[-1] != number:
                one.units.append(number)
    aligned = Counterparts([pair.target for pair in pairs], target) if target else None
    found = (_candidate(one, pairs, aligned) for key, one in seen.items() if not (one.count == one.weak and key in small))
    return tuple(sorted(found, key=lambda each: (-each.score, each.text)))


def _candidate(one: _Seen, pairs: Sequence[Pair], aligned: Counterparts | None) -> Candidate:
    return Candidate(
        text=one.shown.most_common(1)[0][0],
        count=one.count,
        weak=one.weak,
        examples=tuple(at for number in one.units[:EXAMPLES] if (at := pairs[number].at) is not None),
        holds=tuple(sorted(one.holds)),
        counterpart=aligned.best([number for number in one.units if pairs[number].target]) if aligned else None,
    )
