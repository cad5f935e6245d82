"""Work that would hold up those who type is done beside the server, in a process of its own: 5,000 units take their checks seconds.

Whatever gives a `concurrent.futures.Executor` will do; tests do the work at once.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from transflow.review.counting import Cell, count
from transflow.review.live import Live, Stamp, Stamps

if TYPE_CHECKING:
    from collections.abc import Callable

State = tuple[Stamps, Stamp, Stamp]
_lives: dict[str, Live] = {}


def count_there(root: str, edition: str, slug: str) -> tuple[State, Cell]:
    """Return what the board says of a catalog, and the state of the files of which that holds."""
    live = _lives.setdefault(root, Live(Path(root)))
    opened = live.opened()
    chosen = opened.workspace.project.edition(edition)
    state = opened.state(chosen, slug)
    return state, count(live, opened, chosen, slug)


def process_beside() -> Executor:
    """Return one process, started afresh, that yields to the server and ends with it."""
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)


class AtOnce(Executor):
    """Do the work where it is asked for."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 - as Executor has it
        """Do it, and return what came of it."""
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as bad:  # noqa: BLE001 - a future carries whatever went wrong to who asks
            done.set_exception(bad)
        return done


def _begin() -> None:
    """Leave Ctrl-C to the server, stand back behind it, and end when it does, however that was."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(5)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
