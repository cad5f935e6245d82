"""A long sentence in clauses, for engines that lose the tail of one, and the clauses' translations joined again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transflow.locales import bare_language
from transflow.segmentation import sentence_starts

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = 6  # a piece of fewer words says too little for an engine to translate it alone

# Words that open a clause after a comma or a space: conjunctions and relatives, by language.
OPENERS: dict[str, tuple[str, ...]] = {
    "de": ("und", "aber", "oder", "während", "weil", "dass", "wobei", "sowie"),
    "en": ("and", "but", "or", "while", "which", "whose", "who", "where", "because", "although", "that", "as well as", "when"),
    "es": ("y", "pero", "o", "mientras", "cuyo", "cuya", "donde", "porque", "aunque", "que", "así como", "cuando"),
    "fr": ("et", "mais", "ou", "tandis que", "dont", "où", "parce que", "qui", "ainsi que", "lorsque"),
    "it": ("e", "ma", "o", "mentre", "dove", "perché", "che", "nonché", "quando"),
    "pt": ("e", "mas", "ou", "enquanto", "cujo", "cuja", "onde", "porque", "embora", "que", "bem como", "quando"),
    "ru": ("и", "но", "или", "который", "которая", "которые", "где", "потому что", "хотя", "что", "когда"),
    "uk": ("і", "й", "та", "але", "або", "який", "яка", "які", "де", "бо", "хоча", "що", "коли"),
}
_STOPS = re.compile(r"(?<=[;:…])\s+|\s+(?=[—–]\s)")
_COMMA = re.compile(r"(?<=[,،،、])\s+")
_END = re.compile(r"[.…!?,;:،؛。]+$")
_QUOTED_END = re.compile(r"[.…!?][\"'”’»)]+$")


def split_clauses(text: str, language: str, limit: int) -> tuple[str, ...]:
    """Return stretches of a text of at most `limit` code points, cut where clauses meet; joined they are the text.

    A cut is made near the middle, first of all between sentences, rather at a semicolon, colon or dash than at a comma before
    a conjunction, rather there than at another comma or conjunction; never within a bracket, nor so that fewer than six words
    of a sentence stand alone. A text that offers no such place stays whole.
    """
    if len(text) <= limit:
        return (text,)
    best = min(_cuts(text, language), default=None)
    if best is None:
        return (text,)
    return (*split_clauses(text[: best[1]], language, limit), *split_clauses(text[best[1] :], language, limit))


def join_clauses(pieces: Sequence[str], answers: Sequence[str]) -> str:
    """Return the translations of `split_clauses` as one sentence: each ends as its source does, none begins with a new capital."""
    joined = []
    for index, (piece, answer) in enumerate(zip(pieces, answers, strict=True)):
        text = answer.strip()
        if index:
            text = _continued(text, piece.lstrip())
        if index + 1 < len(pieces):
            text = _ended_as(text, piece.rstrip())
        joined.append(text + piece[len(piece.rstrip()) :])
    return "".join(joined)


def in_a_sentence(answer: str, piece: str) -> str:
    """Return the translation of a few words as it stands inside a sentence: no stop and no capital that they do not have."""
    return _ended_as(_continued(answer.strip(), piece.strip()), piece.strip())


def _cuts(text: str, language: str) -> list[tuple[float, int]]:
    """Return (badness, offset) of every place to cut."""
    words = "|".join(re.escape(word) for word in OPENERS.get(bare_language(language), ()))
    opener = re.compile(rf"(?<=\s)(?=(?:{words})\s)") if words else None
    cuts: dict[int, float] = {}
    if opener:
        cuts.update((found.end(), 0.30) for found in opener.finditer(text))
    for found in _COMMA.finditer(text):
        cuts[found.end()] = 0.0 if found.end() in cuts else 0.20
    cuts.update((found.end(), -0.15) for found in _STOPS.finditer(text))
    between = sentence_starts(text, bare_language(language))[1:]
    cuts.update((offset, -1.0) for offset in between)
    return [
        (cost + abs(offset / len(text) - 0.5), offset)
        for offset, cost in cuts.items()
        if offset in between or (_words_beside(text, offset) >= WORDS and _outside_brackets(text, offset))
    ]


def _words_beside(text: str, offset: int) -> int:
    return min(len(text[:offset].split()), len(text[offset:].split()))


def _outside_brackets(text: str, offset: int) -> bool:
    return text.count("(", 0, offset) <= text.count(")", 0, offset)


def _continued(answer: str, piece: str) -> str:
    """Take away a capital that the engine gave a clause as if it were a sentence."""
    word = re.match(r"\w+", answer)
    if not word or not piece[:1].islower() or not word[0][0].isupper() or word[0] in piece:
        return answer
    if len(word[0]) > 1 and not word[0][1:].islower():
        return answer
    return answer[0].lower() + answer[1:]


def _ended_as(answer: str, piece: str) -> str:
    """Give a clause the stop that its source ends with, and no other; a sentence that ends in a quotation has its own."""
    if _QUOTED_END.search(piece):
        return answer
    stop = _END.search(piece)
    return _END.sub("", answer) + (stop[0] if stop else "")
