"""bidi-control: invisible characters that turn the order of a text about, or that the language has no use for."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.locales import direction
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.checks.reading import Reading

EMBEDDINGS = "\u202a\u202b\u202c\u202d\u202e"
END_OF_EMBEDDING = "\u202c"
ISOLATES = "\u2066\u2067\u2068"
END_OF_ISOLATE = "\u2069"
DIRECTION_MARKS = "\u200e\u200f\u061c"
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_SUSPECTS = frozenset(EMBEDDINGS + ISOLATES + END_OF_ISOLATE + DIRECTION_MARKS + ZERO_WIDTH)
_SUSPECT = re.compile(f"[{''.join(sorted(_SUSPECTS))}]")


def find_controls(reading: Reading) -> Iterable[Fault]:
    """Refuse embeddings and overrides (Unicode advises isolates, UAX 9), isolates left open, and marks without a use in the language."""
    return () if _SUSPECTS.isdisjoint(reading.target_characters) else _faults(reading)


def _faults(reading: Reading) -> Iterator[Fault]:
    target, pair = reading.target, reading.pair
    right_to_left = direction(pair.locale) == "rtl"
    opened: list[int] = []
    embedded = 0
    for found in _SUSPECT.finditer(target):
        character, start, end = found.group(), *found.span()
        if character == END_OF_EMBEDDING and embedded:
            embedded -= 1  # what began it is accused already
        elif character in EMBEDDINGS:
            embedded += character != END_OF_EMBEDDING
            yield Fault(
                f"{_named(character)} turns the order of the text about; take it out, or put an isolate (U+2068 … U+2069)", start, end
            )
        elif character in ISOLATES:
            opened.append(start)
        elif character == END_OF_ISOLATE:
            if opened:
                opened.pop()
            else:
                yield Fault(f"{_named(character)} ends an isolate that nothing began", start, end)
        elif character in reading.source or character in pair.target.zero_width or _has_use(target, start):
            continue
        elif character not in DIRECTION_MARKS or not right_to_left:
            yield Fault(
                f"{_named(character)} is invisible, and {pair.target.name} has no use for it", start, end, severity=Severity.WARNING
            )
    for start in opened:
        yield Fault(f"{_named(target[start])} begins an isolate that nothing ends", start, start + 1)


def _has_use(text: str, at: int) -> bool:
    """Tell whether a mark joins an emoji, or stands beside a letter of a script that needs it whatever the language of the text."""
    around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    if text[at] == "\u200d" and any(unicodedata.category(near) in {"So", "Sk", "Mn"} for near in around):
        return True
    if text[at] in DIRECTION_MARKS:
        return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)
    return text[at] in "\u200c\u200d" and any(unicodedata.bidirectional(near) == "AL" or "\u0900" <= near <= "\u0dff" for near in around)


def _named(character: str) -> str:
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'unnamed').lower()})"


CHECK = Check("bidi-control", "Invisible characters that reorder the text or have no use", Severity.ERROR, find_controls)
