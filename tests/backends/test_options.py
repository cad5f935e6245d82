"""Options of an engine: errors that name the option and never show a value, and keys that stand in the environment only."""

from __future__ import annotations

from typing import Any

import pytest

from transflow.backends.options import Options, Secret, is_loopback
from transflow.errors import ProjectError, UnavailableError

WRONG: list[tuple[str, tuple[Any, ...], dict[str, Any], Any]] = [
    ("text", (), {}, 3),
    ("text", (), {}, ""),
    ("text", (), {}, "two\nlines"),
    ("one_of", (("a", "b"),), {}, "c"),
    ("texts", (2,), {}, ["a", 3]),
    ("texts", (2,), {}, ["a", "b", "c"]),
    ("texts", (2,), {}, 3),
    ("flag", (), {"default": True}, "yes"),
    ("number", (1.0,), {}, 0),
    ("number", (1.0,), {}, True),
    ("number", (1.0,), {}, "5"),
    ("number", (1.0,), {}, 1e9),
    ("count", (1,), {"most": 5}, 6),
    ("count", (1,), {"most": 5}, 2.5),
    ("secret", ("NAME",), {}, "abcdef"),
    ("secret", ("NAME",), {}, "env:"),
    ("secret", ("NAME",), {}, 3),
    ("address", (), {}, "http://10.0.0.1"),
    ("address", (), {}, "https://a:b@example.org"),
    ("address", (), {}, "https://example.org?key=abcdef"),
    ("address", (), {}, "https://example.org:99999"),
    ("address", (), {}, "file:///etc/passwd"),
]


@pytest.mark.parametrize(("reading", "arguments", "named", "value"), WRONG)
def test_a_wrong_value_is_refused_by_the_name_of_its_option(reading: str, arguments: tuple[Any, ...], named: Any, value: Any) -> None:
    options = Options("engine", {"thing": value})
    with pytest.raises(ProjectError, match=r"^backend engine: thing ") as refused:
        getattr(options, reading)("thing", *arguments, **named)
    assert "abcdef" not in str(refused.value)


def test_right_values_are_read_and_absent_ones_have_defaults() -> None:
    options = Options("engine", {"a": "x", "b": ["y", "z"], "c": "y", "d": False, "e": 3, "f": "http://127.0.0.1:8/v1/"})
    assert (options.text("a"), options.text("no", "d")) == ("x", "d")
    assert (options.texts("b", 2), options.texts("c", 2), options.texts("no", 2)) == (("y", "z"), ("y",), ())
    assert (options.flag("d", default=True), options.flag("no", default=True)) == (False, True)
    assert (options.number("e", 1), options.count("e", 1, most=3)) == (3.0, 3)
    assert options.address("f") == "http://127.0.0.1:8/v1"


def test_a_key_is_read_when_it_is_used_and_is_no_part_of_what_stands_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = Options("engine", {"key": "env:OURS"}).secret("key", "THEIRS")
    assert secret == Secret("engine", "OURS")
    assert not secret
    monkeypatch.setenv("OURS", " abcdef\n")
    assert secret
    assert secret.reveal() == "abcdef"
    assert "abcdef" not in f"{secret!r} {secret}"


@pytest.mark.parametrize(("value", "why"), [("", "set OURS in the environment"), ("two words", "no key has"), ("clé", "no key has")])
def test_a_key_that_is_missing_or_could_not_be_one_is_said_without_showing_it(
    monkeypatch: pytest.MonkeyPatch, value: str, why: str
) -> None:
    monkeypatch.setenv("OURS", value)
    with pytest.raises(UnavailableError, match=why) as refused:
        Secret("engine", "OURS").reveal()
    assert not value or value not in str(refused.value)


@pytest.mark.parametrize("host", ["localhost", "LocalHost", "127.0.0.1", "127.8.9.1", "::1"])
def test_this_machine_is_known_by_its_names(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "example.org", "localhost.example.org", "0.0.0.0", "10.0.0.1", "127.0.0.1.example.org"])  # noqa: S104 - none is listened on
def test_other_machines_are_not_this_one(host: str) -> None:
    assert not is_loopback(host)
