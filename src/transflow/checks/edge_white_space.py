"""edge-white-space: a target begins or ends with white space that its source does not have, or lacks what it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.checks.reading import Reading


def find_edges(reading: Reading) -> Iterable[Fault]:
    """Hold the first and the last character of the target against those of the source."""
    source, target = reading.source, reading.target
    if source == target or not (source[:1].isspace() or source[-1:].isspace() or target[:1].isspace() or target[-1:].isspace()):
        return ()
    return _faults(source, target)


def _faults(source: str, target: str) -> Iterator[Fault]:
    if not target.strip():
        yield Fault("the target is nothing but white space", 0, len(target))
        return
    before, after = len(target) - len(target.lstrip()), len(target.rstrip())
    if before and not source[:1].isspace():
        yield Fault("white space before the text", 0, before, (target.lstrip(),))
    elif not before and source[:1].isspace():
        yield Fault("the source begins with white space, the target does not", 0, 0)
    if after < len(target) and not source[-1:].isspace():
        yield Fault("white space after the text", after, len(target), (target.rstrip(),))
    elif after == len(target) and source[-1:].isspace():
        yield Fault("the source ends with white space, the target does not", after, after)


CHECK = Check("edge-white-space", "White space at the edge of a target, unlike its source", Severity.WARNING, find_edges)
