"""`transflow glossary`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from transflow.cli import glossary_exchange, glossary_explain, glossary_impact, options
from transflow.model import Severity
from transflow.workflow.names.lint import lint_project

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from transflow.glossary import LintFinding


@click.group()
def command() -> None:
    """Look after concepts, names and styles."""


command.add_command(glossary_explain.command)
command.add_command(glossary_impact.command)


@command.command("lint")
@options.output_format
@click.pass_obj
def lint_command(directory: Path, style: str) -> int:
    """Tell every error in the glossary and the styles with its place, and what is worth a look."""
    found = lint_project(directory)
    counts = Counter(one.severity for one in found)
    if style == "json":
        options.print_json(
            "glossary-lint", {"findings": [_document(one) for one in found], "summary": {str(each): counts[each] for each in Severity}}
        )
    else:
        _show(found)
        click.echo(", ".join(f"{counts[each]} {name}" for each, name in zip(Severity, ("errors", "warnings", "notes"), strict=True)))
    return 2 if counts[Severity.ERROR] else 0


def _show(found: Sequence[LintFinding]) -> None:
    for one in found:
        click.echo(options.near(str(one)), err=one.severity is Severity.ERROR)


def _document(one: LintFinding) -> dict[str, object]:
    at = one.position
    return {
        "severity": one.severity,
        "message": one.message,
        "file": options.near(at.file) if at else None,
        "line": at.line if at else None,
        "column": at.column if at else None,
    }


command.add_command(glossary_exchange.export_command)
command.add_command(glossary_exchange.import_command)
command.add_command(glossary_exchange.candidates_command)
