"""What the board says of one catalog."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from transflow.errors import TransflowError
from transflow.model import Slot, State
from transflow.review.rows import UNMARKED, Queue, marks_of, queues_of, rows_of
from transflow.signoffs import read_journal
from transflow.workflow.check import known_of
from transflow.workflow.deciding.standing import standings
from transflow.workflow.deciding.waivers import without_waived

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transflow.project import Edition
    from transflow.review.live import Live, Opened
    from transflow.signoffs import Journal

_SAME_ACT = 5.0  # seconds between a line of a sign-off and the save of the catalog that goes with it


@dataclass(frozen=True, slots=True)
class Cell:
    """How far one catalog is; `waiting` counts the units of every queue, `problem` says why nothing can be told.

    `changed` is when the catalog or its sign-offs last changed, in seconds since 1970; 0 where there is none yet. `by` and `act` tell of
    somebody who signed then; they are empty where a program changed the file later.
    """

    edition: str
    article: str
    states: Mapping[State, int]
    waiting: Mapping[Queue, int]
    errors: int = 0
    warnings: int = 0
    naming: int = 0
    headline: str = ""
    changed: float = 0.0
    by: str = ""
    act: str = ""
    problem: str = ""

    @property
    def units(self) -> int:
        """How many units there are."""
        return sum(self.states.values())

    @property
    def done(self) -> int:
        """How many have a translation that nobody has to look at for its own sake: translated or approved."""
        return self.states.get(State.TRANSLATED, 0) + self.states.get(State.APPROVED, 0)

    @property
    def stale(self) -> int:
        """How many approvals no longer hold."""
        return self.waiting.get(Queue.STALE, 0)


def count(live: Live, opened: Opened, edition: Edition, slug: str) -> Cell:
    """Return how far a catalog is; the findings of its checks are left in the project's cache."""
    path = opened.workspace.project.catalog(edition, slug)
    if not path.exists():
        return Cell(edition.name, slug, {}, {})
    try:
        catalog = live.catalog(path)
        known = known_of(opened.workspace, edition, slug, catalog)
        standing = standings(opened.workspace, edition, slug, catalog, names=known.names)
    except TransflowError as bad:
        return Cell(edition.name, slug, {}, {}, problem=str(bad).replace(f"{opened.workspace.project.root}/", ""))
    rows = rows_of(catalog, standing, known.names)
    marks = marks_of(without_waived(known.findings, standing)[0])
    return Cell(
        edition=edition.name,
        article=slug,
        states=Counter(row.state for row in rows),
        waiting=Counter(queue for row in rows for queue in queues_of(row, marks.get(row.unit, UNMARKED))),
        errors=sum(mark.errors for mark in marks.values()),
        warnings=sum(mark.warnings for mark in marks.values()),
        naming=sum(mark.naming for mark in marks.values()),
        headline=next((row.source for row in rows if row.slot is Slot.HEADLINE), ""),
        **_last_change(path.stat().st_mtime, read_journal(opened.workspace.project.signoffs(edition, slug))),
    )


class _Change(TypedDict):
    changed: float
    by: str
    act: str


def _last_change(saved: float, journal: Journal) -> _Change:
    """Return when a catalog last changed and, where that was somebody's act, whose; `saved` is when its file did."""
    last = max((line.signoff for line in journal.lines if line.signoff is not None), key=lambda one: one.at, default=None)
    if last is None:
        return {"changed": saved, "by": "", "act": ""}
    signed = datetime.fromisoformat(last.at).timestamp()
    if saved > signed + _SAME_ACT:
        return {"changed": saved, "by": "", "act": ""}
    return {"changed": max(saved, signed), "by": last.by, "act": str(last.act)}
