"""Prefill: units that nobody has translated get a draft of the edition's backend, always for review.

Engines take their time, so no lock is held while they work: each batch is written into the catalog as it then stands, and
only where the unit is still untranslated.
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transflow.backends import Draft, DraftRequest, RequiredName, backend_names, draft, open_backend
from transflow.errors import BackendError, ProjectError
from transflow.files import locked, save
from transflow.formats.po import read_catalog, with_draft, without_target, write_po
from transflow.glossary import turns_marked
from transflow.locales import bare_language
from transflow.model import State
from transflow.units import occurrences
from transflow.workflow.days import article_day
from transflow.workflow.remember import ENGINE as MEMORY
from transflow.workflow.remember import best_draft, open_memory, questions
from transflow.workflow.restyle import ENGINE as STYLE
from transflow.workflow.restyle import restyle
from transflow.workflow.status import catalogs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from transflow.backends import Backend
    from transflow.glossary import Naming
    from transflow.glossary.restyling import Restyled
    from transflow.model import Article, Mention, Unit
    from transflow.project import Edition, Project
    from transflow.workflow.remember import Asked, Memory
    from transflow.workflow.workspace import Workspace

SAVE_EVERY = 16
NO_BACKEND = "no backend is configured for this edition; its units wait for a translator"


@dataclass(frozen=True, slots=True)
class Prefilled:
    """What became of the untranslated units of one catalog; `why` says why nobody drafted at all."""

    edition: str
    article: str
    waiting: int
    drafted: int
    refused: int
    engine: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a catalog is while an engine works on it."""

    edition: str
    article: str
    done: int
    total: int


def prefill(
    workspace: Workspace,
    *,
    editions: Sequence[str] = (),
    articles: Sequence[str] = (),
    progress: Callable[[Progress], None] = lambda _: None,
) -> tuple[Prefilled, ...]:
    """Draft what is untranslated; a draft that fails verification leaves its unit empty, with the reason in a comment.

    An edition without an engine, or whose engine is not installed, says so and is passed over. Raises ArticleError,
    CatalogError, StorageError.
    """
    result = []
    for edition in workspace.editions(editions):
        for name in edition.backends:
            _check_backend(workspace.project, edition, name)
    for path, edition in catalogs(workspace, editions=editions, articles=articles):
        result.append(_prefill_one(workspace, path, edition, progress))
    return tuple(result)


def _check_backend(project: Project, edition: Edition, name: str) -> None:
    """Raise ProjectError, with its place, for an engine that is unknown or has a wrong option, before any text is sent."""
    if name == MEMORY:
        return
    if name not in backend_names():
        known = ", ".join((MEMORY, *backend_names()))
        raise ProjectError(f"edition {edition.name}: unknown backend {name!r}; known are {known}", edition.position)
    try:
        open_backend(name, project.backends.get(name, {}))
    except ProjectError as wrong:
        raise ProjectError(f"edition {edition.name}: {wrong.what}", edition.position) from None
    except BackendError:  # said of each catalog, in its place
        return


@dataclass(frozen=True, slots=True)
class _Job:
    """One catalog whose untranslated units are to be drafted."""

    project: Project
    slug: str
    edition: Edition
    naming: Naming
    units: tuple[Unit, ...]
    names: tuple[tuple[RequiredName, ...], ...]
    around: Mapping[int, tuple[str, str]]
    progress: Callable[[Progress], None]

    def only(self, units: Sequence[Unit]) -> _Job:
        """Return the job for some of its units."""
        kept = {unit.start for unit in units}
        names = tuple(names for unit, names in zip(self.units, self.names, strict=True) if unit.start in kept)
        return replace(self, units=tuple(units), names=names)


def _prefill_one(workspace: Workspace, path: Path, edition: Edition, progress: Callable[[Progress], None]) -> Prefilled:
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
    naming = workspace.naming(edition, article_day(article, path))
    if same_language:
        return _restyle_all(project, path.stem, edition, waiting, restyle(units, naming))
    job = _Job(project, path.stem, edition, naming, waiting, _names(units, waiting, naming), _around(units), progress)
    if MEMORY in edition.backends:
        with open_memory(workspace, edition, day=article_day(article, path)) as memory:
            return _draft_in_turn(job, _Remembering(memory, questions(units)), confidential=is_confidential(article))
    return _draft_in_turn(job, None, confidential=is_confidential(article))


@dataclass(frozen=True, slots=True)
class _Remembering:
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


def is_confidential(article: Article) -> bool:
    """Tell whether an article's front matter says `confidential: true`: then it goes to no engine off this machine."""
    return article.metadata.get("confidential", "").strip().lower() in {"true", "yes", "on", "1"}


def _draft_in_turn(job: _Job, remembering: _Remembering | None, *, confidential: bool) -> Prefilled:
    """Ask the memory and the engines of the edition one after the other; each gets what is untranslated after those before it."""
    left = job.units
    engines, reasons = [], []
    for name in job.edition.backends:
        if not left:
            break
        if remembering is not None and name == MEMORY:
            if made := remembering.drafts(left):
                _write(job.project, job.edition, job.slug, made)
                engines.append(MEMORY)
            left = _still_untranslated(job, left)
            continue
        try:
            backend = open_backend(name, job.project.backends.get(name, {}))
            if confidential and _is_remote(backend):
                raise BackendError(f"{name}: the article is confidential, and this engine would send it off this machine")  # noqa: TRY301 - told with the others
            engines.append(_draft_all(job.only(left), backend))
        except BackendError as bad:
            reasons.append(bad.what)
        left = _still_untranslated(job, left)
    drafted = len(job.units) - len(left)
    why = "" if engines else "; ".join(reasons) or "nothing fit is remembered"
    return Prefilled(
        job.edition.name, job.slug, len(job.units), drafted, len(left) if engines else 0, ", ".join(dict.fromkeys(engines)), why
    )


def _is_remote(backend: Backend) -> bool:
    """Tell whether an engine sends texts off this machine; of one that does not say, it is taken for granted."""
    abilities = getattr(backend, "abilities", None)
    return abilities is None or abilities.remote


def _still_untranslated(job: _Job, units: Sequence[Unit]) -> tuple[Unit, ...]:
    entries = read_catalog(job.project.catalog(job.edition, job.slug)).entries
    keys = {entry.key for entry in entries if entry.state is State.UNTRANSLATED and not entry.obsolete}
    return tuple(unit for unit in units if (unit.context, unit.text) in keys)


def _restyle_all(project: Project, slug: str, edition: Edition, waiting: Sequence[Unit], drafts: Mapping[int, Restyled]) -> Prefilled:
    """Draft an edition of the article's own language: no engine is asked."""
    made = {
        (unit.context, unit.text): Draft(DraftRequest(unit.text), drafts[unit.start].text, STYLE, notes=drafts[unit.start].notes)
        for unit in waiting
    }
    _write(project, edition, slug, made)
    return Prefilled(edition.name, slug, len(waiting), len(waiting), 0, STYLE)


def _draft_all(job: _Job, backend: Backend) -> str:
    """Draft the units of a job with one engine; return what its provenance calls it."""
    requests = [DraftRequest(unit.text, names, *job.around[unit.start]) for unit, names in zip(job.units, job.names, strict=True)]
    drafts = draft(
        requests,
        backend,
        source_locale=job.project.source_locale,
        target_locale=job.edition.locale,
        find_target=job.naming.find_target,
    )
    pending: dict[tuple[str | None, str], Draft] = {}
    engine = backend.name
    job.progress(Progress(job.edition.name, job.slug, 0, len(job.units)))
    try:
        for done, (unit, made) in enumerate(zip(job.units, drafts, strict=True), start=1):
            pending[unit.context, unit.text] = made
            engine = made.engine
            if len(pending) >= SAVE_EVERY:
                _write(job.project, job.edition, job.slug, pending)
                pending = {}
            job.progress(Progress(job.edition.name, job.slug, done, len(job.units)))
    finally:
        if pending:
            _write(job.project, job.edition, job.slug, pending)
    return engine


def _names(units: Sequence[Unit], waiting: Sequence[Unit], naming: Naming) -> tuple[tuple[RequiredName, ...], ...]:
    """Return the names of the units that wait; which mention is the first of its concept all units of the article tell."""
    found = turns_marked((unit.slot, naming.find_source(unit.text, unit.quotations)) for unit in units)
    by_start = {unit.start: mentions for unit, mentions in zip(units, found, strict=True)}
    return tuple(required_names(unit, by_start[unit.start], naming) for unit in waiting)


def _around(units: Sequence[Unit]) -> dict[int, tuple[str, str]]:
    """Return what stands before and after each unit in its own part of the article, by where it starts."""
    texts = ["", *(unit.text for unit in units), ""]
    slots = [None, *(unit.slot for unit in units), None]
    return {
        unit.start: (texts[at - 1] * (slots[at - 1] is unit.slot), texts[at + 1] * (slots[at + 1] is unit.slot))
        for at, unit in enumerate(units, start=1)
    }


def required_names(unit: Unit, mentions: Sequence[Mention], naming: Naming) -> tuple[RequiredName, ...]:
    """Return the names of a unit's source with the form that the edition calls for; adjectives and demonyms force no form."""
    names = []
    for mention in mentions:
        expected = naming.expected(mention, unit.slot)
        form = expected.forms[0] if expected.forms and not (mention.derived or mention.rivals) else None
        names.append(RequiredName(mention.start, mention.end, form, mention.concept, expected.names))
    return tuple(names)


def _write(project: Project, edition: Edition, slug: str, drafts: Mapping[tuple[str | None, str], Draft]) -> None:
    """Put drafts into the catalog as it stands now, where the unit is still untranslated."""
    path = project.catalog(edition, slug)
    with locked(path, cache=project.locks):
        catalog = read_catalog(path)
        entries = []
        for entry in catalog.entries:
            made = drafts.get(entry.key)
            if made is None or entry.obsolete or entry.state is not State.UNTRANSLATED:
                entries.append(entry)
            elif made.text is None:
                entries.append(without_target(entry, f"{made.engine}: {made.why}"))
            else:
                entries.append(with_draft(entry, made.text, _provenance(made)))
        save(path, write_po(replace(catalog, entries=tuple(entries))))


def _provenance(made: Draft) -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch.isdigit() else dt.datetime.now(dt.UTC)
    return " · ".join([f"{made.engine} {now.date().isoformat()}", *made.notes])
