"""Who may come in to a server, worked out before it starts: one person by a link, or people by passwords or a proxy. Nothing lets in anybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from transflow.errors import UsageError
from transflow.review.access.private import private_directory
from transflow.review.access.users import Users
from transflow.review.serving import is_loopback, public_origin
from transflow.review.settings import Settings
from transflow.workflow.deciding.people import shell_person

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from transflow.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the shell: the address to listen on, who works alone, by which address people come, whether a proxy is believed."""

    host: str
    who: str | None = None
    address: str | None = None
    proxy: bool = False


def settings_for(
    workspace: Workspace, wish: Wish, own: Sequence[str], *, told: Callable[[str], None], log: Callable[[str], None]
) -> Settings:
    """Return the settings of a server that this machine calls by `own` origins; raises UsageError for what would let in anybody.

    `told` is given the links of one who works alone, `log` a line for every request where people sign in.
    """
    project = workspace.project
    local = is_loopback(wish.host)
    public = public_origin(wish.address) if wish.address else None
    at_home = public is None or is_loopback((urlsplit(public).hostname or "").strip("[]"))
    if wish.proxy and project.review.proxy is None:
        raise UsageError("--proxy believes what transflow.yaml names under `review: proxy:`, and it names nothing")
    if not wish.proxy and not Users(private_directory(project.root) / "users.json").all():
        if not local or not at_home:
            raise UsageError("nobody has a password yet, so only this machine may come in: `transflow users add WHO`, or --proxy")
        start = public or own[0]
        alone = shell_person(workspace, wish.who)[0]
        if not alone.active:
            raise UsageError(f"{alone.id} has left, as transflow.yaml says, and comes in nowhere")
        allowed = frozenset({*own, *((public,) if public else ())})
        return Settings(project.root, allowed, alone=alone, told=lambda token: told(link(start, token)))
    if wish.who:
        raise UsageError("--by is for one who works alone; here people sign in")
    if not local and public is None:
        raise UsageError("say by which address people come: --address https://review.example.org")
    if public and not at_home and not public.startswith("https:"):
        raise UsageError(
            "passwords do not go over a network in plain text: put a proxy with https before it, or give --certificate and --key"
        )
    return Settings(project.root, frozenset({public} if public else own), proxy=wish.proxy, log=log)


def link(origin: str, token: str) -> str:
    """Return the address that lets in the one person."""
    return f"{origin}/sign-in?token={token}"
