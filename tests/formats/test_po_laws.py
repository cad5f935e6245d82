"""The laws of catalogs, for catalogs that Hypothesis makes up."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace
from typing import Any

import polib
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from transflow.errors import CatalogError
from transflow.formats import po_parse
from transflow.formats.po import Catalog, Entry, change, encode_po, new_catalog, new_entry, parse_po, with_notes, write_po

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
plain_lines = st.text(st.sampled_from("abc äя#,:.|~"), max_size=20)
plain_texts = st.text(st.sampled_from("abc äя\t\n\"\\'#~|,:. «»՞"), min_size=1, max_size=30)
lines = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=20)
paths = st.text(st.sampled_from("abc/. -ä"), min_size=1, max_size=12).map(str.strip).filter(bool)
references = st.lists(st.tuples(paths, st.integers(0, 99_999)), max_size=3).map(tuple)
flags = st.lists(st.sampled_from(["c-format", "no-wrap", "range: 0..9"]), unique=True, max_size=2).map(tuple)


@st.composite
def entries(draw: st.DrawFn, texts: st.SearchStrategy[str] = texts, lines: st.SearchStrategy[str] = lines) -> Entry:
    """Make an entry with any content, live or obsolete, draft or not, with or without plural forms."""
    context = draw(st.none() | texts)
    source = draw(texts.filter(bool))
    entry = new_entry(
        source=source,
        context=context,
        target=draw(texts),
        comments=tuple(draw(st.lists(lines, max_size=2))),
        notes=tuple(draw(st.lists(lines, max_size=2))),
        references=draw(references),
        flags=draw(flags),
    )
    if draw(st.booleans()):
        entry = change(entry, draft=True, previous_source=draw(st.none() | texts), previous_context=draw(st.none() | texts))
    if draw(st.integers(0, 4)) == 0:
        entry = change(
            entry, source_plural=draw(texts.filter(bool)), target="", targets=tuple(draw(st.lists(texts, min_size=1, max_size=12)))
        )
    if draw(st.integers(0, 3)) == 0:
        entry = change(entry, obsolete=True, notes=(), references=())
    return entry


@st.composite
def catalogs(draw: st.DrawFn, texts: st.SearchStrategy[str] = texts, lines: st.SearchStrategy[str] = lines) -> Catalog:
    """Make a catalog without two entries of one context and source."""
    found = draw(st.lists(entries(texts, lines), max_size=6, unique_by=lambda entry: entry.key))
    return new_catalog(found, language="ru", plural_forms="", project="law")


pieces = st.sampled_from(
    [
        *('msgid "a"', 'msgid "b"', 'msgid ""', 'msgstr "x"', 'msgstr ""', '"more"', 'msgctxt "c"', 'msgid_plural "as"', 'msgstr[0] "x"'),
        *(
            'msgstr[1] "y"',
            "#, fuzzy",
            "#,fuzzy",
            "#| msgid ",
            '#| "old"',
            '#| msgid "old"',
            "#: a.md:1",
            "#. note",
            "# comment",
            "#",
            "#~ ",
        ),
        *(
            "#~| ",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            " ",
            "\t",
            '"',
            "\\",
            "\\n",
            '\\"',
            "\\101",
            "domain ",
            "msgidd",
            "é",
            "\u2028",
            "\ufeff",
            "\0",
        ),
    ]
)
soups = st.lists(pieces | texts | st.just("\n"), max_size=30).map("".join)


def read_or_refused(text: str) -> tuple[Catalog | None, str]:
    """Return the catalog, or what is said against it."""
    try:
        return parse_po(text, name="soup.po"), ""
    except CatalogError as refused:
        return None, str(refused)


@given(soups)
def test_any_text_is_kept_to_the_byte_or_refused_with_its_place(text: str) -> None:
    """Whatever stands in a file, there is never a traceback, and what is accepted is written as it was read."""
    catalog, refused = read_or_refused(text)
    if catalog is None:
        assert re.match(r"soup\.po:[1-9]\d*:[1-9]\d*: \w", refused.replace("`", "_").replace('"', "_"))
        return
    assert write_po(catalog) == text
    assert encode_po(catalog) == text.encode()
    for entry in catalog.entries:
        assert entry == change(entry, target=entry.target)
        assert text.removeprefix("\ufeff").replace("\r\n", "\n").count("\n") >= entry.line - 1


@given(catalogs())
def test_what_is_written_reads_back_as_it_was(catalog: Catalog) -> None:
    """Every field of every entry survives writing and reading, whatever characters it has."""
    text = write_po(catalog)
    read = parse_po(text, name="law.po")
    assert read.entries == catalog.entries
    assert read.header == catalog.header
    assert write_po(read) == text
    starts = text.split("\n")
    for entry in read.entries:
        assert starts[entry.line - 1] == (entry.raw or "").split("\n")[0]


@given(catalogs(plain_texts, plain_lines))
def test_polib_reads_what_is_written_as_it_is(catalog: Catalog) -> None:
    """The other reader, polib, finds the same entries; texts that polib itself breaks (at line separators that are none in PO) are not among them."""
    text = write_po(catalog)
    judged = polib.pofile(text, encoding="utf-8")
    assert len(judged) == len(catalog.entries)
    for judge, entry in zip(sorted(judged, key=_judged_key), sorted(catalog.entries, key=_own_key), strict=True):
        assert (judge.msgid, judge.msgctxt, judge.obsolete) == (entry.source, entry.context, entry.obsolete)
        assert ("fuzzy" in judge.flags) == entry.draft
        if entry.targets and len(entry.targets) <= 10:  # polib reads one digit only
            assert tuple(judge.msgstr_plural[index] for index in sorted(judge.msgstr_plural)) == entry.targets
        elif not entry.targets:
            assert judge.msgstr == entry.target
        if not entry.obsolete:
            assert (judge.previous_msgid, judge.previous_msgctxt) == (entry.previous_source, entry.previous_context)


def _judged_key(entry: Any) -> tuple[str, bool, str]:
    return (entry.msgid, entry.msgctxt is not None, entry.msgctxt or "")


def _own_key(entry: Entry) -> tuple[str, bool, str]:
    return (entry.source, entry.context is not None, entry.context or "")


@given(catalogs(plain_texts, plain_lines), st.integers(20, 78))
def test_what_polib_writes_is_read_as_it_is(catalog: Catalog, width: int) -> None:
    """A catalog that polib has wrapped, at any width, reads as the one that was not."""
    file = polib.POFile(wrapwidth=width)
    file.metadata = dict(catalog.header)
    for entry in catalog.entries:
        file.append(
            polib.POEntry(
                msgid=entry.source,
                msgctxt=entry.context,
                msgstr=entry.target,
                msgid_plural=entry.source_plural or "",
                msgstr_plural=dict(enumerate(entry.targets)),
                obsolete=entry.obsolete,
                flags=[*(["fuzzy"] if entry.draft else []), *entry.flags],
                previous_msgid=entry.previous_source,
                previous_msgctxt=entry.previous_context,
            )
        )
    text = str(file)
    read = parse_po(text, name="polib.po")
    live = [entry for entry in catalog.entries if not entry.obsolete]
    assert [entry for entry in read.entries if not entry.obsolete] == [
        change(entry, comments=(), notes=(), references=()) for entry in live
    ]
    assert write_po(read) == text


@given(catalogs())
def test_the_expression_and_the_tokenizer_read_the_same(catalog: Catalog) -> None:
    """The fast reader and the thorough one agree on every entry, its place and its bytes."""
    text = write_po(catalog)
    quick = parse_po(text, name="law.po")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(po_parse, "read_usual_entries", lambda _text, position, line, _entries: (position, line))
        thorough = parse_po(text, name="law.po")
    assert thorough.entries == quick.entries
    for one, other in zip(thorough.entries, quick.entries, strict=True):
        assert (one.line, one.raw, one.gap) == (other.line, other.raw, other.gap)
    assert thorough.layout == quick.layout


@given(soups.filter(lambda text: "\r" not in text))
def test_the_expression_accepts_nothing_that_the_tokenizer_refuses(text: str) -> None:
    """For any text both readers end in the same entries, or both refuse it."""
    catalog, refused = read_or_refused(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(po_parse, "read_usual_entries", lambda _text, position, line, _entries: (position, line))
        thorough, thoroughly_refused = read_or_refused(text)
    assert (catalog and catalog.entries) == (thorough and thorough.entries)
    assert refused == thoroughly_refused


@given(catalogs(), st.data())
def test_a_change_of_one_entry_leaves_every_other_byte(catalog: Catalog, data: st.DataObject) -> None:
    """Around a changed entry the file is what it was."""
    assume(catalog.entries)
    text = write_po(catalog)
    read = parse_po(text, name="law.po")
    at = data.draw(st.integers(0, len(read.entries) - 1))
    entry = read.entries[at]
    changed = change(entry, comments=(*entry.comments, "one more"))
    written = write_po(replace(read, entries=(*read.entries[:at], changed, *read.entries[at + 1 :])))
    assert written.startswith(text[: entry.start])
    assert written.endswith(text[entry.end :])
    assert parse_po(written, name="law.po").entries[at] == changed


@given(entries(), st.lists(lines, max_size=2).map(tuple), references)
def test_new_notes_change_only_their_own_lines(entry: Entry, notes: tuple[str, ...], places: tuple[tuple[str, int], ...]) -> None:
    """With other notes and references an entry reads as asked, and all its other lines stand as they stood."""
    assume(not entry.obsolete)
    read = parse_po(write_po(new_catalog([entry], language="", plural_forms="", project="law")), name="law.po").entries[0]
    moved = with_notes(read, notes, places)
    assert moved == change(read, notes=notes, references=places)
    ours = re.compile(r"^#[.:].*\n", re.MULTILINE)
    assert moved.raw is not None
    assert read.raw is not None
    assert ours.sub("", moved.raw) == ours.sub("", read.raw)
    again = parse_po(moved.raw, name="law.po").entries[0]
    assert again == moved


@given(catalogs())
def test_an_entry_travels_to_another_process_whole(catalog: Catalog) -> None:
    """Pickled and back an entry is equal, and keeps its bytes but not the rest of its file."""
    for entry in parse_po(write_po(catalog), name="law.po").entries:
        arrived = pickle.loads(pickle.dumps(entry))  # noqa: S301 - made a moment ago
        assert (arrived, arrived.raw, arrived.line) == (entry, entry.raw, entry.line)
        assert arrived.text == entry.raw


@given(catalogs(), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_line_ends_and_byte_order_mark_stay(catalog: Catalog, newline: str, bom: bool) -> None:  # noqa: FBT001 - drawn by Hypothesis
    """A file of another system is read the same, and what changes in it is written in its own line ends."""
    text = write_po(catalog)
    assume("\r" not in text)
    foreign = ("\ufeff" if bom else "") + text.replace("\n", newline)
    read = parse_po(foreign, name="law.po")
    assert read.entries == catalog.entries
    assert write_po(read) == foreign
    changed = replace(read, entries=tuple(change(entry, comments=("new",)) for entry in read.entries))
    assert write_po(changed).count("\n") == write_po(changed).count(newline)
