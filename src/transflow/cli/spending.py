"""What the commands that ask engines share: the options that say what may be spent, and the question before a budget is passed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from transflow.budget import read_limit
from transflow.cli.options import near
from transflow.workflow.drafting.plan import said
from transflow.workflow.drafting.prefill import Allowance

if TYPE_CHECKING:
    from transflow.budget import Budget
    from transflow.errors import BudgetError
    from transflow.workflow.drafting.prefill import Overrun


def _limit(_: click.Context, __: click.Parameter, value: str | None) -> Budget | None:
    if value is None:
        return None
    limit = read_limit(value)
    if limit is None:
        raise click.BadParameter(f"{value!r} is neither a number of characters nor money such as '20 EUR'")
    return limit


yes = click.option("--yes", is_flag=True, help="Ask nobody before a budget is passed.")
budget = click.option(
    "--budget",
    "limit",
    metavar="AMOUNT",
    callback=_limit,
    help="At most this much now, in the place of the budgets in transflow.yaml: characters, or money such as '20 EUR'.",
)
no_cache = click.option("--no-cache", is_flag=True, help="Ask the engines anew, and keep nothing of what they answer.")


def allowance(limit: Budget | None, *, yes: bool) -> Allowance:
    """Return what may be spent; on a terminal a person is asked."""
    return Allowance(limit, yes, _ask)


def say_refused(refused: BudgetError) -> None:
    """Say why nothing was sent, and what can be done."""
    click.echo(
        near(f"{refused}. `--dry-run` shows what it is, `--budget AMOUNT` sets another limit, `--yes` goes on all the same"), err=True
    )


def _ask(overrun: Overrun) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    most = overrun.plan.totals()
    up_to = [f"{most.most:,} characters", *map(str, most.most_cost)]
    click.echo(f"This sends {said(overrun.plan)}, and up to {', '.join(up_to)} where names have to be asked for again.", err=True)
    click.echo(f"It passes {'; '.join(map(str, overrun.passed))}.", err=True)
    return click.confirm("Go on?", err=True)
