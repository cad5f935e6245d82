"""What a text is found by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transflow.memory.features import SLACK, features, number_of, words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("120 trucks crossed the pass", ["0", "trucks", "crossed", "the", "pass"]),
        ("<1>Nobody</1> passes <2/>", ["nobody", "passes"]),
        ("道路は閉鎖", ["道", "路", "は", "閉", "鎖"]),
        ("ถนนปิด", list("ถนนปิด")),
        ("جاده ۱۲ بسته است", ["جاده", "0", "بسته", "است"]),
        ("Ճանապարհը փակ է", ["ճանապարհը", "փակ", "է"]),
        ("...", []),
    ],
)
def test_words_are_small_numbers_are_one_and_scripts_without_spaces_are_characters(text: str, said: list[str]) -> None:
    assert words(text) == said


def test_texts_that_differ_in_numbers_only_have_the_same_features() -> None:
    assert features("On May 28 the 120 trucks left the town of Goris again") == features(
        "On May 3 the 7 trucks left the town of Goris again"
    )


def test_a_script_without_spaces_is_found_by_two_and_three_characters_that_stand_together() -> None:
    assert {"道 路", "道路は"} <= features("道路は閉鎖されたままだ")


@pytest.mark.parametrize(
    ("one", "other"), [("Acknowledgments", "Acknowledgements"), ("Then the test.", "Then run the test."), ("Ճանապարհ", "Ճանապարհը")]
)
def test_short_texts_with_a_word_misspelt_or_put_in_still_share_features(one: str, other: str) -> None:
    shared = features(one, slack=SLACK) & features(other)
    assert len(shared) >= 3


@given(st.text())
def test_every_text_has_features_that_are_numbers_of_32_bits(text: str) -> None:
    assert all(0 <= number_of(feature) < 1 << 32 for feature in features(text))


@given(st.text())
def test_a_query_has_every_feature_that_the_same_text_is_stored_by(text: str) -> None:
    assert features(text) <= features(text, slack=SLACK)
