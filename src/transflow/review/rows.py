"""The units of a catalog as lists show them, and the queues that people work through."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from transflow.model import Severity, Slot, State, Voice
from transflow.notes import read_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from transflow.formats.po import Catalog, Entry
    from transflow.model import Finding
    from transflow.signoffs import Standing
    from transflow.workflow.deciding.fingerprints import UnitNames

_CALLS_FOR = " → "  # `Lachin → Лачин (Neutral desk)`: what the extractor says of a name and what the edition calls for


class Queue(StrEnum):
    """What somebody wants to work on; `ALL` is the whole edition."""

    NEEDS_WORK = "needs-work"
    NAMES = "names"
    TO_APPROVE = "to-approve"
    STALE = "stale"
    ALL = "all"


QUEUES = {
    Queue.NEEDS_WORK: ("Needs work", "untranslated, a draft, rejected, with an error, or with an approval that no longer holds"),
    Queue.NAMES: ("Names first", "with contested names, what is wrong with them first"),
    Queue.TO_APPROVE: ("To approve", "translated, and nobody has approved it yet"),
    Queue.STALE: ("Stale", "an approval was given and no longer holds"),
    Queue.ALL: ("All", "the whole edition, in the order of the article"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One unit: its number in the article from 1, its texts, and how far it is.

    `names` are those in its source, `contested` says whether one of them, or of the target's, is contested. `approvals` counts those that
    hold, fewer than the project asks for perhaps; `rejected` says that somebody said no to exactly this text.
    """

    number: int
    unit: str
    slot: Slot
    voice: Voice
    paragraph: int
    source: str
    target: str
    state: State
    stale: bool
    names: tuple[str, ...]
    contested: bool
    rejected: bool = False
    approvals: int = 0


@dataclass(frozen=True, slots=True)
class Marks:
    """What the checks say of one unit; `naming` counts those findings that are about names."""

    errors: int = 0
    warnings: int = 0
    naming: int = 0
    checks: tuple[str, ...] = ()


UNMARKED = Marks()


def rows_of(catalog: Catalog, standing: Mapping[str, Standing], named: Mapping[str, UnitNames] | None) -> tuple[Row, ...]:
    """Return the units of a catalog in its order; `standing` is what their sign-offs make of them.

    `named` says in which units contested names stand; while that is not known, every name that the extractor found counts as one.
    """
    rows = []
    for number, entry in enumerate((entry for entry in catalog.entries if not entry.obsolete), start=1):
        unit = entry.unit
        row = _row(entry, unit, number, standing[unit])
        rows.append(row if named is None else replace(row, contested=unit in named and bool(named[unit].contested)))
    return tuple(rows)


def marks_of(findings: Iterable[Finding]) -> dict[str, Marks]:
    """Return the findings of a catalog by unit, counted."""
    by_unit: dict[str, list[Finding]] = {}
    for finding in findings:
        by_unit.setdefault(finding.unit, []).append(finding)
    return {unit: _marks(found) for unit, found in by_unit.items()}


def queues_of(row: Row, marks: Marks) -> frozenset[Queue]:
    """Return the queues in which a unit waits."""
    waits = {Queue.ALL}
    if row.stale:
        waits |= {Queue.STALE, Queue.NEEDS_WORK}
    if row.state in {State.UNTRANSLATED, State.DRAFT} or row.rejected or marks.errors:
        waits.add(Queue.NEEDS_WORK)
    if marks.naming or (row.contested and row.state is not State.APPROVED):
        waits.add(Queue.NAMES)
    if row.state is State.TRANSLATED:
        waits.add(Queue.TO_APPROVE)
    return frozenset(waits)


def in_order(rows: Sequence[Row], marks: Mapping[str, Marks], queue: Queue) -> list[Row]:
    """Return the units of a queue in the order in which they are worked on: that of the article, wrong names first among names."""
    waiting = [row for row in rows if queue in queues_of(row, marks.get(row.unit, UNMARKED))]
    if queue is Queue.NAMES:
        waiting.sort(key=lambda row: not marks.get(row.unit, UNMARKED).naming)
    return waiting


def _row(entry: Entry, unit: str, number: int, standing: Standing) -> Row:
    notes = entry.notes
    place = read_note(notes)
    names = tuple(dict.fromkeys(note[: note.index(_CALLS_FOR)] for note in notes if _CALLS_FOR in note))
    return Row(
        number=number,
        unit=unit,
        slot=place.slot if place else Slot.BODY,
        voice=place.voice if place else Voice.NARRATION,
        paragraph=place.paragraph if place else 0,
        source=entry.source,
        target=" / ".join(entry.targets) if entry.targets else entry.target,
        state=standing.state,
        stale=standing.stale,
        rejected=standing.rejected is not None,
        approvals=len(standing.approved_by),
        names=names,
        contested=bool(names),
    )


def _marks(findings: Sequence[Finding]) -> Marks:
    weights = Counter(finding.severity for finding in findings)
    return Marks(
        errors=weights[Severity.ERROR],
        warnings=weights[Severity.WARNING],
        naming=sum(finding.concept is not None and finding.severity is not Severity.INFO for finding in findings),
        checks=tuple(dict.fromkeys(finding.check for finding in findings)),
    )
