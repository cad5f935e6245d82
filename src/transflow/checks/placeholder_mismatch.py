"""placeholder-mismatch: the numbered placeholders of inline markup are not those of the source, or are not nested any more."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.formats.placeholders import PLACEHOLDER, placeholders
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.checks.reading import Reading


def find_mismatches(reading: Reading) -> Iterable[Fault]:
    """Count the placeholders of both sides, then see that those of the target open and close in order."""
    if "<" not in reading.source and "<" not in reading.target:
        return ()
    return _faults(reading.source, reading.target)


def _faults(source: str, target: str) -> Iterator[Fault]:
    wanted, there = Counter(placeholders(source)), Counter(placeholders(target))
    missing = list((wanted - there).elements())
    if missing:
        yield Fault(f"{_listed(missing)} of the source {_is(missing)} missing", expected=tuple(missing))
    spare = there - wanted
    for found in reversed(list(PLACEHOLDER.finditer(target))) if spare else ():
        if spare[found.group()] > 0:
            spare[found.group()] -= 1
            many = wanted[found.group()]
            what = "stands more often than in the source" if many else "is not in the source"
            yield Fault(f"{found.group()} {what}", *found.span())
    if wanted == there and _first_unnested(source) is None:
        crossed = _first_unnested(target)
        if crossed is not None:
            start, end = crossed
            yield Fault(f"{target[start:end]} closes what is not open here", start, end)


def _first_unnested(text: str) -> tuple[int, int] | None:
    """Return where a placeholder closes what is not the last one open; None where all is in order."""
    opened: list[str] = []
    for found in PLACEHOLDER.finditer(text):
        written = found.group()
        if written.endswith("/>"):
            continue
        if not written.startswith("</"):
            opened.append(written[1:-1])
        elif not opened or opened.pop() != written[2:-1]:
            return found.span()
    return None


def _listed(missing: list[str]) -> str:
    return ", ".join(missing)


def _is(missing: list[str]) -> str:
    return "is" if len(missing) == 1 else "are"


CHECK = Check("placeholder-mismatch", "Placeholders of inline markup are lost, doubled or crossed", Severity.ERROR, find_mismatches)
