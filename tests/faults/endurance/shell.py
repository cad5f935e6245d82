"""Somebody on the shell: `extract` of an article that keeps changing, `prefill`, and a sign-off now and then."""

from __future__ import annotations

import os
import threading
from collections import Counter
from typing import TYPE_CHECKING

from desk import article_text

if TYPE_CHECKING:
    from desk import Desk


class Shell(threading.Thread):
    """Works until it is told to end; `wrong` is what went wrong meanwhile."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(daemon=True)
        self.wrong: list[str] = []
        self._desk = desk
        self._done: Counter[str] = Counter()
        self._end = threading.Event()

    @property
    def told(self) -> str:
        """What was done."""
        return ", ".join(f"{count} × {what}" for what, count in self._done.items())

    def run(self) -> None:
        """Go on and on."""
        number = 0
        while not self._end.is_set():
            number += 1
            extra = f"Correction number {number} is this one. It comes and goes." if number % 3 else ""
            self._edit("north" if number % 2 else "south", extra)
            self._run("extract")
            self._run("prefill", "--edition", "ru")
            self._run("status")

    def end(self) -> None:
        """Finish what is under way, and end."""
        self._end.set()
        self.join()

    def _edit(self, article: str, extra: str) -> None:
        path = self._desk.root / "articles" / f"{article}.md"
        beside = path.with_suffix(".new")
        beside.write_text(article_text(article, extra=extra))
        os.replace(beside, path)

    def _run(self, *arguments: str) -> None:
        done = self._desk.transflow(*arguments)
        self._done[arguments[0]] += 1
        if done.returncode not in {0, 1}:
            self.wrong.append(f"transflow {' '.join(arguments)}: exit code {done.returncode}: {done.stderr.strip()[-500:]}")
