"""qualifier-missing: beside a name a word is missing that the edition puts there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.checks.name_faults import at_mention, by_rule
from transflow.checks.pairing import may_stand
from transflow.checks.qualifiers import beside, qualified_mentions
from transflow.glossary.styles import said_for
from transflow.model import Severity, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.checks.reading import Reading
    from transflow.glossary import Naming


def find_missing_qualifiers(reading: Reading) -> Iterable[Fault]:
    """Look for one of the required words beside each name of the target in the newsroom's own words."""
    naming = reading.pair.naming
    return _faults(reading, naming) if naming and reading.target_mentions else ()


def _faults(reading: Reading, naming: Naming) -> Iterator[Fault]:
    for mention, rule, qualifiers in qualified_mentions(reading, naming):
        required = said_for(qualifiers.required, naming.locale) or ()
        if not may_stand(mention, reading.said_for(mention), naming=naming, slot=reading.slot):
            continue  # another name is called for
        if not required or mention.voice is Voice.QUOTATION or mention.derived or any(beside(reading, mention, required)):
            continue
        right = " or ".join(f"“{word}”" for word in required)
        fault = at_mention(f"“{mention.text}” without {right}, which this edition puts beside it", mention, expected=required)
        yield by_rule(fault, None, rule, position=qualifiers.position)


CHECK = Check("qualifier-missing", "A word that the edition puts beside a name is not there", Severity.ERROR, find_missing_qualifiers)
