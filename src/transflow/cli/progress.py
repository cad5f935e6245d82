"""A progress bar on a terminal; nothing where nobody watches."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import TaskID

    from transflow.workflow.drafting.chain import Progress
    from transflow.workflow.drafting.memory_store import Reading


@contextlib.contextmanager
def drafting() -> Iterator[Callable[[Progress], None]]:
    """Show how far the engines are, on standard error."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - rich is loaded only when a bar is shown
    from rich.progress import Progress as Bars  # noqa: PLC0415 - as above

    bars = Bars(console=Console(stderr=True), transient=True)
    tasks: dict[tuple[str, str], TaskID] = {}

    def advance(progress: Progress) -> None:
        bars.start()  # not before: somebody may have to be asked something first
        key = (progress.edition, progress.article)
        if key not in tasks:
            tasks[key] = bars.add_task(f"drafting {progress.edition} {progress.article}", total=progress.total)
        bars.update(tasks[key], completed=progress.done)

    try:
        yield advance
    finally:
        bars.stop()


@contextlib.contextmanager
def reading() -> Iterator[Callable[[Reading], None]]:
    """Show how many pairs of a file have been read into the memory, on standard error."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - rich is loaded only when a bar is shown

    with Console(stderr=True).status("reading the memory") as status:
        yield lambda progress: status.update(f"reading {progress.file}: {progress.pairs} pairs")
