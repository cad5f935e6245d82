"""A desk to review at: the sample project in a folder of its own, and a browser's requests to its server.

`client` is the one person of a server for one, signed in; `newsroom` is a desk where people have passwords. `site` is a real server in a
process of its own, `chromium` a real browser.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from starlette.applications import Starlette
from starlette.testclient import TestClient

from transflow.policy import Person
from transflow.review import Settings, create_app
from transflow.review.access.passwords import hashed

ROOT = Path(__file__).parent.parent.parent
ORIGIN = "http://127.0.0.1:8440"
ANNA = Person("anna", "Anna")
PASSWORD = "correct horse battery"  # noqa: S105 - nobody's but the tests'
BROWSER = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
PEOPLE = """
review:
  people:
    anna: {name: Anna, email: anna@example.org, role: reviewer, languages: [ru, hy]}
    omid: {name: Omid, email: omid@example.org, role: translator}
    gone: {name: Gone, email: gone@example.org, role: admin, active: false}
  proxy: {address: 10.1.2.3, header: Remote-User}
"""


@dataclass(frozen=True)
class Desk:
    """A project and the server over it; `told` are the links that the server has printed since it started."""

    root: Path
    app: Starlette
    client: TestClient
    told: list[str] = field(default_factory=list)

    def stranger(self) -> TestClient:
        """Return another browser, which has signed in nowhere."""
        return browser(self.app)

    def sign_in(self) -> None:
        """Sign the client in by the link that the server prints."""
        answer = self.client.post("/sign-in", data={"token": self.app.state.entry.link.token})
        assert answer.status_code == 303, answer.text

    def sign_in_as(self, person: str, password: str = PASSWORD, client: TestClient | None = None) -> Any:
        """Return what the server answers to somebody who signs in with a password."""
        return (client or self.client).post("/sign-in", data={"person": person, "password": password})


def browser(app: Starlette, client: tuple[str, int] = ("127.0.0.1", 50000), origin: str = ORIGIN) -> TestClient:
    """Return what a browser is to the server, which follows no redirect by itself."""
    headers = {**BROWSER, "Origin": origin}
    return TestClient(app, base_url=origin, headers=headers, follow_redirects=False, raise_server_exceptions=False, client=client)


@pytest.fixture(scope="session")
def browse() -> Callable[..., TestClient]:
    """What makes another browser for any server."""
    return browser


def copy_sample(root: Path) -> Path:
    """Copy the sample project into a folder of its own."""
    root.mkdir(parents=True)
    shutil.copy(ROOT / "transflow.yaml", root)
    for folder in ("articles", "glossary", "locales"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("pt_BR", "es"))  # what `make run` drafts is in no clone
    return root


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where passwords and sessions lie."""
    monkeypatch.setenv("TRANSFLOW_PRIVATE", str(tmp_path / "private"))
    return tmp_path / "private"


@pytest.fixture
def project(tmp_path: Path, private: Path) -> Path:  # noqa: ARG001 - so that nothing of it lies in this account's own folder
    """The sample project in a folder of its own; what is private to it lies beside it."""
    return copy_sample(tmp_path / "desk")


@pytest.fixture
def desk(project: Path) -> Desk:
    """The server of one person, who has not signed in yet."""
    told: list[str] = []
    app = create_app(Settings(project, frozenset({ORIGIN}), ANNA, told=told.append))
    return Desk(project, app, browser(app), told)


@pytest.fixture
def client(desk: Desk) -> TestClient:
    """The browser of somebody who has signed in."""
    desk.sign_in()
    return desk.client


@pytest.fixture(scope="session")
def password_hash() -> str:
    """The hash of everybody's password, made once."""
    return hashed(PASSWORD, person="anna")


@pytest.fixture
def peopled(project: Path) -> Path:
    """The sample project with three people, of whom one has left, and a proxy."""
    with (project / "transflow.yaml").open("a", encoding="utf-8") as file:
        file.write(PEOPLE)
    return project


@pytest.fixture
def opened(peopled: Path, password_hash: str) -> Callable[..., Desk]:
    """Make a server to which people sign in with passwords; everybody has the same one."""

    def make(**settings: Any) -> Desk:
        app = create_app(Settings(peopled, **{"origins": frozenset({ORIGIN}), **settings}))
        for person in ("anna", "omid", "gone", "elsewhere"):
            if app.state.entry.users.find(person) is None:
                app.state.entry.users.set(person, password_hash, new=True)
        return Desk(peopled, app, browser(app))

    return make


@pytest.fixture
def newsroom(opened: Callable[..., Desk]) -> Desk:
    """A desk where people sign in with passwords, and where nobody has yet."""
    return opened()


@dataclass(frozen=True)
class Site:
    """A server in a process of its own, as a person starts it; `said` is what it printed when it started."""

    root: Path
    address: str
    said: str
    running: subprocess.Popen[str]

    def stop(self) -> int:
        """Stop it as Ctrl-C does; return its exit code."""
        self.running.send_signal(signal.SIGINT)
        return self.running.wait(timeout=20)


def start(root: Path, *options: str, private: Path) -> Site:
    """Start `transflow review` on a free port."""
    environment = {**os.environ, "TRANSFLOW_PRIVATE": str(private), "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}
    environment |= {"GIT_AUTHOR_EMAIL": "anna@example.org", "GIT_AUTHOR_NAME": "Anna"}
    command = [sys.executable, "-c", "from transflow.cli import main; main()", "--project", str(root), "review", "--port", "0", *options]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout is not None
    said = ""
    for line in running.stdout:
        said += line
        if "Ctrl-C" in line:
            break
    found = re.search(r"http://[^\s/]+", said)
    assert found, said + (running.stderr.read() if running.stderr else "")
    return Site(root, found[0], said, running)


@pytest.fixture
def start_site(private: Path) -> Iterator[Callable[..., Site]]:
    """Start servers that are stopped when the test ends."""
    sites: list[Site] = []

    def begin(root: Path, *options: str) -> Site:
        sites.append(start(root, *options, private=private))
        return sites[-1]

    yield begin
    for site in sites:
        if site.running.poll() is None:
            site.running.kill()
        site.running.wait()
        for pipe in (site.running.stdout, site.running.stderr):
            if pipe is not None:
                pipe.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        yield opened
        opened.close()
