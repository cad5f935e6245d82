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
from transflow.workflow.deciding.standing import standings
from transflow.workflow.deciding.waivers import without_waived

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
        known = {(edition.name, article): self._known_of(opened, edition, article, until=until) for edition, article in _catalogs(opened)}
        unchecked = {key: units for key, units in known.items() if units is not None and units.marks is None}
        counted = self._counts.ask(opened, [(units.edition, units.article) for units in unchecked.values()], patience=0)
        for key, units in unchecked.items():
            if counted[key] is not None and time.monotonic() < until:
                known[key] = self._read(opened, units.edition, units.article)
        found = [units for units in known.values() if units is not None and (units.marks is not None or not checked)]
        return found, len(known) - len(found)

    def _known_of(self, opened: Opened, edition: Edition, article: str, *, until: float) -> Units | None:
        with self._lock:
            known = self._known.get((edition.name, article))
        if known is not None and known[0] == opened.state(edition, article):
            return known[1]
        return self._read(opened, edition, article) if time.monotonic() < until else None

    def _read(self, opened: Opened, edition: Edition, article: str) -> Units:
        state = opened.state(edition, article)
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
