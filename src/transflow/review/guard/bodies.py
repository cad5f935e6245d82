"""No request is larger than a page of ours would send, whatever it says of its length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request

from transflow.review.refusals import refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


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
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
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

    async def _refuse(self, request: Request, scope: Scope, receive: Receive, send: Send) -> None:
        what = f"A request may hold {self._limit:,} bytes."
        await refuse(request, 413, what, headers={"Connection": "close"})(scope, receive, send)
