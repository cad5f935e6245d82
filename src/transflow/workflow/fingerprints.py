"""What an approval of a unit holds on to: the names in it, and what its edition says of just these."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transflow.checks import Reading
    from transflow.glossary import Naming


def unit_concepts(readings: Iterable[Reading]) -> dict[str, frozenset[str]]:
    """Return by unit the concepts that are named in its source or its target; a unit with plural forms has those of all its forms."""
    found: dict[str, frozenset[str]] = {}
    for reading in readings:
        named = frozenset(mention.concept for mention in (*reading.source_mentions, *reading.target_mentions))
        found[reading.entry.unit] = found.get(reading.entry.unit, frozenset()) | named
    return found


def unit_fingerprints(readings: Iterable[Reading], naming: Naming) -> dict[str, str]:
    """Return by unit a hash of the rules, names and forms of just the concepts named in it: while it stays, an approval of the unit holds."""
    return {unit: naming.fingerprint(concepts) for unit, concepts in unit_concepts(readings).items()}
