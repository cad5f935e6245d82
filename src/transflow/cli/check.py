"""`transflow check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from transflow.checks import all_checks
from transflow.checks.exchange import github, junit, sarif
from transflow.checks.report import json_report, text_report
from transflow.cli import options
from transflow.model import Severity
from transflow.workflow.check import check
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from transflow.workflow.check import Checked


@click.command()
@options.articles
@options.editions
@click.option("--check", "-c", "only", multiple=True, metavar="CHECK", help="Only this check (may be given again).")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "sarif", "junit", "github"]),
    default="text",
    show_default=True,
    help="For people, machines, code scanning, test reports, pull requests.",
)
@click.pass_obj
def command(directory: Path, articles: tuple[str, ...], editions: tuple[str, ...], only: tuple[str, ...], style: str) -> int:
    """Check names, voice and prose in every catalog; exit code 1 where there are errors."""
    checked = check(open_workspace(directory), editions=editions, articles=articles, only=only)
    if style == "json":
        options.print_json("check", document(checked))
    elif style == "sarif":
        click.echo(sarif(checked.findings, all_checks()))
    elif style == "junit":
        click.echo(junit(checked.findings))
    elif style == "github":
        click.echo(github(checked.findings))
    else:
        show(checked)
    return exit_code(checked)


def document(checked: Checked) -> dict[str, Any]:
    """Return the findings for machines."""
    return json_report(checked.findings, catalogs=checked.catalogs, units=checked.units)


def show(checked: Checked, *, least: Severity = Severity.INFO) -> None:
    """Print the findings that weigh at least this much, and a summary of all."""
    order = list(Severity)
    shown = [finding for finding in checked.findings if order.index(finding.severity) <= order.index(least)]
    if shown:
        click.echo(text_report(shown))
    counts = ", ".join(
        f"{checked.count(severity)} {word}" for severity, word in zip(Severity, ("errors", "warnings", "notes"), strict=True)
    )
    click.echo(f"{counts} in {checked.units} units of {checked.catalogs} catalogs")


def exit_code(checked: Checked) -> int:
    """Return 1 where something is an error, otherwise 0."""
    return 1 if checked.count(Severity.ERROR) else 0
