"""`transflow export`: catalogs to the programs of translators."""

from __future__ import annotations

import json
from pathlib import Path

import click

from transflow.cli import exchange, options
from transflow.files import save
from transflow.workflow.exchange.catalog import FORMATS, export_catalogs
from transflow.workflow.workspace import open_workspace


@click.command("export")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("--edition", "-e", required=True, metavar="EDITION", help="Whose catalogs.")
@click.option("--format", "format_", type=click.Choice(FORMATS), required=True, help="xliff is XLIFF 2.1; csv is for spreadsheets.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write here (default: standard output).")
@exchange.report_style
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - as many as there are options
    directory: Path, articles: tuple[str, ...], edition: str, format_: str, output: Path | None, report: str
) -> int:
    """Write the catalogs of articles as XLIFF, CSV or JSON Lines, and tell what the format cannot hold."""
    done = export_catalogs(open_workspace(directory), articles, edition=edition, format=format_)
    if output is None:
        click.echo(done.text.encode(), nl=False)
    else:
        save(output, done.text)
    where = options.near(str(output)) if output else None
    if report == "json":
        document = {
            "format": done.format,
            "output": where,
            "edition": done.edition,
            "articles": list(done.articles),
            "states": done.states,
            "told": [exchange.remark(one) for one in done.told],
        }
        click.echo(json.dumps({"schema": "transflow.export/1", **document}, ensure_ascii=False, indent=2), err=output is None)
        return 0
    exchange.tell(done.told)
    states = ", ".join(f"{count} {state}" for state, count in done.states.items())
    click.echo(f"{sum(done.states.values())} units ({states}) → {where or 'standard output'}", err=output is None)
    return 0
