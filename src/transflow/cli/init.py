"""`transflow init`."""

from __future__ import annotations

from pathlib import Path

import click

from transflow.workflow.start import start


@click.command()
@click.argument("directory", type=click.Path(path_type=Path), required=False)
@click.pass_obj
def command(project: Path, directory: Path | None) -> int:
    """Make a new project in DIRECTORY (default: here) that runs as it is."""
    chosen = directory or project
    written = start(chosen)
    for path in written:
        click.echo(f"  {path}")
    click.echo(f"A project stands in {chosen}. Put an article into {chosen / 'articles'} and call `transflow run` there.")
    return 0
