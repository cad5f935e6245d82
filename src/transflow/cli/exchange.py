"""What the commands of exchange share: how they tell what a format cannot say, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from transflow.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.errors import Position
    from transflow.workflow.exchange.glossary_offer import Remark

SHOWN = 40  # remarks for people; a machine gets all
report_style = click.option(
    "--report",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What is told of it: for people, or one JSON document.",
)


def tell(told: Sequence[Remark]) -> None:
    """Print remarks for people."""
    for one in told[:SHOWN]:
        click.echo(options.near(str(one)), err=True)
    if len(told) > SHOWN:
        click.echo(f"… and {len(told) - SHOWN} more; --report json tells all", err=True)


def remark(one: Remark) -> dict[str, object]:
    """Return a remark as it stands in machine output."""
    return {"message": one.what, "count": one.count, **place(one.at)}


def place(at: Position | None) -> dict[str, object]:
    """Return a place as it stands in machine output, null where there is none."""
    return {"file": options.near(at.file) if at else None, "line": at.line if at else None, "column": at.column if at else None}
