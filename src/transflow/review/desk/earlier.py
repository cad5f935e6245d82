"""What stood in a unit before somebody saved over it: so that a reviewer sees what was changed, and nothing typed is ever gone.

The lines lie in the cache, one for each save; to delete them loses the comparison, nothing else.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import msgspec

from transflow.errors import StorageError
from transflow.files import save

if TYPE_CHECKING:
    from pathlib import Path

    from transflow.project import Edition, Project


_LARGEST = 8 * 1024 * 1024  # bytes of what was before, of which the older half then goes


class Earlier(msgspec.Struct, frozen=True):
    """A target that was saved over: its forms, how it came about (`draft`, `provenance`), and who replaced it when."""

    unit: str
    targets: tuple[str, ...]
    draft: bool
    provenance: str
    replaced_by: str
    at: str


def keep(project: Project, edition: Edition, slug: str, earlier: Earlier) -> None:
    """Note a target that is about to be replaced; the caller holds the catalog's lock. A cache that cannot be written stops nobody's work."""
    path = _path(project, edition, slug)
    with contextlib.suppress(OSError, StorageError):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LARGEST:
            lines = path.read_bytes().splitlines(keepends=True)
            save(path, b"".join(lines[len(lines) // 2 :]))
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            os.write(descriptor, msgspec.json.encode(earlier) + b"\n")
        finally:
            os.close(descriptor)


def earlier_targets(project: Project, edition: Edition, slug: str, unit: str) -> tuple[Earlier, ...]:
    """Return what stood in a unit before, the latest first; a line that cannot be read is passed over."""
    try:
        lines = _path(project, edition, slug).read_bytes().splitlines()
    except OSError:
        return ()
    found = []
    for line in reversed(lines):
        if unit.encode() in line:
            with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
                one = msgspec.json.decode(line, type=Earlier)
                if one.unit == unit:
                    found.append(one)
    return tuple(found)


def _path(project: Project, edition: Edition, slug: str) -> Path:
    return project.cache / "review" / "earlier" / edition.name / f"{slug}.jsonl"
