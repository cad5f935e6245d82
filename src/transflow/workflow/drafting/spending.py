"""What was sent to engines that cost something: written down before it is sent, and held against the budgets.

`spending.jsonl` at the project's root has a line for each day (UTC) and engine. It is no cache: who deletes it, or works on another
clone, begins to count anew. It is written under a lock, so that several processes do not pass a budget together.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from threading import Lock
from typing import TYPE_CHECKING

from transflow.budget import Budget, Money, Period, amounts, cost, read_money
from transflow.errors import BudgetError, Position, ProjectError
from transflow.files import locked, read_text, save

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from transflow.project import Project


@dataclass(frozen=True, slots=True)
class Spent:
    """What was sent to an engine on a day, and what that cost at the price of the moment."""

    day: str
    engine: str
    characters: int
    money: Money | None = None

    def line(self) -> str:
        """Return it as it stands in the file."""
        money = {"money": self.money.exactly()} if self.money else {}
        return json.dumps({"day": self.day, "engine": self.engine, "characters": self.characters, **money}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Use:
    """How much of a budget is used up."""

    budget: Budget
    characters: int
    money: Money | None

    def fits(self, characters: int, money: Money | None) -> bool:
        """Tell whether so much more is within the budget; nothing always is, even where a desk has lowered it to less than is used."""
        if not characters:
            return True
        limit = self.budget.money
        if self.budget.characters is not None and self.characters + characters > self.budget.characters:
            return False
        return limit is None or (self.money.amount if self.money else 0) + (money.amount if money else 0) <= limit.amount

    def __str__(self) -> str:
        """Return it as people say it."""
        return f"{self.budget} ({amounts(self.characters if self.budget.characters is not None else None, self.money)} used)"


@dataclass
class Purse:
    """The budgets that are in force for one call of transflow, and what has been spent of them."""

    project: Project
    budgets: tuple[Budget, ...]
    _run: Counter[str] = field(default_factory=Counter)
    _days: dict[str, str] = field(default_factory=dict)  # when an engine was last paid for: what it gives back belongs there
    _lock: Lock = field(default_factory=Lock)

    def price(self, engine: str, characters: int) -> Money | None:
        """Return what so many characters cost; None where the desk has given no price."""
        price = self.project.prices.get(engine)
        return cost(characters, price) if price else None

    def pay(self, engine: str, characters: int) -> None:
        """Write down that so many characters go to an engine; raises BudgetError, with nothing written, where a budget does not allow it."""
        with self._lock, locked(self.project.spending, cache=self.project.locks):
            spent = read_spending(self.project.spending)
            for use in self._uses(engine, spent):
                if not use.fits(characters, self.price(engine, characters)):
                    raise BudgetError(f"{engine}: {characters:,} characters more would pass {use}")
            self._run[engine] += characters
            self._days[engine] = today()
            self._write(spent, engine, characters)

    def take_back(self, engine: str, characters: int) -> None:
        """Write down that an engine did not charge so many characters after all."""
        with self._lock, locked(self.project.spending, cache=self.project.locks):
            self._run[engine] -= characters
            self._write(read_spending(self.project.spending), engine, -characters)

    def uses(self) -> tuple[Use, ...]:
        """Return how far each budget is used up now."""
        return tuple(self._uses(None, read_spending(self.project.spending)))

    def _uses(self, engine: str | None, spent: Sequence[Spent]) -> Iterable[Use]:
        """Yield how far the budgets that concern an engine, or all of them, are used up."""
        month = today()[:7]
        for budget in self.budgets:
            if engine is None or budget.concerns(engine):
                if budget.per is Period.MONTH:
                    rows = [row for row in spent if row.day.startswith(month) and budget.concerns(row.engine)]
                else:
                    rows = [Spent(month, name, characters) for name, characters in self._run.items() if budget.concerns(name)]
                yield Use(budget, sum(row.characters for row in rows), self._money(budget, rows))

    def _money(self, budget: Budget, rows: Iterable[Spent]) -> Money | None:
        """Return what rows cost in a budget's currency; what was written down in none or in another counts at today's price."""
        if budget.money is None:
            return None
        currency = budget.money.currency
        amount = Decimal(0)
        for row in rows:
            money = row.money if row.money and row.money.currency == currency else self.price(row.engine, row.characters)
            amount += money.amount if money and money.currency == currency else 0
        return Money(amount, currency)

    def _write(self, spent: Sequence[Spent], engine: str, characters: int) -> None:
        day = self._days.get(engine, today())
        rows: dict[tuple[str, str], Spent] = {}
        for row in spent:  # a day may stand twice, where git joined what two clones spent
            known = rows.get((row.day, row.engine), Spent(row.day, row.engine, 0))
            rows[row.day, row.engine] = _with_more(known, row.characters, row.money)
        before = rows.get((day, engine), Spent(day, engine, 0))
        rows[day, engine] = _with_more(before, characters, self.price(engine, characters))
        save(self.project.spending, "".join(f"{row.line()}\n" for _, row in sorted(rows.items()) if row.characters))


@dataclass(frozen=True, slots=True)
class EngineTill:
    """A purse, opened for one engine."""

    purse: Purse
    engine: str

    def reserve(self, characters: int) -> None:
        """Pay for so many characters; raises BudgetError where a budget does not allow it."""
        self.purse.pay(self.engine, characters)

    def give_back(self, characters: int) -> None:
        """Take back what is not charged."""
        self.purse.take_back(self.engine, characters)


def read_spending(path: Path) -> tuple[Spent, ...]:
    """Return what was spent, the earliest first; raises ProjectError with the line that says something else."""
    if not path.exists():
        return ()
    return tuple(
        _read_line(line, Position(str(path), number))
        for number, line in enumerate(read_text(path, error=ProjectError).splitlines(), start=1)
        if line.strip()
    )


def today() -> str:
    """Return the day, in UTC."""
    return dt.datetime.now(dt.UTC).date().isoformat()


def _read_line(line: str, at: Position) -> Spent:
    try:
        said = json.loads(line)
        day, engine, characters, money = said["day"], said["engine"], said["characters"], said.get("money")
        known = read_money(money) if money is not None else None
        if isinstance(engine, str) and isinstance(characters, int) and (money is None or known):
            return Spent(dt.date.fromisoformat(day).isoformat(), engine, characters, known)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    raise ProjectError("a line is a day, an engine, its characters and perhaps their price; mend it, or delete the file to count anew", at)


def _with_more(before: Spent, characters: int, money: Money | None) -> Spent:
    """Return a day with more, or less; where the desk has changed its price to another currency, or to none, the money is no longer told."""
    total = max(0, before.characters + characters)
    if not before.characters:
        return replace(before, characters=total, money=money)
    if before.money is None or money is None or before.money.currency != money.currency:
        return replace(before, characters=total, money=None)
    return replace(before, characters=total, money=Money(max(Decimal(0), before.money.amount + money.amount), money.currency))
