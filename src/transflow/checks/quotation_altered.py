"""quotation-altered: the target has a speaker use another name than the one they said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.checks.name_faults import at_mention, by_rule, right_forms
from transflow.checks.name_forbidden import is_altered_quotation
from transflow.checks.pairing import may_stand
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.checks.reading import Reading
    from transflow.glossary import Naming


def find_altered(reading: Reading) -> Iterable[Fault]:
    """Compare the names inside quotations on both sides, pair by pair."""
    naming = reading.pair.naming
    return _faults(reading, naming) if naming and reading.target_mentions and reading.source_mentions else ()


def _faults(reading: Reading, naming: Naming) -> Iterator[Fault]:
    for source, target in reading.pairing.pairs:
        if is_altered_quotation(source, target, naming, reading.slot) and not may_stand(
            target, (source,), naming=naming, slot=reading.slot
        ):
            choice, rule = naming.choice(target, reading.slot, (source,))
            forms = right_forms(target, naming.expected(source, reading.slot).names, naming)
            right = f", in this edition {' or '.join(forms)}" if forms else ""
            message = f"the speaker says “{source.text}”{right}; the target quotes them with “{target.text}”"
            yield by_rule(at_mention(message, target, expected=forms), choice, rule)


CHECK = Check("quotation-altered", "A speaker is quoted with another name than the one they said", Severity.ERROR, find_altered)
