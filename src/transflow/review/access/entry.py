"""The way in and out: who a request is from, what signs somebody in, what signs them out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from transflow.review.access.link import Link
from transflow.review.access.private import private_directory
from transflow.review.access.sessions import ALONE, Sessions

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from transflow.review.settings import Settings
    from transflow.workflow.people import Person


class Entry:
    """All that lets people into one project."""

    def __init__(self, settings: Settings) -> None:
        directory = private_directory(settings.root)
        self._settings = settings
        self.sessions = Sessions(directory / "sessions.json")
        self.link = Link()
        name = f"transflow-{hashlib.sha256(str(settings.root.resolve()).encode()).hexdigest()[:8]}"
        self.cookie = f"__Host-{name}" if settings.secure else name  # a name of its own for each project: cookies know no ports

    def who(self, request: Request) -> Person | None:
        """Return the person that a request is from, None where it is nobody."""
        token = request.cookies.get(self.cookie)
        session = self.sessions.find(token) if token else None
        alone = self._settings.alone
        if session is None or alone is None:
            return None
        return alone if session.stamp == ALONE and session.person == alone.id else None

    def sign_in_alone(self, request: Request, token: str, response: Response) -> bool:
        """Sign the one person in by the printed link; tell whether it was the right one."""
        alone = self._settings.alone
        if alone is None or not self.link.use(token):
            return False
        self._begin(request, alone.id, ALONE, response)
        return True

    def sign_out(self, request: Request, response: Response) -> None:
        """End the session of a request, on the server and in the browser."""
        if token := request.cookies.get(self.cookie):
            self.sessions.end(token)
        response.delete_cookie(self.cookie, path="/", secure=self._settings.secure, httponly=True, samesite="strict")

    def _begin(self, request: Request, person: str, stamped: str, response: Response) -> None:
        if old := request.cookies.get(self.cookie):
            self.sessions.end(old)  # a session that stood before this sign-in is nobody's any more
        token = self.sessions.begin(person, stamped, request.headers.get("user-agent", ""))
        response.set_cookie(self.cookie, token, path="/", secure=self._settings.secure, httponly=True, samesite="strict")
