"""What the sign-offs make of the units of an open catalog: worked out again only for units that changed, or that somebody signed.

A save changes one unit of 5,000, and the next page must not wait for the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transflow.signoffs import read_journal
from transflow.workflow.deciding.signing import standings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transflow.review.desk.readings import OpenCatalog
    from transflow.signoffs import Journal, Standing


@dataclass(frozen=True, slots=True)
class Stands:
    """How the units of an open catalog stand, by the lines of `journal`."""

    opened: OpenCatalog
    journal: Journal
    standings: Mapping[str, Standing]


def stands(opened: OpenCatalog, before: Stands | None) -> Stands:
    """Return how the units stand now; `before` is how they stood when somebody last asked, of which is kept what still holds."""
    journal = read_journal(opened.workspace.project.signoffs(opened.edition, opened.slug))
    changed = _changed(opened, journal, before)
    if before is None or changed is None:
        return Stands(opened, journal, standings(opened.workspace, opened.edition, opened.slug, opened.catalog, opened.readings))
    few = replace(opened.catalog, entries=tuple(opened.entry(unit) for unit in changed))
    readings = [reading for unit in changed for reading in opened.of(unit)]
    now = standings(opened.workspace, opened.edition, opened.slug, few, readings)
    return Stands(opened, journal, {**before.standings, **now})


def _changed(opened: OpenCatalog, journal: Journal, before: Stands | None) -> frozenset[str] | None:
    """Return the units of which anything has changed; None where that is not known, or there are other units than before."""
    if before is None or journal.broken != before.journal.broken:
        return None
    fresh = opened.changed_from(before.opened)
    if fresh is None or opened.by_unit.keys() != before.opened.by_unit.keys():
        return None
    now, then = journal.by_unit, before.journal.by_unit
    signed = frozenset(unit for unit in {*now, *then} if now.get(unit) is not then.get(unit)) if now is not then else frozenset()
    return fresh | signed if signed <= opened.by_unit.keys() else None
