"""same-as-source: the target is the source, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.model import Severity, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transflow.checks.reading import Reading

ENOUGH_WORDS = 3  # shorter texts are equal in many related languages (Transport, Information)


def find_copies(reading: Reading) -> Iterable[Fault]:
    """Name a target that equals its source and has words that somebody should have translated."""
    if reading.target != reading.source and reading.target.strip() != reading.source.strip():
        return ()
    if reading.pair.same_language or not _has_words_to_translate(reading):
        return ()
    return (Fault("the target is the same as the source", 0, len(reading.target)),)


def _has_words_to_translate(reading: Reading) -> bool:
    """Tell whether, names apart, words are left: small ones, or in another script any two."""
    words = reading.source_words
    small = sum(word[0].islower() and len(word) > 1 for word in words)
    if not reading.pair.source.scripts & reading.pair.target.scripts:
        return small > 0 or (len(words) > 1 and reading.slot is not Slot.BYLINE and not all(map(str.isupper, words)))
    return len(words) >= ENOUGH_WORDS and small > 1


CHECK = Check("same-as-source", "The translation is the source, word for word", Severity.WARNING, find_copies)
