"""The counts of all catalogs, kept while their files are what they were; what is not known yet is counted beside the server."""

from __future__ import annotations

import threading
import time
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import TYPE_CHECKING

from transflow.review.beside import State, count_there
from transflow.review.counting import Cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Executor, Future

    from transflow.project import Edition
    from transflow.review.live import Opened

Key = tuple[str, str]  # edition, article
_AHEAD = 2  # catalogs handed over at a time: what somebody waits for now need not wait for all that was asked before


class Counts:
    """What is known of the catalogs of one project; many threads may ask at once."""

    def __init__(self, executor: Callable[[], Executor]) -> None:
        self._make = executor
        self._executor: Executor | None = None
        self._known: dict[Key, tuple[State, Cell]] = {}
        self._waiting: dict[Key, tuple[str, State]] = {}  # the project's root, and the state in which it was asked for
        self._running: set[Key] = set()
        self._handing = False
        self._turn = threading.Condition(threading.RLock())

    def ask(self, opened: Opened, wanted: Iterable[tuple[Edition, str]], *, patience: float, first: bool = False) -> dict[Key, Cell | None]:
        """Return the counts of these catalogs, None for one that is still being counted after `patience` seconds.

        What is wanted `first` goes before all that waits.
        """
        root = str(opened.workspace.project.root)
        states = {(edition.name, slug): opened.state(edition, slug) for edition, slug in wanted}
        until = time.monotonic() + patience
        with self._turn:
            missing = [key for key, state in states.items() if not self._fits(key, state)]
            asked = {key: (root, states[key]) for key in missing if key not in self._running and key not in self._waiting}
            self._waiting = {**asked, **self._waiting} if first else {**self._waiting, **asked}
            self._hand_over()
            while missing and (left := until - time.monotonic()) > 0:
                self._turn.wait(left)
                missing = [key for key in missing if not self._fits(key, states[key]) and (key in self._running or key in self._waiting)]
            return {key: self._known[key][1] if self._fits(key, state) else None for key, state in states.items()}

    def close(self) -> None:
        """Stop counting."""
        with self._turn:
            self._waiting.clear()
            if self._executor is not None:
                self._executor.shutdown(wait=False, cancel_futures=True)
                self._executor = None

    def _fits(self, key: Key, state: State) -> bool:
        return key in self._known and self._known[key][0] == state

    def _hand_over(self) -> None:
        if self._handing:  # an executor that works at once has called back from within
            return
        self._handing = True
        while self._waiting and len(self._running) < _AHEAD:
            key = next(iter(self._waiting))
            root, state = self._waiting.pop(key)
            if self._executor is None:
                self._executor = self._make()
            self._running.add(key)
            self._executor.submit(count_there, root, *key).add_done_callback(partial(self._take, key, state))
        self._handing = False

    def _take(self, key: Key, state: State, done: Future[tuple[State, Cell]]) -> None:
        with self._turn:
            self._running.discard(key)
            if not done.cancelled():
                bad = done.exception()
                if isinstance(bad, BrokenProcessPool):
                    self._executor = None  # it was killed; the next question starts another
                else:
                    self._known[key] = done.result() if bad is None else (state, Cell(*key, {}, {}, problem=f"cannot be counted: {bad}"))
            self._hand_over()
            self._turn.notify_all()
