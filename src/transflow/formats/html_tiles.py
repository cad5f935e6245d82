"""The tiles of an HTML file: every tag, comment and run of text with the offset where it begins, by the standard library's parser.

The parser never rewrites anything here: it only tells where things begin, and each tile ends where the next one begins.
"""

from __future__ import annotations

import contextlib
import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from transflow.model import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

TileKind = Literal["start", "end", "text", "reference", "other"]
_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")
_SPACES = re.compile(r"[ \t\r\n\f]*[\t\r\n\f][ \t\r\n\f]*|[ ]{2,}")
_SPACES_OR_LINE = re.compile(r"[ \t\r\n\f]+")
_SPECIAL = re.compile(f"{_REFERENCE.pattern}|{_SPACES.pattern}")
_UNFINISHED = re.compile(r"<[A-Za-z/!?]")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>`]+))?""")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute and the stretch of the source that its value takes; `quote` is empty where none stands around it."""

    name: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A stretch of the source: a tag with its name and attributes, text, or something else (comment, doctype)."""

    kind: TileKind
    start: int
    end: int
    name: str = ""
    attributes: dict[str, Attribute] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)


class _UnfinishedError(Exception):
    """The file ends within a tag; the parser would look through the rest once for each further one."""


class _Noter(HTMLParser):
    """Notes where each thing begins."""

    def __init__(self, source: str, start: int, end: int) -> None:
        super().__init__(convert_charrefs=False)
        self.source = source
        self.noted: list[tuple[int, TileKind, str]] = []
        self.lines = [start, *(found.end() for found in re.compile("\n").finditer(source, start, end))]
        self.ending = False
        with contextlib.suppress(_UnfinishedError):
            self.feed(source[start:end])
            self.ending = True
            self.close()

    def here(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def note(self, kind: TileKind, name: str = "") -> None:
        self.noted.append((self.here(), kind, name))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - attributes are read with their places
        self.note("start", tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - attributes are read with their places
        self.note("start", tag)

    def handle_endtag(self, tag: str) -> None:
        self.note("end", tag)

    def handle_data(self, data: str) -> None:  # noqa: ARG002 - the text is taken from the source
        if self.ending and _UNFINISHED.match(self.source, self.here()):
            self.note("other")  # a tag that the end of the file cuts off takes the rest with it, as in browsers
            raise _UnfinishedError
        self.note("text")

    def handle_entityref(self, name: str) -> None:  # noqa: ARG002 - the text is taken from the source
        self.note("text")

    def handle_charref(self, name: str) -> None:  # noqa: ARG002 - the text is taken from the source
        self.note("text")

    def handle_comment(self, data: str) -> None:  # noqa: ARG002 - comments are left alone
        self.note("other")

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002 - declarations are left alone
        self.note("other")

    def handle_pi(self, data: str) -> None:  # noqa: ARG002 - instructions are left alone
        self.note("other")

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002 - declarations are left alone
        self.note("other")


def tiles(source: str, start: int, end: int) -> Iterator[Tile]:
    """Yield the tiles of `source[start:end]`, in order and without gaps."""
    noted = _Noter(source, start, end).noted
    if noted and noted[0][0] > start:
        noted.insert(0, (start, "other", ""))
    for (at, kind, name), (next_at, _, _) in pairwise([*noted, (end, "other", "")]):
        if next_at > at:
            yield _tag(source, at, next_at, name) if kind == "start" else Tile(kind, at, next_at, name)


def text_pieces(source: str, start: int, end: int) -> Iterator[Piece]:
    """Yield the pieces of a run of text: letters stand for themselves, references are decoded, white space is one space."""
    at = start
    for found in _SPECIAL.finditer(source, start, end):
        text = _SPACES_OR_LINE.sub(" ", html.unescape(found.group()))
        if text != found.group():
            if found.start() > at:
                yield Piece("text", source[at : found.start()], at, found.start())
            yield Piece("text", text, found.start(), found.end())
            at = found.end()
    if end > at:
        yield Piece("text", source[at:end], at, end)


def _tag(source: str, start: int, end: int, name: str) -> Tile:
    attributes: dict[str, Attribute] = {}
    for found in _ATTRIBUTE.finditer(source, start + 1 + len(name), end):
        if found[2] is not None and found[1].lower() not in attributes:
            quote = found[2][0] if found[2][0] in "\"'" else ""
            attributes[found[1].lower()] = Attribute(found[1].lower(), found.start(2) + len(quote), found.end(2) - len(quote), quote)
    values = {key: html.unescape(source[given.start : given.end]) for key, given in attributes.items()}
    return Tile("start", start, end, name, attributes, values)
