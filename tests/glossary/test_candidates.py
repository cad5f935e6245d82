"""Candidates: runs of words with capitals that no concept knows, and what goes with them in the translations."""

from __future__ import annotations

import pytest

from transflow.glossary import Concept, Form, Glossary, Kind, Name
from transflow.glossary.association import Counterparts, likelihood
from transflow.glossary.candidates import Pair, candidates
from transflow.glossary.capitals import capitals
from transflow.glossary.runs import runs

NONE = Glossary()
ARDA = Glossary({"arda": Concept("arda", Kind.PLACE, names={"arda": Name("arda", forms={"en": (Form("Arda"),)})})})


def found(text: str, language: str = "en") -> list[tuple[str, bool]]:
    return [(run.text, run.weak) for run in runs(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met in Plovdiv on Monday.", [("Plovdiv", False)]),
        ("Plovdiv is old. “Edirne is older,” he said.", [("Plovdiv", True), ("Edirne", True)]),
        ("In Plovdiv, the Ministry of Foreign Affairs spoke.", [("Plovdiv", False), ("Ministry of Foreign Affairs", False)]),
        ("The Turks and the Greek Army left in March 1920.", [("Turks", False), ("Greek Army", False)]),
        ("Bulgaria’s Prime Minister met Anna Ivanova’s team.", [("Bulgaria", True), ("Prime Minister", False), ("Anna Ivanova", False)]),
        ("FLOODS IN PLOVDIV AND EDIRNE", []),
        ("Floods Reach Plovdiv Before Bridges Close", [("Floods Reach Plovdiv Before Bridges Close", True)]),
        ("The OSCE’s mission and NATO", [("OSCE", False), ("NATO", False)]),
        ("<1>Plovdiv</1> rose", [("Plovdiv", True)]),
        ("nothing here", []),
    ],
)
def test_runs_of_capitals_and_how_much_they_say(text: str, expected: list[tuple[str, bool]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "В Пловдиве говорил Иван Петров, и в понедельник, и в мае.", ["Пловдиве", "Иван Петров"]),
        ("hy", "Նա ապրում է Երևանում, Աբովյան փողոցում։", ["Նա", "Երևանում", "Աբովյան"]),
        ("fr", "Le préfet a quitté la Ville de Lyon lundi.", ["Ville de Lyon"]),
        ("de", "Der Minister sprach in Berlin mit Anna Schmidt.", ["Anna Schmidt"]),
        ("ka", "ის თბილისში ცხოვრობს", []),
        ("fa", "او در تهران است", []),
    ],
)
def test_languages_have_their_own_capitals_or_none(language: str, text: str, expected: list[str]) -> None:
    assert [run.text for run in runs(text, language)] == expected


def test_months_days_and_languages_are_known_from_cldr() -> None:
    assert {"january", "monday", "armenian"} <= capitals("en-GB").never
    assert {"mai", "lundi"} <= capitals("fr").never
    assert not capitals("he").used
    assert capitals("de").nouns


def test_what_a_concept_knows_is_no_candidate_and_a_longer_run_says_what_it_holds() -> None:
    pairs = [Pair("The Arda rose near the Arda Dam.")]
    assert [(one.text, one.holds) for one in candidates(pairs, ARDA, source="en")] == [("Arda Dam", ("arda",))]


def test_a_word_that_stands_without_a_capital_elsewhere_only_began_a_sentence() -> None:
    pairs = [Pair("Bridges closed."), Pair("Two bridges in Plovdiv."), Pair("Plovdiv Bridges was a firm.")]
    assert [(one.text, one.count, one.weak) for one in candidates(pairs, NONE, source="en")] == [
        ("Plovdiv", 1, 0),
        ("Plovdiv Bridges", 1, 0),
    ]


TOWNS = {"Plovdiv": "Пловдиве", "Edirne": "Эдирне", "Komotini": "Комотини", "Svilengrad": "Свиленграде"}
BITEXT = [
    Pair(f"They {verb} in {town}.", f"Они {translated} в {other}.")
    for verb, translated in (("sat", "сидели"), ("ate", "ели"), ("sang", "пели"))
    for town, other in TOWNS.items()
]


def test_a_counterpart_is_what_never_parts_from_a_candidate() -> None:
    found = {one.text: one.counterpart for one in candidates(BITEXT, NONE, source="en", target="ru")}
    assert {text: (other.text, other.dice, other.sure) for text, other in found.items() if other} == {
        text: (other, 1.0, True) for text, other in TOWNS.items()
    }


def test_inflected_counterparts_are_taken_together() -> None:
    pairs = [Pair("In Plovdiv.", "В Пловдиве."), Pair("From Plovdiv.", "Из Пловдива."), Pair("To Plovdiv.", "К Пловдиву."), *BITEXT[1:4]]
    (one,) = [each for each in candidates(pairs, NONE, source="en", target="ru") if each.text == "Plovdiv"]
    assert one.counterpart is not None
    assert (one.counterpart.units, one.counterpart.dice) == (3, 1.0)


def test_in_a_language_without_capitals_any_words_may_be_a_counterpart() -> None:
    targets = {"Plovdiv": "پلوودیو", "Edirne": "ادرنه", "Komotini": "کوموتینی", "Svilengrad": "اسویلنگراد"}
    pairs = [
        Pair(f"They {verb} in {town}.", f"آنها در {other} {word}")
        for verb, word in (("sat", "نشستند"), ("ate", "خوردند"), ("sang", "خواندند"))
        for town, other in targets.items()
    ]
    found = {one.text: one.counterpart for one in candidates(pairs, NONE, source="en", target="fa")}
    for town, other in targets.items():
        counterpart = found[town]
        assert counterpart is not None
        assert other in counterpart.text


def test_two_things_that_go_equally_well_are_no_counterpart() -> None:
    pairs = [Pair("In Plovdiv.", "Река Тунджа течёт. А Марица шире."), Pair("Nothing.", "Ничего.")]
    (one,) = candidates(pairs, NONE, source="en", target="ru")
    assert one.counterpart is None


def test_the_measure_agrees_with_a_table_worked_out_by_hand() -> None:
    # 10 units; both in 3, one in 4, the other in 3: 2·(3·ln(3·10/(4·3)) + 1·ln(1·10/(4·7)) + 6·ln(6·10/(6·7)))
    assert likelihood(3, 4, 3, 10) == pytest.approx(7.7186, abs=1e-3)
    assert likelihood(1, 5, 5, 10) == 0.0
    assert Counterparts(["", ""], "ru").best([0, 1]) is None
