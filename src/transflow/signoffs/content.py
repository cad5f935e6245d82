"""What a sign-off is bound to: the source, the target, and what the edition says of the names in them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transflow.formats.po import Entry


@dataclass(frozen=True, slots=True)
class Seen:
    """The content of a unit, as three hashes of 16 hex digits: `names` is the fingerprint of the rules and forms of just the names met in it."""

    source: str
    target: str
    names: str


def seen_of(entry: Entry, fingerprint: str) -> Seen:
    """Return the content of an entry, all its plural forms included, to the last character."""
    return Seen(source_hash(entry), target_hash(entry), fingerprint)


def source_hash(entry: Entry) -> str:
    """Return the hash of the source, and of its plural where there is one; the context is in the unit's name."""
    return _hash(entry.source if entry.source_plural is None else f"{entry.source}\0{entry.source_plural}")


def target_hash(entry: Entry) -> str:
    """Return the hash of the target in all its forms."""
    return _hash("\0".join(entry.targets) if entry.targets else entry.target)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
