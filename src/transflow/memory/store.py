"""The store: one SQLite file that can be deleted at any time, since it is made from the project's catalogs and TMX files.

A collection is what is searched as one: a source language and a target language (with its script where that is not the usual one). `texts` are the
distinct sources of a collection, `pairs` their targets. `postings` has, for each feature of a collection, the numbers of the texts that have it, four bytes each.
"""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from transflow.errors import Position, StorageError
from transflow.locales import parse_locale

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERSION = 2
_SCHEMA = """
CREATE TABLE collections (id INTEGER PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL, texts INTEGER NOT NULL DEFAULT 0, UNIQUE (source, target));
CREATE TABLE origins (id INTEGER PRIMARY KEY, file TEXT NOT NULL UNIQUE, edition TEXT NOT NULL, stamp TEXT NOT NULL);
CREATE TABLE texts (id INTEGER PRIMARY KEY, collection INTEGER NOT NULL, hash INTEGER NOT NULL, source TEXT NOT NULL);
CREATE TABLE pairs (text INTEGER NOT NULL, origin INTEGER NOT NULL, target TEXT NOT NULL, locale TEXT NOT NULL, context INTEGER, place TEXT NOT NULL, approved INTEGER NOT NULL);
CREATE TABLE postings (feature INTEGER PRIMARY KEY, texts BLOB NOT NULL);
CREATE INDEX texts_by_hash ON texts (hash);
CREATE INDEX pairs_by_text ON pairs (text);
CREATE INDEX pairs_by_origin ON pairs (origin);
"""
_PAGE = 8192
_MAPPED = 1 << 36  # bytes of the file that may be read straight from the page cache
_CACHE = 64 * 1024  # KB
_BUSY = 60.0  # seconds to wait for a writer, which holds the file for the length of one commit
_FULL, _CANNOT_OPEN, _READ_ONLY, _BUSY_CODE, _LOCKED, _IO = 13, 14, 8, 5, 6, 10
_TOLD = {
    _FULL: "the disk is full",
    _CANNOT_OPEN: "cannot be opened",
    _READ_ONLY: "cannot be written: it is read-only",
    _BUSY_CODE: "another transflow is writing it; try again",
    _LOCKED: "another transflow is writing it; try again",
    _IO: "the disk does not read or write it",
}
_USUAL_SCRIPTS = {
    "zh": "Hans",
    "sr": "Cyrl",
    "az": "Latn",
    "uz": "Latn",
    "kk": "Cyrl",
    "ky": "Cyrl",
    "mn": "Cyrl",
    "pa": "Guru",
    "bs": "Latn",
}


class DamagedStoreError(StorageError):
    """The store is torn, of another program, or of another version; it is to be made again."""


@dataclass(frozen=True)
class Store:
    """An open store."""

    path: Path
    connection: sqlite3.Connection


class Collection(NamedTuple):
    """What is searched as one: its number in the store, and how many texts it has."""

    number: int
    texts: int


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Store]:
    """Open the store, made where there is none; raises StorageError, or DamagedStoreError where it is to be made again."""
    with errors_told(path):
        connection = _connected(path)
    try:
        yield Store(path, connection)
    finally:
        connection.close()


@contextlib.contextmanager
def errors_told(path: Path) -> Iterator[None]:
    """Say what SQLite says as our own errors."""
    try:
        yield
    except sqlite3.DatabaseError as bad:
        code = getattr(bad, "sqlite_errorcode", 0) & 0xFF
        if code in _TOLD:
            raise StorageError(_TOLD[code], Position(str(path))) from bad
        raise DamagedStoreError(f"the store of the memory is damaged ({bad})", Position(str(path))) from bad
    except (UnicodeError, TypeError, ValueError, OverflowError) as bad:  # what a torn page has in the place of texts and numbers
        raise DamagedStoreError(f"the store of the memory is damaged ({bad})", Position(str(path))) from bad
    except OSError as bad:
        raise StorageError(f"cannot be written: {bad.strerror}", Position(str(path))) from bad


@contextlib.contextmanager
def written(store: Store) -> Iterator[None]:
    """Do what the block does as one transaction: whole, or not at all."""
    store.connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        store.connection.execute("ROLLBACK")
        raise
    store.connection.execute("COMMIT")


def remove(path: Path) -> None:
    """Delete a store; nobody is to be writing it."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).unlink()


def sound(store: Store) -> bool:
    """Tell whether SQLite finds the whole file in order; takes as long as reading it."""
    with errors_told(store.path):
        return bool(store.connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def collection(store: Store, source: str, target: str) -> Collection | None:
    """Return the collection of two languages; None where there is none."""
    asked = "SELECT id, texts FROM collections WHERE source = ? AND target = ?"
    found = store.connection.execute(asked, (source, target)).fetchone()
    return Collection(*found) if found else None


@lru_cache(maxsize=1024)
def language_of(tag: str) -> str:
    """Return what decides whether a text can be read: the language, and its script where that is not the usual one; raises UsageError for an unknown tag."""
    parsed = parse_locale(tag)
    script = next((part for part in parsed.bcp47.split("-")[1:] if len(part) == 4), "")
    usual = _USUAL_SCRIPTS.get(parsed.language, "")
    return f"{parsed.language}-{script}" if script and script != usual else parsed.language


def hash_of(*texts: str) -> int:
    """Return a number of 64 bits for texts, always the same one."""
    return int.from_bytes(blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)


def context_of(before: str, after: str) -> int:
    """Return a number for the neighbours of a source; how their white space is written does not matter."""
    return hash_of(" ".join(before.split()), " ".join(after.split()))


def _connected(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=_BUSY, isolation_level=None)
    try:
        connection.execute(f"PRAGMA page_size = {_PAGE}")
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
        connection.execute("PRAGMA synchronous = NORMAL")
        _prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == VERSION:
        return
    if version or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise DamagedStoreError(f"the store of the memory is of version {version}, not {VERSION}", Position(str(path)))
    connection.execute("BEGIN EXCLUSIVE")
    if not connection.execute("PRAGMA user_version").fetchone()[0]:  # another process may have been quicker
        for statement in _SCHEMA.strip().split(";\n"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")
