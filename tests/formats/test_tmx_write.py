"""TMX written: what is read again is what was written, and other tools read it, too."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage.tmx import tmxfile

from transflow.errors import ExchangeError
from transflow.formats.tmx import Noted, TranslationUnit, Variant, read_tmx
from transflow.formats.tmx_write import END, copied_units, tmx_head, write_tmx

XML_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\t\n\r"), max_size=40
)
CODES = st.sampled_from(["<1>", "</1>", "<2/>", "<12>", "</12>", "<03/>", "</4/>", "&", "<b>", " ", "\n", "слово", "道路", "مسیر"])
SEGMENTS = st.lists(CODES, max_size=8).map("".join) | XML_TEXT
ONE_SPACED = XML_TEXT.map(lambda text: re.sub(r"[ \t\r\n]+", " ", text).strip(" "))
NOTED = st.builds(
    Noted,
    st.dictionaries(st.sampled_from(["creationdate", "changeid", "usagecount"]), XML_TEXT, max_size=2),
    st.lists(st.tuples(st.sampled_from(["x-article", "prev", "next"]), ONE_SPACED), max_size=2).map(tuple),
    st.lists(ONE_SPACED, max_size=2).map(tuple),
)
VARIANTS = st.builds(Variant, st.sampled_from(["en", "ru", "pt-BR", "zh-Hant"]), SEGMENTS, NOTED)
UNITS = st.builds(
    TranslationUnit, st.lists(VARIANTS, min_size=1, max_size=3).map(tuple), st.sampled_from(["", "en", "hy"]), ONE_SPACED, NOTED
)
OTHER = """<?xml version="1.0"?>
<tmx version="1.4"><header srclang="en-US" creationtool="Other" segtype="paragraph" o-tmf="x" adminlang="en" datatype="html"/><body>
<tu tuid="1" usagecount="3"><prop type="x" xml:lang="en">p</prop>
 <tuv xml:lang="en-US"><seg>A <bpt i="1" type="bold">&lt;b&gt;</bpt>river<ept i="1">&lt;/b&gt;</ept><ph>\\n<sub>at night</sub></ph></seg></tuv>
 <tuv xml:lang="RU"><seg><hi>Река</hi></seg></tuv><tuv xml:lang="de"><seg>Fluss</seg></tuv></tu>
<tu><tuv xml:lang="en-US"><seg>One</seg></tuv><tuv xml:lang="de"><seg>Eins</seg></tuv></tu>
</body></tmx>
"""


def read(text: str) -> list[TranslationUnit]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.tmx"
        path.write_text(text, encoding="utf-8", newline="")
        return list(read_tmx(path))


@given(st.lists(UNITS, max_size=4), st.sampled_from(["", "en"]))
def test_what_is_written_is_read_again_to_the_character(units: list[TranslationUnit], source: str) -> None:
    found = read(write_tmx(units, source=source))
    assert [(unit.variants, unit.source, unit.id, unit.noted) for unit in found] == [
        (unit.variants, unit.source, unit.id, unit.noted) for unit in units
    ]


def test_codes_that_a_translation_reorders_still_belong_together() -> None:
    variants = (Variant("en", "<1>a</1> and <2/>"), Variant("ru", "<2/> и <1>а</1>"))
    assert read(write_tmx([TranslationUnit(variants, "en")], source="en"))[0].variants == variants


def test_another_tools_codes_that_it_numbers_across_languages_keep_their_numbers() -> None:
    body = (
        '<tu><tuv xml:lang="en"><seg><bpt i="1" x="1"/>a<ept i="1"/> <ph x="2"/></seg></tuv>'
        '<tuv xml:lang="ru"><seg><ph x="2"/> <bpt i="1" x="1"/>а<ept i="1"/></seg></tuv></tu>'
    )
    unit = read(f'<tmx version="1.4"><header srclang="en"/><body>{body}</body></tmx>')[0]
    assert [variant.text for variant in unit.variants] == ["<1>a</1> <2/>", "<2/> <1>а</1>"]


@pytest.mark.parametrize("x", ["", "a", "-1", "9" * 5000, "1 "])
def test_odd_numbers_of_codes_are_no_error(x: str) -> None:
    for tool in ("transflow", "Other"):
        body = f'<tu><tuv xml:lang="en"><seg><ph x="{x}"/>a<bpt i="{x}"/><ept i="{x}"/></seg></tuv></tu>'
        assert "a" in read(f'<tmx version="1.4"><header srclang="en" creationtool="{tool}"/><body>{body}</body></tmx>')[0].variants[0].text


@given(st.lists(st.tuples(SEGMENTS, SEGMENTS), min_size=1, max_size=4))
def test_translate_toolkit_reads_the_same_texts(pairs: list[tuple[str, str]]) -> None:
    units = [TranslationUnit((Variant("en", source), Variant("ru", target)), "en") for source, target in pairs]
    found = tmxfile.parsestring(write_tmx(units, source="en").encode())
    assert [(unit.source or "", unit.target or "") for unit in found.units] == pairs


def test_what_is_copied_keeps_everything_and_what_its_header_said(tmp_path: Path) -> None:
    path = tmp_path / "other.tmx"
    path.write_text(OTHER, encoding="utf-8")
    copied = list(copied_units(path, lambda tag: tag.lower() in {"en-us", "ru"}))
    assert len(copied) == 1
    again = tmp_path / "again.tmx"
    again.write_text(tmx_head("en") + "".join(copied) + END, encoding="utf-8")
    for kept in (
        '<prop type="x" xml:lang="en">p</prop>',
        '<bpt i="1" type="bold">&lt;b&gt;</bpt>',
        "<ph>\\n<sub>at night</sub></ph>",
        "<hi>Река</hi>",
        'creationtool="Other"',
        'segtype="paragraph"',
        'datatype="html"',
        'srclang="en-US"',
    ):
        assert kept in copied[0]
    before, after = next(read_tmx(path)), next(read_tmx(again))
    assert (before.variants[:2], before.source, before.id) == (after.variants, after.source, after.id)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('<!DOCTYPE tmx [<!ENTITY a "b">]><tmx/>', "a DOCTYPE with declarations"),
        ("<tmx><body><tu><tuv xml:lang='en'>", "not valid XML"),
        (
            "<!DOCTYPE tmx SYSTEM 'tmx14.dtd'><tmx><body><tu><tuv xml:lang='en'><seg>&a;</seg></tuv></tu></body></tmx>",
            "entit",
        ),
    ],
)
def test_what_cannot_be_read_cannot_be_copied(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.tmx"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ExchangeError, match=message):
        list(copied_units(path, lambda _: True))
