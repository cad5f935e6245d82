"""Redraft: one unit drafted anew, by an engine of one's choice, for whoever reviews it. No catalog is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.backends import Draft, DraftRequest, draft
from transflow.errors import UsageError
from transflow.locales import bare_language
from transflow.model import unit_id
from transflow.units import occurrences
from transflow.workflow.days import article_day
from transflow.workflow.drafting.asking import requests_for
from transflow.workflow.drafting.confidential import confidential_at
from transflow.workflow.drafting.engines import open_engines
from transflow.workflow.drafting.remember import ENGINE as MEMORY
from transflow.workflow.drafting.remember import best_draft, open_memory, questions
from transflow.workflow.drafting.restyle import ENGINE as STYLE
from transflow.workflow.drafting.restyle import restyle

if TYPE_CHECKING:
    from datetime import date

    from transflow.errors import Position
    from transflow.glossary import Naming
    from transflow.model import Unit
    from transflow.project import Edition
    from transflow.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Place:
    """A unit with all that stands around it, and what its edition calls for."""

    edition: Edition
    unit: Unit
    units: tuple[Unit, ...]
    naming: Naming
    confidential: Position | None
    day: date | None


def redraft(workspace: Workspace, edition: str, slug: str, unit: str, backend: str, *, cached: bool = True) -> Draft:  # noqa: PLR0913 - which unit, by whom, and how
    """Return a new draft of one unit, by an engine that transflow knows, by `memory`, or by `style` in an edition of the article's own language.

    A draft that does not hold against its source has no text, and says why. Without `cached` an engine is asked anew even where its answer is known.
    Raises UsageError for an edition, article, unit or
    engine that is not there; ConfidentialError where the text is not to leave this machine, UnsupportedPairError,
    UnavailableError and QuotaExceededError (a BudgetError where the desk's own budget does not allow it) for an engine that does not draft.
    """
    place = _place(workspace, edition, slug, unit)
    if backend == MEMORY:
        return _remembered(workspace, place)
    if bare_language(place.edition.locale) == bare_language(workspace.project.source_locale):
        return _styled(place, backend)
    engine = open_engines(workspace.project, cached=cached).engine(backend, place.naming, confidential=place.confidential)
    (made,) = draft(
        requests_for(place.units, (place.unit,), place.naming),
        engine,
        source_locale=workspace.project.source_locale,
        target_locale=place.edition.locale,
        find_target=place.naming.find_target,
    )
    return made


def _place(workspace: Workspace, edition: str, slug: str, unit: str) -> _Place:
    chosen = workspace.project.edition(edition)
    path = workspace.project.article(slug)
    article, units = workspace.read(path)
    found = next((group.units[0] for group in occurrences(units) if unit_id(group.context, group.source) == unit), None)
    if found is None:
        raise UsageError(f"no unit {unit!r} in the article {path.stem!r} as it is now")
    day = article_day(article, path)
    return _Place(chosen, found, units, workspace.naming(chosen, day), confidential_at(article, path), day)


def _remembered(workspace: Workspace, place: _Place) -> Draft:
    request = DraftRequest(place.unit.text)
    with open_memory(workspace, place.edition, day=place.day) as memory:
        found = best_draft(memory, questions(place.units)[place.unit.context, place.unit.text])
    return Draft(request, found.text, MEMORY, why=found.why or None, notes=found.notes)


def _styled(place: _Place, backend: str) -> Draft:
    if backend != STYLE:
        raise UsageError(f"edition {place.edition.name} is in the article's own language: {STYLE!r} drafts it, and no engine")
    made = restyle(place.units, place.naming)[place.unit.start]
    return Draft(DraftRequest(place.unit.text), made.text, STYLE, notes=made.notes)
