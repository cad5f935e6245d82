"""Engines by their name in transflow.yaml."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

import transflow.backends as room
from transflow.backends import BACKENDS, backend_names, open_backend
from transflow.errors import ProjectError, UnavailableError, UsageError


@pytest.mark.parametrize("name", [name for name, _ in BACKENDS])
def test_only_engines_that_stay_on_this_machine_say_so(name: str) -> None:
    assert open_backend(name).abilities.remote is (name not in {"local", "apertium", "apertium-apy"})


def test_an_engine_of_another_machine_says_so_by_its_address() -> None:
    assert open_backend("apertium-apy", {"url": "https://apertium.org/apy"}).abilities.remote
    assert not open_backend("openai", {"url": "http://localhost:11434/v1"}).abilities.remote
    assert not open_backend("libretranslate", {"url": "http://127.0.0.1:5000"}).abilities.remote


def test_every_engine_of_the_tuple_opens_without_options_and_bears_its_name() -> None:
    for name, _ in BACKENDS:
        backend = open_backend(name)
        assert backend.name == name
        assert backend.limits.items > 0
        assert backend.limits.characters > 0


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"unknown backend 'babelfish'; known are local, apertium"):
        open_backend("babelfish")


@pytest.mark.parametrize("name", backend_names())
def test_an_unknown_option_is_refused_without_showing_its_value(name: str) -> None:
    with pytest.raises(ProjectError, match="unknown option 'api-key'") as refused:
        open_backend(name, {"api-key": "s3cret"})
    assert "s3cret" not in str(refused.value)
    assert {"budget", "price"} <= set(str(refused.value).partition("known are ")[2].split(", "))


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("local", {"download": "yes"}),
        ("local", {"cache": 3}),
        ("apertium", {"command": 1}),
        ("apertium", {"timeout": 0}),
        ("apertium", {"timeout": True}),
    ],
)
def test_an_option_of_the_wrong_kind_is_refused(name: str, options: dict[str, object]) -> None:
    with pytest.raises(ProjectError, match=f"backend {name}: "):
        open_backend(name, options)


def _outside(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    point = EntryPoint("outside", value, room.ENTRY_POINTS)
    monkeypatch.setattr(room, "entry_points", lambda *, group: [point] if group == room.ENTRY_POINTS else [])


def test_another_package_adds_an_engine_by_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    _outside(monkeypatch, "transflow.backends.apertium:create")
    assert "outside" in backend_names()
    assert open_backend("outside", {"timeout": 3}).name == "apertium"


def test_an_engine_of_another_package_that_cannot_be_imported_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    _outside(monkeypatch, "no_such_package:create")
    with pytest.raises(UnavailableError, match="no_such_package:create cannot be loaded"):
        open_backend("outside")


def test_an_entry_point_that_is_no_factory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    _outside(monkeypatch, "transflow.backends.apertium:NAME")
    with pytest.raises(ProjectError, match="is no factory"):
        open_backend("outside")
