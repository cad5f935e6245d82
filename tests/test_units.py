from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transflow.errors import ArticleError
from transflow.formats.articles import parse_article
from transflow.model import Slot, Voice
from transflow.notes import note, read_note
from transflow.units import cut, occurrences, place

FRAGMENTS = st.sampled_from(
    [
        "One sentence. ",
        "Another one! ",
        "“Quoted.” ",
        "**bold. Still bold.** ",
        "*it* ",
        "[link. More](http://x.y/?a=1) ",
        "`code. x` ",
        "![alt text](i.png) ",
        "\n\n",
        "\n",
        "\r\n",
        "# Heading\n",
        "- item one. Two.\n",
        "> quoted line. Second.\n",
        "| a | b |\n|---|---|\n| c. D | e |\n",
        "&amp; ",
        "\\* ",
        "<1> ",
        "</1>",
        "  \n",
        "1. ",
        "« цитата. » ",
        "Ղարաբա՞ղ։ ",
        "中文。第二。",
        "\ufeff",
        "e\u0301 ",
        "\t",
        "<b>html</b> ",
        "***",
        "---\n",
        "\u2028",
        "\x85",
    ]
)
TEXTS = st.one_of(st.lists(FRAGMENTS, max_size=25).map("".join), st.text(max_size=120).map(lambda text: text.replace("\0", "")))


@settings(max_examples=300)
@given(TEXTS, st.sampled_from(["a.md", "a.txt", "a.html"]), st.sampled_from(["en", "hy", "zh"]))
def test_source_to_units_to_source_is_byte_identical(text: str, name: str, language: str) -> None:
    try:
        article = parse_article(text, name)
    except ArticleError:
        return
    units = cut(article, language=language)
    assert place(article, units, {}) == text
    for before, after in pairwise(units):
        assert before.end <= after.start or before.block != after.block
    for unit in units:
        assert 0 <= unit.start < unit.end <= len(text)
        assert unit.text.strip() == unit.text


@settings(max_examples=300)
@given(TEXTS, st.sampled_from(["a.md", "a.txt"]))
def test_units_put_back_unchanged_are_read_as_the_same_units(text: str, name: str) -> None:
    try:
        article = parse_article(text, name)
    except ArticleError:
        return
    units = cut(article, language="en")
    again = place(article, units, {index: unit.text for index, unit in enumerate(units)})
    read = cut(parse_article(again, name), language="en") if units else ()
    assert [unit.text for unit in read] == [unit.text for unit in units]


def units_of(text: str, name: str = "a.md", language: str = "en") -> list[str]:
    return [unit.text for unit in cut(parse_article(text, name), language=language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A *bit. Come* on. Else [f](g).", ["A <1>bit. Come</1> on.", "Else <1>f</1>."]),
        ("**One. Two.**", ["One.", "Two."]),
        ("**One.** **Two.**", ["<1>One.</1>", "<1>Two.</1>"]),
        ("See `x`. Then `y` again.", ["See <1/>.", "Then <1/> again."]),
        ("Say <1> &amp; \\*go\\*.", ["Say <1/> & *go*."]),
    ],
)
def test_markup_is_numbered_in_its_unit_and_never_cut_apart(text: str, expected: list[str]) -> None:
    assert units_of(text) == expected


def test_a_unit_is_a_paragraph_where_a_desk_wants_it() -> None:
    article = parse_article("One. Two.\n\nThree.\n", "a.md")
    assert [unit.text for unit in cut(article, language="en", unit="paragraph")] == ["One. Two.", "Three."]


def test_a_translated_article_differs_only_where_units_stood() -> None:
    text = "\ufeff---\ntitle: A b\r\nlang: en\n---\r\n# Head\r\n\r\nOne *two*. Three |\r\n\r\n```\ncode. here\n```\n"
    article = parse_article(text, "a.md")
    units = cut(article, language="en")
    placed = place(article, units, {index: unit.text.upper() for index, unit in enumerate(units)})
    assert placed == "\ufeff---\ntitle: A B\r\nlang: en\n---\r\n# HEAD\r\n\r\nONE *TWO*. THREE |\r\n\r\n```\ncode. here\n```\n"


def test_a_blank_unit_goes_with_the_white_space_around_it() -> None:
    article = parse_article("One. Two. Three.\n", "a.txt")
    units = cut(article, language="en")
    assert place(article, units, {0: "Eins zwei.", 1: "", 2: "Drei."}) == "Eins zwei. Drei.\n"
    assert place(article, units, {2: ""}) == "One. Two.\n"
    assert place(article, units, {0: "", 1: "", 2: "Alles."}) == "Alles.\n"
    assert place(article, units, {1: "", 2: ""}) == "One.\n"


def test_equal_units_share_an_entry_and_another_slot_or_voice_has_a_context() -> None:
    units = cut(parse_article("# The road\n\nThe road\n\nThe road\n\n> The road\n", "a.md"), language="en")
    assert [unit.context for unit in units] == [None, "body", "body", "body quotation"]
    assert [len(group.units) for group in occurrences(units)] == [1, 2, 1]


def test_a_quotation_runs_across_units_and_paragraphs() -> None:
    units = cut(parse_article("“One. Two.\n“Three,” he said. Four.\n", "a.txt"), language="en")
    assert [unit.voice for unit in units] == [Voice.QUOTATION, Voice.QUOTATION, Voice.MIXED, Voice.NARRATION]


def test_a_block_quotation_is_somebody_s_words() -> None:
    assert [unit.voice for unit in cut(parse_article("> One. Two.\n\nThree.", "a.md"), language="en")] == [
        Voice.QUOTATION,
        Voice.QUOTATION,
        Voice.NARRATION,
    ]


def test_the_note_of_a_unit_is_read_back() -> None:
    unit = cut(parse_article("# Head\n\nOne. “Two.”\n", "a.md"), language="en")[2]
    read = read_note(["something else", note(unit)])
    assert read is not None
    assert (read.slot, read.paragraph, read.sentence, read.voice) == (Slot.BODY, 2, 2, Voice.QUOTATION)
    assert read_note(["slot: nowhere; paragraph: 1; sentence: 1; voice: narration"]) is None


def test_the_seed_article_is_cut_where_its_readers_would(repository: Path) -> None:
    seed = repository.parent / "shared" / "seed" / "article.txt"
    if not seed.exists():
        return
    text = seed.read_text(encoding="utf-8")
    units = cut(parse_article(text, "article.txt"), language="en")
    assert [sum(unit.block == block for unit in units) for block in range(13)] == [1, 2, 1, 1, 1, 1, 2, 1, 1, 1, 1, 2, 1]
    assert all(text[unit.start : unit.end] == unit.text for unit in units)


def test_a_reference_link_still_leads_to_its_address_in_another_language() -> None:
    article = parse_article("See [the map].\n\n[the map]: http://example.org\n", "a.md")
    units = cut(article, language="en")
    assert place(article, units, {0: "Siehe <1>die Karte</1>."}) == "Siehe [die Karte][the map].\n\n[the map]: http://example.org\n"
    assert place(article, units, {}) == article.text
