from __future__ import annotations

import html
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.utils import isValidEntityCode

from transflow.formats.articles import parse_article
from transflow.formats.writing import WRITINGS, splice, write_back

MARKS = st.sampled_from(
    [
        "*",
        "**",
        "_",
        "__",
        "`",
        "``",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "&",
        "&amp;",
        "&#42;",
        "\\",
        "#",
        "##",
        "-",
        "+",
        "1.",
        "12)",
        "|",
        "~",
        "~~",
        "~~~",
        "!",
        "![",
        "](x)",
        "=",
        "===",
        "---",
        ":",
        "[a]",
        "[^1]",
        "<b>",
        "</b>",
        "<!--",
        "http://x.y",
        "a@b.c",
        '"',
        "'",
        "{",
        "}",
        "$",
        "^",
        "a",
        "b c",
        " ",
        "  ",
        "\t",
        "\n",
        "\u00a0",
        "é",
        "中",
        "«",
        "»",
        "\u202b",
        "\u2028",
        "\x85",
        "4",
        ".",
        "\u0301",
    ]
)
TEXTS = st.one_of(st.lists(MARKS, max_size=9).map("".join), st.text(max_size=40))
BLOCK = {
    "markdown": "{}\n\n[a]: /url\n",
    "markdown-heading": "## {} ##\n\n[a]: /url\n",
    "markdown-cell": "| {} | z |\n|---|---|\n| {}|z |\n\n[a]: /url\n",
}


def read_as(text: str) -> str:
    """Return what a reader sees of a text, whatever the format: line ends are spaces, the edges are cut."""
    return write_back(text, writing="text", markup={})


def markdown_texts(source: str) -> list[str]:
    """Return the text of every paragraph, heading and cell by markdown-it, which knows nothing of transflow; markup shows as its type."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)
    return [
        "".join(child.content if child.type == "text" else f"<{child.type}>" for child in token.children or [])
        for token in tokens
        if token.type == "inline"
    ]


@settings(max_examples=1000)
@given(TEXTS, st.sampled_from(sorted(BLOCK)))
def test_any_text_in_markdown_is_read_as_that_text_and_no_markup(text: str, writing: str) -> None:
    written = write_back(text, writing=writing, markup={})
    expected = read_as(text)
    found = markdown_texts(BLOCK[writing].replace("{}", written))
    if expected:
        assert found[: 1 + 2 * (writing == "markdown-cell") : 2] == [expected] * (1 + (writing == "markdown-cell"))
        assert len(found) == (4 if writing == "markdown-cell" else 1)


@settings(max_examples=500)
@given(
    TEXTS,
    TEXTS,
    TEXTS,
    st.sampled_from([("*", "*"), ("**", "**"), ("_", "_"), ("~~", "~~"), ("[", "](/u)"), ("[", "][a]")]),
    st.sampled_from(sorted(BLOCK)),
)
def test_emphasis_and_links_hold_whatever_stands_in_and_around_them(
    before: str, inside: str, after: str, pair: tuple[str, str], writing: str
) -> None:
    inside = f"x{inside}y" if pair[0] == "[" else inside
    text = re.sub(r"\s*[\r\n]+\s*", " ", f"{before}<1>{inside}</1>{after}")
    if not inside.strip() or re.search(r"<\d", before + inside + after) or not all(isValidEntityCode(ord(character)) for character in text):
        return
    written = write_back(text, writing=writing, markup={"<1>": pair[0], "</1>": pair[1]})
    name = {"*": "em", "_": "em", "**": "strong", "~~": "s", "[": "link"}[pair[0]]
    found = markdown_texts(BLOCK[writing].replace("{}", written))[0]
    assert found == read_as(text).replace("<1>", f"<{name}_open>").replace("</1>", f"<{name}_close>")


@given(TEXTS)
def test_a_line_after_a_hard_break_is_no_new_block(text: str) -> None:
    written = write_back(f"a<1/>{text}", writing="markdown", markup={"<1/>": "  \n> "})
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(f"> {written}\n")
    assert [token.type for token in tokens] == ["blockquote_open", "paragraph_open", "inline", "paragraph_close", "blockquote_close"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2 * 3 < 4 & 5 > 1 - 0 + x_y_z = #1! (a) {b} | c ~ d", "2 * 3 < 4 & 5 > 1 - 0 + x_y_z = #1! (a) {b} | c ~ d"),
        ("A*B, [sic] `x` &amp; \\*", "A\\*B, \\[sic\\] \\`x\\` \\&amp; \\\\\\*"),
        ("1. Mai", "1\\. Mai"),
        ("1999. It was", "1999\\. It was"),
        ("# one", "\\# one"),
        ("#one", "#one"),
        ("- one", "\\- one"),
        ("-5 °C", "-5 °C"),
        ("— said he", "— said he"),
        ("> one", "\\> one"),
        ("C:\\dir", "C:\\dir"),
        ("a\nb\r\nc", "a b c"),
    ],
)
def test_markdown_is_escaped_only_where_it_would_be_read_as_markup(text: str, written: str) -> None:
    assert write_back(text, writing="markdown", markup={}) == written


def test_an_exclamation_mark_before_a_link_makes_no_image() -> None:
    assert write_back("Wow!<1>x</1>", writing="markdown", markup={"<1>": "[", "</1>": "](u)"}) == "Wow\\![x](u)"


def test_hashes_at_the_end_of_a_heading_stay() -> None:
    assert write_back("C #", writing="markdown-heading", markup={}) == "C \\#"
    assert write_back("C#", writing="markdown-heading", markup={}) == "C#"


def test_emphasis_beside_a_letter_stays_emphasis() -> None:
    written = write_back("<1>«да»</1>ми", writing="markdown", markup={"<1>": "*", "</1>": "*"})
    assert markdown_texts(written) == ["<em_open>«да»<em_close>ми"]


def test_emphasis_around_nothing_is_left_out() -> None:
    assert write_back("a <1></1>b", writing="markdown", markup={"<1>": "**", "</1>": "**"}) == "a b"


@settings(max_examples=300)
@given(TEXTS)
def test_any_text_in_html_is_read_as_that_text(whole, text: str) -> None:  # noqa: ANN001 - the fixture of conftest
    for writing, frame in (
        ("html", "<p>{}</p>"),
        ("html-attribute", '<img alt="{}" src=x>'),
        ("html-attribute-bare", "<meta name=description content={}>"),
    ):
        written = write_back(text, writing=writing, markup={})
        expected = re.sub(r"[ \t\r\n\f]+", " ", read_as(text))
        if expected.strip() and not re.search(r"<\d|</\d", expected):
            assert whole.texts(frame.format(written), "x.html") == [expected]
            assert html.unescape(written).strip('"') == expected.strip('"')


@pytest.mark.parametrize("writing", WRITINGS)
def test_line_ends_become_spaces_in_every_writing(writing: str) -> None:
    assert write_back(" one\r\n two\n\n\nthree\n", writing=writing, markup={}).strip('"') == "one two three"


@pytest.mark.parametrize("writing", WRITINGS)
def test_markup_is_written_as_it_stands(writing: str) -> None:
    if not writing.startswith("yaml"):
        written = write_back("a <1/> b", writing=writing, markup={"<1/>": "<br>"})
        assert written.strip('"') == "a <br> b"


def test_an_unknown_writing_is_an_error() -> None:
    with pytest.raises(KeyError):
        write_back("a", writing="word", markup={})


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("A title, plainly said", "A title, plainly said"),
        ("Karabakh: a war", '"Karabakh: a war"'),
        ("12:30 in Baku", "12:30 in Baku"),
        ("2026-11-23", '"2026-11-23"'),
        ("yes", '"yes"'),
        ("“Quoted” first", "“Quoted” first"),
        ('"Quoted" first', '"\\"Quoted\\" first"'),
        ("- no list", '"- no list"'),
        ("No #1", '"No #1"'),
        ("", '""'),
    ],
)
def test_a_plain_yaml_value_is_quoted_where_it_would_no_longer_be_one(title: str, written: str) -> None:
    assert write_back(title, writing="yaml-plain", markup={}) == written


def test_splicing_replaces_stretches_in_any_order() -> None:
    assert splice("abcdef", [(4, 5, "E"), (0, 1, "A"), (2, 2, "-")]) == "Ab-cdEf"


@pytest.mark.parametrize("stretches", [[(0, 3, ""), (2, 4, "")], [(1, 3, ""), (1, 3, "")], [(3, 2, "")], [(-1, 2, "")], [(5, 7, "")]])
def test_stretches_that_overlap_or_lie_outside_are_refused(stretches: list[tuple[int, int, str]]) -> None:
    with pytest.raises(ValueError, match="overlaps"):
        splice("abcdef", stretches)


@given(st.text(max_size=30), st.lists(st.integers(0, 30), max_size=6))
def test_splicing_every_stretch_with_itself_changes_nothing(text: str, cuts: list[int]) -> None:
    edges = sorted({min(cut, len(text)) for cut in cuts})
    assert splice(text, [(a, b, text[a:b]) for a, b in pairwise(edges)]) == text


def test_a_shortcut_link_keeps_its_target_in_other_words(whole) -> None:  # noqa: ANN001 - the fixture of conftest
    text = "See [the site] and [more][] now.\n\n[the site]: /a\n[more]: /b\n"
    written = whole.translated(parse_article(text, "x.md"), whole.double_vowels)
    assert written.startswith("Seeee [thee siitee][the site] aand [mooree][more] noow.")
