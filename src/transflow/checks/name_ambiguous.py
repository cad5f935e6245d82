"""name-ambiguous: a form of the target belongs to several names, one of which the edition does not allow here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.checks.name_faults import at_mention, by_rule
from transflow.checks.pairing import may_stand
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.checks.reading import Reading
    from transflow.glossary import Naming
    from transflow.model import Mention


def find_ambiguous(reading: Reading) -> Iterable[Fault]:
    """Ask about names that can be read in two ways; a form is asked about only where one of its readings would be wrong.

    Where it is what the dictionary gives for the right name, nobody could write it otherwise, and nothing is asked.
    """
    naming = reading.pair.naming
    return _faults(reading, naming) if naming and reading.target_mentions else ()


def _faults(reading: Reading, naming: Naming) -> Iterator[Fault]:
    for source, target in reading.pairing.pairs:
        if source.rivals and not target.rivals:
            meant = " or ".join((source.concept, *source.rivals))
            message = f"“{source.text}” of the source can be of {meant}; “{target.text}” is of {target.concept}: is that meant?"
            yield at_mention(message, target, severity=Severity.INFO)
    for target in reading.target_mentions:
        if not target.ambiguous or target.explains:
            continue
        if target.rivals and any(target is extra for extra in reading.pairing.extra):
            yield _between_concepts(target, naming)
        said = reading.said_for(target)
        if target.rivals or not may_stand(target, said, naming=naming, slot=reading.slot):
            continue
        allowed = naming.allowed(target, reading.slot, said)
        right = [naming.written(target.concept, name) or name for name in target.names if name in allowed]
        wrong = [naming.written(target.concept, name) or name for name in target.names if name not in allowed]
        if wrong and target.text not in right:
            other = " or ".join(wrong)
            message = (
                f"“{target.text}” can be read as {' or '.join(right)}, which is right here, and as {other}, which is not; which is meant?"
            )
            fault = at_mention(message, target, expected=right, severity=Severity.INFO)
            yield by_rule(fault, *naming.choice(target, reading.slot, said))


def _between_concepts(target: Mention, naming: Naming) -> Fault:
    """Ask about a form that may be of several concepts, where nothing in the source tells which is meant."""
    meant = [concept for concept in (target.concept, *target.rivals) if concept in naming.glossary.concepts]
    message = f"“{target.text}” can be of {' or '.join(meant)}, and the source names none of them here; which is meant?"
    return at_mention(message, target, severity=Severity.INFO)


CHECK = Check("name-ambiguous", "A form that belongs to several names, not all of which are right here", Severity.INFO, find_ambiguous)
