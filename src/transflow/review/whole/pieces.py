"""An article in pieces: the paragraphs, headings, lists and tables of its clean HTML, in document order."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from transflow.editions.body import MARK, TAG

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_WRAPPERS = frozenset({"article", "section", "div", "header", "footer", "center", "hgroup"})  # what holds pieces and shows nothing itself
_VOID = frozenset({"br", "hr", "img", "wbr", "col"})
_BLOCKS = frozenset({"blockquote", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul"})

Row = tuple[str, str]  # a piece of the source, and the same piece of the edition; empty where one side has none


def pieces(html: str) -> Iterator[str]:
    """Yield the pieces of a clean, well-formed HTML text: elements that lie in nothing but wrappers; loose text is made a paragraph."""
    depth = 0
    loose: list[str] = []
    piece: list[str] = []
    for token in _tokens(html):
        name = _name(token)
        if depth:
            piece.append(token)
            depth += _step(token, name)
            if not depth:
                yield "".join(piece)
                piece = []
            continue
        if name in _WRAPPERS:
            yield from _paragraph(loose)
            loose = []
        elif name in _BLOCKS:
            yield from _paragraph(loose)
            loose = []
            piece, depth = [token], _step(token, name)
            if not depth:
                yield token
                piece = []
        else:
            loose.append(token)
    yield from _paragraph(loose)


def rows(source: Sequence[str], target: Sequence[str]) -> Iterator[Row]:
    """Pair the pieces of a source with those of an edition: by the first unit in each, by their kind where they hold none."""
    matcher = SequenceMatcher(None, [_key(one) for one in source], [_key(one) for one in target], autojunk=False)
    for what, start, end, other_start, other_end in matcher.get_opcodes():
        if what == "equal":
            yield from zip(source[start:end], target[other_start:other_end], strict=True)
            continue
        yield from ((one, "") for one in source[start:end])
        yield from (("", one) for one in target[other_start:other_end])


def _tokens(html: str) -> Iterator[str]:
    end = 0
    for tag in TAG.finditer(html):
        if tag.start() > end:
            yield html[end : tag.start()]
        yield tag.group()
        end = tag.end()
    if end < len(html):
        yield html[end:]


def _name(token: str) -> str:
    found = _NAME.match(token)
    return found[1].lower() if found and TAG.fullmatch(token) else ""


def _step(token: str, name: str) -> int:
    if not name or name in _VOID:
        return 0
    return -1 if token.startswith("</") else 1


def _paragraph(loose: Sequence[str]) -> Iterator[str]:
    text = "".join(loose).strip()
    if text:
        yield f"<p>{text}</p>"


def _key(piece: str) -> str:
    first = next((mark[1] for mark in MARK.finditer(piece) if mark[1]), None)
    return first if first is not None else _name(next(_tokens(piece), ""))
