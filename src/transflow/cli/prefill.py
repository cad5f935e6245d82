"""`transflow prefill`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from transflow.cli import options, prefill_plan, spending
from transflow.cli.progress import drafting
from transflow.errors import BudgetError
from transflow.workflow.drafting.prefill import plan_prefill, prefill
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from transflow.budget import Budget
    from transflow.workflow.drafting.prefill import Prefilled


@click.command()
@options.articles
@options.editions
@click.option("--dry-run", is_flag=True, help="Show what would be sent to which engine and what it would cost; nothing is sent.")
@click.option("--show", "texts", is_flag=True, help="With --dry-run: also the texts, and how their names would be told.")
@spending.yes
@spending.budget
@spending.no_cache
@options.output_format
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - as many as there are options
    directory: Path,
    articles: tuple[str, ...],
    editions: tuple[str, ...],
    dry_run: bool,  # noqa: FBT001 - click gives it by name
    texts: bool,  # noqa: FBT001 - as above
    yes: bool,  # noqa: FBT001 - as above
    limit: Budget | None,
    no_cache: bool,  # noqa: FBT001 - as above
    style: str,
) -> int:
    """Draft untranslated units with each edition's backends; every draft waits for a person."""
    if texts and not dry_run:
        raise click.UsageError("--show goes with --dry-run")
    workspace = open_workspace(directory)
    allowed = spending.allowance(limit, yes=yes)
    if dry_run:
        plan, passed = plan_prefill(workspace, editions=editions, articles=articles, allowance=allowed, cached=not no_cache)
        prefill_plan.show(plan, passed, style, texts=texts)
        return 0
    try:
        with drafting() as progress:
            result = prefill(workspace, editions=editions, articles=articles, progress=progress, allowance=allowed, cached=not no_cache)
    except BudgetError as refused:
        spending.say_refused(refused)
        if style == "json":
            options.print_json("prefill", {"dry_run": False, "catalogs": [], "refused": refused.what})
        return 1
    show(result, style)
    return exit_code(result)


def exit_code(result: Sequence[Prefilled]) -> int:
    """Return 1 where a budget kept an engine from drafting."""
    return int(any(one.over_budget for one in result))


def show(result: Sequence[Prefilled], style: str) -> None:
    """Print what was drafted, which editions wait for a translator, and what kept an engine from it."""
    if style == "json":
        options.print_json("prefill", {"dry_run": False, "catalogs": [asdict(one) for one in result], "refused": ""})
        return
    rows = [
        (one.edition, one.article, one.waiting, one.drafted or "·", one.refused or "·", one.why or one.engine)
        for one in result
        if one.waiting
    ]
    if rows:
        options.print_table(("edition", "article", "untranslated", "drafted", "refused", "by"), rows, numbers=range(2, 5))
    else:
        click.echo("Nothing is untranslated." if result else "No catalogs yet: `transflow extract` makes them.")
    for one in result:
        for remark in one.remarks:
            click.echo(f"{one.edition} {one.article}: {remark}")
