"""`transflow extract`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from transflow.cli import options
from transflow.workflow.extract import extract
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from transflow.workflow.extract import Extracted


@click.command()
@options.articles
@options.editions
@options.output_format
@click.pass_obj
def command(directory: Path, articles: tuple[str, ...], editions: tuple[str, ...], style: str) -> int:
    """Put the articles' units into the template and the catalog of every edition; translations are kept."""
    workspace = open_workspace(directory)
    show(extract(workspace, editions=editions, articles=articles), style, root=workspace.project.root)
    return 0


def rows(extracted: Sequence[Extracted], *, root: Path) -> list[dict[str, object]]:
    """Return what became of every catalog, for machines."""
    return [
        {
            "edition": one.edition,
            "article": one.article,
            "units": one.units,
            "changed": one.changed,
            "file": one.path.relative_to(root).as_posix(),
            "report": asdict(one.report),
        }
        for one in extracted
    ]


def show(extracted: Sequence[Extracted], style: str, *, root: Path) -> None:
    """Print what became of every catalog."""
    if style == "json":
        options.print_json("extract", {"catalogs": rows(extracted, root=root)})
    elif extracted:
        header = ("edition", "article", "units", "kept", "moved", "changed", "new", "returned", "gone", "")
        options.print_table(header, [_row(one) for one in extracted], numbers=range(2, 9))
    else:
        click.echo("No articles yet: put one into articles/.")


def _row(one: Extracted) -> tuple[object, ...]:
    report = one.report
    counts = (report.kept, report.moved, report.fuzzy, report.new, report.returned, report.gone)
    return (one.edition, one.article, one.units, *(len(ids) or "·" for ids in counts), "written" if one.changed else "unchanged")
