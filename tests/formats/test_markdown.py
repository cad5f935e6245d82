from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transflow.errors import ArticleError
from transflow.formats.articles import FORMATS, parse_article, read_article
from transflow.formats.markdown import read_markdown, unplaced

CASES = Path(__file__).parent.parent / "cases" / "articles"
FRAGMENTS = st.sampled_from(
    [
        "Words. ",
        "a",
        " ",
        "  ",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        "  \n",
        "\\\n",
        "# H\n",
        "## H #\n",
        "=====\n",
        "---\n",
        "> ",
        "> > ",
        "- ",
        "1. ",
        "   ",
        "    ",
        "*",
        "**",
        "_",
        "***",
        "~~",
        "~~~",
        "`",
        "``",
        "```\n",
        "[",
        "]",
        "](/u)",
        "][a]",
        "[]",
        "[a]",
        "[a]: /u\n",
        "![",
        "<",
        ">",
        "<b>",
        "</b>",
        "<br>",
        "<1>",
        "</1>",
        "&lt;1>",
        "\\<2/>",
        "<http://x.y>",
        "http://x.y/a_b",
        "&amp;",
        "&#42;",
        "&nbsp;",
        "\\*",
        "\\a",
        "| a | b |\n|---|---|\n",
        "| c \\| d | `e\\|f` |\n",
        "|",
        "<div>",
        "</div>\n",
        "<!-- c -->",
        "<p>t <i>u</i></p>\n",
        "[^1]",
        "[^1]: ",
        "- [ ] ",
        "> [!NOTE]\n> ",
        "{#id}",
        "é",
        "e\u0301",
        "中文。",
        "« »",
        "\ufeff",
        "\u2028",
        "\x85",
        "\u00a0",
        "\u202b",
    ]
)
DOCUMENTS = st.one_of(st.lists(FRAGMENTS, max_size=25).map("".join), st.text(max_size=80))


@settings(max_examples=500)
@given(DOCUMENTS)
def test_offsets_point_into_any_document_and_splicing_it_back_changes_nothing(whole, text: str) -> None:  # noqa: ANN001 - the fixture of conftest
    try:
        whole.hold(read_markdown(text, "x.md"))
    except ArticleError:
        assert text.removeprefix("\ufeff").startswith(("---", "+++"))


@settings(max_examples=500)
@given(DOCUMENTS.map(lambda text: "\n" + text))
def test_every_block_of_any_document_is_placed_to_the_letter(text: str) -> None:
    assert unplaced(text) == 0


@settings(max_examples=300)
@given(st.lists(FRAGMENTS, max_size=12).map(lambda parts: "\n" + "".join(parts)))
def test_line_ends_of_any_system_give_the_same_blocks(whole, text: str) -> None:  # noqa: ANN001 - the fixture of conftest
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    unix, windows, mac = (read_markdown(text.replace("\n", end), "x.md") for end in ("\n", "\r\n", "\r"))
    texts = [[whole.text(block, article.text) for block in article.blocks] for article in (unix, windows, mac)]
    assert texts[0] == texts[1] == texts[2]


@pytest.mark.parametrize("path", sorted(path for path in CASES.iterdir() if path.suffix != ".blocks"), ids=lambda path: path.name)
def test_an_article_has_the_blocks_that_its_case_says(whole, path: Path) -> None:  # noqa: ANN001 - the fixture of conftest
    """Each line: line, slot, writing, `quoted` or -, text. REWRITE=1 writes the expectation anew, to be read in the diff."""
    article = read_article(path)
    whole.hold(article)
    lines = [f"{key}: {value}" for key, value in sorted(article.metadata.items())]
    lines += [
        f"{block.line} {block.slot} {block.writing} {'quoted' if block.quoted else '-'} {whole.text(block, article.text)}"
        for block in article.blocks
    ]
    expected = path.with_name(f"{path.name}.blocks")
    found = "\n".join(lines) + "\n"
    if os.environ.get("REWRITE"):
        expected.write_text(found, encoding="utf-8")
    assert expected.read_text(encoding="utf-8") == found


def test_every_format_has_a_case() -> None:
    assert {path.suffix for path in CASES.iterdir()} - {".blocks"} == {suffix for form in FORMATS for suffix in form.suffixes}


def test_a_soft_break_is_a_space_that_takes_in_the_marks_of_a_quotation(whole) -> None:  # noqa: ANN001 - the fixture of conftest
    text = "> one \n>   two\n> > three\n> lazy\n"
    article = parse_article(text, "x.md")
    assert [whole.text(block, text) for block in article.blocks] == ["one two", "three lazy"]
    assert [text[piece.start : piece.end] for piece in article.blocks[0].pieces] == ["one", " \n>   ", "two"]


def test_code_is_left_alone(whole) -> None:  # noqa: ANN001 - the fixture of conftest
    assert whole.texts("```\nx\n```\n\n    y\n\na `z` b\n", "x.md") == ["a <1/> b"]


def test_html_tags_that_match_are_a_pair_and_others_stand_alone(whole) -> None:  # noqa: ANN001 - the fixture of conftest
    assert whole.texts("a <b>c</b> d<br>e <i>*f</i>* g <u>\n", "x.md") == ["a <1>c</1> d<2/>e <3/><4>f<5/></4> g <6/>"]


def test_markup_that_matches_nothing_is_text(whole) -> None:  # noqa: ANN001 - the fixture of conftest
    assert whole.texts("a *b _c **d [e] ~f `g\n", "x.md") == ["a *b _c **d [e] ~f `g"]


def test_an_escaped_bar_in_a_table_is_a_bar() -> None:
    article = parse_article("| a \\| b |\n|---|\n", "x.md")
    assert "".join(piece.text for piece in article.blocks[0].pieces) == "a | b"


def test_an_image_in_a_sentence_is_part_of_it(whole) -> None:  # noqa: ANN001 - the fixture of conftest
    assert whole.texts("See ![the map](m.png) here ![](n.png).\n", "x.md") == ["See <1>the map</1> here <2/>."]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (">" * 50_000 + "a", 1),
        ("- " * 50_000 + "a", 1),
        ("ok\n\n" + ">" * 200_000 + "a", 3),
        ("ok\n\n" + "[" * 200_000, 3),
        ("![" * 200_000, 1),
    ],
    ids=["quotations", "lists", "far down", "brackets", "images"],
)
def test_nesting_without_end_is_refused_at_its_line_and_at_once(text: str, line: int) -> None:
    started = time.process_time()
    with pytest.raises(ArticleError, match=rf"^x\.md:{line}: "):
        parse_article(text, "x.md")
    assert time.process_time() - started < 5


@pytest.mark.parametrize("unit", ["*", "*a ", "_a*", "~~a ", "`a ", "<a ", "<!--", "&", "\\", "(", "a\n", "# a\n", "![a](", "| a "])
def test_thirty_thousand_of_anything_take_seconds(unit: str) -> None:
    started = time.process_time()
    parse_article("word\n\n" + unit * 30_000 if unit != "![a](" else "word\n\n" + unit * 9_000, "x.md")
    assert time.process_time() - started < 10


def test_two_megabytes_on_one_line_take_a_second() -> None:
    started = time.process_time()
    assert len(parse_article("word and more. " * 140_000, "x.md").blocks) == 1
    assert time.process_time() - started < 2


def test_a_large_article_is_refused() -> None:
    with pytest.raises(ArticleError, match="too large"):
        parse_article("a" * 8_000_001, "x.md")


@pytest.mark.parametrize(
    "text", ["", "\ufeff", "---\nlang: en\n---\n", "***\n", "```\ncode\n```\n", "[a]: /u\n", "![](x.png)\n", "<!-- c -->\n"]
)
def test_a_file_without_text_has_nothing_to_translate(text: str) -> None:
    with pytest.raises(ArticleError, match=r"^x\.md:1: nothing to translate"):
        parse_article(text, "x.md")


def test_an_unknown_ending_is_refused() -> None:
    with pytest.raises(ArticleError, match=r"\.txt, \.md, \.html"):
        parse_article("a", "x.docx")


def test_a_file_that_is_no_utf8_is_refused_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(b"a\nb\xff")
    with pytest.raises(ArticleError, match=r"x\.md:2:2: not valid UTF-8"):
        read_article(path)
