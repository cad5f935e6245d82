"""`transflow export` and `transflow import` as a person calls them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Shell

TARGET = "120 грузовиков"


@pytest.fixture
def extracted(shell: Shell) -> Shell:
    """A project whose catalogs are there."""
    shell("extract")
    return shell


def export(shell: Shell, format_: str, name: str) -> Path:
    shell("export", "road", "--edition", "ru@desk", "--format", format_, "--output", name)
    return shell.directory / name


def fill(file: Path) -> None:
    """Translate one unit in a file, as a translator would."""
    text = file.read_bytes().decode()
    if "1.2" in file.name:
        before, after = '<target xml:lang="ru" state="new"></target>', f'<target xml:lang="ru" state="translated">{TARGET}</target>'
    elif file.suffix == ".xlf":
        before = '<segment id="s1" state="initial">\n        <source>120 trucks</source>'
        after = f'<segment id="s1" state="translated">\n        <source>120 trucks</source>\n        <target>{TARGET}</target>'
    elif file.suffix == ".csv":
        before, after = "120 trucks,,untranslated", f"120 trucks,{TARGET},translated"
    else:
        before = '"source": "120 trucks", "target": "", "state": "untranslated"'
        after = f'"source": "120 trucks", "target": "{TARGET}", "state": "translated"'
    head, source, tail = text.partition('<source xml:lang="en">120 trucks' if "1.2" in file.name else before)
    changed = head + (source + tail).replace(before, after, 1)
    assert TARGET in changed
    file.write_bytes(changed.encode())


@pytest.mark.parametrize(("format_", "name"), [("xliff", "a.xlf"), ("xliff-1.2", "a-1.2.xlf"), ("csv", "a.csv"), ("jsonl", "a.jsonl")])
def test_a_translation_made_outside_comes_back_and_nothing_else_changes(extracted: Shell, format_: str, name: str) -> None:
    file = export(extracted, format_, name)
    before = extracted.bytes()
    assert "0 units changed" in extracted("import", name)
    assert extracted.bytes() == before
    fill(file)
    shown = extracted("import", "--dry-run", name)
    assert f"  + {TARGET}" in shown
    assert "1 units would change" in shown
    extracted("import", name)
    after = extracted.bytes()
    changed = {path for path in after if after[path] != before.get(path)} - {name}
    assert changed == {"locales/ru@desk/LC_MESSAGES/road.po"}
    extracted("import", name)
    assert extracted.bytes() == after


def test_what_is_left_out_is_told_with_its_place_and_ends_with_1(extracted: Shell) -> None:
    file = export(extracted, "xliff", "a.xlf")
    text = file.read_text(encoding="utf-8")
    line = next(number for number, each in enumerate(text.splitlines(), start=1) if "<source>" in each and "<pc" in each)
    lines = text.splitlines()
    lines.insert(line, "        <target>Никто</target>")
    file.write_text("\n".join(lines), encoding="utf-8")
    done = extracted.process("import", "a.xlf")
    assert done.returncode == 1
    assert done.stderr.startswith(f"a.xlf:{line + 1}:9: ")
    assert "of the source are missing" in done.stderr


def test_both_commands_report_to_machines(extracted: Shell) -> None:
    report = json.loads(extracted("export", "road", "-e", "fa", "--format", "xliff-1.2", "-o", "a.xlf", "--report", "json"))
    assert (report["schema"], report["output"], report["articles"]) == ("transflow.export/1", "a.xlf", ["road"])
    assert report["told"][0]["count"] == 1
    report = json.loads(extracted("import", "a.xlf", "--report", "json"))
    assert report["schema"] == "transflow.import/1"
    assert (report["catalogs"][0]["changes"], report["catalogs"][0]["left_out"]) == ([], [])
    assert report["catalogs"][0]["file"] == "locales/fa/LC_MESSAGES/road.po"


def test_without_output_the_file_itself_is_printed_and_all_else_goes_to_standard_error(extracted: Shell) -> None:
    done = extracted.process("export", "road", "-e", "ru", "--format", "jsonl")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["schema"] for line in lines} == {"transflow.catalog-unit/1"}
    assert "standard output" in done.stderr


@pytest.mark.parametrize(
    ("call", "what"),
    [
        (("export", "nowhere", "-e", "ru", "--format", "csv"), "no article 'nowhere'"),
        (("export", "road", "-e", "xx", "--format", "csv"), "unknown edition 'xx'"),
        (("import", "nowhere.xlf"), "nowhere.xlf: no such file"),
        (("import", "transflow.yaml"), "transflow.yaml: cannot tell what this is"),
        (("import", "--format", "xliff", "transflow.yaml"), "transflow.yaml:1:1: not valid XML"),
    ],
)
def test_a_wrong_call_ends_with_2_and_one_line(extracted: Shell, call: tuple[str, ...], what: str) -> None:
    assert what in extracted(*call, code=2)


def test_an_export_before_extract_says_what_to_do(shell: Shell) -> None:
    assert "`transflow extract` makes it" in shell("export", "road", "-e", "ru", "--format", "csv", code=2)
