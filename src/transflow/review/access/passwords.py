"""Passwords: hashed with argon2id, two at a time, and the same work for whoever is not there, so that no answer tells who is.

The cost is RFC 9106's second choice (64 MiB, three passes), so that two log-ins take 128 MiB and no more, however many come.
"""

from __future__ import annotations

import secrets
import threading
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from transflow.errors import UsageError

if TYPE_CHECKING:
    from transflow.review.access.users import Users

SHORTEST, LONGEST = 12, 1024  # characters, bytes
_AT_ONCE = 2
_PATIENCE = 10.0  # seconds that a log-in waits for its turn
_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
_turns = threading.BoundedSemaphore(_AT_ONCE)
_nobody: list[str] = []  # the hash of a password that nobody has, made when it is first needed


class BusyError(Exception):
    """Too many want to sign in at the same time."""


def hashed(password: str, *, person: str) -> str:
    """Return the hash of a new password; raises UsageError for one that is too short, too long, or the person's own name."""
    if len(password) < SHORTEST:
        raise UsageError(f"a password has {SHORTEST} characters or more")
    if len(password.encode("utf-8", "surrogateescape")) > LONGEST:
        raise UsageError(f"a password has {LONGEST} bytes at most")
    if not password.casefold().replace(person.casefold(), "").strip() or len(set(password)) < 4:
        raise UsageError("a password is not the person's name, nor the same few characters again and again")
    with _turns:
        return _hasher.hash(password)


def fits(users: Users, person: str, password: str) -> bool:
    """Tell whether this is the password of a person; takes as long for one who is not there. Raises BusyError."""
    found = users.find(person)
    if len(password.encode("utf-8", "surrogateescape")) > LONGEST:
        password, found = "", None
    if not _turns.acquire(timeout=_PATIENCE):
        raise BusyError
    try:
        if not _nobody:
            _nobody.append(_hasher.hash(secrets.token_urlsafe(32)))
        try:
            right = _hasher.verify(found.hash if found else _nobody[0], password)
        except (VerificationError, InvalidHashError):
            return False
    finally:
        _turns.release()
    return right and found is not None
