"""The endings of every language make the forms of tests/cases/tails, and no others of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from transflow.glossary import Concept, Form, Glossary, Kind, Matcher, Name
from transflow.glossary.tails import KINDS, LANGUAGES

FOLDER = Path(__file__).parent.parent / "cases" / "tails"
WORD_KINDS = {"place": Kind.PLACE, "person": Kind.PERSON}


def rows(language: str) -> list[tuple[str, str, list[str], list[str]]]:
    read = []
    for number, line in enumerate((FOLDER / f"{language}.tsv").read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) not in {3, 4} or columns[0] not in KINDS or not all(columns):
            raise ValueError(f"{language}.tsv:{number}: must be kind, name, forms and perhaps look-alikes between tabs")
        read.append((columns[0], columns[1], columns[2].split(", "), columns[3].split(", ") if columns[3:] else []))
    return read


def matcher(language: str, kind: str, name: str) -> Matcher:
    forms = {language: (Form(name, type=None if kind in WORD_KINDS else kind),)}
    return Matcher(Glossary({"c": Concept("c", WORD_KINDS.get(kind, Kind.TERM), names={"n": Name("n", forms=forms)})}), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_endings_of_a_language_make_its_forms_and_no_look_alikes(language: str) -> None:
    wrong = []
    for kind, name, forms, look_alikes in rows(language):
        find = matcher(language, kind, name).find
        wrong += [f"{name}: {form} is found as {found}" for form in forms if (found := [one.text for one in find(form)]) != [form]]
        wrong += [f"{name}: {other} is found" for other in look_alikes if find(other)]
    assert not wrong, "\n".join(wrong)


def test_every_file_of_forms_belongs_to_a_language_with_endings() -> None:
    assert {path.stem for path in FOLDER.glob("*.tsv")} == set(LANGUAGES)
