"""Check: every catalog is read once and looked at by every check."""

from __future__ import annotations

import contextlib
import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from transflow.files import save
from transflow.formats.po import read_catalog
from transflow.model import Finding, Severity  # noqa: TC001 - msgspec reads the types of what is kept
from transflow.workflow.days import catalog_day
from transflow.workflow.status import catalogs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from transflow.formats.po import Catalog
    from transflow.project import Edition
    from transflow.workflow.workspace import Workspace


class _Kept(msgspec.Struct, frozen=True):
    """Findings as they are kept in the cache, and what they were found in."""

    key: str
    findings: tuple[Finding, ...]


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
        if only:
            findings += check_catalog(workspace, edition, path.stem, catalog, only=only)
        else:
            findings += known_findings(workspace, edition, path.stem, catalog)
        seen += 1
        units += sum(not entry.obsolete for entry in catalog.entries)
        done(edition.name, path.stem)
    return Checked(tuple(findings), seen, units)


def check_catalog(workspace: Workspace, edition: Edition, slug: str, catalog: Catalog, *, only: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return the findings of one catalog, in the order of its units; raises UsageError for a check that is not there."""
    from transflow.checks import read_catalog_units, run_checks  # noqa: PLC0415 - not loaded where nothing has changed

    project = workspace.project
    readings = read_catalog_units(
        catalog, naming=workspace.naming(edition, catalog_day(catalog)), source_locale=project.source_locale, locale=edition.locale
    )
    file = project.catalog(edition, slug).relative_to(project.root).as_posix()
    found = run_checks(readings, edition=edition.name, article=slug, file=file, severities=project.severities, only=only)
    root = f"{project.root}/"
    return tuple(replace(finding, rule=finding.rule.removeprefix(root)) if finding.rule else finding for finding in found)


def known_findings(workspace: Workspace, edition: Edition, slug: str, catalog: Catalog) -> tuple[Finding, ...]:
    """Return the findings of all checks on one catalog: those kept from the last time while nothing that they depend on has changed."""
    key, kept = _key(workspace, edition, slug), _kept_at(workspace, edition, slug)
    if (found := _read_kept(kept, key)) is not None:
        return found
    findings = check_catalog(workspace, edition, slug, catalog)
    save(kept, msgspec.json.encode(_Kept(key, findings)))
    return findings


def kept_findings(workspace: Workspace, edition: Edition, slug: str) -> tuple[Finding, ...] | None:
    """Return the findings that are kept of one catalog as it lies on disk; None where `known_findings` would have to look for them."""
    return _read_kept(_kept_at(workspace, edition, slug), _key(workspace, edition, slug))


def _kept_at(workspace: Workspace, edition: Edition, slug: str) -> Path:
    return workspace.project.cache / "findings" / edition.name / f"{slug}.json"


def _key(workspace: Workspace, edition: Edition, slug: str) -> str:
    text = workspace.project.catalog(edition, slug).read_bytes()
    return hashlib.sha256(f"{workspace.fingerprint}\0{edition.name}\0{slug}\0".encode() + text).hexdigest()


def _read_kept(kept: Path, key: str) -> tuple[Finding, ...] | None:
    with contextlib.suppress(OSError, msgspec.DecodeError):
        found = msgspec.json.decode(kept.read_bytes(), type=_Kept)
        if found.key == key:
            return found.findings
    return None
