"""Quotation marks on their way through an engine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transflow.backends.quotes import find_marks, mark_counts, restore, straighten


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("“a,” he said, “b.”", "()()"),
        ('"a," he said, "b."', "()()"),
        ("“a ‘b’ c”", "(<>)"),
        ("\"a 'b' c\"", "(<>)"),
        ("“begins here and goes on.", "("),
        ("and ends here,” she said.", ")"),
        ("the minister’s men, the ministers’ car and ’tis", ""),
        ("the minister's men and rock 'n roll", ""),
        ("« oui », dit-il", "()"),
        ("„ja“, sagte er", "()"),
        ("»ja«", "()"),
        ("(“a”) – “b”", "()()"),
        ("“<1>a</1>”, said <2>he</2>", "()"),
        ("<1>“</1>a<2>”</2>", "()"),
        ("said “a”/“b”", "()()"),
        ("", ""),
    ],
)
def test_marks_open_before_words_and_close_after_them_and_apostrophes_are_none(text: str, shape: str) -> None:
    assert "".join("<>)("[(not mark.opens) if mark.single else 2 + mark.opens] for mark in find_marks(text)) == shape


def test_an_engine_sees_plain_marks_only() -> None:
    assert straighten("“Baku’s ‘peace’,” « oui »") == '"Baku\'s \'peace\'," "oui"'


@pytest.mark.parametrize(
    ("source", "answer", "target", "restored"),
    [
        ("“Go,” he said.", '"Vá", disse ele.', "pt-BR", "“Vá”, disse ele."),
        ("“Go,” he said.", '"Idi", skazal on.', "ru", "«Idi», skazal on."),
        ("“Go,” he said.", '"Vete", dijo.', "es", "“Vete”, dijo."),
        ("“Go,” he said.", '"Geh", sagte er.', "de", "„Geh“, sagte er."),
        ('"Go," he said.', '"Vá", disse ele.', "pt-BR", '"Vá", disse ele.'),
        ("“A ‘b’ c.”", "\"A 'b' c\".", "pt-BR", "“A ‘b’ c”."),
        ("“A ‘b’ c.”", '"A "b" c".', "pt-BR", "“A ‘b’ c”."),
        ("“A ‘b’ c.”", '"A "b" c".', "ru", "«A „b“ c»."),
        ("so it ends,” he said.", 'assim acaba", disse.', "pt-BR", "assim acaba”, disse."),
        ("“It begins", '"Começa', "pt-BR", "“Começa"),
        ("“Go” now", '" Vá " agora', "pt-BR", "“Vá” agora"),
        ("the ‘peace’ plan", "o plano de 'paz'", "pt-BR", "o plano de ‘paz’"),
        ("the ‘peace’ plan", "plan 'mira'", "ru", "plan «mira»"),
        ("It’s l'eau", "C'est l'eau", "fr", "C’est l’eau"),
        ("It's water", "C'est l'eau", "fr", "C'est l'eau"),
        ("no marks", "sem marcas", "pt-BR", "sem marcas"),
    ],
)
def test_a_reader_sees_the_marks_of_the_language(source: str, answer: str, target: str, restored: str) -> None:
    assert restore(answer, source, source_language="en", target_language=target) == restored


@given(st.lists(st.sampled_from(["word", " ", "“", "”", "‘", "’", ", ", ".", "'", '"', "«", "»", "<1>", "</1>"])).map("".join))
def test_marks_are_found_in_order_and_counted_whatever_the_text(text: str) -> None:
    marks = find_marks(text)
    assert [mark.offset for mark in marks] == sorted({mark.offset for mark in marks})
    assert all(text[mark.offset] == mark.text for mark in marks)
    assert sum(mark_counts(text)) == len(marks)


@given(st.lists(st.sampled_from(["“one two,” he said", "it ‘was’ so", "the men’s car", "“a ‘b’ c”"]), min_size=1).map(", ".join))
def test_straight_and_back_is_the_text_itself(text: str) -> None:
    assert restore(straighten(text), text, source_language="en", target_language="pt-BR") == text
