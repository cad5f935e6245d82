"""The way in and out: who a request is from, what signs somebody in, what signs them out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.files import sweep
from transflow.review.access import proxy
from transflow.review.access.link import Link
from transflow.review.access.passwords import BusyError, fits
from transflow.review.access.private import private_directory
from transflow.review.access.sessions import ALONE, Sessions
from transflow.review.access.slowing import Slowing
from transflow.review.access.users import Users

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from transflow.policy import Person, Review
    from transflow.review.live import Live
    from transflow.review.settings import Settings

WRONG = "That is not the name and the password of anybody here."
USED = "This link was used already, or is not the one in the terminal."


@dataclass(frozen=True, slots=True)
class Refused:
    """Why somebody is not let in, and how many seconds they are to wait before the next try."""

    what: str
    status: int = 403
    wait: int = 0


class Entry:
    """All that lets people into one project."""

    def __init__(self, settings: Settings, live: Live) -> None:
        directory = private_directory(settings.root)
        sweep(directory)
        self._settings = settings
        self._live = live
        self._slowing = Slowing()
        self.sessions = Sessions(directory / "sessions.json")
        self.users = Users(directory / "users.json")
        self.link = Link(settings.told)
        name = f"transflow-{hashlib.sha256(str(settings.root.resolve()).encode()).hexdigest()[:8]}"
        self.cookie = f"__Host-{name}" if settings.secure else name  # a name of its own for each project: cookies know no ports

    @property
    def project(self) -> str:
        """What the project is called, for those who have come in: its title, or else its folder's name."""
        project = self._live.workspace().project
        return project.title or project.root.resolve().name

    def who(self, request: Request) -> Person | None:
        """Return the person that a request is from, as transflow.yaml has them now; None where it is nobody."""
        review = self._live.workspace().project.review
        if self._settings.proxy and proxy.is_from(request, review.proxy):
            return proxy.person(request, review)
        token = request.cookies.get(self.cookie)
        session = self.sessions.find(token) if token else None
        if session is None:
            return None
        if (alone := self._settings.alone) is not None:
            return self._alone(review, alone) if (session.stamp, session.person) == (ALONE, alone.id) else None
        user = self.users.find(session.person)
        if user is None or user.stamp != session.stamp:
            return None
        return _active(review, session.person)

    def sign_in(self, request: Request, response: Response, *, person: str, password: str) -> Refused | None:
        """Sign somebody in by name and password, or return why not: the same words and the same time for all that is wrong."""
        if self._settings.alone is not None:
            return Refused(USED)
        address = self._address(request)
        if wait := self._slowing.begin(person, address):
            seconds = int(wait) + 1
            return Refused(f"Too many tries; wait {seconds} seconds.", 429, seconds)
        try:
            right = fits(self.users, person, password)
        except BusyError:
            return Refused("Many sign in just now; try again.", 429, 5)
        user = self.users.find(person)
        if not right or user is None or _active(self._live.workspace().project.review, person) is None:
            return Refused(WRONG)
        self._slowing.succeed(person, address)
        self._begin(request, person, user.stamp, response)
        return None

    def sign_in_alone(self, request: Request, response: Response, token: str) -> Refused | None:
        """Sign the one person in by the printed link, or return why not."""
        alone = self._settings.alone
        if alone is None or not self.link.use(token):
            return Refused(USED)
        self._begin(request, alone.id, ALONE, response)
        return None

    def sign_out(self, request: Request, response: Response) -> None:
        """End the session of a request, on the server and in the browser."""
        if token := request.cookies.get(self.cookie):
            self.sessions.end(token)
        response.delete_cookie(self.cookie, path="/", secure=self._settings.secure, httponly=True, samesite="strict")

    def _alone(self, review: Review, alone: Person) -> Person | None:
        return _active(review, alone.id) if alone.id in review.people else alone

    def _begin(self, request: Request, person: str, stamped: str, response: Response) -> None:
        if old := request.cookies.get(self.cookie):
            self.sessions.end(old)  # a session that stood before this sign-in is nobody's any more
        token = self.sessions.begin(person, stamped, request.headers.get("user-agent", ""))
        response.set_cookie(self.cookie, token, path="/", secure=self._settings.secure, httponly=True, samesite="strict")

    def _address(self, request: Request) -> str:
        """Return the address of the browser; only a proxy of ours is believed when it says that it speaks for another.

        Where people come by https, what calls from this machine is the proxy that speaks it: else all would share its address, and one who guesses would shut the door to everybody.
        """
        named = self._settings.proxy and proxy.is_from(request, self._live.workspace().project.review.proxy)
        if named or (self._settings.secure and proxy.is_here(request)):
            return proxy.browser(request)
        return request.client.host if request.client else ""


def _active(review: Review, person: str) -> Person | None:
    found = review.people.get(person)
    return found if found is not None and found.active else None
