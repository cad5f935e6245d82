"""What stands beside a unit elsewhere: what the memory has for its source, and what other editions of the language say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.memory import difference
from transflow.review.desk.saving import targets_of
from transflow.workflow.days import catalog_day
from transflow.workflow.drafting.remember import Asked, open_memory, recall

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from transflow.formats.po import Catalog, Entry
    from transflow.memory import Match, Part
    from transflow.model import State
    from transflow.review.desk.readings import OpenCatalog


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a comparison of two texts: `kind` is "equal", "deleted" (only in the old) or "inserted" (only in the new)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Sister:
    """The same unit in another edition of the language; `against_ours` is its text in pieces, "inserted" where it is not this one's."""

    edition: str
    style: str
    unit: str
    targets: tuple[str, ...]
    state: State
    against_ours: tuple[Piece, ...]
    same: bool


def compared(old: str, new: str) -> tuple[Piece, ...]:
    """Return two texts as one, word by word, for people."""
    pieces: list[Piece] = []
    for part in difference(old, new):
        pieces += _pieces(part, old, new)
    return tuple(pieces)


def _pieces(part: Part, old: str, new: str) -> list[Piece]:
    if part.kind == "equal":
        return [Piece("equal", new[slice(*part.new)])]
    both = (Piece("deleted", old[slice(*part.old)]), Piece("inserted", new[slice(*part.new)]))
    return [piece for piece in both if piece.text]


def sisters(opened: OpenCatalog, unit: str, read: Callable[[Path], Catalog]) -> tuple[Sister, ...]:
    """Return what the other editions of the same language have for a unit; `read` reads a catalog, from a cache perhaps."""
    project, entry = opened.workspace.project, opened.entry(unit)
    ours = targets_of(entry)
    found = []
    for edition in project.editions:
        path = project.catalog(edition, opened.slug)
        if edition.name == opened.edition.name or edition.language != opened.edition.language or not path.exists():
            continue
        other = _same(read(path), entry)
        if other is not None and other.filled:
            style = opened.workspace.styles[edition.style].title if edition.style else ""
            targets = targets_of(other)
            pieces = tuple(piece for piece in compared(ours[0], targets[0]) if piece.kind != "deleted")
            found.append(Sister(edition.name, style, other.unit, targets, other.state, pieces, targets == ours))
    return tuple(found)


def _same(catalog: Catalog, entry: Entry) -> Entry | None:
    alike = [other for other in catalog.entries if other.source == entry.source and not other.obsolete]
    return next((other for other in alike if other.context == entry.context), alike[0] if alike else None)


def remembered(opened: OpenCatalog, unit: str, *, as_it_is: bool = False, limit: int = 5) -> tuple[Match, ...]:
    """Return what the memory has for a unit's source, the best first, without the unit's own translation; raises CatalogError, ExchangeError, StorageError.

    The lock of the open catalog is held for the question only, not while the memory is asked. `as_it_is` asks it as it was last brought up.
    """
    with opened.lock:
        reading = opened.of(unit)[0]
        if reading.entry.source_plural is not None:
            return ()
        units = opened.units
        at = units.index(unit)
        around = [opened.entry(units[near]).source if 0 <= near < len(units) else "" for near in (at - 1, at + 1)]
        asked = Asked(reading.source, reading.slot, reading.source_quotations, *around)
    with open_memory(opened.workspace, opened.edition, day=catalog_day(opened.catalog), as_it_is=as_it_is) as memory:
        found = recall(memory, asked, limit=limit + 1)
    own = (opened.file, unit)
    return tuple(match for match in found if (match.origin.file, match.place) != own)[:limit]
