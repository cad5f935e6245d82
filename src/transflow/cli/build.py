"""`transflow build`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from transflow.cli import options
from transflow.workflow.build import build
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from transflow.workflow.build import Built


@click.command()
@options.articles
@options.editions
@options.output_format
@click.pass_obj
def command(directory: Path, articles: tuple[str, ...], editions: tuple[str, ...], style: str) -> int:
    """Build every edition: a preview as HTML, and the article in its own format."""
    workspace = open_workspace(directory)
    show(build(workspace, editions=editions, articles=articles), style, root=workspace.project.root)
    return 0


def rows(built: Sequence[Built], *, root: Path) -> list[dict[str, object]]:
    """Return which files there are now, for machines."""
    return [
        {
            "edition": one.edition,
            "article": one.article,
            "units": one.units,
            "untranslated": one.untranslated,
            "draft": one.drafts,
            "files": [file.relative_to(root).as_posix() for file in one.files],
        }
        for one in built
    ]


def show(built: Sequence[Built], style: str, *, root: Path) -> None:
    """Print which files there are now."""
    if style == "json":
        options.print_json("build", {"editions": rows(built, root=root)})
    elif built:
        shown = [
            (one.edition, one.units, one.untranslated or "·", one.drafts or "·", *(file.relative_to(root).as_posix() for file in one.files))
            for one in built
        ]
        options.print_table(("edition", "units", "untranslated", "draft", "article", "preview"), shown, numbers=range(1, 4))
    else:
        click.echo("No articles yet: put one into articles/.")
