"""`transflow segment`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from transflow.cli import options
from transflow.workflow.texts import read_any, segment

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("file")
@click.option("--lang", "language", metavar="LOCALE", help="The language of the text (default: what its front matter says, or en).")
@click.option("--unit", type=click.Choice(["sentence", "paragraph"]), default="sentence", show_default=True, help="What a unit is.")
@options.output_format
@click.pass_obj
def command(directory: Path, file: str, language: str | None, unit: str, style: str) -> int:
    """Show the units of FILE (.md, .html, anything else is plain text; `-` is standard input)."""
    del directory
    units = segment(read_any(file), language=language, unit="paragraph" if unit == "paragraph" else "sentence")
    if style == "json":
        rows = [{"text": u.text, "start": u.start, "end": u.end, "block": u.block, "slot": u.slot, "voice": u.voice} for u in units]
        options.print_json("segment", {"units": rows})
        return 0
    block = -1
    for unit_found in units:
        if unit_found.block != block:
            block = unit_found.block
            click.echo(f"── paragraph {block + 1}, {unit_found.slot}")
        click.echo(f"  {unit_found.line:>4}  {unit_found.voice:9}  {unit_found.text}")
    return 0
