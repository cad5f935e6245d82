"""What a plan tells of prefill: by catalog and engine, and in all."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from transflow.budget import Money

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class PlannedName:
    """A name of a unit, the form that it is to have, and how the engine would come to know."""

    text: str
    form: str | None
    how: str


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """A unit that would be sent, in the texts that would be sent of it at first."""

    source: str
    texts: tuple[str, ...]
    names: tuple[PlannedName, ...]


@dataclass(frozen=True, slots=True)
class PlannedEngine:
    """What one engine would be sent of a catalog: `known` units are answered without sending anything, `characters` are as the service bills them."""

    engine: str
    known: int = 0
    units: tuple[PlannedUnit, ...] = ()
    characters: int = 0
    most: int = 0
    paid: bool = False
    cost: Money | None = None
    most_cost: Money | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class PlannedCatalog:
    """What would become of a catalog: `remembered` units are drafted by memory, `left` by nobody."""

    edition: str
    article: str
    waiting: int
    remembered: int = 0
    engines: tuple[PlannedEngine, ...] = ()
    left: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """What several catalogs come to: `cost` holds one amount for each currency."""

    units: int
    characters: int
    most: int
    cost: tuple[Money, ...]
    most_cost: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What would become of all catalogs."""

    catalogs: tuple[PlannedCatalog, ...]

    def totals(self, edition: str = "") -> Totals:
        """Return what is to be paid for, of one edition or of all."""
        rows = [one for catalog in self.catalogs if edition in {"", catalog.edition} for one in catalog.engines if one.paid]
        return Totals(
            sum(len(row.units) for row in rows),
            sum(row.characters for row in rows),
            sum(row.most for row in rows),
            sums(row.cost for row in rows),
            sums(row.most_cost for row in rows),
        )

    def by_engine(self) -> dict[str, tuple[int, Money | None]]:
        """Return what each engine that costs something would be sent, in characters and money."""
        rows = [one for catalog in self.catalogs for one in catalog.engines if one.paid and one.characters]
        result: dict[str, tuple[int, Money | None]] = {}
        for row in rows:
            before = result.get(row.engine, (0, None))
            result[row.engine] = (before[0] + row.characters, next(iter(sums((before[1], row.cost))), None))
        return result


def sums(amounts: Iterable[Money | None]) -> tuple[Money, ...]:
    """Return what amounts come to, one for each currency."""
    totals: dict[str, Decimal] = {}
    for money in amounts:
        if money is not None:
            totals[money.currency] = totals.get(money.currency, Decimal(0)) + money.amount
    return tuple(Money(amount, currency) for currency, amount in sorted(totals.items()))
