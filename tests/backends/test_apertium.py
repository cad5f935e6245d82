"""The Apertium command, played by small shell scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from transflow.backends import apertium
from transflow.backends.apertium import ApertiumBackend
from transflow.errors import BackendError, UnavailableError, UnsupportedPairError


def _command(folder: Path, script: str, timeout: float = 10.0) -> ApertiumBackend:
    program = folder / "apertium"
    program.write_text(f'#!/bin/sh\nif [ "$1" = -l ]; then echo "  eng-spa"; echo "  spa-eng_US"; exit 0; fi\n{script}\n', encoding="utf-8")
    program.chmod(0o755)
    return apertium.create({"command": str(program), "timeout": timeout})


def test_modes_are_found_by_two_and_three_letters_and_by_region(tmp_path: Path) -> None:
    backend = _command(tmp_path, "cat")
    assert backend.supports("en", "es")
    assert backend.supports("en-GB", "es-AR")
    assert backend.supports("es", "en-US")
    assert not backend.supports("es", "en-GB")
    assert not backend.supports("en", "hy")
    assert backend.model("en", "es") == "eng-spa"


def test_texts_go_in_one_call_apart_by_blank_lines_and_in_utf_8(tmp_path: Path) -> None:
    backend = _command(tmp_path, f'echo "$LC_ALL $*" >> {tmp_path}/calls; cat')
    assert backend.translate(["uno\ndos", "três ñ", "x"], source="en", target="es") == ["uno dos", "três ñ", "x"]
    assert (tmp_path / "calls").read_text(encoding="utf-8") == "C.UTF-8 -u -f txt eng-spa\n"


def test_an_answer_that_does_not_fall_into_as_many_parts_is_asked_for_one_by_one(tmp_path: Path) -> None:
    backend = _command(tmp_path, "tr -s '\\n'")
    assert backend.translate(["one", "two"], source="en", target="es") == ["one", "two"]


@pytest.mark.parametrize("script", ["true", "echo", "cat > /dev/null; printf ' \\n'"])
def test_an_empty_answer_is_an_error_though_the_command_ends_well(tmp_path: Path, script: str) -> None:
    with pytest.raises(BackendError, match="answered nothing"):
        _command(tmp_path, script).translate(["one"], source="en", target="es")


def test_what_is_left_of_a_possessive_is_taken_away_and_quotation_marks_stay(tmp_path: Path) -> None:
    backend = _command(tmp_path, "cat")
    assert backend.translate(["y Bakú' los 'planes' d'ahir"], source="en", target="es") == ["y Bakú los 'planes' d'ahir"]


def test_a_command_that_fails_is_quoted_by_its_first_line(tmp_path: Path) -> None:
    with pytest.raises(BackendError, match=r"ended with 3: no such mode$"):
        _command(tmp_path, "cat > /dev/null; echo 'no such mode' >&2; echo usage >&2; exit 3").translate(["one"], source="en", target="es")


def test_a_command_that_hangs_is_unavailable_after_its_time(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match=r"no answer within 0\.2 s"):
        _command(tmp_path, "exec sleep 5", timeout=0.2).translate(["one"], source="en", target="es")


def test_a_pair_without_a_mode_tells_what_is_installed(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedPairError, match=r"en → hy is installed \(installed: eng-spa, spa-eng_US\)"):
        _command(tmp_path, "cat").translate(["one"], source="en", target="hy")


def test_a_missing_command_is_unavailable_and_says_so(tmp_path: Path) -> None:
    backend = apertium.create({"command": str(tmp_path / "none")})
    with pytest.raises(UnavailableError):
        backend.supports("en", "es")
    with pytest.raises(UnavailableError, match="the command is not installed"):
        backend.translate(["one"], source="en", target="es")


def test_a_text_of_white_space_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(BackendError, match="an empty text"):
        _command(tmp_path, "cat").translate(["one", " \n"], source="en", target="es")
