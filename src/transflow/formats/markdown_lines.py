"""Where the inline content of a Markdown file lies: markdown-it's block rules, made to note the place of every line they take.

markdown-it normalises line ends and tells only the lines of a paragraph. Here each `inline` token gets *knots* in its `meta`:
pairs (offset in the token's content, offset in the normalised text), one where a line begins and two around an escaped `|`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, heading, lheading, paragraph, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.ruler import RuleOptionsType
    from markdown_it.token import Token

MAX_NESTING = 60  # quotations and lists in one another; every level takes stack, and each list item takes two
_LINE = re.compile(r"([^\r\n]*)(\r\n?|\n|\Z)")
KNOTS = "knots"


@dataclass(frozen=True, slots=True)
class NormalText:
    """Markdown with every line end as a line feed, and the way back: where each line begins in it and in the source."""

    text: str
    starts: Sequence[int]
    source_starts: Sequence[int]

    def source_offset(self, offset: int) -> int:
        """Return the place in the source of an offset in the normal text."""
        line = bisect_right(self.starts, offset) - 1
        return self.source_starts[line] + offset - self.starts[line]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the inline content of one block stands in the source, by the knots of its lines."""

    contents: Sequence[int]
    sources: Sequence[int]

    def source_offset(self, offset: int) -> int:
        """Return the place in the source of an offset in the content."""
        knot = bisect_right(self.contents, offset) - 1
        return self.sources[knot] + offset - self.contents[knot]

    def breaks(self, start: int, end: int) -> Sequence[int]:
        """Return the offsets strictly between `start` and `end` at which the content and its source part ways."""
        return self.contents[bisect_right(self.contents, start) : bisect_right(self.contents, end - 1)]


def normal_text(source: str, start: int) -> NormalText:
    """Return the source from `start` on with one kind of line end."""
    lines = [found for found in _LINE.finditer(source, start) if found.end() > found.start()]
    source_starts = [found.start() for found in lines] or [start]
    text = "\n".join(found[1] for found in lines)
    if lines and lines[-1][2]:
        text += "\n"
        source_starts.append(lines[-1].end())
    starts = [0]
    for found in lines:
        starts.append(starts[-1] + len(found[1]) + 1)
    return NormalText(text, starts[: len(source_starts)], source_starts)


def block_tokens(normal: NormalText) -> tuple[list[Token], dict[str, object]]:
    """Return the block tokens of a text, inline content unread, and the environment that holds its link references."""
    environment: dict[str, object] = {}
    return _block_parser().parse(normal.text, environment), environment


def place_of(token: Token, normal: NormalText) -> Place | None:
    """Return where the content of an `inline` token stands, or None where the rules could not tell."""
    knots = token.meta.get(KNOTS)
    if not knots:
        return None
    return Place([content for content, _ in knots], [normal.source_offset(offset) for _, offset in knots])


@cache
def inline_parser() -> MarkdownIt:
    """Return the parser of what is in a block: CommonMark with strikethrough, brackets in brackets as deep as its own limit."""
    made = MarkdownIt("commonmark").enable("strikethrough")
    made.inline.ruler2.disable("fragments_join")  # it would join text tokens whose places are known apart
    return made


@cache
def _block_parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    made.core.ruler.enableOnly(["normalize", "block"])
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    made.block.ruler.at("paragraph", _paragraph)
    made.block.ruler.at("lheading", _setext_heading)
    made.block.ruler.at("heading", _heading, interrupts)
    made.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    return made


def _paragraph(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature of a rule
    found = paragraph(state, line, end, silent)
    if found and not silent:
        _note_lines(state, state.tokens[-2])
    return found


def _setext_heading(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature of a rule
    found = lheading(state, line, end, silent)
    if found and not silent:
        _note_lines(state, state.tokens[-2])
    return found


def _heading(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature of a rule
    found = heading(state, line, end, silent)
    if found and not silent:
        token = state.tokens[-2]
        after_hashes = state.bMarks[line] + state.tShift[line] + len(state.tokens[-1].markup)
        # Only white space stands before the content, which begins with none: the first occurrence is the content itself.
        token.meta[KNOTS] = [(0, state.src.index(token.content, after_hashes))]
    return found


def _table(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature of a rule
    count = len(state.tokens)
    found = table(state, line, end, silent)
    if found and not silent:
        row = offset = -1
        for token in state.tokens[count:]:
            if token.type == "inline" and token.content and token.map:
                if token.map[0] != row:
                    row = token.map[0]
                    offset = state.bMarks[row] + state.tShift[row]
                offset = _note_cell(state, token, offset)
    return found


def _note_lines(state: StateBlock, token: Token) -> None:
    first, last = token.map or (0, 0)
    lines = [state.getLines(line, line + 1, state.blkIndent, False) for line in range(first, last)]
    joined = "\n".join(lines)
    content = -joined.index(token.content)  # trimmed off its start is white space only
    knots = []
    for line, text in zip(range(first, last), lines, strict=True):
        end = state.eMarks[line]
        made_up = 0  # spaces that stand for a part of a tab
        while not state.src.startswith(text[made_up:], end - len(text) + made_up):
            made_up += 1
        knots.append((content, end - len(text) + made_up))
        if made_up:
            knots.append((content + made_up, end - len(text) + made_up))
        content += len(text) + 1
    token.meta[KNOTS] = knots


def _note_cell(state: StateBlock, token: Token, offset: int) -> int:
    """Note where a cell stands; between cells are only white space and bare `|`, in a cell every `|` is escaped."""
    written = token.content.replace("|", "\\|")
    start = state.src.index(written, offset)
    knots = [(0, start)]
    for escapes, pipe in enumerate(re.finditer(r"\|", token.content)):
        knots.append((pipe.start(), start + pipe.start() + escapes))
        knots.append((pipe.end(), start + pipe.end() + escapes + 1))
    token.meta[KNOTS] = knots
    return start + len(written)
