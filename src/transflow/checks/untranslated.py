"""untranslated: a unit has no target yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transflow.checks.reading import Reading


def find_untranslated(reading: Reading) -> Iterable[Fault]:
    """Name a unit without a target, unless it is blank on purpose."""
    return () if reading.target or reading.blank else (Fault("no translation yet"),)


CHECK = Check("untranslated", "A unit has no translation yet", Severity.WARNING, find_untranslated, untranslated=True)
