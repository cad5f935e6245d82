"""Another engine's draft of one unit: offered, never saved by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.backends import DraftRequest, draft, open_backend
from transflow.errors import BackendError, ProjectError, UsageError
from transflow.glossary import turns_marked
from transflow.locales import bare_language
from transflow.workflow.days import article_day
from transflow.workflow.prefill import is_confidential, required_names
from transflow.workflow.remember import ENGINE as MEMORY
from transflow.workflow.restyle import ENGINE as STYLE
from transflow.workflow.restyle import restyle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from transflow.backends import Backend
    from transflow.glossary import Naming
    from transflow.model import Unit
    from transflow.project import Edition, Project
    from transflow.workflow.workspace import Workspace

_OF_THIS_MACHINE = ("local", "apertium")  # offered without a word in transflow.yaml: they need no key, and no text leaves the machine


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine that could draft a unit; `refused` says why it will not, "" where it may be asked."""

    name: str
    remote: bool = False
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A draft, what its engine calls itself, and what to mind about it; `text` is None where there is none, and `why`."""

    text: str | None
    engine: str
    notes: tuple[str, ...] = ()
    why: str = ""


def engines(workspace: Workspace, edition: Edition, article: Path) -> tuple[Engine, ...]:
    """Return the engines that could draft for an edition: its own, those that transflow.yaml sets up, and those of this machine; asks no network."""
    project = workspace.project
    if bare_language(edition.locale) == bare_language(project.source_locale):
        return (Engine(STYLE),)
    confidential = is_confidential(workspace.read(article)[0])
    names = dict.fromkeys((*edition.backends, *project.backends, *_OF_THIS_MACHINE))
    found = (_engine(project, edition, name, confidential=confidential) for name in names if name != MEMORY)
    mine = {*edition.backends, *project.backends}
    return tuple(engine for engine in found if engine.name in mine or not engine.refused)


def redraft(workspace: Workspace, edition: Edition, article: Path, key: tuple[str | None, str], engine: str) -> Offered:
    """Return what an engine drafts for one unit of an article, by (context, source), with its names in the forms that the edition calls for.

    Raises UsageError for an engine that is not on offer, or a unit that is not in the article any more; ArticleError.
    """
    known = next((one for one in engines(workspace, edition, article) if one.name == engine), None)
    if known is None:
        raise UsageError(f"no engine {engine!r} is on offer here")
    if known.refused:
        return Offered(None, engine, why=known.refused)
    read, units = workspace.read(article)
    at = next((at for at, unit in enumerate(units) if (unit.context, unit.text) == key), None)
    if at is None:
        raise UsageError("this unit is not in the article any more; run `transflow extract`")
    naming = workspace.naming(edition, article_day(read, article))
    if engine == STYLE:
        made = restyle(units, naming)[units[at].start]
        return Offered(made.text, STYLE, made.notes)
    return _asked(workspace.project, edition, units, at, naming, engine)


def _asked(project: Project, edition: Edition, units: Sequence[Unit], at: int, naming: Naming, engine: str) -> Offered:
    mentions = tuple(turns_marked((unit.slot, naming.find_source(unit.text, unit.quotations)) for unit in units))[at]
    request = DraftRequest(units[at].text, required_names(units[at], mentions, naming), _beside(units, at, -1), _beside(units, at, 1))
    try:
        backend = open_backend(engine, project.backends.get(engine, {}))
        drafts = draft(
            [request], backend, source_locale=project.source_locale, target_locale=edition.locale, find_target=naming.find_target
        )
        made = next(iter(drafts))
    except BackendError as bad:
        return Offered(None, engine, why=bad.what)
    return Offered(made.text, made.engine, made.notes, made.why or "")


def _beside(units: Sequence[Unit], at: int, step: int) -> str:
    """Return the text of the unit before or after, where it stands in the same part of the article."""
    there = at + step
    return units[there].text if 0 <= there < len(units) and units[there].slot is units[at].slot else ""


def _engine(project: Project, edition: Edition, name: str, *, confidential: bool) -> Engine:
    try:
        backend = open_backend(name, project.backends.get(name, {}))
        remote = _is_remote(backend)
        if not backend.supports(project.source_locale, edition.locale):
            return Engine(name, remote, f"{name} does not translate into {edition.locale}")
    except (BackendError, ProjectError, UsageError) as bad:
        return Engine(name, refused=bad.what)
    if confidential and remote:
        return Engine(name, remote, f"the article is confidential, and {name} would send it off this machine")
    return Engine(name, remote)


def _is_remote(backend: Backend) -> bool:
    """Tell whether an engine sends texts off this machine; of one that does not say, it is taken for granted."""
    abilities = getattr(backend, "abilities", None)
    return abilities is None or abilities.remote
