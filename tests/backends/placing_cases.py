"""Sentences with names put in: how they are read, and what becomes of each name. The benchmark reads them with the same words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from transflow.backends.masks import Masked, Token
from transflow.backends.placing import endings_of, fill_in, relations_of
from transflow.backends.verification import RequiredName

CASES = Path(__file__).parent.parent / "cases" / "placing"
BLIND = CASES.with_name("placing-blind")  # written after the tables, which were not changed for them
_PLACE = re.compile(r"\[([1-9])\]")
STAND_IN = "Xname"


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, an engine's answer with stand-ins for names, the names as they are cited, and as they are right there."""

    language: str
    source: str
    answer: str
    cited: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a name: put in as is right, or as cited with a note, or wrong without one."""

    case: Case
    kind: Literal["right", "told", "wrong"]
    text: str


def languages(folder: Path = CASES) -> tuple[str, ...]:
    """Return the languages that have sentences."""
    return tuple(sorted(path.stem for path in folder.glob("*.tsv")))


def read_cases(language: str, folder: Path = CASES) -> tuple[Case, ...]:
    """Return the sentences of a language; a malformed line raises ValueError."""
    cases = []
    for line in (folder / f"{language}.tsv").read_text(encoding="utf-8").splitlines():
        source, answer, cited, right = line.split("\t")
        case = Case(language, source, answer, tuple(cited.split(" | ")), tuple(right.split(" | ")))
        if not len(case.cited) == len(case.right) == len(set(_PLACE.findall(source))) == len(_PLACE.findall(answer)):
            raise ValueError(line)
        cases.append(case)
    return tuple(cases)


def outcomes(case: Case) -> list[Outcome]:
    """Return what becomes of the names of a sentence."""
    text, names = _with_names(case)
    tokens = tuple(Token(f"[{number}]", name.form or "", name=name) for number, name in names.items())
    filled = fill_in(Masked(case.answer, tokens), case.answer, relations_of(text, list(names.values()), "en"), case.language)
    endings = "|".join(map(re.escape, sorted(endings_of(case.language), key=len, reverse=True))) or "(?!)"
    gaps = [re.escape(gap) for gap in re.split(rf"\[[1-9]\](?:['’-]?(?:{endings})(?!\w))?", case.answer)]
    found = re.fullmatch("(.*?)".join(gaps), filled.text)
    if found is None:
        raise ValueError(filled.text)
    order = [int(number) for number in _PLACE.findall(case.answer)]
    checked = {form for form, _ in filled.checks}
    made = []
    for number, put in zip(order, found.groups(), strict=True):
        cited, right = case.cited[number - 1], case.right[number - 1]
        made.append(Outcome(case, "told" if cited in checked else "right" if put == right else "wrong", put))
    return made


def _with_names(case: Case) -> tuple[str, dict[int, RequiredName]]:
    parts: list[str] = []
    names: dict[int, RequiredName] = {}
    read = 0
    for place in _PLACE.finditer(case.source):
        parts += [case.source[read : place.start()], STAND_IN]
        read, start = place.end(), sum(map(len, parts)) - len(STAND_IN)
        number = int(place[1])
        names[number] = RequiredName(start, start + len(STAND_IN), case.cited[number - 1], str(number), ("name",), "place")
    return "".join([*parts, case.source[read:]]), names
