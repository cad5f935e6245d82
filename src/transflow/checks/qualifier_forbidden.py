"""qualifier-forbidden: beside a name stands a word, or marks, that the edition does not put there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.checks.name_faults import by_rule
from transflow.checks.qualifiers import beside, qualified_mentions, scare_quotes
from transflow.glossary.styles import said_for
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.checks.reading import Reading
    from transflow.glossary import Naming


def find_forbidden_qualifiers(reading: Reading) -> Iterable[Fault]:
    """Look for forbidden words beside each name of the target in the newsroom's own words, and for scare quotes around it."""
    naming = reading.pair.naming
    return _faults(reading, naming) if naming and reading.target_mentions else ()


def _faults(reading: Reading, naming: Naming) -> Iterator[Fault]:
    for mention, rule, qualifiers in qualified_mentions(reading, naming):
        spans = list(beside(reading, mention, said_for(qualifiers.forbidden, naming.locale) or ()))
        quotes = None if qualifiers.scare_quotes else scare_quotes(reading, mention)
        for span in spans:
            what = f"“{reading.target[span.start : span.end]}” beside “{mention.text}”, where this edition does not say so"
            yield by_rule(
                Fault(what, span.start, span.end, concept=mention.concept, name=mention.name or None),
                None,
                rule,
                position=qualifiers.position,
            )
        if quotes is not None:
            what = f"“{mention.text}” between quotation marks, where this edition sets none"
            fault = Fault(what, quotes.start, quotes.end, (mention.text,), concept=mention.concept, name=mention.name or None)
            yield by_rule(fault, None, rule, position=qualifiers.position)


CHECK = Check(
    "qualifier-forbidden", "A word or marks beside a name that the edition does not put there", Severity.ERROR, find_forbidden_qualifiers
)
