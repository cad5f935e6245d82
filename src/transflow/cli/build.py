"""`transflow build`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from transflow.checks.report import visible
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
    """Build every edition: a preview as HTML, and the article in its own format.

    Exit code 1 where units are not as far as `publish: require:` in transflow.yaml asks: such an article is not written.
    """
    workspace = open_workspace(directory)
    built = build(workspace, editions=editions, articles=articles)
    show(built, style, root=workspace.project.root)
    return exit_code(built)


def exit_code(built: Sequence[Built]) -> int:
    """Return 1 where an article was held back, otherwise 0."""
    return 1 if any(one.held_back for one in built) else 0


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
            "require": one.require,
            "held_back": [asdict(unit) for unit in one.held_back],
        }
        for one in built
    ]


def _files(one: Built, *, root: Path) -> tuple[str, str]:
    if one.held_back:
        return "not written", "not written"
    own, page = (file.relative_to(root).as_posix() for file in one.files)
    return own, page


def show(built: Sequence[Built], style: str, *, root: Path) -> None:
    """Print which files there are now."""
    if style == "json":
        options.print_json("build", {"editions": rows(built, root=root)})
    elif built:
        shown = [(one.edition, one.units, one.untranslated or "·", one.drafts or "·", *_files(one, root=root)) for one in built]
        for one in built:
            if one.held_back:
                click.echo(f"{one.article} in {one.edition} is held back: {len(one.held_back)} units are not {one.require} yet")
                for unit in one.held_back:
                    state = f"{unit.state}, stale" if unit.stale else unit.state
                    click.echo(f"    {unit.unit}  {state:12}  line {unit.line}: {visible(unit.source)}")
        options.print_table(("edition", "units", "untranslated", "draft", "article", "preview"), shown, numbers=range(1, 4))
    else:
        click.echo("No articles yet: put one into articles/.")
