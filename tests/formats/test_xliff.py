"""XLIFF: what is written says all that a translator needs, comes back as it was, and other programs read it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree
from translate.storage.xliff import xlifffile
from translate.storage.xliff2 import Xliff2File

from transflow.errors import ExchangeError
from transflow.formats.xliff import BilingualFile, BilingualUnit, Term, base_of, read_xliff, write_xliff, write_xliff_12
from transflow.formats.xliff_inline import steps
from transflow.model import State

UNIT = BilingualUnit(
    id="7aef416dc122",
    source="The <1>road to Lachin</1> & <2/>",
    target="<1>Дорога в Лачин</1> и <2/>",
    state=State.DRAFT,
    context="caption",
    slot="caption",
    notes=("slot: caption; paragraph: 1; sentence: 1; voice: narration", "Lachin → Лачин (Desk)"),
    comments=("Ask Anna.", "", "She knows."),
    origin=("draft: apertium 2026-11-01",),
    places=("articles/road.md:3",),
    previous="The road",
    markup={"<1>": "[", "</1>": "](https://example.org/?a=1&b=2)", "<2/>": "![map\n](m.png)"},
    terms=(Term(15, 21, "Lachin", "lachin", ("Лачин", "Бердзор"), "A town"),),
    base=base_of("<1>Дорога в Лачин</1> и <2/>", State.DRAFT),
)
FILE = BilingualFile("road", (UNIT,), "articles/road.md", "ru@desk", "en", "ru")
WRITERS = {"2.1": write_xliff, "1.2": write_xliff_12}
N = {
    "x": "urn:oasis:names:tc:xliff:document:2.0",
    "g": "urn:oasis:names:tc:xliff:glossary:2.0",
    "o": "urn:oasis:names:tc:xliff:document:1.2",
}


def state(state: State, target: str = "Цель") -> BilingualFile:
    """Return a file with one unit in this state."""
    return replace(FILE, units=(replace(UNIT, target=target, state=state),))


@pytest.mark.parametrize("version", WRITERS)
def test_what_is_written_reads_as_it_was(version: str) -> None:
    (file,) = read_xliff(WRITERS[version]([FILE]).encode(), name="f.xlf")
    assert (file.article, file.edition, file.source_locale, file.locale) == ("road", "ru@desk", "en", "ru")
    (unit,) = file.units
    assert (unit.id, unit.source, unit.target, unit.state, unit.base) == (UNIT.id, UNIT.source, UNIT.target, UNIT.state, UNIT.base)
    assert unit.comments == ("Ask Anna.\n\nShe knows.",)


@pytest.mark.parametrize("version", WRITERS)
def test_the_same_files_give_the_same_text(version: str) -> None:
    assert WRITERS[version]([FILE]) == WRITERS[version]([replace(FILE)])


@pytest.mark.parametrize(
    ("given", "attributes", "approved"),
    [
        (State.UNTRANSLATED, {"state": "initial"}, "new"),
        (State.DRAFT, {"state": "initial", "subState": "transflow:draft"}, "needs-review-translation"),
        (State.TRANSLATED, {"state": "translated"}, "translated"),
        (State.APPROVED, {"state": "final"}, "signed-off"),
    ],
)
def test_each_state_has_its_word_in_both_versions(given: State, attributes: dict[str, str], approved: str) -> None:
    file = state(given, "" if given is State.UNTRANSLATED else "Цель")
    segment = etree.fromstring(write_xliff([file]).encode()).find(".//x:segment", N)
    assert segment is not None
    assert {key: value for key, value in segment.attrib.items() if key != "id"} == attributes
    assert (segment.find("x:target", N) is None) is (given is State.UNTRANSLATED)
    unit = etree.fromstring(write_xliff_12([file]).encode()).find(".//o:trans-unit", N)
    assert unit is not None
    assert unit.get("approved") == ("yes" if given is State.APPROVED else None)
    assert unit.find("o:target", N).get("state") == approved  # type: ignore[union-attr]


def test_an_approval_of_another_program_reads_as_translated_with_its_own_word() -> None:
    for version, word in (("2.1", "final"), ("1.2", "signed-off")):
        (file,) = read_xliff(WRITERS[version]([state(State.APPROVED)]).encode(), name="f.xlf")
        assert (file.units[0].state, file.units[0].beyond) == (State.TRANSLATED, word)


def test_a_name_is_marked_in_the_source_and_its_forms_stand_in_the_glossary() -> None:
    root = etree.fromstring(write_xliff([FILE]).encode())
    mark = root.find(".//x:source//x:mrk", N)
    entry = root.find(".//g:glossEntry", N)
    assert mark is not None
    assert entry is not None
    assert (mark.text, mark.get("type"), f"#{mark.get('id')}") == ("Lachin", "term", entry.get("ref"))
    assert [element.text for element in entry] == ["Lachin", "Лачин", "Бердзор", "A town"]
    old = etree.fromstring(write_xliff_12([FILE]).encode()).find(".//o:source//o:mrk", N)
    assert old is not None
    assert (old.text, old.get("mtype"), old.get("comment")) == ("Lachin", "term", "Лачин | Бердзор")


def test_a_name_that_only_half_encloses_a_placeholder_is_not_marked_and_keeps_its_glossary_entry() -> None:
    unit = replace(UNIT, source="Nagorno-<1>Karabakh</1>", terms=(Term(0, 19, "Nagorno-<1>Karabakh", "k", ("К",)),))
    text = write_xliff([replace(FILE, units=(unit,))])
    assert "<mrk" not in text
    assert "<gls:term" in text
    assert read_xliff(text.encode(), name="f.xlf")[0].units[0].source == unit.source


def test_the_markup_behind_a_placeholder_is_its_original_data() -> None:
    root = etree.fromstring(write_xliff([FILE]).encode())
    data = {element.get("id"): element.text for element in root.iterfind(".//x:data", N)}
    pair, lone = root.find(".//x:source/x:pc", N), root.find(".//x:source/x:ph", N)
    assert pair is not None
    assert lone is not None
    assert [data[pair.get("dataRefStart")], data[pair.get("dataRefEnd")], data[lone.get("dataRef")]] == list(UNIT.markup.values())


def test_the_direction_of_both_sides_is_said() -> None:
    text = write_xliff([replace(FILE, locale="fa")])
    assert 'srcDir="ltr" trgDir="rtl"' in text


def test_a_previous_source_is_an_alternative_translation_in_1_2_and_a_note_in_2_1() -> None:
    assert '<alt-trans alttranstype="previous-version">' in write_xliff_12([FILE])
    assert '<note category="previous-source">The road</note>' in write_xliff([FILE])


@pytest.mark.parametrize("version", WRITERS)
def test_characters_that_xml_cannot_hold_come_back(version: str) -> None:
    text = "bell \x07, escape \x1b, \ufffe, and a line end \r\n\r\t"
    (file,) = read_xliff(WRITERS[version]([state(State.TRANSLATED, text)]).encode(), name="f.xlf")
    assert file.units[0].target == text


def test_placeholders_that_do_not_nest_are_steps_of_their_own() -> None:
    kinds = [(step.kind, step.text) for step in steps("<1>a<2></1></2><3/><3/>") if step.kind != "text"]
    assert kinds == [("open", "<1>"), ("broken", "<2>"), ("close", "</1>"), ("broken", "</2>"), ("lone", "<3/>"), ("broken", "<3/>")]


@pytest.mark.parametrize(
    ("text", "at", "what"),
    [
        ("<tmx version='1.4'/>", "f.xlf:1:1", "no XLIFF"),
        ("<xliff version='3.0'/>", "f.xlf:1:1", "version '3.0'"),
        ("<xliff version='1.2'>\n<file>", "f.xlf:2", "not valid XML"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><xliff version='1.2'/>", "f.xlf:1:1", "entities"),
        ("<xliff version='1.2'><file><body><trans-unit><source>&a;</source></trans-unit></body></file></xliff>", "f.xlf:1", "a"),
    ],
)
def test_what_is_no_xliff_or_declares_entities_is_refused_with_its_place(text: str, at: str, what: str) -> None:
    with pytest.raises(ExchangeError, match=what) as bad:
        read_xliff(text.encode(), name="f.xlf")
    assert str(bad.value).startswith(at)


def test_translate_toolkit_reads_our_2_1() -> None:
    store = Xliff2File.parsestring(write_xliff([FILE, *[replace(state(State.TRANSLATED), article="b")]]).encode())
    first, second = store.units
    assert "Лачин" in first.target
    assert (first.isfuzzy(), second.isfuzzy(), second.istranslated()) == (True, False, True)
    second.target = "Иначе"
    second.markapproved()
    after = read_xliff(bytes(store), name="f.xlf")[1].units[0]
    assert (after.target, after.state, after.beyond, after.base) == ("Иначе", State.TRANSLATED, "reviewed", UNIT.base)


def test_translate_toolkit_reads_our_1_2() -> None:
    store = xlifffile.parsestring(write_xliff_12([FILE, replace(state(State.APPROVED), original="articles/b.md")]).encode())
    first, second = store.units
    assert "Lachin" in first.source
    assert "Лачин" in first.target
    assert (first.isfuzzy(), second.isfuzzy(), second.isapproved()) == (True, False, True)
    assert "Ask Anna." in first.getnotes("translator")
    assert first.getlocations() == ["articles/road.md:3"]
    assert [alternative.source for alternative in first.getalttrans()] == ["The road"]
    second.target = "Иначе"
    second.markfuzzy()
    second.addnote("Really?", origin="translator")
    after = read_xliff(bytes(store), name="f.xlf")[1].units[0]
    assert (after.target, after.state, after.base) == ("Иначе", State.DRAFT, UNIT.base)
    assert "Really?" in "\n".join(after.comments)
