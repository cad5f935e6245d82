"""What became of the units of a catalog: each of them, by kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from transflow.formats.po import Entry


class Kind(StrEnum):
    """What a merge can do with a unit; `state` of its entry says how far it then is."""

    KEPT = "kept"  # stands as it stood
    MOVED = "moved"  # the same source in another context; the target as it was
    RETOUCHED = "retouched"  # only white space or invisible characters of the source changed; the target as it was
    RETURNED = "returned"  # was gone and is back, as it was
    FUZZY = "fuzzy"  # the target of a source that is like this one, as a draft
    SPLIT = "split"  # one of the parts that a source was split into: its target, or the sentences of it that are due here, as a draft
    MERGED = "merged"  # several sources became this one: their targets together, as a draft
    NEW = "new"  # has no target
    GONE = "gone"  # the article has it no more; what was worked on waits at the end of the catalog


class Change(NamedTuple):
    """What became of one unit: its entry as it now is, the old entries that it comes from, and how like them its source is, from 0 to 1.

    Of a unit that is gone `entry` is what it was.
    """

    kind: Kind
    entry: Entry
    old: tuple[Entry, ...] = ()
    likeness: float = 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """What became of all units: those of the catalog in its order, then those that are gone."""

    changes: tuple[Change, ...] = ()

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """Return the changes of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)

    def counts(self) -> Counter[Kind]:
        """Return how many units are of each kind."""
        return Counter(change.kind for change in self.changes)

    def units(self) -> dict[str, tuple[str, ...]]:
        """Return the units of every kind."""
        return {str(kind): tuple(change.entry.unit for change in self.of(kind)) for kind in Kind}
