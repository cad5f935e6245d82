"""`transflow run`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from transflow.cli import build as build_command
from transflow.cli import check as check_command
from transflow.cli import extract as extract_command
from transflow.cli import options
from transflow.cli import prefill as prefill_command
from transflow.cli.progress import drafting
from transflow.model import Severity
from transflow.workflow.build import build
from transflow.workflow.check import check
from transflow.workflow.extract import extract
from transflow.workflow.prefill import prefill
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@options.articles
@options.editions
@options.output_format
@click.pass_obj
def command(directory: Path, articles: tuple[str, ...], editions: tuple[str, ...], style: str) -> int:
    """Extract, prefill, check and build: from the articles to catalogs ready for review and previews of every edition."""
    workspace = open_workspace(directory)
    extracted = extract(workspace, editions=editions, articles=articles)
    with drafting() as progress:
        prefilled = prefill(workspace, editions=editions, articles=articles, progress=progress)
    checked = check(workspace, editions=editions, articles=articles)
    built = build(workspace, editions=editions, articles=articles)
    root = workspace.project.root
    if style == "json":
        options.print_json(
            "run",
            {
                "extract": extract_command.rows(extracted, root=root),
                "prefill": [asdict(one) for one in prefilled],
                "check": check_command.document(checked),
                "build": build_command.rows(built, root=root),
            },
        )
    else:
        click.secho("extract", bold=True)
        extract_command.show(extracted, style, root=root)
        click.secho("\nprefill", bold=True)
        prefill_command.show(prefilled, style)
        click.secho("\ncheck", bold=True)
        check_command.show(checked, least=Severity.ERROR)
        click.secho("\nbuild", bold=True)
        build_command.show(built, style, root=root)
    return check_command.exit_code(checked) or build_command.exit_code(built)
