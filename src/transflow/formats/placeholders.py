"""Placeholders: how inline markup stands in the text of a unit: `<1>` opens, `</1>` closes, `<2/>` stands alone.

Text in an article that happens to look like one is markup itself (an `empty` piece), so no unit can be read in two ways.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from transflow.model import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

PLACEHOLDER = re.compile(r"<(?:[0-9]+/?|/[0-9]+)>")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a unit's text: characters, or (with its `placeholder`) the bytes of inline markup."""

    text: str
    placeholder: str = ""


def parts_of(text: str, markup: Mapping[str, str]) -> list[Part]:
    """Return a unit's text in parts, each placeholder as what `markup` says it stands for; one that it does not know is text."""
    parts: list[Part] = []
    at = 0
    for found in PLACEHOLDER.finditer(text):
        if found.group() in markup:
            parts += [Part(text[at : found.start()]), Part(markup[found.group()], found.group())]
            at = found.end()
    parts.append(Part(text[at:]))
    return [part for part in parts if part.text]


def placeholders(text: str) -> tuple[str, ...]:
    """Return the placeholders of a unit's text, in order."""
    return tuple(PLACEHOLDER.findall(text))


def without_placeholders(text: str) -> str:
    """Return a unit's text with every placeholder blanked by as many spaces, so that offsets stay."""
    return PLACEHOLDER.sub(lambda found: " " * len(found.group()), text)


def as_markup(pieces: Iterable[Piece], pattern: re.Pattern[str] = PLACEHOLDER) -> list[Piece]:
    """Return the pieces with every stretch of text that `pattern` finds turned into an `empty` piece.

    A stretch may run over several adjacent text pieces (an escaped `<`, then `1>`); it then takes in all their source bytes.
    """
    result: list[Piece] = []
    for is_text, group in groupby(pieces, key=lambda piece: piece.kind == "text"):
        run = list(group)
        result += _marked(run, pattern) if is_text else run
    return result


def part(piece: Piece, start: int, end: int) -> Piece:
    """Return the stretch `text[start:end]` of a text piece whose text stands in the source letter by letter."""
    return Piece("text", piece.text[start:end], piece.start + start, piece.start + end)


def trimmed(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without the white space at either end, as a translation is written without it."""
    result = list(pieces)
    while result and result[0].kind == "text" and not result[0].text.strip():
        result.pop(0)
    while result and result[-1].kind == "text" and not result[-1].text.strip():
        result.pop()
    if result and _is_literal(result[0]):
        result[0] = part(result[0], len(result[0].text) - len(result[0].text.lstrip()), len(result[0].text))
    if result and _is_literal(result[-1]):
        result[-1] = part(result[-1], 0, len(result[-1].text.rstrip()))
    return result


def _is_literal(piece: Piece) -> bool:
    return piece.kind == "text" and len(piece.text) == piece.end - piece.start


def _marked(run: Sequence[Piece], pattern: re.Pattern[str]) -> Iterator[Piece]:
    """Split a run of text pieces at what the pattern finds; a piece of decoded text cannot be split and goes with its find."""
    finds = [found.span() for found in pattern.finditer("".join([piece.text for piece in run]))]
    if not finds:
        yield from run
        return
    atoms = [(_find_at(finds, start, end), piece) for piece, start, end in _atoms(run, sorted({at for find in finds for at in find}))]
    for found, group in groupby(atoms, key=itemgetter(0)):
        pieces = [piece for _, piece in group]
        if found is None:
            yield from pieces
        else:
            yield Piece("empty", "", pieces[0].start, pieces[-1].end)


def _atoms(run: Sequence[Piece], cuts: Sequence[int]) -> Iterator[tuple[Piece, int, int]]:
    """Yield the pieces cut at these offsets of their joined text, each with its own stretch of that text."""
    offset = 0
    for piece in run:
        length = len(piece.text)
        inner = [offset, *cuts[bisect_right(cuts, offset) : bisect_left(cuts, offset + length)], offset + length]
        if len(inner) == 2 or piece.end - piece.start != length:
            yield piece, offset, offset + length
        else:
            for start, end in pairwise(inner):
                yield part(piece, start - offset, end - offset), start, end
        offset += length


def _find_at(finds: Sequence[tuple[int, int]], start: int, end: int) -> int | None:
    """Return the index of the first find that shares a character with this stretch."""
    index = bisect_right(finds, start, key=itemgetter(1))
    return index if index < len(finds) and finds[index][0] < end else None
