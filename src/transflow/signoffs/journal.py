"""The file of sign-offs beside a catalog: read with a torn last line, and only ever added to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from transflow.errors import SignoffError
from transflow.files import append, read_bytes
from transflow.signoffs.chains import broken, heads
from transflow.signoffs.lines import Line, decode, encode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from transflow.signoffs.lines import Signoff


@dataclass(frozen=True)
class Journal:
    """The sign-offs of one catalog in the order of their file, empty lines left out.

    `torn` says that the last line ends in the middle, as after a power cut: it was never answered, and says nothing.
    """

    lines: tuple[Line, ...] = ()
    torn: bool = False

    @cached_property
    def by_unit(self) -> Mapping[str, list[Line]]:
        """The lines of each unit in the order of time; those of the same second in the order of the file."""
        found: dict[str, list[tuple[str, Line]]] = defaultdict(list)
        for line in self.lines:
            if line.signoff is not None:
                found[line.signoff.unit].append((line.signoff.at, line))
        return {unit: [line for _, line in sorted(lines, key=lambda pair: pair[0])] for unit, lines in found.items()}

    @cached_property
    def broken(self) -> frozenset[int]:
        """The numbers of lines that follow a line of their author which is not there, or not as it was."""
        return broken(self.lines)


def parse_journal(data: bytes) -> Journal:
    """Return the sign-offs in a file's bytes; a line that says nothing is kept as such, for `verify` to tell."""
    parts = data.split(b"\n")
    last = parts.pop()  # what follows the last end of a line
    lines = [decode(number, part) for number, part in enumerate(parts, start=1) if part.strip()]
    if last.strip():
        ending = decode(len(parts) + 1, last)
        if ending.signoff is None:
            return Journal(tuple(lines), torn=True)
        lines.append(ending)
    return Journal(tuple(lines))


def read_journal(path: Path) -> Journal:
    """Return the sign-offs in a file, none where there is no file; raises SignoffError where it cannot be read."""
    if not path.exists():
        return Journal()
    return parse_journal(read_bytes(path, error=SignoffError))


def add(path: Path, signoff: Signoff) -> Signoff:
    """Add a sign-off behind its author's last one, and return it as it was written; the caller holds the catalog's lock.

    Raises StorageError where the disk refuses: the file is then as it was.
    """
    chained = replace(signoff, after=" ".join(heads(read_journal(path).lines, signoff.by)))
    append(path, encode(chained))
    return chained
