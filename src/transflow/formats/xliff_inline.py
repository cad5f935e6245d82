"""What stands in a source or target of XLIFF: text, placeholders that nest, those that do not, and the names of the glossary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from transflow.formats.placeholders import PLACEHOLDER
from transflow.formats.xml import NOT_XML, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from transflow.formats.bilingual import Term

Kind = Literal["text", "open", "close", "lone", "broken", "term", "end"]
_ORDER = {"end": 0, "term": 1}  # where several stand at one offset; placeholders come last


@dataclass(frozen=True, slots=True)
class Inline:
    """A step through a text: characters, a placeholder (`number` without its brackets), or the start or end of a term.

    A placeholder that does not nest, or whose number stands there a second time, is `broken`: XLIFF has no element for it.
    """

    kind: Kind
    text: str
    number: str = ""
    term: Term | None = None


def steps(text: str, terms: Sequence[Term] = ()) -> Iterator[Inline]:
    """Yield a text step by step; a term that only half encloses a placeholder pair is left out."""
    marks = [(found.start(), found.end(), inline) for found, inline in zip(PLACEHOLDER.finditer(text), _placeholders(text), strict=True)]
    for term in terms:
        if _encloses(term, marks):
            marks += [(term.start, term.start, Inline("term", "", term=term)), (term.end, term.end, Inline("end", "", term=term))]
    at = 0
    for start, end, inline in sorted(marks, key=lambda mark: (mark[0], _ORDER.get(mark[2].kind, 2))):
        if start > at:
            yield Inline("text", text[at:start])
        yield inline
        at = end
    if at < len(text):
        yield Inline("text", text[at:])


def marked_terms(text: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """Return the terms that `steps` marks, in the order of the text."""
    return tuple(step.term for step in steps(text, terms) if step.kind == "term" and step.term)


def characters(text: str, control: Callable[[str], str]) -> str:
    """Return text as XML; each character that XML cannot hold is what `control` makes of it."""
    parts = []
    at = 0
    for found in NOT_XML.finditer(text):
        parts += [escape(text[at : found.start()]), control(found.group())]
        at = found.end()
    return "".join([*parts, escape(text[at:])])


def attribute(text: str) -> str:
    """Return text as the value of an attribute, where line ends and tabs would otherwise be read as spaces."""
    return escape(text).replace("\n", "&#10;").replace("\t", "&#9;")


def _placeholders(text: str) -> list[Inline]:
    """Return the placeholders of a text in order, those that do not nest as broken."""
    found = [match.group() for match in PLACEHOLDER.finditer(text)]
    kinds: list[Kind] = ["broken"] * len(found)
    open_: list[tuple[str, int]] = []
    used: set[str] = set()
    for index, written in enumerate(found):
        number = re.sub(r"[</>]", "", written)
        if written.startswith("</"):
            depth = next((depth for depth in range(len(open_) - 1, -1, -1) if open_[depth][0] == number), None)
            if depth is not None:
                kinds[open_[depth][1]], kinds[index] = "open", "close"
                del open_[depth:]
        elif number not in used:
            used.add(number)
            if written.endswith("/>"):
                kinds[index] = "lone"
            else:
                open_.append((number, index))
    return [Inline(kind, written, re.sub(r"[</>]", "", written)) for kind, written in zip(kinds, found, strict=True)]


def _encloses(term: Term, marks: Sequence[tuple[int, int, Inline]]) -> bool:
    """Tell whether a term begins and ends between the same placeholders."""
    depth = 0
    for start, end, inline in marks:
        if start < term.start < end or start < term.end < end:
            return False
        if term.start <= start and end <= term.end and inline.kind in {"open", "close"}:
            depth += 1 if inline.kind == "open" else -1
            if depth < 0:
                return False
    return depth == 0 and term.start < term.end
