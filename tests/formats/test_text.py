from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transflow.errors import ArticleError
from transflow.formats.articles import parse_article
from transflow.formats.text import read_plain_text
from transflow.formats.writing import splice, write_back
from transflow.model import Slot

PIECES = st.sampled_from(
    ["A headline", "Text. ", "\n", "\r\n", "\r", "\n\n", "\ufeff", " ", "\t", "e\u0301", "<1>", "\u2028", "Ղարաբաղ։", "\x85", "\x0b"]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=20).map("".join), st.text(max_size=80))


@settings(max_examples=300)
@given(TEXTS)
def test_offsets_point_into_any_text_and_splicing_it_back_changes_nothing(whole, text: str) -> None:  # noqa: ANN001 - the fixture of conftest
    whole.hold(read_plain_text(text, "x.txt"))


@settings(max_examples=300)
@given(TEXTS)
def test_every_visible_character_stands_in_a_block(text: str) -> None:
    blocks = read_plain_text(text, "x.txt").blocks
    outside = splice(text, [(block.start, block.end, "") for block in blocks])
    assert not outside.replace("\ufeff", "", 1).strip()


def test_a_newline_of_any_system_ends_a_paragraph(whole) -> None:  # noqa: ANN001 - the fixture of conftest
    assert whole.texts("One.\nTwo.\r\nThree.\r\r\n\nFour.", "x.txt") == ["One.", "Two.", "Three.", "Four."]


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("A headline\n\nText.", Slot.HEADLINE),
        ("A headline? No: a question.\nText.", Slot.BODY),
        ("“All is lost.”\nText.", Slot.BODY),
        ("Ղարաբաղ։\nText.", Slot.BODY),
        ("標題\n正文。", Slot.HEADLINE),
        ("正文。\n正文。", Slot.BODY),
        ("Alone", Slot.BODY),
        ("Alone\n\n", Slot.BODY),
        ("x" * 151 + "\nText.", Slot.BODY),
        ("x" * 150 + "\nText.", Slot.HEADLINE),
    ],
)
def test_a_short_first_paragraph_without_a_full_stop_is_the_headline(text: str, slot: Slot) -> None:
    assert parse_article(text, "x.txt").blocks[0].slot is slot


def test_white_space_and_the_byte_order_mark_stay_outside_the_blocks() -> None:
    article = parse_article("\ufeff \tText. \u00a0\n", "x.txt")
    assert [(block.start, block.end, block.line) for block in article.blocks] == [(3, 8, 1)]


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", " \r\n\t\u2003"])
def test_a_file_without_text_has_nothing_to_translate(text: str) -> None:
    with pytest.raises(ArticleError, match=r"^x\.txt:1: nothing to translate"):
        parse_article(text, "x.txt")


def test_two_megabytes_on_one_line_take_well_under_a_second() -> None:
    started = time.process_time()
    article = parse_article("word and more. " * 140_000, "x.txt")
    assert len(article.blocks) == 1
    assert time.process_time() - started < 1


@given(st.text(max_size=60))
def test_what_is_written_is_read_again(whole, text: str) -> None:  # noqa: ANN001 - the fixture of conftest
    written = write_back(text, writing="text", markup={})
    if written:
        assert whole.texts(f"Head.\n{written}\nEnd.", "x.txt")[1] == write_back(text, writing="text", markup={}) or "<" in text
