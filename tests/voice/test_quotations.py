from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transflow.locales import QUOTATION_MARKS
from transflow.model import Span, Voice
from transflow.voice import document_quotations, quotations, unit_voice, voice_of

LANGUAGES = (*QUOTATION_MARKS, "sw")
TOKENS = st.sampled_from(
    [*"“”„‟«»‹›‘’‚'\"「」『』《》 .,!?—-()aЯ他5s", "\u00a0", "<1>", "</1>", "<2/>", "s’ ", "5'10\" ", "don’t", "\x00", "\u0301"]
)
NASTY_TEXT = st.lists(TOKENS | st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=30).map("".join)


def quoted(text: str, language: str) -> list[str]:
    """Return the quoted stretches of one text."""
    return [text[span.start : span.end] for span in quotations([text], language)[0]]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "He called it “a proper answer” and left.", ["“a proper answer”"]),
        ("en", 'He called it "a proper answer" and left.', ['"a proper answer"']),
        ("en", "Their “so-called” readiness", ["“so-called”"]),
        ("en", "“They want a ‘license’ for this,” she said.", ["“They want a ‘license’ for this,”"]),
        ("en", "\"They want a 'license' for this,\" she said.", ["\"They want a 'license' for this,\""]),
        ("en", "‘We shall stay,’ said the mayor.", ["‘We shall stay,’"]),
        ("en", "‘The mediators’ role is over,’ he said.", ["‘The mediators’ role is over,’"]),
        ("en", "A ‘license’ for the mediators’ friends", ["‘license’"]),
        ("en", 'She said: "He is 6" taller than me." Then she left.', ['"He is 6" taller than me."']),
        ("en", 'The “border” (and the "corridor")—all of it', ["“border”", '"corridor"']),
        ("en", '"Why?"—"Because."', ['"Why?"', '"Because."']),
        ("en", '"...and we left," he said.', ['"...and we left,"']),
        ("ru", "«Мы не уйдём», — сказал он. «Никогда».", ["«Мы не уйдём»", "«Никогда»"]),
        ("ru", "Он сказал: «Это „дорога жизни“, и точка».", ["«Это „дорога жизни“, и точка»"]),
        ("ru", "Компания «Завод «Прогресс» закрыта.", ["«Завод «Прогресс»"]),
        ("ru", "Слова „дорога“ и “мост”", ["„дорога“", "“мост”"]),
        ("uk", "«Об’єкт здано», — сказав він.", ["«Об’єкт здано»"]),
        ("de", "„Nein“, sagte er.", ["„Nein“"]),
        ("de", "»Nein«, sagte er. «Doch», sagte sie.", ["»Nein«", "«Doch»"]),
        ("de", "„Das ist ‚mein‘ Haus“, sagte er.", ["„Das ist ‚mein‘ Haus“"]),
        ("fr", "« L’armée n’a rien dit », répond-il.", ["« L’armée n’a rien dit »"]),
        ("fr", "Le “couloir” de l’est", ["“couloir”"]),
        ("fi", "Hän sanoi: ”Joo.” Kylä on ”vapaa”.", ["”Joo.”", "”vapaa”"]),
        ("tr", '"Köprü"nün sonu, “yol”un başı ve Bakü’nün sesi', ['"Köprü"', "“yol”"]),
        ("az", "“Yol”un sonu və „körpü“", ["“Yol”", "„körpü“"]),
        ("hy", "«Արցախ»ի մասին գրել է «Ազգ»-ը։", ["«Արցախ»", "«Ազգ»"]),
        ("ka", "„გზის“ შესახებ “ხიდი” და „სახლი”-ს", ["„გზის“", "“ხიდი”", "„სახლი”"]),
        ("fa", "او گفت: «می‌مانیم» و رفت.", ["«می‌مانیم»"]),
        ("ar", "قال: «سنبقى» ثم “غادر”.", ["«سنبقى»", "“غادر”"]),
        ("pl", "„Zostajemy”, powiedział «on».", ["„Zostajemy”", "«on»"]),
        ("el", "«Μένουμε», είπε ο “δήμαρχος”.", ["«Μένουμε»", "“δήμαρχος”"]),
        ("es", "«Nos “quedamos”», dijo.", ["«Nos “quedamos”»"]),
        ("it", "L’ha chiamata «dell’altro mondo».", ["«dell’altro mondo»"]),
        ("pt", "“Ficamos”, disse d’Ávila.", ["“Ficamos”"]),
        ("hi", "“हम ‘यहीं’ रहेंगे,” उन्होंने कहा।", ["“हम ‘यहीं’ रहेंगे,”"]),
        ("zh", "他说：“我们‘留下’。”然后走了。", ["“我们‘留下’。”"]),
        ("zh", '他说:"留下。"然后"走"了。', ['"留下。"', '"走"']),
        ("ja", "彼は「『平和』が必要だ」と話した。", ["「『平和』が必要だ」"]),
    ],
)
def test_a_quotation_is_found_from_mark_to_mark(language: str, text: str, expected: list[str]) -> None:
    assert quoted(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They don’t know Baku’s terms or the mediators’ plans; it’s the ’90s, ’tis so, rock ’n’ roll."),
        ("en", "They don't know Baku's terms or the mediators' plans; it's the '90s, 'tis so, rock 'n' roll."),
        ("en", "The ‘90s ended; the mediators left."),
        ("en", 'A man of 5\'10" with a 6" knife, 5’10" tall'),
        ("en", "A stray mark” closes nothing."),
        ("fr", "L’Artsakh, l'armée, aujourd’hui, presqu’île, d’accord"),
        ("uk", "Об’єкт, п'ять, сім’я"),
        ("tr", "Bakü’nün, Erivan'ın"),
        ("it", "un po’ d’acqua, l'altro, dell’anno, di’"),
        ("ru", "Он вышел» и вернулся."),
    ],
)
def test_an_apostrophe_a_measure_and_a_stray_closing_mark_quote_nothing(language: str, text: str) -> None:
    assert quoted(text, language) == []


def test_a_quotation_runs_over_the_units_of_its_paragraph() -> None:
    texts = ["He said: “We stay.", "It is our home.", "We wait,” and left."]
    assert quotations(texts, "en") == ((Span(9, 18),), (Span(0, 15),), (Span(0, 9),))


def test_a_quotation_left_open_ends_with_its_paragraph() -> None:
    blocks = [["He said: “We stay."], ["The road is closed."]]
    assert document_quotations(blocks, "en") == (((Span(9, 18),),), ((),))


def test_a_quotation_goes_on_in_a_paragraph_that_begins_with_an_opening_mark() -> None:
    blocks = [["“We stay.", "It is home."], ["“We wait,” he said."], ["Nobody came."]]
    assert document_quotations(blocks, "en") == (((Span(0, 9),), (Span(0, 11),)), ((Span(0, 10),),), ((),))


def test_a_scare_quote_does_not_end_a_quotation_that_goes_on_in_the_next_paragraph() -> None:
    blocks = [["“We stay in the “so-called” state."], ["“We wait,” he said."]]
    assert document_quotations(blocks, "en")[0] == ((Span(0, 34),),)


def test_french_may_go_on_with_a_closing_mark_at_the_head_of_the_paragraph() -> None:
    blocks = [["« Nous restons."], ["» Nous attendons », dit-il."], ["» Rien."]]
    assert document_quotations(blocks, "fr") == (((Span(0, 15),),), ((Span(0, 18),),), ((),))


def test_a_single_mark_left_open_counts_only_if_the_next_paragraph_begins_with_it() -> None:
    assert document_quotations([["‘We stay."], ["‘We wait,’ he said."]], "en")[0] == ((Span(0, 9),),)
    assert document_quotations([["‘We stay."], ["He left."]], "en")[0] == ((),)


def test_a_document_of_one_paragraph_reads_as_the_paragraph() -> None:
    texts = ["“One.", "Two,” he said. “Three"]
    assert document_quotations([texts], "en") == (quotations(texts, "en"),)
    assert document_quotations([[], [""], texts], "en") == ((), ((),), quotations(texts, "en"))


def test_placeholders_are_looked_through() -> None:
    assert quoted('Then <1>"a mark"</1> and "<2>b</2>", no <3/>"x', "en") == ['"a mark"', '"<2>b</2>"']


def test_a_mention_is_quoted_where_it_lies_within_a_span() -> None:
    spans = (Span(3, 10), Span(20, 30))
    assert [voice_of(start, start + 4, spans) for start in (0, 3, 6, 8, 12, 20, 26, 28)] == [
        Voice.NARRATION,
        Voice.QUOTATION,
        Voice.QUOTATION,
        Voice.NARRATION,
        Voice.NARRATION,
        Voice.QUOTATION,
        Voice.QUOTATION,
        Voice.NARRATION,
    ]
    assert voice_of(0, 5, ()) is Voice.NARRATION


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("The road is closed.", Voice.NARRATION),
        ("“The road is closed.”", Voice.QUOTATION),
        ("<1>“The road is closed”</1>. …", Voice.QUOTATION),
        ("“The road is closed,” he said.", Voice.MIXED),
        ("A “road”", Voice.MIXED),
        ("“2020”", Voice.NARRATION),
        ("", Voice.NARRATION),
    ],
)
def test_a_unit_is_mixed_where_letters_stand_inside_and_outside_its_quotations(text: str, voice: Voice) -> None:
    assert unit_voice(text, quotations([text], "en")[0]) is voice


@given(blocks=st.lists(st.lists(NASTY_TEXT, max_size=4), max_size=4), language=st.sampled_from(LANGUAGES))
@example(blocks=[["“"], ["”"]], language="en")
def test_spans_are_in_order_disjoint_and_within_their_text(blocks: list[list[str]], language: str) -> None:
    found = document_quotations(blocks, language)
    assert [len(spans) for spans in found] == [len(texts) for texts in blocks]
    for texts, per_text in zip(blocks, found, strict=True):
        for text, spans in zip(texts, per_text, strict=True):
            assert all(0 <= span.start < span.end <= len(text) for span in spans)
            assert all(before.end <= after.start for before, after in pairwise(spans))
            assert unit_voice(text, spans) in Voice


@given(texts=st.lists(NASTY_TEXT, max_size=3), language=st.sampled_from(LANGUAGES))
def test_a_text_without_a_quotation_mark_of_its_language_quotes_nothing(texts: list[str], language: str) -> None:
    marks = "".join({mark for pairs in QUOTATION_MARKS.values() for pair in pairs for mark in pair})
    plain = [text.translate(str.maketrans("", "", marks)) for text in texts]
    assert quotations(plain, language) == tuple(() for _ in plain)


@pytest.mark.parametrize("repeated", ["“", "“a ”", "” ", '"', "'a' ", "‘ “ ", "<1>", '"<1>', "« » « ", "s’ ", "‘a s’ ", "«« » "])
@pytest.mark.usefixtures("_no_garbage_collection")
def test_time_grows_no_faster_than_the_text(repeated: str) -> None:
    def seconds(length: int) -> float:
        texts = [repeated * (length // len(repeated))]
        began = time.process_time()
        quotations(texts, "de")
        quotations(texts, "en")
        return time.process_time() - began

    assert seconds(100_000) < max(30 * seconds(10_000), 0.3)  # quadratic time would be 100 times as much
