"""`transflow units`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from transflow.checks.report import visible
from transflow.cli import options
from transflow.workflow.status import catalog_units
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("article")
@click.option("--edition", "-e", required=True, metavar="EDITION", help="Whose catalog.")
@options.output_format
@click.pass_obj
def command(directory: Path, article: str, edition: str, style: str) -> int:
    """List the units of one catalog with their state and the names in their source."""
    found = catalog_units(open_workspace(directory), edition=edition, article=article)
    if style == "json":
        options.print_json(
            "units", {"units": [{**asdict(one), "mentions": [options.mention(each) for each in one.mentions]} for one in found]}
        )
        return 0
    for one in found:
        state = f"{one.state}, stale" if one.stale else one.state
        names = ", ".join(dict.fromkeys(each.text for each in one.mentions))
        click.echo(f"{one.unit}  {state:12}  line {one.line}  {one.slot}, {one.voice}" + (f"  [{names}]" if names else ""))
        click.echo(f"    {one.source}")
        if one.target:
            click.echo(f"  → {one.target}")
        if one.rejected:
            click.echo(f"  rejected: {visible(one.rejected)}")
    return 0
