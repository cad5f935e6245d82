"""Prefill: units that nobody has translated get a draft of the edition's backends, always for review.

Engines take their time, so no lock is held while they work: what is drafted is written into the catalog as it then stands, and
only where the unit is still untranslated.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transflow.backends import Draft, DraftRequest
from transflow.budget import Budget, Period
from transflow.errors import BudgetError
from transflow.formats.po import read_catalog
from transflow.locales import bare_language
from transflow.model import State
from transflow.units import occurrences
from transflow.workflow.days import article_day
from transflow.workflow.drafting.asking import requests_for
from transflow.workflow.drafting.chain import NOTHING_REMEMBERED, Job, Remembering, draft_in_turn
from transflow.workflow.drafting.confidential import confidential_at
from transflow.workflow.drafting.drafts import write_drafts
from transflow.workflow.drafting.engines import check_backends, open_engines
from transflow.workflow.drafting.plan import overrun, plan_catalog, said
from transflow.workflow.drafting.planned import Plan, PlannedCatalog, PlannedEngine
from transflow.workflow.drafting.remember import ENGINE as MEMORY
from transflow.workflow.drafting.remember import open_memory, questions
from transflow.workflow.drafting.restyle import ENGINE as STYLE
from transflow.workflow.drafting.restyle import restyle
from transflow.workflow.status import catalogs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from transflow.glossary.restyling import Restyled
    from transflow.model import Unit
    from transflow.project import Edition
    from transflow.workflow.drafting.chain import Progress
    from transflow.workflow.drafting.engines import Engines
    from transflow.workflow.drafting.spending import Use
    from transflow.workflow.workspace import Workspace

NO_BACKEND = "no backend is configured for this edition; its units wait for a translator"


@dataclass(frozen=True, slots=True)
class Prefilled:
    """What became of the untranslated units of one catalog.

    `why` says why nobody drafted at all, `remarks` what kept one engine from it while another drafted; `over_budget` that it was a budget.
    """

    edition: str
    article: str
    waiting: int
    drafted: int
    refused: int
    engine: str = ""
    why: str = ""
    remarks: tuple[str, ...] = ()
    over_budget: bool = False


@dataclass(frozen=True, slots=True)
class Overrun:
    """What would be sent, and the budgets that it would pass, as they are used up now."""

    plan: Plan
    passed: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one call may spend: `limit` stands in the place of the budgets of transflow.yaml, `yes` asks nobody.

    What is said yes to is what the plan told: never more is sent than its `most`.
    """

    limit: Budget | None = None
    yes: bool = False
    ask: Callable[[Overrun], bool] = lambda _: False


def prefill(  # noqa: PLR0913 - which catalogs, and how; all by name
    workspace: Workspace,
    *,
    editions: Sequence[str] = (),
    articles: Sequence[str] = (),
    progress: Callable[[Progress], None] = lambda _: None,
    allowance: Allowance | None = None,
    cached: bool = True,
) -> tuple[Prefilled, ...]:
    """Draft what is untranslated; a draft that fails verification leaves its unit empty, with the reason in a comment.

    An edition without an engine, or whose engine is not installed, says so and is passed over. Raises BudgetError, with nothing sent, where
    a budget would be passed and nobody has said yes to that; ArticleError, CatalogError, ProjectError, StorageError.
    """
    allowed = allowance or Allowance()
    budgets = workspace.project.budgets if allowed.limit is None else (allowed.limit,)
    check_backends(workspace.project, workspace.editions(editions), budgets)
    engines = open_engines(workspace.project, budgets=budgets, cached=cached)
    chosen = tuple(catalogs(workspace, editions=editions, articles=articles))
    if budgets and not (allowed.yes and allowed.limit):
        made = _plan(workspace, chosen, engines)
        if passed := overrun(made, engines):
            if not (allowed.yes or allowed.ask(Overrun(made, passed))):
                raise BudgetError(f"{said(made)} would pass {'; '.join(map(str, passed))}; nothing was sent")
            said_yes = Budget(characters=made.totals().most, per=Period.RUN)
            engines = open_engines(workspace.project, budgets=(said_yes,), cached=cached)
    return tuple(_prefill_one(workspace, path, edition, engines, progress) for path, edition in chosen)


def plan_prefill(
    workspace: Workspace,
    *,
    editions: Sequence[str] = (),
    articles: Sequence[str] = (),
    allowance: Allowance | None = None,
    cached: bool = True,
) -> tuple[Plan, tuple[Use, ...]]:
    """Return what `prefill` would do, and the budgets that it would pass; nothing is sent and no catalog written. Raises as `prefill` does."""
    limit = allowance.limit if allowance else None
    budgets = workspace.project.budgets if limit is None else (limit,)
    check_backends(workspace.project, workspace.editions(editions), budgets)
    engines = open_engines(workspace.project, budgets=budgets, cached=cached)
    made = _plan(workspace, tuple(catalogs(workspace, editions=editions, articles=articles)), engines)
    return made, overrun(made, engines)


def _plan(workspace: Workspace, chosen: Sequence[tuple[Path, Edition]], engines: Engines) -> Plan:
    seen: set[bytes] = set()
    return Plan(tuple(_plan_one(workspace, path, edition, engines, seen) for path, edition in chosen))


def _plan_one(workspace: Workspace, path: Path, edition: Edition, engines: Engines, seen: set[bytes]) -> PlannedCatalog:
    work = _open_work(workspace, path, edition, lambda _: None)
    if isinstance(work, Prefilled):
        return PlannedCatalog(work.edition, work.article, work.waiting, left=work.waiting, why=work.why)
    if work.styled is not None:
        waiting = len(work.job.units)
        return PlannedCatalog(edition.name, path.stem, waiting, engines=(PlannedEngine(STYLE, known=waiting),))
    with _remembering(workspace, work) as remembering:
        return plan_catalog(work.job, remembering, engines, seen)


def _prefill_one(workspace: Workspace, path: Path, edition: Edition, engines: Engines, progress: Callable[[Progress], None]) -> Prefilled:
    work = _open_work(workspace, path, edition, progress)
    if isinstance(work, Prefilled):
        return work
    if work.styled is not None:
        return _restyle_all(work.job, work.styled)
    with _remembering(workspace, work) as remembering:
        outcome = draft_in_turn(work.job, remembering, engines)
    drafted = len(work.job.units) - len(outcome.left)
    result = Prefilled(edition.name, path.stem, len(work.job.units), drafted, 0, over_budget=outcome.over_budget)
    if not outcome.engines:
        return replace(result, why="; ".join(outcome.reasons) or NOTHING_REMEMBERED)
    return replace(result, refused=outcome.refused, engine=", ".join(outcome.engines), remarks=outcome.reasons)


@dataclass(frozen=True, slots=True)
class _Work:
    """A job with all units of its article; `styled` are the drafts of an edition of the article's own language, by the unit's start."""

    job: Job
    units: tuple[Unit, ...]
    day: date | None
    styled: Mapping[int, Restyled] | None


def _open_work(workspace: Workspace, path: Path, edition: Edition, progress: Callable[[Progress], None]) -> _Work | Prefilled:
    """Return what is to be done for a catalog, or what there is to say where nothing is."""
    project = workspace.project
    entries = read_catalog(project.catalog(edition, path.stem)).entries
    untranslated = {entry.key for entry in entries if entry.state is State.UNTRANSLATED and not entry.obsolete}
    if not untranslated:
        return Prefilled(edition.name, path.stem, 0, 0, 0)
    same_language = bare_language(edition.locale) == bare_language(project.source_locale)
    if not edition.backends and not same_language:
        return Prefilled(edition.name, path.stem, len(untranslated), 0, 0, why=NO_BACKEND)
    article, units = workspace.read(path)
    waiting = tuple(group.units[0] for group in occurrences(units) if (group.context, group.source) in untranslated)
    day = article_day(article, path)
    naming = workspace.naming(edition, day)
    requests = () if same_language else tuple(requests_for(units, waiting, naming))
    job = Job(project, path.stem, edition, naming, waiting, requests, confidential_at(article, path), progress)
    return _Work(job, units, day, restyle(units, naming) if same_language else None)


@contextmanager
def _remembering(workspace: Workspace, work: _Work) -> Iterator[Remembering | None]:
    """Open the memory for a catalog, where its edition's chain names it."""
    if MEMORY not in work.job.edition.backends:
        yield None
        return
    with open_memory(workspace, work.job.edition, day=work.day) as memory:
        yield Remembering(memory, questions(work.units))


def _restyle_all(job: Job, drafts: Mapping[int, Restyled]) -> Prefilled:
    """Draft an edition of the article's own language: no engine is asked."""
    made = {
        (unit.context, unit.text): Draft(DraftRequest(unit.text), drafts[unit.start].text, STYLE, notes=drafts[unit.start].notes)
        for unit in job.units
    }
    write_drafts(job.project, job.edition, job.slug, made)
    return Prefilled(job.edition.name, job.slug, len(job.units), len(job.units), 0, STYLE)
