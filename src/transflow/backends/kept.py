"""Answers of engines, kept in one SQLite file that can be deleted at any time: it only saves money.

A file that is damaged, locked or full never stops a draft: it is as if nothing were kept. Texts are not kept, only a hash of all
that was asked, and the answer to it.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

VERSION = 1
MOST_BYTES = 128 * 1024 * 1024  # of answers: hundreds of thousands of sentences
FALLS_TO = 0.9  # of that, where it is passed: what was used longest ago goes
_DAY = 86_400
_BUSY = 30.0  # seconds to wait for another process, which holds the file for the length of one commit
_SCHEMA = """
CREATE TABLE answers (key BLOB PRIMARY KEY, answer TEXT NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX answers_by_use ON answers (used);
CREATE TABLE size (bytes INTEGER NOT NULL);
INSERT INTO size VALUES (0);
CREATE TRIGGER counted AFTER INSERT ON answers BEGIN UPDATE size SET bytes = bytes + length(CAST(new.answer AS BLOB)); END;
CREATE TRIGGER uncounted AFTER DELETE ON answers BEGIN UPDATE size SET bytes = bytes - length(CAST(old.answer AS BLOB)); END;
"""


class Answers(Protocol):
    """What engines have answered, by the key of what they were asked."""

    def get(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """Return what is known of these keys."""

    def put(self, answers: Mapping[bytes, str]) -> None:
        """Keep answers."""


@dataclass
class AnswersOfARun:
    """Answers that are known as long as the process lives, and never written anywhere."""

    known: dict[bytes, str] = field(default_factory=dict)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """Return what is known of these keys."""
        return {key: self.known[key] for key in keys if key in self.known}

    def put(self, answers: Mapping[bytes, str]) -> None:
        """Keep answers."""
        self.known.update(answers)


@dataclass(frozen=True)
class KeptAnswers:
    """Answers in a file, which several processes may read and write at once; `most` bounds how much is kept."""

    path: Path
    most: int = MOST_BYTES

    def get(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """Return what is kept of these keys; looking makes no file."""
        found: dict[bytes, str] = {}
        if self.path.exists():
            self._do(lambda connection: found.update(_looked_up(connection, keys)))
        return found

    def put(self, answers: Mapping[bytes, str]) -> None:
        """Keep answers, each until the room is needed for those used later."""
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
        self._do(lambda connection: self._put(connection, answers))

    def _put(self, connection: sqlite3.Connection, answers: Mapping[bytes, str]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        # deleted first: REPLACE would not call the trigger that counts what goes
        connection.executemany("DELETE FROM answers WHERE key = ?", [(key,) for key in answers])
        connection.executemany("INSERT INTO answers VALUES (?, ?, ?)", [(key, answer, _today()) for key, answer in answers.items()])
        self._make_room(connection)
        connection.execute("COMMIT")

    def _make_room(self, connection: sqlite3.Connection) -> None:
        size = connection.execute("SELECT bytes FROM size").fetchone()[0]
        if size <= self.most:
            return
        going = []
        for key, answer in connection.execute("SELECT key, answer FROM answers ORDER BY used, key"):
            if size <= self.most * FALLS_TO:
                break
            going.append((key,))
            size -= len(answer.encode("utf-8", "surrogatepass"))
        connection.executemany("DELETE FROM answers WHERE key = ?", going)

    def _do(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Open the file for a moment; whatever is wrong with it ends the work early, and a damaged file is deleted."""
        try:
            with contextlib.closing(sqlite3.connect(self.path, timeout=_BUSY, isolation_level=None)) as connection:
                connection.execute("PRAGMA synchronous = NORMAL")
                _prepare(connection)
                work(connection)
        except sqlite3.OperationalError:  # locked for long, full, read-only
            return
        except (sqlite3.DatabaseError, UnicodeError):
            for suffix in ("", "-journal"):
                with contextlib.suppress(OSError):
                    self.path.with_name(self.path.name + suffix).unlink()


def _looked_up(connection: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, str]:
    found = {}
    unused = []
    for key in dict.fromkeys(keys):
        row = connection.execute("SELECT answer, used FROM answers WHERE key = ?", (key,)).fetchone()
        if row is not None and isinstance(row[0], str):
            found[key] = row[0]
            if row[1] < _today():
                unused.append((_today(), key))
    if unused:
        with contextlib.suppress(sqlite3.OperationalError):  # it is only a date
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("UPDATE answers SET used = ? WHERE key = ?", unused)
            connection.execute("COMMIT")
    return found


def _today() -> int:
    return int(time.time()) // _DAY


def _prepare(connection: sqlite3.Connection) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == VERSION:
        return
    if version:
        raise sqlite3.DatabaseError(f"of version {version}, not {VERSION}")
    connection.execute("BEGIN EXCLUSIVE")
    if not connection.execute("PRAGMA user_version").fetchone()[0]:  # another process may have been quicker
        for statement in _SCHEMA.strip().split(";\n"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")
