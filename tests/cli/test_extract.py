"""`transflow extract`, for people, for machines and for CI."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Shell

CATALOG = "locales/ru/LC_MESSAGES/road.po"
WAS = "The road to Karabakh stays closed, officials in Baku said on May 28."
NOW = "The road to Artsakh stays closed, officials in Baku said on May 28."

TARGET = "Дорога в Карабах остаётся закрытой, сообщили 28 мая официальные лица в Баку."


def translate(path: Path) -> None:
    head, body = path.read_text(encoding="utf-8").split("\n\n", 1)
    path.write_text(f"{head}\n\n" + re.sub(r'msgid "(.*)"\nmsgstr ""', r'msgid "\1"\nmsgstr "да: \1"', body), encoding="utf-8")


def edit(shell: Shell, *changes: tuple[str, str]) -> None:
    path = shell.directory / "articles" / "road.md"
    text = path.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")


def test_the_table_says_what_became_of_each_catalog_and_the_list_of_each_unit(shell: Shell) -> None:
    shell("extract", "--edition", "ru")
    translate(shell.directory / CATALOG)
    edit(shell, (WAS, NOW), ("- Two buses\n", ""), ("120 trucks", "120\u00a0trucks"))
    printed = shell("extract", "--edition", "ru", "--list").splitlines()
    assert printed[0].split() == ["edition", "article", "units", "kept", "moved", "retouched", "fuzzy", "new", "gone"]
    assert printed[1].split() == ["ru", "road", "6", "4", "·", "1", "1", "·", "1", "written"]
    assert "  fuzzy      94 %  The road to [-Karabakh-]{+Artsakh+} stays closed, officials in Baku said on May 28." in printed
    assert "  gone            Two buses" in printed


def test_machines_get_the_units_with_their_old_and_new_sources(shell: Shell) -> None:
    shell("extract", "--edition", "ru")
    translate(shell.directory / CATALOG)
    edit(shell, (WAS, NOW))
    document = json.loads(shell("extract", "--edition", "ru", "--format", "json"))
    assert document["schema"] == "transflow.extract/1"
    (catalog,) = document["catalogs"]
    assert (catalog["edition"], catalog["article"], catalog["units"], catalog["file"]) == ("ru", "road", 7, CATALOG)
    assert catalog["changed"]
    assert catalog["template_changed"]
    assert {kind: len(units) for kind, units in catalog["report"].items() if units} == {"kept": 6, "fuzzy": 1}
    (change,) = catalog["changes"]
    assert (change["change"], change["state"], change["source"], change["likeness"]) == ("fuzzy", "draft", NOW, 94)
    assert [old["source"] for old in change["old"]] == [WAS]
    assert change["unit"] == catalog["report"]["fuzzy"][0] != change["old"][0]["unit"]


def test_a_name_that_changed_in_the_article_leaves_no_translation_approved_until_it_is_put_back(shell: Shell) -> None:
    def state(source: str) -> tuple[str, bool]:
        units = json.loads(shell("units", "--edition", "ru", "road", "--format", "json"))["units"]
        return next((unit["state"], unit["stale"]) for unit in units if unit["source"] == source)

    shell("extract", "--edition", "ru")
    translate(shell.directory / CATALOG)
    path = shell.directory / CATALOG
    path.write_text(path.read_text(encoding="utf-8").replace(f"да: {WAS}", TARGET), encoding="utf-8")
    units = json.loads(shell("units", "--edition", "ru", "road", "--format", "json"))["units"]
    (unit,) = [unit["unit"] for unit in units if unit["source"] == WAS]
    shell("signoff", "approve", "--edition", "ru", "road", "--unit", unit, "--by", "Ani")
    assert state(WAS) == ("approved", False)
    edit(shell, (WAS, NOW))
    shell("extract", "--edition", "ru")
    assert state(NOW) == ("draft", True)
    edit(shell, (NOW, WAS))
    shell("extract", "--edition", "ru")
    assert state(WAS) == ("approved", False)


def test_check_writes_nothing_and_fails_until_the_catalogs_are_up_to_date(shell: Shell) -> None:
    assert "would change" in shell("extract", "--check", code=1)
    assert not (shell.directory / "locales").exists()
    shell("extract")
    before = shell.bytes()
    assert "would change" not in shell("extract", "--check")
    edit(shell, (WAS, NOW))
    printed = shell("extract", "--check", code=1)
    assert "The template of road is not up to date." in printed
    assert shell.bytes() == before | {"articles/road.md": (shell.directory / "articles" / "road.md").read_bytes()}


def test_a_conflict_that_git_left_in_a_catalog_is_told_with_its_place(shell: Shell) -> None:
    shell("extract", "--edition", "ru")
    path = shell.directory / CATALOG
    lines = path.read_text(encoding="utf-8").split("\n")
    at = lines.index('msgstr ""', 20)
    lines[at : at + 1] = ["<<<<<<< HEAD", 'msgstr "a"', "=======", 'msgstr "b"', ">>>>>>> other"]
    path.write_text("\n".join(lines), encoding="utf-8")
    told = shell("extract", "--edition", "ru", code=2)
    assert f"{CATALOG}:{at + 1}:1: git could not join two versions of this file" in told
