"""Chains: each line names the one before it by the same author, so that a line changed or taken out in the middle shows.

A chain is an author's own: when git merges two branches by union, the lines of each stay in their order, and an author who signed on both
branches has a fork, which is no fault. Their next line names both ends. The last line of a chain has nobody who names it: that it
was taken away only the history in git can tell.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.signoffs.journal import Journal
    from transflow.signoffs.lines import Line


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line. One that is not `grave` counts for nothing and hides nothing: a line that was torn, or a merge's marks."""

    line: int
    what: str
    grave: bool = True


def heads(lines: Iterable[Line], by: str) -> tuple[str, ...]:
    """Return the hashes of an author's lines that none of theirs follows, in the order of the file."""
    own = [(line.hash, line.signoff.after) for line in lines if line.signoff is not None and line.signoff.by == by]
    followed = {named for _, after in own for named in after.split()}
    return tuple(dict.fromkeys(line for line, _ in own if line not in followed))


def broken(lines: Iterable[Line]) -> frozenset[int]:
    """Return the numbers of the lines that follow a line of their author which is not there."""
    signed = [(line.number, line.hash, line.signoff) for line in lines if line.signoff is not None]
    known: dict[str, set[str]] = defaultdict(set)
    for _, own, signoff in signed:
        known[signoff.by].add(own)
    return frozenset(number for number, _, signoff in signed if signoff.after and not known[signoff.by].issuperset(signoff.after.split()))


def verify(journal: Journal) -> Iterator[Fault]:
    """Yield what is wrong with the lines of a file, in its order."""
    for line in journal.lines:
        if line.signoff is None:
            yield Fault(line.number, "this is no sign-off, and counts for nothing", grave=False)
        elif line.number in journal.broken:
            yield Fault(line.number, f"a line of {line.signoff.by} before this one was changed or taken out; restore it from git")
    if journal.torn:
        last = journal.lines[-1].number if journal.lines else 0
        yield Fault(last + 1, "the last line is torn, and counts for nothing; the next sign-off begins on a line of its own", grave=False)
