"""The labelled sentences of tests/cases/names-world are found in as they are labelled, with the second sample's glossary."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from transflow.glossary import Glossary, Matcher, read_glossary

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "tests" / "cases" / "names-world"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.tsv"))


def _reader() -> Any:
    """Return the reader of labelled sentences, which another folder's tests share."""
    spec = importlib.util.spec_from_file_location("names_world_cases", ROOT / "tests" / "glossary" / "cases.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["names_world_cases"] = module
    spec.loader.exec_module(module)
    return module


CASES = _reader()


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    return read_glossary(ROOT / "examples" / "world-names" / "glossary")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_labelled_sentence_is_found_in_as_it_is_labelled(language: str) -> None:
    matcher = Matcher(glossary(), {"pt": "pt-BR"}.get(language, language))
    wrong = []
    for case in CASES.read_cases(language, FOLDER):
        found = tuple((mention.text, mention.concept, mention.name or "?") for mention in matcher.find(case.sentence))
        if (found == case.mentions) == bool(case.xfail):
            wrong.append(f"{language}.tsv:{case.line}: {case.sentence}\n    labelled {case.mentions}\n    found    {found}")
    assert not wrong, "\n".join(wrong)


def test_there_are_350_sentences_in_12_languages_and_80_of_them_are_look_alikes() -> None:
    kinds = Counter(case.kind for language in LANGUAGES for case in CASES.read_cases(language, FOLDER))
    assert kinds.total() >= 350
    assert kinds["lookalike"] >= 80
    assert len(LANGUAGES) >= 12


def test_every_concept_has_a_labelled_sentence_and_every_label_a_name() -> None:
    labelled = {mention[1:] for language in LANGUAGES for case in CASES.read_cases(language, FOLDER) for mention in case.mentions}
    assert {concept for concept, _ in labelled} == set(glossary().concepts)
    assert all(name == "?" or name in glossary().concepts[concept].names for concept, name in labelled)
