"""Markdown: front matter, headings, paragraphs, lists, quotations, tables and captions become blocks; code is left alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from transflow.errors import ArticleError, Position
from transflow.formats.front_matter import read_front_matter
from transflow.formats.html import html_blocks
from transflow.formats.markdown_inline import read_inline
from transflow.formats.markdown_lines import MAX_NESTING, block_tokens, normal_text, place_of
from transflow.formats.placeholders import part, trimmed
from transflow.formats.text import line_at, line_starts
from transflow.model import Article, Block, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from transflow.formats.markdown_lines import NormalText
    from transflow.model import Piece

# What other readers of Markdown take for markup at the head of a block: a task's box, a footnote's mark, the kind of an alert.
_HEAD = re.compile(r"\[[ xX]\][ \t]+|\[\^[^\]\s]+\]:[ \t]+")
MAX_BRACKETS = 10_000  # in one paragraph, each the possible start of a link; a hundred thousand take ten seconds
_ALERT = re.compile(r"\[!\w+\]")


def read_markdown(text: str, name: str) -> Article:
    """Read a Markdown article (CommonMark with tables, strikethrough and YAML front matter).

    Raises ArticleError for front matter that is no YAML, and for quotations and lists nested too deeply.
    """
    matter = read_front_matter(text, name)
    normal = normal_text(text, matter.end)
    tokens, environment = block_tokens(normal)
    _refuse_hostile(tokens, normal, text, name)
    reader = _Reader(text, normal, environment, line_starts(text), titled=any(b.slot is Slot.HEADLINE for b in matter.blocks))
    for index, token in enumerate(tokens):
        reader.read(token, tokens[index - 1] if index else token)
    return Article(name, "markdown", text, (*matter.blocks, *reader.blocks), matter.metadata)


def unplaced(text: str) -> int:
    """Return how many blocks of a Markdown text are left alone because they cannot be placed to the letter (none are known)."""
    normal = normal_text(text, 0)
    tokens, environment = block_tokens(normal)
    return sum(
        _pieces(token, normal, environment, cell=False) is None for token in tokens if token.type == "inline" and token.content.strip()
    )


def _refuse_hostile(tokens: Sequence[Token], normal: NormalText, text: str, name: str) -> None:
    """Raise ArticleError where the parser gave up (it drops, without a word, what lies deeper) and where it would take minutes."""
    for token in tokens:
        what = ""
        if token.nesting > 0 and token.level >= MAX_NESTING - 1:
            what = f"quotations and lists nested more than {MAX_NESTING} deep"
        elif token.type == "inline" and token.content.count("[") > MAX_BRACKETS:
            what = f"more than {MAX_BRACKETS} brackets in one paragraph"
        if what and token.map:
            raise ArticleError(what, Position(name, line_at(line_starts(text), normal.source_offset(normal.starts[token.map[0]]))))


def _pieces(token: Token, normal: NormalText, environment: dict[str, object], *, cell: bool) -> list[Piece] | None:
    place = place_of(token, normal)
    return read_inline(token.content, place, environment, cell=cell) if place else None


@dataclass(slots=True)
class _Reader:
    """Turns block tokens into blocks, keeping what it has come through."""

    text: str
    normal: NormalText
    environment: dict[str, object]
    lines: Sequence[int]
    titled: bool
    blocks: list[Block] = field(default_factory=list)
    quotations: int = 0
    after_image: bool = False

    def read(self, token: Token, parent: Token) -> None:
        """Take in one token; `parent` is the one before it, which for inline content opens its block."""
        if token.type in {"blockquote_open", "blockquote_close"}:
            self.quotations += token.nesting
        if token.type == "inline":
            if token.content.strip():
                self.read_content(token, parent)
        elif token.type == "html_block" and token.level == 0 and token.map and not token.content.lstrip().startswith(("<!", "<?")):
            self.blocks += html_blocks(self.text, self.source_line(token.map[0]), self.source_line(token.map[1]), self.lines)
        if token.type not in {"paragraph_open", "paragraph_close", "inline"}:
            self.after_image = False

    def source_line(self, line: int) -> int:
        """Return the offset in the source where a line of the normal text begins."""
        return self.normal.source_starts[line] if line < len(self.normal.source_starts) else len(self.text)

    def read_content(self, token: Token, parent: Token) -> None:
        cell = parent.type in {"th_open", "td_open"}
        pieces = _pieces(token, self.normal, self.environment, cell=cell)
        if pieces is None:
            return
        if parent.type == "heading_open":
            first = not self.titled and parent.tag == "h1" and parent.level == 0
            self.titled = self.titled or first
            self.add(pieces, Slot.HEADLINE if first else Slot.HEADING, "markdown-heading" if parent.markup[0] == "#" else "markdown")
        elif cell:
            self.add(pieces, Slot.BODY, "markdown-cell")
        else:
            self.read_paragraph(self.without_head(pieces))

    def read_paragraph(self, pieces: list[Piece]) -> None:
        """Add a paragraph; one of images gives a caption for each text that stands in for an image, and for emphasis after it."""
        images = _images(pieces, self.text)
        if not images:
            caption = self.after_image and _is_emphasis(pieces, self.text)
            self.after_image = False
            self.add(pieces, Slot.CAPTION if caption else Slot.BODY, "markdown")
            return
        before, after = pieces[: images[0][0]], pieces[images[-1][1] :]
        between = [piece for (_, end), (start, _) in pairwise(images) for piece in pieces[end:start]]
        caption_line = _below_image(after)
        is_caption = _is_emphasis(caption_line, self.text) and len(caption_line) < len(after)
        if _has_text(before + between) or (_has_text(after) and not is_caption):
            self.after_image = False
            self.add(pieces, Slot.BODY, "markdown")
            return
        for start, end in images:
            named_by_text = bool(pieces[end - 1].written)  # its label has to be written out, so the markup belongs to the block
            self.add(pieces[start:end] if named_by_text else pieces[start + 1 : end - 1], Slot.CAPTION, "markdown")
        if is_caption:
            self.add(caption_line, Slot.CAPTION, "markdown")
        self.after_image = not is_caption

    def without_head(self, pieces: list[Piece]) -> list[Piece]:
        """Leave out a task's box, a footnote's mark or the kind of an alert."""
        if head := _HEAD.match(self.text, pieces[0].start):
            rest = [piece for piece in pieces if piece.end > head.end()]
            if rest and rest[0].start < head.end():
                rest[:1] = [part(rest[0], head.end() - rest[0].start, len(rest[0].text))] if rest[0].text.strip() else []
            return rest
        if self.quotations and len(pieces) > 2 and _ALERT.fullmatch(pieces[0].text) and self.text[pieces[1].start] in "\r\n":
            return pieces[2:]
        return pieces

    def add(self, pieces: Sequence[Piece], slot: Slot, writing: str) -> None:
        """Add a block, unless there is no text in it."""
        pieces = trimmed(pieces)
        if _has_text(pieces):
            self.blocks.append(Block(slot, tuple(pieces), line_at(self.lines, pieces[0].start), writing, self.quotations > 0))


def _has_text(pieces: Sequence[Piece]) -> bool:
    return any(piece.kind == "text" and piece.text.strip() for piece in pieces)


def _images(pieces: Sequence[Piece], text: str) -> list[tuple[int, int]]:
    """Return, for each image, the indices of its first piece and of the one after its last."""
    found: list[tuple[int, int]] = []
    for index, piece in enumerate(pieces):
        if text.startswith("![", piece.start) and piece.kind in {"open", "empty"} and (not found or index >= found[-1][1]):
            end = index
            if piece.kind == "open":
                end = next(at for at in range(index, len(pieces)) if pieces[at].kind == "close" and pieces[at].pair == piece.pair)
            found.append((index, end + 1))
    return found


def _below_image(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out blank text, breaks and the markup around an image from the head of the pieces."""
    index = 0
    while index < len(pieces) and (
        pieces[index].kind in {"close", "empty"} or (pieces[index].kind == "text" and not pieces[index].text.strip())
    ):
        index += 1
    return list(pieces[index:])


def _is_emphasis(pieces: Sequence[Piece], text: str) -> bool:
    """Tell whether the pieces are one emphasised stretch, `*…*` or `_…_`."""
    return (
        len(pieces) > 2
        and (pieces[0].kind, pieces[-1].kind) == ("open", "close")
        and pieces[0].pair == pieces[-1].pair
        and text[pieces[0].start : pieces[0].end] in {"*", "_"}
    )
