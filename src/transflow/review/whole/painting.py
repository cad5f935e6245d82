"""A piece of clean HTML with marks becomes what the page shows: every unit a link to its desk that says how far it is, every name marked.

Nothing in a piece can act: its links are no links here, and what is invisible in its texts is shown as everywhere on the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from transflow.editions.body import MARK, NAME_CLOSE, TAG
from transflow.model import State
from transflow.review.showing import visible

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Sequence

SIGNS = {State.UNTRANSLATED: "○", State.DRAFT: "◐", State.TRANSLATED: "", State.APPROVED: "✓"}
STALE, ERROR, WARNING = "↺", "✗", "!"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A unit where it stands in the article: how far it is, and how many findings there are; `anchor` where a link to it leads, once a page.

    `fallback` is the locale of the source with its direction where the edition shows that for want of a translation.
    """

    unit: str
    address: str
    state: State
    stale: bool = False
    errors: int = 0
    warnings: int = 0
    anchor: bool = True
    fallback: tuple[str, str] | None = None

    @property
    def told(self) -> str:
        """How far it is, in words."""
        parts = [str(self.state)]
        parts += ["its approval does not hold any more"] if self.stale else []
        parts += [f"{number} {word}{'' if number == 1 else 's'}" for number, word in self._found if number]
        return ", ".join(parts)

    @property
    def signs(self) -> str:
        """The same in signs; a translated unit without findings needs none."""
        return SIGNS[self.state] + (STALE if self.stale else "") + (ERROR if self.errors else WARNING if self.warnings else "")

    @property
    def _found(self) -> tuple[tuple[int, str], ...]:
        return (self.errors, "error"), (self.warnings, "warning")


def paint_edition(piece: str, sentences: Sequence[Sentence], told: Sequence[str]) -> Markup:
    """Return a piece of the edition; `told` says by number what there is to tell of a name."""

    def begin(index: int) -> str:
        one = sentences[index]
        classes = f"unit {one.state}{' stale' if one.stale else ''}{' wrong' if one.errors else ''}"
        anchor = f' id="unit-{escape(one.unit)}"' if one.anchor else ""
        spoken = f' lang="{escape(one.fallback[0])}" dir="{escape(one.fallback[1])}"' if one.fallback else ""
        return f'<a class="{classes}" href="{escape(one.address)}" data-unit="{index}"{anchor}{spoken}>'

    def end(index: int) -> str:
        one = sentences[index]
        signs = f'<sup class="signs" aria-hidden="true" dir="ltr">{one.signs}</sup>' if one.signs else ""
        return f'{signs}<span class="visually-hidden" lang="en" dir="ltr"> ({one.told})</span></a>'

    return _paint(piece, begin, end, told)


def paint_source(piece: str, sentences: Sequence[Sentence], told: Sequence[str]) -> Markup:
    """Return a piece of the source: its units lead to the same desks by the pointer, and are no stops for the keyboard."""

    def begin(index: int) -> str:
        return f'<a class="unit" tabindex="-1" href="{escape(sentences[index].address)}" data-unit="{index}">'

    return _paint(piece, begin, lambda _: "</a>", told)


def _paint(piece: str, begin: Callable[[int], str], end: Callable[[int], str], told: Sequence[str]) -> Markup:
    parts: list[str] = []
    opened: list[int] = []  # the unit that is open, if any
    for text, is_tag in _tokens(piece):
        if is_tag:
            parts.append(_tag(text))
            continue
        for words, mark in _stretches(text):
            parts.append(words)
            if mark is None:
                continue
            if mark[1]:
                opened.append(int(mark[1]))
                parts.append(begin(opened[-1]))
            elif mark[2]:
                parts.append(f'<mark class="name" title="{escape(told[int(mark[2])])}">')
            elif mark.group() == NAME_CLOSE:
                parts.append("</mark>")
            elif opened:
                parts.append(end(opened.pop()))
    parts += [end(index) for index in reversed(opened)]
    return Markup("".join(parts))  # noqa: S704 - tags were cleaned, texts and values escaped above


def _tokens(piece: str) -> Iterator[tuple[str, bool]]:
    end = 0
    for tag in TAG.finditer(piece):
        if tag.start() > end:
            yield piece[end : tag.start()], False
        yield tag.group(), True
        end = tag.end()
    if end < len(piece):
        yield piece[end:], False


def _tag(tag: str) -> str:
    """Return a tag as it stands, since it was cleaned; a link of the article would lie in that of its sentence and becomes a span."""
    if tag.startswith(("<a ", "<a>")):
        return '<span class="link">'
    return "</span>" if tag == "</a>" else tag


def _stretches(text: str) -> Iterator[tuple[Markup, re.Match[str] | None]]:
    """Yield the texts between marks, escaped and with what is invisible shown, each with the mark after it."""
    marks = list(MARK.finditer(text))
    starts, ends = (0, *(mark.end() for mark in marks)), (*(mark.start() for mark in marks), len(text))
    plain = [unescape(text[start:end]) for start, end in zip(starts, ends, strict=True)]
    whole = "".join(plain)
    at = 0
    for words, mark in zip(plain, (*marks, None), strict=True):
        yield visible(words, whole[:at], whole[at + len(words) :]), mark
        at += len(words)
