"""Phrases around names: words that a style looks for beside a name, and phrases in which a name stays as it is; inflected as names are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.glossary.concepts import Concept, Form, Glossary, Kind, Name
from transflow.glossary.matcher import Matcher
from transflow.model import Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from transflow.model import Mention

NAME = "{name}"
# What may stand between a name and a word beside it: white space, a hyphen, placeholders, quotation marks, an elided article (l’Artsakh).
_BESIDE = re.compile(r"(?:[\s\u200b-\u200f\-‐‑]|</?\d+/?>|[\"“”„«»‹›‘’']|\b\w{1,2}['’])*")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase found in a text, with its index among those looked for."""

    number: int
    span: Span


class Phrases:
    """Finds phrases in texts of a locale; words of each may be inflected as nouns and adjectives are."""

    def __init__(self, phrases: Sequence[str], locale: str) -> None:
        concepts = {}
        for number, phrase in enumerate(phrases):
            forms = (Form(phrase, type="noun", case=False), Form(phrase, type="adjective", case=False))
            concepts[str(number)] = Concept(str(number), Kind.TERM, names={"phrase": Name("phrase", forms={locale: forms})})
        self._matcher = Matcher(Glossary(concepts), locale) if concepts else None

    def find(self, text: str) -> tuple[Phrase, ...]:
        """Return the phrases in a text, in order; of overlapping ones the leftmost longest."""
        if self._matcher is None:
            return ()
        return tuple(Phrase(int(found.concept), Span(found.start, found.end)) for found in self._matcher.find(text))


class KeptPhrases:
    """The phrases in which names stay as they are: whole ones that hold a name, and ones with `{name}` for any name of the concept."""

    def __init__(self, by_concept: Mapping[str, Iterable[str]], locale: str) -> None:
        self._patterns = [(concept, *phrase.partition(NAME)) for concept, phrases in by_concept.items() for phrase in phrases]
        parts = {part.strip() for _, before, _, after in self._patterns for part in (before, after)} - {""}
        self._parts = {part: number for number, part in enumerate(sorted(parts))}
        self._phrases = Phrases(sorted(parts), locale)

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self._patterns)

    def kept(self, text: str, mentions: Sequence[Mention]) -> frozenset[int]:
        """Return which of the mentions of a text, by index, stand in such a phrase."""
        found = self._phrases.find(text)
        if not found:
            return frozenset()
        return frozenset(
            at for at, mention in enumerate(mentions) if any(self._holds(pattern, mention, text, found) for pattern in self._patterns)
        )

    def _holds(self, pattern: tuple[str, str, str, str], mention: Mention, text: str, found: Sequence[Phrase]) -> bool:
        concept, before, field, after = pattern
        if concept not in {"", mention.concept}:
            return False
        spans = {part: [one.span for one in found if one.number == self._parts[part.strip()]] for part in (before, after) if part.strip()}
        if not field:
            return any(span.start <= mention.start and mention.end <= span.end for span in spans.get(before, ()))
        left = not before.strip() or any(is_beside(text, span, Span(mention.start, mention.end)) for span in spans[before])
        right = not after.strip() or any(is_beside(text, Span(mention.start, mention.end), span) for span in spans[after])
        return left and right


def is_beside(text: str, left: Span, right: Span) -> bool:
    """Tell whether two stretches stand side by side: no word stands between them, and they do not overlap."""
    return left.end <= right.start and _BESIDE.fullmatch(text, left.end, right.start) is not None


def near(text: str, mention: Mention, found: Iterable[Phrase], *, words: int, parting: Container[str] = frozenset()) -> Iterator[Phrase]:
    """Yield the phrases that belong to a mention: before it, at most so many words between them, none of them `parting`, or right after it.

    No comma or stop may stand between.
    """
    own = Span(mention.start, mention.end)
    for phrase in found:
        if is_beside(text, own, phrase.span):
            yield phrase
        elif phrase.span.end <= own.start:
            between = text[phrase.span.end : own.start]
            inner = re.findall(r"\w+", between.casefold())
            if len(inner) <= words and not re.search(r"[,.;:!?…()–—]", between) and not any(word in parting for word in inner):
                yield phrase
