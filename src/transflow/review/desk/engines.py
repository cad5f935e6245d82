"""Which engines a person may ask to draft a unit anew, and which not, said beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.errors import TransflowError
from transflow.locales import bare_language
from transflow.workflow.drafting.confidential import confidential_at, is_remote
from transflow.workflow.drafting.engines import open_engines
from transflow.workflow.drafting.remember import ENGINE as MEMORY
from transflow.workflow.drafting.restyle import ENGINE as STYLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from transflow.errors import Position
    from transflow.model import Article
    from transflow.project import Edition, Project
    from transflow.workflow.workspace import Workspace

_OF_THIS_MACHINE = ("local", "apertium")  # offered without a word in transflow.yaml: they need no key, and no text leaves the machine


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine that could draft a unit; `refused` says why it will not, "" where it may be asked."""

    name: str
    remote: bool = False
    refused: str = ""


def engines(workspace: Workspace, edition: Edition, article: Path, *, head: Callable[[Path], Article] | None = None) -> tuple[Engine, ...]:
    """Return the engines that could draft for an edition: its own, those that transflow.yaml sets up, and those of this machine; asks no network.

    `head` reads an article, from a cache perhaps. Raises ArticleError.
    """
    project = workspace.project
    if bare_language(edition.locale) == bare_language(project.source_locale):
        return (Engine(STYLE),)
    read = head(article) if head else workspace.read(article)[0]
    confidential = confidential_at(read, article)
    mine = dict.fromkeys((*edition.backends, *project.backends))
    found = [_engine(project, edition, name, confidential) for name in dict.fromkeys((*mine, *_OF_THIS_MACHINE)) if name != MEMORY]
    return tuple(engine for engine in found if engine.name in mine or not engine.refused)


def _engine(project: Project, edition: Edition, name: str, confidential: Position | None) -> Engine:
    try:
        backend = open_engines(project).backend(name, confidential=confidential)
        remote = is_remote(backend)
        if not backend.supports(project.source_locale, edition.locale):
            return Engine(name, remote, f"{name} does not translate into {edition.locale}")
    except TransflowError as bad:
        return Engine(name, refused=bad.what)
    return Engine(name, remote)
