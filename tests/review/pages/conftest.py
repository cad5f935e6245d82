"""The sample project as a newsroom: people with roles, each at a server of their own over the same files, by HTTP or in Chromium."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from starlette.testclient import TestClient

from transflow.formats.po import Entry, read_catalog
from transflow.review import Settings, create_app
from transflow.workflow.deciding.people import named_person
from transflow.workflow.workspace import open_workspace

ORIGIN = "http://127.0.0.1:8440"
BROWSER = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
SCRIPT = {"Accept": "application/json"}
PEOPLE = """
review:
  four-eyes: true
  people:
    anna: {name: Anna, email: [anna@example.org], role: reviewer}
    boris: {name: Boris, email: [boris@example.org], role: reviewer}
    tom: {name: Tom, email: [tom@example.org], role: translator}
    nora: {name: Nora, email: [nora@example.org], role: naming-desk}
"""


@dataclass(frozen=True)
class Room:
    """The project, its catalogs, and what lets people sit down by HTTP."""

    root: Path

    def client(self, who: str = "anna") -> TestClient:
        """Return the browser of somebody who has signed in."""
        app = create_app(Settings(self.root, frozenset({ORIGIN}), named_person(open_workspace(self.root), who)))
        client = TestClient(app, base_url=ORIGIN, headers=BROWSER, follow_redirects=False, raise_server_exceptions=False)
        assert client.post("/sign-in", data={"token": app.state.entry.link.token}).status_code == 303
        return client

    def post(self, client: TestClient, path: str, body: dict[str, Any], *, seen: str = "") -> Any:
        """Post as a script of the page does."""
        return client.post(path, json=body, headers=SCRIPT | ({"If-Match": f'"{seen}"'} if seen else {}))

    def catalog(self, edition: str) -> Path:
        """Return where a catalog lies."""
        return self.root / "locales" / edition / "LC_MESSAGES" / "lachin-speech.po"

    def entry(self, edition: str, words: str) -> Entry:
        """Return the entry with these words in its source, as it stands on disk."""
        return next(entry for entry in read_catalog(self.catalog(edition)).entries if words in entry.source)

    def file(self, name: str) -> Path:
        """Return a file of the glossary."""
        return self.root / "glossary" / name

    def says(self, text: str) -> None:
        """Add to transflow.yaml."""
        with (self.root / "transflow.yaml").open("a", encoding="utf-8") as file:
            file.write(text)

    def rewrite(self, edition: str, old: str, new: str) -> None:
        """Change a catalog as another program would."""
        text = self.catalog(edition).read_text(encoding="utf-8")
        assert old in text
        self.catalog(edition).write_text(text.replace(old, new, 1), encoding="utf-8")

    def tag(self, client: TestClient, name: str) -> str:
        """Return what an open page of a file of the glossary was made from."""
        found = re.search(r'data-tag="([0-9a-f]{16})"', client.get(f"/rules/file/{name}").text)
        assert found
        return found[1]


@pytest.fixture
def room(project: Path) -> Room:
    """The sample with people and four eyes."""
    room = Room(project)
    room.says(PEOPLE)
    return room


@dataclass
class Seat:
    """Somebody in a browser of their own; `heard` is what its console and its requests to elsewhere said."""

    room: Room
    base: str
    context: BrowserContext
    page: Page
    heard: list[str]

    def go(self, path: str) -> Page:
        """Go to a page and wait until it has all that it asks for."""
        self.page.goto(f"{self.base}{path}")
        expect(self.page.locator("[data-pending]")).to_have_count(0, timeout=20_000)
        return self.page

    def violations(self) -> list[tuple[str, list[str]]]:
        """Return what axe finds, and where."""
        found = Axe().run(self.page).response["violations"]
        return [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]

    def too_wide(self) -> int:
        """Return by how much the page is wider than the window."""
        wider: int = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return max(0, wider)


@pytest.fixture
def sit(room: Room, chromium: Browser) -> Iterator[Callable[..., Seat]]:
    """What lets somebody sit down: `sit("anna", width=320)`."""
    running: list[tuple[uvicorn.Server, threading.Thread, BrowserContext]] = []

    def sit_down(who: str = "anna", *, width: int = 1280, height: int = 900, **more: Any) -> Seat:
        own = socket.socket()
        own.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{own.getsockname()[1]}"
        app = create_app(Settings(room.root, frozenset({base}), named_person(open_workspace(room.root), who)))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [own]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="en-GB", **more)
        running.append((server, thread, context))
        page = context.new_page()
        heard: list[str] = []
        page.on("console", lambda message: heard.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith((base, "data:", "blob:")) else heard.append(request.url))
        page.goto(f"{base}/sign-in?token={app.state.entry.link.token}")
        page.locator("main button[type=submit]").click()
        return Seat(room, base, context, page, heard)

    yield sit_down
    for server, thread, context in running:
        context.close()
        server.should_exit = True
        thread.join(5)
