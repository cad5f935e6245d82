"""Where the sentences of a text begin: propose cuts, move each after its closing marks, drop those that a veto speaks against."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import sentencex

from transflow.locales import bare_language
from transflow.segmentation.language import read_language
from transflow.segmentation.marks import (
    ENDS_WITHOUT_SPACE,
    STOPS,
    end_of_sentence,
    inserted_brackets,
    paragraph_ends,
    shown,
    turn_straight_quotes,
)
from transflow.segmentation.vetoes import REACH, VETOES, Cut, cut_at, words_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transflow.segmentation.language import Language

_SPACE = re.compile(r"\s*+")
_STOP = re.compile(rf"(?<![{STOPS}])[{STOPS}]++(?=\W|(?<=[{ENDS_WITHOUT_SPACE}]))")
_STOP_OR_COLON = re.compile(rf"(?<![{STOPS}:])[{STOPS}:]++(?=\W|(?<=[{ENDS_WITHOUT_SPACE}]))")


def sentence_starts(text: str, language: str) -> tuple[int, ...]:
    """Return where the sentences of one block begin, in code points; the first is 0.

    The slices between them are the text, to the last character: white space after a sentence belongs to it. `language` is any
    tag (`pt-BR`); one without a file of its own gets the general rules. A line end is white space, an empty line always cuts;
    U+FFFC stands for an inline object and counts as a letter. Time grows with the length of the text and no faster.
    """
    bare = bare_language(language)
    known = read_language(bare)
    if not known.spaced:
        text = turn_straight_quotes(text)
    starts = [0]
    first_letter = _after_space(text, 0)
    paragraphs = set(paragraph_ends(text))
    brackets = iter(inserted_brackets(text))
    bracket = next(brackets, None)
    for resume, stop in sorted((_proposed(text, bare, known) | dict.fromkeys(paragraphs, 0)).items()):
        if not first_letter < resume < len(text):
            continue
        while bracket and bracket[1] <= stop:
            bracket = next(brackets, None)
        inserted = bracket is not None and bracket[0] < stop and (resume < bracket[1] or not known.cased)
        if resume in paragraphs or not (inserted or _vetoed(cut_at(text, starts[-1], stop, resume), known)):
            starts.append(resume)
            first_letter = _after_space(text, resume)
    return tuple(starts)


def _vetoed(cut: Cut, known: Language) -> bool:
    return any(veto(cut, known) for veto in VETOES)


def _after_space(text: str, offset: int) -> int:
    found = _SPACE.match(text, offset)
    return found.end() if found else offset


def _proposed(text: str, bare: str, known: Language) -> dict[int, int]:
    """Return where sentences may begin, with the end of the stop before each."""
    proposed: dict[int, int] = {}
    stops = set(_sentencex(text, bare))
    resume = 0
    for stop in sorted(stops.union(_additional(text, known, stops))):
        if stop > resume:  # the marks after one stop are read once, however many
            resume = end_of_sentence(text, stop, spaced=known.spaced)
            proposed[resume] = stop
    return proposed


def _sentencex(text: str, bare: str) -> Iterator[int]:
    """Give the end of the last stop of each sentence that sentencex finds."""
    end = 0
    for sentence in sentencex.segment(bare, shown(text)):
        visible = len(sentence.rstrip(" "))
        if visible:
            yield end + visible
        end += len(sentence)


def _additional(text: str, known: Language, stops: set[int]) -> Iterator[int]:
    """Give the stops that sentencex may pass over: before a closing mark, before a word that begins sentences, an Armenian colon."""
    pattern = _STOP_OR_COLON if known.colon_ends else _STOP
    resume = 0
    for found in pattern.finditer(text):
        stop = found.end()
        if stop in stops or stop <= resume:
            continue
        resume = end_of_sentence(text, stop, spaced=known.spaced)
        cut = cut_at(text, found.start(), stop, resume)
        capital = cut.next_character.isupper() or cut.next_character.isdigit() or not known.cased
        unmistakable = text[stop - 1] in ENDS_WITHOUT_SPACE
        if (
            unmistakable
            or cut.starter_follows(known)
            or (capital and (cut.closed or text[stop - 1] == ":" or _plain_word(text, stop, known)))
        ):
            yield stop


def _plain_word(text: str, stop: int, known: Language) -> bool:
    """Tell whether the word before the dot is an abbreviation only before numbers ("mar."), which sentencex may not know."""
    word = words_before(text, max(0, stop - REACH), stop)[-1]
    return len(word) > 1 and word in known.before_numbers
