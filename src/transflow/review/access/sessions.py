"""Sessions live on the server: a browser holds a token, the file its hash, so that neither a copy of the file nor of a log lets anybody in.

A session ends by sign-out, by a change of the password or the person (`stamp`), when nobody used it for IDLE, and ABSOLUTE after it began.
It outlives a restart of the server: whoever types all day is not thrown out by an update.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from typing import TYPE_CHECKING

import msgspec

from transflow.files import locked
from transflow.review.access.private import read_private, save_private
from transflow.review.live import Stamp, stamp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

IDLE = 12 * 3600
ABSOLUTE = 7 * 24 * 3600
_NOTED = 300  # how often, in seconds, the use of a session is written down
ALONE = "alone"  # the stamp of sessions that began with the printed link


class Session(msgspec.Struct, frozen=True):
    """One browser that signed in; times are seconds since 1970."""

    person: str
    stamp: str
    began: int
    used: int
    browser: str = ""


class _Kept(msgspec.Struct):
    sessions: dict[str, Session] = {}


class Sessions:
    """The sessions of one project, in a file that only this account can read."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._read: tuple[Stamp, dict[str, Session]] | None = None

    def begin(self, person: str, stamped: str, browser: str = "") -> str:
        """Begin a session and return its token, which is nowhere kept."""
        token = secrets.token_urlsafe(32)
        now = int(self._clock())

        def add(sessions: dict[str, Session]) -> None:
            sessions[_hashed(token)] = Session(person, stamped, now, now, browser[:200])

        self._change(add)
        return token

    def find(self, token: str) -> Session | None:
        """Return the session of a token while it lasts, and note now and then that it is used."""
        key = _hashed(token)
        session = self._all().get(key)
        now = int(self._clock())
        if session is None or self._is_over(session, now):
            return None
        if now - session.used >= _NOTED:

            def note(sessions: dict[str, Session]) -> None:
                if key in sessions:
                    sessions[key] = msgspec.structs.replace(sessions[key], used=now)

            self._change(note)
        return session

    def end(self, token: str) -> None:
        """End the session of a token for good."""
        self._change(lambda sessions: sessions.pop(_hashed(token), None))

    def end_all(self, person: str) -> int:
        """End all sessions of a person; return how many those were."""
        ended: list[str] = []

        def drop(sessions: dict[str, Session]) -> None:
            ended.extend(key for key, session in sessions.items() if session.person == person)
            for key in ended:
                del sessions[key]

        self._change(drop)
        return len(ended)

    def present(self) -> tuple[Session, ...]:
        """Return the sessions that last, in the order in which they began."""
        now = int(self._clock())
        return tuple(sorted((one for one in self._all().values() if not self._is_over(one, now)), key=lambda one: one.began))

    def _is_over(self, session: Session, now: int) -> bool:
        return now - session.used > IDLE or now - session.began > ABSOLUTE

    def _all(self) -> dict[str, Session]:
        with self._lock:
            seen = stamp(self._path)
            if self._read is None or self._read[0] != seen:
                self._read = seen, self._load()
            return self._read[1]

    def _load(self) -> dict[str, Session]:
        data = read_private(self._path)
        if not data:
            return {}
        try:
            return msgspec.json.decode(data, type=_Kept).sessions
        except msgspec.DecodeError:
            return {}  # nobody can be let in by a file that cannot be read: everybody signs in again

    def _change(self, change: Callable[[dict[str, Session]], object]) -> None:
        with locked(self._path, cache=self._path.parent):
            sessions = self._load()
            change(sessions)
            now = int(self._clock())
            lasting = {key: one for key, one in sessions.items() if not self._is_over(one, now)}
            save_private(self._path, msgspec.json.encode(_Kept(lasting)))
        with self._lock:
            self._read = None


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


__all__ = ["ABSOLUTE", "ALONE", "IDLE", "Session", "Sessions"]
