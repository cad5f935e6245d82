"""Engines that draft, one a file, and what is put around every one of them.

An outsider's package adds an engine with an entry point of the group `transflow.backends`: its name there is the name
in transflow.yaml, its value a factory that takes the options and returns a Backend.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from transflow.backends.base import Abilities, Backend, Guided, GuidedBackend, Limits, Term
from transflow.backends.drafting import Draft, DraftRequest, RequiredName, draft
from transflow.errors import ProjectError, UnavailableError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transflow.backends.base import Factory

__all__ = [
    "BACKENDS",
    "Abilities",
    "Backend",
    "Draft",
    "DraftRequest",
    "Guided",
    "GuidedBackend",
    "Limits",
    "RequiredName",
    "Term",
    "backend_names",
    "draft",
    "open_backend",
]

ENTRY_POINTS = "transflow.backends"

# Name and module; a module is loaded when its engine is opened, since those of services take 0.3 s for what they stand on.
BACKENDS: tuple[tuple[str, str], ...] = (
    ("local", "local"),
    ("apertium", "apertium"),
    ("apertium-apy", "apertium_apy"),
    ("libretranslate", "libretranslate"),
    ("deepl", "deepl"),
    ("google", "google"),
    ("azure", "azure"),
    ("amazon", "amazon"),
    ("yandex", "yandex"),
    ("modernmt", "modernmt"),
    ("openai", "openai"),
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
    module = dict(BACKENDS).get(name)
    factory = _own_factory(module) if module else _factory_of_another_package(name)
    return factory(dict(options or {}))


def _own_factory(module: str) -> Factory:
    factory: Factory = import_module(f"{__name__}.{module}").create
    return factory


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
