"""The project as it is now: reopened when its own file, glossary or styles change, catalogs reread when theirs do.

Others work on the same files at the same time: the shell, Poedit, git. A file is taken as changed when its time, size or inode is not what
it was; an atomic save gives it a new inode even within one tick of the clock.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.formats.po import read_catalog
from transflow.project import PROJECT_FILE
from transflow.workflow.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from transflow.formats.po import Catalog
    from transflow.project import Edition

Stamp = tuple[int, int, int]
Stamps = tuple[tuple[str, Stamp], ...]
_KEPT = 64  # catalogs in memory; one of 5,000 units takes about 10 MB
NOT_THERE: Stamp = (0, -1, 0)


def stamp(path: Path) -> Stamp:
    """Return what tells one state of a file from another: its time, size and inode; NOT_THERE where there is no file."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return NOT_THERE
    return status.st_mtime_ns, status.st_size, status.st_ino


@dataclass(frozen=True, slots=True)
class Opened:
    """A workspace, and the stamps of the files that it was opened from."""

    workspace: Workspace
    stamps: Stamps

    def state(self, edition: Edition, slug: str) -> tuple[Stamps, Stamp, Stamp]:
        """Return what all that is said of a catalog depends on: the project's own files, the catalog, and the sign-offs beside it."""
        catalog = self.workspace.project.catalog(edition, slug)
        return self.stamps, stamp(catalog), stamp(catalog.with_suffix(".signoffs.jsonl"))


class Live:
    """One project, whose workspace and catalogs are always those on disk; many threads may ask at once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._opened: Opened | None = None
        self._catalogs: OrderedDict[Path, tuple[Stamp, Catalog]] = OrderedDict()

    def workspace(self) -> Workspace:
        """Return the workspace, opened anew where transflow.yaml, the glossary or a style has changed; raises their errors."""
        return self.opened().workspace

    def opened(self) -> Opened:
        """Return the workspace and what it was opened from; raises as `workspace`."""
        seen = self._stamps()
        with self._lock:
            if self._opened is None or self._opened.stamps != seen:
                self._opened = None
                self._opened = Opened(open_workspace(self._root), seen)
            return self._opened

    def catalog(self, path: Path) -> Catalog:
        """Return the catalog in a file as it is now; raises CatalogError where it cannot be read or is not there."""
        now = stamp(path)
        with self._lock:
            known = self._catalogs.get(path)
            if known is not None and known[0] == now:
                self._catalogs.move_to_end(path)
                return known[1]
        return self.reread(path)

    def reread(self, path: Path) -> Catalog:
        """Return the catalog in a file as it is now to the byte, whatever its time says: for whoever changes it, and holds its lock."""
        now = stamp(path)
        with self._lock:
            known = self._catalogs.get(path)
        catalog = read_catalog(path, before=known[1] if known else None)
        if stamp(path) == now:  # otherwise it changed while it was read, and the next who asks reads it again
            with self._lock:
                self._catalogs[path] = now, catalog
                while len(self._catalogs) > _KEPT:
                    self._catalogs.popitem(last=False)
        return catalog

    def _stamps(self) -> Stamps:
        glossary = self._root / "glossary"
        files = [self._root / PROJECT_FILE]
        for directory in (glossary, glossary / "styles"):
            if directory.is_dir():
                files += sorted(directory.iterdir())
        return tuple((str(path), stamp(path)) for path in files if path.is_file())
