"""`transflow memory`, through the shell."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Shell

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header srclang="en" creationtool="Other"/><body>'
TRUCKS = '<tu tuid="t1"><tuv xml:lang="en"><seg>120 trucks crossed on May 28.</seg></tuv><tuv xml:lang="ru"><seg>28 мая прошли 120 грузовиков.</seg></tuv></tu>'
ROAD = '<tu><tuv xml:lang="en"><seg>The road to Artsakh is closed.</seg></tuv><tuv xml:lang="ru"><seg>Дорога в Карабах закрыта.</seg></tuv></tu>'


@pytest.fixture
def remembering(shell: Shell) -> Shell:
    """A project with two pairs imported."""
    (shell.directory / "old.tmx").write_text(f"{HEAD}{TRUCKS}{ROAD}</body></tmx>", encoding="utf-8")
    assert "old.tmx → memory/old.tmx: 2 pairs" in shell("memory", "import", "old.tmx")
    return shell


def test_a_search_shows_score_difference_and_what_was_adapted(remembering: Shell) -> None:
    shown = remembering("memory", "search", "7 trucks crossed on June 3.", "--edition", "ru")
    assert shown.splitlines() == [
        "99 %  adapted  ru  memory/old.tmx t1",
        "  [-120-]{+7+} trucks crossed on [-May-]{+June+} [-28-]{+3+}.",
        "  3 июня прошли 7 грузовиков.",
        "  adapted: 28 → 3, мая → июня, 120 → 7; mind the grammar around it",
    ]


def test_a_match_that_breaks_a_rule_is_hidden_and_says_why_when_asked(remembering: Shell) -> None:
    question = ("memory", "search", "The road to Artsakh is closed.", "--edition", "ru")
    assert remembering(*question).splitlines() == [
        "Nothing of 70 % or more is remembered.",
        "1 more would break a rule of ru today; --all shows them.",
    ]
    assert "not offered: it says “Карабах”, where this edition says Арцах" in remembering(*question, "--all")


def test_a_machine_gets_one_document(remembering: Shell) -> None:
    found = json.loads(remembering("memory", "search", "8 trucks crossed on May 28.", "-e", "ru", "--format", "json"))
    assert found["schema"] == "transflow.memory-search/1"
    (match,) = found["matches"]
    assert (match["score"], match["kind"], match["context"], match["file"], match["place"]) == (
        99,
        "adapted",
        False,
        "memory/old.tmx",
        "t1",
    )
    assert match["adapted"] == [{"old": "120", "new": "8", "start": 14, "end": 15}]
    assert match["difference"][0] == {"kind": "replaced", "old": [0, 3], "new": [0, 1]}
    stats = json.loads(remembering("memory", "stats", "--format", "json"))
    assert stats["schema"] == "transflow.memory-stats/1"
    assert stats["languages"] == [{"source": "en", "target": "ru", "pairs": 2, "sources": 2}]
    again = json.loads(remembering("memory", "import", "old.tmx", "--format", "json"))
    assert again["schema"] == "transflow.memory-import/1"
    assert again["files"] == [{"file": "old.tmx", "into": "memory/old.tmx", "pairs": 2, "passed_over": 0, "fresh": False}]


def test_an_export_goes_to_a_file_or_to_standard_output(remembering: Shell) -> None:
    printed = remembering("memory", "export", "--edition", "ru")
    assert "out.tmx: " in remembering("memory", "export", "--edition", "ru", "--output", "out.tmx")
    assert (remembering.directory / "out.tmx").read_text(encoding="utf-8") == printed
    assert "28 мая прошли 120 грузовиков." in printed


def test_an_export_says_which_catalogs_it_leaves_out_because_they_are_confidential(remembering: Shell) -> None:
    catalog = remembering.directory / "locales" / "ru" / "LC_MESSAGES" / "secret.po"
    catalog.parent.mkdir(parents=True, exist_ok=True)
    catalog.write_text('msgid ""\nmsgstr "Language: ru\\n"\n\nmsgid "A secret."\nmsgstr "Тайна."\n', encoding="utf-8")
    (remembering.directory / "articles").mkdir(exist_ok=True)
    (remembering.directory / "articles" / "secret.md").write_text("---\nconfidential: true\n---\n\nA secret.\n", encoding="utf-8")
    said = remembering.process("memory", "export", "--output", "out.tmx").stderr
    assert "locales/ru/LC_MESSAGES/secret.po: left out, its article is confidential; --confidential writes it too\n" in said
    assert "A secret." not in (remembering.directory / "out.tmx").read_text(encoding="utf-8")
    assert "left out" not in remembering.process("memory", "export", "--confidential", "--output", "out.tmx").stderr
    assert "A secret." in (remembering.directory / "out.tmx").read_text(encoding="utf-8")


def test_an_empty_memory_says_so(shell: Shell) -> None:
    assert "Nothing is remembered yet" in shell("memory", "stats")
    assert "Nothing of 70 % or more is remembered." in shell("memory", "search", "x", "-e", "ru")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("search", "x", "--edition", "xx"), "unknown edition 'xx'"),
        (("search", "x"), "Missing option '--edition'"),
        (("import", "none.tmx"), "none.tmx: cannot be read: No such file"),
        (("import", "none.po"), "none.po: no such file"),
        (("import", "old.csv"), "a memory comes as .tmx or .po"),
        (("import", "x.tmx", "--source", "klingonish"), "unknown locale 'klingonish'"),
        (("export", "--output", "/proc/none/x.tmx"), "cannot be written"),
    ],
)
def test_what_is_wrong_is_one_line_and_exit_code_2(shell: Shell, arguments: tuple[str, ...], message: str) -> None:
    assert message in shell("memory", *arguments, code=2)


def test_several_imports_at_a_time_lose_nothing(shell: Shell) -> None:
    files = [f"m{number}.tmx" for number in range(4)]
    for number, file in enumerate(files):
        (shell.directory / file).write_text(f"{HEAD}{TRUCKS.replace('120', str(500 + number))}</body></tmx>", encoding="utf-8")
    code = "from transflow.cli import main; main()"
    running = [subprocess.Popen([sys.executable, "-c", code, "memory", "import", file], cwd=shell.directory) for file in files]
    assert [each.wait(120) for each in running] == [0, 0, 0, 0]
    stats = json.loads(shell("memory", "stats", "--format", "json"))
    assert {each["file"]: each["pairs"] for each in stats["files"] if not each["edition"]} == {f"memory/{file}": 1 for file in files}
