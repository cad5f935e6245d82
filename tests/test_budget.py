"""What a desk says of money in transflow.yaml."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from transflow.budget import Budget, Money, Period, cost, read_limit, read_money
from transflow.errors import TransflowError
from transflow.project import Project, read_project

EDITIONS = "source: en\neditions: {ru: }\n"


def read(directory: Path, text: str) -> Project:
    (directory / "transflow.yaml").write_text(EDITIONS + text, encoding="utf-8")
    return read_project(directory)


def test_money_is_an_amount_and_a_currency() -> None:
    assert read_money("20 EUR") == Money(Decimal(20), "EUR")
    assert read_money(" 0.5USD ") == Money(Decimal("0.5"), "USD")
    assert [read_money(text) for text in ("20", "EUR 20", "20 eur", "-1 EUR", "1,5 EUR", "1e3 EUR")] == [None] * 6


def test_the_limit_of_a_run_is_characters_or_money() -> None:
    assert read_limit("500_000") == read_limit("500,000") == Budget(500_000, None, Period.RUN)
    assert read_limit("20 EUR") == Budget(None, Money(Decimal(20), "EUR"), Period.RUN)
    assert [read_limit(text) for text in ("much", "-1", "1.5", "20 euros", "")] == [None] * 5


def test_a_cost_is_exact_and_shown_rounded_up() -> None:
    made = cost(12_345, Money(Decimal(20), "EUR"))
    assert (str(made), made.exactly()) == ("0.25 EUR", "0.2469 EUR")
    assert read_money(made.exactly()) == made


def test_prices_and_budgets_are_kept_apart_from_an_engines_options(tmp_path: Path) -> None:
    project = read(
        tmp_path,
        "budget: {characters: 500000, money: 20 EUR}\n"
        "backends:\n  deepl: {formality: more, price: 20 EUR, budget: [{characters: 9, per: run}, {money: 1 EUR}]}\n",
    )
    assert project.backends == {"deepl": {"formality": "more"}}
    assert project.prices == {"deepl": Money(Decimal(20), "EUR")}
    assert [(one.characters, one.money and str(one.money), one.per, one.engine) for one in project.budgets] == [
        (500_000, "20.00 EUR", Period.MONTH, ""),
        (9, None, Period.RUN, "deepl"),
        (None, "1.00 EUR", Period.MONTH, "deepl"),
    ]
    assert project.budgets[1].position
    assert project.budgets[1].position.line == 5


def test_a_budget_says_what_it_is() -> None:
    money = Money(Decimal(20), "EUR")
    assert str(Budget(500_000, money)) == "the month’s budget of 500,000 characters and 20.00 EUR"
    assert str(Budget(9, None, Period.RUN, "deepl")) == "the run’s budget of 9 characters for deepl"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("budget: {characters: many}\n", "3:9: a budget has `characters`, `money` or both"),
        ("budget: 5\n", "3:9: a budget has"),
        ("budget: {per: month}\n", "3:9: a budget has"),
        ("budget: {characters: -1}\n", "3:9: a budget has"),
        ("budget: {characters: 1, per: year}\n", "3:9: a budget has"),
        ("budget: {money: 20}\n", "3:9: a budget has"),
        ("budget: {money: twenty}\n", "3:9: 'twenty' is no money; write an amount and a currency, such as `20 EUR`"),
        ("backends: {deepl: {price: 20}}\n", "3:27: a price is what a million characters cost, such as `20 EUR`"),
        ("backends: {deepl: {budget: [{characters: 1}, {money: x}]}}\n", "3:46: 'x' is no money"),
        (
            "budget: {money: 20 EUR}\nbackends: {deepl: {price: 20 USD}}\n",
            "3:9: this budget is in EUR, the price of deepl in USD; nothing is converted",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TransflowError) as wrong:
        read(tmp_path, text)
    assert str(wrong.value).startswith(f"{tmp_path / 'transflow.yaml'}:{message}")
