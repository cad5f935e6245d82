"""Status: how far every catalog is, and the units of one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.errors import Position, UsageError
from transflow.formats.po import read_catalog
from transflow.model import Severity, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from transflow.formats.po import Catalog
    from transflow.project import Edition
    from transflow.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CatalogStatus:
    """How many units of a catalog are how far, and how many findings of its check are errors."""

    edition: str
    article: str
    units: int
    untranslated: int
    draft: int
    translated: int
    approved: int
    stale: int
    errors: int


def status(workspace: Workspace, *, editions: Sequence[str] = (), articles: Sequence[str] = ()) -> tuple[CatalogStatus, ...]:
    """Return the state of every catalog, in the order of articles and editions; a catalog not yet extracted has no units."""
    from transflow.workflow.check import check_catalog  # noqa: PLC0415 - the checks are not loaded where there is nothing to check

    result = []
    for path in workspace.articles(articles):
        for edition in workspace.editions(editions):
            catalog = open_catalog(workspace, edition, path.stem, missing_ok=True)
            if catalog is None:
                result.append(CatalogStatus(edition.name, path.stem, 0, 0, 0, 0, 0, 0, 0))
                continue
            states = Counter(entry.state for entry in catalog.entries if not entry.obsolete)
            findings = check_catalog(workspace, edition, path.stem, catalog)
            result.append(
                CatalogStatus(
                    edition=edition.name,
                    article=path.stem,
                    units=states.total(),
                    untranslated=states[State.UNTRANSLATED],
                    draft=states[State.DRAFT],
                    translated=states[State.TRANSLATED],
                    approved=states[State.APPROVED],
                    stale=0,
                    errors=sum(finding.severity is Severity.ERROR for finding in findings),
                )
            )
    return tuple(result)


def open_catalog(workspace: Workspace, edition: Edition, slug: str, *, missing_ok: bool = False) -> Catalog | None:
    """Read the catalog of an article in an edition; raises UsageError where it is not there (None with `missing_ok`)."""
    path = workspace.project.catalog(edition, slug)
    if path.exists():
        return read_catalog(path)
    if missing_ok:
        return None
    raise UsageError("no catalog yet; `transflow extract` makes it", Position(str(path)))


def catalogs(workspace: Workspace, *, editions: Sequence[str], articles: Sequence[str]) -> Iterator[tuple[Path, Edition]]:
    """Yield every article with every edition that has a catalog for it; raises UsageError where one was asked for and is missing."""
    for path in workspace.articles(articles):
        for edition in workspace.editions(editions):
            if workspace.project.catalog(edition, path.stem).exists():
                yield path, edition
            elif editions and articles:
                open_catalog(workspace, edition, path.stem)
