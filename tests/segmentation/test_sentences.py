from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transflow.segmentation import LANGUAGES, sentence_starts
from transflow.segmentation.marks import WHITE_SPACE, shown, turn_straight_quotes

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
# What cutting turns on, so that Hypothesis need not find it: stops, marks, initials, white space of every kind, NUL, joining marks.
TOKENS = st.sampled_from(
    [
        *".!?…։؟।。！？:;,()[]（）「」“”‘’'\"«»„—- \n\t\u00a0\u2028\u0301\x00",
        "\n\n",
        "\ufffc",
        "A. ",
        "Dr. ",
        "3. ",
        "Он ",
        "г",
        "ა",
        "他说",
        "と",
        "https://a.b/?c",
    ]
)
NASTY_TEXT = st.lists(TOKENS | ANY_TEXT, max_size=40).map("".join)


@given(text=ANY_TEXT | NASTY_TEXT, language=st.sampled_from([*LANGUAGES, "sw"]))
@example(text="x@y.com。A\u2028.^։։\t", language="ru")
@example(text="А.\u00a0Григорян. Он ушёл.", language="ru")
@example(text="", language="en")
def test_sentences_tile_any_text(text: str, language: str) -> None:
    starts = sentence_starts(text, language)
    assert starts[0] == 0
    assert all(before < after for before, after in pairwise((*starts, max(len(text), 1))))
    assert "".join(text[start:end] for start, end in pairwise((*starts, len(text)))) == text


@given(text=NASTY_TEXT, language=st.sampled_from(LANGUAGES))
def test_no_sentence_is_only_white_space_and_none_begins_with_it_but_the_first(text: str, language: str) -> None:
    starts = sentence_starts(text, language)
    pieces = [text[start:end] for start, end in pairwise((*starts, len(text)))]
    assert all(piece.strip() for piece in pieces) or not text.strip()
    assert not any(piece[0].isspace() for piece in pieces[1:])


@given(text=ANY_TEXT | NASTY_TEXT)
def test_what_the_splitter_is_shown_has_the_length_of_the_text(text: str) -> None:
    assert len(shown(text)) == len(text)
    assert len(turn_straight_quotes(text)) == len(text)


def test_every_kind_of_white_space_is_known() -> None:
    assert {character for character in map(chr, range(0x110000)) if character.isspace()} == set(WHITE_SPACE)


def test_a_line_end_is_white_space_and_an_empty_line_cuts() -> None:
    assert sentence_starts("A headline\nin two lines", "en") == (0,)
    assert sentence_starts("A headline\n \r\nA paragraph", "en") == (0, 14)


def test_an_inline_object_counts_as_a_word() -> None:
    assert sentence_starts("See \ufffc. Next one.", "en") == (0, 7)
    assert sentence_starts("It ended. \ufffc shows the map.", "en") == (0, 10)
    assert sentence_starts("The file \ufffc is old.", "en") == (0,)


def test_a_tag_with_a_region_has_the_data_of_its_language() -> None:
    text = "O Sr. Moreira saiu. A sala calou."
    assert sentence_starts(text, "pt-BR") == sentence_starts(text, "pt_BR") == sentence_starts(text, "pt") == (0, 20)


def test_a_language_without_a_file_gets_the_general_rules() -> None:
    assert sentence_starts("Dr. Achieng alifika. Alisema “Ndiyo. Tutakuja.” Kisha aliondoka.", "sw") == (0, 21, 37, 48)


@pytest.mark.parametrize(
    "repeated",
    [
        "“",
        "“a. ”",
        "(a. ",
        "() ",
        ". ",
        "! ",
        "!”",
        '"',
        "a",
        " ",
        "\n ",
        "..",
        "Dr. ",
        ".[1]",
        "» ",
        "a’s ",
        "。」他",
        "… ",
        "U. The ",
        "'a' ",
    ],
)
@pytest.mark.parametrize("language", ["en", "hy", "zh"])
@pytest.mark.usefixtures("_no_garbage_collection")
def test_time_grows_no_faster_than_the_text(repeated: str, language: str) -> None:
    def seconds(length: int) -> float:
        text = repeated * (length // len(repeated))
        began = time.process_time()
        sentence_starts(text, language)
        return time.process_time() - began

    assert seconds(100_000) < max(30 * seconds(10_000), 0.3)  # quadratic time would be 100 times as much
