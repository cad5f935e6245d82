"""Names put into drafts: right where the words around them say how, as cited with a note elsewhere, wrong nowhere."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from transflow.backends.masks import Masked, Token
from transflow.backends.placing import fill_in, fill_survivors, relations_of
from transflow.backends.verification import RequiredName
from transflow.glossary import Glossary, Matcher
from transflow.glossary.concepts import Concept, Form, Kind, Name
from transflow.glossary.placing import Check


def _module() -> Any:
    spec = importlib.util.spec_from_file_location("placing_cases", Path(__file__).parent / "placing_cases.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["placing_cases"] = module
    spec.loader.exec_module(module)
    return module


CASES = _module()
LEAST_RIGHT = 0.7


SETS = [(folder, language) for folder in (CASES.CASES, CASES.BLIND) for language in CASES.languages(folder)]
NAMES = [f"{folder.name}-{language}" for folder, language in SETS]


def _outcomes(folder: Path, language: str) -> list[Any]:
    return [outcome for case in CASES.read_cases(language, folder) for outcome in CASES.outcomes(case)]


def test_there_are_enough_sentences_in_enough_languages() -> None:
    assert len(CASES.languages()) >= 8
    assert sum(len(CASES.read_cases(language)) for language in CASES.languages()) >= 100


@pytest.mark.parametrize(("folder", "language"), SETS, ids=NAMES)
def test_no_name_is_put_in_wrong_without_a_word_to_the_reviewer(folder: Path, language: str) -> None:
    assert [(made.text, made.case) for made in _outcomes(folder, language) if made.kind == "wrong"] == []


@pytest.mark.parametrize("folder", [CASES.CASES, CASES.BLIND])
def test_most_names_are_put_in_right(folder: Path) -> None:
    counts = Counter(made.kind for language in CASES.languages(folder) for made in _outcomes(folder, language))
    assert counts["right"] / counts.total() >= LEAST_RIGHT


@pytest.mark.parametrize(("folder", "language"), SETS, ids=NAMES)
def test_whatever_is_put_in_is_found_again_as_the_name_that_it_is(folder: Path, language: str) -> None:
    for case in CASES.read_cases(language, folder):
        for number, made in enumerate(CASES.outcomes(case)):
            form = case.cited[[int(place) for place in CASES._PLACE.findall(case.answer)][number] - 1]
            concept = Concept("c", Kind.PLACE, names={"n": Name("n", forms={language: (Form(form),)})})
            (mention,) = Matcher(Glossary({"c": concept}), language).find(made.text)
            assert (mention.start, mention.end) == (0, len(made.text)), made


def _name(text: str, said: str, form: str, kind: str = "place") -> RequiredName:
    start = text.index(said)
    return RequiredName(start, start + len(said), form, "c", ("n",), kind)


def test_a_name_that_the_engine_left_in_the_source_s_spelling_is_put_in_in_the_right_case() -> None:
    text = "The family lives in Lachin."
    name = _name(text, "Lachin", "Бердзор")
    made = fill_survivors(text, "Семья живёт в Lachin.", [name], relations_of(text, [name], "en"), "ru")
    assert made is not None
    assert (made.text, made.checks) == ("Семья живёт в Бердзоре.", ())


@pytest.mark.parametrize("target", ["Семья живёт в Лачине.", "Семья из Lachin живёт в Lachin."])
def test_what_is_not_there_as_often_as_in_the_source_is_left_alone(target: str) -> None:
    text = "The family lives in Lachin."
    name = _name(text, "Lachin", "Бердзор")
    assert fill_survivors(text, target, [name], {}, "ru") is None


@pytest.mark.parametrize(("kind", "check"), [("person", Check.CASE), ("noun", Check.CASE), ("", Check.GRAMMAR)])
def test_what_is_no_place_is_put_in_as_it_is_cited_with_a_note(kind: str, check: Check) -> None:
    text = "They live with Lachin."
    name = _name(text, "Lachin", "Лачин", kind)
    made = fill_in(Masked("", (Token("[X0X]", "Лачин", name=name),)), "Они живут с [X0X].", relations_of(text, [name], "en"), "ru")
    assert (made.text, made.checks) == ("Они живут с Лачин.", (("Лачин", check),))


def test_markup_beside_a_name_stays_around_its_inflected_form() -> None:
    text = "They live in Lachin."
    name = _name(text, "Lachin", "Лачин")
    token = Token("[X0X]", "<1>Лачин</1>", name=name, before="<1>", after="</1>")
    made = fill_in(Masked("", (token,)), "Они живут в [X0X].", relations_of(text, [name], "en"), "ru")
    assert made.text == "Они живут в <1>Лачине</1>."


def test_a_language_without_tables_gets_the_citation_form_and_a_note() -> None:
    text = "They live in Lachin."
    name = _name(text, "Lachin", "Laçin")
    made = fill_in(Masked("", (Token("[X0X]", "Laçin", name=name),)), "Ata rrojnë në [X0X].", relations_of(text, [name], "en"), "sq")
    assert (made.text, made.checks) == ("Ata rrojnë në Laçin.", (("Laçin", Check.GRAMMAR),))
