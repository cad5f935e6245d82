"""The engine knows no place: what it says of a name comes from a project's glossary alone.

Docstrings and comments may tell of examples. What runs may not: no text and no identifier of the sources holds a concept, a name
or an English form of either sample; and a glossary whose ids say nothing is read just as well.
"""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from transflow.glossary import Glossary, Matcher, read_glossary
from transflow.model import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
SOURCES = ROOT / "src" / "transflow"
SAMPLES = (ROOT / "glossary", ROOT / "examples" / "world-names" / "glossary")
PYTHON = sorted(path.relative_to(SOURCES).as_posix() for path in SOURCES.rglob("*.py"))
DATA = sorted(path.relative_to(SOURCES).as_posix() for path in SOURCES.rglob("*.yaml"))
SHORTEST = 4  # letters: EU and ROC are common letters of code
_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"[A-Z]?[^\WA-Z_]+|[A-Z]+")


def words(text: str) -> str:
    """Return the words of a text or an identifier, parted and surrounded by spaces."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """Return every concept id, name id and English form of both samples."""
    found: set[str] = set()
    for folder in SAMPLES:
        for concept in read_glossary(folder).concepts.values():
            found |= {concept.id, *concept.names}
            found |= {text for name in concept.names.values() for form in name.forms_for("en") for text in (form.text, *form.extra)}
    return frozenset(words(name) for name in found if len(name) >= SHORTEST)


def named_in(text: str) -> set[str]:
    """Return the names that stand in a text."""
    said = words(text)
    return {name.strip() for name in names() if name in said}


def what_runs(tree: ast.Module) -> Iterator[str]:
    """Yield the texts and the identifiers of a source file, without docstrings."""
    told = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            told |= {id(line.value) for line in node.body if isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)}
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value
        for identifier in (getattr(node, field, None) for field in ("id", "attr", "arg", "name")):
            if isinstance(identifier, str):
                yield " ".join(_PART.findall(identifier))


def values(data: object) -> Iterator[str]:
    """Yield every key and value of a data file."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from (*values(key), *values(value))
    elif isinstance(data, list):
        for value in data:
            yield from values(value)
    else:
        yield str(data)


def test_what_is_looked_for_is_there_to_be_found() -> None:
    assert named_in("if concept == 'nagorno-karabakh':") >= {"nagorno karabakh", "karabakh"}
    assert named_in(" ".join(_PART.findall("isMyanmar_orBurma"))) == {"myanmar", "burma"}
    assert len(names()) >= 300


@pytest.mark.parametrize("source", PYTHON)
def test_nothing_that_runs_names_a_place_of_the_samples(source: str) -> None:
    tree = ast.parse((SOURCES / source).read_text(encoding="utf-8"))
    assert {name: text for text in what_runs(tree) for name in named_in(text)} == {}


@pytest.mark.parametrize("source", DATA)
def test_no_table_of_a_language_names_a_place_of_the_samples(source: str) -> None:
    data = yaml.safe_load((SOURCES / source).read_text(encoding="utf-8"))
    assert {name: text for text in values(data) for name in named_in(text)} == {}


@pytest.mark.parametrize("language", ["en", "ru", "tr"])
@pytest.mark.parametrize("place", [0, 1], ids=["first", "second"])
def test_a_glossary_whose_ids_say_nothing_is_read_just_as_well(place: int, language: str) -> None:
    glossary = read_glossary(SAMPLES[place])
    numbers = {concept: f"c{number}" for number, concept in enumerate(glossary.concepts)}
    nameless = Glossary({numbers[one.id]: replace(one, id=numbers[one.id]) for one in glossary.concepts.values()})
    cases = ROOT / "tests" / "cases" / ("names", "names-world")[place] / f"{language}.tsv"
    text = "\n".join(line.partition("\t")[0] for line in cases.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))

    def renamed(mention: Mention) -> Mention:
        return replace(mention, concept=numbers[mention.concept])

    found = Matcher(glossary, language).find(text)
    assert len(found) >= 15
    assert Matcher(nameless, language).find(text) == tuple(map(renamed, found))
