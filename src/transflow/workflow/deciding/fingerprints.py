"""What an approval of a unit holds on to: the names in it, and what its edition says of just these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transflow.checks import Reading
    from transflow.glossary import Naming


NOTHING_NAMED = "e3b0c44298fc1c14"  # the fingerprint of a unit without names: that of no text at all


@dataclass(frozen=True, slots=True)
class UnitNames:
    """The names in a unit: the hash of what its edition says of them, and which contested concepts they belong to."""

    fingerprint: str = NOTHING_NAMED
    contested: tuple[str, ...] = ()


def unit_concepts(readings: Iterable[Reading]) -> dict[str, frozenset[str]]:
    """Return by unit the concepts that are named in its source or its target; a unit with plural forms has those of all its forms."""
    found: dict[str, frozenset[str]] = {}
    for reading in readings:
        named = frozenset(mention.concept for mention in (*reading.source_names, *reading.target_names))
        unit = reading.entry.unit
        found[unit] = found[unit] | named if unit in found else named
    return found


def unit_fingerprints(readings: Iterable[Reading], naming: Naming) -> dict[str, str]:
    """Return by unit a hash of the rules, names and forms of just the concepts named in it: while it stays, an approval of the unit holds."""
    return {unit: naming.fingerprint(concepts) for unit, concepts in unit_concepts(readings).items()}


def unit_names(readings: Iterable[Reading], naming: Naming) -> dict[str, UnitNames]:
    """Return the names of each unit, as sign-offs and the policy look at them."""
    known: dict[frozenset[str], UnitNames] = {}
    found = {}
    for unit, concepts in unit_concepts(readings).items():
        if concepts not in known:
            contested = sorted(one for one in concepts if one in naming.glossary.concepts and naming.glossary.concepts[one].contested)
            known[concepts] = UnitNames(naming.fingerprint(concepts), tuple(contested))
        found[unit] = known[concepts]
    return found
