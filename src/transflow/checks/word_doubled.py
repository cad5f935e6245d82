"""word-doubled: a word stands twice in a row by mistake."""

from __future__ import annotations

import re
from itertools import pairwise
from operator import eq
from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.checks.scripts import MARKS
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.checks.language import Language
    from transflow.checks.reading import Reading

_WITHIN = rf"[\w{MARKS}]"
_TWICE = re.compile(rf"(?<![\w{MARKS}’'ʼ‑-])([^\W\d_]{_WITHIN}*(?:[’'ʼ]{_WITHIN}+)*)\s\1(?![\w{MARKS}’'ʼ‑-])", re.IGNORECASE)


def find_doubled(reading: Reading) -> Iterable[Fault]:
    """Name each word that its language would not double; a name (Baden Baden) and what the source doubles as well may stand."""
    words = reading.target_words
    if not reading.pair.target.spaced or not (any(map(eq, words, words[1:])) or _differ_in_case(words)):
        return ()
    return _faults(reading)


def _differ_in_case(words: list[str]) -> bool:
    return len(words) > 1 and words[0].lower() == words[1]


def _faults(reading: Reading) -> Iterator[Fault]:
    language = reading.pair.target
    source = reading.source_words
    if any(first.lower() == second.lower() for first, second in pairwise(source)):
        return
    for found in _TWICE.finditer(reading.target_text):
        word = found[1]
        second = found.group()[-len(word) :]
        if not (word[0].isupper() and second[0].isupper()) and word.isupper() is second.isupper() and _is_mistake(word.lower(), language):
            yield Fault(f"“{word}” stands twice", *found.span(), (word,))


def _is_mistake(word: str, language: Language) -> bool:
    return word in language.never_doubled if language.reduplicates else word not in language.doubled


CHECK = Check("word-doubled", "A word stands twice in a row by mistake", Severity.WARNING, find_doubled)
