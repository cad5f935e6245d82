"""What every test shares: no network, and Hypothesis profiles."""

from __future__ import annotations

import gc
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# The laws are tried on the same examples every time; HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

ROOT = Path(__file__).parent.parent


@pytest.fixture
def repository() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture
def _no_garbage_collection() -> Iterator[None]:
    """Let a test that compares times of processor count its own work only: a collection looks at all that the tests before it left."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Block sockets everywhere but in tests/contracts; tests/review asks its own server on this machine."""
    parts = Path(str(request.fspath)).parts
    if "contracts" in parts:
        return
    connect = socket.socket.connect

    def refuse(own: socket.socket, address: Any) -> None:
        if "review" in parts and isinstance(address, tuple) and address[0] in {"127.0.0.1", "::1"}:
            connect(own, address)
            return
        pytest.fail("a test outside tests/contracts opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)
