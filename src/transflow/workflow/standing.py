"""What the sign-offs make of the units of a catalog today, by the lines beside it, the project's policy and the names in the units."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from transflow.model import unit_id
from transflow.signoffs import (
    Act,
    Ground,
    Journal,
    Judgement,
    Signoff,
    Standing,
    Verdict,
    judge,
    not_allowed,
    read_journal,
    seen_of,
    stand,
    text_approved,
)
from transflow.workflow.days import catalog_day
from transflow.workflow.fingerprints import UnitNames, unit_names
from transflow.workflow.people import person_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from transflow.checks import Reading
    from transflow.formats.po import Catalog, Entry
    from transflow.project import Edition, Project
    from transflow.workflow.workspace import Workspace


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

    `names` are those of its units where they are known already (units without names may be left out); otherwise they are found in `readings`.
    """
    journal = read_journal(workspace.project.signoffs(edition, slug))
    if names is None:
        names = names_of(workspace, edition, catalog, journal, readings) if journal.lines else {}
    court = Court(workspace.project, edition, journal)
    return {unit: court.standing(entry, unit, names.get(unit, UnitNames())) for unit, entry in units_of(catalog)}


@dataclass(frozen=True)
class Court:
    """Judges the lines of one journal by the project's policy."""

    project: Project
    edition: Edition
    journal: Journal

    def standing(self, entry: Entry, unit: str, names: UnitNames) -> Standing:
        """Return what the lines of a unit make of it."""
        judged = self.judged(entry, unit, names)
        before: tuple[Judgement, ...] = ()
        if entry.draft and self.journal.lines and entry.previous_source is not None:
            before = self.judged(entry, unit_id(entry.previous_context, entry.previous_source), names)
        if not judged and not before:
            return Standing(entry.state)
        return stand(entry.state, judged, seen_of(entry, names.fingerprint), approvals=self._approvals, before=before)

    def text_approved(self, entry: Entry) -> bool | None:
        """Tell whether exactly this text is approved, whatever its names are called today; None where it is rejected."""
        judged = self.judged(entry, entry.unit, UnitNames())
        if any(one.signoff.act is Act.REJECT and one.verdict is Verdict.HOLDS for one in judged):
            return None
        return bool(judged) and text_approved(judged, seen_of(entry, ""), approvals=self._approvals)

    def judged(self, entry: Entry, unit: str, names: UnitNames) -> tuple[Judgement, ...]:
        """Return what each line of a unit counts for."""
        lines = self.journal.by_unit.get(unit, ())
        if not lines:
            return ()
        allowed = partial(self._allowed, names)
        return judge(lines, seen_of(entry, names.fingerprint), broken=self.journal.broken, allowed=allowed)

    def _allowed(self, names: UnitNames, signoff: Signoff, wrote: bool) -> str | None:  # noqa: FBT001 - `judge` calls it so
        ground = Ground(self.edition.locale, self.project.policy(self.edition), bool(names.contested))
        return not_allowed(signoff.act, person_of(self.project, signoff.by), ground, wrote=wrote)

    @property
    def _approvals(self) -> int:
        return self.project.policy(self.edition).approvals


def names_of(
    workspace: Workspace, edition: Edition, catalog: Catalog, journal: Journal, readings: Sequence[Reading] | None = None
) -> dict[str, UnitNames]:
    """Return the names of the units that somebody has signed: finding names is the most that all this costs."""
    from transflow.checks import read_catalog_units  # noqa: PLC0415 - `status` needs no check where nothing has changed

    naming = workspace.naming(edition, catalog_day(catalog))
    if readings is None:
        readings = read_catalog_units(catalog, naming=naming, source_locale=workspace.project.source_locale, locale=edition.locale)
    return unit_names((reading for reading in readings if reading.entry.unit in journal.by_unit), naming)


def units_of(catalog: Catalog) -> list[tuple[str, Entry]]:
    """Return the living entries of a catalog with the names of their units."""
    return [(entry.unit, entry) for entry in catalog.entries if not entry.obsolete]
