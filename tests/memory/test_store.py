"""The store as a file: torn, of another program, of another version, filled by several at once."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from transflow.errors import StorageError
from transflow.memory import DamagedStoreError, Origin, Pair, Query, Store, matches, opened, remember, sound
from transflow.memory.filling import known_stamps

SPAWN = multiprocessing.get_context("spawn")


def fill(path: Path, file: str, count: int) -> None:
    """Remember so many pairs, in a process of its own."""
    pairs = (
        (("en", "ru"), Pair(f"sentence {number} of {file} about roads and buses", f"{file} {number}", "ru")) for number in range(count)
    )
    with opened(path) as store:
        remember(store, Origin(file, stamp="1"), pairs)


def test_several_processes_fill_one_store_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    writers = [SPAWN.Process(target=fill, args=(path, f"f{number}", 300)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0] * 4
    with opened(path) as store:
        assert sound(store)
        assert store.connection.execute("SELECT count(*) FROM pairs").fetchone()[0] == 1200
        for number in range(4):
            source = f"sentence 299 of f{number} about roads and buses"
            assert matches(store, Query(source, "en", "ru"))[0].target == f"f{number} 299"


def test_a_process_that_is_killed_leaves_a_store_that_knows_what_is_not_finished(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    fill(path, "before", 10)
    for wait in (0.3, 0.6, 1.0):
        writer = SPAWN.Process(target=fill, args=(path, "killed", 200_000))
        writer.start()
        time.sleep(wait)
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join(60)
        with opened(path) as store:
            assert sound(store)
            assert known_stamps(store).get("killed", "") == ""
            assert known_stamps(store)["before"] == "1"
    fill(path, "killed", 50)
    with opened(path) as store:
        assert known_stamps(store) == {"before": "1", "killed": "1"}
        assert store.connection.execute("SELECT count(*) FROM pairs").fetchone()[0] == 60


@pytest.mark.parametrize(
    "content", [b"no database at all, but longer than a header of one hundred bytes" * 40, b"SQLite format 3\0" + b"\xff" * 9000]
)
def test_a_file_of_something_else_is_told_as_damaged(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    path.write_bytes(content)
    with pytest.raises(DamagedStoreError, match="damaged"), opened(path):
        pass


def test_another_version_is_told_as_damaged(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(DamagedStoreError, match="version 99"), opened(path):
        pass


def test_a_store_of_any_damage_answers_or_is_told_as_damaged(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    fill(path, "a", 400)
    whole = path.read_bytes()
    choose = random.Random(1)  # noqa: S311 - the same damage each time
    for _ in range(60):
        torn = bytearray(whole[: choose.choice((len(whole), choose.randrange(100, len(whole))))])
        for _ in range(choose.randrange(40)):
            torn[choose.randrange(len(torn))] = choose.randrange(256)
        path.write_bytes(torn)
        try:
            with opened(path) as store:
                matches(store, Query("sentence 7 of a about roads", "en", "ru"))
                fill(path, "b", 5)
        except StorageError:
            pass


def test_what_is_no_place_for_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError), opened(tmp_path / "file" / "m.sqlite"):
        pass


def test_remembering_twice_is_remembering_once(store: Store, put: Callable[..., int]) -> None:
    def everything() -> list[object]:
        asked = "SELECT texts.source, target, locale, file FROM pairs JOIN texts ON texts.id = text JOIN origins ON origins.id = origin ORDER BY 1, 2"
        return [store.connection.execute(asked).fetchall(), store.connection.execute("SELECT * FROM postings").fetchall()]

    pairs = [("The road stays closed.", "Дорога закрыта."), ("Two buses", "Два автобуса")]
    assert put(store, pairs) == 2
    before = everything()
    assert put(store, pairs) == 2
    assert everything() == before
