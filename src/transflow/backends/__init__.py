"""Engines that draft, one a file, and what is put around every one of them.

An outsider's package adds an engine with an entry point of the group `transflow.backends`: its name there is the name
in transflow.yaml, its value a factory that takes the options and returns a Backend.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from transflow.backends import apertium, local
from transflow.backends.base import Backend, Limits
from transflow.backends.drafting import Draft, DraftRequest, RequiredName, draft
from transflow.errors import ProjectError, UnavailableError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transflow.backends.base import Factory

__all__ = ["BACKENDS", "Backend", "Draft", "DraftRequest", "Limits", "RequiredName", "backend_names", "draft", "open_backend"]

ENTRY_POINTS = "transflow.backends"

BACKENDS: tuple[tuple[str, Factory], ...] = (
    ("local", local.create),
    ("apertium", apertium.create),
)


def backend_names() -> tuple[str, ...]:
    """Return the names of all engines, ours first, then those of other packages."""
    own = [name for name, _ in BACKENDS]
    return tuple(dict.fromkeys([*own, *sorted(point.name for point in entry_points(group=ENTRY_POINTS))]))


def open_backend(name: str, options: Mapping[str, object] | None = None) -> Backend:
    """Return an engine by its name in transflow.yaml; cheap, since engines load what they need at the first text.

    Raises UsageError for an unknown name, ProjectError for an unknown option and UnavailableError where another
    package's engine cannot be imported.
    """
    factory = dict(BACKENDS).get(name) or _factory_of_another_package(name)
    return factory(dict(options or {}))


def _factory_of_another_package(name: str) -> Factory:
    for point in entry_points(group=ENTRY_POINTS):
        if point.name != name:
            continue
        try:
            factory = point.load()
        except (ImportError, AttributeError) as missing:
            raise UnavailableError(f"backend {name}: {point.value} cannot be loaded ({type(missing).__name__})") from missing
        if not callable(factory):
            raise ProjectError(f"backend {name}: {point.value} is no factory")
        made: Factory = factory
        return made
    raise UsageError(f"unknown backend {name!r}; known are {', '.join(backend_names())}")
