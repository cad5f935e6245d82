"""The units of one catalog with what the checks say of them, kept while nothing that they depend on has changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.review.rows import Marks, Row, marks_of, rows_of
from transflow.workflow.check import kept_of
from transflow.workflow.deciding.standing import standings
from transflow.workflow.deciding.waivers import without_waived

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transflow.project import Edition
    from transflow.review.beside import State
    from transflow.review.counts import Counts
    from transflow.review.live import Live, Opened

_KEPT = 16  # lists in memory; one of 5,000 units takes about 5 MB
_PATIENCE = 0.15  # how long a list waits for its checks before it is shown without


@dataclass(frozen=True, slots=True)
class Listing:
    """The units of a catalog and their marks; not `checked` while the checks still run, then the marks are those of unchanged units."""

    rows: tuple[Row, ...]
    marks: Mapping[str, Marks]
    checked: bool


class Listings:
    """What is known of the catalogs that people have open; many threads may ask at once."""

    def __init__(self, live: Live, counts: Counts) -> None:
        self._live = live
        self._counts = counts
        self._known: OrderedDict[tuple[str, str], tuple[State, Listing]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, opened: Opened, edition: Edition, slug: str) -> Listing:
        """Return the units of a catalog; raises CatalogError where it cannot be read."""
        key = edition.name, slug
        state = opened.state(edition, slug)
        with self._lock:
            known = self._known.get(key)
        if known is not None and known[0] == state and known[1].checked:
            return known[1]
        workspace = opened.workspace
        kept = kept_of(workspace, edition, slug)
        if kept is None and self._counts.ask(opened, [(edition, slug)], patience=_PATIENCE, first=True)[key]:
            kept = kept_of(workspace, edition, slug)
        if kept is None and known is not None and known[0] == state:
            return known[1]
        catalog = self._live.catalog(workspace.project.catalog(edition, slug))
        standing = standings(workspace, edition, slug, catalog, names=kept.names if kept else None)
        rows = rows_of(catalog, standing, kept.names if kept else None)
        if kept is not None:
            marks: Mapping[str, Marks] = marks_of(without_waived(kept.findings, standing)[0])
        else:
            marks = _still_true(known[1], rows) if known else {}
        listing = Listing(rows, marks, kept is not None)
        with self._lock:
            self._known[key] = state, listing
            self._known.move_to_end(key)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return listing


def _still_true(before: Listing, rows: tuple[Row, ...]) -> dict[str, Marks]:
    """Return the marks of the units that are what they were when the checks last ran."""
    texts = {row.unit: (row.source, row.target) for row in before.rows}
    return {
        row.unit: before.marks[row.unit] for row in rows if row.unit in before.marks and texts.get(row.unit) == (row.source, row.target)
    }
