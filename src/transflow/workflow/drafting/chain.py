"""The chain of an edition: its memory and its engines, asked one after the other, each for what those before it left."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.backends import Draft, DraftRequest, draft
from transflow.errors import BackendError, BudgetError, QuotaExceededError
from transflow.workflow.drafting.drafts import still_untranslated, write_drafts
from transflow.workflow.drafting.remember import ENGINE as MEMORY
from transflow.workflow.drafting.remember import best_draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from transflow.backends import Backend
    from transflow.errors import Position, TransflowError
    from transflow.glossary import Naming
    from transflow.model import Unit
    from transflow.project import Edition, Project
    from transflow.workflow.drafting.engines import Engines
    from transflow.workflow.drafting.remember import Asked, Memory

SAVE_EVERY = 16  # drafts, or
SAVE_AFTER = 2.0  # seconds: what a slow engine has drafted is not to be lost with the process
NOTHING_REMEMBERED = "nothing fit is remembered"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a catalog is while an engine works on it."""

    edition: str
    article: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Job:
    """One catalog with its untranslated units, and what an engine is asked for each; `confidential` is where its article says so."""

    project: Project
    slug: str
    edition: Edition
    naming: Naming
    units: tuple[Unit, ...]
    requests: tuple[DraftRequest, ...]
    confidential: Position | None
    progress: Callable[[Progress], None]

    def asked(self, units: Sequence[Unit]) -> list[DraftRequest]:
        """Return what is asked for some of its units."""
        kept = {unit.start for unit in units}
        return [request for unit, request in zip(self.units, self.requests, strict=True) if unit.start in kept]


@dataclass(frozen=True, slots=True)
class Remembering:
    """The memory of the edition, and what each unit asks of it."""

    memory: Memory
    questions: Mapping[tuple[str | None, str], Asked]

    def drafts(self, units: Iterable[Unit]) -> dict[tuple[str | None, str], Draft]:
        """Return the drafts of the units for which something fit is remembered."""
        made = {}
        for unit in units:
            asked = self.questions.get((unit.context, unit.text))
            found = best_draft(self.memory, asked) if asked else None
            if found is not None and found.text is not None:
                made[unit.context, unit.text] = Draft(DraftRequest(unit.text), found.text, MEMORY, notes=found.notes)
        return made


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: the units that are left and those of them whose drafts did not hold, who drafted (where nobody did, who was asked), what kept an engine from it, and whether that was a budget."""

    left: tuple[Unit, ...]
    refused: int
    engines: tuple[str, ...]
    reasons: tuple[str, ...]
    over_budget: bool


def draft_in_turn(job: Job, remembering: Remembering | None, engines: Engines) -> Outcome:
    """Draft the units of a job: an engine that fails, or is not to see the article, leaves them to the next."""
    left = job.units
    by: list[str] = []
    tried: list[str] = []
    failures: list[BackendError] = []
    refused: set[int] = set()
    for name in job.edition.backends:
        if not left:
            break
        waiting = left
        engine = MEMORY
        if name == MEMORY:
            if remembering is not None and (made := remembering.drafts(left)):
                write_drafts(job.project, job.edition, job.slug, made)
        else:
            engine, failure = _draft_with(name, job, left, engines, refused)
            failures += [failure] if failure else []
            tried += [engine] * bool(engine)
        left = still_untranslated(job.project, job.edition, job.slug, left)
        by += [engine] * (bool(engine) and len(left) < len(waiting))
    reasons = [told_of(failure, job.project) for failure in failures]
    reasons += [f"{engine}: none of its drafts held" for engine in tried if by and engine not in by]
    over_budget = any(isinstance(failure, BudgetError) for failure in failures)
    return Outcome(
        left, len(refused & {unit.start for unit in left}), tuple(dict.fromkeys(by or tried)), tuple(dict.fromkeys(reasons)), over_budget
    )


def told_of(failure: TransflowError, project: Project) -> str:
    """Return what kept an engine from drafting, with places in the project as seen from its root."""
    return str(failure).replace(f"{project.root}{os.sep}", "")


def drafts_of(job: Job, backend: Backend, requests: Sequence[DraftRequest]) -> Iterator[Draft]:
    """Yield what an engine makes of requests of a job; raises as `draft` does."""
    return draft(
        requests,
        backend,
        source_locale=job.project.source_locale,
        target_locale=job.edition.locale,
        find_target=job.naming.find_target,
    )


def _draft_with(name: str, job: Job, units: Sequence[Unit], engines: Engines, refused: set[int]) -> tuple[str, BackendError | None]:
    """Draft units with one engine; return what its provenance calls it, "" where it drafted nothing, and what stopped it.

    Where the units begin whose drafts did not hold goes to `refused`.
    """
    try:
        metered = engines.engine(name, job.naming, confidential=job.confidential)
        return _draft_all(job, units, metered, refused), None
    except BackendError as bad:
        failure = bad
    if isinstance(failure, QuotaExceededError):
        engines.ask_no_more(name, failure)
    # what it has answered by then is not lost: those of the texts that need no further call become drafts
    left = still_untranslated(job.project, job.edition, job.slug, units)
    known = ""
    with suppress(BackendError):
        metered = engines.engine(name, job.naming, confidential=job.confidential, ask=False)
        known = _draft_all(job, left, metered)
    drafted = len(still_untranslated(job.project, job.edition, job.slug, units)) < len(units)
    return known * drafted, failure


def _draft_all(job: Job, units: Sequence[Unit], backend: Backend, refused: set[int] | None = None) -> str:
    """Draft units with one engine, saving as they come; return what its provenance calls it. Without `refused` only what holds is written."""
    pending: dict[tuple[str | None, str], Draft] = {}
    engine = backend.name
    saved = time.monotonic()
    job.progress(Progress(job.edition.name, job.slug, 0, len(units)))
    try:
        for done, (unit, made) in enumerate(zip(units, drafts_of(job, backend, job.asked(units)), strict=True), start=1):
            if made.text is None and refused is not None:
                refused.add(unit.start)
            if made.text is not None or refused is not None:
                pending[unit.context, unit.text] = made
            engine = made.engine
            if len(pending) >= SAVE_EVERY or time.monotonic() - saved >= SAVE_AFTER:
                write_drafts(job.project, job.edition, job.slug, pending)
                pending, saved = {}, time.monotonic()
            job.progress(Progress(job.edition.name, job.slug, done, len(units)))
    finally:
        if pending:
            write_drafts(job.project, job.edition, job.slug, pending)
    return engine
