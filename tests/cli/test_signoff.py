"""Sign-offs on the shell, from an empty directory to an edition that is held back until it is approved."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Shell

EDITION = ("--edition", "ru@desk", "lachin")
TARGET = "Дорога в Карабах закрыта, сообщили 28 мая в Баку."
PO = "locales/ru@desk/LC_MESSAGES/lachin.po"


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git know nobody but whom a test names."""
    for variable in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


@pytest.fixture
def desk(shell: Shell) -> Shell:
    """A project with one article, its catalogs, and a translation of every unit of ru@desk."""
    article = shell.directory / "articles" / "lachin.md"
    article.write_text("The road to Karabakh stays closed, officials in Baku said on May 28.\n\nTwo buses came.\n", encoding="utf-8")
    shell("extract", "lachin")
    for target in (TARGET, "Пришли два автобуса."):
        translate(shell.directory / PO, target)
    return shell


def translate(po: Path, target: str) -> None:
    """Write a target into the first entry that has none, as a person with an editor does."""
    head, rest = po.read_text(encoding="utf-8").split("\n\n", 1)
    filled = rest.replace('msgstr ""', f'msgstr "{target}"', 1)
    po.write_text(f"{head}\n\n{filled}", encoding="utf-8")


def units(shell: Shell) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(shell("units", *EDITION, "--format", "json"))["units"]
    return found


def git(shell: Shell, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(shell.directory), *arguments], check=True, capture_output=True)


def configure(shell: Shell, text: str) -> None:
    with (shell.directory / "transflow.yaml").open("a", encoding="utf-8") as file:
        file.write(text)


def test_a_new_project_merges_sign_offs_by_union_and_says_how_a_desk_decides(shell: Shell) -> None:
    assert "merge=union" in (shell.directory / ".gitattributes").read_text(encoding="utf-8")
    assert "# review:" in (shell.directory / "transflow.yaml").read_text(encoding="utf-8")
    commented = (shell.directory / "transflow.yaml").read_text(encoding="utf-8").replace("\n# ", "\n").replace("\n#\n", "\n\n")
    block = commented[commented.index("\nreview:") :].replace("What `build`", "# What `build`")
    configure(shell, block)
    shell("status")


def test_a_unit_is_approved_rejected_and_its_log_tells_it(desk: Shell) -> None:
    first, second = (one["unit"] for one in units(desk))
    assert "approved by anna" in desk("signoff", "approve", *EDITION, "--unit", first, "--unit", second, "--by", "anna")
    assert [(one["state"], one["approved_by"]) for one in units(desk)] == [("approved", ["anna"])] * 2
    desk("signoff", "reject", *EDITION, "--unit", second, "--by", "ben", "--reason", "Two \u202eof them")
    told = desk("signoff", "log", *EDITION)
    assert "withdrawn: ben rejected it afterwards" in told
    assert "Two ⟨U+202E⟩of them" in told
    assert [(one["state"], one["rejected"]) for one in units(desk)] == [("approved", None), ("draft", "Two \u202eof them")]
    lines = json.loads(desk("signoff", "log", *EDITION, "--unit", second, "--format", "json"))
    assert lines["schema"] == "transflow.signoff-log/1"
    assert [(one["act"], one["verdict"]) for one in lines["lines"]] == [("approve", "withdrawn"), ("reject", "holds")]
    (status,) = json.loads(desk("status", *EDITION, "--format", "json"))["catalogs"]
    assert (status["approved"], status["draft"], status["translated"]) == (1, 1, 0)


def test_nothing_is_signed_where_one_of_several_units_is_not_there(desk: Shell) -> None:
    (unit, _) = (one["unit"] for one in units(desk))
    assert "no unit 'ffff'" in desk("signoff", "approve", *EDITION, "--unit", unit, "--unit", "ffff", "--by", "anna", code=2)
    assert "Nobody has signed" in desk("signoff", "log", *EDITION)
    desk("signoff", "approve", *EDITION, "--by", "anna", code=2)  # no unit named: nothing is approved in bulk


def test_the_shell_asks_who_somebody_is_where_git_does_not_know(desk: Shell) -> None:
    (unit, _) = (one["unit"] for one in units(desk))
    assert "--by WHO" in desk("signoff", "approve", *EDITION, "--unit", unit, code=2)
    git(desk, "init", "--quiet")
    git(desk, "config", "user.email", "Anna@example.org")
    assert "approved by anna@example.org" in desk("signoff", "approve", *EDITION, "--unit", unit)


def test_a_finding_that_is_waived_is_no_error_any_more_until_the_text_changes(desk: Shell) -> None:
    po = desk.directory / PO
    po.write_text(po.read_text(encoding="utf-8").replace("автобуса.", "автобуса.\u202e"), encoding="utf-8")
    desk("check", *EDITION, code=1)
    unit = units(desk)[1]["unit"]
    refused = desk("signoff", "approve", *EDITION, "--unit", unit, "--by", "anna", code=1)
    assert "refused: it has an error: bidi-control" in refused
    desk("signoff", "waive", *EDITION, "--unit", unit, "--by", "anna", "--check", "bidi-control", "--reason", "a test page")
    assert "(1 waived)" in desk("check", *EDITION)
    assert "anna" in desk("check", *EDITION, "--waived")
    found = json.loads(desk("check", *EDITION, "--format", "json"))
    assert found["summary"]["error"] == 0
    assert [(one["check"], one["waiver"]["reason"]) for one in found["waived"]] == [("bidi-control", "a test page")]
    assert not [one for one in found["findings"] if one["check"] == "bidi-control"]
    (status,) = json.loads(desk("status", *EDITION, "--format", "json"))["catalogs"]
    assert status["errors"] == 0
    desk("signoff", "approve", *EDITION, "--unit", unit, "--by", "anna")
    po.write_text(po.read_text(encoding="utf-8").replace("Пришли", "Приехали"), encoding="utf-8")
    desk("check", *EDITION, code=1)


def test_an_edition_is_held_back_until_every_unit_is_approved(desk: Shell) -> None:
    configure(desk, "\npublish: {require: approved}\n")
    first, second = (one["unit"] for one in units(desk))
    desk("signoff", "approve", *EDITION, "--unit", first, "--by", "anna")
    told = desk("build", *EDITION, code=1)
    assert second in told
    assert first not in told
    assert not (desk.directory / "editions").exists()
    desk("signoff", "approve", *EDITION, "--unit", second, "--by", "anna")
    (built,) = json.loads(desk("build", *EDITION, "--format", "json"))["editions"]
    assert (built["held_back"], len(built["files"])) == ([], 2)


def test_four_eyes_ask_git_who_wrote_a_target(desk: Shell) -> None:
    configure(
        desk, "\nreview:\n  four-eyes: true\n  people:\n    anna: {email: anna@example.org, role: reviewer}\n    ben: {role: reviewer}\n"
    )
    unit = units(desk)[0]["unit"]
    git(desk, "init", "--quiet")
    git(desk, "config", "user.email", "anna@example.org")
    git(desk, "config", "user.name", "Anna")
    assert "four eyes" in desk("signoff", "approve", *EDITION, "--unit", unit, code=1), "in no commit yet: it is hers"
    git(desk, "add", "--all")
    git(desk, "commit", "--quiet", "--message", "a translation")
    assert "four eyes" in desk("signoff", "approve", *EDITION, "--unit", unit, code=1), "committed by her"
    assert "approved by ben" in desk("signoff", "approve", *EDITION, "--unit", unit, "--by", "ben")
    assert "nobody is called 'eve'" in desk("signoff", "approve", *EDITION, "--unit", unit, "--by", "eve", code=2)


def four_eyes(shell: Shell, provenance: str) -> tuple[str, Path]:
    """Make the first target a draft with this provenance, committed by a robot, in a project of four eyes; return its unit and the catalog."""
    configure(
        shell, "\nreview:\n  four-eyes: true\n  people:\n    anna: {email: anna@example.org, role: reviewer}\n    ben: {role: reviewer}\n"
    )
    unit, po = units(shell)[0]["unit"], shell.directory / PO
    head, rest = po.read_text(encoding="utf-8").split("\n\n", 1)
    drafted = rest.replace("msgid", "#, fuzzy\nmsgid", 1)
    po.write_text(f"{head}\n\n# draft: {provenance}\n{drafted}", encoding="utf-8")
    git(shell, "init", "--quiet")
    git(shell, "config", "user.email", "anna@example.org")
    git(shell, "config", "user.name", "Anna")
    git(shell, "add", "--all")
    git(shell, "-c", "user.email=robot@example.org", "commit", "--quiet", "--message", "drafts")
    return unit, po


def test_a_draft_of_an_engine_is_nobody_s_as_it_came_and_whose_who_edited_it_since(desk: Shell) -> None:
    unit, po = four_eyes(desk, "local 2026-11-26")
    came = po.read_text(encoding="utf-8")
    po.write_text(came.replace(TARGET, f"И вот: {TARGET}"), encoding="utf-8")
    assert "four eyes" in desk("signoff", "approve", *EDITION, "--unit", unit, code=1), "edited, in no commit yet"
    git(desk, "commit", "--quiet", "--all", "--message", "better")
    assert "four eyes" in desk("signoff", "approve", *EDITION, "--unit", unit, code=1), "edited, and committed by her"
    po.write_text(came, encoding="utf-8")
    git(desk, "reset", "--quiet", "--hard", "HEAD~1")
    assert "approved by anna" in desk("signoff", "approve", *EDITION, "--unit", unit)


@pytest.mark.parametrize("provenance", ["by hand 2026-11-26", "anna 2026-11-25.xlf 2026-11-26 · a note"])
def test_a_draft_that_a_person_wrote_or_sent_is_theirs_whose_lines_git_says_they_are(desk: Shell, provenance: str) -> None:
    unit, _ = four_eyes(desk, provenance)
    git(desk, "-c", "user.email=anna@example.org", "commit", "--quiet", "--amend", "--reset-author", "--no-edit")
    assert "four eyes" in desk("signoff", "approve", *EDITION, "--unit", unit, code=1)
    assert "approved by ben" in desk("signoff", "approve", *EDITION, "--unit", unit, "--by", "ben")


def test_a_chain_that_was_tampered_with_fails(desk: Shell) -> None:
    first, second = (one["unit"] for one in units(desk))
    desk("signoff", "approve", *EDITION, "--unit", first, "--unit", second, "--by", "anna")
    assert "no chains broken" in desk("signoff", "verify")
    file = desk.directory / PO.replace(".po", ".signoffs.jsonl")
    file.write_bytes(file.read_bytes().replace(b"approve", b"reject", 1))
    assert ".signoffs.jsonl:2: error" in desk("signoff", "verify", code=1)


def test_impact_tells_the_approvals_that_lapse(desk: Shell) -> None:
    git(desk, "init", "--quiet")
    git(desk, "-c", "user.email=a@b.org", "-c", "user.name=A", "add", "--all")
    git(desk, "-c", "user.email=a@b.org", "-c", "user.name=A", "commit", "--quiet", "--message", "before")
    for one in units(desk):
        desk("signoff", "approve", *EDITION, "--unit", one["unit"], "--by", "anna")
    style = desk.directory / "glossary/styles/desk.yaml"
    text = style.read_text(encoding="utf-8")
    style.write_text(text.replace("narration: [nagorno-karabakh, karabakh]", "narration: [karabakh]"), encoding="utf-8")
    found = json.loads(desk("glossary", "impact", "--against", "HEAD", "--format", "json"))
    assert [one["approvals-lapse"] for one in found["editions"] if one["edition"] == "ru@desk"] == [1]
    assert [one["stale"] for one in units(desk)] == [True, False]


def test_an_approved_text_is_remembered_first_and_a_rejected_one_not_at_all(desk: Shell) -> None:
    article = desk.directory / "articles" / "other.md"
    article.write_text("Two buses came.\n", encoding="utf-8")
    desk("extract", "other")
    translate(desk.directory / PO.replace("lachin", "other"), "Приехало два автобуса.")

    def remembered() -> list[tuple[str, bool]]:
        found = json.loads(desk("memory", "search", "--edition", "ru@desk", "Two buses came.", "--format", "json"))["matches"]
        return [(one["target"], one["approved"]) for one in found]

    assert remembered() == [("Пришли два автобуса.", False), ("Приехало два автобуса.", False)]
    unit = units(desk)[1]["unit"]
    desk("signoff", "approve", "--edition", "ru@desk", "other", "--unit", unit, "--by", "anna")
    assert remembered() == [("Приехало два автобуса.", True), ("Пришли два автобуса.", False)]
    desk("signoff", "reject", *EDITION, "--unit", unit, "--by", "anna", "--reason", "stiff")
    assert remembered() == [("Приехало два автобуса.", True)]


def test_an_approval_goes_out_and_a_rejection_is_a_note(desk: Shell) -> None:
    first, second = (one["unit"] for one in units(desk))
    desk("signoff", "approve", *EDITION, "--unit", first, "--by", "anna")
    desk("signoff", "reject", *EDITION, "--unit", second, "--by", "anna", "--reason", "stiff")
    lines = [json.loads(line) for line in desk("export", *EDITION, "--format", "jsonl").splitlines() if line.startswith("{")]
    assert [one["state"] for one in lines] == ["approved", "translated"]
    assert "rejected by anna: stiff" in lines[1]["notes"]
