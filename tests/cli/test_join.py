"""`transflow join`, as git's merge driver and by hand."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Shell

CATALOG = "locales/ru/LC_MESSAGES/road.po"
ROAD = "The road to Karabakh stays closed, officials in Baku said on May 28."
DRIVER = f'{shlex.quote(sys.executable)} -c "from transflow.cli import main; main()" join --as %P %O %A %B'


def git(shell: Shell, *arguments: str, code: int = 0, driver: bool = True) -> str:
    """Call git as a clone that knows how catalogs are joined, or as one that does not."""
    settings = ["user.name=x", "user.email=x@example.org", "init.defaultBranch=main", "commit.gpgsign=false"]
    settings += [f"merge.transflow.driver={DRIVER}"] if driver else []
    options = [part for setting in settings for part in ("-c", setting)]
    done = subprocess.run(
        ["git", *options, *arguments], cwd=shell.directory, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"}
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def commit(shell: Shell, what: str) -> None:
    git(shell, "add", "-A")
    git(shell, "commit", "-q", "-m", what)


def translate(shell: Shell, source: str, target: str, *, catalog: str = CATALOG) -> None:
    """Put a target to a source, as an editor of PO files does."""
    path = shell.directory / catalog
    text, count = re.subn(
        rf'(?:#, fuzzy\n)?(?:#\| .*\n)*(msgid "{re.escape(source)}"\nmsgstr) ".*"', rf'\1 "{target}"', path.read_text(encoding="utf-8")
    )
    assert count == 1, source
    path.write_text(text, encoding="utf-8")


def edit(shell: Shell, before: str, after: str) -> None:
    path = shell.directory / "articles" / "road.md"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def units(shell: Shell) -> dict[str, tuple[str, str]]:
    document = json.loads(shell("units", "--edition", "ru", "road", "--format", "json"))
    return {unit["source"]: (unit["target"], unit["state"]) for unit in document["units"]}


@pytest.fixture
def branches(shell: Shell) -> Shell:
    """A project in git with a translated catalog, and a branch `desk` beside `main`, which is checked out."""
    shell("extract", "--edition", "ru")
    for source, target in ((ROAD, "Дорога закрыта."), ("120 trucks", "120 грузовиков"), ("Two buses", "Два автобуса")):
        translate(shell, source, target)
    git(shell, "init", "-q")
    commit(shell, "translated")
    git(shell, "branch", "desk")
    return shell


def test_init_lets_git_join_catalogs_and_unite_sign_offs(shell: Shell) -> None:
    told = (shell.directory / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert {"*.signoffs.jsonl text eol=lf merge=union", "*.po merge=transflow", "*.pot merge=transflow"} <= set(told)


def test_an_extracted_article_and_the_work_of_a_translator_are_joined_whole(branches: Shell) -> None:
    """On main the article changes and somebody translates; on the other branch a translator mends and adds."""
    edit(branches, "closed, officials", "closed on Sunday, officials")
    edit(branches, "The road", "A sentence of the morning.\n\nThe road")
    edit(branches, "- Two buses\n", "")
    branches("extract", "--edition", "ru")
    translate(branches, "A sentence of the morning.", "Утреннее предложение.")
    translate(branches, "Talks about the Lachin road", "Переговоры о Лачинской дороге")
    commit(branches, "morning")
    git(branches, "checkout", "-q", "desk")
    translate(branches, ROAD, "Дорога в Карабах остаётся закрытой.")
    translate(branches, "120 trucks", "120 фур")
    translate(branches, "Two buses", "Пара автобусов")
    translate(branches, "Two sides, one road.", "Две стороны, одна дорога.")
    commit(branches, "mended")
    git(branches, "checkout", "-q", "main")
    told = git(branches, "merge", "desk", "-m", "joined")
    assert f"{CATALOG}: joined; " in told
    assert told.count(":1: ") == 1
    assert re.search(rf"{CATALOG}:\d+:1: worked on in one version, gone in the other: kept as an obsolete entry: Two buses", told)
    assert git(branches, "status", "--porcelain") == ""
    now = units(branches)
    assert now["A sentence of the morning."] == ("Утреннее предложение.", "translated")
    assert now["Talks about the Lachin road"] == ("Переговоры о Лачинской дороге", "translated")
    assert now["Two sides, one road."] == ("Две стороны, одна дорога.", "translated")
    assert now["120 trucks"] == ("120 фур", "translated")
    assert now[ROAD.replace("closed,", "closed on Sunday,")] == ("Дорога в Карабах остаётся закрытой.", "draft")
    assert '#~ msgid "Two buses"\n#~ msgstr "Пара автобусов"\n' in (branches.directory / CATALOG).read_text(encoding="utf-8")
    assert "would change" not in branches("extract", "--edition", "ru", "--check")
    checked = subprocess.run(["msgfmt", "-c", "-o", os.devnull, CATALOG], cwd=branches.directory, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_two_articles_changed_apart_are_finished_by_extract(branches: Shell) -> None:
    edit(branches, "The road", "A sentence of the morning.\n\nThe road")
    branches("extract", "--edition", "ru")
    translate(branches, "A sentence of the morning.", "Утреннее предложение.")
    commit(branches, "morning")
    git(branches, "checkout", "-q", "desk")
    edit(branches, "- Two buses\n", "- Two buses\n- A sentence of the evening\n")
    branches("extract", "--edition", "ru")
    translate(branches, "A sentence of the evening", "Вечернее предложение")
    commit(branches, "evening")
    git(branches, "merge", "main", "-m", "joined")
    branches("extract", "--edition", "ru")
    now = units(branches)
    assert now["A sentence of the morning."] == ("Утреннее предложение.", "translated")
    assert now["A sentence of the evening"] == ("Вечернее предложение", "translated")
    assert now[ROAD] == ("Дорога закрыта.", "translated")
    assert "would change" not in branches("extract", "--edition", "ru", "--check")


@pytest.fixture
def clash(branches: Shell) -> Shell:
    """Both branches translate one sentence, each in its own way; `main` is checked out."""
    git(branches, "checkout", "-q", "desk")
    translate(branches, ROAD, "Дорога в Карабах остаётся закрытой.")
    commit(branches, "desk")
    git(branches, "checkout", "-q", "main")
    translate(branches, ROAD, "Путь в Карабах закрыт.")
    commit(branches, "main")
    return branches


def test_what_both_translate_stops_the_merge_and_stands_side_by_side(clash: Shell) -> None:
    told = git(clash, "merge", "desk", code=1)
    text = (clash.directory / CATALOG).read_text(encoding="utf-8")
    place = re.search(rf"{CATALOG}:(\d+):1: both versions translate this anew", told)
    assert place
    entry = "\n".join(text.split("\n")[int(place[1]) - 1 :]).split("\n\n", 1)[0]
    assert "# other version: Дорога в Карабах остаётся закрытой.\n" in entry
    assert f'#, fuzzy\nmsgid "{ROAD}"\nmsgstr "Путь в Карабах закрыт."' in entry
    assert "<<<<" not in text
    assert units(clash)[ROAD] == ("Путь в Карабах закрыт.", "draft")


def test_an_approval_does_not_hold_after_a_clash_until_it_is_given_again(clash: Shell) -> None:
    listed = json.loads(clash("units", "--edition", "ru", "road", "--format", "json"))["units"]
    (unit,) = [unit["unit"] for unit in listed if unit["source"] == ROAD]
    clash("signoff", "approve", "--edition", "ru", "road", "--unit", unit, "--by", "Ani")
    assert units(clash)[ROAD][1] == "approved"
    commit(clash, "approved")
    git(clash, "merge", "desk", code=1)
    assert units(clash)[ROAD] == ("Путь в Карабах закрыт.", "draft")
    assert "# other version: " in (clash.directory / CATALOG).read_text(encoding="utf-8")
    clash("signoff", "approve", "--edition", "ru", "road", "--unit", unit, "--by", "Ani")
    assert units(clash)[ROAD] == ("Путь в Карабах закрыт.", "approved")
    assert "# other version: " not in (clash.directory / CATALOG).read_text(encoding="utf-8")


def test_marks_that_git_left_are_mended_by_the_command_that_the_error_names(clash: Shell) -> None:
    git(clash, "merge", "desk", code=1, driver=False)
    assert "<<<<<<<" in (clash.directory / CATALOG).read_text(encoding="utf-8")
    told = clash("extract", "--edition", "ru", code=2)
    assert "git config merge.transflow.driver 'transflow join --as %P %O %A %B'" in told
    assert "git checkout --merge FILE" in told
    git(clash, "checkout", "--merge", CATALOG)
    assert "<<<<<<<" not in (clash.directory / CATALOG).read_text(encoding="utf-8")
    assert units(clash)[ROAD] == ("Путь в Карабах закрыт.", "draft")


def test_a_version_that_is_no_catalog_is_told_and_leaves_ours_as_it_is(clash: Shell) -> None:
    git(clash, "checkout", "-q", "desk")
    path = clash.directory / CATALOG
    path.write_text(path.read_text(encoding="utf-8") + "\nno catalog\n", encoding="utf-8")
    commit(clash, "broken")
    git(clash, "checkout", "-q", "main")
    before = path.read_bytes()
    told = git(clash, "merge", "desk", code=1)
    assert re.search(rf"{CATALOG} \(theirs\):\d+:1: ", told)
    assert path.read_bytes() == before


def test_by_hand_it_writes_where_it_is_told_and_speaks_to_machines(clash: Shell) -> None:
    for name, revision in (("base", "main~1"), ("ours", "main"), ("theirs", "desk")):
        (clash.directory / f"{name}.po").write_text(git(clash, "show", f"{revision}:{CATALOG}"), encoding="utf-8")
    document = json.loads(clash("join", "base.po", "ours.po", "theirs.po", "--output", "joined.po", "--format", "json", code=1))
    assert (document["schema"], document["file"], document["taken"]) == ("transflow.join/1", "joined.po", 0)
    assert [(row["source"], row["state"]) for row in document["clashes"]] == [(ROAD, "draft")]
    assert "other version" not in (clash.directory / "ours.po").read_text(encoding="utf-8")
    clash("join", "base.po", "base.po", "theirs.po")
    assert (clash.directory / "base.po").read_bytes() == (clash.directory / "theirs.po").read_bytes()
