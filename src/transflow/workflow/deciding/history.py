"""What people did to the units of a catalog, and what each of it counts for today; and whether the chains of their lines are whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.errors import UsageError
from transflow.signoffs import Verdict, read_journal, verify
from transflow.workflow.deciding.fingerprints import UnitNames
from transflow.workflow.deciding.standing import Court, names_of
from transflow.workflow.status import open_catalog

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transflow.formats.po import Entry
    from transflow.signoffs import Fault, Journal, Signoff
    from transflow.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Logged:
    """A line of a catalog's sign-offs: what somebody did, and what it counts for today."""

    line: int
    signoff: Signoff
    verdict: Verdict
    why: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """The sign-offs of one catalog, and what is wrong with their lines."""

    file: str
    edition: str
    article: str
    lines: int
    faults: tuple[Fault, ...]

    @property
    def whole(self) -> bool:
        """Tell whether nothing was changed or taken out, as far as the chains can tell."""
        return not any(fault.grave for fault in self.faults)


def log(workspace: Workspace, *, edition: str, article: str, units: Sequence[str] = ()) -> tuple[Logged, ...]:
    """Return what people did to units (to all of a catalog where none is named), in the order of time.

    Raises UsageError where there is no such edition, article or catalog, or nothing has ever been known of a unit.
    """
    project = workspace.project
    chosen, slug = project.edition(edition), project.article(article).stem
    catalog = open_catalog(workspace, chosen, slug)
    journal = read_journal(project.signoffs(chosen, slug))
    entries = {entry.unit: entry for entry in catalog.entries if not entry.obsolete}
    for unit in units:
        if unit not in entries and unit not in journal.by_unit:
            raise UsageError(f"no unit {unit!r} in the catalog of {slug} in {edition}; `transflow units` lists them")
    names = names_of(workspace, chosen, catalog, journal)
    court = Court(project, chosen, journal)
    told = [
        one for unit in units or journal.by_unit for one in _logged(court, journal, unit, entries.get(unit), names.get(unit, UnitNames()))
    ]
    return tuple(sorted(told, key=lambda one: (one.signoff.at, one.line)))


def verify_all(workspace: Workspace, *, editions: Sequence[str] = (), articles: Sequence[str] = ()) -> Iterator[Verified]:
    """Yield every file of sign-offs with what is wrong with its lines; raises SignoffError for one that cannot be read."""
    project = workspace.project
    slugs = {project.article(article).stem for article in articles}
    for edition in workspace.editions(editions):
        for path in sorted((project.root / "locales" / edition.name / "LC_MESSAGES").glob("*.signoffs.jsonl")):
            slug = path.name.removesuffix(".signoffs.jsonl")
            if not slugs or slug in slugs:
                journal = read_journal(path)
                file = path.relative_to(project.root).as_posix()
                yield Verified(file, edition.name, slug, len(journal.lines), tuple(verify(journal)))


def _logged(court: Court, journal: Journal, unit: str, entry: Entry | None, names: UnitNames) -> Iterator[Logged]:
    lines = [(line.number, line.signoff) for line in journal.by_unit.get(unit, ()) if line.signoff is not None]
    if entry is None:
        for number, signoff in lines:
            yield Logged(number, signoff, Verdict.LAPSED, "the unit is not in the catalog now")
        return
    for (number, signoff), judged in zip(lines, court.judged(entry, unit, names), strict=True):
        yield Logged(number, signoff, judged.verdict, judged.why)
