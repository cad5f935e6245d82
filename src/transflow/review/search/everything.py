"""The units of all catalogs, kept while their files are what they were.

A catalog takes milliseconds to read, five hundred take seconds: a question waits for as many as its patience allows, and the page asks again
for the rest. What takes longer – the checks – is done beside the server, as for the board.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transflow.errors import TransflowError
from transflow.formats.po import read_catalog
from transflow.review.rows import marks_of, rows_of
from transflow.workflow.check import kept_of
from transflow.workflow.standing import standings
from transflow.workflow.waivers import without_waived

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from transflow.project import Edition
    from transflow.review.beside import State
    from transflow.review.counts import Counts
    from transflow.review.live import Opened
    from transflow.review.rows import Marks, Row

Key = tuple[str, str]  # edition, article


@dataclass(frozen=True, eq=False)
class Units:
    """The units of one catalog; `marks` and `contested` (the concepts in a unit) are None until the checks have run.

    `named` fills with the units in which a name was looked for and found, by concept and name.
    """

    edition: Edition
    article: str
    rows: tuple[Row, ...]
    marks: Mapping[str, Marks] | None = None
    contested: Mapping[str, tuple[str, ...]] | None = None
    named: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)


class Everything:
    """What is known of all catalogs of one project; many threads may ask at once."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._known: dict[Key, tuple[State, Units]] = {}
        self._lock = threading.Lock()

    def ask(self, opened: Opened, *, patience: float, checked: bool) -> tuple[list[Units], int]:
        """Return the units of the catalogs that could be read within `patience` seconds, and how many catalogs are not known yet.

        With `checked`, one whose checks have not run is not known: they are set off. One that cannot be read has no units; the board says why.
        """
        until = time.monotonic() + patience
        found: list[Units] = []
        unchecked: list[tuple[Edition, str]] = []
        missing = 0
        for edition, article in _catalogs(opened):
            units = self._fresh(opened, edition, article, may_read=time.monotonic() < until)
            if units is None:
                missing += 1
            elif checked and units.marks is None:
                unchecked.append((edition, article))
            else:
                found.append(units)
        if unchecked:
            self._counts.ask(opened, unchecked, patience=0)
        return found, missing + len(unchecked)

    def _fresh(self, opened: Opened, edition: Edition, article: str, *, may_read: bool) -> Units | None:
        state = opened.state(edition, article)
        with self._lock:
            known = self._known.get((edition.name, article))
        if known is not None and known[0] == state and known[1].marks is not None:
            return known[1]
        if not may_read:
            return known[1] if known is not None and known[0] == state else None
        units = _read(opened, edition, article)
        with self._lock:
            self._known[edition.name, article] = state, units
        return units


def _catalogs(opened: Opened) -> Iterator[tuple[Edition, str]]:
    project = opened.workspace.project
    for path in opened.workspace.articles():
        for edition in project.editions:
            if project.catalog(edition, path.stem).exists():
                yield edition, path.stem


def _read(opened: Opened, edition: Edition, article: str) -> Units:
    workspace = opened.workspace
    try:
        kept = kept_of(workspace, edition, article)
        catalog = read_catalog(workspace.project.catalog(edition, article))
        standing = standings(workspace, edition, article, catalog, names=kept.names if kept else None)
        rows = rows_of(catalog, standing, kept.names if kept else None)
    except TransflowError:
        return Units(edition, article, (), {}, {})
    if kept is None:
        return Units(edition, article, rows)
    marks = marks_of(without_waived(kept.findings, standing)[0])
    return Units(edition, article, rows, marks, {unit: names.contested for unit, names in kept.names.items() if names.contested})
