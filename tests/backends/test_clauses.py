"""Long sentences in clauses."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transflow.backends.clauses import WORDS, in_a_sentence, join_clauses, split_clauses

LONG = (
    "The mayor opened the new bridge before noon, and the children of both villages walked over it with flags; "
    "the old ferryman, who had rowed their parents across the river for thirty years, stood aside and counted them (there were two hundred and five)."
)


@given(st.lists(st.sampled_from(["word", ",", "; ", " ", " and ", " – ", "(", ")", "<1>", "é", "\n"])).map("".join), st.integers(1, 60))
def test_clauses_joined_are_the_text(text: str, limit: int) -> None:
    assert "".join(split_clauses(text, "en", limit)) == text


def test_a_text_within_the_limit_stays_whole() -> None:
    assert split_clauses(LONG, "en", len(LONG)) == (LONG,)


def test_a_semicolon_near_the_middle_is_the_best_place_to_cut() -> None:
    first, second = split_clauses(LONG, "en", 200)
    assert first.rstrip().endswith("flags;")
    assert second.startswith("the old ferryman")


def test_no_clause_is_shorter_than_six_words_and_no_bracket_is_torn() -> None:
    pieces = split_clauses(LONG, "en", 40)
    assert len(pieces) > 2
    assert all(len(piece.split()) >= WORDS for piece in pieces)
    assert all(piece.count("(") == piece.count(")") for piece in pieces)


def test_a_language_without_a_list_of_openers_is_cut_at_its_punctuation() -> None:
    assert len(split_clauses("ერთი ორი სამი ოთხი ხუთი ექვსი, შვიდი რვა ცხრა ათი თერთმეტი თორმეტი", "ka", 40)) == 2


def test_joined_clauses_have_no_new_capitals_and_no_new_full_stops() -> None:
    joined = join_clauses(["He said it, ", "and Lachin heard, ", "which nobody did."], ["Disse-o.", "E Lachin ouviu.", "Ninguém o fez."])
    assert joined == "Disse-o, e Lachin ouviu, ninguém o fez."


def test_a_name_keeps_its_capital_at_the_start_of_a_clause() -> None:
    assert join_clauses(["He said that ", "when Lachin fell he left."], ["Ele disse que", "Lachin caiu e partiu."]).startswith(
        "Ele disse que Lachin"
    )


def test_a_few_words_alone_lose_the_stop_and_capital_that_an_engine_gave_them() -> None:
    assert in_a_sentence("Lista de fontes.", "list of sources") == "lista de fontes"


def test_sentences_of_a_paragraph_are_cut_apart_before_their_clauses() -> None:
    text = "“We went home, and nobody saw us.” The road, which was new, was empty. It rained."
    assert split_clauses(text, "en", 40) == ("“We went home, and nobody saw us.” ", "The road, which was new, was empty. ", "It rained.")


def test_a_sentence_that_ends_in_a_quotation_keeps_the_stop_of_its_translation() -> None:
    assert join_clauses(['He said "go." ', "Then he left."], ['Ele disse "vá".', "Depois saiu."]) == 'Ele disse "vá". Depois saiu.'
