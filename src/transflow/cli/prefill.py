"""`transflow prefill`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from transflow.cli import options
from transflow.cli.progress import drafting
from transflow.workflow.prefill import prefill
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from transflow.workflow.prefill import Prefilled


@click.command()
@options.articles
@options.editions
@options.output_format
@click.pass_obj
def command(directory: Path, articles: tuple[str, ...], editions: tuple[str, ...], style: str) -> int:
    """Draft untranslated units with each edition's backend; every draft waits for a person."""
    workspace = open_workspace(directory)
    with drafting() as progress:
        result = prefill(workspace, editions=editions, articles=articles, progress=progress)
    show(result, style)
    return 0


def show(result: Sequence[Prefilled], style: str) -> None:
    """Print what was drafted, and which editions wait for a translator."""
    if style == "json":
        options.print_json("prefill", {"catalogs": [asdict(one) for one in result]})
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
