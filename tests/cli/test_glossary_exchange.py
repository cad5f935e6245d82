"""`transflow glossary export`, `import` and `candidates`, as a person or a machine calls them."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Shell

HEADER = "concept,kind,contested,name,locale,form\n"
ROW = "arda,place,no,arda,en,Arda\narda,,,arda,ru,Арда\n"


@pytest.mark.parametrize("format_", ["csv", "tbx", "tbx-basic", "tbx-2"])
def test_the_starter_glossary_goes_out_and_comes_back_with_nothing_new(format_: str, shell: Shell) -> None:
    name = "all.csv" if format_ == "csv" else "all.tbx"
    told = shell("glossary", "export", "--format", format_, "--output", name)
    assert f" forms → {name}" in told
    before = shell.bytes()
    assert "0 concepts are new, 0 additions are made" in shell("glossary", "import", name)
    assert shell.bytes() == before


def test_without_output_the_file_itself_is_printed_and_what_is_told_goes_to_standard_error(shell: Shell) -> None:
    done = shell.process("glossary", "export", "--format", "csv", "--concept", "lachin", "--locale", "ru")
    assert done.stdout.startswith("\ufeffconcept,kind,")
    assert "1 concepts, " in done.stderr
    assert done.stdout.count("\r\n") > 1


def test_a_machine_is_told_what_a_dialect_keeps_in_notes(shell: Shell) -> None:
    report = json.loads(shell("glossary", "export", "--format", "tbx-basic", "-o", "a.tbx", "--report", "json"))
    assert report["schema"] == "transflow.glossary-export/1"
    assert report["output"] == "a.tbx"
    assert any("no place for `not`" in one["message"] and one["count"] > 100 for one in report["told"])


def test_an_import_is_told_as_a_document_and_a_dry_run_writes_nothing(shell: Shell) -> None:
    (shell.directory / "rivers.csv").write_text(HEADER + ROW, encoding="utf-8")
    before = shell.bytes()
    dry = json.loads(shell("glossary", "import", "rivers.csv", "--dry-run", "--report", "json"))
    assert (dry["schema"], dry["dry_run"], dry["new"], dry["files"]) == (
        "transflow.glossary-import/1",
        True,
        ["arda"],
        ["glossary/rivers.yaml"],
    )
    assert shell.bytes() == before
    assert "wrote glossary/rivers.yaml" in shell("glossary", "import", "rivers.csv")
    assert "arda/arda" in shell("find", "--lang", "ru", "-", stdin="Арда разлилась.".encode())


def test_what_is_not_taken_over_ends_with_1_and_both_places(shell: Shell) -> None:
    (shell.directory / "towns.csv").write_text(f"{HEADER}lachin,person,,lachin,en,Lachin\nlachin,,,lachin,fr,Lachine\n", encoding="utf-8")
    done = shell.process("glossary", "import", "towns.csv")
    assert done.returncode == 1
    assert "towns.csv:2:1: lachin: another `kind`: 'person', not 'place' (glossary/south-caucasus-places.yaml:" in done.stderr
    assert "towns.csv:3:1: lachin/lachin: fr Lachine: --merge adds it" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("import", "none.csv"), "none.csv: no such file"),
        (("import", "articles/road.md"), "articles/road.md: cannot tell what this is by its name; say --format"),
        (("import", "bad.tbx"), "bad.tbx:1:1: a DOCTYPE with declarations (entities) is not accepted"),
        (("import", "bad.csv", "--as", "en"), "--as takes LOCALE=LOCALE, not 'en'"),
        (("export", "--format", "csv", "--locale", "zz"), "unknown locale 'zz'"),
        (("candidates", "transflow.yaml"), "transflow.yaml: a .po, .pot or .tmx file or an article"),
        (("candidates", "none.tmx"), "none.tmx: cannot be read"),
        (("candidates", "articles/road.md", "--lang", "zz"), "unknown locale 'zz'"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(arguments: tuple[str, ...], message: str, shell: Shell) -> None:
    (shell.directory / "bad.tbx").write_text('<!DOCTYPE tbx [<!ENTITY a "b">]><tbx/>', encoding="utf-8")
    assert shell("glossary", *arguments, code=2).startswith(message)


def test_imports_at_the_same_time_all_land(shell: Shell) -> None:
    names = [f"river-{number}" for number in range(6)]
    for name in names:
        (shell.directory / f"{name}.csv").write_text(HEADER + ROW.replace("arda", name), encoding="utf-8")
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda name: shell.process("glossary", "import", f"{name}.csv", "--into", "rivers.yaml"), names))
    assert [one.returncode for one in done if "Traceback" in one.stderr] == []
    report = json.loads(shell("glossary", "export", "--format", "csv", "-o", "all.csv", "--report", "json"))
    sheet = (shell.directory / "all.csv").read_text(encoding="utf-8")
    assert report["concepts"] > len(names)
    assert all(f"\n{name}," in sheet for name in names)


def test_candidates_of_a_catalog_and_of_a_memory_come_with_their_counterparts(shell: Shell) -> None:
    towns = {"Plovdiv": "Пловдив", "Edirne": "Эдирне", "Komotini": "Комотини", "Svilengrad": "Свиленград"}
    pairs = [
        (f"They {verb} {town}.", f"Они {other} {name}.")
        for verb, other in (("saw", "видели"), ("left", "оставили"), ("like", "любят"))
        for town, name in towns.items()
    ]
    units = "".join(
        f'<tu><tuv xml:lang="en"><seg>{one}</seg></tuv><tuv xml:lang="ru"><seg>{other}</seg></tuv></tu>\n' for one, other in pairs
    )
    (shell.directory / "memory.tmx").write_text(f'<tmx version="1.4"><header srclang="en"/><body>\n{units}</body></tmx>', encoding="utf-8")
    entries = "".join(f'\nmsgid "{one}"\nmsgstr "{other}"\n' for one, other in pairs)
    header = 'msgid ""\nmsgstr "Language: ru\\nMIME-Version: 1.0\\nContent-Type: text/plain; charset=UTF-8\\nContent-Transfer-Encoding: 8bit\\n"\n'
    (shell.directory / "towns.po").write_text(header + entries, encoding="utf-8")
    for file in ("memory.tmx", "towns.po"):
        report = json.loads(shell("glossary", "candidates", file, "--format", "json"))
        assert (report["schema"], report["source"], report["target"], report["units"]) == (
            "transflow.glossary-candidates/1",
            "en",
            "ru",
            12,
        )
        assert {one["text"]: one["counterpart"]["text"] for one in report["candidates"]} == towns
        assert all(one["count"] == 3 and one["counterpart"]["sure"] and one["examples"][0]["file"] == file for one in report["candidates"])
    assert "Plovdiv" in shell("glossary", "candidates", "memory.tmx", "--limit", "4")
    assert "4 of 4 candidates in 12 units" in shell("glossary", "candidates", "memory.tmx", "--limit", "0")


def test_a_language_without_capitals_says_so(shell: Shell) -> None:
    (shell.directory / "a.txt").write_text("თბილისი დიდი ქალაქია.\n", encoding="utf-8")
    done = shell.process("glossary", "candidates", "a.txt", "--lang", "ka")
    assert done.returncode == 0
    assert done.stderr.startswith("Georgian has no capitals in running text")
