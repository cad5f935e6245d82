"""Every labelled sentence is found in as it is labelled; and there are enough of them."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from transflow.glossary import Glossary, Matcher, read_glossary
from transflow.glossary.tails import LANGUAGES


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
BLIND = ROOT / "tests" / "cases" / "names-blind"
LANGUAGES_LABELLED = 24
LOOK_ALIKES = 300


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    return read_glossary(ROOT / "glossary")


@lru_cache(maxsize=32)
def matcher(language: str) -> Matcher:
    return Matcher(glossary(), {"pt": "pt-BR"}.get(language, language))


@pytest.mark.parametrize("language", CASES.languages())
def test_every_labelled_sentence_is_found_in_as_it_is_labelled(language: str) -> None:
    wrong = []
    for case in CASES.read_cases(language):
        found = tuple((mention.text, mention.concept, mention.name or "?") for mention in matcher(language).find(case.sentence))
        right = found == case.mentions
        if right == bool(case.xfail):
            wrong.append(f"{language}.tsv:{case.line}: {case.sentence}\n    labelled {case.mentions}\n    found    {found}")
    assert not wrong, "\n".join([f"{len(wrong)} of {len(CASES.read_cases(language))}", *wrong])


@pytest.mark.parametrize("language", CASES.languages(BLIND))
def test_what_was_missed_in_sentences_written_blind_is_mended(language: str) -> None:
    wrong = []
    for case in CASES.read_cases(language, BLIND):
        found = tuple((mention.text, mention.concept, mention.name or "?") for mention in matcher(language).find(case.sentence))
        if (found == case.mentions) is bool(case.xfail):
            wrong.append(f"{language}.tsv:{case.line}: {case.sentence}\n    labelled {case.mentions}\n    found    {found}")
    assert not wrong, "\n".join(wrong)


def test_there_are_25_inflected_forms_and_10_look_alikes_in_12_languages() -> None:
    enough = []
    for language in CASES.languages():
        kinds = Counter(case.kind for case in CASES.read_cases(language))
        if kinds.total() - kinds["lookalike"] >= 25 and kinds["lookalike"] >= 10:
            enough.append(language)
    assert len(enough) >= 12


def test_the_sentences_are_enough_in_many_languages() -> None:
    cases = [case for language in CASES.languages() for case in CASES.read_cases(language)]
    assert len(CASES.languages()) >= LANGUAGES_LABELLED
    assert len(cases) >= 1_200
    assert sum(case.kind == "lookalike" for case in cases) >= LOOK_ALIKES


def test_precision_and_recall_hold_over_all_and_in_each_language() -> None:
    sums = Counter[str]()
    for language in CASES.languages():
        own = Counter[str]()
        for case in CASES.read_cases(language):
            found = [(mention.text, mention.concept, mention.name or "?") for mention in matcher(language).find(case.sentence)]
            own.update(right=(Counter(found) & Counter(case.mentions)).total(), found=len(found), labelled=len(case.mentions))
        assert min(_rates(own)) >= 0.97, language
        sums += own
    assert min(_rates(sums)) >= 0.99


def _rates(counts: Counter[str]) -> tuple[float, float]:
    return counts["right"] / counts["found"], counts["right"] / counts["labelled"]


def test_a_language_with_endings_has_labelled_sentences() -> None:
    assert set(LANGUAGES) - {"hi"} <= set(CASES.languages())


def test_every_labelled_name_stands_in_the_glossary() -> None:
    for language in CASES.languages():
        for case in CASES.read_cases(language):
            for _, concept, name in case.mentions:
                assert concept in glossary().concepts, (language, case.line)
                assert name == "?" or name in glossary().concepts[concept].names, (language, case.line)
