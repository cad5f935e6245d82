"""Check: every catalog is read once and looked at by every check."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.checks import read_catalog_units, run_checks
from transflow.formats.po import read_catalog
from transflow.workflow.status import catalogs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from transflow.formats.po import Catalog
    from transflow.model import Finding, Severity
    from transflow.project import Edition
    from transflow.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Checked:
    """All findings, in the order of catalogs and units, and how many catalogs and units were looked at."""

    findings: tuple[Finding, ...]
    catalogs: int
    units: int

    def count(self, severity: Severity) -> int:
        """Return how many findings weigh this much."""
        return Counter(finding.severity for finding in self.findings)[severity]


def check(
    workspace: Workspace,
    *,
    editions: Sequence[str] = (),
    articles: Sequence[str] = (),
    only: Sequence[str] = (),
    done: Callable[[str, str], None] = lambda *_: None,
) -> Checked:
    """Run the checks (or just those named in `only`) over the catalogs; raises CatalogError for one that cannot be read."""
    findings: list[Finding] = []
    seen = units = 0
    for path, edition in catalogs(workspace, editions=editions, articles=articles):
        catalog = read_catalog(workspace.project.catalog(edition, path.stem))
        findings += check_catalog(workspace, edition, path.stem, catalog, only=only)
        seen += 1
        units += sum(not entry.obsolete for entry in catalog.entries)
        done(edition.name, path.stem)
    return Checked(tuple(findings), seen, units)


def check_catalog(workspace: Workspace, edition: Edition, slug: str, catalog: Catalog, *, only: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return the findings of one catalog, in the order of its units."""
    project = workspace.project
    readings = read_catalog_units(catalog, naming=workspace.naming(edition), source_locale=project.source_locale, locale=edition.locale)
    file = project.catalog(edition, slug).relative_to(project.root).as_posix()
    return run_checks(readings, edition=edition.name, article=slug, file=file, severities=project.severities, only=only)
