"""Words beside a name: which mentions an edition's rule on them is about, and what stands beside each."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from transflow.glossary.phrases import Phrases, near
from transflow.locales import quotation_marks
from transflow.model import Span, Voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transflow.checks.reading import Reading
    from transflow.glossary import Naming, Rule
    from transflow.glossary.styles import Qualifiers
    from transflow.model import Mention


def qualified_mentions(reading: Reading, naming: Naming) -> Iterator[tuple[Mention, Rule, Qualifiers]]:
    """Yield the mentions in the newsroom's words about whose company the style has a rule. A name in scare quotes is the newsroom's, too."""
    for mention in reading.target_mentions:
        rule = naming.style.rules.get(mention.concept)
        if rule is None or rule.qualifiers is None or mention.kept:
            continue
        meant = not rule.qualifiers.of or not set(rule.qualifiers.of).isdisjoint(mention.names or (mention.name,))
        if meant and (mention.voice is not Voice.QUOTATION or scare_quotes(reading, mention) is not None):
            yield mention, rule, rule.qualifiers


def beside(reading: Reading, mention: Mention, phrases: tuple[str, ...]) -> Iterator[Span]:
    """Yield where one of these phrases stands beside a mention, inflected or not."""
    others = [other for other in reading.target_mentions if other is not mention]
    language = reading.pair.target
    found = _phrases(phrases, reading.pair.locale).find(reading.target)
    for phrase in near(reading.target, mention, found, words=language.qualifier_reach, parting=language.parting):
        low, high = min(phrase.span.end, mention.end), max(phrase.span.start, mention.start)
        if not any(low <= other.start and other.end <= high for other in others):
            yield phrase.span


def scare_quotes(reading: Reading, mention: Mention) -> Span | None:
    """Return where a name stands alone between quotation marks, None where it does not."""
    text = reading.target
    for opening, closing in quotation_marks(reading.pair.locale):
        if text[: mention.start].endswith(opening) and (text.startswith(closing, mention.end) or closing in mention.text):
            return Span(mention.start - len(opening), max(mention.end, mention.end + len(closing) * text.startswith(closing, mention.end)))
    return None


@lru_cache(maxsize=256)
def _phrases(phrases: tuple[str, ...], locale: str) -> Phrases:
    return Phrases(phrases, locale)
