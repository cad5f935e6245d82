"""Laws of exchange over any glossary: a sheet gives every concept back, and a termbase says the same when it is written again."""

from __future__ import annotations

import tempfile
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transflow.formats.sheet import many, parts, read_sheet, write_sheet
from transflow.formats.tbx import DIALECTS
from transflow.glossary import Concept, Form, Glossary, Kind, Name, read_glossary
from transflow.glossary.comparing import compare, with_additions
from transflow.glossary.read import WORD_TYPES, concepts_in
from transflow.glossary.splicing import with_added, with_concepts
from transflow.workflow.exchange.glossary_export import FORMATS, write_glossary
from transflow.workflow.exchange.glossary_import import placeless, read_offer
from transflow.yamlfile import parse_yaml

HOSTILE = (
    "=1+1",
    "+7",
    "-9",
    "@SUM(A1)",
    "'=x",
    "''-y",
    "a|b",
    "a\\|b",
    "a\\",
    "<a>&amp;</a>",
    "]]>",
    '"quoted"',
    "a;b,cd",
    "no",
    "null",
    "1e3",
    "2027-06-01",
)
LETTERS = st.characters(
    exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufffc\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(LETTERS, min_size=1, max_size=12)).map(str.strip).filter(bool)
PHRASES = TEXTS.map(lambda text: " ".join(text.split(" "))).filter(lambda text: any(map(str.isalnum, text)) and "  " not in text)
PROSE = st.one_of(TEXTS, st.sampled_from(["Two\nlines", "Tab\tand  spaces", "a\r\nb", "x\u2028y", "\ufeffmark", "\x07bell"]))
IDS = st.from_regex(r"\A[a-z0-9]{1,4}(-[a-z0-9]{1,3})?\Z").filter(lambda id_: id_ != "as-source")
LOCALES = st.sampled_from(["en", "ru", "pt-BR", "hy", "fa", "zh-Hant", "no", "nb"])


@st.composite
def forms(draw: st.DrawFn) -> tuple[Form, ...]:
    """Forms of one name in one locale: no text twice, and none that is its own look-alike."""
    texts = draw(st.lists(PHRASES, min_size=1, max_size=5, unique_by=lambda text: unicodedata.normalize("NFC", text)))
    extra = draw(st.integers(0, len(texts) - 1))
    said = {unicodedata.normalize("NFC", text) for text in texts}
    look_alikes = draw(st.lists(TEXTS.filter(lambda text: unicodedata.normalize("NFC", text) not in said), max_size=2))
    first = Form(
        texts[0],
        tuple(texts[1 : 1 + extra]),
        tuple(look_alikes),
        draw(st.sampled_from([None, *WORD_TYPES])),
        draw(st.booleans()),
        draw(st.booleans()),
    )
    return (first, *(Form(text) for text in texts[1 + extra :]))


def names(id_: str) -> st.SearchStrategy[Name]:
    return st.builds(
        Name,
        st.just(id_),
        st.one_of(st.none(), TEXTS),
        st.dictionaries(LOCALES, forms(), min_size=1, max_size=3),
        st.lists(PROSE, max_size=2).map(tuple),
    )


@st.composite
def glossaries(draw: st.DrawFn) -> Glossary:
    """A glossary that the reader accepts."""
    concepts = {}
    for id_ in draw(st.lists(IDS, min_size=1, max_size=3, unique=True)):
        listed = draw(st.lists(IDS, min_size=1, max_size=3, unique=True))
        concepts[id_] = Concept(
            id_,
            draw(st.sampled_from(list(Kind))),
            draw(st.booleans()),
            draw(st.one_of(st.just(""), PROSE)),
            draw(st.lists(PROSE, max_size=2).map(tuple)),
            {name: draw(names(name)) for name in listed},
            draw(st.dictionaries(LOCALES, st.lists(TEXTS, min_size=1, max_size=2).map(tuple), max_size=2)),
        )
    return Glossary(concepts)


def read(text: str, format_: str) -> Glossary:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        path.write_bytes(text.encode())
        offered, _, told = read_offer(path, format=format_, renamed={})
        assert told == ()
        return Glossary({id_: placeless(concept) for id_, concept in offered.concepts.items()})


@settings(max_examples=200)
@given(glossaries())
def test_a_sheet_gives_the_same_glossary_back_and_is_written_the_same_again(glossary: Glossary) -> None:
    text, told = write_glossary(glossary, format="csv")
    assert told == ()
    assert read(text, "csv") == glossary
    assert write_glossary(read(text, "csv"), format="csv") == (text, ())


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=100)
@given(glossary=glossaries())
def test_a_termbase_says_the_same_when_it_is_read_and_written_again(dialect: str, glossary: Glossary) -> None:
    text, told = write_glossary(glossary, format=dialect)
    again = read(text, dialect)
    assert write_glossary(again, format=dialect)[0] == text
    if not any("U+FFFD" in one.what or "one space" in one.what for one in told):
        assert again == glossary


@settings(max_examples=200)
@given(glossaries())
def test_written_yaml_is_read_as_the_same_glossary(glossary: Glossary) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.yaml").write_bytes(with_concepts("", list(glossary.concepts.values())).encode())
        found = read_glossary(Path(folder))
    assert {id_: placeless(concept) for id_, concept in found.concepts.items()} == glossary.concepts


@st.composite
def shortened(draw: st.DrawFn) -> tuple[Glossary, Glossary]:
    """A glossary, and what is left of it when names, locales and forms are taken from the ends of their lists."""
    whole = draw(glossaries())
    concepts = {}
    for concept in whole.concepts.values():
        names = {}
        for name in list(concept.names.values())[: draw(st.integers(1, len(concept.names)))]:
            kept = list(name.forms.items())[: draw(st.integers(1, len(name.forms)))]
            names[name.id] = replace(name, forms={locale: forms[: draw(st.integers(1, len(forms)))] for locale, forms in kept})
        concepts[concept.id] = replace(concept, names=names)
    return whole, Glossary(concepts)


@settings(max_examples=200)
@given(shortened())
def test_what_is_missing_is_added_where_it_belongs_and_then_the_file_says_all(pair: tuple[Glossary, Glossary]) -> None:
    whole, part = pair
    text = with_concepts("# Kept.\n", list(part.concepts.values()))
    compared = compare(part, whole)
    assert compared.conflicts == ()
    names = {f"{concept.id}/{name.id}": name for concept in part.concepts.values() for name in concept.names.values()}
    added = with_added(text, compared.additions, names)
    found, errors = concepts_in(parse_yaml(added, name="a.yaml"))
    assert errors == []
    assert {id_: placeless(concept) for id_, concept in found.concepts.items()} == whole.concepts
    assert with_additions(part, compared.additions) == whole
    assert set(text.splitlines()) - set(added.splitlines()) <= {line for line in text.splitlines() if line.startswith(" " * 10)}


@given(st.lists(TEXTS, max_size=4))
def test_texts_in_one_cell_come_apart_as_they_were(texts: list[str]) -> None:
    assert parts(many(texts)) == texts


@given(st.lists(st.lists(st.one_of(TEXTS, PROSE, st.just("")), min_size=3, max_size=3).filter(any), max_size=4))
def test_no_cell_of_a_sheet_begins_a_formula_and_every_cell_comes_back(rows: list[list[str]]) -> None:
    columns = ("a", "b", "c")
    text = write_sheet(columns, [dict(zip(columns, row, strict=True)) for row in rows])
    found = read_sheet(text, name="sheet.csv", columns=columns, needed=columns)
    assert [[row.cells.get(column, "") for column in columns] for row in found] == rows
    for cell in (cell for row in rows for cell in row if cell[:1] in set("=+-@")):
        assert f"'{cell.splitlines()[0]}" in text.replace('""', '"')


@pytest.mark.parametrize("folder", ["glossary", "examples/world-names/glossary"])
@pytest.mark.parametrize("format_", FORMATS)
def test_the_samples_make_the_round_trip_to_the_byte(repository: Path, format_: str, folder: str) -> None:
    glossary = read_glossary(repository / folder)
    text, _ = write_glossary(glossary, format=format_)
    again = read(text, format_)
    assert again.concepts == {id_: placeless(concept) for id_, concept in glossary.concepts.items()}
    assert list(again.concepts) == list(glossary.concepts)
    assert write_glossary(again, format=format_)[0] == text
