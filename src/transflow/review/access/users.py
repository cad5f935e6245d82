"""Who has a password: a file outside the project that only this account may read. Roles and languages are transflow.yaml's to say."""

from __future__ import annotations

import hashlib
import threading
import time
from typing import TYPE_CHECKING

import msgspec

from transflow.errors import Position, StorageError, UsageError
from transflow.files import locked
from transflow.review.access.private import read_private, save_private
from transflow.review.live import Stamp, stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


class User(msgspec.Struct, frozen=True):
    """Somebody with a password: its argon2id hash, and when it was set (seconds since 1970)."""

    hash: str
    changed: int

    @property
    def stamp(self) -> str:
        """What sessions of this password carry; another password makes it another, and they end."""
        return hashlib.sha256(f"{self.hash}\0{self.changed}".encode()).hexdigest()[:24]


class _Kept(msgspec.Struct, forbid_unknown_fields=True):
    users: dict[str, User] = {}


class Users:
    """The passwords of one project; a change on the shell holds for a running server at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._read: tuple[Stamp, Mapping[str, User]] | None = None

    def all(self) -> Mapping[str, User]:
        """Return everybody who has a password, by short name; raises StorageError where the file cannot be trusted or read."""
        with self._lock:
            seen = stamp(self.path)
            if self._read is None or self._read[0] != seen:
                self._read = seen, self._load()
            return self._read[1]

    def find(self, person: str) -> User | None:
        """Return somebody by short name; None where they have no password."""
        return self.all().get(person)

    def set(self, person: str, hashed: str, *, new: bool) -> None:
        """Give somebody a password; raises UsageError for a `new` one who has one already, or another who has none."""

        def put(users: dict[str, User]) -> None:
            if new == (person in users):
                known = "has a password already; `transflow users password` changes it" if new else "has no password yet"
                raise UsageError(f"{person} {known}")
            users[person] = User(hashed, int(time.time()))

        self._change(put)

    def remove(self, person: str) -> None:
        """Take somebody's password away; raises UsageError where they have none."""

        def drop(users: dict[str, User]) -> None:
            if users.pop(person, None) is None:
                raise UsageError(f"{person} has no password")

        self._change(drop)

    def _load(self) -> dict[str, User]:
        data = read_private(self.path)
        try:
            return msgspec.json.decode(data, type=_Kept).users if data else {}
        except msgspec.DecodeError as bad:
            raise StorageError(f"no list of users: {bad}", Position(str(self.path))) from None

    def _change(self, change: Callable[[dict[str, User]], None]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with locked(self.path, cache=self.path.parent):
            users = self._load()
            change(users)
            save_private(self.path, msgspec.json.encode(_Kept(users)))
