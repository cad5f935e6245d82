"""Sign-in and sign-out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from transflow.review.context import site_of
from transflow.review.rendering import page

if TYPE_CHECKING:
    from starlette.requests import Request

_FIELDS = 10


def local(address: str) -> str:
    """Return an address to go on to, which is a path of this server: `/` where it is anything else."""
    plain = address.isascii() and address.isprintable() and "\\" not in address
    if not plain or not address.startswith("/") or address.startswith("//"):
        return "/"
    parts = urlsplit(address)
    return "/" if parts.netloc or parts.scheme or parts.path.startswith("/sign-") else address


def show(request: Request) -> Response:
    """Show how to sign in."""
    after = request.query_params.get("next", "/")
    if request.state.person is not None:
        return RedirectResponse(local(after), 303)
    return _form(request, token=request.query_params.get("token", ""), after=after)


async def sign_in(request: Request) -> Response:
    """Sign somebody in by what the form says."""
    try:
        said = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=_FIELDS)
    except ValueError:
        said = {}
    return await run_in_threadpool(_sign_in, request, {name: values[-1] for name, values in said.items()})


def _sign_in(request: Request, said: dict[str, str]) -> Response:
    after = local(said.get("next", "/"))
    response = RedirectResponse(after, 303)
    entry = site_of(request).entry
    if site_of(request).settings.alone is not None:
        refused = entry.sign_in_alone(request, response, said.get("token", ""))
    else:
        refused = entry.sign_in(request, response, person=said.get("person", "").strip(), password=said.get("password", ""))
    if refused is None:
        return response
    answer = _form(request, token="", after=after, wrong=refused.what, named=said.get("person", ""), status=refused.status)
    if refused.wait:
        answer.headers["Retry-After"] = str(refused.wait)
    return answer


def sign_out(request: Request) -> Response:
    """End the session."""
    response = RedirectResponse("/sign-in", 303)
    site_of(request).entry.sign_out(request, response)
    return response


def _form(  # noqa: PLR0913 - what the form holds
    request: Request, *, token: str, after: str, wrong: str = "", named: str = "", status: int = 200
) -> Response:
    return page(
        request,
        "sign-in.html",
        title="Sign in",
        status=status,
        token=token,
        after=local(after),
        wrong=wrong,
        named=named[:100],
        alone=site_of(request).settings.alone,
        passwords=bool(site_of(request).entry.users.all()),
    )
