"""`transflow find`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from transflow.cli import options
from transflow.workflow.texts import find_in_article, find_in_lines, glossary_near, read_any

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("file")
@click.option("--lang", "language", metavar="LOCALE", help="The language of the text (default: what its front matter says, or en).")
@click.option("--lines", is_flag=True, help="Every line is a text of its own; offsets count from its start.")
@options.output_format
@click.pass_obj
def command(directory: Path, file: str, language: str | None, lines: bool, style: str) -> int:  # noqa: FBT001 - click passes a flag
    """Show the names that the glossary knows in FILE (`-` is standard input); without a project, the starter glossary's."""
    text = read_any(file)
    glossary = glossary_near(directory)
    found = find_in_lines(text, glossary, language=language) if lines else find_in_article(text, glossary, language=language)
    if style == "json":
        options.print_json("find", {"mentions": [{"line": one.line, **options.mention(one.mention)} for one in found]})
        return 0
    for one in found:
        each = one.mention
        name = f"{each.concept}/{each.name}" if not each.ambiguous else f"{each.concept}/{' or '.join(each.names)}"
        click.echo(f"{file}:{one.line}:{one.column}: {each.text}  {name}  {each.voice}")
    if not found:
        click.echo("No name of the glossary in this text.")
    return 0
