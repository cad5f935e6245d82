"""inconsistent: one source is translated in two ways in the same catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks.base import CatalogCheck, Fault
from transflow.model import Severity, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transflow.checks.reading import Reading


def find_inconsistent(readings: Sequence[Reading]) -> Iterator[tuple[Reading, Fault]]:
    """Compare the targets of equal sources; names apart, since voice and slot decide those, and drafts apart, since they will change."""
    first: dict[str, Reading] = {}
    for reading in readings:
        known = first.setdefault(reading.source, reading)
        if known is reading or not reading.target or known.entry is reading.entry:
            continue
        if not known.target:
            first[reading.source] = reading
        elif (
            known.target != reading.target
            and reading.state is State.TRANSLATED
            and known.state is State.TRANSLATED
            and _said(known) != _said(reading)
        ):
            yield reading, Fault(f"the same source is “{known.target}” in line {known.entry.line}", expected=(known.target,))


def _said(reading: Reading) -> str:
    """Return what a target says, without the names in it, letter case, white space and final stops."""
    parts = []
    position = 0
    for mention in reading.target_mentions:
        parts += [reading.target[position : mention.start], mention.concept]
        position = mention.end
    parts.append(reading.target[position:])
    return " ".join("".join(parts).casefold().split()).rstrip(".։。।")


CHECK = CatalogCheck("inconsistent", "One source, two translations in one catalog", Severity.INFO, find_inconsistent)
