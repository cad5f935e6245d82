"""The ledger and the impact of a rule, through the shell."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from typing import TYPE_CHECKING

import polib
import pytest

if TYPE_CHECKING:
    from conftest import Shell

ROW = {"concept", "edition", "name", "voice", "slot", "count", "units"}
TARGETS = {
    "Talks about the Lachin road": "Переговоры о Лачинской дороге",
    "The road to Karabakh stays closed, officials in Baku said on May 28.": "Дорога в Нагорный Карабах закрыта, заявили в Баку 28 мая.",
    "“Artsakh is waiting,” a driver said.": "«Арцах ждёт», — сказал водитель.",
}
DESK = "glossary/styles/desk.yaml"


@pytest.fixture
def desk(shell: Shell) -> Shell:
    """The project with a few targets in ru@desk, committed to git."""
    shell("extract")
    path = shell.directory / "locales/ru@desk/LC_MESSAGES/road.po"
    catalog = polib.pofile(str(path), wrapwidth=0)
    for entry in catalog:
        entry.msgstr = TARGETS.get(entry.msgid, "")
    catalog.save(str(path))
    _git(shell, "init", "--quiet")
    _git(shell, "add", "--all")
    _git(shell, "-c", "user.name=nobody", "-c", "user.email=nobody@example.org", "commit", "--quiet", "--message", "the project")
    return shell


def test_the_ledger_tells_machines_which_name_each_edition_uses_and_where(desk: Shell) -> None:
    document = json.loads(desk("ledger", "--format", "json"))
    assert document["schema"] == "transflow.ledger/1"
    rows = document["rows"]
    assert all(row.keys() >= ROW for row in rows)
    names = {(row["edition"], row["name"], row["voice"], row["count"]) for row in rows if row["concept"] == "nagorno-karabakh"}
    assert names == {
        ("en", "karabakh", "narration", 1),
        ("en", "artsakh", "quotation", 1),
        ("ru@desk", "nagorno-karabakh", "narration", 1),
        ("ru@desk", "artsakh", "quotation", 1),
    }
    units = {unit["unit"] for unit in json.loads(desk("units", "--edition", "ru@desk", "road", "--format", "json"))["units"]}
    assert {unit for row in rows for unit in row["units"]} <= units


def test_the_ledger_as_csv_has_a_line_for_every_row(desk: Shell) -> None:
    rows = json.loads(desk("ledger", "road", "--edition", "ru@desk", "--format", "json"))["rows"]
    read = list(csv.DictReader(io.StringIO(desk("ledger", "road", "--edition", "ru@desk", "--format", "csv"))))
    assert set(read[0]) == ROW | {"names", "source"}
    assert [(row["name"], row["voice"], int(row["count"]), row["units"].split()) for row in read] == [
        (row["name"], row["voice"], row["count"], row["units"]) for row in rows
    ]


def test_the_ledger_as_a_page_lies_beside_the_editions_or_where_one_says(desk: Shell) -> None:
    assert desk("ledger", "--format", "html").strip() == "editions/ledger.html"
    text = (desk.directory / "editions/ledger.html").read_text()
    assert desk("ledger", "--format", "html", "--output", "-").startswith("<!doctype html>")
    assert 'href="../locales/ru@desk/LC_MESSAGES/road.po#L' in text
    desk("ledger", "--format", "html", "--output", "page.html")
    assert 'href="locales/ru@desk/LC_MESSAGES/road.po#L' in (desk.directory / "page.html").read_text()
    before = desk.bytes()
    desk("ledger", "--format", "html")
    assert desk.bytes() == before


def test_the_ledger_of_an_empty_project_says_that_there_is_nothing(bare: Shell) -> None:
    bare("init")
    assert "No name of the glossary" in bare("ledger")
    assert json.loads(bare("ledger", "--format", "json"))["rows"] == []
    bare("ledger", "--format", "html")


def test_the_ledger_tells_what_is_otherwise_than_at_a_revision(desk: Shell) -> None:
    _replace(desk, "locales/ru@desk/LC_MESSAGES/road.po", "Нагорный Карабах закрыта", "Арцах закрыта")
    document = json.loads(desk("ledger", "--against", "HEAD", "--format", "json"))
    assert document["schema"] == "transflow.ledger-difference/1"
    assert document["summary"] == {"added": 1, "gone": 1, "changed": 0}
    assert {(row["change"], row["name"], row["before"], row["after"]) for row in document["rows"]} == {
        ("added", "artsakh", 0, 1),
        ("gone", "nagorno-karabakh", 1, 0),
    }
    assert "1 added, 1 gone, 0 changed since HEAD" in desk("ledger", "--against", "HEAD")
    assert len(desk("ledger", "--against", "HEAD", "--format", "csv").splitlines()) == 3


def test_impact_fails_where_units_newly_fail_and_says_which(desk: Shell) -> None:
    assert "No unit changes." in desk("glossary", "impact", "--against", "HEAD")
    _replace(desk, DESK, "    narration: lachin\n", "    narration: berdzor\n")
    document = json.loads(desk("glossary", "impact", "--against", "HEAD", "--format", "json", code=1))
    assert document["schema"] == "transflow.glossary-impact/1"
    unit = next(unit for unit in document["units"] if unit["target"])
    assert (unit["edition"], unit["verdict"], unit["source"]) == ("ru@desk", "fails", "Talks about the Lachin road")
    assert unit["fingerprint-changed"]
    assert not unit["approval-lapses"]
    assert unit["concepts"] == ["lachin"]
    assert unit["vanishes"] == []
    found = json.loads(desk("check", "--format", "json", code=1))["findings"]
    assert [finding for finding in found if finding["severity"] == "error"] == [
        finding for finding in unit["appears"] if finding["severity"] == "error"
    ]
    told = desk("glossary", "impact", "--against", "HEAD", code=1)
    assert "before: HEAD (" in told
    assert "after:  the project as it is" in told
    assert f"{unit['file']}:{unit['line']}: ru@desk newly fails; an approval would lapse (lachin)" in told
    assert desk("glossary", "impact", "--against", "HEAD", "--reverse").count("newly passes") == 1


@pytest.mark.parametrize("command", [["ledger"], ["glossary", "impact"]])
def test_an_unknown_state_is_an_error_in_one_line(desk: Shell, command: list[str]) -> None:
    assert desk(*command, "--against", "nope", code=2) == "'nope' is neither a directory nor a revision that git knows\n"
    assert "unknown edition 'xx'" in desk(*command, "--against", "HEAD", "--edition", "xx", code=2)


def _git(shell: Shell, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(shell.directory), *arguments], check=True)


def _replace(shell: Shell, file: str, old: str, new: str) -> None:
    path = shell.directory / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
