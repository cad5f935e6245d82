"""The numbers of a text, whatever its digits and separators: 1,000.5 and 1 000,5 and ۱٬۰۰۰٫۵ are one.

A separator may mean two things (1,234 is a thousand or one and a bit), so a number has every value that its writing allows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transflow.checks.language import Language

# Where the ten digits of a script begin: European, Arabic-Indic, Persian, Devanagari, Bengali, Thai, full-width.
_ZEROS = (0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10)
_TO_EUROPEAN = {zero + value: str(value) for zero in _ZEROS for value in range(10)}
_DIGITS = frozenset(map(chr, _TO_EUROPEAN))
_FOREIGN_DIGIT = re.compile(f"[{''.join(sorted(digit for digit in _DIGITS if not digit.isascii()))}]")
_NUMBER = re.compile(r"\d+(?:[.,٫٬،'’]\d+|[ \u00a0\u202f\u2009]\d{3}(?!\d))*")
_ANY_DIGIT = re.compile(r"\d")
_RUN = re.compile(r"\d+")
_SEPARATOR = re.compile(r"\D")
_AFTERNOON = re.compile(r"(?::\d\d)?\s?[pP]\.?\s?[mM]\b")
_LONGEST = 24  # characters: what is longer is an identifier, and compared in chunks
_CHUNK = re.compile(r"\d{1,18}")
_LEAST_YEAR = 1000
_CLEAR_MAGNITUDE = 3  # letters: a shorter word after a number may as well be a measure (5 m)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: where it stands, as it is written, and the values that it may have."""

    start: int
    end: int
    text: str
    values: frozenset[Decimal]


def has_digits(text: str) -> bool:
    """Tell whether a text has digits of any script."""
    return _ANY_DIGIT.search(text) is not None


def european(text: str) -> str:
    """Return the text with the digits of every script as European ones, each in its place."""
    return text.translate(_TO_EUROPEAN) if _FOREIGN_DIGIT.search(text) else text


def plain_digits(text: str, language: Language) -> list[str] | None:
    """Return the runs of digits in a text, in order, in European digits; None where a word of magnitude follows one."""
    text = european(text)
    magnitude = language.magnitudes.pattern.match
    runs = []
    for found in _RUN.finditer(text):
        if magnitude(text, found.end()):
            return None
        runs.append(found.group())
    return runs


def numbers(text: str, language: Language) -> list[Number]:
    """Return the numbers of a text in order; a magnitude word after one (120 thousand) belongs to its value."""
    digits = european(text)
    return [number for found in _NUMBER.finditer(digits) for number in _read(found, digits, text, language)]


def parts(number: Number) -> list[Number]:
    """Return the runs of digits of a number as numbers of their own: a time (15.30), or two numbers that stand side by side (2020 120)."""
    digits = european(number.text)
    runs = list(_CHUNK.finditer(digits))
    if len(runs) < 2:
        return [number]
    return [
        Number(
            number.start + run.start(), number.start + run.end(), number.text[run.start() : run.end()], frozenset({Decimal(run.group())})
        )
        for run in runs
    ]


def roman(value: int) -> str:
    """Return a number from 1 to 99 in Roman figures."""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    tens = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
    return tens[value // 10] + ones[value % 10]


def _read(found: re.Match[str], digits: str, text: str, language: Language) -> Iterator[Number]:
    start, end = found.span()
    values = _values(found.group()) if end - start <= _LONGEST else set()
    if not values:
        yield from parts(Number(start, end, text[start:end], frozenset()))
        return
    plain = set(values)
    said = language.magnitudes.pattern.match(digits, end)
    if said and said.lastindex:
        word = said.group()
        values |= {value * language.magnitudes.factors[said.lastindex - 1] for value in plain}
        if len(word.strip(" .-\u00a0\u202f")) >= _CLEAR_MAGNITUDE or not word.isascii():
            values -= {value for value in plain if value < _LEAST_YEAR}  # “in 1990 thousands …” is a year beside a word
    if _AFTERNOON.match(digits, end):
        values |= {value + 12 for value in plain if value < 12} | ({Decimal(0)} if Decimal(12) in plain else set())
    yield Number(start, end, text[start:end], frozenset(values))


def _values(written: str) -> set[Decimal]:
    """Return the values that a writing allows; none for a compound such as 28.05.2023."""
    separators = _SEPARATOR.findall(written)
    if not separators:
        return {Decimal(written)}
    groups = _SEPARATOR.split(written)
    kinds = set(separators)
    last = separators[-1]
    if last == "٫" or (len(kinds) > 1 and separators.count(last) == 1 and last in ".,٫،"):
        whole = groups[:-1]
        return {Decimal("".join(whole) + "." + groups[-1])} if _is_grouped(whole) else set()
    if len(kinds) > 1:
        return {Decimal("".join(groups))} if _is_grouped(groups) else set()
    if len(groups) > 2:
        return {Decimal("".join(groups))} if _is_grouped(groups) else set()
    values = set()
    if last in ".,،" and (groups[1] != "000" or groups[0] == "0"):
        values.add(Decimal(f"{groups[0]}.{groups[1]}"))
    if _is_grouped(groups):
        values.add(Decimal("".join(groups)))
    return values


def _is_grouped(groups: list[str]) -> bool:
    """Tell whether these are digits in threes, or as in India in twos before the last three."""
    if len(groups) == 1:
        return True
    inner = groups[1:-1]
    return len(groups[-1]) == 3 and 0 < len(groups[0]) <= 3 and (all(len(g) == 3 for g in inner) or all(len(g) == 2 for g in inner))
