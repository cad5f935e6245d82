"""length-ratio: the target is far shorter or longer than a translation of its source can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transflow.checks.reading import Reading

# Whole news sentences keep within 0.6 and 1.7 of the usual length; who condenses or explains may leave that, but not by so much.
SHORTEST, LONGEST = 0.42, 2.1
SLACK_BELOW, SLACK_ABOVE = 10, 25  # characters, since a few words may well triple ("EU" is "Европейский союз")


def find_odd_lengths(reading: Reading) -> Iterable[Fault]:
    """Compare lengths by what is usual for the two languages; a unit that carries a blank neighbour's sense may be as long as it likes."""
    usual = len(reading.source) * reading.pair.target.length / reading.pair.source.length
    length = len(reading.target)
    if usual * SHORTEST - SLACK_BELOW <= length <= usual * LONGEST + SLACK_ABOVE or reading.pair.same_language:
        return ()
    if length < usual:
        return (Fault(f"{length} characters, where about {usual:.0f} are usual: is something left out?"),)
    if reading.beside_blank:
        return ()
    return (Fault(f"{length} characters, where about {usual:.0f} are usual: is something here that the source does not say?"),)


CHECK = Check("length-ratio", "The translation is far shorter or longer than usual", Severity.WARNING, find_odd_lengths)
