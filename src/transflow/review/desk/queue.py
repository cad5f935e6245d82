"""Queues: which unit comes next, so that a person only ever goes on."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from transflow.model import State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from transflow.review.desk.readings import OpenCatalog
    from transflow.signoffs import Standing


class Queue(StrEnum):
    """What is to be gone through: what needs a translator, contested names first of all, approvals that lapsed, what waits for approval, everything."""

    NEEDS_WORK = "needs-work"
    NAMES = "names"
    STALE = "stale"
    TO_APPROVE = "to-approve"
    ALL = "all"


def needs_work(standing: Standing) -> bool:
    """Tell whether a translator has to see to a unit: it is empty, a draft, rejected, or its approval lapsed."""
    return standing.state in {State.UNTRANSLATED, State.DRAFT} or standing.stale or standing.rejected is not None


def members(opened: OpenCatalog, standings: Mapping[str, Standing], queue: Queue) -> Callable[[str], bool]:
    """Return what tells whether a unit of the catalog is in a queue."""

    def has_contested_names(unit: str) -> bool:
        concepts = opened.naming.glossary.concepts
        mentions = (one for reading in opened.of(unit) for one in (*reading.source_mentions, *reading.target_mentions))
        return any(concepts[mention.concept].contested for mention in mentions)

    tests: dict[Queue, Callable[[str], bool]] = {
        Queue.NEEDS_WORK: lambda unit: needs_work(standings[unit]),
        Queue.NAMES: lambda unit: standings[unit].state is not State.APPROVED and has_contested_names(unit),
        Queue.STALE: lambda unit: standings[unit].stale,
        Queue.TO_APPROVE: lambda unit: standings[unit].state is State.TRANSLATED,
        Queue.ALL: lambda _: True,
    }
    return tests[queue]


def next_unit(opened: OpenCatalog, unit: str, belongs: Callable[[str], bool]) -> str | None:
    """Return the unit of a queue that follows this one in the document, or from its start again; None where no other is left."""
    units = opened.units
    at = units.index(unit)
    return next((one for one in (*units[at + 1 :], *units[:at]) if belongs(one)), None)


def previous_unit(opened: OpenCatalog, unit: str, belongs: Callable[[str], bool]) -> str | None:
    """Return the unit of a queue before this one in the document, None at its start."""
    units = opened.units
    return next((one for one in reversed(units[: units.index(unit)]) if belongs(one)), None)
