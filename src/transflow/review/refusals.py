"""How the server says no: a page for people, `{"error", "what"}` for scripts, never a traceback.

`error` is a word that a script can decide by: `sign-in`, `refused`, `not-found`, `conflict`, `too-large`, `bad-request`, `foreign`,
`slow-down`, `storage`, `project`, `broken`.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from transflow.errors import ConflictError, Problems, RefusedError, StorageError, TransflowError, UsageError
from transflow.review.guard.headers import HEADERS
from transflow.review.rendering import page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

WORDS = {
    400: "bad-request",
    401: "sign-in",
    403: "refused",
    404: "not-found",
    405: "bad-request",
    408: "bad-request",
    409: "conflict",
    413: "too-large",
    415: "bad-request",
    421: "foreign",
    429: "slow-down",
    503: "storage",
}
TITLES = {
    401: "Sign in first",
    403: "This is not yours to do",
    404: "There is no such page",
    409: "Somebody changed this meanwhile",
    413: "This is too much at once",
    421: "Not by this address",
    429: "Too many tries",
    500: "Something broke here",
    503: "The disk refused",
}


def wants_page(request: Request) -> bool:
    """Tell whether a person waits for a page, and not a script for JSON."""
    if "application/json" in (request.headers.get("content-type", ""), request.headers.get("accept", "")):
        return False
    return request.method in {"GET", "HEAD"} or "text/html" in request.headers.get("accept", "")


def refuse(
    request: Request, status: int, what: str, *, error: str = "", headers: Mapping[str, str] | None = None, **more: object
) -> Response:
    """Return the answer that says no, and why."""
    response: Response
    if wants_page(request):
        title = TITLES.get(status, HTTPStatus(status).phrase)
        response = page(request, "error.html", title=title, status=status, code=status, what=what)
    else:
        response = JSONResponse({"error": error or WORDS.get(status, "broken"), "what": what, **more}, status)
    response.headers.update({**HEADERS, **(headers or {})})
    return response


def on_http(request: Request, bad: Exception) -> Response:
    """Answer what a page refused itself."""
    assert isinstance(bad, HTTPException)  # noqa: S101 - Starlette calls this for nothing else
    what = f"{bad.detail[:1].upper()}{bad.detail[1:]}"
    return refuse(request, bad.status_code, what if what.endswith(".") else f"{what}.", headers=bad.headers)


def on_error(request: Request, bad: Exception) -> Response:
    """Answer an error that a person can mend: what it says holds no secret, and paths are those of the project."""
    assert isinstance(bad, TransflowError)  # noqa: S101 - as above
    root = f"{request.app.state.settings.root}/"
    what = "\n".join(str(error).replace(root, "") for error in (bad.errors if isinstance(bad, Problems) else (bad,)))
    if isinstance(bad, StorageError):
        return refuse(request, 503, what)
    if isinstance(bad, RefusedError):
        return refuse(request, 403, what)
    if isinstance(bad, ConflictError):
        return refuse(request, 409, what)
    if isinstance(bad, UsageError):
        return refuse(request, 404, what)
    return refuse(request, 500, what, error="project")


def on_bug(request: Request, _: Exception) -> Response:
    """Answer what nobody foresaw; the server's own log has the rest."""
    return refuse(request, 500, "The server could not answer; what you saved before is on disk. The terminal where it runs says more.")
