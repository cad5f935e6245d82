"""The pieces of a Markdown paragraph: text, markup that opens and closes, and what stands alone, each with its source bytes.

markdown-it does the reading; a state of our own notes where it stood whenever it made a token, so its decisions and these
places cannot disagree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from markdown_it.rules_inline import StateInline

from transflow.formats.markdown_lines import inline_parser
from transflow.formats.placeholders import PLACEHOLDER, as_markup
from transflow.model import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from markdown_it.token import Token

    from transflow.formats.markdown_lines import Place

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)")
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
# What other readers of Markdown take for markup though CommonMark does not: bare addresses, footnote marks, {#id} attributes.
_ADDRESS = r"(?:https?://|www\.)[^\s<>\"“”«»]*[^\s<>\"“”«».,;:!?'’)\]}*_~…]"
_LITERAL = re.compile(rf"{PLACEHOLDER.pattern}|{_ADDRESS}|\[\^[^\]\s]+\]|\{{[#.][\w-]+(?: [#.][\w-]+)*\}}")


@dataclass(frozen=True, slots=True)
class _Step:
    """A stretch of the content and the token that markdown-it made of it; None for plain characters."""

    start: int
    end: int
    token: Token | None


class _NotingState(StateInline):
    """markdown-it's inline state, which also notes its position at every token and run of characters."""

    def __init__(self, content: str, environment: dict[str, object]) -> None:
        super().__init__(content, inline_parser(), environment, [])
        self.noted: list[tuple[int, Token | None]] = []

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        self.noted.append((self.pos, token))
        return token

    def append_pending(self, text: str) -> None:
        self.noted.append((self.pos, None))
        super().append_pending(text)


def read_inline(content: str, place: Place, environment: dict[str, object], *, cell: bool = False) -> list[Piece] | None:
    """Return the pieces of one block's content, or None where they do not add up to exactly its source.

    `environment` holds the file's link references; in a `cell` of a table a `|` is written with a backslash.
    """
    reader = _Reader(place, environment, cell)
    reader.read(content, 0)
    pieces = as_markup(reader.pieces, _LITERAL)
    tiled = all(first.end == second.start for first, second in pairwise(pieces))
    return pieces if tiled and all(piece.start <= piece.end for piece in pieces) else None


class _Reader:
    """Collects the pieces of one block."""

    def __init__(self, place: Place, environment: dict[str, object], cell: bool) -> None:  # noqa: FBT001 - private, said by name above
        self.place = place
        self.environment = environment
        self.cell = cell
        self.pieces: list[Piece] = []
        self.pairs = 0
        self.open: list[tuple[int, str, int]] = []  # index in pieces, name of an HTML tag or "", end in the content

    def read(self, content: str, base: int) -> None:
        """Add the pieces of a content, which begins at `base` of the block's content."""
        for step in _steps(content, self.environment):
            token, start, end = step.token, base + step.start, base + step.end
            if token is None:
                self.add_text(content[step.start : step.end], start, end)
            elif token.type == "text_special":
                self.add("text", start, end, " " if token.content in {"\n", "\r"} else token.content)
            elif token.type == "softbreak":
                self.add("text", start, end, " ")
            elif token.markup == "autolink":
                self.add("empty", start, end)
            elif token.nesting > 0:
                self.add_open(start, end)
            elif token.nesting < 0:
                self.add_close(start, end, content, base)
            elif token.type == "image" and token.content.strip():
                self.add_open(start, start + 2)
                self.read(token.content, start + 2)
                self.add_close(start + 2 + len(token.content), end, content, base)
            elif token.type == "html_inline":
                self.add_tag(token.content, start, end)
            else:
                self.add("empty", start, end)

    def add(self, kind: Literal["text", "open", "close", "empty"], start: int, end: int, text: str = "", pair: int = 0) -> None:
        self.pieces.append(Piece(kind, text, self.place.source_offset(start), self.place.source_offset(end), pair))

    def add_text(self, text: str, start: int, end: int) -> None:
        """Add characters that stand for themselves, cut where a backslash of the table stands between them."""
        at = start
        for cut in (*self.place.breaks(start, end), end):
            if cut > at:
                self.add("text", at, cut, text[at - start : cut - start])
                at = cut

    def add_open(self, start: int, end: int) -> None:
        self.pairs += 1
        self.open.append((len(self.pieces), "", end))
        self.add("open", start, end, pair=self.pairs)

    def add_close(self, start: int, end: int, content: str, base: int) -> None:
        """Close what was opened last; HTML tags left open since then stand alone."""
        while self.open[-1][1]:
            self.open.pop()
        index, _, label_start = self.open.pop()
        self.add("close", start, end, pair=self.pieces[index].pair)
        if content[start - base : end - base] in {"]", "][]"}:
            # The label is the text itself, which a translation changes: write it out.
            label = " ".join(content[label_start - base : start - base].split())
            label = label.replace("|", "\\|") if self.cell else label
            self.pieces[-1] = replace(self.pieces[-1], written=f"][{label}]")

    def add_tag(self, tag: str, start: int, end: int) -> None:
        """Add an HTML tag: a pair where the closing tag meets its own opening tag, otherwise one that stands alone."""
        self.add("empty", start, end)
        found = _TAG.match(tag)
        name = found["name"].lower() if found else ""
        if not found or name in _VOID or tag.endswith("/>"):
            return
        if not found["close"]:
            self.open.append((len(self.pieces) - 1, name, end))
        elif self.open and self.open[-1][1] == name:
            index = self.open.pop()[0]
            self.pairs += 1
            self.pieces[index] = replace(self.pieces[index], kind="open", pair=self.pairs)
            self.pieces[-1] = replace(self.pieces[-1], kind="close", pair=self.pairs)


def _steps(content: str, environment: dict[str, object]) -> list[_Step]:
    """Let markdown-it read a content; return what it made of each stretch, in order and without gaps."""
    state = _NotingState(content, environment)
    state.md.inline.tokenize(state)
    for rule in state.md.inline.ruler2.getRules(""):
        rule(state)
    steps: list[_Step] = []
    for step in _stretches(state, content):
        token, before = step.token, steps[-1] if steps else _Step(0, 0, None)
        if before.end == before.start or before.token is not None:
            pass
        elif token is None:
            steps[-1] = _Step(before.start, step.end, None)
            continue
        elif token.type in {"softbreak", "hardbreak"} and content[step.start] == "\n":
            steps.pop()  # the break takes in the spaces before it
            spaces = before.start + len(content[before.start : before.end].rstrip(" "))
            if spaces > before.start:
                steps.append(_Step(before.start, spaces, None))
            steps.append(_Step(spaces, step.end, token))
            continue
        steps.append(step)
    return steps


def _stretches(state: _NotingState, content: str) -> Iterator[_Step]:
    """Turn positions into stretches: each ends where the next begins."""
    places: list[tuple[int, Token | None]] = []
    passed_over = 0
    for position, token in state.noted:
        if passed_over:
            passed_over -= 1
        elif token is not None and token.type == "link_open" and token.markup == "autolink":
            passed_over = 2  # its text and its end
            places.append((position, token))
        else:
            is_link = token is not None and token.type == "link_open"  # made when its label begins, after the bracket
            places.append((position - is_link, token))
    order = {id(token): index for index, token in enumerate(state.tokens)} if "~~~" in content else {}
    groups = [(start, [token for _, token in group]) for start, group in groupby(places, key=itemgetter(0))]
    for (start, tokens), (end, _) in pairwise([*groups, (len(content), [])]):
        if len(tokens) == 1 and not _is_marker(tokens[0]):
            yield _Step(start, end, tokens[0])
        else:
            # An odd tilde was moved behind the markers that close: the order of the tokens is the order of their characters.
            yield from _markers(start, sorted((token for token in tokens if token is not None), key=lambda token: order.get(id(token), 0)))


def _is_marker(token: Token | None) -> bool:
    """Tell whether a token was made of a `*`, `_` or `~`, matched or not."""
    return token is not None and token.type in {"text", "em_open", "em_close", "strong_open", "strong_close", "s_open", "s_close"}


def _markers(start: int, tokens: Sequence[Token]) -> Iterator[_Step]:
    """Share out a run of `*`, `_` or `~`: two that belong together are one mark, a run without any partner is plain characters."""
    run_of: list[_Step] = []
    at = start
    for token in tokens:
        width = len(token.markup) if token.type in {"s_open", "s_close"} else max(1, len(token.content))
        step = _Step(at, at + width, token)
        at += width
        before = run_of[-1] if run_of else None
        if before and before.token and token.type == "strong_open" and not before.token.markup and not before.token.content:
            run_of[-1] = _Step(before.start, step.end, token)
        elif before and before.token and before.token.type == "strong_close" and before.end - before.start == 1:
            run_of[-1] = _Step(before.start, step.end, before.token)
        else:
            run_of.append(step)
    # A mark without a partner beside one that has a partner stays markup: its escape would change the length of their run,
    # and with it what matches what (https://spec.commonmark.org/0.31.2/#can-open-emphasis, rules 9 and 10).
    matched = any(token.nesting for token in tokens)
    yield from run_of if matched else (_Step(step.start, step.end, None) for step in run_of)
