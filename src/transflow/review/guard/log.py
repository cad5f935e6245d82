"""A line for every request: when, from where, who, what, how it ended. No query, no cookie, no body: nothing that lets anybody in."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Log:
    """Tell `write` of every request but those for static files."""

    def __init__(self, app: ASGIApp, write: Callable[[str], None]) -> None:
        self._app = app
        self._write = write

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            person = scope.get("state", {}).get("person")
            client = scope["client"][0] if scope.get("client") else "-"
            when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            took = round((time.perf_counter() - began) * 1000)
            path = quote(scope["path"][:500], safe="/@-._~")  # a line break in a path makes no second line
            self._write(f"{when} {client} {person.id if person else '-'} {scope['method']} {path} {status or 'broken'} {took} ms")
