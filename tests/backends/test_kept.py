"""Answers that are kept: they save money, and nothing is lost with them."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from transflow.backends import kept
from transflow.backends.kept import KeptAnswers


@pytest.fixture
def answers(tmp_path: Path) -> KeptAnswers:
    return KeptAnswers(tmp_path / "answers" / "answers.sqlite")


def test_what_is_kept_is_found_by_its_key_and_nothing_else_is(answers: KeptAnswers) -> None:
    answers.put({b"a": "Дорога", b"b": ""})
    assert answers.get([b"a", b"b", b"c", b"a"]) == {b"a": "Дорога", b"b": ""}


def test_an_answer_that_is_kept_again_takes_the_place_of_the_old_one(answers: KeptAnswers) -> None:
    answers.put({b"a": "old"})
    answers.put({b"a": "new"})
    assert answers.get([b"a"]) == {b"a": "new"}


def test_looking_makes_no_file(answers: KeptAnswers) -> None:
    assert answers.get([b"a"]) == {}
    assert not answers.path.parent.exists()


def test_what_was_used_longest_ago_goes_where_room_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = KeptAnswers(tmp_path / "answers.sqlite", most=100)
    monkeypatch.setattr(kept, "_today", lambda: 1)
    answers.put({b"a": "x" * 40, b"b": "x" * 40})
    monkeypatch.setattr(kept, "_today", lambda: 2)
    answers.get([b"a"])
    answers.put({b"c": "ы" * 20})
    assert sorted(answers.get([b"a", b"b", b"c"])) == [b"a", b"c"]
    with sqlite3.connect(answers.path) as connection:
        assert connection.execute("SELECT bytes FROM size").fetchone() == (80,)
    connection.close()


@pytest.mark.parametrize("damage", [b"no database at all" * 100, b""])
def test_a_damaged_file_is_as_good_as_none_and_the_next_answer_makes_a_new_one(answers: KeptAnswers, damage: bytes) -> None:
    answers.put({b"a": "x"})
    answers.path.write_bytes(damage)
    assert answers.get([b"a"]) == {}
    answers.put({b"b": "y"})
    answers.put({b"b": "y"})
    assert answers.get([b"a", b"b"]) == {b"b": "y"}


def test_a_file_with_a_torn_page_never_stops_anything(answers: KeptAnswers) -> None:
    answers.put({bytes([number]) * 20: "x" * 500 for number in range(200)})
    data = bytearray(answers.path.read_bytes())
    data[4096 * 2 : 4096 * 12] = b"\xff" * 4096 * 10
    answers.path.write_bytes(bytes(data))
    answers.get([bytes([number]) * 20 for number in range(200)])
    answers.put({b"b": "y"})
    answers.put({b"b": "y"})
    assert answers.get([b"b"]) == {b"b": "y"}


def test_a_place_where_nothing_can_be_kept_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    answers = KeptAnswers(tmp_path / "file" / "answers.sqlite")
    answers.put({b"a": "x"})
    assert answers.get([b"a"]) == {}


WRITE = """
import sys
from pathlib import Path
from transflow.backends.kept import KeptAnswers
answers = KeptAnswers(Path(sys.argv[1]))
for number in range(100):
    answers.put({f"{sys.argv[2]} {number}".encode(): "answer"})
"""


def test_several_processes_keep_answers_at_once_and_none_is_lost(answers: KeptAnswers) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITE, str(answers.path), str(number)]) for number in range(3)]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0]
    keys = [f"{writer} {number}".encode() for writer in range(3) for number in range(100)]
    assert len(answers.get(keys)) == 300
