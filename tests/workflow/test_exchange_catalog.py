"""Import of catalogs: three sides are told apart, nothing is emptied or approved in bulk, and what is left out is told with its place."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from transflow.errors import ExchangeError, TransflowError
from transflow.formats.bilingual import BilingualFile, BilingualUnit
from transflow.formats.po import blanked, change, new_catalog, new_entry, parse_po, read_catalog, with_draft, with_target, write_po
from transflow.model import State
from transflow.workflow.exchange.catalog import FORMATS, WRITERS, export_catalogs
from transflow.workflow.exchange.catalog_import import CatalogImport, import_catalogs
from transflow.workflow.exchange.catalog_units import catalog_file
from transflow.workflow.workspace import Workspace, open_workspace

ARTICLE = "# The road\n\nThe **road** to Lachin is [closed](https://example.org/a). Nobody passes. A truck waits.\n"
GLOSSARY = """concepts:
  lachin:
    kind: place
    definition: Town
    names:
      lachin: {forms: {en: Lachin, ru: Лачин}}
      berdzor: {forms: {en: Berdzor, ru: Бердзор}}
"""
ROAD = "The <1>road</1> to Lachin is <2>closed</2>."


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A project with one article in two Russian editions and a Persian one."""
    for folder in ("articles", "glossary/styles"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "transflow.yaml").write_text("source: en\neditions: {ru: {style: desk}, ru@wire: , fa: }\n", encoding="utf-8")
    (tmp_path / "glossary" / "g.yaml").write_text(GLOSSARY, encoding="utf-8")
    style = "title: Desk\nrules:\n  lachin: {narration: berdzor, reason: a test}\n"
    (tmp_path / "glossary" / "styles" / "desk.yaml").write_text(style, encoding="utf-8")
    (tmp_path / "articles" / "road.md").write_text(ARTICLE, encoding="utf-8")
    entries = (
        with_draft(new_entry(source=ROAD, comments=("Ask Anna.",)), "<1>Дорога</1> в Бердзор <2>закрыта</2>.", "apertium 2026-11-01"),
        with_target(new_entry(source="Nobody passes."), "Никто не проезжает."),
        new_entry(source="A truck waits."),
        blanked(new_entry(source="The road"), "no headline"),
    )
    opened = open_workspace(tmp_path)
    for edition in opened.project.editions:
        path = opened.project.catalog(edition, "road")
        path.parent.mkdir(parents=True)
        path.write_text(write_po(new_catalog(entries, language=edition.name, plural_forms="", project="x")), encoding="utf-8")
    return opened


def path(workspace: Workspace, edition: str = "ru") -> Path:
    return workspace.project.catalog(workspace.project.edition(edition), "road")


def exported(workspace: Workspace, edition: str = "ru") -> BilingualFile:
    return catalog_file(workspace, workspace.project.article("road"), workspace.project.edition(edition))


def take(workspace: Workspace, file: BilingualFile, **wish: bool | str) -> CatalogImport:
    source = workspace.project.root / "back.xlf"
    source.write_text(WRITERS["xliff"]([file]), encoding="utf-8")
    (done,) = import_catalogs(workspace, source, **wish)  # type: ignore[arg-type]
    return done


def edited(file: BilingualFile, index: int, **changes: object) -> BilingualFile:
    unit = replace(file.units[index], **changes)  # type: ignore[arg-type]
    return replace(file, units=(*file.units[:index], unit, *file.units[index + 1 :]))


def states(workspace: Workspace) -> list[tuple[str, State]]:
    return [(entry.target, entry.state) for entry in read_catalog(path(workspace)).entries]


def test_an_export_has_the_names_that_the_edition_calls_for_and_the_markup_of_the_article(workspace: Workspace) -> None:
    unit = exported(workspace).units[0]
    assert [(term.text, term.concept, term.forms, term.definition) for term in unit.terms] == [("Lachin", "lachin", ("Бердзор",), "Town")]
    assert unit.markup == {"<1>": "**", "</1>": "**", "<2>": "[", "</2>": "](https://example.org/a)"}
    assert [unit.state for unit in exported(workspace).units] == [State.DRAFT, State.TRANSLATED, State.UNTRANSLATED, State.TRANSLATED]


def test_a_new_target_is_taken_and_the_rest_of_the_catalog_keeps_its_bytes(workspace: Workspace) -> None:
    before = path(workspace).read_text(encoding="utf-8")
    done = take(workspace, edited(exported(workspace), 2, target="Ждёт грузовик.", state=State.TRANSLATED))
    assert [(change.before, change.after, change.state) for change in done.changes] == [("", "Ждёт грузовик.", State.TRANSLATED)]
    assert path(workspace).read_text(encoding="utf-8") == before.replace(
        'msgid "A truck waits."\nmsgstr ""', 'msgid "A truck waits."\nmsgstr "Ждёт грузовик."'
    )


def test_a_confirmed_draft_is_translated_and_loses_the_note_on_its_engine(workspace: Workspace) -> None:
    take(workspace, edited(exported(workspace), 0, state=State.TRANSLATED))
    entry = read_catalog(path(workspace)).entries[0]
    assert (entry.state, entry.provenance, entry.comments) == (State.TRANSLATED, None, ("Ask Anna.",))


def test_a_changed_draft_stays_a_draft_and_says_where_it_comes_from(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    take(workspace, edited(exported(workspace), 0, target="<1>Путь</1> в Бердзор <2>закрыт</2>."))
    entry = read_catalog(path(workspace)).entries[0]
    assert (entry.state, entry.provenance) == (State.DRAFT, "back.xlf 2023-11-14")


def test_final_is_taken_as_translated_and_told(workspace: Workspace) -> None:
    done = take(workspace, edited(exported(workspace), 0, state=State.APPROVED))
    assert [str(one) for one in done.told] == ["`final` is taken as translated: transflow approves unit by unit"]
    assert done.left_out == ()
    assert states(workspace)[0][1] is State.TRANSLATED


def test_what_only_the_catalog_changed_stays(workspace: Workspace) -> None:
    file = exported(workspace)
    said = path(workspace).read_text(encoding="utf-8").replace("Никто не проезжает.", "Никто не едет.")
    path(workspace).write_text(said, encoding="utf-8")
    done = take(workspace, file)
    assert (done.changes, done.left_out) == ((), ())
    assert path(workspace).read_text(encoding="utf-8") == said


def test_what_both_changed_is_left_out_until_somebody_says_overwrite(workspace: Workspace) -> None:
    file = edited(exported(workspace), 1, target="Никто не ходит.")
    said = path(workspace).read_text(encoding="utf-8").replace("Никто не проезжает.", "Никто не едет.")
    path(workspace).write_text(said, encoding="utf-8")
    done = take(workspace, file)
    assert "has changed since the export, too" in done.left_out[0].what
    assert path(workspace).read_text(encoding="utf-8") == said
    assert len(take(workspace, file, overwrite=True).changes) == 1
    assert states(workspace)[1] == ("Никто не ходит.", State.TRANSLATED)


def test_a_text_that_came_in_as_a_draft_can_be_confirmed_by_the_same_file_later(workspace: Workspace) -> None:
    file = edited(exported(workspace), 0, target="<1>Путь</1> в Бердзор <2>закрыт</2>.")
    take(workspace, file)
    take(workspace, edited(file, 0, state=State.TRANSLATED))
    assert states(workspace)[0][1] is State.TRANSLATED
    assert take(workspace, file).changes == ()


def test_a_translation_set_back_to_draft_outside_is_a_draft_again(workspace: Workspace) -> None:
    take(workspace, edited(exported(workspace), 1, state=State.DRAFT))
    assert states(workspace)[1] == ("Никто не проезжает.", State.DRAFT)


def test_a_file_without_hashes_counts_as_changed_by_its_translator(workspace: Workspace) -> None:
    file = exported(workspace)
    bare = replace(file, units=tuple(replace(unit, base="") for unit in file.units))
    assert take(workspace, bare).changes == ()
    assert len(take(workspace, edited(bare, 1, target="Никто не ходит.")).changes) == 1


def test_a_draft_in_a_file_without_hashes_undoes_no_translation(workspace: Workspace) -> None:
    done = take(workspace, edited(exported(workspace), 1, base="", state=State.DRAFT))
    assert "that stands" in done.left_out[0].what
    assert states(workspace)[1][1] is State.TRANSLATED


def test_a_target_is_never_emptied(workspace: Workspace) -> None:
    for state in (State.UNTRANSLATED, State.TRANSLATED):
        done = take(workspace, edited(exported(workspace), 1, target="", state=state))
        assert [re.sub("^.*: ", "", one.what) for one in done.left_out] == ["it has no target in the file; the catalog's stays"]
    assert states(workspace)[1][0] == "Никто не проезжает."


def test_done_without_a_target_is_told(workspace: Workspace) -> None:
    done = take(workspace, edited(exported(workspace), 2, state=State.TRANSLATED))
    assert "has no target" in done.left_out[0].what


@pytest.mark.parametrize(
    ("target", "what"),
    [
        ("<1>Дорога</1> закрыта.", "<2>, </2> of the source are missing"),
        ("<1>Дорога <2>в</1> Бердзор</2>.", "</1> closes what is not open here"),
        ("<1>Дорога</1> <2>закрыта</2><3/>.", "<3/> is not in the source"),
    ],
)
def test_placeholders_that_are_lost_crossed_or_new_are_left_out_with_their_place(workspace: Workspace, target: str, what: str) -> None:
    before = path(workspace).read_bytes()
    done = take(workspace, edited(exported(workspace), 0, target=target, state=State.TRANSLATED))
    (left,) = done.left_out
    assert what in left.what
    lines = (workspace.project.root / "back.xlf").read_text(encoding="utf-8").splitlines()
    assert left.at is not None
    assert left.at.line is not None
    assert left.at.column == lines[left.at.line - 1].index("<target>") + 1
    assert path(workspace).read_bytes() == before


def test_a_unit_whose_source_has_changed_is_left_out_and_the_others_are_taken(workspace: Workspace) -> None:
    file = edited(exported(workspace), 2, target="Ждёт грузовик.", state=State.TRANSLATED)
    catalog = read_catalog(path(workspace))
    entries = (change(catalog.entries[0], source=ROAD.replace("Lachin", "Berdzor")), *catalog.entries[1:])
    path(workspace).write_text(write_po(replace(catalog, entries=entries)), encoding="utf-8")
    done = take(workspace, edited(file, 0, target="<1>Путь</1> <2>закрыт</2>."))
    assert [re.sub("^.*: ", "", one.what) for one in done.left_out] == ["the catalog has no such unit (any more)"]
    assert [change.after for change in done.changes] == ["Ждёт грузовик."]


def test_a_source_that_somebody_edited_in_the_file_is_left_out(workspace: Workspace) -> None:
    done = take(workspace, edited(exported(workspace), 1, source="Nobody walks.", target="Никто не ходит."))
    assert "its source is not the catalog's any more" in done.left_out[0].what


def test_a_program_with_ids_and_numbers_of_its_own_is_met_by_the_source(workspace: Workspace) -> None:
    unit = BilingualUnit(
        "17",
        "The <41>road</41> to Lachin is <7>closed</7>.",
        "<7>Закрыта</7> <41>дорога</41> в Бердзор.",
        State.TRANSLATED,
    )
    done = take(workspace, replace(exported(workspace), units=(unit,)))
    assert done.left_out == ()
    assert states(workspace)[0] == ("<2>Закрыта</2> <1>дорога</1> в Бердзор.", State.TRANSLATED)


def test_a_unit_that_stands_in_the_file_twice_counts_once_and_is_told(workspace: Workspace) -> None:
    file = edited(exported(workspace), 1, target="Никто не ходит.")
    done = take(workspace, replace(file, units=(*file.units, replace(file.units[1], target="Никто."))))
    assert "twice" in done.left_out[0].what
    assert states(workspace)[1][0] == "Никто не ходит."


def test_notes_of_people_are_added_once_and_none_becomes_a_word_of_transflow(workspace: Workspace) -> None:
    comments = ("Ask Anna.", "Said on the phone.", "draft: somebody", "blank: no")
    file = edited(exported(workspace), 2, comments=comments)
    done = take(workspace, file)
    assert [change.comments for change in done.changes] == [("Ask Anna.", "Said on the phone.")]
    assert len(done.left_out) == 2
    assert take(workspace, file).changes == ()
    assert states(workspace)[2] == ("", State.UNTRANSLATED)


def test_a_dry_run_writes_nothing(workspace: Workspace) -> None:
    before = path(workspace).read_bytes()
    done = take(workspace, edited(exported(workspace), 2, target="Ждёт грузовик.", state=State.TRANSLATED), dry_run=True)
    assert len(done.changes) == 1
    assert path(workspace).read_bytes() == before


def test_every_plural_form_is_a_unit_of_its_own(workspace: Workspace) -> None:
    entry = with_target(new_entry(source="%d truck", source_plural="%d trucks", targets=("", "")), ("%d грузовик", "%d грузовика"))
    made = new_catalog((entry,), language="ru", plural_forms="nplurals=2; plural=n;", project="x")
    path(workspace).write_text(write_po(made), encoding="utf-8")
    file = exported(workspace)
    assert [(unit.id, unit.source, unit.target) for unit in file.units] == [
        (f"{entry.unit}.0", "%d truck", "%d грузовик"),
        (f"{entry.unit}.1", "%d trucks", "%d грузовика"),
    ]
    take(workspace, edited(file, 1, target="%d грузовиков"))
    assert read_catalog(path(workspace)).entries[0].targets == ("%d грузовик", "%d грузовиков")


@pytest.mark.parametrize("format_", FORMATS)
def test_several_articles_travel_in_one_file(workspace: Workspace, format_: str) -> None:
    project = workspace.project
    (project.root / "articles" / "b.md").write_text("A truck waits.\n", encoding="utf-8")
    other = project.catalog(project.edition("ru"), "b")
    other.write_text(
        write_po(new_catalog((new_entry(source="A truck waits."),), language="ru", plural_forms="", project="x")), encoding="utf-8"
    )
    done = export_catalogs(workspace, ["road", "b"], edition="ru", format=format_)
    assert done.articles == ("road", "b")
    file = project.root / f"all.{'xlf' if format_.startswith('xliff') else format_}"
    file.write_text(done.text, encoding="utf-8", newline="")
    assert {one.article for one in import_catalogs(workspace, file)} == {"road", "b"}


def test_a_file_that_does_not_say_its_edition_needs_one_where_several_fit(workspace: Workspace) -> None:
    file = replace(exported(workspace), edition="")
    with pytest.raises(ExchangeError, match="say --edition, one of ru, ru@wire"):
        take(workspace, replace(file, locale="ru-RU"))
    assert take(workspace, replace(file, locale="ru-RU"), edition="ru@wire").edition == "ru@wire"


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"source_locale": "de"}, "source language is de"),
        ({"locale": "fr"}, "target language is fr"),
        ({"article": "b", "original": "articles/b.md"}, "no article 'b'"),
        ({"edition": "xx"}, "unknown edition 'xx'"),
        ({"units": ()}, "no unit in it"),
    ],
)
def test_a_file_that_belongs_nowhere_is_an_error_and_changes_nothing(workspace: Workspace, changes: dict[str, object], what: str) -> None:
    before = path(workspace).read_bytes()
    file = edited(exported(workspace), 2, target="Ждёт.", state=State.TRANSLATED)
    with pytest.raises(TransflowError, match=re.escape(what)):
        take(workspace, replace(file, **changes))  # type: ignore[arg-type]
    assert path(workspace).read_bytes() == before


def test_obsolete_entries_stay_at_home(workspace: Workspace) -> None:
    catalog = read_catalog(path(workspace))
    text = write_po(replace(catalog, entries=(change(catalog.entries[0], obsolete=True), *catalog.entries[1:])))
    path(workspace).write_text(text, encoding="utf-8")
    assert len(exported(workspace).units) == len(parse_po(text, name="a.po").entries) - 1


def test_what_a_format_cannot_say_is_told_with_its_count(workspace: Workspace) -> None:
    told = {format_: [str(one) for one in export_catalogs(workspace, ["road"], edition="fa", format=format_).told] for format_ in FORMATS}
    assert told == {
        "xliff": [],
        "xliff-1.2": ["XLIFF 1.2 has no place for the direction of a text; programs take it from the language"],
        "csv": ["CSV has no place for the markup behind placeholders; it comes from the article"],
        "jsonl": [],
    }


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("a.csv", "article,unit,source,target,state\nroad,x,a,b,done\n", "a.csv:2: unknown state 'done'"),
        ("a.csv", "article,unit,source,target\n,x,a,b\n", "a.csv:2: a row needs its article"),
        ("a.csv", "unit,source,target\nx,a,b\n", "no column 'article'"),
        ("a.jsonl", '{"article": "road", "unit": "x"}\n', "a.jsonl:1: this line is no unit"),
        ("a.jsonl", '\n{"article": "road", "unit": "x", "source": "\\ud800"}\n', "a.jsonl:2: this line is no unit"),
        ("a.jsonl", '{"article": "road", "unit": "x", "source": "a", "state": "done"}', "a.jsonl:1: unknown state 'done'"),
        ("a.doc", "x", "say --format"),
    ],
)
def test_a_sheet_or_a_line_that_is_wrong_is_refused_with_its_line(workspace: Workspace, name: str, text: str, what: str) -> None:
    file = workspace.project.root / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(TransflowError, match=re.escape(what)):
        import_catalogs(workspace, file)


def test_a_target_that_no_catalog_can_hold_is_left_out(workspace: Workspace) -> None:
    file = workspace.project.root / "a.jsonl"
    file.write_text(
        '{"article": "road", "edition": "ru", "unit": "1", "source": "A truck waits.", "target": "a\\u0000b", "state": "translated"}\n',
        encoding="utf-8",
    )
    (done,) = import_catalogs(workspace, file)
    assert "NUL" in done.left_out[0].what
