"""The file of sign-offs beside a catalog: read with a torn last line, and only ever added to."""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from transflow.errors import SignoffError
from transflow.files import append, read_bytes
from transflow.signoffs.chains import broken, heads
from transflow.signoffs.lines import Line, decode, encode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from transflow.signoffs.lines import Signoff

_KEPT = 32  # journals in memory; one of 5,000 lines takes about 5 MB


@dataclass(frozen=True)
class Journal:
    """The sign-offs of one catalog in the order of their file, empty lines left out.

    `torn` says that the last line ends in the middle, as after a power cut: it was never answered, and says nothing.
    """

    lines: tuple[Line, ...] = ()
    torn: bool = False

    @cached_property
    def by_unit(self) -> Mapping[str, Sequence[Line]]:
        """The lines of each unit in the order of time; those of the same second in the order of the file."""
        return _by_unit({}, self.lines)

    @cached_property
    def broken(self) -> frozenset[int]:
        """The numbers of lines that follow a line of their author which is not there, or not as it was."""
        return broken(self.lines)


def parse_journal(data: bytes) -> Journal:
    """Return the sign-offs in a file's bytes; a line that says nothing is kept as such, for `verify` to tell."""
    return _parsed(data, first=1)


def read_journal(path: Path) -> Journal:
    """Return the sign-offs in a file, none where there is no file; raises SignoffError where it cannot be read.

    What was read before is known by its bytes, and only what was added to it since is read.
    """
    if not path.exists():
        return Journal()
    return _READ.again(path, read_bytes(path, error=SignoffError))


def add(path: Path, signoff: Signoff) -> Signoff:
    """Add a sign-off behind its author's last one, and return it as it was written; the caller holds the catalog's lock.

    Raises StorageError where the disk refuses: the file is then as it was.
    """
    chained = replace(signoff, after=" ".join(heads(read_journal(path).lines, signoff.by)))
    append(path, encode(chained))
    return chained


class _Read:
    """The journals that were read last, each with the bytes of its file."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[Path, tuple[bytes, Journal]] = OrderedDict()

    def again(self, path: Path, data: bytes) -> Journal:
        """Return the sign-offs in these bytes of a file."""
        with self._lock:
            before, journal = self._known.get(path, (b"", Journal()))
        if data == before and data:
            return journal
        whole = before.endswith(b"\n") and data.startswith(before)
        journal = _longer(journal, data[len(before) :], first=before.count(b"\n") + 1) if whole else parse_journal(data)
        with self._lock:
            self._known[path] = data, journal
            self._known.move_to_end(path)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return journal


_READ = _Read()


def _parsed(data: bytes, *, first: int) -> Journal:
    """Return the sign-offs in these bytes, whose first line has this number."""
    parts = data.split(b"\n")
    last = parts.pop()  # what follows the last end of a line
    lines = [decode(number, part) for number, part in enumerate(parts, start=first) if part.strip()]
    if last.strip():
        ending = decode(len(parts) + first, last)
        if ending.signoff is None:
            return Journal(tuple(lines), torn=True)
        lines.append(ending)
    return Journal(tuple(lines))


def _longer(before: Journal, data: bytes, *, first: int) -> Journal:
    """Return a journal with what was added to its file; what was worked out of the lines before is not worked out again."""
    added = _parsed(data, first=first)
    journal = Journal((*before.lines, *added.lines), torn=added.torn)
    journal.__dict__["by_unit"] = _by_unit(before.by_unit, added.lines)
    return journal


def _by_unit(before: Mapping[str, Sequence[Line]], added: Sequence[Line]) -> dict[str, Sequence[Line]]:
    """Return the lines of each unit; those of a unit to which nothing was added are the very ones that they were."""
    new: dict[str, list[Line]] = defaultdict(list)
    for line in added:
        if line.signoff is not None:
            new[line.signoff.unit].append(line)
    return {**before, **{unit: sorted((*before.get(unit, ()), *lines), key=_time) for unit, lines in new.items()}}


def _time(line: Line) -> str:
    return line.signoff.at if line.signoff is not None else ""
