"""Check: every catalog is read once and looked at by every check."""

from __future__ import annotations

import contextlib
import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from transflow.files import save, sweep
from transflow.formats.po import read_catalog
from transflow.model import Finding, Severity  # noqa: TC001 - msgspec reads the types of what is kept
from transflow.workflow.days import catalog_day
from transflow.workflow.deciding.fingerprints import UnitNames, unit_names
from transflow.workflow.deciding.standing import standings
from transflow.workflow.deciding.waivers import without_waived
from transflow.workflow.status import catalogs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from transflow.checks import Reading
    from transflow.formats.po import Catalog
    from transflow.project import Edition
    from transflow.workflow.deciding.waivers import Waived
    from transflow.workflow.workspace import Workspace


class Known(msgspec.Struct, frozen=True):
    """What all checks find in a catalog, waived or not, and the names in its units (only of those that have any); `key` says in what it was found.

    It is kept in the cache: sign-offs are no part of it, so that it stays when people decide.
    """

    key: str
    findings: tuple[Finding, ...]
    names: dict[str, UnitNames]


@dataclass(frozen=True, slots=True)
class Checked:
    """All findings, in the order of catalogs and units, those that people have waived apart, and how many catalogs and units were looked at."""

    findings: tuple[Finding, ...]
    catalogs: int
    units: int
    waived: tuple[Waived, ...] = ()

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
    waived: list[Waived] = []
    seen = units = 0
    for path, edition in catalogs(workspace, editions=editions, articles=articles):
        catalog = read_catalog(workspace.project.catalog(edition, path.stem))
        if only:
            found, names = check_catalog(workspace, edition, path.stem, catalog, only=only), None
        else:
            known = known_of(workspace, edition, path.stem, catalog)
            found, names = known.findings, known.names
        left, let_stand = without_waived(found, standings(workspace, edition, path.stem, catalog, names=names))
        findings += left
        waived += let_stand
        seen += 1
        units += sum(not entry.obsolete for entry in catalog.entries)
        done(edition.name, path.stem)
    return Checked(tuple(findings), seen, units, tuple(waived))


def check_catalog(workspace: Workspace, edition: Edition, slug: str, catalog: Catalog, *, only: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return the findings of one catalog, in the order of its units; raises UsageError for a check that is not there."""
    return _findings(workspace, edition, slug, _readings(workspace, edition, catalog), only)


def _readings(workspace: Workspace, edition: Edition, catalog: Catalog) -> tuple[Reading, ...]:
    from transflow.checks import read_catalog_units  # noqa: PLC0415 - not loaded where nothing has changed

    naming = workspace.naming(edition, catalog_day(catalog))
    return read_catalog_units(catalog, naming=naming, source_locale=workspace.project.source_locale, locale=edition.locale)


def _findings(
    workspace: Workspace, edition: Edition, slug: str, readings: Sequence[Reading], only: Sequence[str] = ()
) -> tuple[Finding, ...]:
    from transflow.checks import run_checks  # noqa: PLC0415 - as above

    project = workspace.project
    file = project.catalog(edition, slug).relative_to(project.root).as_posix()
    found = run_checks(readings, edition=edition.name, article=slug, file=file, severities=project.severities, only=only)
    root = f"{project.root}/"
    return tuple(replace(finding, rule=finding.rule.removeprefix(root)) if finding.rule else finding for finding in found)


def known_findings(workspace: Workspace, edition: Edition, slug: str, catalog: Catalog) -> tuple[Finding, ...]:
    """Return the findings of all checks on one catalog, but those that people have waived."""
    known = known_of(workspace, edition, slug, catalog)
    return without_waived(known.findings, standings(workspace, edition, slug, catalog, names=known.names))[0]


def known_of(workspace: Workspace, edition: Edition, slug: str, catalog: Catalog) -> Known:
    """Return what all checks find in one catalog: what is kept from the last time while nothing that it depends on has changed."""
    key = _key(workspace, edition, slug)
    if (kept := _read_kept(workspace, edition, slug, key)) is not None:
        return kept
    readings = _readings(workspace, edition, catalog)
    findings = _findings(workspace, edition, slug, readings)
    names = unit_names(readings, workspace.naming(edition, catalog_day(catalog)))
    known = Known(key, findings, {unit: one for unit, one in names.items() if one != UnitNames()})
    path = _kept_at(workspace, edition, slug)
    sweep(path.parent)
    save(path, msgspec.json.encode(known))
    return known


def kept_of(workspace: Workspace, edition: Edition, slug: str) -> Known | None:
    """Return what is kept of one catalog as it lies on disk; None where `known_of` would have to look for it."""
    return _read_kept(workspace, edition, slug, _key(workspace, edition, slug))


def _kept_at(workspace: Workspace, edition: Edition, slug: str) -> Path:
    return workspace.project.cache / "findings" / edition.name / f"{slug}.json"


def _key(workspace: Workspace, edition: Edition, slug: str) -> str:
    text = workspace.project.catalog(edition, slug).read_bytes()
    return hashlib.sha256(f"{workspace.fingerprint}\0{edition.name}\0{slug}\0".encode() + text).hexdigest()


def _read_kept(workspace: Workspace, edition: Edition, slug: str, key: str) -> Known | None:
    with contextlib.suppress(OSError, msgspec.DecodeError):
        data = _kept_at(workspace, edition, slug).read_bytes()
        if data.startswith(f'{{"key":"{key}"'.encode()):  # of 20,000 findings of another state nobody needs to read one
            return msgspec.json.decode(data, type=Known)
    return None
