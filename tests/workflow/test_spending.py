"""What was sent is written down before it is sent, and no budget is passed, by whomever."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from transflow.budget import Budget, Money, Period
from transflow.errors import BudgetError, ProjectError
from transflow.project import Project
from transflow.workflow.drafting import spending
from transflow.workflow.drafting.spending import Purse, read_spending

EUR = Money(Decimal(20), "EUR")


def purse(root: Path, *budgets: Budget, price: Money | None = EUR) -> Purse:
    prices = {"deepl": price} if price else {}
    return Purse(Project(root, "en", (), prices=prices), budgets)


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The day it is, which a test may change."""
    now = ["2026-11-26"]
    monkeypatch.setattr(spending, "today", lambda: now[0])
    return now


@pytest.mark.usefixtures("day")
def test_a_day_and_an_engine_are_a_line_that_a_person_can_read(tmp_path: Path) -> None:
    made = purse(tmp_path)
    for characters in (1_000, 234):
        made.pay("deepl", characters)
    made.pay("google", 5)
    assert (tmp_path / "spending.jsonl").read_text(encoding="utf-8").splitlines() == [
        '{"day": "2026-11-26", "engine": "deepl", "characters": 1234, "money": "0.02468 EUR"}',
        '{"day": "2026-11-26", "engine": "google", "characters": 5}',
    ]


@pytest.mark.usefixtures("day")
def test_what_two_clones_spent_on_a_day_is_added_up(tmp_path: Path) -> None:
    line = '{{"day": "2026-11-26", "engine": "deepl", "characters": {}, "money": "{} EUR"}}\n'
    (tmp_path / "spending.jsonl").write_text(line.format(1000, "0.02") + line.format(500, "0.01"), encoding="utf-8")
    purse(tmp_path).pay("deepl", 250)
    assert read_spending(tmp_path / "spending.jsonl") == (spending.Spent("2026-11-26", "deepl", 1750, Money(Decimal("0.035"), "EUR")),)


def test_a_budget_of_a_month_is_renewed_with_the_month(tmp_path: Path, day: list[str]) -> None:
    made = purse(tmp_path, Budget(characters=100))
    made.pay("deepl", 100)
    with pytest.raises(
        BudgetError, match=r"google: 1 characters more would pass the month’s budget of 100 characters \(100 characters used\)"
    ):
        made.pay("google", 1)
    day[0] = "2026-12-01"
    made.pay("google", 1)


@pytest.mark.usefixtures("day")
def test_a_budget_of_a_run_is_every_runs_own(tmp_path: Path) -> None:
    for _ in range(2):
        made = purse(tmp_path, Budget(characters=100, per=Period.RUN))
        made.pay("deepl", 100)
        with pytest.raises(BudgetError):
            made.pay("deepl", 1)


@pytest.mark.usefixtures("day")
def test_an_engines_budget_concerns_no_other(tmp_path: Path) -> None:
    made = purse(tmp_path, Budget(characters=100, engine="deepl"))
    made.pay("google", 1_000)
    made.pay("deepl", 100)
    with pytest.raises(BudgetError):
        made.pay("deepl", 1)


@pytest.mark.usefixtures("day")
def test_money_is_counted_to_the_last_digit(tmp_path: Path) -> None:
    made = purse(tmp_path, Budget(money=Money(Decimal("0.02"), "EUR")))
    made.pay("deepl", 999)
    with pytest.raises(BudgetError, match=r"0\.02 EUR used"):
        made.pay("deepl", 2)
    made.pay("deepl", 1)


@pytest.mark.usefixtures("day")
def test_nothing_fits_into_a_budget_that_was_lowered_but_nothing(tmp_path: Path) -> None:
    purse(tmp_path).pay("deepl", 100)
    (use,) = purse(tmp_path, Budget(characters=50)).uses()
    assert [use.fits(characters, None) for characters in (0, 1)] == [True, False]


@pytest.mark.usefixtures("day")
def test_what_was_sent_before_there_was_a_price_or_in_another_currency_counts_at_todays(tmp_path: Path) -> None:
    purse(tmp_path, price=None).pay("deepl", 400)
    assert purse(tmp_path, Budget(money=EUR)).uses()[0].money == Money(Decimal("0.008"), "EUR")
    purse(tmp_path, price=Money(Decimal(100), "USD")).pay("deepl", 600)
    assert purse(tmp_path, Budget(money=EUR)).uses()[0].money == Money(Decimal("0.02"), "EUR")


def test_what_is_given_back_after_midnight_is_given_back_to_the_day_before(tmp_path: Path, day: list[str]) -> None:
    made = purse(tmp_path)
    made.pay("deepl", 100)
    day[0] = "2026-11-27"
    made.take_back("deepl", 40)
    assert [(row.day, row.characters) for row in read_spending(tmp_path / "spending.jsonl")] == [("2026-11-26", 60)]


@pytest.mark.parametrize("line", ["{}", "spent much", '{"day": "today", "engine": "deepl", "characters": 1}', "[]", '{"day": 3}', "null"])
def test_a_line_that_says_something_else_is_told_and_nothing_is_paid(tmp_path: Path, line: str) -> None:
    (tmp_path / "spending.jsonl").write_text(f'{{"day": "2026-11-26", "engine": "deepl", "characters": 1}}\n{line}\n', encoding="utf-8")
    with pytest.raises(ProjectError) as wrong:
        purse(tmp_path).pay("deepl", 1)
    assert str(wrong.value).startswith(f"{tmp_path / 'spending.jsonl'}:2: ")


PAY = """
import sys
from pathlib import Path
from transflow.budget import Budget
from transflow.errors import BudgetError
from transflow.project import Project
from transflow.workflow.drafting.spending import Purse
purse = Purse(Project(Path(sys.argv[1]), "en", ()), (Budget(characters=100),))
paid = 0
for _ in range(40):
    try:
        purse.pay("deepl", 3)
        paid += 3
    except BudgetError:
        pass
print(paid)
"""


def test_several_processes_do_not_pass_a_budget_together(tmp_path: Path) -> None:
    payers = [subprocess.Popen([sys.executable, "-c", PAY, str(tmp_path)], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    paid = sum(int(payer.communicate(timeout=120)[0]) for payer in payers)
    (row,) = [json.loads(line) for line in (tmp_path / "spending.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (paid, row["characters"]) == (99, 99)
