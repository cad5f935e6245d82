"""`transflow memory`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from transflow.cli import options
from transflow.cli.progress import reading
from transflow.memory import LEAST, holdings, marked, supplies
from transflow.workflow.drafting.memory_store import open_store
from transflow.workflow.drafting.remember import Asked, open_memory, recall
from transflow.workflow.exchange.memory_export import confidential_catalogs, export_memory, write_whole
from transflow.workflow.exchange.memory_import import Languages, import_memory
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from transflow.memory import Match


@click.group()
def command() -> None:
    """Look up, import and export what has been translated before."""


@command.command("search")
@click.argument("text")
@click.option("--edition", "-e", required=True, metavar="EDITION", help="The edition that the target is for.")
@click.option("--min", "least", type=click.IntRange(30, 100), default=LEAST, show_default=True, help="The least that a match must score.")
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True, help="How many matches at most.")
@click.option("--all", "everything", is_flag=True, help="Also those that break a rule of the edition today, with the rule.")
@options.output_format
@click.pass_obj
def search_command(  # noqa: PLR0913, PLR0917 - as many as there are options
    directory: Path,
    text: str,
    edition: str,
    least: int,
    limit: int,
    everything: bool,  # noqa: FBT001 - click passes a flag
    style: str,
) -> int:
    """Show what is remembered for TEXT, the best first, and how it differs."""
    workspace = open_workspace(directory)
    with reading() as progress, open_memory(workspace, workspace.project.edition(edition), progress=progress) as memory:
        found = recall(memory, Asked(text), least=least, limit=limit)
    shown = [match for match in found if everything or not match.refused]
    hidden = len(found) - len(shown)
    if style == "json":
        options.print_json(
            "memory-search", {"text": text, "edition": edition, "matches": [_document(match) for match in shown], "refused": hidden}
        )
        return 0
    for match in shown:
        _show(match, text)
    if not shown:
        click.echo(f"Nothing of {least} % or more is remembered.")
    if hidden:
        click.echo(f"{hidden} more would break a rule of {edition} today; --all shows them.")
    return 0


@command.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--source", default="", metavar="LOCALE", help="The language of the sources (default: what FILE or the project says).")
@click.option("--target", default="", metavar="LOCALE", help="The language of the targets (default: what FILE says).")
@click.option("--replace", is_flag=True, help="Take the place of another file of that name.")
@options.output_format
@click.pass_obj
def import_command(  # noqa: PLR0913, PLR0917 - as many as there are options
    directory: Path,
    files: tuple[Path, ...],
    source: str,
    target: str,
    replace: bool,  # noqa: FBT001 - click passes a flag
    style: str,
) -> int:
    """Take TMX files and catalogs of other projects into memory/; the same file twice is taken once."""
    workspace = open_workspace(directory)
    with reading() as progress:
        done = import_memory(workspace, files, languages=Languages(source, target), replace=replace, progress=progress)
    if style == "json":
        options.print_json("memory-import", {"files": [asdict(one) for one in done]})
        return 0
    for one in done:
        if one.fresh:
            over = f", {one.passed_over} units of no edition passed over" if one.passed_over else ""
            click.echo(f"{one.file} → {one.into}: {one.pairs} pairs{over}")
        else:
            click.echo(f"{one.file}: already there as {one.into}")
    return 0


@command.command("export")
@click.option("--edition", "-e", metavar="EDITION", help="Only what is of use for this edition (default: for all).")
@click.option("--format", "format_", type=click.Choice(["tmx"]), default="tmx", show_default=True, help="TMX 1.4b.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write here (default: standard output).")
@click.option("--confidential", is_flag=True, help="Also write the translations of confidential articles.")
@click.pass_obj
def export_command(
    directory: Path,
    edition: str | None,
    format_: str,
    output: Path | None,
    confidential: bool,  # noqa: FBT001 - click gives it by name
) -> int:
    """Write all that is remembered as TMX: the catalogs' translations, then the imported units as they stand."""
    del format_
    workspace = open_workspace(directory)
    for file in () if confidential else confidential_catalogs(workspace, edition):
        click.echo(f"{file}: left out, its article is confidential; --confidential writes it too", err=True)
    with reading() as progress:
        pieces = export_memory(workspace, edition, confidential=confidential, progress=progress)
        if output is None:
            for piece in pieces:
                click.echo(piece.encode(), nl=False)
        else:
            size = write_whole(output, pieces)
            click.echo(f"{options.near(str(output))}: {size} bytes")
    return 0


@command.command("stats")
@options.output_format
@click.pass_obj
def stats_command(directory: Path, style: str) -> int:
    """Show how much is remembered, by languages and by the files that it comes from."""
    workspace = open_workspace(directory)
    with reading() as progress, open_store(workspace.project, progress=progress) as store:
        languages, files = holdings(store), supplies(store)
        size = store.path.stat().st_size
    if style == "json":
        options.print_json(
            "memory-stats", {"languages": [asdict(one) for one in languages], "files": [asdict(one) for one in files], "bytes": size}
        )
        return 0
    if not languages:
        click.echo("Nothing is remembered yet: translate a catalog, or import a TMX file.")
        return 0
    rows = [(f"{one.source} → {one.target}", one.pairs, one.sources) for one in languages]
    options.print_table(("languages", "pairs", "sources"), rows, numbers=(1, 2))
    click.echo()
    options.print_table(("file", "pairs"), [(one.file, one.pairs) for one in files if one.pairs], numbers=(1,))
    return 0


def _show(match: Match, text: str) -> None:
    score = f"{match.score} %{' with the same neighbours' if match.context else ''}"
    approved = "approved  " if match.approved else ""
    click.echo(f"{score}  {approved}{match.kind}  {match.locale}  {match.origin.file} {match.place}".rstrip())
    if match.difference:
        click.echo(f"  {marked(match.source, text, match.difference)}")
    click.echo(f"  {match.target}")
    if match.changes:
        click.echo(f"  adapted: {', '.join(f'{change.old} → {change.new}' for change in match.changes)}; mind the grammar around it")
    if match.refused:
        click.echo(f"  not offered: {match.refused}")


def _document(match: Match) -> dict[str, object]:
    return {
        "score": match.score,
        "kind": match.kind,
        "context": match.context,
        "source": match.source,
        "target": match.target,
        "locale": match.locale,
        "file": match.origin.file,
        "edition": match.origin.edition or None,
        "place": match.place or None,
        "adapted": [asdict(one) for one in match.changes],
        "difference": [{"kind": part.kind, "old": list(part.old), "new": list(part.new)} for part in match.difference],
        "approved": match.approved,
        "refused": match.refused or None,
    }
