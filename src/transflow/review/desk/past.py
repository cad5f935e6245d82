"""What people did to a unit, and what each of that counts for today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.signoffs import read_journal
from transflow.workflow.deciding.fingerprints import unit_names
from transflow.workflow.deciding.standing import Court

if TYPE_CHECKING:
    from transflow.review.desk.readings import OpenCatalog
    from transflow.signoffs import Judgement


def past(opened: OpenCatalog, unit: str) -> tuple[Judgement, ...]:
    """Return all that people signed at a unit with what it counts for today and why, the latest first; raises SignoffError."""
    readings = opened.of(unit)
    journal = read_journal(opened.workspace.project.signoffs(opened.edition, opened.slug))
    court = Court(opened.workspace.project, opened.edition, journal)
    return tuple(reversed(court.judged(readings[0].entry, unit, unit_names(readings, opened.naming)[unit])))
