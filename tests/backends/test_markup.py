"""Placeholders around the right words."""

from __future__ import annotations

import pytest

from transflow.backends.markup import has_empty_pair, is_balanced, lay_pairs, pairs_of, without_pairs


@pytest.mark.parametrize(
    ("text", "balanced"),
    [
        ("<1>a</1>", True),
        ("<1>a<2>b</2></1>", True),
        ("<1/>", True),
        ("", True),
        ("</1>a<1>", False),
        ("<1>a<2>b</1></2>", False),
        ("<1>a", False),
    ],
)
def test_markup_is_balanced_where_the_innermost_closes_first(text: str, balanced: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_balanced(text) is balanced


@pytest.mark.parametrize("text", ["<1>a<2>b</2></1>", "<1>a</1> <2/>", "<1>a</1> <2>", "<1>, </1>", "no markup"])
def test_only_plain_pairs_around_words_are_laid_out_again(text: str) -> None:
    assert pairs_of(text) == ()


def test_a_pair_stands_around_its_own_words_in_the_translation() -> None:
    text = "See the <1>full report</1> and the <2>map</2>."
    pairs = pairs_of(text)
    assert without_pairs(text, pairs, [pair.words for pair in pairs]) == "See the full report and the map."
    laid = lay_pairs("O Mapa e o relatório completo.", pairs, ["relatório completo", "mapa"])
    assert laid == "O <2>Mapa</2> e o <1>relatório completo</1>."


@pytest.mark.parametrize(
    ("answer", "words"),
    [("O atlas.", ["mapa"]), ("Um mapa, outro mapa.", ["mapa"]), ("O mapamundo.", ["mapa"]), ("O mapa.", [""])],
)
def test_words_that_do_not_stand_in_the_translation_exactly_once_give_nothing(answer: str, words: list[str]) -> None:
    assert lay_pairs(answer, pairs_of("The <1>map</1>."), words) is None


def test_pairs_never_overlap() -> None:
    assert lay_pairs("O mapa velho.", pairs_of("<1>old map</1> <2>map</2>"), ["mapa velho", "mapa"]) is None


def test_a_pair_around_no_word_is_empty() -> None:
    assert has_empty_pair("de <1></1> e")
    assert has_empty_pair("de <1>, </1>e")
    assert not has_empty_pair("de <1>a</1> e <2/>")
