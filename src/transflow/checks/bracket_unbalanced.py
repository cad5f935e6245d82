"""bracket-unbalanced: a bracket is opened and not closed, or closed and not opened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transflow.checks.reading import Reading

PAIRS = {"(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "【": "】", "〔": "〕"}
_FAMILY = {"（": "(", "）": ")", "［": "[", "］": "]"}  # a full-width bracket may well close what an ASCII one opened
_BRACKETS = frozenset("".join(PAIRS) + "".join(PAIRS.values()))
_BRACKET = re.compile(f"[{re.escape(''.join(sorted(_BRACKETS)))}]")
_LABEL = re.compile(r"(?:^|[\s(;,])(?:\d{1,3}|[^\W\d_]|[ivx]{1,4}|\*{1,3})$")  # a) and 1) number a list
_SMILEY = re.compile(r"[:;]-?$")


def find_unbalanced(reading: Reading) -> Iterable[Fault]:
    """Pair the brackets of the target; what is left over is a fault unless the source leaves as much over, or the paragraph as a whole does not."""
    if _BRACKETS.isdisjoint(reading.target_characters):
        return ()
    loose = _loose(reading.target_text)
    if not loose:
        return ()
    if _kinds(reading.target_text, loose) == _kinds(reading.source_text, _loose(reading.source_text)) or _whole(reading):
        return ()
    return [_fault(reading.target, at) for at in loose]


def _fault(text: str, at: int) -> Fault:
    opens = text[at] in PAIRS
    return Fault(f"{text[at]} is opened and never closed" if opens else f"{text[at]} closes what nothing opened", at, at + 1)


def _whole(reading: Reading) -> bool:
    """Tell whether a bracket only runs over several units of the paragraph."""
    units = reading.paragraph
    return len(units) > 1 and all(unit.target for unit in units) and not _loose("\n".join(unit.target_text for unit in units))


def _loose(text: str) -> list[int]:
    """Return the offsets of brackets without a partner."""
    opened: list[int] = []
    loose: list[int] = []
    for found in _BRACKET.finditer(text):
        at, bracket = found.start(), _FAMILY.get(found.group(), found.group())
        if bracket in PAIRS:
            if not (bracket == "(" and _SMILEY.search(text, max(0, at - 2), at)):
                opened.append(at)
        elif opened and PAIRS[_FAMILY.get(text[opened[-1]], text[opened[-1]])] == bracket:
            opened.pop()
        elif not (bracket == ")" and (_LABEL.search(text[max(0, at - 5) : at]) or _SMILEY.search(text[max(0, at - 2) : at]))):
            loose.append(at)
    return sorted([*loose, *opened])


def _kinds(text: str, loose: list[int]) -> list[str]:
    return sorted(_FAMILY.get(text[at], text[at]) for at in loose)


CHECK = Check("bracket-unbalanced", "A bracket is opened and not closed, or the other way round", Severity.WARNING, find_unbalanced)
