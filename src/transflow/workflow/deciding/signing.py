"""How a sign-off is given: the policy is asked, the line is written, and an approved draft is no draft any more, in one locked step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from transflow.errors import ConflictError, RefusedError, UsageError
from transflow.files import locked, save
from transflow.formats.po import encode_po, settled
from transflow.model import Severity, State
from transflow.signoffs import Act, Ground, Seen, Signoff, Standing, add, not_allowed, read_journal, seen_of
from transflow.signoffs.lines import LONGEST_REASON
from transflow.workflow.days import catalog_day
from transflow.workflow.deciding.authors import git_authors
from transflow.workflow.deciding.fingerprints import UnitNames, unit_names
from transflow.workflow.deciding.standing import Court, standings, units_of
from transflow.workflow.status import open_catalog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.checks import Reading
    from transflow.formats.po import Catalog, Entry
    from transflow.policy import Person
    from transflow.project import Edition
    from transflow.workflow.workspace import Workspace

__all__ = [
    "Act",
    "Seen",
    "Signoff",
    "Standing",
    "add_written",
    "history",
    "refusal",
    "seen_of",
    "sign",
    "sign_each",
    "standings",
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a unit that was to be signed: the sign-off, or why it was refused."""

    unit: str
    signoff: Signoff | None
    refused: str = ""


def history(workspace: Workspace, edition: Edition, slug: str, unit: str) -> tuple[Signoff, ...]:
    """Return all that people did to a unit, in the order of time."""
    journal = read_journal(workspace.project.signoffs(edition, slug))
    return tuple(line.signoff for line in journal.by_unit.get(unit, ()) if line.signoff is not None)


def sign(  # noqa: PLR0913 - where the unit stands, and who does what to it: a name each
    workspace: Workspace,
    edition: Edition,
    slug: str,
    unit: str,
    act: Act,
    *,
    by: Person,
    reason: str = "",
    check: str = "",
    seen: Seen | None = None,
    here: Person | None = None,
) -> Signoff:
    """Give a sign-off to a unit as it stands in its catalog; an approved draft is no draft any more.

    `seen` is what the person had before their eyes; `here` is who sits at the shell, to whom all belongs that is in no commit yet. Raises RefusedError where the policy does not let them, ConflictError where `seen` is not
    what stands there now, UsageError where there is no such unit, and StorageError.
    """
    with locked(workspace.project.catalog(edition, slug), cache=workspace.project.locks):
        catalog = open_catalog(workspace, edition, slug)
        case = _case(workspace, edition, slug, unit, catalog)
        if seen is not None and seen != case.seen:
            raise ConflictError(f"unit {unit} is not what you have seen: {_differs(seen, case.seen)}")
        _words(act, reason, check)
        if refused := case.refusal(act, by) or case.refusal_by_git(act, by, here):
            raise RefusedError(refused)
        signoff = case.signoff(act, by, reason=reason.strip(), check=check)
        written = add(workspace.project.signoffs(edition, slug), signoff)
        if act is Act.APPROVE and case.entry.draft:
            entries = tuple(settled(entry) if entry is case.entry else entry for entry in catalog.entries)
            save(workspace.project.catalog(edition, slug), encode_po(replace(catalog, entries=entries)))
        return written


def sign_each(  # noqa: PLR0913 - as above
    workspace: Workspace,
    units: Sequence[str],
    act: Act,
    *,
    edition: str,
    article: str,
    by: Person,
    reason: str = "",
    check: str = "",
    here: Person | None = None,
) -> tuple[Outcome, ...]:
    """Give the same sign-off to several units of a catalog, each by itself, and return what became of each.

    Raises UsageError before anything is signed where a unit is not there, or a reason or a check is missing.
    """
    project = workspace.project
    chosen, slug = project.edition(edition), project.article(article).stem
    _words(act, reason, check)
    known = {name for name, _ in units_of(open_catalog(workspace, chosen, slug))}
    for unit in units:
        if unit not in known:
            raise _no_unit(unit, slug, chosen)
    outcomes = []
    for unit in dict.fromkeys(units):
        try:
            outcomes.append(Outcome(unit, sign(workspace, chosen, slug, unit, act, by=by, reason=reason, check=check, here=here)))
        except RefusedError as bad:
            outcomes.append(Outcome(unit, None, bad.what))
    return tuple(outcomes)


def add_written(workspace: Workspace, edition: Edition, slug: str, entry: Entry, *, by: Person) -> Signoff:
    """Note that somebody wrote the target of an entry, for a caller that holds the catalog's lock and saves the catalog next.

    The note comes first: if the machine fails in between, it speaks of a target that is not there, and four eyes lose nothing.
    """
    seen = seen_of(entry, "")
    signoff = Signoff(Act.WRITE, entry.unit, by.id, _now(), seen.source, seen.target, "")
    return add(workspace.project.signoffs(edition, slug), signoff)


def refusal(  # noqa: PLR0913, PLR0917 - as above
    workspace: Workspace, edition: Edition, slug: str, unit: str, act: Act, by: Person, *, catalog: Catalog | None = None
) -> str | None:
    """Return why this person may not do this to a unit as it stands, or None where they may; `catalog` is the unit's where it is read already.

    This is for telling beforehand, and quick: who wrote a target by git's word, `sign` alone asks.
    """
    return _case(workspace, edition, slug, unit, catalog or open_catalog(workspace, edition, slug)).refusal(act, by)


@dataclass(frozen=True)
class _Case:
    """A unit as somebody is about to sign it."""

    court: Court
    slug: str
    entry: Entry
    readings: tuple[Reading, ...]
    names: UnitNames
    seen: Seen

    def refusal(self, act: Act, by: Person) -> str | None:
        """Return why this person may not do this to the unit."""
        if not by.active:
            return f"{by.id} has left, as transflow.yaml says"
        project, edition = self.court.project, self.court.edition
        standing = self.court.standing(self.entry, self.entry.unit, self.names)
        ground = Ground(edition.locale, project.policy(edition), bool(self.names.contested))
        refused = not_allowed(act, by if by.known else None, ground, wrote=by.id in map(self.court.called, standing.written_by))
        if refused or act is not Act.APPROVE:
            return refused
        if self.entry.state is State.UNTRANSLATED:
            return "there is no translation to approve"
        errors = self._errors(standing)
        return f"it has an error: {errors[0]}; mend or waive it first" if errors else None

    def refusal_by_git(self, act: Act, by: Person, here: Person | None) -> str | None:
        """Return why this person may not approve the unit by what git knows of its author, where no sign-off tells who that is."""
        project, edition = self.court.project, self.court.edition
        if act is not Act.APPROVE or not project.policy(edition).four_eyes:
            return None
        if self.court.standing(self.entry, self.entry.unit, self.names).written_by:
            return None
        wrote = git_authors(project.catalog(edition, self.slug), self.entry, project.review, here=here)
        return not_allowed(act, by, Ground(edition.locale, project.policy(edition)), wrote=by.id in wrote)

    def signoff(self, act: Act, by: Person, *, reason: str, check: str) -> Signoff:
        """Return the sign-off as it is to be written; it is never older than the last one of the unit, whatever the clock says."""
        last = [line.signoff.at for line in self.court.journal.by_unit.get(self.entry.unit, ()) if line.signoff is not None]
        at = max([_now(), *last[-1:]])
        return Signoff(act, self.entry.unit, by.id, at, self.seen.source, self.seen.target, self.seen.names, reason, check)

    def _errors(self, standing: Standing) -> tuple[str, ...]:
        """Return what the checks of single units call errors in it, waived ones left out."""
        from transflow.checks import unit_findings  # noqa: PLC0415 - only an approval asks the checks

        waived = {waiver.check for waiver in standing.waived}
        found = unit_findings(self.readings, severities=self.court.project.severities)
        return tuple(f"{one.check}: {one.message}" for one in found if one.severity is Severity.ERROR and one.check not in waived)


def _case(workspace: Workspace, edition: Edition, slug: str, unit: str, catalog: Catalog) -> _Case:
    from transflow.checks import read_catalog_units  # noqa: PLC0415 - `status` needs no check where nothing has changed

    entry = next((entry for name, entry in units_of(catalog) if name == unit), None)
    if entry is None:
        raise _no_unit(unit, slug, edition)
    naming = workspace.naming(edition, catalog_day(catalog))
    read = read_catalog_units(catalog, naming=naming, source_locale=workspace.project.source_locale, locale=edition.locale)
    readings = tuple(reading for reading in read if reading.entry is entry)
    names = unit_names(readings, naming)[unit]
    court = Court(workspace.project, edition, read_journal(workspace.project.signoffs(edition, slug)))
    return _Case(court, slug, entry, readings, names, seen_of(entry, names.fingerprint))


def _words(act: Act, reason: str, check: str) -> None:
    """Raise UsageError where an act lacks what it needs."""
    if act in {Act.REJECT, Act.WAIVE, Act.COMMENT} and not reason.strip():
        raise UsageError(f"to {act} takes a reason" if act is not Act.COMMENT else "a comment says something")
    if len(reason) > LONGEST_REASON:
        raise UsageError(f"the reason has {len(reason)} characters; at most {LONGEST_REASON} are kept")
    if (act is Act.WAIVE) != bool(check):
        raise UsageError("a waiver names the check whose findings it waives" if act is Act.WAIVE else f"to {act} names no check")
    if check:
        from transflow.checks import all_checks  # noqa: PLC0415 - only a waiver names a check

        if check not in {known.name for known in all_checks()}:
            raise UsageError(f"no check is called {check!r}; docs/checks.md lists them")


def _no_unit(unit: str, slug: str, edition: Edition) -> UsageError:
    return UsageError(f"no unit {unit!r} in the catalog of {slug} in {edition.name}; `transflow units` lists them")


def _differs(seen: Seen, now: Seen) -> str:
    if seen.source != now.source:
        return "its source has changed"
    if seen.target != now.target:
        return "its target has changed"
    return "what the edition says of the names in it has changed"


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
