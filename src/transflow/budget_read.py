"""Prices and budgets out of transflow.yaml, with the place of every error: `price` and `budget` of an engine, `budget` of the project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from transflow.budget import Budget, Money, Period, read_money
from transflow.errors import ProjectError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from transflow.errors import Position
    from transflow.yamlfile import YamlFile

PRICE, BUDGET = "price", "budget"
_SHAPE = "a budget has `characters`, `money` or both, and `per`, which is run or month"


class _BudgetShape(msgspec.Struct, forbid_unknown_fields=True):
    characters: Annotated[int, msgspec.Meta(ge=0)] | None = None
    money: str | None = None
    per: Literal["run", "month"] = "month"


@dataclass(frozen=True, slots=True)
class MoneyMatters:
    """What a project says of money, and what is wrong with it."""

    prices: dict[str, Money]
    budgets: tuple[Budget, ...]
    errors: tuple[ProjectError, ...]


def read_money_matters(file: YamlFile, sections: Sequence[tuple[str, Mapping[str, object]]]) -> MoneyMatters:
    """Read the prices of engines, whose sections these are, and the budgets: of the project, and of each engine."""
    found = list(_prices(file, sections))
    prices = {name: price for name, price in found if isinstance(price, Money)}
    read = list(_budgets(file, file.data.get(BUDGET), (BUDGET,), prices)) if isinstance(file.data, dict) else []
    for name, options in sections:
        read += _budgets(file, options.get(BUDGET), ("backends", name, BUDGET), prices)
    budgets = tuple(one for one in read if isinstance(one, Budget))
    errors = [*(price for _, price in found), *read]
    return MoneyMatters(prices, budgets, tuple(one for one in errors if isinstance(one, ProjectError)))


def without_money_matters(options: Mapping[str, object]) -> dict[str, object]:
    """Return the options of an engine without what the desk says of money: the engine has no use for it."""
    return {key: value for key, value in options.items() if key not in {PRICE, BUDGET}}


def _prices(file: YamlFile, sections: Sequence[tuple[str, Mapping[str, object]]]) -> Iterator[tuple[str, Money | ProjectError]]:
    for name, options in sections:
        if PRICE in options:
            given = options[PRICE]
            price = read_money(given) if isinstance(given, str) else None
            at = file.at("backends", name, PRICE)
            yield name, price or ProjectError("a price is what a million characters cost, such as `20 EUR`", at)


def _budgets(file: YamlFile, given: object, path: tuple[str, ...], prices: Mapping[str, Money]) -> Iterator[Budget | ProjectError]:
    """Yield the budgets at a path, which holds one or a list of them, or what is wrong with each."""
    engine = "" if path == (BUDGET,) else path[1]
    concerned = {name: price for name, price in prices.items() if engine in {"", name}}
    if given is None:
        return
    for number, one in enumerate(given if isinstance(given, list) else [given]):
        at = file.at(*path, number) if isinstance(given, list) else file.at(*path)
        yield _budget(one, engine, concerned, at)


def _budget(given: object, engine: str, prices: Mapping[str, Money], at: Position) -> Budget | ProjectError:
    try:
        shape = msgspec.convert(given, _BudgetShape)
    except msgspec.ValidationError:
        return ProjectError(_SHAPE, at)
    if shape.money is None:
        return ProjectError(_SHAPE, at) if shape.characters is None else Budget(shape.characters, None, Period(shape.per), engine, at)
    money = read_money(shape.money)
    if money is None:
        return ProjectError(f"{shape.money!r} is no money; write an amount and a currency, such as `20 EUR`", at)
    for name, price in prices.items():
        if price.currency != money.currency:
            return ProjectError(f"this budget is in {money.currency}, the price of {name} in {price.currency}; nothing is converted", at)
    return Budget(shape.characters, money, Period(shape.per), engine, at)
