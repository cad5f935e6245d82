"""`transflow join`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from transflow.cli import options
from transflow.workflow.join import join_files

if TYPE_CHECKING:
    from transflow.formats.po import Entry
    from transflow.merge import Joined

_SHOWN = 70


@click.command()
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write the joined catalog here (default: over OURS).")
@click.option("--as", "name", metavar="PATH", help="What messages call the catalog; git's own files have passing names.")
@options.output_format
def command(base: Path, ours: Path, theirs: Path, output: Path | None, name: str | None, style: str) -> int:  # noqa: PLR0913, PLR0917 - click passes an argument for each option
    """Join two versions of a catalog, unit by unit: OURS with what THEIRS did since both were BASE.

    Where both changed one translation, ours stays as a draft with theirs in its comment; each is listed, and the exit code is 1. As git's merge driver:

        git config merge.transflow.driver 'transflow join --as %P %O %A %B'
    """
    joined = join_files(base, ours, theirs, output=output, name=name)
    path = options.near(name or str(output or ours))
    if style == "json":
        options.print_json("join", _document(joined, path))
    else:
        _show(joined, path)
    return int(bool(joined.clashes))


def _show(joined: Joined, path: str) -> None:
    for entry in joined.clashes:
        click.echo(
            f"{path}:{entry.line}:1: both versions translate this anew: ours stands as a draft, theirs in its comment: {_short(entry)}"
        )
    for entry in joined.left:
        click.echo(f"{path}:{entry.line}:1: worked on in one version, gone in the other: kept as an obsolete entry: {_short(entry)}")
    click.echo(f"{path}: joined; {joined.taken} units from the other version, {len(joined.clashes)} to decide")


def _short(entry: Entry) -> str:
    source = " ".join(entry.source.split())
    return source if len(source) <= _SHOWN else f"{source[: _SHOWN - 1]}…"


def _document(joined: Joined, path: str) -> dict[str, object]:
    def rows(entries: tuple[Entry, ...]) -> list[dict[str, object]]:
        return [
            {"unit": entry.unit, "line": entry.line, "context": entry.context, "source": entry.source, "state": entry.state}
            for entry in entries
        ]

    return {"file": path, "taken": joined.taken, "clashes": rows(joined.clashes), "left": rows(joined.left)}
