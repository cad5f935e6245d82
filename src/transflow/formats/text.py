"""Plain text: a newline ends a paragraph, and the first short one without a full stop is the headline."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from transflow.formats.placeholders import as_markup
from transflow.model import Article, Block, Piece, Slot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_HEADLINE = 150  # characters; the longest of a news agency's headlines stay under 120
BYTE_ORDER_MARK = "\ufeff"
_LINE = re.compile(r"[^\r\n]+")
_LINE_END = re.compile(r"\r\n?|\n")
# Full stops of the scripts that Unicode calls Sentence_Terminal and news is written in; a closing mark or bracket may follow.
_SENTENCE_END = re.compile(r"[.!?…‼-⁉։؟۔।॥။။።፧。！？｡．⸮]+[\"'”’»›“‘„\)\]」』】）》〉]*$")


def read_plain_text(text: str, name: str) -> Article:
    """Read an article of paragraphs only; white space at the edges of a paragraph stays outside its block."""
    starts = line_starts(text)
    spans = list(_paragraphs(text))
    blocks = tuple(
        Block(
            slot=Slot.HEADLINE if index == 0 and len(spans) > 1 and _is_headline(text[start:end]) else Slot.BODY,
            pieces=tuple(as_markup([Piece("text", text[start:end], start, end)])),
            line=line_at(starts, start),
        )
        for index, (start, end) in enumerate(spans)
    )
    return Article(name, "text", text, blocks)


def line_starts(text: str) -> list[int]:
    r"""Return the offset at which each line begins; `\n`, `\r\n` and `\r` end one."""
    return [0, *(end.end() for end in _LINE_END.finditer(text))]


def line_at(starts: Sequence[int], offset: int) -> int:
    """Return the number, from 1, of the line that holds this offset."""
    return bisect_right(starts, offset)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(text):
        start, content = line.start(), line.group()
        if start == 0 and content.startswith(BYTE_ORDER_MARK):
            start, content = 1, content[1:]
        stripped = content.strip()
        if stripped:
            start += len(content) - len(content.lstrip())
            yield start, start + len(stripped)


def _is_headline(paragraph: str) -> bool:
    return len(paragraph) <= MAX_HEADLINE and not _SENTENCE_END.search(paragraph)
