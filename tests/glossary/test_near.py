from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from transflow.glossary import Glossary, Matcher, read_glossary

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
        misses = matcher.near_misses(text, matcher.find(text))
        found = " | ".join(f"{miss.text}={miss.concept}/{miss.name}" for miss in misses) or "-"
        if found != expected:
            wrong.append(f"{text}\n    labelled {expected}\n    found    {found}")
        assert all(text[miss.start : miss.end] == miss.text for miss in misses)
    assert not wrong, "\n".join(wrong)
