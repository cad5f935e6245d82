"""HTML: headings, paragraphs, captions, the title and the summary in the head become blocks; code and scripts are left alone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from transflow.formats.html_tiles import text_pieces, tiles
from transflow.formats.placeholders import as_markup, trimmed
from transflow.formats.text import BYTE_ORDER_MARK, line_at, line_starts
from transflow.model import Article, Block, Piece, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from transflow.formats.html_tiles import Attribute, Tile

# Elements that end a run of text, after HTML's "phrasing content" (https://html.spec.whatwg.org/#phrasing-content), which does not.
_WORDS = """a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark nobr output q ruby rb rp rt rtc s samp
    script noscript small span strike strong style sub sup svg math time tt u var wbr"""
_PHRASING = frozenset(_WORDS.split())
_ALONE = frozenset({"br", "img", "wbr"})
_SKIPPED = frozenset(
    "script style pre code template svg math noscript textarea iframe object kbd samp var select datalist audio video canvas".split()  # noqa: SIM905 - as above
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905 - as above
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TAG_ALONE = re.compile(r"[ ]{0,3}</?([A-Za-z][A-Za-z0-9-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>[ \t]*[\r\n]+")
_SAYS_SOMETHING = re.compile(r"<(?!script|style|noscript|[!?/])[^>]*>.*</", re.DOTALL | re.IGNORECASE)
_META = {
    "description": Slot.SUMMARY,
    "og:description": Slot.SUMMARY,
    "twitter:description": Slot.SUMMARY,
    "og:title": Slot.HEADLINE,
    "twitter:title": Slot.HEADLINE,
    "author": Slot.BYLINE,
    "og:image:alt": Slot.CAPTION,
}


def read_html(text: str, name: str) -> Article:
    """Read an HTML article; `lang` on the `html` element is kept as metadata."""
    reader = _Reader(text, line_starts(text))
    reader.read(int(text.startswith(BYTE_ORDER_MARK)), len(text))
    return Article(name, "html", text, tuple(reader.blocks), reader.metadata)


def html_blocks(text: str, start: int, end: int, lines: Sequence[int]) -> list[Block]:
    """Return the blocks of an HTML block of Markdown at `text[start:end]`; `lines` holds the offset where each line of the text begins.

    Its first line is left as it is where it is one tag that Markdown takes for a block only because it stands alone there.
    """
    alone = _TAG_ALONE.match(text, start, end)
    if alone and alone[1].lower() in _PHRASING - _SKIPPED:
        start = alone.end()
    reader = _Reader(text, lines)
    reader.read(start, end)
    return reader.blocks


@dataclass(slots=True)
class _Reader:
    """Gathers runs of text between the tags of blocks."""

    text: str
    lines: Sequence[int]
    blocks: list[Block] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    run: list[Piece] = field(default_factory=list)
    opened: list[tuple[int, str]] = field(default_factory=list)  # index in the run, name
    around: list[str] = field(default_factory=list)  # names of the block elements that are open
    within: Counter[str] = field(default_factory=Counter)  # how many of each name that is
    unclosed: Counter[str] = field(default_factory=Counter)  # how many of each name are in `opened`
    skipped: list[str] = field(default_factory=list)
    skip_start: int = 0
    pairs: int = 0
    has_headline: bool = False

    def read(self, start: int, end: int) -> None:
        """Take in a stretch of the source."""
        for tile in tiles(self.text, start, end):
            if self.skipped:
                self.skip(tile)
            elif tile.kind == "text":
                self.run += text_pieces(self.text, tile.start, tile.end)
            elif tile.kind == "other":
                self.run.append(Piece("empty", "", tile.start, tile.end))
            elif tile.name in _SKIPPED or tile.values.get("translate") == "no":
                self.begin_skip(tile)
            elif tile.name in _PHRASING:
                self.read_inline(tile)
            else:
                self.read_block(tile)
        if self.skipped and self.run:
            self.run.append(Piece("empty", "", self.skip_start, end))
        self.flush()

    def begin_skip(self, tile: Tile) -> None:
        """Leave an element alone with all that is in it; within a run of text it stands as one piece."""
        if tile.kind == "end" or tile.name in _VOID or self.text.endswith("/>", tile.start, tile.end):
            self.run.append(Piece("empty", "", tile.start, tile.end))
            return
        if tile.name not in _PHRASING:
            self.flush()
        self.skipped.append(tile.name)
        self.skip_start = tile.start

    def skip(self, tile: Tile) -> None:
        if tile.name == self.skipped[-1]:
            if tile.kind == "start" and not self.text.endswith("/>", tile.start, tile.end):
                self.skipped.append(tile.name)
            elif tile.kind == "end":
                self.skipped.pop()
                if not self.skipped:
                    if tile.name in _PHRASING:
                        self.run.append(Piece("empty", "", self.skip_start, tile.end))
                    else:
                        self.flush()

    def read_inline(self, tile: Tile) -> None:
        """Add a tag to the run: a pair where the closing tag meets its own opening tag."""
        if tile.kind == "start":
            alt = tile.attributes.get("alt") if tile.name == "img" else None
            if alt and alt.quote and tile.values["alt"].strip():
                self.pairs += 1
                self.add("open", tile.start, alt.start)
                self.run += text_pieces(self.text, alt.start, alt.end)
                self.add("close", alt.end, tile.end)
                return
            if tile.name not in _ALONE and not self.text.endswith("/>", tile.start, tile.end):
                self.opened.append((len(self.run), tile.name))
                self.unclosed[tile.name] += 1
            self.run.append(Piece("empty", "", tile.start, tile.end))
        elif self.unclosed[tile.name]:
            index, name = self.opened.pop()
            self.unclosed[name] -= 1
            while name != tile.name:
                index, name = self.opened.pop()
                self.unclosed[name] -= 1
            self.pairs += 1
            self.run[index] = replace(self.run[index], kind="open", pair=self.pairs)
            self.add("close", tile.start, tile.end)
        else:
            self.flush()  # its opening tag stands outside this run: the run ends here, so that nothing moves across it

    def add(self, kind: Literal["open", "close"], start: int, end: int) -> None:
        self.run.append(Piece(kind, "", start, end, self.pairs))

    def read_block(self, tile: Tile) -> None:
        """End the run at the tag of a block element, and read what the tag itself says to a reader."""
        self.flush()
        if tile.kind == "end":
            closed = self.within[tile.name] > 0
            while closed and self.leave() != tile.name:
                pass
            return
        if tile.name not in _VOID and not self.text.endswith("/>", tile.start, tile.end):
            if tile.name == "p" and self.around and self.around[-1] == "p":
                self.leave()
            self.around.append(tile.name)
            self.within[tile.name] += 1
        if tile.name == "html" and tile.values.get("lang"):
            self.metadata.setdefault("lang", tile.values["lang"])
        elif tile.name == "meta":
            slot = _META.get((tile.values.get("name") or tile.values.get("property") or "").lower())
            if slot and "content" in tile.attributes:
                self.add_attribute(tile.attributes["content"], slot)

    def leave(self) -> str:
        """Take the innermost block element off, and return its name."""
        name = self.around.pop()
        self.within[name] -= 1
        return name

    def add_attribute(self, attribute: Attribute, slot: Slot) -> None:
        pieces = as_markup(text_pieces(self.text, attribute.start, attribute.end))
        self.add_block(pieces, slot, "html-attribute" if attribute.quote else "html-attribute-bare")

    def flush(self) -> None:
        """End the run of text: one block, or one for each text that stands in for an image where there is nothing else."""
        run, self.run = self.run, []
        opened, self.opened = self.opened, []
        self.unclosed.clear()
        cuts = [index for index, _ in opened]
        for index, at in enumerate([-1, *cuts]):  # a tag that is never closed in this run cuts it
            end = cuts[index] if index < len(cuts) else len(run)
            self.add_run(_balanced(run[at + 1 : end]))

    def add_run(self, run: Sequence[Piece]) -> None:
        images = [
            (index, at)
            for index, piece in enumerate(run)
            if piece.kind == "open" and self.text[piece.start : piece.start + 4].lower() == "<img"
            for at in [next(at for at in range(index, len(run)) if run[at].kind == "close" and run[at].pair == piece.pair)]
        ]
        inside = {at for start, end in images for at in range(start, end + 1)}
        slot = self.slot()
        if images and not _has_text([piece for at, piece in enumerate(run) if at not in inside]):
            for start, end in images:
                self.add_block(run[start + 1 : end], Slot.CAPTION, "html-attribute")
        else:
            self.add_block(_core(run, self.text), slot, "html")

    def slot(self) -> Slot:
        """Return where the text of this run stands, by the elements around it."""
        if self.within["title"] or (self.within["h1"] and not self.has_headline):
            return Slot.HEADLINE
        if self.within["figcaption"]:
            return Slot.CAPTION
        return Slot.HEADING if any(self.within[name] for name in _HEADINGS) else Slot.BODY

    def add_block(self, pieces: Sequence[Piece], slot: Slot, writing: str) -> None:
        """Add a block, unless there is no text in it."""
        pieces = trimmed(as_markup(pieces))
        if _has_text(pieces):
            self.has_headline = self.has_headline or self.within["h1"] > 0
            self.blocks.append(Block(slot, tuple(pieces), line_at(self.lines, pieces[0].start), writing, self.within["blockquote"] > 0))


def _has_text(pieces: Sequence[Piece]) -> bool:
    return any(piece.kind == "text" and piece.text.strip() for piece in pieces)


def _balanced(run: Sequence[Piece]) -> list[Piece]:
    """Turn the halves of a pair that a cut has parted into pieces that stand alone."""
    kinds: dict[int, int] = {}
    for piece in run:
        if piece.pair:
            kinds[piece.pair] = kinds.get(piece.pair, 0) + 1
    return [replace(piece, kind="empty", pair=0) if kinds.get(piece.pair) == 1 else piece for piece in run]


def _core(run: Sequence[Piece], source: str) -> Sequence[Piece]:
    """Leave out of a run the white space, what says nothing and the pairs around the whole, at both its ends."""
    start, end = 0, len(run)
    while start < end:
        if _is_dispensable(run[start], source):
            start += 1
        elif _is_dispensable(run[end - 1], source):
            end -= 1
        elif run[start].kind == "open" and run[end - 1].kind == "close" and run[start].pair == run[end - 1].pair:
            start, end = start + 1, end - 1
        else:
            break
    return run[start:end]


def _is_dispensable(piece: Piece, source: str) -> bool:
    """Tell whether a piece at an edge can stay outside: white space, a comment, a break, but no code or formula."""
    if piece.kind == "empty":
        return not _SAYS_SOMETHING.match(source, piece.start, piece.end)
    return piece.kind == "text" and not piece.text.strip()
