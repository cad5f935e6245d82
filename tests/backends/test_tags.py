"""Placeholders as an engine's own markup, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transflow.backends.base import MarkupUse
from transflow.backends.tags import with_tags, without_tags

USES = (MarkupUse.XML, MarkupUse.HTML)
PIECES = st.sampled_from(["word", " ", "<1>", "</1>", "<2>", "</2>", "<3/>", "&", "&amp;", "<b>", "a < b", '"', "é", "[X0X]", "<x", "t1"])


@pytest.mark.parametrize(
    ("use", "tagged"),
    [
        (MarkupUse.XML, 'see <x id="1">a &amp; b</x> there<x id="2"/>'),
        (MarkupUse.HTML, 'see <span id="t1">a &amp; b</span> there<img id="t2">'),
    ],
)
def test_placeholders_are_tags_and_all_else_is_escaped(use: MarkupUse, tagged: str) -> None:
    assert with_tags("see <1>a & b</1> there<2/>", use) == tagged
    assert without_tags(tagged, use) == "see <1>a & b</1> there<2/>"


@given(st.lists(PIECES).map("".join), st.sampled_from(USES))
def test_there_and_back_is_the_text_itself_where_its_placeholders_are_balanced(text: str, use: MarkupUse) -> None:
    inner = text.replace("<1>", "").replace("</1>", "").replace("<2>", "").replace("</2>", "")
    whole = f"<1>{inner}</1>{inner}<2>{inner}<4>{inner}</4></2>"
    assert without_tags(with_tags(whole, use), use) == whole


@pytest.mark.parametrize(
    ("use", "answer", "text"),
    [
        (MarkupUse.XML, "<x id='1' >a</x >", "<1>a</1>"),
        (MarkupUse.HTML, "<SPAN id=t1>a</SPAN><img id='t2'/>", "<1>a</1><2/>"),
        (MarkupUse.XML, "a</x>", "a"),
        (MarkupUse.XML, '<x id="1">a', "<1>a"),
        (MarkupUse.HTML, "&quot;a&quot;", '"a"'),
    ],
)
def test_tags_are_read_however_an_engine_writes_them(use: MarkupUse, answer: str, text: str) -> None:
    assert without_tags(answer, use) == text
