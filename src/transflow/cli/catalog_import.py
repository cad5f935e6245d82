"""`transflow import`: what translators did in their programs, back into the catalogs."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from transflow.cli import exchange, options
from transflow.workflow.exchange.catalog_import import READ, import_catalogs
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from transflow.workflow.exchange.catalog_import import CatalogImport, Change


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--edition", "-e", metavar="EDITION", help="Whose catalogs (default: as the file says).")
@click.option("--format", "format_", type=click.Choice(READ), help="What FILE is (default: by its name; any XLIFF is read as xliff).")
@click.option("--overwrite", is_flag=True, help="Where both the file and the catalog changed a target, take the file's.")
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
@exchange.report_style
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - as many as there are options
    directory: Path,
    file: Path,
    edition: str | None,
    format_: str | None,
    overwrite: bool,  # noqa: FBT001 - click passes a flag
    dry_run: bool,  # noqa: FBT001 - as above
    report: str,
) -> int:
    """Take targets, states and notes of a file back into the catalogs, where the source is still the same.

    Exit code 1: something of the file was left out, each with its place.
    """
    done = import_catalogs(open_workspace(directory), file, edition=edition, format=format_, dry_run=dry_run, overwrite=overwrite)
    if report == "json":
        options.print_json("import", {"dry_run": dry_run, "catalogs": [_catalog(one) for one in done]})
    else:
        for one in done:
            _show(one, dry_run=dry_run)
    return 1 if any(one.left_out for one in done) else 0


def _show(one: CatalogImport, *, dry_run: bool) -> None:
    exchange.tell(one.told)
    exchange.tell(one.left_out)
    if dry_run:
        for change in one.changes:
            _show_change(change)
    verb = "would change" if dry_run else "changed"
    path = options.near(str(one.path))
    click.echo(f"{len(one.changes)} units {verb}, {one.same} are as they were, {len(one.left_out)} left out → {path}")


def _show_change(change: Change) -> None:
    state = str(change.state) if change.state is change.state_before else f"{change.state_before} → {change.state}"
    click.echo(f"{change.unit}  {state}")
    if change.before != change.after:
        click.echo(f"  - {change.before}")
        click.echo(f"  + {change.after}")
    for comment in change.comments:
        click.echo(f"  # {comment}")


def _catalog(one: CatalogImport) -> dict[str, object]:
    return {
        "edition": one.edition,
        "article": one.article,
        "file": options.near(str(one.path)),
        "changes": [asdict(change) for change in one.changes],
        "same": one.same,
        "left_out": [exchange.remark(each) for each in one.left_out],
        "told": [exchange.remark(each) for each in one.told],
    }
