"""The YAML at the head of a Markdown article: its title and summary are translated, the rest is kept as metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import yaml

from transflow.errors import ArticleError, Position, YamlError
from transflow.formats.placeholders import as_markup
from transflow.formats.text import BYTE_ORDER_MARK, line_at, line_starts
from transflow.model import Block, Piece, Slot
from transflow.yamlfile import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOTS = {
    "title": Slot.HEADLINE,
    "summary": Slot.SUMMARY,
    "description": Slot.SUMMARY,
    "byline": Slot.BYLINE,
    "author": Slot.BYLINE,
    "caption": Slot.CAPTION,
    "keywords": Slot.KEYWORD,
}
_MATTER = re.compile(
    r"(---[ \t]*(?:\r\n?|\n))((?:(?!(?:---|\.\.\.)[ \t]*(?:[\r\n]|\Z)).*(?:\r\n?|\n))*?)(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)"
)
_TOML = re.compile(r"\+\+\+[ \t]*[\r\n](?:.*[\r\n])*?\+\+\+[ \t]*(?:[\r\n]|\Z)")
_FOLD = re.compile(r"[ \t]*(?:\r\n?|[\n\x85\u2028\u2029])[ \t\r\n\x85\u2028\u2029]*")
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|(?:\r\n?|[\n\x85\u2028\u2029])[ \t]*|.)")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n)[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands between the two lines of `---`: blocks, plain values by key, and the offset where the article goes on."""

    blocks: tuple[Block, ...]
    metadata: dict[str, str]
    end: int


def read_front_matter(text: str, name: str) -> FrontMatter:
    """Read the front matter; where there is none, nothing but the offset after a byte order mark.

    Raises ArticleError at its line and column for what is no YAML mapping.
    """
    start = int(text.startswith(BYTE_ORDER_MARK))
    if _TOML.match(text, start):
        raise ArticleError("front matter in TOML (+++) is not read; write it in YAML between two lines of ---", Position(name, 1, 1))
    found = _MATTER.match(text, start)
    if not found:
        return FrontMatter((), {}, start)
    # The line of --- is blanked, not cut off, so that YAML's positions are the file's.
    matter = "\n" + found[2]
    try:
        file = parse_yaml(matter, name=name)
    except YamlError as bad:
        raise ArticleError(f"front matter: {bad.what}", bad.at) from None
    if file.data is not None and not isinstance(file.data, dict):
        raise ArticleError("front matter: must be a mapping, like `title: …`", file.at())
    root = yaml.compose(matter, Loader=yaml.BaseLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    starts = line_starts(text)
    shift = found.start(2) - 1
    blocks: list[Block] = []
    for key, value in pairs:
        for node, flow in _scalars(value) if key.value in SLOTS else ():
            writing, pieces = _pieces(text, node, shift, flow=flow)
            if node.value.strip():
                blocks.append(Block(SLOTS[key.value], tuple(as_markup(pieces)), line_at(starts, pieces[0].start), writing))
    return FrontMatter(tuple(blocks), _metadata(pairs), found.end())


def said_in_front_matter(text: str, key: str) -> tuple[str, int] | None:
    """Return what the front matter says under a key, in any case of letters, and the line of the key; "" for what is no plain value.

    None where it says nothing.
    """
    found = _MATTER.match(text, int(text.startswith(BYTE_ORDER_MARK)))
    if not found or key.casefold() not in found[2].casefold():
        return None
    try:
        root = yaml.compose("\n" + found[2], Loader=yaml.BaseLoader)
    except yaml.YAMLError:  # a plain text that only begins as front matter does
        return None
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    for node, value in pairs:
        if isinstance(node, yaml.ScalarNode) and node.value.casefold() == key.casefold():
            return value.value if isinstance(value, yaml.ScalarNode) else "", node.start_mark.line + 1
    return None


def _metadata(pairs: list[tuple[yaml.ScalarNode, yaml.Node]]) -> dict[str, str]:
    """Return the plain values; a list is joined by commas, a mapping left out."""
    values = {key.value: [node.value for node, _ in _scalars(value)] for key, value in pairs}
    return {key: ", ".join(given) for key, given in values.items() if any(given)}


def _scalars(node: yaml.Node) -> Iterator[tuple[yaml.ScalarNode, bool]]:
    """Yield a plain value, or those of a list, and whether it stands between `[` and `]`."""
    if isinstance(node, yaml.ScalarNode):
        yield node, False
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            if isinstance(item, yaml.ScalarNode):
                yield item, bool(node.flow_style)


def _pieces(text: str, node: yaml.ScalarNode, shift: int, *, flow: bool) -> tuple[str, list[Piece]]:
    """Return how a value is written, and its pieces; YAML's offsets are `shift` short of the file's."""
    start, end = node.start_mark.index + shift, node.end_mark.index + shift
    if node.style in {"'", '"'}:
        start, end = start + 1, end - 1
        pieces = list(_tiles(text, start, end, _ESCAPE if node.style == '"' else re.compile("''")))
        writing = "yaml-double" if node.style == '"' else "yaml-single"
    elif node.style in {"|", ">"}:
        header = _BLOCK_HEADER.match(text, start, end)
        start = header.end() if header else start
        end = start + len(text[start:end].rstrip())
        pieces = list(_tiles(text, start, end, None))
        writing = "yaml-block"
    else:
        pieces = list(_tiles(text, start, end, None))
        writing = "yaml-flow" if flow else "yaml-plain"
    value = " ".join(node.value.split())
    if _plain(pieces) != value or not all(piece.text for piece in pieces):
        pieces = [Piece("text", value, start, end)]  # known as a whole, not letter by letter
    return writing, pieces


def _plain(pieces: list[Piece]) -> str:
    return " ".join("".join(piece.text for piece in pieces).split())


def _tiles(text: str, start: int, end: int, escape: re.Pattern[str] | None) -> Iterator[Piece]:
    """Tile a value: letters stand for themselves, line folds for a space, escapes for their character."""
    special = re.compile(f"{_FOLD.pattern}|{escape.pattern}" if escape else _FOLD.pattern)
    finds = list(special.finditer(text, start, end))
    edges = [start, *(edge for find in finds for edge in find.span()), end]
    for index, (left, right) in enumerate(pairwise(edges)):
        if index % 2 and right > left:
            yield Piece("text", _decoded(text[left:right]), left, right)
        elif right > left:
            yield Piece("text", text[left:right], left, right)


def _decoded(written: str) -> str:
    """Return what an escape or a line fold stands for (https://yaml.org/spec/1.2.2/#57-escaped-characters)."""
    if written == "''":
        return "'"
    if not written.startswith("\\"):
        return " "
    code = written[1:]
    if code[0] in "xuU" and len(code) > 1:
        return chr(int(code[1:], 16))
    if code[0] in "\r\n\x85\u2028\u2029":
        return ""
    return {"n": "\n", "t": "\t", "r": "\r", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029"}.get(code, code)
