"""Who asks: the person of the session, on every request anew, so that a role that was taken away is gone at once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from transflow.errors import TransflowError
from transflow.review.refusals import on_error, refuse, wants_page

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from transflow.review.access.entry import Entry

OPEN = ("/sign-in", "/static/")  # what nobody has to sign in for


class Who:
    """Put the person on `request.state.person`; whoever is nobody gets to the open paths only."""

    def __init__(self, app: ASGIApp, entry: Entry) -> None:
        self._app = app
        self._entry = entry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        request.state.person = None
        request.state.project = ""
        opened = scope["path"] == OPEN[0] or scope["path"].startswith(OPEN[1])
        try:
            if not scope["path"].startswith(OPEN[1]):
                request.state.person = await run_in_threadpool(self._entry.who, request)
        except TransflowError as bad:
            await on_error(request, bad)(scope, receive, send)
            return
        if request.state.person is not None:
            request.state.project = self._entry.project
        elif not opened:
            await self._refuse(request)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _refuse(self, request: Request) -> Response:
        if not wants_page(request):
            return refuse(request, 401, "Sign in first.")
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse("/sign-in" if asked == "/" else f"/sign-in?next={quote(asked, safe='/')}", 303)
