"""`transflow check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from transflow.checks import all_checks, report
from transflow.checks.exchange import github, junit, sarif
from transflow.checks.report import json_report, text_report, visible
from transflow.cli import options
from transflow.model import Severity
from transflow.workflow.check import check
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from transflow.signoffs import Signoff
    from transflow.workflow.check import Checked
    from transflow.workflow.deciding.waivers import Waived


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
@click.option("--waived", is_flag=True, help="Also show what people have waived, and why.")
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - as many as there are options
    directory: Path,
    articles: tuple[str, ...],
    editions: tuple[str, ...],
    only: tuple[str, ...],
    style: str,
    waived: bool,  # noqa: FBT001 - click passes a flag
) -> int:
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
        if waived and checked.waived:
            click.echo(waived_report(checked.waived) + "\n")
        show(checked)
    return exit_code(checked)


def document(checked: Checked) -> dict[str, Any]:
    """Return the findings for machines; those that are waived stand apart."""
    found = json_report(checked.findings, catalogs=checked.catalogs, units=checked.units)
    found["summary"]["waived"] = len(checked.waived)
    return {**found, "waived": [{**report.document(one.finding), "waiver": _waiver(one.waiver)} for one in checked.waived]}


def waived_report(waived: Sequence[Waived]) -> str:
    """Return what people have waived, each with its reason."""
    lines = []
    for one in waived:
        finding, waiver = one.finding, one.waiver
        lines += [
            f"{finding.file}:{finding.line}: waived {finding.check}: {visible(finding.message)}",
            f"    {waiver.by}, {waiver.at}: {visible(waiver.reason)}",
        ]
    return "\n".join(lines)


def _waiver(waiver: Signoff) -> dict[str, str]:
    return {"by": waiver.by, "at": waiver.at, "reason": waiver.reason}


def show(checked: Checked, *, least: Severity = Severity.INFO) -> None:
    """Print the findings that weigh at least this much, and a summary of all."""
    order = list(Severity)
    shown = [finding for finding in checked.findings if order.index(finding.severity) <= order.index(least)]
    if shown:
        click.echo(text_report(shown))
    counts = ", ".join(
        f"{checked.count(severity)} {word}" for severity, word in zip(Severity, ("errors", "warnings", "notes"), strict=True)
    )
    waived = f" ({len(checked.waived)} waived)" if checked.waived else ""
    click.echo(f"{counts}{waived} in {checked.units} units of {checked.catalogs} catalogs")


def exit_code(checked: Checked) -> int:
    """Return 1 where something is an error, otherwise 0."""
    return 1 if checked.count(Severity.ERROR) else 0
