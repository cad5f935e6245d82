"""Sign-offs at work: what they make of the units of a catalog, and how one is given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from transflow.errors import ConflictError, RefusedError, UsageError
from transflow.files import locked, save
from transflow.formats.po import change, encode_po
from transflow.model import Severity, State, unit_id
from transflow.signoffs import (
    Act,
    Ground,
    Journal,
    Judgement,
    Seen,
    Signoff,
    Standing,
    add,
    judge,
    not_allowed,
    read_journal,
    seen_of,
    stand,
)
from transflow.signoffs.lines import LONGEST_REASON
from transflow.workflow.days import catalog_day
from transflow.workflow.fingerprints import UnitNames, unit_names
from transflow.workflow.people import person_of
from transflow.workflow.status import open_catalog

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from transflow.checks import Reading
    from transflow.formats.po import Catalog, Entry
    from transflow.policy import Person
    from transflow.project import Edition
    from transflow.workflow.workspace import Workspace

__all__ = ["Act", "Seen", "Signoff", "Standing", "add_written", "history", "refusal", "seen_of", "sign", "sign_in_lock", "standings"]

_NO_NAMES = UnitNames("")


def standings(  # noqa: PLR0913 - where the unit stands, and what the caller has read already
    workspace: Workspace,
    edition: Edition,
    slug: str,
    catalog: Catalog,
    readings: Sequence[Reading] | None = None,
    *,
    names: Mapping[str, UnitNames] | None = None,
) -> dict[str, Standing]:
    """Return what the sign-offs make of every unit of a catalog today, worked out from the lines beside it.

    `names` are those of its units where they are known already; otherwise they are found in `readings`.
    """
    journal = read_journal(workspace.project.signoffs(edition, slug))
    if names is None:
        names = _names(workspace, edition, catalog, readings) if journal.lines else {}
    court = Court(workspace, edition, journal)
    return {unit: court.standing(entry, unit, names.get(unit, _NO_NAMES)) for unit, entry in _units(catalog)}


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
) -> Signoff:
    """Give a sign-off to a unit as it stands in its catalog; an approved draft is no draft any more.

    `seen` is what the person had before their eyes. Raises RefusedError where the policy does not let them, ConflictError where `seen` is not
    what stands there now, UsageError where there is no such unit, and StorageError.
    """
    with locked(workspace.project.catalog(edition, slug), cache=workspace.project.locks):
        return sign_in_lock(workspace, edition, slug, unit, act, by=by, reason=reason, check=check, seen=seen)


def sign_in_lock(  # noqa: PLR0913 - as above
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
) -> Signoff:
    """Do what `sign` does, for a caller that holds the catalog's lock already."""
    catalog = open_catalog(workspace, edition, slug)
    case = _case(workspace, edition, slug, unit, catalog)
    if seen is not None and seen != case.seen:
        raise ConflictError(f"unit {unit} is not what you have seen: {_differs(seen, case.seen)}")
    _words(act, reason, check)
    if refused := case.refusal(act, by):
        raise RefusedError(f"unit {unit}: {refused}")
    content = {"source": case.seen.source, "target": case.seen.target, "names": case.seen.names}
    signoff = Signoff(
        act, unit, by.id, _now(), **content, reason=" ".join(reason.split()) if act is not Act.COMMENT else reason.strip(), check=check
    )
    written = add(workspace.project.signoffs(edition, slug), signoff)
    if act is Act.APPROVE and case.entry.draft:
        settled = change(case.entry, draft=False, previous_source=None, previous_context=None, previous_plural=None)
        entries = tuple(settled if entry is case.entry else entry for entry in catalog.entries)
        save(workspace.project.catalog(edition, slug), encode_po(replace(catalog, entries=entries)))
    return written


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
    """Return why this person may not do this to a unit as it stands, or None where they may; `catalog` is the unit's where it is read already."""
    return _case(workspace, edition, slug, unit, catalog or open_catalog(workspace, edition, slug)).refusal(act, by)


@dataclass(frozen=True)
class Court:
    """Judges the lines of one journal by the project's policy."""

    workspace: Workspace
    edition: Edition
    journal: Journal

    def standing(self, entry: Entry, unit: str, names: UnitNames) -> Standing:
        """Return what the lines of a unit make of it."""
        judged = self.judged(entry, unit, names)
        before: tuple[Judgement, ...] = ()
        if entry.previous_source is not None and self.journal.lines:
            before = self.judged(entry, unit_id(entry.previous_context, entry.previous_source), names)
        if not judged and not before:
            return Standing(entry.state)
        approvals = self.workspace.project.policy(self.edition).approvals
        return stand(entry.state, judged, seen_of(entry, names.fingerprint), approvals=approvals, before=before)

    def judged(self, entry: Entry, unit: str, names: UnitNames) -> tuple[Judgement, ...]:
        """Return what each line of a unit counts for."""
        lines = self.journal.by_unit.get(unit, ())
        if not lines:
            return ()
        allowed = partial(self._allowed, names)
        return judge(lines, seen_of(entry, names.fingerprint), broken=self.journal.broken, allowed=allowed)

    def _allowed(self, names: UnitNames, signoff: Signoff, wrote: bool) -> str | None:  # noqa: FBT001 - `judge` calls it so
        project = self.workspace.project
        ground = Ground(self.edition.locale, project.policy(self.edition), bool(names.contested))
        return not_allowed(signoff.act, person_of(project, signoff.by), ground, wrote=wrote)


@dataclass(frozen=True)
class _Case:
    """A unit as somebody is about to sign it."""

    court: Court
    entry: Entry
    readings: tuple[Reading, ...]
    names: UnitNames
    seen: Seen

    def refusal(self, act: Act, by: Person) -> str | None:
        """Return why this person may not do this to the unit."""
        if not by.active:
            return f"{by.id} has left, as transflow.yaml says"
        project, edition = self.court.workspace.project, self.court.edition
        standing = self.court.standing(self.entry, self.entry.unit, self.names)
        ground = Ground(edition.locale, project.policy(edition), bool(self.names.contested))
        refused = not_allowed(act, by if by.known else None, ground, wrote=by.id in standing.written_by)
        if refused or act is not Act.APPROVE:
            return refused
        if self.entry.state is State.UNTRANSLATED:
            return "there is no translation to approve"
        errors = self._errors(standing)
        return f"it has an error: {errors[0]}; mend or waive it first" if errors else None

    def _errors(self, standing: Standing) -> tuple[str, ...]:
        """Return what the checks of single units call errors in it, waived ones left out."""
        from transflow.checks import unit_findings  # noqa: PLC0415 - only an approval asks the checks

        waived = {waiver.check for waiver in standing.waived}
        found = unit_findings(self.readings, severities=self.court.workspace.project.severities)
        return tuple(f"{one.check}: {one.message}" for one in found if one.severity is Severity.ERROR and one.check not in waived)


def _case(workspace: Workspace, edition: Edition, slug: str, unit: str, catalog: Catalog) -> _Case:
    from transflow.checks import read_catalog_units  # noqa: PLC0415 - `status` needs no check where nothing has changed

    entry = next((entry for name, entry in _units(catalog) if name == unit), None)
    if entry is None:
        raise UsageError(f"no unit {unit!r} in the catalog of {slug} in {edition.name}; `transflow units` lists them")
    naming = workspace.naming(edition, catalog_day(catalog))
    read = read_catalog_units(catalog, naming=naming, source_locale=workspace.project.source_locale, locale=edition.locale)
    readings = tuple(reading for reading in read if reading.entry is entry)
    names = unit_names(readings, naming)[unit]
    court = Court(workspace, edition, read_journal(workspace.project.signoffs(edition, slug)))
    return _Case(court, entry, readings, names, seen_of(entry, names.fingerprint))


def _names(workspace: Workspace, edition: Edition, catalog: Catalog, readings: Sequence[Reading] | None) -> dict[str, UnitNames]:
    from transflow.checks import read_catalog_units  # noqa: PLC0415 - as above

    naming = workspace.naming(edition, catalog_day(catalog))
    if readings is None:
        readings = read_catalog_units(catalog, naming=naming, source_locale=workspace.project.source_locale, locale=edition.locale)
    return unit_names(readings, naming)


def _units(catalog: Catalog) -> list[tuple[str, Entry]]:
    return [(entry.unit, entry) for entry in catalog.entries if not entry.obsolete]


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


def _differs(seen: Seen, now: Seen) -> str:
    if seen.source != now.source:
        return "its source has changed"
    if seen.target != now.target:
        return "its target has changed"
    return "what the edition says of the names in it has changed"


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
