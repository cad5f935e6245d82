"""Laws of exchange over any catalog: out and in changes no byte, and what was edited outside comes in exactly, once."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transflow.formats.placeholders import placeholders
from transflow.formats.po import Entry, blanked, change, new_catalog, new_entry, with_draft, with_target, write_po
from transflow.model import State
from transflow.workflow.exchange.catalog import FORMATS, WRITERS, export_catalogs
from transflow.workflow.exchange.catalog_import import import_catalogs
from transflow.workflow.exchange.catalog_units import catalog_file
from transflow.workflow.workspace import Workspace, open_workspace

SUFFIXES = {"xliff": ".xlf", "xliff-1.2": ".xlf", "csv": ".csv", "jsonl": ".jsonl"}
HOSTILE = (
    "<1>a</1>",
    "<2/>",
    "<1>x</2></1>",
    "<1><2></1></2>",
    "<1/><1/>",
    "</9>",
    "<007>",
    "&lt;1&gt; <b>&amp;</b> ]]>",
    "سلام «آرتساخ» 5%",
    "שלום",
    "𐎠𐏀 🏔️",
    "a\r\nb\rc\td",
    "\x01\x1b\x7f\x85\u2028",
    "\ufffe\uffff\ufdd0",
    "=1+1",
    "'=x",
    "@a",
    " spaced  out ",
    "\ufeffmark",
    "a\u0301 vs á",
)
CHARACTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
TEXTS = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(CHARACTERS, min_size=1, max_size=8)), min_size=1, max_size=4).map("".join)
COMMENTS = st.lists(
    st.one_of(st.just(""), st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\n"), max_size=8)), max_size=3
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """One entry in any state, with or without context, comments, a previous source or plural forms."""
    plural = draw(st.one_of(st.none(), st.none(), TEXTS))
    entry = new_entry(
        source=draw(TEXTS),
        context=draw(st.one_of(st.none(), TEXTS)),
        comments=tuple(draw(COMMENTS)),
        notes=("slot: body; paragraph: 1; sentence: 1; voice: narration", "Lachin → Лачин (Desk)"),
        references=(("articles/a.md", draw(st.integers(0, 9))),),
        source_plural=plural,
        targets=("", "", "") if plural is not None else (),
    )
    target: str | tuple[str, ...] = draw(TEXTS) if plural is None else tuple(draw(st.lists(TEXTS, min_size=3, max_size=3)))
    kind = draw(st.sampled_from(["untranslated", "draft", "merged", "translated", "blank"]))
    if kind == "untranslated":
        return entry
    if kind == "blank" and plural is None:
        return blanked(entry, "said in the caption")
    if kind == "translated":
        return with_target(entry, target)
    drafted = with_draft(entry, target, "apertium 2026-11-01")
    return change(drafted, previous_source=draw(TEXTS)) if kind == "merged" else drafted


CATALOGS = st.lists(entries(), min_size=1, max_size=4, unique_by=lambda entry: entry.key)


def project(root: Path, listed: list[Entry]) -> Workspace:
    """Return a project with one article and this catalog."""
    (root / "articles").mkdir()
    (root / "glossary").mkdir()
    (root / "transflow.yaml").write_text("source: en\neditions: {fa: }\n", encoding="utf-8")
    (root / "glossary" / "g.yaml").write_text("concepts: {a: {kind: term, names: {a: {forms: {en: spaced, fa: آ}}}}}\n", encoding="utf-8")
    (root / "articles" / "a.md").write_text("Nothing.\n", encoding="utf-8")
    workspace = open_workspace(root)
    path = catalog(workspace)
    path.parent.mkdir(parents=True)
    made = new_catalog(listed, language="fa", plural_forms="nplurals=3; plural=n;", project="laws")
    path.write_bytes(write_po(made).encode())
    return workspace


def catalog(workspace: Workspace) -> Path:
    return workspace.project.catalog(workspace.project.edition("fa"), "a")


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=60)
@given(listed=CATALOGS)
def test_out_and_in_changes_no_byte_and_leaves_nothing_out(format_: str, listed: list[Entry]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        workspace = project(Path(directory), listed)
        before = catalog(workspace).read_bytes()
        file = Path(directory) / f"out{SUFFIXES[format_]}"
        file.write_bytes(export_catalogs(workspace, ["a"], edition="fa", format=format_).text.encode())
        (done,) = import_catalogs(workspace, file)
        assert (done.changes, done.left_out) == ((), ())
        assert catalog(workspace).read_bytes() == before


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=60)
@given(listed=CATALOGS, data=st.data())
def test_edits_come_in_exactly_and_a_second_time_change_no_byte(format_: str, listed: list[Entry], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as directory:
        workspace = project(Path(directory), listed)
        exported = catalog_file(workspace, workspace.project.article("a"), workspace.project.edition("fa"))
        units = list(exported.units)
        for at, unit in enumerate(units):
            if "." in unit.id or not data.draw(st.booleans()):
                continue
            words = data.draw(TEXTS.filter(lambda text: not placeholders(text)))
            state = data.draw(st.sampled_from([State.DRAFT, State.TRANSLATED, State.APPROVED]))
            units[at] = replace(unit, target=words + "".join(placeholders(unit.source)), state=state)
        file = Path(directory) / f"out{SUFFIXES[format_]}"
        file.write_bytes(WRITERS[format_]([replace(exported, units=tuple(units))]).encode())
        (done,) = import_catalogs(workspace, file)
        assert done.left_out == ()
        wanted = {unit.id: (unit.target, State.TRANSLATED if unit.state is State.APPROVED else unit.state) for unit in units}
        after = catalog(workspace).read_bytes()
        again = catalog_file(workspace, workspace.project.article("a"), workspace.project.edition("fa"))
        assert {unit.id: (unit.target, unit.state) for unit in again.units} == wanted
        (second,) = import_catalogs(workspace, file)
        assert second.changes == ()
        assert catalog(workspace).read_bytes() == after
