"""`transflow signoff`: approve, reject, waive; what was done to a unit; whether all chains are whole."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from transflow.checks.report import visible
from transflow.cli import options
from transflow.signoffs import Act
from transflow.workflow.deciding.history import log, verify_all
from transflow.workflow.deciding.people import shell_person
from transflow.workflow.deciding.signing import sign_each
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from transflow.workflow.deciding.history import Logged
    from transflow.workflow.deciding.signing import Outcome

_article = click.argument("article")
_edition = click.option("--edition", "-e", required=True, metavar="EDITION", help="Whose catalog.")
_units = click.option("--unit", "-u", "units", multiple=True, required=True, metavar="ID", help="This unit (may be given again).")
_by = click.option("--by", metavar="WHO", help="Who decides, as transflow.yaml calls them (default: whom git commits as).")
_DONE = {Act.APPROVE: "approved", Act.REJECT: "rejected", Act.WAIVE: "waived"}


@click.group()
def command() -> None:
    """Approve, reject and waive, unit by unit; each decision is bound to exactly the text and the names that it was given for."""


@command.command("approve")
@_article
@_edition
@_units
@_by
@click.option("--reason", default="", metavar="TEXT", help="A remark for the log.")
@options.output_format
@click.pass_obj
def approve_command(  # noqa: PLR0913, PLR0917 - as many as there are options
    directory: Path, article: str, edition: str, units: tuple[str, ...], by: str | None, reason: str, style: str
) -> int:
    """Approve units as they stand; a draft is no draft any more. Exit code 1 where the project's policy refuses one."""
    return _sign(directory, Act.APPROVE, (edition, article, units), by=by, reason=reason, style=style)


@command.command("reject")
@_article
@_edition
@_units
@_by
@click.option("--reason", required=True, metavar="TEXT", help="What is wrong.")
@options.output_format
@click.pass_obj
def reject_command(  # noqa: PLR0913, PLR0917 - as many as there are options
    directory: Path, article: str, edition: str, units: tuple[str, ...], by: str | None, reason: str, style: str
) -> int:
    """Reject units as they stand: they count as drafts until they are edited, or approved after all."""
    return _sign(directory, Act.REJECT, (edition, article, units), by=by, reason=reason, style=style)


@command.command("waive")
@_article
@_edition
@_units
@_by
@click.option("--check", "-c", required=True, metavar="CHECK", help="The check whose findings in these units are to stand.")
@click.option("--reason", required=True, metavar="TEXT", help="Why it is right all the same.")
@options.output_format
@click.pass_obj
def waive_command(  # noqa: PLR0913, PLR0917 - as many as there are options
    directory: Path, article: str, edition: str, units: tuple[str, ...], by: str | None, check: str, reason: str, style: str
) -> int:
    """Let the findings of a check stand in units, until their text changes."""
    return _sign(directory, Act.WAIVE, (edition, article, units), by=by, reason=reason, check=check, style=style)


@command.command("log")
@_article
@_edition
@click.option("--unit", "-u", "units", multiple=True, metavar="ID", help="Only this unit (may be given again).")
@options.output_format
@click.pass_obj
def log_command(directory: Path, article: str, edition: str, units: tuple[str, ...], style: str) -> int:
    """Show what people did to units, and what each decision counts for today."""
    told = log(open_workspace(directory), edition=edition, article=article, units=units)
    if style == "json":
        lines = [{"line": one.line, **asdict(one.signoff), "verdict": one.verdict, "why": one.why or None} for one in told]
        options.print_json("signoff-log", {"edition": edition, "article": article, "lines": lines})
        return 0
    for one in told:
        _show(one)
    if not told:
        click.echo("Nobody has signed anything here.")
    return 0


@command.command("verify")
@options.articles
@options.editions
@options.output_format
@click.pass_obj
def verify_command(directory: Path, articles: tuple[str, ...], editions: tuple[str, ...], style: str) -> int:
    """Verify that no line was changed or taken out; exit code 1 where one was."""
    found = tuple(verify_all(open_workspace(directory), editions=editions, articles=articles))
    if style == "json":
        options.print_json("signoff-verify", {"files": [{**asdict(one), "whole": one.whole} for one in found]})
    else:
        for one in found:
            for fault in one.faults:
                click.echo(f"{one.file}:{fault.line}: {'error' if fault.grave else 'note'}: {fault.what}")
        broken = sum(not one.whole for one in found)
        click.echo(
            f"{sum(one.lines for one in found)} lines in {len(found)} files; {broken or 'no'} chain{'' if broken == 1 else 's'} broken"
        )
    return 1 if any(not one.whole for one in found) else 0


def _sign(  # noqa: PLR0913 - an option each
    directory: Path, act: Act, where: tuple[str, str, Sequence[str]], *, by: str | None, reason: str, style: str, check: str = ""
) -> int:
    workspace = open_workspace(directory)
    edition, article, units = where
    person, here = shell_person(workspace, by)
    done = sign_each(workspace, units, act, edition=edition, article=article, by=person, reason=reason, check=check, here=here)
    if style == "json":
        options.print_json(f"signoff-{act}", _document(done))
    else:
        for one in done:
            if one.signoff is None:
                click.echo(f"{one.unit}  refused: {one.refused}")
            else:
                click.echo(f"{one.unit}  {_DONE[act]} by {one.signoff.by}")
    return 1 if any(one.signoff is None for one in done) else 0


def _document(done: Sequence[Outcome]) -> dict[str, Any]:
    return {
        "signoffs": [asdict(one.signoff) for one in done if one.signoff is not None],
        "refused": [{"unit": one.unit, "reason": one.refused} for one in done if one.signoff is None],
    }


def _show(one: Logged) -> None:
    signoff = one.signoff
    what = f"{signoff.act} {signoff.check}".rstrip()
    click.echo(f"{signoff.at}  {signoff.unit}  {visible(signoff.by)}  {what}  {one.verdict}" + (f": {visible(one.why)}" if one.why else ""))
    if signoff.reason:
        click.echo(f"    {visible(signoff.reason)}")
