"""The engines of a project, as drafts ask them: opened once, and never with a text that is not to leave this machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transflow.backends import backend_names, open_backend
from transflow.errors import BackendError, ProjectError
from transflow.workflow.confidential import refuse_to_send
from transflow.workflow.remember import ENGINE as MEMORY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transflow.backends import Backend
    from transflow.errors import Position
    from transflow.project import Edition, Project


@dataclass
class Engines:
    """The engines of a project."""

    project: Project
    _opened: dict[str, Backend] = field(default_factory=dict)

    def engine(self, name: str, *, confidential: Position | None) -> Backend:
        """Return an engine for an article; `confidential` is where that says that it stays on this machine.

        Raises ConfidentialError, UnavailableError, ProjectError for a wrong option and UsageError for an unknown name.
        """
        if name not in self._opened:
            self._opened[name] = open_backend(name, self.project.backends.get(name, {}))
        refuse_to_send(self._opened[name], confidential)
        return self._opened[name]


def check_backends(project: Project, editions: Iterable[Edition]) -> None:
    """Raise ProjectError, with its place, for an engine that is unknown or has a wrong option, before any text is sent."""
    for edition in editions:
        for name in edition.backends:
            if name != MEMORY:
                _check_backend(project, edition, name)


def _check_backend(project: Project, edition: Edition, name: str) -> None:
    if name not in backend_names():
        known = ", ".join((MEMORY, *backend_names()))
        raise ProjectError(f"edition {edition.name}: unknown backend {name!r}; known are {known}", edition.position)
    try:
        open_backend(name, project.backends.get(name, {}))
    except ProjectError as wrong:
        raise ProjectError(f"edition {edition.name}: {wrong.what}", edition.position) from None
    except BackendError:  # said of each catalog, in its place
        return
