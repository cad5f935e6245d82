"""What every test shares: no network, and Hypothesis profiles."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import NoReturn

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


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Block sockets everywhere but in tests/contracts."""
    if "contracts" in Path(str(request.fspath)).parts:
        return

    def refuse(*_: object) -> NoReturn:
        pytest.fail("a test outside tests/contracts opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)
