"""The dates of a text, as far as they name a month beside a number: May 28, 28 мая, մայիսի 28-ին, 5月28日."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from transflow.checks.numbers import european
from transflow.locales import month_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.checks.language import Language

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:[’'\u200c][^\W\d_]+)*")
_NUMBER = re.compile(r"\d+")
_COUNTED = re.compile(r"(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日일])?")
_REMEMBERED = 50_000  # words
_LONGEST_TAIL = 6  # letters that case endings add at most: mayısından, դեկտեմբերի
_SHORTEST_STEM = 4
_DAYS = 31
_REACH = 3  # tokens from a month to its day, with nothing but short words between: 28 de mayo, 28th of May, 28-го мая
_SHORT = 3
_WINDOW = 32  # characters: the longest name of a month behind two short words


@dataclass(frozen=True, slots=True)
class Date:
    """A month (1 to 12), the days named beside it, and where the name of the month stands."""

    month: int
    days: frozenset[int]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Months:
    """The names of the months in a locale: as they stand, and the stems of those that inflect."""

    exact: dict[str, int]
    stems: tuple[tuple[str, int], ...]
    capital: bool
    known: dict[str, int | None] = field(default_factory=dict, compare=False)

    def month(self, word: str) -> int | None:
        """Return which month a word names, if any; a word is looked at once."""
        if word not in self.known:
            if len(self.known) > _REMEMBERED:
                self.known.clear()
            self.known[word] = self._find(word)
        return self.known[word]

    def _find(self, word: str) -> int | None:
        if self.capital and not word[0].isupper():
            return None
        small = word.lower()
        if small in self.exact:
            return self.exact[small]
        return next((month for stem, month in self.stems if small.startswith(stem) and len(small) <= len(stem) + _LONGEST_TAIL), None)


@lru_cache(maxsize=64)
def months_of(locale: str, language: Language) -> Months:
    """Return the names of the months: CLDR's, and those that the language's file adds."""
    exact: dict[str, int] = {}
    stems: dict[str, int] = {}
    for month, (known, added) in enumerate(zip(month_names(locale), language.months, strict=True), start=1):
        for name in (*known, *added):
            exact.setdefault(name, month)
            if language.months_inflect and len(name) >= _SHORTEST_STEM:
                stems.setdefault(name if len(name) == _SHORTEST_STEM else name[:-1], month)
    longest_first = sorted(stems.items(), key=lambda item: -len(item[0]))
    return Months(exact, tuple(longest_first), language.months_capital)


def dates(text: str, months: Months) -> list[Date]:
    """Return the dates of a text in order."""
    text = european(text)
    if not any(map(months.month, _beside_numbers(text))) and not any(sign in text for sign in "月월"):
        return []
    counted = [
        Date(int(found[1]), frozenset({int(found[2])} if found[2] else ()), *found.span())
        for found in _COUNTED.finditer(text)
        if 1 <= int(found[1]) <= 12
    ]
    tokens = list(_TOKEN.finditer(text))
    named = []
    for index in sorted({near for at, token in enumerate(tokens) if token.group().isdecimal() for near in _near(tokens, at)}):
        month = months.month(tokens[index].group())
        if month is not None:
            days = frozenset(
                day for at in _near(tokens, index) if tokens[at].group().isdecimal() and 0 < (day := int(tokens[at].group())) <= _DAYS
            )
            named.append(Date(month, days, *tokens[index].span()))
    return sorted([*counted, *named], key=lambda date: date.start)


def _beside_numbers(text: str) -> list[str]:
    """Return the words that stand close enough to a number to make a date with it, and a few more."""
    windows = {text[max(0, found.start() - _WINDOW) : found.end() + _WINDOW] for found in _NUMBER.finditer(text)}
    return [word for window in windows for word in _TOKEN.findall(window)]


def _near(tokens: Sequence[re.Match[str]], at: int) -> list[int]:
    """Return the tokens next to one, and those beyond with only short words between."""
    found = []
    for step in (-1, 1):
        for distance in range(1, _REACH + 1):
            index = at + step * distance
            if not 0 <= index < len(tokens):
                break
            found.append(index)
            if len(tokens[index].group()) > _SHORT or tokens[index].group().isdecimal():
                break
    return found
