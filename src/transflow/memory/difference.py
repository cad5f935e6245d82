"""How a remembered source differs from the text that asks, word by word."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from transflow.memory.features import UNSPACED
from transflow.memory.model import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = re.compile(rf"</?\d+/?>|\d+|[{UNSPACED}]|[^\W\d_{UNSPACED}]+|\s+|.", re.DOTALL)

_LARGEST = 25_000_000  # words of one text times those of the other: some 10 MB


def tokens(text: str) -> list[str]:
    """Return a text in pieces: placeholders, runs of digits, words, white space, and every other character by itself."""
    return _TOKEN.findall(text)


def difference(old: str, new: str) -> tuple[Part, ...]:
    """Return the stretches of two texts in order, equal ones and others in turn; together they tile both."""
    if old == new:
        return (Part("equal", (0, len(old)), (0, len(new))),) if old else ()
    left, right = tokens(old), tokens(new)
    at_left, at_right = _offsets(left), _offsets(right)
    parts: list[Part] = []
    for equal, start, end, new_start, new_end in _steps(left, right):
        old_span, new_span = (at_left[start], at_left[end]), (at_right[new_start], at_right[new_end])
        if equal:
            parts.append(Part("equal", old_span, new_span))
        elif parts and parts[-1].kind != "equal":
            parts[-1] = _named((parts[-1].old[0], old_span[1]), (parts[-1].new[0], new_span[1]))
        else:
            parts.append(_named(old_span, new_span))
    return tuple(parts)


def marked(old: str, new: str, parts: Sequence[Part]) -> str:
    """Return both texts as one for people: what only the old one has in [-…-], what only the new one has in {+…+} (wdiff's marks)."""
    written = []
    for part in parts:
        gone, come = old[slice(*part.old)], new[slice(*part.new)]
        if part.kind == "equal":
            written.append(come)
        else:
            written.append((f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else ""))
    return "".join(written)


def _steps(left: Sequence[str], right: Sequence[str]) -> list[tuple[bool, int, int, int, int]]:
    """Return what is equal and what is not: (equal, from, to, from, to). Texts of whole books are compared at their ends only, since memory grows with both."""
    if len(left) * len(right) <= _LARGEST:
        return [(step.tag == "equal", step.src_start, step.src_end, step.dest_start, step.dest_end) for step in Indel.opcodes(left, right)]
    shorter = min(len(left), len(right))
    head = next((at for at in range(shorter) if left[at] != right[at]), shorter)
    tail = next((at for at in range(shorter - head) if left[-1 - at] != right[-1 - at]), shorter - head)
    ends = len(left) - tail, len(right) - tail
    steps = [(True, 0, head, 0, head), (False, head, ends[0], head, ends[1]), (True, ends[0], len(left), ends[1], len(right))]
    return [step for step in steps if step[1] < step[2] or step[3] < step[4]]


def _named(old: tuple[int, int], new: tuple[int, int]) -> Part:
    if old[0] == old[1]:
        return Part("inserted", old, new)
    return Part("deleted" if new[0] == new[1] else "replaced", old, new)


def _offsets(pieces: Sequence[str]) -> list[int]:
    return list(accumulate(map(len, pieces), initial=0))
