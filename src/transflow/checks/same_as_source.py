"""same-as-source: the target is the source, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.model import Severity, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transflow.checks.reading import Reading

ENOUGH_WORDS = 3  # shorter texts are equal in many related languages (Transport, Information)
LONG_ENOUGH = 4  # letters: shorter ones may be codes


def find_copies(reading: Reading) -> Iterable[Fault]:
    """Name a target that equals its source and has words that somebody should have translated."""
    if reading.target != reading.source and reading.target.strip() != reading.source.strip():
        return ()
    if reading.pair.same_language:
        return ()
    severity = _severity(reading)
    return (Fault("the target is the same as the source", 0, len(reading.target), severity=severity),) if severity else ()


def _severity(reading: Reading) -> Severity | None:
    """Weigh what is left besides names, figures and addresses: small words are to be translated, capitalised ones may be a name."""
    words = reading.source_words
    small = [word for word in words if word[0].islower() and len(word) > 1]
    if reading.pair.source.scripts & reading.pair.target.scripts:
        return Severity.WARNING if len(words) >= ENOUGH_WORDS and len(small) > 1 else None
    if any(len(word) >= LONG_ENOUGH for word in small):
        return Severity.WARNING
    capitalised = len(words) > 1 and reading.slot is not Slot.BYLINE and not all(map(str.isupper, words))
    return Severity.INFO if capitalised else None


CHECK = Check("same-as-source", "The translation is the source, word for word", Severity.WARNING, find_copies)
