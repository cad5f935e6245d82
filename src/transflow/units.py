"""An article becomes units, and units with their targets become the article again.

Only the stretches that units cover are ever replaced; every other byte of the article stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from transflow.formats.placeholders import trimmed
from transflow.formats.text import line_at, line_starts
from transflow.formats.writing import splice, write_back
from transflow.model import Piece, Slot, Span, Unit, Voice
from transflow.segmentation import sentence_starts
from transflow.voice import document_quotations, unit_voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from transflow.model import Article

OBJECT = "\ufffc"  # what the segmenter sees where an image or inline code stands


@dataclass(frozen=True, slots=True)
class Occurrences:
    """One catalog entry's worth of units: equal text, slot and voice, wherever it stands."""

    source: str
    context: str | None
    units: tuple[Unit, ...]


class _Stretch(NamedTuple):
    """A unit's text and where it stands, before it is known who speaks; `sentence` counts in its block, from 0."""

    text: str
    start: int
    end: int
    sentence: int
    markup: dict[str, str]


def cut(article: Article, *, language: str, unit: Literal["sentence", "paragraph"] = "sentence") -> tuple[Unit, ...]:
    """Return the units of an article in document order, each with its voice and context."""
    by_block = [list(_stretches(article, index, language, unit)) for index in range(len(article.blocks))]
    lines = line_starts(article.text)
    contexts = _Contexts()
    units: list[Unit] = []
    spoken = document_quotations([[stretch.text for stretch in stretches] for stretches in by_block], language)
    for index, (block, stretches, quotations) in enumerate(zip(article.blocks, by_block, spoken, strict=True)):
        for (text, start, end, sentence, markup), spans in zip(stretches, quotations, strict=True):
            quoted = (Span(0, len(text)),) if block.quoted else tuple(spans)
            voice = unit_voice(text, quoted)
            context = contexts.of(text, block.slot, voice)
            units.append(Unit(text, start, end, line_at(lines, start), index, sentence, block.slot, voice, quoted, markup, context))
    return tuple(units)


def occurrences(units: Iterable[Unit]) -> tuple[Occurrences, ...]:
    """Group units that share one catalog entry, in the order of their first occurrence."""
    groups: dict[tuple[str | None, str], list[Unit]] = {}
    for unit in units:
        groups.setdefault((unit.context, unit.text), []).append(unit)
    return tuple(Occurrences(source, context, tuple(group)) for (context, source), group in groups.items())


def place(article: Article, units: Sequence[Unit], targets: Mapping[int, str]) -> str:
    """Return the article's text with the targets, by the index of their unit, in the place of the sources.

    An empty target stands for an intentionally blank unit: it goes together with the white space before it (at the start of its block, after it).
    """
    return splice(article.text, replacements(article, units, targets))


def replacements(article: Article, units: Sequence[Unit], targets: Mapping[int, str]) -> Iterator[tuple[int, int, str]]:
    """Yield what `place` splices: (start, end, text) in document order."""
    shown = None  # the last unit of the block that is not blank
    for index, unit in enumerate(units):
        following = units[index + 1] if index + 1 < len(units) else None
        shown = shown if shown and shown.block == unit.block else None
        start, end = unit.start, unit.end
        if index not in targets or targets[index]:
            shown = unit
        elif shown is not None:
            start = units[index - 1].end
        elif following and following.block == unit.block:
            end = following.start
        if index in targets:
            yield start, end, write_back(targets[index], writing=article.blocks[unit.block].writing, markup=unit.markup)


class _Contexts:
    """Gives units of equal text but another slot or voice a context; the first way a text occurs has none."""

    def __init__(self) -> None:
        self._ways: dict[str, dict[tuple[Slot, Voice], str | None]] = {}

    def of(self, text: str, slot: Slot, voice: Voice) -> str | None:
        """Return the context of a text in this slot and voice."""
        known = self._ways.setdefault(text, {})
        if (slot, voice) not in known:
            first_slot = next(iter(known))[0] if known else None
            short = slot != first_slot and str(slot) not in known.values()
            known[slot, voice] = None if not known else (str(slot) if short else f"{slot} {voice}")
        return known[slot, voice]


def _stretches(article: Article, index: int, language: str, unit: str) -> Iterator[_Stretch]:
    pieces = _without_wrapping(article.blocks[index].pieces)
    plain = "".join(OBJECT if piece.kind == "empty" else piece.text for piece in pieces)
    starts = sentence_starts(plain, language) if unit == "sentence" else (0,)
    sentence = 0
    for run in _runs(pieces, starts[1:]):
        kept = trimmed(run)
        if any(character.isalnum() for piece in kept for character in piece.text):
            text, markup = _with_placeholders(kept, article.text)
            yield _Stretch(text, kept[0].start, kept[-1].end, sentence, markup)
            sentence += 1


def _without_wrapping(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Take off a pair of markup that encloses the whole block, so that cuts inside are possible."""
    while len(pieces) > 2 and pieces[0].kind == "open" and pieces[-1].kind == "close" and pieces[0].pair == pieces[-1].pair:
        pieces = pieces[1:-1]
    return pieces


def _runs(pieces: Sequence[Piece], cuts: Sequence[int]) -> Iterator[list[Piece]]:
    """Cut pieces at offsets of the plain text, but never between an opening and its closing markup."""
    run: list[Piece] = []
    depth = offset = 0
    waiting = iter(cuts)
    cut = next(waiting, None)
    for piece in pieces:
        while cut is not None and cut < offset:
            cut = next(waiting, None)
        if cut == offset and not depth and run and piece.kind != "close":
            yield run
            run = []
            cut = next(waiting, None)
        depth += (piece.kind == "open") - (piece.kind == "close")
        rest = piece
        while cut is not None and piece.kind == "text" and offset < cut < offset + len(rest.text):
            if depth or len(rest.text) != rest.end - rest.start:
                cut = next(waiting, None)
                continue
            head, rest = _halves(rest, cut - offset)
            yield [*run, head]
            run = []
            offset = cut
            cut = next(waiting, None)
        run.append(rest)
        offset += 1 if piece.kind == "empty" else len(rest.text)
    if run:
        yield run


def _halves(piece: Piece, at: int) -> tuple[Piece, Piece]:
    middle = piece.start + at
    return Piece("text", piece.text[:at], piece.start, middle), Piece("text", piece.text[at:], middle, piece.end)


def _with_placeholders(pieces: Sequence[Piece], source: str) -> tuple[str, dict[str, str]]:
    """Return the unit's text with its markup numbered from 1 in order, and the source bytes of each placeholder."""
    numbers: dict[int, int] = {}
    markup: dict[str, str] = {}
    parts = []
    count = 0
    for piece in pieces:
        if piece.kind == "text":
            parts.append(piece.text)
            continue
        if piece.kind == "close":
            placeholder = f"</{numbers[piece.pair]}>"
        else:
            count += 1
            placeholder = f"<{count}>" if piece.kind == "open" else f"<{count}/>"
            if piece.kind == "open":
                numbers[piece.pair] = count
        markup[placeholder] = piece.written or source[piece.start : piece.end]
        parts.append(placeholder)
    return "".join(parts), markup
