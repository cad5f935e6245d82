"""Glosses: an explanation beside a name, written from its template, and found again in a text where its names are inflected."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from transflow.glossary.folding import fold_text
from transflow.glossary.styles import GLOSS_FIELD

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from transflow.model import Mention

SHORTEST_STEM = 4
LONGEST_ENDING = 3
_WORD = re.compile(r"\w+")
_CLOSING = re.compile(r"[)\]»”’\"]*")
_ON = re.compile(r"\s+\w")  # the sentence goes on without a mark


class FoundGloss(NamedTuple):
    """A gloss in a text: where it stands, and the index of the first mention in it."""

    start: int
    end: int
    first: int


@dataclass(frozen=True, slots=True)
class Gloss:
    """An explanation around the name that it explains: what stands before and after that in a text."""

    name: str
    before: str
    after: str

    def around(self, form: str, *, then: str = "") -> str:
        """Return a name, in whatever form it stands, with its explanation.

        One that a comma sets off (“X, also called Y”) gets the second comma where the sentence goes on with `then`; one in brackets needs none.
        """
        comma = "," if self.after.startswith(",") and _ON.match(then) else ""
        return f"{self.before}{form}{self.after}{comma}"


def gloss_around(template: str, citation: Callable[[str], str]) -> Gloss | None:
    """Return a gloss around its first name, the others as they are cited; None where the template holds no name."""
    first = GLOSS_FIELD.search(template)
    if not first:
        return None
    return Gloss(first[1], template[: first.start()], write_gloss(template[first.end() :], citation))


def write_gloss(template: str, citation: Callable[[str], str]) -> str:
    """Return a gloss with each field as its name's citation form."""
    return GLOSS_FIELD.sub(lambda field: citation(field[1]), template)


def find_glosses(text: str, mentions: Sequence[Mention], template: str, *, concept: str, language: str) -> tuple[FoundGloss, ...]:
    """Return where a gloss stands in a text: its names in its order, and between them its words; marks, white space and case do not count."""
    parts = GLOSS_FIELD.split(template)
    words = [_words(part, language) for part in parts[::2]]
    fields = parts[1::2]
    found: list[FoundGloss] = []
    own = [at for at, mention in enumerate(mentions) if mention.concept == concept]
    for place, first in enumerate(own):
        chosen = own[place : place + len(fields)]
        if len(chosen) < len(fields) or any(name not in _ids(mentions[at]) for name, at in zip(fields, chosen, strict=True)):
            continue
        if any(
            not _alike(_words(text[mentions[left].end : mentions[right].start], language), between)
            for left, right, between in zip(chosen, chosen[1:], words[1:-1], strict=False)
        ):
            continue
        start = _before(text, mentions[first].start, words[0], language)
        end = _after(text, mentions[chosen[-1]].end, words[-1], language)
        if start is not None and end is not None:
            found.append(FoundGloss(start, end, first))
    return tuple(found)


def _words(text: str, language: str) -> list[str]:
    return _WORD.findall(fold_text(text, language))


def _alike(words: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether two rows of words are the same but for their endings (известная как, известной как); the names around them hold them in place."""
    return len(words) == len(others) and all(one == other or _begin_alike(one, other) for one, other in zip(words, others, strict=True))


def _begin_alike(one: str, other: str) -> bool:
    shared = next((at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), min(len(one), len(other)))
    return shared >= max(SHORTEST_STEM, max(len(one), len(other)) - LONGEST_ENDING)


def _ids(mention: Mention) -> tuple[str, ...]:
    return mention.names or (mention.name,)


def _before(text: str, end: int, words: Sequence[str], language: str) -> int | None:
    """Return where these words begin that end at an offset, None where others stand there."""
    if not words:
        return end
    spans = [found.span() for found in _WORD.finditer(text[:end])][-len(words) :]
    return spans[0][0] if len(spans) == len(words) and _alike(_words(text[spans[0][0] : end], language), words) else None


def _after(text: str, start: int, words: Sequence[str], language: str) -> int | None:
    """Return where these words end that begin at an offset, None where others stand there."""
    end = start
    if words:
        spans = [found.span() for found in _WORD.finditer(text, start)][: len(words)]
        if len(spans) < len(words) or not _alike(_words(text[start : spans[-1][1]], language), words):
            return None
        end = spans[-1][1]
    closing = _CLOSING.match(text, end)
    return closing.end() if closing else end
