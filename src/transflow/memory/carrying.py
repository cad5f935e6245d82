"""Numbers and dates carried over: a remembered pair whose source differs only in them becomes the pair that is asked for.

Every run of digits is a number of its own, so that 1,000 and 1 000, or 28.05.2023 and May 28, need no grammar of numbers. What is not certain is not done: a
number that changed must stand in the target as often as in the source, and must not have become two different ones (of 05.05. one cannot tell the day).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from transflow.locales import month_tables
from transflow.memory.difference import tokens
from transflow.memory.model import Change

if TYPE_CHECKING:
    from collections.abc import Sequence

DIGIT = re.compile(r"\d")


class Carried(NamedTuple):
    """A target with other numbers, and what was changed in it."""

    target: str
    changes: tuple[Change, ...]


class _Swap(NamedTuple):
    """A token of the target that another takes the place of."""

    at: int
    new: str


def carried_over(*, old: str, new: str, target: str, source_locale: str, locale: str) -> Carried | None:
    """Return the target of an old source with the numbers and months of a new one; None where the two differ in more, or where it is not certain which is which."""
    if not (DIGIT.search(new) and DIGIT.search(old)):  # most pairs; a date without a day is none
        return None
    left, right = tokens(old), tokens(new)
    if len(left) != len(right):
        return None
    there = tokens(target)
    other = [(one, two) for one, two in zip(left, right, strict=True) if one != two]
    if not other:
        return None
    only_digits = all(one.isdecimal() and two.isdecimal() for one, two in other)
    months = [] if only_digits else _months(left, right, there, source_locale=source_locale, locale=locale)
    digits = _digits(left, right, there)
    if months is None or digits is None:
        return None
    swaps = {swap.at: swap.new for swap in (*digits, *months)}
    written = [swaps.get(at, token) for at, token in enumerate(there)]
    starts = list(accumulate(map(len, written), initial=0))
    changes = [Change(there[at], swaps[at], starts[at], starts[at + 1]) for at in sorted(swaps) if there[at] != swaps[at]]
    return Carried("".join(written), tuple(changes)) if changes else None


def _digits(left: Sequence[str], right: Sequence[str], there: Sequence[str]) -> list[_Swap] | None:
    """Return what becomes of the numbers in the target; None where one number became two, or the target has it more or less often than the source."""
    wanted: dict[str, str] = {}
    in_source: Counter[str] = Counter()
    for one, two in zip(left, right, strict=True):
        if one.isdecimal() and two.isdecimal():
            value = _european(one)
            in_source[value] += 1
            if wanted.setdefault(value, two) != two:
                return None
    said = [(at, _european(token)) for at, token in enumerate(there) if token.isdecimal()]
    in_target = Counter(value for _, value in said)
    changed = {value: new for value, new in wanted.items() if value != _european(new)}
    if any(in_source[value] != in_target[value] for value in changed):
        return None
    return [_Swap(at, _in_digits_of(there[at], changed[value])) for at, value in said if value in changed]


def _months(left: Sequence[str], right: Sequence[str], there: Sequence[str], *, source_locale: str, locale: str) -> list[_Swap] | None:
    """Return what becomes of the months in the target; None where the sources differ in other words, or the target does not name the month once."""
    swaps: list[_Swap] = []
    ours, theirs = month_tables(source_locale), month_tables(locale)
    for at, (one, two) in enumerate(zip(left, right, strict=True)):
        if one == two or (one.isdecimal() and two.isdecimal()):
            continue
        before, after = _month(one, ours), _month(two, ours)
        if before is None or after is None or sum(token == one for token in left) > 1 or at in {swap.at for swap in swaps}:
            return None
        found = [(place, table) for place, token in enumerate(there) for table in theirs if _same_word(token, table[before])]
        if len({place for place, _ in found}) != 1:
            return None
        place, table = found[0]
        swaps.append(_Swap(place, _cased_like(there[place], table[after])))
    return swaps


def _month(word: str, tables: Sequence[Sequence[str]]) -> int | None:
    """Return which month a word names (0 to 11), as CLDR writes it: English “May” is one, “may” is none."""
    return next((table.index(word) for table in tables if word in table), None)


def _same_word(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _cased_like(old: str, new: str) -> str:
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def _european(number: str) -> str:
    return "".join(str(unicodedata.decimal(digit)) for digit in number)


def _in_digits_of(old: str, number: str) -> str:
    """Return a number in the digits that another is written in: ۱۲ for 12 beside ۷."""
    zero = ord(old[0]) - unicodedata.decimal(old[0])
    return "".join(chr(zero + unicodedata.decimal(digit)) for digit in number)
