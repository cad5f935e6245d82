"""What a change would do, worked out beside the server: a rule for a name that stands everywhere has every catalog checked again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from transflow.errors import Problems, StorageError, TransflowError
from transflow.workflow.names.changing import impact_of, tag_of
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Executor

    from transflow.workflow.names.impact import Impact

_KEPT = 200  # weighed texts that are remembered


@dataclass(frozen=True, slots=True)
class Wrong:
    """An error of the reader: where, and what."""

    file: str
    line: int | None
    column: int | None
    what: str

    @property
    def place(self) -> str:
        """Where it is, as the shell says it."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


Weighed = tuple["Impact | None", tuple[Wrong, ...]]


def wrong(bad: TransflowError, root: Path) -> tuple[Wrong, ...]:
    """Return what is wrong, one by one, with the paths of the project."""
    errors: Iterable[TransflowError] = bad.errors if isinstance(bad, Problems) else (bad,)
    return tuple(
        Wrong(
            file=one.at.file.removeprefix(f"{root}/") if one.at else "",
            line=one.at.line if one.at else None,
            column=one.at.column if one.at else None,
            what=one.what.replace(f"{root}/", ""),
        )
        for one in errors
    )


def weigh_there(root: str, name: str, text: str) -> Weighed:
    """Return what another text for a file of the glossary would change, or what is wrong with it."""
    try:
        return impact_of(open_workspace(Path(root)), name, text), ()
    except StorageError:
        raise
    except TransflowError as bad:
        return None, wrong(bad, Path(root))


class Weighing:
    """Works out impacts, one at a time, and remembers which texts have been weighed on top of which file; many threads may ask at once."""

    def __init__(self, executor: Callable[[], Executor]) -> None:
        self._make = executor
        self._executor: Executor | None = None
        self._weighed: OrderedDict[tuple[str, str, str], None] = OrderedDict()
        self._lock = threading.Lock()

    def weigh(self, root: Path, name: str, text: str, *, seen: str) -> Weighed:
        """Return what a text would change on top of what was seen (a tag); waits for it."""
        with self._lock:
            if self._executor is None:
                self._executor = self._make()
            asked = self._executor.submit(weigh_there, str(root), name, text)
        try:
            weighed = asked.result()
        except BrokenProcessPool:
            with self._lock:
                self._executor = None  # it was killed; the next question starts another
            raise StorageError("the impact was not worked out to its end; ask again") from None
        if weighed[0] is not None:
            with self._lock:
                self._weighed[name, seen, tag_of(text.encode())] = None
                while len(self._weighed) > _KEPT:
                    self._weighed.popitem(last=False)
        return weighed

    def was_weighed(self, name: str, text: str, *, seen: str) -> bool:
        """Tell whether somebody has been shown what this text does on top of this file."""
        with self._lock:
            return (name, seen, tag_of(text.encode())) in self._weighed

    def close(self) -> None:
        """Stop."""
        with self._lock:
            if self._executor is not None:
                self._executor.shutdown(wait=False, cancel_futures=True)
                self._executor = None
