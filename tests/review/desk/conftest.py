"""The sample's units by the words in them, on a desk without a server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from transflow.formats.po import Entry, read_catalog
from transflow.project import Edition, Project
from transflow.review.desk.readings import OpenCatalog, open_catalog
from transflow.workflow.workspace import Workspace, open_workspace

SLUG = "lachin-speech"


@dataclass(frozen=True)
class Bench:
    """One edition of the sample; everything is read anew from disk when it is asked for."""

    root: Path
    name: str

    @property
    def workspace(self) -> Workspace:
        """The project as it is now."""
        return open_workspace(self.root)

    @property
    def project(self) -> Project:
        """Where its files lie."""
        return self.workspace.project

    @property
    def edition(self) -> Edition:
        """The edition."""
        return self.project.edition(self.name)

    @property
    def path(self) -> Path:
        """Its catalog."""
        return self.project.catalog(self.edition, SLUG)

    def open(self) -> OpenCatalog:
        """Return the catalog, open."""
        workspace = self.workspace
        return open_catalog(workspace, workspace.project.edition(self.name), SLUG, read_catalog(self.path))

    def entry(self, words: str) -> Entry:
        """Return the first entry with these words in its source."""
        return next(entry for entry in read_catalog(self.path).entries if words in entry.source)

    def rewrite(self, old: str, new: str) -> None:
        """Change the catalog as another program would."""
        text = self.path.read_text(encoding="utf-8")
        assert old in text
        self.path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def russian(project: Path) -> Bench:
    """The Russian edition of a desk with rules of its own."""
    return Bench(project, "ru@desk")


@pytest.fixture
def persian(project: Path) -> Bench:
    """The Persian edition, which names as the source does."""
    return Bench(project, "fa")
