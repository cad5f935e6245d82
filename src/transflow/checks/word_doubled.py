"""word-doubled: a word stands twice in a row by mistake."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.checks.scripts import MARKS
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.checks.language import Language
    from transflow.checks.reading import Reading

_OPENING_MARKS = frozenset('([{«“„"‘‚‹¿¡—–')
_OPENING = re.compile(f"[{re.escape(''.join(sorted(_OPENING_MARKS)))}]")
_WITHIN = rf"[\w{MARKS}]"
_TWICE = re.compile(rf"(?<![\w{MARKS}’'ʼ‑-])([^\W\d_]{_WITHIN}*(?:[’'ʼ]{_WITHIN}+)*)\s\1(?![\w{MARKS}’'ʼ‑-])", re.IGNORECASE)


def find_doubled(reading: Reading) -> Iterable[Fault]:
    """Name each word that its language would not double; a name (Baden Baden) and what the source doubles as well may stand."""
    if not reading.pair.target.spaced:
        return ()
    text = reading.target_text.lower()
    words = (text if _OPENING_MARKS.isdisjoint(reading.target_characters) else _OPENING.sub(" ", text)).split()
    if not any(map(str.startswith, words[1:], words)):  # what follows a word here may end in a mark, so more than doubled words pass
        return ()
    return _faults(reading)


def _faults(reading: Reading) -> Iterator[Fault]:
    language = reading.pair.target
    for found in _TWICE.finditer(reading.target_text):
        word = found[1]
        second = found.group()[-len(word) :]
        if (
            not (word[0].isupper() and second[0].isupper())
            and word.isupper() is second.isupper()
            and _is_mistake(word.lower(), language)
            and not _source_doubles(reading)
        ):
            yield Fault(f"“{word}” stands twice", *found.span(), (word,))


def _source_doubles(reading: Reading) -> bool:
    return any(first.lower() == second.lower() for first, second in pairwise(reading.source_words))


def _is_mistake(word: str, language: Language) -> bool:
    return word in language.never_doubled if language.reduplicates else word not in language.doubled


CHECK = Check("word-doubled", "A word stands twice in a row by mistake", Severity.WARNING, find_doubled)
