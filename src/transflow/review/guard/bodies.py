"""No request is larger than a page of ours would send, whatever it says of its length, nor slower than a bad line would have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
from starlette.requests import Request

from transflow.review.refusals import refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PATIENCE = 30.0  # seconds in which a body has to come


class Bodies:
    """Read the body of a request before anybody works on it; refuse one that is over the limit or says nonsense of its length."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        said = request.headers.get("content-length", "0")
        if not said.isascii() or not said.isdigit() or int(said) > self._limit:
            await self._refuse(request, scope, receive, send)
            return
        try:
            with anyio.fail_after(_PATIENCE):
                body = await self._whole(receive)
        except TimeoutError:
            await refuse(request, 408, "The request did not come to its end.", headers={"Connection": "close"})(scope, receive, send)
            return
        if body is None:
            return
        if len(body) > self._limit:
            await self._refuse(request, scope, receive, send)
            return
        given = False

        async def whole() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": bytes(body), "more_body": False}

        await self._app(scope, whole, send)

    async def _whole(self, receive: Receive) -> bytearray | None:
        """Return the body as far as the limit and a piece beyond it; None where the browser has gone."""
        body = bytearray()
        more = True
        while more and len(body) <= self._limit:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            body += message.get("body", b"")
            more = message.get("more_body", False)
        return body

    async def _refuse(self, request: Request, scope: Scope, receive: Receive, send: Send) -> None:
        what = f"A request may hold {self._limit:,} bytes."
        await refuse(request, 413, what, headers={"Connection": "close"})(scope, receive, send)
