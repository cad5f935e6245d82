"""The review page on one article of 5,000 units, in Chromium: how soon it is there, and how long the next unit takes. What a person waits for.

    python benchmarks/review.py [--units 5000] [--steps 100] [--peers PYTHON] [--chromium /usr/bin/chromium]

The server is the real one in a process of its own, Chromium is driven by Playwright, and every time is the browser's own (`performance`): a page is there
with its load event, a unit with its first paint and when the editor takes keys, both counted from the key that asked for it. `Ctrl+Enter` is pressed after a word was typed at the pace of a person, and saves before
it goes on, which is two files on the disk, each synced. Reading the catalog with polib and translate-toolkit is the floor of what a page would
cost that reads it anew. Weblate and Pootle want a database and services of their own, and are not measured.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from measure import table
from playwright.sync_api import sync_playwright
from review_project import ARTICLE, EDITION, make_project

from transflow.formats.po import read_catalog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

WHO = {"Remote-User": "anna"}
LIST = f"/edition/{EDITION}/{ARTICLE}"
# In every page: note when a key was pressed (across pages, in the time since 1970) and when this page was painted and ready.
WATCH = """
addEventListener("keydown", event => {
  if (event.key === "Enter" || event.key === "ArrowDown") sessionStorage.pressed = performance.timeOrigin + performance.now();
}, true);
new PerformanceObserver(list => { window.painted = performance.timeOrigin + list.getEntries().at(-1).startTime; })
  .observe({ type: "paint", buffered: true });
addEventListener("focusin", event => {
  if (event.target.matches("textarea") && !window.ready) window.ready = performance.timeOrigin + performance.now();
}, true);
"""
PEERS = {
    "polib": "import polib, sys; polib.pofile(sys.argv[1])",
    "translate-toolkit": "import sys; from translate.storage import po; po.pofile.parsefile(sys.argv[1])",
}
READ = "import sys; from pathlib import Path; from transflow.formats.po import read_catalog; read_catalog(Path(sys.argv[1]))"


class Server:
    """The server in a process of its own."""

    def __init__(self, root: Path) -> None:
        with socket.socket() as opened:
            opened.bind(("127.0.0.1", 0))
            self.port = int(opened.getsockname()[1])
        transflow = str(Path(sys.executable).with_name("transflow"))
        command = [transflow, "--project", str(root), "review", "--proxy", "--port", str(self.port)]
        begun = time.perf_counter()
        self._running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not self._answers():
            assert self._running.poll() is None, "the server does not start"
            time.sleep(0.01)
        self.started = time.perf_counter() - begun

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def memory(self) -> tuple[float, float]:
        """Return what it takes of memory now and took at most, in MB."""
        status = Path(f"/proc/{self._running.pid}/status").read_text(encoding="utf-8")
        now, most = (re.search(rf"{name}:\s+(\d+)", status) for name in ("VmRSS", "VmHWM"))
        assert now is not None
        assert most is not None
        return int(now[1]) / 1024, int(most[1]) / 1024

    def end(self) -> None:
        """End it."""
        self._running.send_signal(signal.SIGINT)
        self._running.wait()

    def _answers(self) -> bool:
        try:
            urlopen(f"{self.address}/sign-in", timeout=5).close()  # noqa: S310 - our own server
        except HTTPError:
            return True
        except (URLError, OSError):
            return False
        return True


@contextlib.contextmanager
def served(root: Path) -> Iterator[Server]:
    """Run a server while the block runs."""
    server = Server(root)
    try:
        yield server
    finally:
        server.end()


def until(page: Page, expression: str) -> None:
    """Wait until this is so on the page; Playwright's own waiting evaluates text, which the page's policy refuses."""
    while not page.evaluate(expression):
        page.wait_for_timeout(5)


def first_page(browser: Browser, root: Path, path: str) -> dict[str, float]:
    """Return what the first page of a server that has just started takes, in milliseconds from the navigation."""
    with served(root) as server, browser.new_context(extra_http_headers=WHO) as context:
        page = context.new_page()
        page.goto(f"{server.address}{path}", wait_until="load")
        until(
            page,
            "performance.getEntriesByName('first-contentful-paint').length && performance.getEntriesByType('navigation')[0].loadEventEnd",
        )
        said: dict[str, float] = page.evaluate(
            """() => { const [at] = performance.getEntriesByType("navigation");
            const paint = performance.getEntriesByName("first-contentful-paint")[0];
            return { load: at.loadEventEnd, paint: paint.startTime, answer: at.responseEnd }; }"""
        )
        return {**said, "start": server.started * 1000}


def steps(page: Page, key: str, number: int, before: Callable[[int], None]) -> tuple[list[float], list[float]]:
    """Press a key so many times; return in milliseconds how long each next unit took to be painted, and to take keys."""
    painted, ready = [], []
    for count in range(number):
        before(count)
        here = page.url
        page.keyboard.press(key)
        page.wait_for_url(lambda url, here=here: url != here)
        until(page, "window.painted && window.ready")
        shown, editable = page.evaluate("[window.painted - sessionStorage.pressed, window.ready - sessionStorage.pressed]")
        painted.append(shown)
        ready.append(editable)
    return painted, ready


def live_checks(server: Server, units: list[str], number: int) -> list[float]:
    """Return how long each answer to what somebody types took, in milliseconds, asked as the page asks it."""
    headers = {**WHO, "Content-Type": "application/json", "Origin": server.address, "Sec-Fetch-Site": "same-origin"}
    asking = http.client.HTTPConnection("127.0.0.1", server.port)
    taken = []
    for count in range(number):
        begun = time.perf_counter()
        body = json.dumps({"texts": [f"Суд сообщил, что дорога в Лачин открыта {count}."]})
        asking.request("POST", f"{LIST}/unit/{units[count * 7 % len(units)]}/check", body, headers)
        answer = asking.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def seconds(command: list[str]) -> float:
    """Return the processor time of a command, at best of three."""
    found = []
    for _ in range(3):
        with subprocess.Popen(command) as running:
            _, status, usage = os.wait4(running.pid, 0)
            running.returncode = os.waitstatus_to_exitcode(status)
            assert running.returncode == 0, command
        found.append(usage.ru_utime + usage.ru_stime)
    return min(found)


def told(name: str, times: list[float]) -> tuple[str, ...]:
    """Return a row of a table: the quickest, the median, and what nineteen of twenty stay under."""
    return name, str(len(times)), f"{min(times):.0f}", f"{median(times):.0f}", f"{quantiles(times, n=20)[-1]:.0f}" if len(times) > 1 else ""


def floor(path: Path, peers: Path | None) -> None:
    """Print what reading the catalog costs by itself."""
    rows = [("reading the catalog alone, processor", "ms")]
    pairs: list[tuple[str, str, str, str]] = [("transflow", sys.executable, READ, "from transflow.formats.po import read_catalog")]
    if peers is not None:
        pairs += [(name, str(peers), code, code.rpartition(";")[0].replace(", sys", "")) for name, code in PEERS.items()]
    for name, python, code, imports in pairs:
        try:
            rows.append((name, f"{(seconds([python, '-c', code, str(path)]) - seconds([python, '-c', imports])) * 1000:.0f}"))
        except AssertionError:
            rows.append((name, "not installed"))
    table(rows)


def measure(root: Path, browser: Browser, *, number: int, units: list[str]) -> None:
    """Print what a person waits for."""
    rows = [("milliseconds", "times", "quickest", "median", "95 %")]
    for name, path in (("board", "/"), ("list of units", LIST), ("one unit", f"{LIST}/unit/{units[len(units) // 2]}?queue=all")):
        first = [first_page(browser, root, path) for _ in range(5)]
        rows.append(told(f"first page, {name}: load event", [one["load"] for one in first]))
        rows.append(told(f"first page, {name}: first contentful paint", [one["paint"] for one in first]))
    rows.append(told("start of the server to its first answer", [one["start"] for one in first]))
    with served(root) as server, browser.new_context(extra_http_headers=WHO) as context:
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto(f"{server.address}{LIST}/unit/{units[5]}?queue=all")
        until(page, "window.ready")
        page.wait_for_timeout(1500)
        painted, ready = steps(page, "Alt+ArrowDown", number, lambda _: None)
        rows += [told("Alt+↓ to the next unit: painted", painted), told("Alt+↓ to the next unit: takes keys", ready)]
        painted, ready = steps(page, "Control+Enter", number, lambda count: page.keyboard.type(f" слово{count}", delay=100))
        rows += [told("Ctrl+Enter, saved, the next unit: painted", painted), told("Ctrl+Enter, saved, the next unit: takes keys", ready)]
        rows.append(told("answer of the live check", live_checks(server, units, number)))
        page.goto(f"{server.address}{LIST}")
        at: dict[str, Any] = page.evaluate("performance.getEntriesByType('navigation')[0].toJSON()")
        rows.append(told("list of units after all that: load event", [at["loadEventStart"]]))
        now, most = server.memory()
    table(rows)
    print(f"the server takes {now:.0f} MB, at most {most:.0f} MB")


def main() -> None:
    """Make the project, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, default=5000)
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="make the project there, or measure the one that is there")
    parser.add_argument("--peers", type=Path, help="the peers' python")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        root = options.keep or Path(scratch) / "project"
        path = root / "locales" / EDITION / "LC_MESSAGES" / f"{ARTICLE}.po"
        if not path.exists():
            make_project(root, units=options.units)
        units = [entry.unit for entry in read_catalog(path).entries]
        print(f"{len(units)} units, {path.stat().st_size / 1e6:.1f} MB; load of the machine {os.getloadavg()[0]:.1f}")
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
        measure(root, browser, number=options.steps, units=units)
        browser.close()
        floor(path, options.peers)


if __name__ == "__main__":
    main()
