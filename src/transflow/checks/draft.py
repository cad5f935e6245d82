"""draft: a target still waits for somebody to look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transflow.checks.reading import Reading


def find_drafts(reading: Reading) -> Iterable[Fault]:
    """Name a draft, and where it comes from if the catalog tells."""
    if not reading.entry.draft:
        return ()
    provenance = reading.entry.provenance
    return (Fault(f"a draft by {provenance}; nobody has approved it" if provenance else "a draft; nobody has approved it"),)


CHECK = Check("draft", "A translation is a draft that nobody has approved", Severity.INFO, find_drafts)
