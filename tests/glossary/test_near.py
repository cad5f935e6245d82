from __future__ import annotations

import importlib.util
import sys
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transflow.glossary import Concept, Form, Glossary, Kind, Matcher, Name, read_glossary
from transflow.glossary.spelling import distance


def _cases() -> Any:
    spec = importlib.util.spec_from_file_location("names_cases", Path(__file__).parent / "cases.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["names_cases"] = module
    spec.loader.exec_module(module)
    return module


CASES = _cases()
ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "tests" / "cases" / "near"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.tsv"))


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    return read_glossary(ROOT / "glossary")


def rows(language: str) -> list[tuple[str, str]]:
    read = []
    for number, line in enumerate((FOLDER / f"{language}.tsv").read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            columns = line.split("\t")
            if len(columns) != 2:
                raise ValueError(f"{language}.tsv:{number}: must be a text and what is near in it, between tabs")
            read.append((columns[0], columns[1]))
    return read


@pytest.mark.parametrize("language", LANGUAGES)
def test_spellings_near_to_a_name_are_told_and_other_words_are_not(language: str) -> None:
    matcher = Matcher(glossary(), {"pt": "pt-BR"}.get(language, language))
    wrong = []
    for text, expected in rows(language):
        mentions = matcher.find(text)
        misses = matcher.near_misses(text, mentions)
        near = [f"{miss.text}={miss.concept}/{miss.name or '?'}" for miss in misses]
        listed = {f"{mention.text}={mention.concept}/{mention.name or '?'}" for mention in mentions}
        # a spelling that the glossary has come to list is near no more
        labelled = [one for one in expected.split(" | ") if one != "-" and one not in listed]
        if near != labelled:
            wrong.append(f"{text}\n    labelled {labelled}\n    found    {near}")
        assert all(text[miss.start : miss.end] == miss.text for miss in misses)
    assert not wrong, "\n".join(wrong)


def test_there_are_60_near_misses_and_120_look_alikes_in_8_languages() -> None:
    near = [expected != "-" for language in LANGUAGES for _, expected in rows(language)]
    assert len(LANGUAGES) >= 8
    assert near.count(True) >= 60
    assert near.count(False) >= 120


@pytest.mark.parametrize("language", CASES.languages())
def test_no_labelled_look_alike_is_a_near_miss(language: str) -> None:
    matcher = Matcher(glossary(), {"pt": "pt-BR"}.get(language, language))
    for case in (case for case in CASES.read_cases(language) if case.kind == "lookalike"):
        assert not matcher.near_misses(case.sentence, matcher.find(case.sentence)), case.sentence


def towns(*forms: Form) -> Glossary:
    return Glossary(
        {
            f"c{number}": Concept(f"c{number}", Kind.PLACE, names={"n": Name("n", forms={"en": (form,)})})
            for number, form in enumerate(forms)
        }
    )


def near(glossary: Glossary, text: str) -> list[str]:
    matcher = Matcher(glossary, "en")
    return [miss.concept for miss in matcher.near_misses(text, matcher.find(text))]


def test_a_look_alike_of_the_glossary_is_nobody_s_misspelling() -> None:
    assert near(towns(Form("Stepanakert")), "Stepanokert") == ["c0"]
    assert near(towns(Form("Stepanakert", look_alikes=("Stepanokert",))), "Stepanokert") == []


def test_the_words_of_a_longer_look_alike_are_known_where_all_of_it_stands() -> None:
    glossary = towns(Form("Stepanakert", look_alikes=("Stepanokert City",)))
    assert near(glossary, "Stepanokert City and Stepanokert") == ["c0"]


def test_what_is_as_near_to_two_concepts_is_nobody_s() -> None:
    assert near(towns(Form("Stepanakert"), Form("Stepanikert")), "Stepanukert") == []


def test_short_words_small_letters_and_mentions_are_no_near_misses() -> None:
    glossary = towns(Form("Goris"), Form("Akna"), Form("Nagorno-Karabakh"))
    assert near(glossary, "Gorus stepanokert Aknna Nagorno-Karabakh") == []


@pytest.mark.parametrize(
    ("closer", "farther", "known"),
    [
        ("karabach", "karabash", "karabakh"),
        ("stepanokert", "stepanokart", "stepanakert"),
        ("lacin", "lachine", "laçın"),
        ("нахичеван", "нахичеваны", "нахичевань"),
        ("arstakh", "arttakh", "artsakh"),
        ("yerewan", "terevan", "yerevan"),
    ],
)
def test_what_writers_take_for_one_another_lies_closer_than_what_makes_another_word(closer: str, farther: str, known: str) -> None:
    assert distance(known, known, limit=3) == 0
    assert distance(closer, known, limit=3) < distance(farther, known, limit=3)


@given(st.text("abkhcgstпадьёəı", min_size=1, max_size=8), st.text("abkhcgstпадьёəı", min_size=1, max_size=8))
def test_a_distance_is_nothing_between_a_word_and_itself_and_something_between_two(one: str, other: str) -> None:
    assert (distance(one, other, limit=9) == 0) == (one == other)


@pytest.mark.usefixtures("_no_garbage_collection")
def test_looking_for_near_misses_in_a_long_text_takes_time_with_its_length() -> None:
    matcher = Matcher(glossary(), "en")

    def seconds(count: int) -> float:
        text = " ".join(f"Word{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}akert" for number in range(count))
        before = time.process_time()
        matcher.near_misses(text, ())
        return time.process_time() - before

    seconds(700)
    assert seconds(14_000) < 60 * max(seconds(700), 0.005)
