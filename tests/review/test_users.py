from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from transflow.cli import cli
from transflow.errors import UsageError
from transflow.review.access.sessions import Sessions
from transflow.review.access.users import Users

PASSWORD = "correct horse battery"  # noqa: S105 - nobody's but the tests'


@pytest.fixture
def users(peopled: Path) -> Any:
    """What calls `transflow users` and returns what it printed."""

    def call(*arguments: str, stdin: str = "") -> str:
        done = CliRunner().invoke(cli, ["--project", str(peopled), "users", *arguments], input=stdin, catch_exceptions=False)
        return done.output

    return call


def test_somebody_whom_transflow_yaml_names_gets_a_password(users: Any, private: Path) -> None:
    assert users("add", "anna", "--stdin", stdin=f"{PASSWORD}\n") == "anna can sign in\n"
    kept = Users(private / "users.json").find("anna")
    assert kept is not None
    assert kept.hash.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_password_is_asked_for_twice_and_never_shown(users: Any) -> None:
    said = users("add", "anna", stdin=f"{PASSWORD}\n{PASSWORD}\n")
    assert "anna can sign in" in said
    assert PASSWORD not in said


def test_a_password_that_is_made_is_shown_once(users: Any, private: Path) -> None:
    made = users("add", "omid", "--generate").splitlines()[-1]
    assert len(made) >= 20
    assert made.encode() not in (private / "users.json").read_bytes()


@pytest.mark.parametrize(
    ("password", "told"),
    [("short", "12 characters"), ("anna anna anna", "the person's name"), ("aaaaaaaaaaaaaa", "same few"), ("x1y2" * 300, "1024 bytes")],
)
def test_a_password_that_is_none_is_refused(users: Any, password: str, told: str) -> None:
    with pytest.raises(Exception, match=told):
        users("add", "anna", "--stdin", stdin=f"{password}\n")


def test_nobody_gets_a_password_whom_the_project_does_not_name_or_who_has_one(users: Any) -> None:
    with pytest.raises(Exception, match="names no 'nobody'"):
        users("add", "nobody", "--stdin", stdin=PASSWORD)
    users("add", "anna", "--stdin", stdin=PASSWORD)
    with pytest.raises(Exception, match="has a password already"):
        users("add", "anna", "--stdin", stdin=PASSWORD)
    with pytest.raises(Exception, match="has no password yet"):
        users("password", "omid", "--stdin", stdin=PASSWORD)


def test_whoever_is_removed_has_no_session_either(users: Any, private: Path) -> None:
    users("add", "anna", "--stdin", stdin=PASSWORD)
    sessions = Sessions(private / "sessions.json")
    sessions.begin("anna", "x")
    assert users("remove", "anna") == "anna can no longer sign in; 1 session ended\n"
    assert not sessions.present()


def test_the_list_tells_who_has_a_password_and_who_is_no_longer_named(users: Any, peopled: Path) -> None:
    users("add", "omid", "--stdin", stdin=PASSWORD)
    file = peopled / "transflow.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("    omid:", "    other:"), encoding="utf-8")
    rows = {row["id"]: row for row in json.loads(users("list", "--format", "json"))["users"]}
    assert (rows["anna"]["password"], rows["anna"]["role"], rows["anna"]["languages"]) == (None, "reviewer", ["ru", "hy"])
    assert rows["omid"]["role"] is None
    assert rows["omid"]["password"]
    assert "not in transflow.yaml" in users("list")
    assert "has left" in users("list")


def test_sessions_are_listed_and_ended(users: Any, private: Path) -> None:
    sessions = Sessions(private / "sessions.json")
    token = sessions.begin("anna", "x", "A browser")
    sessions.begin("omid", "x")
    assert "A browser" in users("sessions")
    assert token not in users("sessions", "--format", "json")
    assert users("sessions", "anna", "--end") == "1 session ended\n"
    assert [one.person for one in sessions.present()] == ["omid"]


def test_whoever_has_left_gets_no_password(users: Any, private: Path) -> None:
    with pytest.raises(UsageError, match="gone has left"):
        users("add", "gone", "--stdin", stdin=f"{PASSWORD}\n")
    assert Users(private / "users.json").find("gone") is None
