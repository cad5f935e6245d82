from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from transflow.errors import ArticleError
from transflow.formats.articles import parse_article
from transflow.formats.front_matter import read_front_matter
from transflow.formats.writing import write_back
from transflow.model import Slot

WRITTEN = {
    "plain": "title: A title, and more\n",
    "single": "title: 'It''s a title'\n",
    "double": 'title: "A \\"title\\" \\u00e9 \\x41"\n',
    "folded": "title: >-\n  A long\n  title\n",
    "literal": "title: |\n  A long\n  title\n",
    "plain on two lines": "title: A long\n  title\n",
    "double on two lines": 'title: "A long\n\n  title \\\n  here"\n',
    "flow": "keywords: [one two, 'three', \"four\"]\n",
    "block list": "keywords:\n  - one two\n  - 'three'\n",
}
TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            [
                ": ",
                " #",
                "- ",
                "'",
                '"',
                "\\",
                "[",
                "]",
                "{",
                ",",
                "a",
                "true",
                "12",
                ".5",
                "~",
                "é",
                "\u2028",
                "\x85",
                "\x07",
                "\n",
                "%",
                "@",
                "&x",
                "*x",
                "!",
                "|",
                ">",
                "?",
                "\ufeff",
                "---",
                "=",
                "<<",
                " ",
            ]
        ),
        max_size=8,
    ).map("".join),
)


@pytest.mark.parametrize("matter", WRITTEN.values(), ids=WRITTEN)
def test_a_value_is_read_as_yaml_reads_it_and_placed_to_the_letter(whole, matter: str) -> None:  # noqa: ANN001 - the fixture of conftest
    for newline in ("\n", "\r\n"):
        text = f"---\n{matter}---\nText.\n".replace("\n", newline)
        article = parse_article(text, "x.md")
        whole.hold(article)
        values = next(iter(yaml.safe_load(matter).values()))
        expected = [" ".join(value.split()) for value in ([values] if isinstance(values, str) else values)]
        assert [" ".join(whole.text(block, text).split()) for block in article.blocks] == [*expected, "Text."]
        letters = [len(piece.text) == piece.end - piece.start for block in article.blocks for piece in block.pieces]
        assert any(letters) or "\\\n" in matter  # a value with an escaped line end is known only as a whole


def test_each_key_has_its_slot_and_the_others_are_metadata_only() -> None:
    text = (
        "---\ntitle: T\nsummary: S\ndescription: D\nbyline: B\nauthor: [A1, A2]\ncaption: C\nkeywords: [k1, k2]\n"
        "date: 2026-11-23\nslug: s\nlang: en\ndraft: true\nnone:\ndeep: {a: b}\n---\nText.\n"
    )
    article = parse_article(text, "x.md")
    slots = ["headline", "summary", "summary", "byline", "byline", "byline", "caption", "keyword", "keyword", "body"]
    assert [block.slot for block in article.blocks] == slots
    assert article.metadata == {
        "title": "T",
        "summary": "S",
        "description": "D",
        "byline": "B",
        "author": "A1, A2",
        "caption": "C",
        "keywords": "k1, k2",
        "date": "2026-11-23",
        "slug": "s",
        "lang": "en",
        "draft": "true",
    }


def test_a_title_in_the_front_matter_leaves_the_first_heading_a_heading() -> None:
    with_title = parse_article("---\ntitle: T\n---\n# H\n", "x.md")
    without = parse_article("---\nlang: en\n---\n# H\n\n# I\n", "x.md")
    assert [block.slot for block in with_title.blocks] == [Slot.HEADLINE, Slot.HEADING]
    assert [block.slot for block in without.blocks] == [Slot.HEADLINE, Slot.HEADING]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\nlang: en\ntitle: [a\n---\n", "x.md:4:"),
        ("---\ntitle: a\ntitle: b\n---\nT", "x.md:3:1: front matter: duplicate key"),
        ("---\ntitle: *a\n---\nT", "x.md:2:8: front matter: aliases"),
        ("---\n- a\n---\nT", "x.md:2:1: front matter: must be a mapping"),
        ("\ufeff---\r\ntitle: a\r\n bad: b\r\n---\r\nT", "x.md:3:"),
        ("+++\ntitle = 'a'\n+++\nT", "x.md:1:1: front matter in TOML"),
    ],
)
def test_bad_front_matter_is_an_error_at_its_place(text: str, message: str) -> None:
    with pytest.raises(ArticleError) as caught:
        parse_article(text, "x.md")
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("text", ["---\n\nText.\n", "Text.\n---\na: b\n---\n", "----\na: b\n---\n", " ---\na: b\n---\n"])
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert read_front_matter(text, "x.md").end == 0


@pytest.mark.parametrize("end", ["---", "...", "---  "])
def test_front_matter_ends_at_a_line_of_dashes_or_dots(end: str) -> None:
    text = f"---\nlang: en\n{end}\nText.\n"
    assert text[read_front_matter(text, "x.md").end :] == "Text.\n"


def test_empty_front_matter_is_none_at_all() -> None:
    assert read_front_matter("---\n---\nText.\n", "x.md").metadata == {}


FRAMES = {
    "yaml-plain": "title: {}\nlang: en",
    "yaml-flow": "keywords: [{}, z]\nlang: en",
    "yaml-single": "title: '{}'\nlang: en",
    "yaml-double": 'title: "{}"\nlang: en',
    "yaml-block": "title: |\n  {}\nlang: en",
}


@settings(max_examples=400)
@given(TEXTS, st.sampled_from(sorted(FRAMES)))
def test_what_is_written_is_read_again(text: str, writing: str) -> None:
    written = write_back(text, writing=writing, markup={})
    found = yaml.load(FRAMES[writing].format(written), Loader=yaml.BaseLoader)  # noqa: S506 - the base loader makes texts only
    value = found["title"] if "title" in found else found["keywords"][0]
    expected = write_back(text, writing="text", markup={})
    if writing in {"yaml-single", "yaml-block"}:  # neither can say a control character or a line break that is none of ours
        assert found["lang"] == "en"
        if expected.isprintable() and "\ufeff" not in expected:
            assert value.rstrip("\n") == expected
    else:
        assert (value, found["lang"]) == (expected, "en")


@given(TEXTS)
def test_a_plain_value_stays_a_text(text: str) -> None:
    written = write_back(text, writing="yaml-plain", markup={})
    if written != '""':
        assert isinstance(yaml.safe_load(f"title: {written}")["title"], str)
