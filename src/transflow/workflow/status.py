"""Status: how far every catalog is, and the units of one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.errors import Position, UsageError
from transflow.formats.po import read_catalog
from transflow.model import Severity, State
from transflow.workflow.days import catalog_day
from transflow.workflow.deciding.waivers import without_waived

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from transflow.formats.po import Catalog
    from transflow.model import Mention, Slot, Voice
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
    from transflow.workflow.check import known_of  # noqa: PLC0415 - it imports this module
    from transflow.workflow.deciding.standing import standings  # noqa: PLC0415 - as above

    result = []
    for path in workspace.articles(articles):
        for edition in workspace.editions(editions):
            if not workspace.project.catalog(edition, path.stem).exists():
                result.append(CatalogStatus(edition.name, path.stem, 0, 0, 0, 0, 0, 0, 0))
                continue
            catalog = open_catalog(workspace, edition, path.stem)
            known = known_of(workspace, edition, path.stem, catalog)
            standing = standings(workspace, edition, path.stem, catalog, names=known.names)
            states = Counter(one.state for one in standing.values())
            findings, _ = without_waived(known.findings, standing)
            result.append(
                CatalogStatus(
                    edition=edition.name,
                    article=path.stem,
                    units=states.total(),
                    untranslated=states[State.UNTRANSLATED],
                    draft=states[State.DRAFT],
                    translated=states[State.TRANSLATED],
                    approved=states[State.APPROVED],
                    stale=sum(one.stale for one in standing.values()),
                    errors=sum(finding.severity is Severity.ERROR for finding in findings),
                )
            )
    return tuple(result)


@dataclass(frozen=True, slots=True)
class CatalogUnit:
    """One unit of a catalog as `transflow units` tells it; `mentions` are the names in its source, `line` is that of the catalog.

    `approved_by` are those whose approvals hold, `rejected` the reason of a rejection that stands, `waived` the checks whose findings are.
    """

    unit: str
    context: str | None
    source: str
    target: str
    state: State
    stale: bool
    line: int
    slot: Slot
    voice: Voice
    mentions: tuple[Mention, ...]
    approved_by: tuple[str, ...] = ()
    rejected: str | None = None
    waived: tuple[str, ...] = ()


def catalog_units(workspace: Workspace, *, edition: str, article: str) -> tuple[CatalogUnit, ...]:
    """Return the units of one catalog in document order; raises UsageError where there is no such edition, article or catalog."""
    from transflow.checks import read_catalog_units  # noqa: PLC0415 - `status` needs no check where nothing has changed
    from transflow.workflow.deciding.standing import standings  # noqa: PLC0415 - it imports this module

    chosen = workspace.project.edition(edition)
    slug = workspace.project.article(article).stem
    catalog = open_catalog(workspace, chosen, slug)
    readings = read_catalog_units(
        catalog, naming=workspace.naming(chosen, catalog_day(catalog)), source_locale=workspace.project.source_locale, locale=chosen.locale
    )
    standing = standings(workspace, chosen, slug, catalog, readings)
    told = ((reading, standing[reading.entry.unit]) for reading in readings)
    return tuple(
        CatalogUnit(
            unit=reading.entry.unit,
            context=reading.entry.context,
            source=reading.entry.source,
            target=reading.entry.target,
            state=stands.state,
            stale=stands.stale,
            line=reading.entry.line,
            slot=reading.slot,
            voice=reading.voice,
            mentions=reading.source_mentions,
            approved_by=stands.approved_by,
            rejected=stands.rejected.reason if stands.rejected else None,
            waived=tuple(dict.fromkeys(one.check for one in stands.waived)),
        )
        for reading, stands in told
    )


def open_catalog(workspace: Workspace, edition: Edition, slug: str) -> Catalog:
    """Read the catalog of an article in an edition; raises UsageError where it is not there."""
    path = workspace.project.catalog(edition, slug)
    if not path.exists():
        raise UsageError("no catalog yet; `transflow extract` makes it", Position(str(path)))
    return read_catalog(path)


def catalogs(workspace: Workspace, *, editions: Sequence[str], articles: Sequence[str]) -> Iterator[tuple[Path, Edition]]:
    """Yield every article with every edition that has a catalog for it; raises UsageError where both were named and it is missing."""
    for path in workspace.articles(articles):
        for edition in workspace.editions(editions):
            catalog = workspace.project.catalog(edition, path.stem)
            if catalog.exists():
                yield path, edition
            elif editions and articles:
                raise UsageError("no catalog yet; `transflow extract` makes it", Position(str(catalog)))
