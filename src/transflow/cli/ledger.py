"""`transflow ledger`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from transflow.cli import options
from transflow.cli.ledger_tables import difference_text, ledger_text
from transflow.files import save
from transflow.workflow.names.ledger import Compared, difference, ledger, ledger_of_other
from transflow.workflow.names.ledger_page import page
from transflow.workflow.names.revisions import open_other
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from transflow.workflow.names.ledger import Ledger
    from transflow.workflow.workspace import Workspace

TERMINAL = "-"


@click.command()
@options.articles
@options.editions
@click.option(
    "--format",
    "style",
    type=click.Choice(["table", "json", "csv", "html"]),
    default="table",
    show_default=True,
    help="For people, machines, spreadsheets; or a page with a picture.",
)
@click.option(
    "--output",
    metavar="FILE",
    help=f"Write here, not to the terminal (a page: not to editions/ledger.html); `{TERMINAL}` is the terminal.",
)
@options.against
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - click passes an argument for each option
    directory: Path, articles: tuple[str, ...], editions: tuple[str, ...], style: str, output: str | None, against: str | None
) -> int:
    """Show which name each edition uses for each concept: in which voice and slot, how often, and where."""
    workspace = open_workspace(directory)
    today = ledger(workspace, editions=editions, articles=articles)
    compared = _compared(workspace, today, against, editions, articles) if against is not None else None
    usual = workspace.project.root / "editions" / "ledger.html" if style == "html" else None
    target = usual if output is None else None if output == TERMINAL else Path(output)
    if style == "html":
        text = page(workspace, today, compared, at=(target or workspace.project.file).absolute().parent)
    elif compared is not None:
        text = difference_text(compared, style)
    else:
        text = ledger_text(today.rows, style)
    if target is None:
        click.echo(text, nl=False)
    else:
        save(target, text)
        click.echo(options.near(str(target.absolute())))
    return 0


def _compared(workspace: Workspace, today: Ledger, against: str, editions: tuple[str, ...], articles: tuple[str, ...]) -> Compared:
    slugs = [path.stem for path in workspace.articles(articles)] if articles else ()
    with open_other(workspace, against) as other:
        then = ledger_of_other(other.workspace, editions=editions, articles=slugs)
        return Compared(other.name, difference(then.rows, today.rows))
