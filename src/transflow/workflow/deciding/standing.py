"""What the sign-offs make of the units of a catalog today, by the lines beside it, the project's policy and the names in the units."""

from __future__ import annotations

from dataclasses import dataclass, field
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
from transflow.workflow.deciding.fingerprints import UnitNames, unit_names
from transflow.workflow.deciding.people import person_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from transflow.checks import Reading
    from transflow.formats.po import Catalog, Entry
    from transflow.project import Edition, Project
    from transflow.signoffs import Line, Seen
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
    _asked: dict[tuple[Act, str, bool, bool], str | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def standing(self, entry: Entry, unit: str, names: UnitNames) -> Standing:
        """Return what the lines of a unit make of it."""
        earlier: Sequence[Line] = ()
        if entry.draft and self.journal.lines and entry.previous_source is not None:
            earlier = self.journal.by_unit.get(unit_id(entry.previous_context, entry.previous_source), ())
        lines = self.journal.by_unit.get(unit, ())
        if not lines and not earlier:
            return Standing(entry.state)
        seen = seen_of(entry, names.fingerprint)
        judged, before = self._judge(lines, seen, names), self._judge(earlier, seen, names)
        return stand(entry.state, judged, seen, approvals=self._approvals, before=before)

    def judged(self, entry: Entry, unit: str, names: UnitNames) -> tuple[Judgement, ...]:
        """Return what each line of a unit counts for."""
        return self._judge(self.journal.by_unit.get(unit, ()), seen_of(entry, names.fingerprint), names)

    def text_approved(self, entry: Entry) -> bool | None:
        """Tell whether exactly this text is approved, whatever its names are called today; None where it is rejected."""
        lines = self.journal.by_unit.get(entry.unit, ()) if self.journal.lines else ()
        if not lines:
            return False
        seen = seen_of(entry, "")
        judged = self._judge(lines, seen, UnitNames())
        if any(one.signoff.act is Act.REJECT and one.verdict is Verdict.HOLDS for one in judged):
            return None
        return text_approved(judged, seen, approvals=self._approvals)

    def _judge(self, lines: Sequence[Line], seen: Seen, names: UnitNames) -> tuple[Judgement, ...]:
        if not lines:
            return ()
        allowed = partial(self._allowed, bool(names.contested))
        return judge(lines, seen, broken=self.journal.broken, allowed=allowed, called=self.called)

    def called(self, by: str) -> str:
        """Return the short name of somebody who signed by an e-mail address before the project named its people."""
        if "@" not in by:
            return by
        found = self.project.review.person(by)
        return found.id if found else by

    def _allowed(self, contested: bool, signoff: Signoff, wrote: bool) -> str | None:  # noqa: FBT001 - `judge` calls it so
        asked = (signoff.act, signoff.by, contested, wrote)
        if asked not in self._asked:
            ground = Ground(self.edition.locale, self.project.policy(self.edition), contested)
            self._asked[asked] = not_allowed(signoff.act, person_of(self.project, signoff.by), ground, wrote=wrote)
        return self._asked[asked]

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
