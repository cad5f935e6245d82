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
    for step in Indel.opcodes(left, right):
        old_span = (at_left[step.src_start], at_left[step.src_end])
        new_span = (at_right[step.dest_start], at_right[step.dest_end])
        if step.tag == "equal":
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


def _named(old: tuple[int, int], new: tuple[int, int]) -> Part:
    if old[0] == old[1]:
        return Part("inserted", old, new)
    return Part("deleted" if new[0] == new[1] else "replaced", old, new)


def _offsets(pieces: Sequence[str]) -> list[int]:
    return list(accumulate(map(len, pieces), initial=0))
