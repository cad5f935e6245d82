"""The whole way of an article, through the shell."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import polib
import pytest

if TYPE_CHECKING:
    from conftest import Shell

EDITIONS = ("pt_BR", "es", "ru", "ru@desk", "hy", "fa")


def test_a_new_project_runs_as_it_is_and_a_second_run_changes_no_byte(shell: Shell) -> None:
    shell("run")
    before = shell.bytes()
    for edition in EDITIONS:
        assert f"locales/{edition}/LC_MESSAGES/road.po" in before
        assert f"editions/{edition}/road.html" in before
        assert f"editions/{edition}/road.md" in before
    shell("run")
    assert shell.bytes() == before


def test_every_catalog_is_accepted_by_msgfmt(shell: Shell) -> None:
    shell("run")
    for catalog in shell.directory.glob("locales/*/LC_MESSAGES/*.po"):
        done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(catalog)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_drafts_are_marked_for_review_and_say_which_engine_and_when(shell: Shell) -> None:
    shell("run")
    entries = polib.pofile(str(shell.directory / "locales/pt_BR/LC_MESSAGES/road.po"))
    drafted = [entry for entry in entries if entry.msgstr]
    assert len(drafted) == len(entries)
    for entry in drafted:
        assert "fuzzy" in entry.flags
        assert entry.tcomment.startswith("draft: local (")
        assert "2023-11-14" in entry.tcomment


def test_editions_without_an_engine_say_so_and_the_others_go_on(shell: Shell) -> None:
    printed = shell("run", "--edition", "hy", "--edition", "pt_BR")
    assert "no backend is configured for this edition" in printed
    assert "local (" in printed


def test_what_a_person_translated_is_kept_when_the_article_changes(shell: Shell) -> None:
    shell("extract")
    path = shell.directory / "locales/ru/LC_MESSAGES/road.po"
    catalog = polib.pofile(str(path), wrapwidth=0)
    for entry in catalog:
        entry.msgstr = f"перевод: {entry.msgid}"
    catalog.save(str(path))
    article = shell.directory / "articles" / "road.md"
    article.write_text(
        article.read_text()
        .replace("The road to Karabakh stays closed", "The old road to Karabakh stays closed")
        .replace("- Two buses\n", "")
    )
    shell("extract", "--edition", "ru")
    after = {entry.msgid: entry for entry in polib.pofile(str(path))}
    changed = after["The old road to Karabakh stays closed, officials in Baku said on May 28."]
    assert "fuzzy" in changed.flags
    assert changed.previous_msgid == "The road to Karabakh stays closed, officials in Baku said on May 28."
    assert after["Two buses"].obsolete
    assert after["Talks about the Lachin road"].msgstr == "перевод: Talks about the Lachin road"
    article.write_text(article.read_text() + "- Two buses\n")
    shell("extract", "--edition", "ru")
    assert not {entry.msgid: entry for entry in polib.pofile(str(path))}["Two buses"].obsolete


def test_status_counts_and_units_tell_the_names(shell: Shell) -> None:
    shell("extract")
    status = json.loads(shell("status", "--format", "json"))
    assert status["schema"] == "transflow.status/1"
    first = status["catalogs"][0]
    assert set(first) == {"edition", "article", "units", "untranslated", "draft", "translated", "approved", "stale", "errors"}
    assert first["units"] == first["untranslated"] == 7
    units = json.loads(shell("units", "--edition", "ru", "road", "--format", "json"))
    assert units["schema"] == "transflow.units/1"
    assert set(units["units"][0]) >= {"unit", "context", "source", "target", "state", "stale", "line", "slot", "voice", "mentions"}
    quoted = next(unit for unit in units["units"] if "waiting" in unit["source"])
    assert quoted["voice"] == "mixed"
    assert [(mention["name"], mention["voice"]) for mention in quoted["mentions"]] == [("artsakh", "quotation")]


def test_the_catalog_tells_a_translator_where_a_unit_stands_and_what_its_names_are_to_be(shell: Shell) -> None:
    shell("extract")
    text = (shell.directory / "locales/ru/LC_MESSAGES/road.po").read_text()
    assert "#: articles/road.md:2" in text
    assert "#. slot: headline; paragraph: 1; sentence: 1; voice: narration" in text
    assert "Арцах" in text


def test_segment_gives_offsets_into_the_file(bare: Shell) -> None:
    text = "\ufeffA headline\r\n\r\nOne. “Two,” she said.\r\nThree"
    (bare.directory / "a.txt").write_bytes(text.encode())
    units = json.loads(bare("segment", "--lang", "en", "--format", "json", "a.txt"))["units"]
    assert (
        [text[unit["start"] : unit["end"]] for unit in units]
        == [unit["text"] for unit in units]
        == ["A headline", "One.", "“Two,” she said.", "Three"]
    )
    assert [(unit["block"], unit["slot"], unit["voice"]) for unit in units] == [
        (0, "headline", "narration"),
        (1, "body", "narration"),
        (1, "body", "mixed"),
        (2, "body", "narration"),
    ]


def test_find_by_lines_gives_lines_and_offsets_from_their_start(bare: Shell) -> None:
    (bare.directory / "a.txt").write_text("ничего\nон был в Карабахе и «Арцахе»\n")
    found = json.loads(bare("find", "--lang", "ru", "--lines", "--format", "json", "a.txt"))
    assert found["schema"] == "transflow.find/1"
    shown = [(m["line"], m["start"], m["end"], m["text"], m["concept"], m["name"], m["voice"], m["ambiguous"]) for m in found["mentions"]]
    assert shown == [
        (2, 9, 17, "Карабахе", "nagorno-karabakh", "karabakh", "narration", False),
        (2, 21, 27, "Арцахе", "nagorno-karabakh", "artsakh", "quotation", False),
    ]


def test_find_in_an_article_looks_through_markup(bare: Shell) -> None:
    text = "# A *Kara*bakh road\n\nSee [Nagorno](x)-Karabakh &amp; `Artsakh`.\n"
    (bare.directory / "a.md").write_text(text)
    mentions = json.loads(bare("find", "--lang", "en", "--format", "json", "a.md"))["mentions"]
    assert [(m["line"], m["name"], text[m["start"] : m["end"]]) for m in mentions] == [
        (1, "karabakh", "Kara*bakh"),
        (3, "nagorno-karabakh", "Nagorno](x)-Karabakh"),
    ]


def test_check_fails_on_an_error_and_tells_where(shell: Shell) -> None:
    shell("extract")
    path = shell.directory / "locales/ru/LC_MESSAGES/road.po"
    catalog = polib.pofile(str(path), wrapwidth=0)
    entry = next(entry for entry in catalog if entry.msgid.startswith("“Artsakh"))
    entry.msgstr = "«Карабах ждёт», — сказал водитель."
    catalog.save(str(path))
    done = json.loads(shell("check", "--edition", "ru", "--format", "json", code=1))
    assert done["schema"] == "transflow.check/1"
    altered = [finding for finding in done["findings"] if finding["check"] == "quotation-altered"]
    assert altered
    assert altered[0]["expected"] == ["Арцах"]
    assert altered[0]["file"] == "locales/ru/LC_MESSAGES/road.po"
    assert path.read_text().splitlines()[altered[0]["line"] - 1].strip()


def test_the_own_format_differs_only_where_units_stood(shell: Shell) -> None:
    shell("run")
    source = (shell.directory / "articles/road.md").read_text()
    assert (shell.directory / "editions/hy/road.md").read_text() == source
    built = (shell.directory / "editions/pt_BR/road.md").read_text()
    assert built.splitlines()[0] == "---"
    assert "date: 2023-05-29" in built
    assert "](https://example.org/a)" in built
    assert len(built.splitlines()) <= len(source.splitlines())


def test_the_preview_shows_drafts_and_fallen_back_source(shell: Shell) -> None:
    shell("run")
    armenian = (shell.directory / "editions/hy/road.html").read_text()
    assert '<html lang="hy" dir="ltr">' in armenian
    assert 'class="unit untranslated"' in armenian
    persian = (shell.directory / "editions/fa/road.html").read_text()
    assert '<html lang="fa" dir="rtl">' in persian
    assert 'lang="en" dir="ltr"' in persian
    portuguese = (shell.directory / "editions/pt_BR/road.html").read_text()
    assert 'class="unit draft"' in portuguese
    assert "Lachin" in portuguese


def test_init_leaves_what_stands_alone(shell: Shell) -> None:
    before = shell.bytes()
    assert "a project stands here already" in shell("init", code=2)
    assert shell.bytes() == before


def test_git_leaves_out_what_was_spent_and_what_can_be_made_again(bare: Shell) -> None:
    bare("init", ".")
    subprocess.run(["git", "init", "--quiet"], cwd=bare.directory, check=True)
    ignored = subprocess.run(
        ["git", "check-ignore", "spending.jsonl", ".transflow/x", "editions/x", "locales/x", "transflow.yaml"],
        cwd=bare.directory,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ignored.stdout.split() == ["spending.jsonl", ".transflow/x", "editions/x"]


def test_the_glossary_that_init_gives_has_no_error(shell: Shell) -> None:
    assert "error" not in shell("glossary", "lint").lower().replace("0 errors", "")


@pytest.mark.parametrize(
    "command", ["init", "status", "run", "extract", "prefill", "check", "build", "units", "ledger", "segment", "find", "glossary"]
)
def test_every_command_says_what_it_does(bare: Shell, command: str, repository: Path) -> None:
    assert "Usage:" in bare(command, "--help")
    assert command in (repository / "README.md").read_text()


def test_findings_are_kept_until_something_they_depend_on_changes(shell: Shell) -> None:
    shell("extract")
    first = json.loads(shell("check", "--format", "json"))
    kept = shell.directory / ".transflow" / "findings" / "ru" / "road.json"
    before = kept.stat().st_mtime_ns
    assert json.loads(shell("check", "--format", "json")) == first
    assert kept.stat().st_mtime_ns == before
    kept.write_text("{broken")
    assert json.loads(shell("check", "--format", "json")) == first
    settings = shell.directory / "transflow.yaml"
    settings.write_text(settings.read_text() + "\nchecks:\n  untranslated: error\n")
    changed = json.loads(shell("check", "--format", "json", code=1))
    assert changed["summary"]["error"] == first["summary"]["warning"]
    assert [row["errors"] for row in json.loads(shell("status", "--format", "json"))["catalogs"]] == [7] * 6


def test_a_project_without_its_cache_gives_the_same(shell: Shell) -> None:
    shell("run")
    before = shell.bytes()
    for path in sorted((shell.directory / ".transflow").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    shell("run")
    assert shell.bytes() == before


def test_a_unit_left_blank_on_purpose_counts_as_translated_and_leaves_no_gap(shell: Shell) -> None:
    shell("extract")
    path = shell.directory / "locales/ru/LC_MESSAGES/road.po"
    text = path.read_text()
    source = 'msgid "**Nobody** passes [the checkpoint](https://example.org/a)."'
    start = text.index('msgid "<1>Nobody</1>')
    entry = text.rfind("\n\n", 0, start) + 2
    path.write_text(text[:entry] + "# blank: the sentence before says it all\n" + text[entry:])
    assert source not in text
    row = next(row for row in json.loads(shell("status", "--format", "json"))["catalogs"] if row["edition"] == "ru")
    assert (row["translated"], row["untranslated"]) == (1, 6)
    shell("run")
    built = (shell.directory / "editions/ru/road.md").read_text()
    assert "Nobody" not in built
    assert "a driver said.\n\n- 120 trucks" in built
    assert "# blank: the sentence before says it all" in path.read_text()
