"""Queues: which units wait for what, and which comes next, so that a person only ever goes on."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from transflow.model import State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from transflow.review.desk.readings import OpenCatalog
    from transflow.signoffs import Standing


class Queue(StrEnum):
    """What is to be gone through, by the words of the lists."""

    NEEDS_WORK = "needs-work"
    NAMES = "names"
    TO_APPROVE = "to-approve"
    STALE = "stale"
    ALL = "all"


Queues = dict[Queue, frozenset[str]]


def needs_work(standing: Standing) -> bool:
    """Tell whether somebody has to see to a unit: it is empty, a draft, rejected, or its approval lapsed."""
    return standing.state in {State.UNTRANSLATED, State.DRAFT} or standing.stale or standing.rejected is not None


def queues_of(opened: OpenCatalog, standings: Mapping[str, Standing]) -> Queues:
    """Return the units of each queue; what the checks call an error counts here only once somebody is at the unit, since the desk waits for no check."""
    found: dict[Queue, list[str]] = {queue: [] for queue in Queue}
    contested = contested_units(opened)
    for unit, standing in standings.items():
        found[Queue.ALL].append(unit)
        if needs_work(standing):
            found[Queue.NEEDS_WORK].append(unit)
        if unit in contested and standing.state is not State.APPROVED:
            found[Queue.NAMES].append(unit)
        if standing.state is State.TRANSLATED:
            found[Queue.TO_APPROVE].append(unit)
        if standing.stale:
            found[Queue.STALE].append(unit)
    return {queue: frozenset(units) for queue, units in found.items()}


def contested_units(opened: OpenCatalog) -> frozenset[str]:
    """Return the units in whose source or target a contested concept is named."""
    concepts = {concept.id for concept in opened.naming.glossary.concepts.values() if concept.contested}
    readings = opened.readings
    return frozenset(
        unit
        for unit, places in opened.by_unit.items()
        if any(
            mention.concept in concepts
            for at in places
            for mentions in (readings[at].source_names, readings[at].target_names)
            for mention in mentions
        )
    )


def next_unit(opened: OpenCatalog, unit: str, belongs: Callable[[str], bool]) -> str | None:
    """Return the unit of a queue that follows this one in the document, or from its start again; None where no other is left."""
    units = opened.units
    at = units.index(unit)
    return next((one for one in (*units[at + 1 :], *units[:at]) if belongs(one)), None)


def previous_unit(opened: OpenCatalog, unit: str, belongs: Callable[[str], bool]) -> str | None:
    """Return the unit of a queue before this one in the document, None at its start."""
    units = opened.units
    return next((one for one in reversed(units[: units.index(unit)]) if belongs(one)), None)
