"""Text into Markdown: a backslash before what would otherwise be read as markup, and only there."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from markdown_it.common.utils import isValidEntityCode, isWhiteSpace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.formats.placeholders import Part

_SPECIAL = re.compile(r"\\|`|\*+|_+|~+|[\[\]<&|]")
_ENTITY = re.compile(r"&(?:#|[A-Za-z][A-Za-z0-9]{1,31};)")
# At the start of a line: list markers, headings and their underlines, rules, quotations, fences, the second line of a table.
_LINE_START = re.compile(
    r"(?P<number>\d{1,9})(?=[.)](?:\s|$))|(?:\#{1,6}|[-+*])(?=\s|$)|[-=]+(?=\s*$)|([-*_])(?:\s*\2){2,}\s*$|>|~{3,}|[-:|][-:|\s]*$"
)
_NEW_LINE = re.compile(r"[\r\n][ \t>]*\Z")
_CLOSING_HASHES = re.compile(r"(?:^|(?<=[ \t]))#(?=#*$)")
_EMPHASIS = re.compile(r"\*+|_+|~~")
_LAST, _FIRST = -1, 0


def markdown(parts: Sequence[Part], *, heading: bool = False, cell: bool = False) -> str:
    """Write parts so that the text is read as text and the markup as markup.

    `heading` is a heading on one line, after whose text hashes would vanish; in a `cell` of a table a `|` would end it.
    """
    parts = _without_empty_emphasis(parts)
    written = [part.text for part in parts]
    for index, part in enumerate(parts):
        if not part.placeholder:
            before = parts[index - 1].text if index else ""
            after = parts[index + 1].text if index + 1 < len(parts) else ""
            written[index] = _escaped(part.text, before, after, first=not index, cell=cell)
    for index, part in enumerate(parts):
        if _is_emphasis(part):
            _let_mark(written, parts, index)
    result = "".join(written)
    return _CLOSING_HASHES.sub(r"\\#", result, count=1) if heading else result


def _escaped(text: str, before: str, after: str, *, first: bool, cell: bool) -> str:
    """Escape one stretch of text between what stands `before` and `after` it."""
    new_line = bool(_NEW_LINE.search(before))
    if new_line:
        text = text.lstrip(" \t")

    def escape(found: re.Match[str]) -> str:
        run, start, end = found.group(), found.start(), found.end()
        left = text[start - 1] if start else before[-1:]
        right = text[end] if end < len(text) else after[:1]
        backslashed = "".join(f"\\{character}" for character in run)
        if run == "\\":
            if cell and right in {"", "|"}:
                return "&#92;"  # a table's row takes any backslash before a | for its escape
            return run if end + 1 < len(text) and (right.isalnum() or right == " ") else backslashed
        if run == "&":
            return backslashed if _ENTITY.match(text, start) or end == len(text) else run
        return run if _is_plain(run, left, right, cell=cell) else backslashed

    escaped = _SPECIAL.sub(escape, text)
    if text.endswith("!") and after.startswith("["):
        escaped = f"{escaped[:-1]}\\!"
    if before.endswith("]") and text[:1] in {"(", ":"}:
        escaped = f"\\{escaped}"
    if first or new_line:
        found = _LINE_START.match(text)
        if found and not escaped.startswith("\\"):
            number = len(found["number"] or "")
            escaped = f"{escaped[:number]}\\{escaped[number:]}"
    return escaped


def _is_plain(run: str, left: str, right: str, *, cell: bool) -> bool:
    """Tell whether a run of a special character is text even without a backslash, by what stands beside it."""
    blank = _is_blank(left) and _is_blank(right)
    if run[0] == "_":
        return blank or (left.isalnum() and right.isalnum())
    if run == "|":
        return not cell
    if run == "~":
        return "~" not in {left, right}
    if run == "<":
        return _is_blank(right)
    return blank and run[0] in "*~"


def _is_emphasis(part: Part) -> bool:
    return bool(part.placeholder) and _EMPHASIS.fullmatch(part.text) is not None


def _without_empty_emphasis(parts: Sequence[Part]) -> list[Part]:
    """Leave out emphasis around nothing, which Markdown cannot say."""
    result: list[Part] = []
    for part in parts:
        if result and _is_emphasis(part) and _is_emphasis(result[-1]) and part.placeholder == f"</{result[-1].placeholder[1:]}":
            result.pop()
        else:
            result.append(part)
    return result


def _let_mark(written: list[str], parts: Sequence[Part], index: int) -> None:
    """Make the neighbours of a `*`, `_` or `~~` such that it opens or closes (https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run).

    It has to touch what it marks, and to stand beside white space or punctuation where that begins with punctuation (and `_`
    always). Where a neighbour is in the way it is written as a character reference, which counts as punctuation.
    """
    marker = parts[index].text[0]
    left = index - 1
    while left >= 0 and _is_emphasis(parts[left]) and parts[left].text[0] == marker:
        left -= 1
    right = index + 1
    while right < len(parts) and _is_emphasis(parts[right]) and parts[right].text[0] == marker:
        right += 1
    closes = parts[index].placeholder.startswith("</")
    inner, inner_side = (left, _LAST) if closes else (right, _FIRST)
    outer, outer_side = (right, _FIRST) if closes else (left, _LAST)
    inside = _neighbour(written, inner, inner_side)
    if _is_blank(inside):
        inside = _refer(written, parts, inner, inner_side)
    outside = _neighbour(written, outer, outer_side)
    if not (_is_blank(outside) or _is_punctuation(outside)) and (marker == "_" or _is_punctuation(inside)):
        _refer(written, parts, outer, outer_side)


def _neighbour(written: Sequence[str], index: int, side: int) -> str:
    return written[index][side] if 0 <= index < len(written) and written[index] else " "


def _refer(written: list[str], parts: Sequence[Part], index: int, side: int) -> str:
    """Write the character at the edge of a text as a reference; return what then stands at this edge.

    Control characters have no reference: the text stays right and the emphasis is lost.
    """
    can_be_referred = isValidEntityCode(ord(_neighbour(written, index, side)))
    if 0 <= index < len(written) and not parts[index].placeholder and can_be_referred:
        reference = f"&#{ord(written[index][side])};"
        written[index] = reference + written[index][1:] if side == _FIRST else written[index][:-1] + reference
        return reference[side]
    return " "


def _is_blank(character: str) -> bool:
    """Tell whether Markdown takes this for white space; Python takes more for it, U+2028 for one."""
    return bool(character) and isWhiteSpace(ord(character))


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
