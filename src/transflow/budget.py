"""What drafts may cost: prices and budgets, as a desk writes them in transflow.yaml. No price is ever guessed, and no currency converted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transflow.errors import Position

MILLION = 1_000_000
_MONEY = re.compile(r"\s*([0-9]{1,12}(?:\.[0-9]{1,6})?)\s*([A-Z]{3})\s*")
_CENT = Decimal("0.01")


class Period(StrEnum):
    """How long a budget lasts: one call of transflow, or a month of the calendar (UTC)."""

    RUN = "run"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency, which three capital letters name (ISO 4217)."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        """Return it as people write it, rounded up to hundredths: `12.35 EUR`."""
        return f"{self.amount.quantize(_CENT, ROUND_UP):,} {self.currency}"

    def exactly(self) -> str:
        """Return it with all its digits, as `read_money` reads it."""
        return f"{self.amount.normalize():f} {self.currency}"


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be sent in a period, in characters, money or both; `engine` is "" for all engines of a project together.

    `position` is where transflow.yaml says so.
    """

    characters: int | None = None
    money: Money | None = None
    per: Period = Period.MONTH
    engine: str = ""
    position: Position | None = None

    def concerns(self, engine: str) -> bool:
        """Tell whether what an engine is sent counts."""
        return self.engine in {"", engine}

    def __str__(self) -> str:
        """Return it as people say it: `the month's budget of 500,000 characters for deepl`."""
        return f"the {self.per}’s budget of {amounts(self.characters, self.money)}" + (f" for {self.engine}" if self.engine else "")


def amounts(characters: int | None, money: Money | None) -> str:
    """Return characters, money or both as people say them."""
    return " and ".join([*([f"{characters:,} characters"] if characters is not None else []), *([str(money)] if money else [])])


def read_money(text: str) -> Money | None:
    """Return what `20 EUR` or `0.5 USD` says; None for anything else."""
    found = _MONEY.fullmatch(text)
    return Money(Decimal(found[1]), found[2]) if found else None


def read_limit(text: str) -> Budget | None:
    """Return the budget of one run that `500000` (characters) or `20 EUR` says; None for anything else."""
    if (money := read_money(text)) is not None:
        return Budget(money=money, per=Period.RUN)
    digits = text.strip().replace("_", "").replace(",", "")
    return Budget(characters=int(digits), per=Period.RUN) if digits.isascii() and digits.isdigit() and len(digits) <= 15 else None


def cost(characters: int, price: Money) -> Money:
    """Return what so many characters cost at a price for a million of them."""
    return Money(price.amount * characters / MILLION, price.currency)
