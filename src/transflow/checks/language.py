"""What the checks know of a language, read once from `languages/<language>.yaml` when it is first asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import msgspec

from transflow.checks.scripts import RANGES
from transflow.errors import YamlError
from transflow.locales import bare_language
from transflow.yamlfile import YamlFile, convert, parse_yaml

GENERAL = "general"
_ABBREVIATION = 2  # letters


@dataclass(frozen=True, slots=True)
class Magnitudes:
    """The words that say a power of ten after a number: `pattern` matches one behind a number, `factors` by the number of its group."""

    pattern: re.Pattern[str]
    factors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """What the checks know of one language; `languages/general.yaml` says what each key of its file means."""

    code: str
    name: str
    scripts: frozenset[str]
    length: float
    spaced: bool
    ends: bool
    stops: str
    questions: str
    exclamations: str
    reduplicates: bool
    doubled: frozenset[str]
    never_doubled: frozenset[str]
    zero_width: frozenset[str]
    magnitudes: Magnitudes
    number_words: re.Pattern[str] | None
    own_units: re.Pattern[str] | None
    months: tuple[tuple[str, ...], ...]
    months_inflect: bool
    months_capital: bool
    other_months: tuple[str, ...]
    year_shifts: tuple[int, ...]
    clippings: frozenset[str]
    qualifier_reach: int
    parting: frozenset[str]


class _Shape(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    name: str
    scripts: list[str] = []
    length: str = "1"
    spaced: bool = True
    ends: bool = True
    stops: str = "."
    questions: str = "?"
    exclamations: str = "!"
    reduplicates: bool = False
    doubled: list[str] = []
    never_doubled: list[str] = []
    zero_width: list[str] = []
    magnitudes: dict[str, list[str]] = {}
    number_words: list[str] = []
    own_units: list[str] = []
    months: dict[str, list[str]] = {}
    months_inflect: bool = True
    months_capital: bool = False
    other_months: list[str] = []
    year_shifts: list[int] = []
    clippings: list[str] = []
    qualifier_reach: str = "2"
    parting: list[str] = []


@lru_cache(maxsize=64)
def read_language(tag: str) -> Language:
    """Return what is known of the language of a locale; the general rules where it has no file.

    Raises YamlError with the place of what is wrong in the file.
    """
    code = bare_language(tag)
    file = files(__package__) / "languages" / f"{code}.yaml"
    if not file.is_file():
        file = files(__package__) / "languages" / f"{GENERAL}.yaml"
    return parse_language(file.read_text(encoding="utf-8"), name=f"languages/{file.name}", code=code)


def parse_language(text: str, *, name: str, code: str) -> Language:
    """Turn the text of a language file into a Language; raises YamlError for anything that is not as `general.yaml` explains it."""
    file = parse_yaml(text, name=name)
    shape = convert(file, _Shape)
    for index, script in enumerate(shape.scripts):
        if script not in RANGES:
            raise YamlError(f"unknown script {script!r}; known are {', '.join(RANGES)}", file.at("scripts", index))
    return Language(
        code=code,
        name=shape.name,
        scripts=frozenset(shape.scripts),
        length=_length(file, shape.length),
        spaced=shape.spaced,
        ends=shape.ends,
        stops=shape.stops,
        questions=shape.questions,
        exclamations=shape.exclamations,
        reduplicates=shape.reduplicates,
        doubled=frozenset(shape.doubled),
        never_doubled=frozenset(shape.never_doubled),
        zero_width=frozenset(_character(file, code_point, index) for index, code_point in enumerate(shape.zero_width)),
        magnitudes=_magnitudes({word: _factor(file, factor) for factor, words in shape.magnitudes.items() for word in words}),
        number_words=_whole_words(shape.number_words),
        own_units=_whole_words(shape.own_units),
        months=tuple(tuple(shape.months.get(str(number), ())) for number in range(1, 13)),
        months_inflect=shape.months_inflect,
        months_capital=shape.months_capital,
        other_months=tuple(shape.other_months),
        year_shifts=tuple(shape.year_shifts),
        clippings=frozenset(shape.clippings),
        qualifier_reach=_count(file, "qualifier-reach", shape.qualifier_reach),
        parting=frozenset(shape.parting),
    )


def _length(file: YamlFile, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise YamlError(f"{text!r} is no number", file.at("length")) from None


def _count(file: YamlFile, key: str, text: str) -> int:
    if not re.fullmatch(r"[0-9]", text):
        raise YamlError(f"{text!r} is no number of words", file.at(key))
    return int(text)


def _factor(file: YamlFile, text: str) -> int:
    if not re.fullmatch(r"10+", text):
        raise YamlError(f"{text!r} is no power of ten", file.at_key("magnitudes", text))
    return int(text)


def _character(file: YamlFile, code_point: str, index: int) -> str:
    if not re.fullmatch(r"U\+[0-9A-F]{4}", code_point):
        raise YamlError(f"{code_point!r}: write a code point as U+200C", file.at("zero-width", index))
    return chr(int(code_point.removeprefix("U+"), base=16))


def _magnitudes(factors: dict[str, int]) -> Magnitudes:
    """Match a word that begins with one of these, after at most a space, a dot or a hyphen; a short Latin abbreviation (m, bn) only as a whole."""
    longest_first = sorted(factors, key=len, reverse=True)
    parts = [f"({re.escape(word)})" + (r"(?![^\W\d_])" if len(word) <= _ABBREVIATION and word.isascii() else "") for word in longest_first]
    pattern = re.compile(rf"[\s.\-]?\s?(?:{'|'.join(parts) or '(?!)'})", re.IGNORECASE)
    return Magnitudes(pattern, tuple(factors[word] for word in longest_first))


def _whole_words(words: list[str]) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE) if words else None
