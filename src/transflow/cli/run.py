"""`transflow run`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from transflow.cli import build as build_command
from transflow.cli import check as check_command
from transflow.cli import extract as extract_command
from transflow.cli import options, spending
from transflow.cli import prefill as prefill_command
from transflow.cli.progress import drafting
from transflow.errors import BudgetError
from transflow.model import Severity
from transflow.workflow.build import build
from transflow.workflow.check import check
from transflow.workflow.drafting.prefill import prefill
from transflow.workflow.extract import extract
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from transflow.budget import Budget
    from transflow.workflow.drafting.prefill import Allowance, Prefilled
    from transflow.workflow.workspace import Workspace


@click.command()
@options.articles
@options.editions
@spending.yes
@spending.budget
@spending.no_cache
@options.output_format
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - as many as there are options
    directory: Path,
    articles: tuple[str, ...],
    editions: tuple[str, ...],
    yes: bool,  # noqa: FBT001 - click gives it by name
    limit: Budget | None,
    no_cache: bool,  # noqa: FBT001 - as above
    style: str,
) -> int:
    """Extract, prefill, check and build: from the articles to catalogs ready for review and previews of every edition."""
    workspace = open_workspace(directory)
    extracted = extract(workspace, editions=editions, articles=articles)
    prefilled, refused = _prefill(workspace, editions, articles, spending.allowance(limit, yes=yes), cached=not no_cache)
    checked = check(workspace, editions=editions, articles=articles)
    built = build(workspace, editions=editions, articles=articles)
    root = workspace.project.root
    if style == "json":
        options.print_json(
            "run",
            {
                "extract": extract_command.rows(extracted, root=root),
                "prefill": [asdict(one) for one in prefilled],
                "refused": refused.what if refused else "",
                "check": check_command.document(checked),
                "build": build_command.rows(built, root=root),
            },
        )
    else:
        click.secho("extract", bold=True)
        extract_command.show(extracted, style, root=root)
        click.secho("\nprefill", bold=True)
        if refused is None:
            prefill_command.show(prefilled, style)
        else:
            spending.say_refused(refused)
        click.secho("\ncheck", bold=True)
        check_command.show(checked, least=Severity.ERROR)
        click.secho("\nbuild", bold=True)
        build_command.show(built, style, root=root)
    over_budget = prefill_command.exit_code(prefilled) or int(refused is not None)
    return check_command.exit_code(checked) or build_command.exit_code(built) or over_budget


def _prefill(
    workspace: Workspace, editions: Sequence[str], articles: Sequence[str], allowance: Allowance, *, cached: bool
) -> tuple[tuple[Prefilled, ...], BudgetError | None]:
    """Draft, or return what refused it: the other steps go on without drafts."""
    try:
        with drafting() as progress:
            return prefill(workspace, editions=editions, articles=articles, progress=progress, allowance=allowance, cached=cached), None
    except BudgetError as refused:
        return (), refused
