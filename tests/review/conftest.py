"""A desk to review at: the sample project in a folder of its own, and a browser's requests to its server.

`client` is somebody who has signed in; `stranger` is nobody yet. Both send what a browser sends with a request of the page itself.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from transflow.policy import Person
from transflow.review import Settings, create_app

ORIGIN = "http://127.0.0.1:8440"
ANNA = Person("anna", "Anna")
BROWSER = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin", "Accept": "text/html"}


@dataclass(frozen=True)
class Desk:
    """A project and the server over it."""

    root: Path
    client: TestClient

    def stranger(self) -> TestClient:
        """Return another browser, which has signed in nowhere."""
        return browser(self.client.app)

    def sign_in(self) -> None:
        """Sign the client in by the link that the server prints."""
        answer = self.client.post("/sign-in", data={"token": self.client.app.state.entry.link.token})
        assert answer.status_code == 303, answer.text


def browser(app: object) -> TestClient:
    """Return what a browser is to the server, which follows no redirect by itself."""
    return TestClient(app, base_url=ORIGIN, headers=BROWSER, follow_redirects=False, raise_server_exceptions=False)


@pytest.fixture
def project(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample project in a folder of its own; what is private to it lies beside it."""
    root = tmp_path / "desk"
    root.mkdir()
    shutil.copy(repository / "transflow.yaml", root)
    for folder in ("articles", "glossary", "locales"):
        shutil.copytree(repository / folder, root / folder)
    monkeypatch.setenv("TRANSFLOW_PRIVATE", str(tmp_path / "private"))
    return root


@pytest.fixture
def desk(project: Path) -> Desk:
    """The server of one person, who has not signed in yet."""
    return Desk(project, browser(create_app(Settings(project, frozenset({ORIGIN}), ANNA))))


@pytest.fixture
def client(desk: Desk) -> TestClient:
    """The browser of somebody who has signed in."""
    desk.sign_in()
    return desk.client
