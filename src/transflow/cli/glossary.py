"""`transflow glossary`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from transflow.cli import options

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
def command() -> None:
    """Look after concepts, names and styles."""


@command.command()
@options.output_format
@click.pass_obj
def lint(directory: Path, style: str) -> int:
    """Tell every error in the glossary and the styles with its place, and what is worth a look."""
    return 0
