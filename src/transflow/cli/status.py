"""`transflow status`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from transflow.cli import options
from transflow.workflow.status import status
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

COUNTS = ("units", "untranslated", "draft", "translated", "approved", "stale", "errors")


@click.command()
@options.articles
@options.editions
@options.output_format
@click.pass_obj
def command(directory: Path, articles: tuple[str, ...], editions: tuple[str, ...], style: str) -> int:
    """Show how far every catalog is."""
    found = status(open_workspace(directory), editions=editions, articles=articles)
    if style == "json":
        rows = [{"edition": one.edition, "article": one.article, **{count: getattr(one, count) for count in COUNTS}} for one in found]
        options.print_json("status", {"catalogs": rows})
    elif found:
        options.print_table(
            ("edition", "article", *COUNTS),
            [(one.edition, one.article, *(getattr(one, count) or "·" for count in COUNTS)) for one in found],
            numbers=range(2, 2 + len(COUNTS)),
        )
    else:
        click.echo("No articles yet: put one into articles/ and run `transflow run`.")
    return 0
