"""`transflow users`."""

from __future__ import annotations

import secrets
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from transflow.cli import options
from transflow.cli.extras import review_page
from transflow.errors import UsageError
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from transflow.review.access.sessions import Sessions
    from transflow.review.access.users import Users
    from transflow.workflow.workspace import Workspace

_from_stdin = click.option("--stdin", is_flag=True, help="Read the password from standard input instead of asking.")
_made = click.option("--generate", is_flag=True, help="Make a password and print it.")
_who = click.argument("who")


@click.group()
def command() -> None:
    """Look after who signs in to the review page with a password.

    Names, roles and languages stand in transflow.yaml (`review: people:`); the passwords' hashes in a file outside the project.
    """


@command.command()
@_who
@_from_stdin
@_made
@click.pass_obj
def add(directory: Path, who: str, *, stdin: bool, generate: bool) -> int:
    """Give somebody whom transflow.yaml names a password."""
    return _set(directory, who, stdin=stdin, generate=generate, new=True)


@command.command()
@_who
@_from_stdin
@_made
@click.pass_obj
def password(directory: Path, who: str, *, stdin: bool, generate: bool) -> int:
    """Change somebody's password; their sessions end."""
    return _set(directory, who, stdin=stdin, generate=generate, new=False)


@command.command()
@_who
@click.pass_obj
def remove(directory: Path, who: str) -> int:
    """Take somebody's password away; their sessions end."""
    users, sessions = _private(open_workspace(directory))
    users.remove(who)
    ended = sessions.end_all(who)
    click.echo(f"{who} can no longer sign in; {_sessions(ended)} ended")
    return 0


@command.command("list")
@options.output_format
@click.pass_obj
def list_(directory: Path, style: str) -> int:
    """List who is named in transflow.yaml, and who of them has a password."""
    workspace = open_workspace(directory)
    users, sessions = _private(workspace)
    people, known = workspace.project.review.people, users.all()
    present = [one.person for one in sessions.present()]
    rows = []
    for name in [*people, *(name for name in known if name not in people)]:
        person = people.get(name)
        rows.append(
            {
                "id": name,
                "name": person.name if person else "",
                "role": str(person.role) if person else None,
                "languages": list(person.languages) if person else [],
                "active": bool(person and person.active),
                "password": _day(known[name].changed) if name in known else None,
                "sessions": present.count(name),
            }
        )
    if style == "json":
        options.print_json("users", {"users": rows})
    elif rows:
        options.print_table(
            ("id", "name", "role", "languages", "password since", "sessions"),
            [
                (
                    row["id"],
                    row["name"],
                    (row["role"] or "not in transflow.yaml") if row["active"] or not row["role"] else "has left",
                    " ".join(row["languages"]) or "all",  # type: ignore[arg-type]
                    row["password"] or "none",
                    row["sessions"] or "·",
                )
                for row in rows
            ],
            numbers=(5,),
        )
    else:
        click.echo("transflow.yaml names nobody yet: list people under `review: people:`")
    return 0


@command.command()
@click.argument("who", required=False)
@click.option("--end", is_flag=True, help="End them: those of WHO, or all.")
@options.output_format
@click.pass_obj
def sessions(directory: Path, who: str | None, style: str, *, end: bool) -> int:
    """List who is signed in, and since when."""
    _, kept = _private(open_workspace(directory))
    present = [one for one in kept.present() if who in {None, one.person}]
    if end:
        ended = sum(kept.end_all(person) for person in {one.person for one in present})
        click.echo(f"{_sessions(ended)} ended")
    elif style == "json":
        rows = [{"id": one.person, "began": _moment(one.began), "used": _moment(one.used), "browser": one.browser} for one in present]
        options.print_json("users-sessions", {"sessions": rows})
    elif present:
        options.print_table(
            ("id", "began", "last used", "browser"),
            [(one.person, _moment(one.began), _moment(one.used), one.browser[:60]) for one in present],
        )
    else:
        click.echo("Nobody is signed in.")
    return 0


def _set(directory: Path, who: str, *, stdin: bool, generate: bool, new: bool) -> int:
    with review_page():
        from transflow.review.access.passwords import hashed  # noqa: PLC0415 - an extra, which other commands do without
    workspace = open_workspace(directory)
    people = workspace.project.review.people
    if who not in people:
        known = ", ".join(people) or "nobody yet"
        raise UsageError(f"transflow.yaml names no {who!r} under `review: people:`; it has {known}")
    if not people[who].active:
        raise UsageError(f"{who} has left, as transflow.yaml says (`active: false`), and comes in nowhere")
    users, _ = _private(workspace)
    if new == (who in users.all()):
        raise UsageError(
            f"{who} {'has a password already; `transflow users password` changes it' if new else 'has no password yet; `transflow users add`'}"
        )
    if generate:
        chosen = "-".join(secrets.token_urlsafe(4) for _ in range(4))
    elif stdin:
        chosen = sys.stdin.readline().rstrip("\r\n")
    else:
        chosen = click.prompt(f"Password of {who}", hide_input=True, confirmation_prompt=True)
    users.set(who, hashed(chosen, person=who), new=new)
    click.echo(f"{who} can sign in" if new else f"{who} has another password; sessions with the old one have ended")
    if generate:
        click.echo(chosen)
    return 0


def _private(workspace: Workspace) -> tuple[Users, Sessions]:
    with review_page():
        from transflow.review.access.private import private_directory  # noqa: PLC0415 - an extra, which other commands do without
        from transflow.review.access.sessions import Sessions  # noqa: PLC0415 - as above
        from transflow.review.access.users import Users  # noqa: PLC0415 - as above
    directory = private_directory(workspace.project.root)
    return Users(directory / "users.json"), Sessions(directory / "sessions.json")


def _sessions(number: int) -> str:
    return f"{number} session{'' if number == 1 else 's'}"


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _day(seconds: int) -> str:
    return _moment(seconds)[:10]
