"""Queues: which units wait for what, and which comes next, so that a person only ever goes on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from transflow.model import State
from transflow.review.rows import Queue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from transflow.review.desk.readings import OpenCatalog
    from transflow.signoffs import Standing


@dataclass(eq=False)
class Queues:
    """The units of each queue. Those with contested names are looked for when somebody asks: in a catalog just opened it takes a while."""

    opened: OpenCatalog
    standings: Mapping[str, Standing]
    contested: frozenset[str] | None = None

    def units(self, queue: Queue) -> frozenset[str]:
        """Return the units of a queue."""
        return self._with_names if queue is Queue.NAMES else self._others[queue]

    def count(self, queue: Queue) -> int | None:
        """Return how many those are; None for contested names while the names of the catalog are not known yet."""
        return None if queue is Queue.NAMES and not self.opened.warm else len(self.units(queue))

    @cached_property
    def _with_names(self) -> frozenset[str]:
        if self.contested is None:
            self.contested = contested_units(self.opened, self.opened.by_unit)
        return frozenset(unit for unit in self.contested if self.standings[unit].state is not State.APPROVED)

    @cached_property
    def _others(self) -> dict[Queue, frozenset[str]]:
        tests: dict[Queue, Callable[[Standing], bool]] = {
            Queue.NEEDS_WORK: needs_work,
            Queue.TO_APPROVE: lambda standing: standing.state is State.TRANSLATED,
            Queue.STALE: lambda standing: standing.stale,
            Queue.ALL: lambda _: True,
        }
        return {queue: frozenset(unit for unit, one in self.standings.items() if test(one)) for queue, test in tests.items()}


def needs_work(standing: Standing) -> bool:
    """Tell whether somebody has to see to a unit: it is empty, a draft, rejected, or its approval lapsed. What the checks say the desk does not wait for."""
    return standing.state in {State.UNTRANSLATED, State.DRAFT} or standing.stale or standing.rejected is not None


def contested_units(opened: OpenCatalog, units: Iterable[str]) -> frozenset[str]:
    """Return those of the units in whose source or target a contested concept is named."""
    concepts = {concept.id for concept in opened.naming.glossary.concepts.values() if concept.contested}
    readings = opened.readings
    return frozenset(
        unit
        for unit in units
        if any(
            mention.concept in concepts
            for at in opened.by_unit[unit]
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
