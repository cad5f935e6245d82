"""Only the addresses that the server was told are answered: a foreign name that was made to point here (DNS rebinding) gets nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request

from transflow.review.refusals import refuse

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from starlette.types import ASGIApp, Receive, Scope, Send


class Hosts:
    """Refuse a request whose Host, port included, is none of ours."""

    def __init__(self, app: ASGIApp, hosts: AbstractSet[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        given = request.headers.getlist("host")
        if len(given) == 1 and given[0].lower() in self._hosts:
            await self._app(scope, receive, send)
            return
        known = ", ".join(sorted(self._hosts))
        await refuse(request, 421, f"This server answers as {known} only.")(scope, receive, send)
