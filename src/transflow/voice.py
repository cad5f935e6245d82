"""Who speaks: the quotations of a paragraph, found from the quotation marks of its language.

A mark by itself says little: “ closes in German and opens in English, ’ is an apostrophe far more often than a mark, " is both
ends. So each mark is read for what it may be where it stands, and a stack pairs them. Every step takes linear time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from transflow.locales import quotation_marks
from transflow.model import Span, Voice

if TYPE_CHECKING:
    from collections.abc import Sequence

SINGLE_MARKS = frozenset("'‘’‚‛")
_JOINT = "\n"  # stands between the texts of a paragraph: white space, and no mark
_PLACEHOLDER = re.compile(r"</?\d+>")
_MEASURE = re.compile(r"\d['’′]\s?\d{1,2}(?:[.,]\d)?\Z")
_CLIPPED = re.compile(r"['’‘](?:\d\ds|tis|twas|em|til|n)\b", re.IGNORECASE)
_BEFORE_OPENING = frozenset("([{—–-‐/=:՝\"'“‘„‚«»‹›「『《")
_AFTER_OPENING = frozenset("([{¿¡…\"'“‘„‚«»‹›「『《<")


@dataclass(frozen=True, slots=True)
class _Marks:
    """The marks of a language: what closes each opening mark, and which marks are both."""

    closing: dict[str, frozenset[str]]
    closers: frozenset[str]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark in a paragraph and what it may do there."""

    at: int
    character: str
    opens: bool
    closes: bool


def quotations(texts: Sequence[str], language: str) -> tuple[tuple[Span, ...], ...]:
    """Return what is quoted in the texts of one paragraph: for each text its spans, marks included, in order and never overlapping.

    A quotation may run over several texts; one inside another belongs to it. An opening mark that never closes runs to the end
    of the paragraph, a closing mark alone means nothing. Placeholders (`<1>`) are looked through. Offsets are code points.
    """
    return _read(texts, _marks_of(language))[0]


def document_quotations(blocks: Sequence[Sequence[str]], language: str) -> tuple[tuple[tuple[Span, ...], ...], ...]:
    """Return the same for consecutive paragraphs: a quotation left open goes on in the next one only if that begins with a mark.

    Newsrooms repeat the opening mark (French ones also the closing mark) where a new paragraph goes on with the same speaker.
    """
    marks = _marks_of(language)
    first_marks = [*(_first_mark(texts, marks) for texts in blocks), ""]
    found: list[tuple[tuple[Span, ...], ...]] = []
    left_open = ""
    for number, texts in enumerate(blocks):
        spans, left_open = _read(texts, marks, carried=left_open, next_mark=first_marks[number + 1])
        found.append(spans)
    return tuple(found)


def voice_of(start: int, end: int, spans: Sequence[Span]) -> Voice:
    """Return who speaks in this stretch of a text: QUOTATION where it lies within one of the quoted spans (in order)."""
    index = bisect_right(spans, start, key=lambda span: span.start) - 1
    return Voice.QUOTATION if index >= 0 and end <= spans[index].end else Voice.NARRATION


def unit_voice(text: str, spans: Sequence[Span]) -> Voice:
    """Return who speaks in a text as a whole: MIXED where letters stand both inside and outside the quoted spans."""
    inside = outside = False
    position = 0
    for span in (*spans, Span(len(text), len(text))):
        outside = outside or any(map(str.isalpha, text[position : span.start]))
        inside = inside or any(map(str.isalpha, text[span.start : span.end]))
        position = span.end
    if inside:
        return Voice.MIXED if outside else Voice.QUOTATION
    return Voice.NARRATION


@lru_cache(maxsize=64)
def _marks_of(language: str) -> _Marks:
    closing: defaultdict[str, set[str]] = defaultdict(set)
    for opening, closer in quotation_marks(language):
        closing[opening].add(closer)
    closers = frozenset().union(*closing.values())
    every = "".join(sorted(closers.union(closing)))
    return _Marks({mark: frozenset(ends) for mark, ends in closing.items()}, closers, re.compile(f"[{re.escape(every)}]"))


def _first_mark(texts: Sequence[str], marks: _Marks) -> str:
    """Return the quotation mark that a paragraph begins with, or nothing."""
    text = _PLACEHOLDER.sub("", next((text for text in texts if text.strip()), "")).lstrip()
    return text[:1] if marks.pattern.match(text) else ""


def _read(texts: Sequence[str], marks: _Marks, *, carried: str = "", next_mark: str = "") -> tuple[tuple[tuple[Span, ...], ...], str]:
    """Return the quoted spans of each text, and the mark of a quotation left open at the end of the paragraph."""
    paragraph = _JOINT.join(texts)
    found = _marks_in(paragraph, marks)
    begins = bool(found) and not _PLACEHOLDER.sub("", paragraph[: found[0].at]).strip()
    if begins and carried and found[0].character in marks.closing[carried]:
        found[0] = _Mark(found[0].at, carried, opens=True, closes=False)
    spans: list[Span] = []
    left_open = ""
    partner = _pair(found, marks)
    if not (begins and found[0].character == next_mark and 0 not in partner):
        partner |= _shared(found, partner)
    index = 0
    while index < len(found):
        mark = found[index]
        if not mark.opens:
            index += 1
            continue
        end = partner.get(index)
        if end is None and mark.character in SINGLE_MARKS and mark.character != next_mark:
            index += 1  # most likely an apostrophe
        elif end is None:
            spans.append(Span(mark.at, len(paragraph)))
            left_open = mark.character
            break
        else:
            spans.append(Span(mark.at, found[end].at + 1))
            index = end + 1
    return _per_text(spans, texts), left_open


def _pair(found: list[_Mark], marks: _Marks) -> dict[int, int]:
    """Return, for each opening mark that closes, its closing mark, both as places in the list."""
    partner: dict[int, int] = {}
    opened: list[int] = []
    waiting = Counter[str]()

    def ends() -> frozenset[str]:
        return marks.closing[found[opened[-1]].character]

    for index, mark in enumerate(found):
        closes = mark.closes and waiting[mark.character] > 0
        if closes and mark.character in SINGLE_MARKS:
            closes = mark.character in ends()  # it may be an apostrophe after all: it closes only what was opened last
        while closes and mark.character not in ends():
            waiting.subtract(ends())
            opened.pop()
        if closes:
            waiting.subtract(ends())
            partner[opened.pop()] = index
        elif mark.opens:
            opened.append(index)
            waiting.update(marks.closing[mark.character])
    return partner


def _shared(found: list[_Mark], partner: dict[int, int]) -> dict[int, int]:
    """Return closing marks for those left open: «A «B» C, where one mark closes both, as Russian and Armenian write it."""
    closing = set(partner.values())
    nearest: dict[str, int] = {}
    shared: dict[int, int] = {}
    for index in range(len(found) - 1, -1, -1):
        character = found[index].character
        if index in partner:
            nearest[character] = partner[index]
        elif index not in closing and found[index].opens and character in nearest and character not in SINGLE_MARKS:
            shared[index] = nearest[character]
    return shared


def _marks_in(paragraph: str, marks: _Marks) -> list[_Mark]:
    """Return the marks of a paragraph with what each may be where it stands; apostrophes and measures are left out."""
    found: list[_Mark] = []
    certain: defaultdict[str, bool] = defaultdict(bool)  # a mark that can only close follows, before another opens
    places = [place.start() for place in marks.pattern.finditer(paragraph)]
    around = _neighbours(paragraph, places)
    for at in reversed(places):
        before, after = around[at]
        mark = _mark(paragraph, at, before, after, marks)
        if mark is None:
            continue
        if mark.closes and not mark.opens:
            if not _doubtful(mark.character, before, after):
                certain[mark.character] = True
            elif certain[mark.character]:
                continue
        elif mark.opens:
            certain.update(dict.fromkeys(marks.closing[mark.character], False))
        found.append(mark)
    found.reverse()
    return found


def _doubtful(character: str, before: str, after: str) -> bool:
    """Tell whether a closing mark is more likely an apostrophe (the mediators’ role) or inches (6" long) if another follows."""
    if character in SINGLE_MARKS:
        return (before in "sS" or before.isdigit()) and after.isspace()
    return character == '"' and before.isdigit() and after.isspace()


def _mark(paragraph: str, at: int, before: str, after: str, marks: _Marks) -> _Mark | None:
    """Return what a mark may be between these two characters, or None for an apostrophe or a measure."""
    character = paragraph[at]
    opens, closes = character in marks.closing, character in marks.closers
    if character in SINGLE_MARKS:
        if (before.isalnum() and after.isalnum()) or _CLIPPED.match(paragraph, at):
            return None
        opens = opens and _may_open(before, after)
        closes = closes and not before.isspace() and not after.isalnum()
    elif character == '"' and before.isdigit() and _MEASURE.search(paragraph[max(0, at - 8) : at]):
        return None
    elif opens and closes and not (_wide(before) or _wide(after) or (character != '"' and before.isspace() and after.isspace())):
        opens = _may_open(before, after)
        closes = not opens
    return _Mark(at, character, opens, closes) if opens or closes else None


def _may_open(before: str, after: str) -> bool:
    """Tell whether a mark between these characters can open; "Artsakh"ın shows that a letter may follow a closing one."""
    if before.isspace():
        return not after.isspace()
    return before in _BEFORE_OPENING and (after.isalnum() or after in _AFTER_OPENING)


def _wide(character: str) -> bool:
    """Tell whether this is a character of a script without spaces, where only what is open tells the ends apart."""
    return "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"


def _neighbours(paragraph: str, places: list[int]) -> dict[int, tuple[str, str]]:
    """Return the characters before and after each place, looking through placeholders; beyond the ends stands white space."""
    before = {found.end(): found.start() for found in _PLACEHOLDER.finditer(paragraph)}
    after = {start: end for end, start in before.items()}
    around: dict[int, tuple[str, str]] = {}
    for at in places:
        left, right = at, at + 1
        while left in before:
            left = before[left]
        while right in after:
            right = after[right]
        around[at] = (paragraph[left - 1] if left else _JOINT, paragraph[right] if right < len(paragraph) else _JOINT)
    return around


def _per_text(spans: list[Span], texts: Sequence[str]) -> tuple[tuple[Span, ...], ...]:
    """Share the spans of a paragraph out among its texts."""
    starts = list(accumulate((len(text) + len(_JOINT) for text in texts), initial=0))
    shared: list[list[Span]] = [[] for _ in texts]
    for span in spans:
        number = bisect_right(starts, span.start) - 1
        while number < len(texts) and starts[number] < span.end:
            start, end = max(0, span.start - starts[number]), min(len(texts[number]), span.end - starts[number])
            if start < end:
                shared[number].append(Span(start, end))
            number += 1
    return tuple(map(tuple, shared))
