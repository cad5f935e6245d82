"""One sign-off, and the line of JSON that it is on disk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

import msgspec

LONGEST_REASON = 4000  # characters; a line is written in one go, and a reason is no article


class Act(StrEnum):
    """What somebody did to a unit."""

    WRITE = "write"
    APPROVE = "approve"
    REJECT = "reject"
    WAIVE = "waive"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Signoff:
    """Somebody did something to a unit when it had exactly this content; `at` is in UTC.

    `source`, `target` and `names` are hashes of what they had before their eyes (`Seen`); `write` says that they wrote this target. `check` names
    the check that a waiver is of. `after` has the hashes of those lines of the same author that none of theirs followed yet: one as a
    rule, several where branches have been merged, none in their first line.
    """

    act: Act
    unit: str
    by: str
    at: str
    source: str
    target: str
    names: str
    reason: str = ""
    check: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands in its file: its number from 1, the hash of its bytes, and what it says; `signoff` is None where it says nothing."""

    number: int
    hash: str
    signoff: Signoff | None


_INSTANT = len("2026-11-26T14:00:00Z")
_DECODER = msgspec.json.Decoder(Signoff)


def encode(signoff: Signoff) -> bytes:
    """Return a sign-off as its line, without the line's end."""
    return msgspec.json.encode(signoff)


def decode(number: int, line: bytes) -> Line:
    """Return what a line says; white space at its end does not count."""
    text = line.rstrip()
    try:
        signoff: Signoff | None = _DECODER.decode(text)
    except msgspec.MsgspecError:
        signoff = None
    if signoff is not None and not (len(signoff.at) == _INSTANT and signoff.at[10] == "T" and signoff.at[-1] == "Z"):
        signoff = None  # lines are put in order by their time; a hash that is none fits nothing, and needs no look
    return Line(number, hash_of(text), signoff)


def hash_of(line: bytes) -> str:
    """Return the hash by which the author's next line names this one: 16 hex digits of SHA-256."""
    return hashlib.sha256(line).hexdigest()[:16]
