"""quotation-unbalanced: in a paragraph, a quotation is opened and not closed, or closed and not opened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.locales import quotation_marks
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from transflow.checks.reading import Reading

DOUBLE_MARKS = frozenset('"“”„‟«»「」『』《》')  # single ones are apostrophes far more often than marks
_MARK = re.compile(f"[{''.join(sorted(DOUBLE_MARKS))}]")
_WITHIN_WORDS = frozenset({"he", "yi"})  # where " stands inside acronyms, and after a prefix of the word that it quotes
_CLOSES_BEFORE = frozenset(".,;:!?)]}»”…։؟،؛。、")
_OPENS_AFTER = frozenset("([{“„«「『‘‚‹¿¡—–")


@dataclass(frozen=True, slots=True)
class _Loose:
    """A mark without a partner: whether it opens, in which text of the paragraph, and where."""

    opens: bool
    text: int
    at: int


def find_unbalanced(reading: Reading) -> Iterable[Fault]:
    """Pair the marks over the whole paragraph, and accuse only what the source does not leave unpaired as well.

    A newsroom leaves a quotation open where the next paragraph goes on with it; then the source does so too.
    """
    if DOUBLE_MARKS.isdisjoint(reading.target_characters):
        return ()
    return [_fault(reading.target, mark) for mark in _accused(reading.paragraph).get(reading.index, ())]


@lru_cache(maxsize=16)
def _accused(units: tuple[Reading, ...]) -> dict[int, list[_Loose]]:
    """Return the marks of a paragraph that its source cannot explain, by the unit in which they stand; worked out once for all its units."""
    if not all(unit.target or unit.blank for unit in units):
        return {}
    loose = _loose([unit.target_text for unit in units], units[0].pair.target.code)
    if not loose:
        return {}
    source = _loose([unit.source_text for unit in units], units[0].pair.source.code)
    accused: dict[int, list[_Loose]] = {}
    for opens in (True, False):
        left = [mark for mark in loose if mark.opens is opens]
        if len(left) > sum(mark.opens is opens for mark in source):
            for mark in left:
                accused.setdefault(units[mark.text].index, []).append(mark)
    return accused


def _fault(text: str, mark: _Loose) -> Fault:
    glyph = text[mark.at]
    says = f"{glyph} opens a quotation that never closes" if mark.opens else f"{glyph} closes a quotation that nothing opened"
    return Fault(says, mark.at, mark.at + 1)


@lru_cache(maxsize=64)
def _closers(language: str) -> dict[str, str]:
    """Return, for each mark that opens, the marks that close it."""
    closers: dict[str, str] = {"„": "“”", "«": "»", "“": "”", "「": "」", "『": "』", "《": "》"}
    for opening, closing in quotation_marks(language):
        if opening in DOUBLE_MARKS and closing not in closers.get(opening, ""):
            closers[opening] = closers.get(opening, "") + closing
    return closers


@lru_cache(maxsize=64)
def _usual_closers(language: str) -> frozenset[str]:
    """Return the marks that close a quotation in the language's own pairs."""
    return frozenset(closing for _, closing in quotation_marks(language))


def _loose(texts: Sequence[str], language: str) -> list[_Loose]:
    """Return the marks of a paragraph that have no partner."""
    closers = _closers(language)
    opened: list[tuple[str, _Loose]] = []
    loose: list[_Loose] = []
    merged = False
    for number, text in enumerate(texts):
        for found in _MARK.finditer(text):
            glyph, at = found.group(), found.start()
            before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
            if glyph == '"' and (_is_inch(text, at) or language in _WITHIN_WORDS):
                continue
            mark = _Loose(True, number, at)
            if _opens(glyph, before, after, [mine for mine, _ in opened], language):
                opened.append((glyph, mark))
                continue
            partner = next((depth for depth in range(len(opened) - 1, -1, -1) if glyph in closers.get(opened[depth][0], "")), None)
            if partner is None:
                if not merged:
                    loose.append(_Loose(False, number, at))
                continue
            loose += [inner for _, inner in opened[partner + 1 :]]
            nested_twin = partner > 0 and opened[partner - 1][0] == opened[partner][0]
            del opened[partner:]
            if nested_twin and not _closes_later(texts, number, at, glyph):
                opened.pop()  # «A «B» is written with one mark for both ends
    return sorted([*loose, *(mark for _, mark in opened)], key=lambda mark: (mark.text, mark.at))


def _opens(glyph: str, before: str, after: str, opened: Sequence[str], language: str) -> bool:
    """Tell whether a mark opens: by its glyph, and where it could do both by its neighbours and by what is open."""
    closers = _closers(language)
    if glyph not in closers:
        return False
    can_close = any(glyph in closers.get(mine, "") for mine in opened)
    if not can_close and not (glyph == '"' or glyph in _usual_closers(language)):
        return True
    if not after or after.isspace():
        return False
    begins = not before or before.isspace() or before in _OPENS_AFTER
    before_word = after not in _CLOSES_BEFORE
    if can_close:
        return begins and before_word and glyph != '"' and opened[-1] != glyph
    return begins or glyph == '"' or (before_word and not before.isalnum())


def _is_inch(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isdecimal() and text.count('"', 0, at) % 2 == 0


def _closes_later(texts: Sequence[str], number: int, at: int, glyph: str) -> bool:
    return glyph in texts[number][at + 1 :] or any(glyph in text for text in texts[number + 1 :])


CHECK = Check("quotation-unbalanced", "A quotation is opened and not closed, or the other way round", Severity.WARNING, find_unbalanced)
