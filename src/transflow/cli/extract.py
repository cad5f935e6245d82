"""`transflow extract`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from transflow.cli import options
from transflow.memory.difference import difference, marked
from transflow.merge import Kind
from transflow.workflow.extract import extract
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from transflow.merge import Change
    from transflow.workflow.extract import Extracted

_ALWAYS_SHOWN = (Kind.KEPT, Kind.MOVED, Kind.FUZZY, Kind.NEW, Kind.GONE)
_SAME_SOURCE = (Kind.MOVED, Kind.NEW, Kind.GONE)


@click.command()
@options.articles
@options.editions
@click.option("--check", "only_look", is_flag=True, help="Write nothing; exit with 1 if a catalog or a template is not up to date.")
@click.option("--list", "listed", is_flag=True, help="List every unit that changed, its source beside what it was.")
@options.output_format
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - click passes an argument for each option
    directory: Path,
    articles: tuple[str, ...],
    editions: tuple[str, ...],
    only_look: bool,  # noqa: FBT001 - click passes it by name
    listed: bool,  # noqa: FBT001 - as above
    style: str,
) -> int:
    """Put the articles' units into the template and the catalog of every edition; translations are kept."""
    workspace = open_workspace(directory)
    extracted = extract(workspace, editions=editions, articles=articles, write=not only_look)
    show(extracted, style, root=workspace.project.root, would=only_look)
    if listed and style == "text":
        for one in extracted:
            _list(one)
    return int(only_look and any(one.changed or one.template_changed for one in extracted))


def rows(extracted: Sequence[Extracted], *, root: Path) -> list[dict[str, object]]:
    """Return what became of every catalog, for machines: the units by kind, and all but the kept ones with their old and new source."""
    return [
        {
            "edition": one.edition,
            "article": one.article,
            "units": one.units,
            "changed": one.changed,
            "template_changed": one.template_changed,
            "file": one.path.relative_to(root).as_posix(),
            "report": one.report.units(),
            "changes": [_row(change) for change in one.report.changes if change.kind is not Kind.KEPT],
        }
        for one in extracted
    ]


def show(extracted: Sequence[Extracted], style: str, *, root: Path, would: bool = False) -> None:
    """Print what became of every catalog, or `would`."""
    if style == "json":
        options.print_json("extract", {"catalogs": rows(extracted, root=root)})
    elif extracted:
        counts = [one.report.counts() for one in extracted]
        kinds = [kind for kind in Kind if kind in _ALWAYS_SHOWN or any(count[kind] for count in counts)]
        words = ("would change", "up to date") if would else ("written", "unchanged")
        table = [
            (one.edition, one.article, one.units, *(count[kind] or "·" for kind in kinds), words[0 if one.changed else 1])
            for one, count in zip(extracted, counts, strict=True)
        ]
        options.print_table(("edition", "article", "units", *kinds, ""), table, numbers=range(2, 3 + len(kinds)))
        for article in dict.fromkeys(one.article for one in extracted if would and one.template_changed):
            click.echo(f"The template of {article} is not up to date.")
    else:
        click.echo("No articles yet: put one into articles/.")


def _row(change: Change) -> dict[str, Any]:
    return {
        "unit": change.entry.unit,
        "change": change.kind,
        "state": change.entry.state,
        "context": change.entry.context,
        "source": change.entry.source,
        "likeness": int(100 * change.likeness),
        "old": [{"unit": old.unit, "context": old.context, "source": old.source} for old in change.old],
    }


def _list(one: Extracted) -> None:
    """Print a line for every unit that is not as it was."""
    lines = list(_lines(one.report.changes))
    if lines:
        click.secho(f"\n{one.edition} {one.article}", bold=True)
        for line in lines:
            click.echo(line)


def _lines(changes: Sequence[Change]) -> Iterator[str]:
    for change in changes:
        if change.kind is Kind.KEPT:
            continue
        source = change.entry.source
        if change.kind in _SAME_SOURCE or not change.old:
            told = f"{'':6}{source}"
        else:
            was = " ".join(old.source for old in change.old)
            told = f"{int(100 * change.likeness):3} %  "
            told += f"{was} → {source}" if change.kind is Kind.SPLIT else marked(was, source, difference(was, source))
        yield f"  {change.kind:9} {told}"
