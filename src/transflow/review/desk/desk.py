"""The desk: the catalogs that people have open, each read once while nothing in it changes. Many threads may ask at once.

The lock of an open catalog may be taken while the desk's own is held, and never the other way round.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

from transflow.formats.placeholders import PLACEHOLDER
from transflow.review.desk.queue import Queues, contested_units
from transflow.review.desk.readings import open_catalog
from transflow.review.desk.runs import markup_told
from transflow.review.desk.standing import Stands, stands
from transflow.review.live import Stamp, stamp

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from transflow.formats.po import Catalog, Entry
    from transflow.model import Article
    from transflow.project import Edition
    from transflow.review.desk.readings import OpenCatalog
    from transflow.signoffs import Standing
    from transflow.workflow.workspace import Workspace

_KEPT = 32  # open catalogs in memory
_MEMORY_SECONDS = 30.0  # after a save the memory reads the whole catalog again, which nobody should wait for at every unit
Markup = dict[tuple[str | None, str], dict[str, str]]


class Desk:
    """What is open."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._open: OrderedDict[Path, OpenCatalog] = OrderedDict()
        self._stands: dict[Path, tuple[Stamp, Stands]] = {}
        self._queues: dict[Path, Queues] = {}
        self._articles: dict[Path, tuple[Stamp, Workspace, Article, Markup]] = {}
        self._memory_due = 0.0

    def open(self, workspace: Workspace, edition: Edition, slug: str, catalog: Catalog) -> OpenCatalog:
        """Return a catalog with its readings: as it is known while it is this very catalog, or read anew where it has changed."""
        path = workspace.project.catalog(edition, slug)
        with self._lock:
            known = self._open.get(path)
            if known is None or known.read is not catalog or known.workspace is not workspace:
                known = open_catalog(workspace, edition, slug, catalog, before=known)
                self._open[path] = known
                while len(self._open) > _KEPT:
                    gone, _ = self._open.popitem(last=False)
                    self._stands.pop(gone, None)
                    self._queues.pop(gone, None)
            self._open.move_to_end(path)
            return known

    def standings(self, opened: OpenCatalog) -> Mapping[str, Standing]:
        """Return what the sign-offs make of every unit, worked out anew where the catalog or its sign-offs have changed."""
        project = opened.workspace.project
        path, signed = project.catalog(opened.edition, opened.slug), stamp(project.signoffs(opened.edition, opened.slug))
        with self._lock:
            known = self._stands.get(path)
            if known is None or known[0] != signed or known[1].opened is not opened:
                with opened.lock:
                    known = self._stands[path] = signed, stands(opened, known[1] if known else None)
            return known[1].standings

    def queues(self, opened: OpenCatalog) -> Queues:
        """Return the units of each queue, worked out anew where the standing of a unit has changed."""
        path = opened.workspace.project.catalog(opened.edition, opened.slug)
        with self._lock:
            now = self.standings(opened)
            known = self._queues.get(path)
            if known is None or known.standings is not now:
                known = self._queues[path] = Queues(opened, now, _contested_still(opened, known))
            return known

    def memory_is_due(self) -> bool:
        """Tell whether the memory is to be brought up to the catalogs now; whoever is told so does it, and the next half a minute nobody."""
        with self._lock:
            due = time.monotonic() >= self._memory_due
            if due:
                self._memory_due = time.monotonic() + _MEMORY_SECONDS
            return due

    def markup(self, opened: OpenCatalog, entry: Entry) -> dict[str, str]:
        """Return what each placeholder of a unit stands for, in words; nothing where its article does not have it any more."""
        if not PLACEHOLDER.search(entry.source):
            return {}
        article = next((path for path in opened.workspace.articles() if path.stem == opened.slug), None)
        if article is None:
            return {}
        return self._article(opened.workspace, article)[1].get(entry.key, {})

    def article(self, workspace: Workspace, path: Path) -> Article:
        """Return an article as it is now, read once while its file stays; raises ArticleError."""
        return self._article(workspace, path)[0]

    def _article(self, workspace: Workspace, path: Path) -> tuple[Article, Markup]:
        now = stamp(path)
        with self._lock:
            known = self._articles.get(path)
            if known is None or known[0] != now or known[1] is not workspace:
                article, units = workspace.read(path)
                markup = {(unit.context, unit.text): markup_told(unit.markup) for unit in units if unit.markup}
                known = self._articles[path] = now, workspace, article, markup
            return known[2], known[3]


def _contested_still(opened: OpenCatalog, before: Queues | None) -> frozenset[str] | None:
    """Return the units with contested names by what was known of them before; None where nobody asked, or that does not hold any more."""
    fresh = opened.changed_from(before.opened) if before else None
    if before is None or fresh is None or before.contested is None:
        return None
    with opened.lock:
        return (before.contested - fresh) | contested_units(opened, fresh)
