"""The nouns that every room shares, as frozen dataclasses: article, block, unit, mention, finding.

All offsets are code points, counted from 0; all lines count from 1.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal


class Slot(StrEnum):
    """Where in an article a text stands."""

    HEADLINE = "headline"
    SUMMARY = "summary"
    BYLINE = "byline"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    KEYWORD = "keyword"


class Voice(StrEnum):
    """Who speaks: the newsroom, somebody quoted, or both in one unit."""

    NARRATION = "narration"
    QUOTATION = "quotation"
    MIXED = "mixed"


class Turn(StrEnum):
    """Whether a mention is the first of its concept in the newsroom's own words of an article's body."""

    FIRST = "first-mention"
    LATER = "later"


class Severity(StrEnum):
    """How much a finding weighs; only errors fail a check."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class State(StrEnum):
    """How far a unit is."""

    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    TRANSLATED = "translated"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a text, in code points."""

    start: int
    end: int

    def __contains__(self, offset: object) -> bool:
        """Tell whether an offset lies inside."""
        return isinstance(offset, int) and self.start <= offset < self.end


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a block, and the stretch of the source that it stands for.

    `text` pieces carry what a reader sees (entities decoded, escapes gone); `open`, `close` and `empty`
    pieces carry no text: they are inline markup, kept as its source bytes. An `open` and its `close` share `pair`.
    `written` is how markup stands around a translation where its source bytes will not do: the `]` of a link whose label is its
    text becomes `][label]`.
    """

    kind: Literal["text", "open", "close", "empty"]
    text: str
    start: int
    end: int
    pair: int = 0
    written: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article that is translated as a whole: a paragraph, a heading, a caption, a front-matter value.

    `writing` names how text is written back in its place ("text", "markdown", "markdown-cell", "html", "yaml-plain" …);
    `quoted` says that the whole block is somebody's words (a block quotation).
    """

    slot: Slot
    pieces: tuple[Piece, ...]
    line: int
    writing: str = "text"
    quoted: bool = False

    @property
    def start(self) -> int:
        """Offset in the source where the block begins."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Offset in the source where the block ends."""
        return self.pieces[-1].end


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it lies on disk: its text to the last byte, and the blocks found in it.

    `text` is the file decoded as UTF-8 with line ends, a byte order mark and normalisation left as they are.
    `metadata` holds the plain values of the front matter (title, lang, slug, date …).
    """

    name: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    metadata: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unit:
    """One translation unit: by default a sentence.

    `text` has inline markup as numbered placeholders (`<1>…</1>`, `<2/>`), `markup` their source bytes by the placeholder's
    own text; `start` and `end` are offsets in the article; `block` counts the blocks and `sentence` the units in a block, from 0.
    """

    text: str
    start: int
    end: int
    line: int
    block: int
    sentence: int
    slot: Slot
    voice: Voice
    quotations: tuple[Span, ...] = ()
    markup: dict[str, str] = field(default_factory=dict)
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A contested name found in a text.

    `name` is empty where the form may be another's: `names` then holds all names of the concept that it may be, and `rivals` the other
    concepts. `kept` says that it stands in a phrase in which an edition leaves the name as it is (an institution's own name, a fixed collocation), so that it is as the source says; `explains` that it is
    part of the edition's own gloss, where any name may stand.
    """

    start: int
    end: int
    text: str
    concept: str
    name: str
    names: tuple[str, ...]
    voice: Voice = Voice.NARRATION
    derived: bool = False
    turn: Turn = Turn.LATER
    kept: bool = False
    explains: bool = False
    rivals: tuple[str, ...] = ()

    @property
    def ambiguous(self) -> bool:
        """Tell whether the form belongs to more than one name or concept."""
        return len(self.names) > 1 or bool(self.rivals)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, and where; `start` and `end` are offsets in the target (or, with no target, the source).

    `rule` is the place (`file:line:column`) of the rule of a style that makes it one, `reason` why the desk has that rule.
    """

    check: str
    severity: Severity
    message: str
    edition: str = ""
    article: str = ""
    unit: str = ""
    file: str = ""
    line: int = 0
    source: str = ""
    target: str = ""
    start: int | None = None
    end: int | None = None
    concept: str | None = None
    name: str | None = None
    expected: tuple[str, ...] = ()
    rule: str = ""
    reason: str = ""


def unit_id(context: str | None, source: str) -> str:
    """Return the short name of a unit, stable while its context and source are: 12 hex digits of SHA-256.

    The two are joined by U+0004, as in gettext's MO files.
    """
    joined = source if context is None else f"{context}\x04{source}"
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:12]
