"""Other sites may link here and nothing else: by what a browser says of where a request comes from (Sec-Fetch-Site, Origin).

A page on another port of the same machine is the same site to a browser, which then sends its cookies along; so only the same origin counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request

from transflow.review.refusals import refuse

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from starlette.types import ASGIApp, Receive, Scope, Send

READING = frozenset({"GET", "HEAD"})


class Origins:
    """Refuse what another site asks for, but for opening a page; what changes something must say that it comes from ours."""

    def __init__(self, app: ASGIApp, origins: AbstractSet[str]) -> None:
        self._app = app
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and not self._is_ours(request := Request(scope)):
            answer = refuse(request, 403, "This request comes from another site, or does not say where it comes from.", error="foreign")
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_ours(self, request: Request) -> bool:
        site = request.headers.get("sec-fetch-site")
        origin = request.headers.get("origin")
        if request.method in READING:
            opens = request.headers.get("sec-fetch-mode") == "navigate" and request.headers.get("sec-fetch-dest") == "document"
            return site in {None, "none", "same-origin"} or opens
        if origin is not None and origin not in self._origins:
            return False
        return site == "same-origin" if site is not None else origin is not None
