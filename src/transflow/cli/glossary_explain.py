"""`transflow glossary explain`: what an edition calls for in the place of one concept, and which rule says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from transflow.cli import options
from transflow.workflow.names.explain import explain
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from transflow.workflow.names.explain import Explained, Explanation


@click.command("explain")
@click.argument("concept")
@click.option("--edition", required=True, help="The edition, such as ru@desk.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day of the event (rules may hold for some days only).")
@options.output_format
@click.pass_obj
def command(directory: Path, concept: str, edition: str, day: datetime | None, style: str) -> int:
    """Show what an edition calls for in every voice and slot, with the file and line of the rule that won and its reason."""
    told = explain(open_workspace(directory), concept, edition=edition, day=day.date() if day else None)
    if style == "json":
        options.print_json("glossary-explain", _document(told))
    else:
        _show(told)
    return 0


def _show(told: Explained) -> None:
    click.echo(f"{told.concept} ({told.kind}) in {told.edition}: {told.definition}")
    click.echo()
    rows = [(one.where, " or ".join(one.forms or one.names) or "as the source says", _place(one)) for one in told.uses]
    options.print_table(("where", "calls for", "rule"), rows)
    click.echo()
    for reason in dict.fromkeys(one.reason for one in told.uses if one.reason):
        click.echo(f"why: {reason}")
    for what, text, position in told.also:
        click.echo(f"{what}: {text}" + (f" ({options.near(position)})" if position else ""))


def _place(one: Explanation) -> str:
    if one.position is None:
        return "–"
    return options.near(str(one.position)) + (f" (style {one.style})" if one.style else "")


def _document(told: Explained) -> dict[str, object]:
    return {
        "concept": told.concept,
        "kind": told.kind,
        "definition": told.definition,
        "edition": told.edition,
        "style": told.style,
        "uses": [
            {
                "voice": one.use.voice,
                "slot": one.use.slot,
                "turn": one.use.turn,
                "derived": one.use.derived,
                "side": one.use.side or None,
                "names": list(one.names),
                "forms": list(one.forms),
                "as-source": one.as_source,
                "style": one.style or None,
                "reason": one.reason or None,
                "file": options.near(one.position.file) if one.position else None,
                "line": one.position.line if one.position else None,
                "column": one.position.column if one.position else None,
            }
            for one in told.uses
        ],
        "also": [{"what": what, "text": text, "position": options.near(position) or None} for what, text, position in told.also],
    }
