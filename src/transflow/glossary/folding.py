"""Folding: a text as names are compared, with the way back to the original offsets.

Case, dashes, apostrophes, spaces and invisible characters do not tell names apart; nor does what the writers of a script leave
out (Russian ё, Arabic hamza, Hebrew points, Greek accents, the dot under a Hindi letter, Armenian marks inside a word). All of
this holds in every language, since a text may name things in several scripts; the files in `tails/` say only where a language
differs. Turkish and Azerbaijani keep their two kinds of i, and nobody loses a diacritic: Şuşa is a town, şüşə is glass.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from transflow.glossary.tails import tables
from transflow.locales import bare_language

_SAME = (
    dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "")
    | dict.fromkeys("‐‑‒–—―−֊﹣－־", "-")
    | dict.fromkeys("’ʼ‘‛`´′＇ʹ՚ꞌ׳", "'")
    | dict.fromkeys(
        "\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r\x0b\x0c\x85\u2028\u2029", " "
    )
)
# Arabic script: one yeh, one kaf, one heh, a bare alef; vowel signs and the stretching mark go (Unicode core specification, 9.2).
_ARABIC = {
    "\u064a": "\u06cc", "\u0649": "\u06cc", "\u0626": "\u06cc", "\u0643": "\u06a9", "\u0629": "\u0647", "\u06c0": "\u0647", "\u06c1": "\u0647",
    "\u06be": "\u0647", "\u0623": "\u0627", "\u0625": "\u0627", "\u0622": "\u0627", "\u0671": "\u0627", "\u0624": "\u0648",
    **{chr(code): "" for code in (*range(0x64B, 0x660), 0x670, 0x640)},
}  # fmt: skip
_HEBREW = {chr(code): "" for code in (*range(0x591, 0x5BE), 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7)}  # points and cantillation
_ARMENIAN = {"\u055b": "", "\u055c": "", "\u055e": ""}  # emphasis, exclamation and question stand inside the word
_DEVANAGARI = {"\u093c": "", "\u0901": "\u0902"}  # ख़ or ख, हाँ or हां
_CYRILLIC = {"ё": "е", "ѐ": "е", "ѝ": "и"}
_LETTERS = _SAME | _ARABIC | _HEBREW | _ARMENIAN | _DEVANAGARI | _CYRILLIC
_FOREIGN = {"ı": "i", "ə": "e"}  # Azerbaijani letters where a language has no place for them: Xankəndi
_TWO_KINDS_OF_I = {"I": "ı", "İ": "i"}
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_ACCENT = re.compile(r"[\u0300-\u036f]")  # one that makes no letter with what it stands on: a stress mark (Кара́бах)
# Characters that are no marks and yet join the one before into one letter: vowel signs, Korean letters (NFC_Quick_Check=Maybe in
# DerivedNormalizationProps.txt of the Unicode Character Database).
_JOINING = re.compile(
    r"[\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e\u1161-\u1175\u11a8-\u11c2\u1b35]"
)
# Two letters for one, whatever the spelling, in as many code points: Armenian և, written եւ before the reform and ԵՎ in capitals.
_PAIRS = (("եվ", "եւ"),)
CLOSER = "closer"
_LONGEST_REMEMBERED = 16
_PLAIN: dict[str, set[str]] = {}  # by language: characters that lower case folds, seen so far


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `start` and `end` lead from its offsets to those of the original.

    `breaks` are the folded offsets at which a run begins, `origins` where it begins in the original, `ends` its end there: None for a
    run of equal length, a number for one cluster that was folded into another length.
    """

    text: str
    breaks: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()
    ends: tuple[int | None, ...] = ()

    def start(self, offset: int) -> int:
        """Return where in the original the character at this folded offset begins."""
        run = bisect_right(self.breaks, offset) - 1
        if run < 0:
            return offset
        origin = self.origins[run]
        return origin + (offset - self.breaks[run]) if self.ends[run] is None else origin

    def end(self, offset: int) -> int:
        """Return where in the original a stretch ends that ends before this folded offset."""
        run = bisect_right(self.breaks, offset - 1) - 1
        if run < 0:
            return offset
        end = self.ends[run]
        return self.origins[run] + (offset - self.breaks[run]) if end is None else end


def fold(text: str, language: str) -> Folded:
    """Return a text as names are compared in a language (any tag). Ordinary text takes only passes in C."""
    language = bare_language(language)
    plain = _PLAIN.setdefault(language, set())
    unknown = set(text) - plain
    if not unknown:
        return Folded(_paired(text.lower()))
    replaced = text
    present = set()
    for character in unknown:
        treated = _treatment(character, language)
        if treated is CLOSER:
            present.add(character)
        elif treated:
            replaced = replaced.replace(character, treated)
        elif character not in "ςΣ":
            plain.add(character)
    if not present:
        return Folded(_paired(replaced.lower().replace("ς", "σ")))
    return _fold_closely(text, replaced, language, _pattern(frozenset(present)))


def fold_text(text: str, language: str) -> str:
    """Return the folded text alone."""
    return fold(text, language).text


def _fold_closely(text: str, replaced: str, language: str, pattern: re.Pattern[str]) -> Folded:
    parts: list[str] = []
    breaks: list[int] = []
    origins: list[int] = []
    ends: list[int | None] = []
    read = length = 0

    def mark(origin: int, end: int | None) -> None:
        breaks.append(length)
        origins.append(origin)
        ends.append(end)

    for found in pattern.finditer(text):
        start, end = found.span()
        if start > read and _joins(text[start]):
            start -= 1
        cluster = _fold_cluster(text[start:end], language)
        if start > read:
            mark(read, None)
            parts.append(replaced[read:start].lower())
            length += start - read
        if cluster:
            mark(start, end)
            parts.append(cluster)
            length += len(cluster)
        read = end
    if read < len(text):
        mark(read, None)
        parts.append(replaced[read:].lower())
    folded = _paired("".join(parts).replace("ς", "σ"))
    return Folded(folded, tuple(breaks), tuple(origins), tuple(ends))


def _paired(text: str) -> str:
    for written, kept in _PAIRS:
        if written in text:
            text = text.replace(written, kept)
    return text


def _fold_cluster(cluster: str, language: str) -> str:
    """Fold one character with what joins it; a long row of marks is not worth remembering."""
    return (_fold_known_cluster if len(cluster) <= _LONGEST_REMEMBERED else _fold_letters)(cluster, language)


def _fold_letters(cluster: str, language: str) -> str:
    known = tables(language)
    folded = []
    for character in unicodedata.normalize("NFC", cluster):
        if character in known.inside_words:
            folded.append("'")
        elif known.two_kinds_of_i:
            folded.append(_letter(_TWO_KINDS_OF_I.get(character, character)))
        else:
            folded.append("".join(_FOREIGN.get(letter, letter) for letter in _letter(character)))
    return "".join(folded)


_fold_known_cluster = lru_cache(maxsize=65536)(_fold_letters)


def _letter(character: str) -> str:
    """Fold one composed character as in every language."""
    if _GREEK.match(character):
        character = unicodedata.normalize("NFD", character)
    known = _LETTERS.get(character)
    if known is None:
        known = _ACCENT.sub("", character.casefold())
        known = _LETTERS.get(known, known)
    return known


@lru_cache(maxsize=65536)
def _treatment(character: str, language: str) -> str:
    """Return what replaces a character one for one, nothing where lower case is enough, or CLOSER where its neighbours or lengths matter."""
    if _joins(character):
        return CLOSER
    folded = _fold_cluster(character, language)
    if len(folded) != 1 or len(character.lower()) != 1:
        return CLOSER
    return folded if folded != character.lower() else ""


def _joins(character: str) -> bool:
    """Tell whether a character may become one letter with the one before."""
    return unicodedata.combining(character) > 0 or _JOINING.match(character) is not None


@lru_cache(maxsize=1024)
def _pattern(present: frozenset[str]) -> re.Pattern[str]:
    marks = "".join(re.escape(character) for character in sorted(present) if _joins(character))
    others = "".join(re.escape(character) for character in sorted(present) if not _joins(character))
    alternatives = []
    if others:
        alternatives.append(f"[{others}][{marks}]*" if marks else f"[{others}]")
    if marks:
        alternatives.append(f"[{marks}]+")
    return re.compile("|".join(alternatives))
