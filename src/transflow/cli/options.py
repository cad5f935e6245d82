"""Options that several commands share, and how they print."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from transflow.model import Mention

output_format = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or one JSON document for machines.",
)
editions = click.option("--edition", "-e", "editions", multiple=True, metavar="EDITION", help="Only this edition (may be given again).")
articles = click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
_AGAINST = "Compare with a git revision, or with the project or glossary in a directory."
against = click.option("--against", metavar="REV|DIR", help=_AGAINST)
against_required = click.option("--against", required=True, metavar="REV|DIR", help=_AGAINST)


def print_json(command: str, document: Mapping[str, Any]) -> None:
    """Print one JSON document that names its schema."""
    click.echo(json.dumps({"schema": f"transflow.{command}/1", **document}, ensure_ascii=False, indent=2))


def print_table(header: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: Sequence[int] = ()) -> None:
    """Print a table whose columns line up in any script; `numbers` names the columns that stand to the right."""
    click.echo(table(header, rows, numbers=numbers), nl=False)


def table(header: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: Sequence[int] = ()) -> str:
    """Return what `print_table` prints."""
    from rich.cells import cell_len  # noqa: PLC0415 - rich is loaded only when a table is shown

    cells = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(cell_len(row[column]) for row in cells) for column in range(len(header))]
    lines = []
    for row in cells:
        padded = [
            " " * (widths[column] - cell_len(cell)) + cell if column in numbers else cell + " " * (widths[column] - cell_len(cell))
            for column, cell in enumerate(row)
        ]
        lines.append(f"{'  '.join(padded).rstrip()}\n")
    return "".join(lines)


def mention(found: Mention) -> dict[str, Any]:
    """Return a mention as it stands in machine output."""
    return {
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "concept": found.concept,
        "name": found.name or None,
        "names": list(found.names),
        "voice": found.voice,
        "rivals": list(found.rivals),
        "ambiguous": found.ambiguous,
        "derived": found.derived,
    }


def near(text: str) -> str:
    """Write paths below the working directory as people type them."""
    return text.replace(f"{Path.cwd()}{os.sep}", "")
