"""Sign-in and sign-out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from transflow.review.context import settings_of
from transflow.review.rendering import page

if TYPE_CHECKING:
    from starlette.requests import Request

    from transflow.review.access.entry import Entry


def local(address: str) -> str:
    """Return an address to go on to, which is a path of this server: `/` where it is anything else."""
    parts = urlsplit(address)
    plain = address.isascii() and address.isprintable() and "\\" not in address
    ours = address.startswith("/") and not address.startswith("//") and not parts.netloc and not parts.scheme
    return address if plain and ours else "/"


def _entry(request: Request) -> Entry:
    entry: Entry = request.app.state.entry
    return entry


def show(request: Request) -> Response:
    """Show how to sign in."""
    if request.state.person is not None:
        return RedirectResponse(local(request.query_params.get("next", "/")), 303)
    return _form(request, token=request.query_params.get("token", ""), after=request.query_params.get("next", "/"))


async def sign_in(request: Request) -> Response:
    """Sign somebody in by what the form says."""
    said = {name: values[-1] for name, values in parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=10).items()}
    return await run_in_threadpool(_sign_in, request, said)


def _sign_in(request: Request, said: dict[str, str]) -> Response:
    response = RedirectResponse(local(said.get("next", "/")), 303)
    if _entry(request).sign_in_alone(request, said.get("token", ""), response):
        return response
    wrong = "This link was used already, or is not the one in the terminal."
    return _form(request, token="", after=said.get("next", "/"), wrong=wrong, status=403)


def sign_out(request: Request) -> Response:
    """End the session."""
    response = RedirectResponse("/sign-in", 303)
    _entry(request).sign_out(request, response)
    return response


def _form(request: Request, *, token: str, after: str, wrong: str = "", status: int = 200) -> Response:
    alone = settings_of(request).alone
    return page(request, "sign-in.html", title="Sign in", status=status, token=token, after=local(after), wrong=wrong, alone=alone)
