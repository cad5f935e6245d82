"""Folding: a text as names are compared, with the way back to the original offsets.

Case, dashes, apostrophes, spaces and invisible characters do not tell names apart; nor does what a language's own writers leave
out (Russian ё, Arabic hamza, Greek accents, Armenian marks inside a word). Turkish and Azerbaijani keep their diacritics and
their two kinds of i: Şuşa is a town, şüşə is glass.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from transflow.locales import bare_language

_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SAME = (
    dict.fromkeys("‐‑‒–—―−֊﹣－־", "-")
    | dict.fromkeys("’ʼ‘‛`´′＇ʹ՚ꞌ׳", "'")
    | dict.fromkeys(
        "\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r\x0b\x0c\x85\u2028\u2029", " "
    )
)
# Arabic script: one yeh, one kaf, one heh, a bare alef; vowel signs and the stretching mark go (Unicode core specification, 9.2).
_ARABIC = {
    "\u064a": "\u06cc", "\u0649": "\u06cc", "\u0626": "\u06cc", "\u0643": "\u06a9", "\u0629": "\u0647", "\u06c0": "\u0647", "\u06c1": "\u0647",
    "\u06be": "\u0647", "\u0623": "\u0627", "\u0625": "\u0627", "\u0622": "\u0627", "\u0671": "\u0627", "\u0624": "\u0648",
}  # fmt: skip
_ARABIC_SIGNS = frozenset(chr(code) for code in (*range(0x64B, 0x660), 0x670, 0x640))
# Hebrew points and cantillation go; gershayim, or the quotation mark for them, stands inside acronyms as an apostrophe stands inside words.
_HEBREW_SIGNS = frozenset(chr(code) for code in (*range(0x591, 0x5BE), 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7))
_INSIDE_WORDS = {"he": frozenset('"״”'), "fi": frozenset(":")}  # Finnish: the colon before the ending of an acronym (EU:n)
_ARMENIAN_MARKS = frozenset("\u055b\u055c\u055e")  # emphasis, exclamation and question stand inside the word
_TURKIC = {"I": "ı", "İ": "i"}
_LATIN = {"ı": "i", "ə": "e"}  # Azerbaijani letters in a language that has no place for them
_ARABIC_SCRIPT = frozenset({"ar", "fa"})
_TURKIC_LANGUAGES = frozenset({"tr", "az"})
_DROPS_ACCENTS = frozenset({"el", "ru", "uk"})
_LATIN_LANGUAGES = frozenset({"de", "en", "es", "fi", "fr", "hu", "it", "lt", "nl", "pt"})
# Two letters for one, whatever the spelling: each has as many code points as what it stands for.
_PAIRS = {"hy": (("եվ", "եւ"),)}
CLOSER = "closer"
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
        return Folded(_paired(text.lower(), language))
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
        return Folded(_paired(replaced.lower().replace("ς", "σ"), language))
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
        if start > read and unicodedata.combining(text[start]):
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
    folded = _paired("".join(parts).replace("ς", "σ"), language)
    return Folded(folded, tuple(breaks), tuple(origins), tuple(ends))


def _paired(text: str, language: str) -> str:
    for written, kept in _PAIRS.get(language, ()):
        if written in text:
            text = text.replace(written, kept)
    return text


@lru_cache(maxsize=65536)
def _fold_cluster(cluster: str, language: str) -> str:
    """Fold one character with the marks that combine with it."""
    composed = unicodedata.normalize("NFC", cluster)
    if language in _TURKIC_LANGUAGES:
        composed = composed.replace("I\u0307", "İ")
    return "".join(_fold_character(character, language) for character in composed)


def _fold_character(character: str, language: str) -> str:
    if character in _INVISIBLE or (language == "hy" and character in _ARMENIAN_MARKS):
        return ""
    if language == "he" and character in _HEBREW_SIGNS:
        return ""
    character = "'" if character in _INSIDE_WORDS.get(language, ()) else _SAME.get(character, character)
    if language in _ARABIC_SCRIPT:
        return "" if character in _ARABIC_SIGNS else _ARABIC.get(character, character).casefold()
    if language in _TURKIC_LANGUAGES:
        return _TURKIC.get(character, character).lower().replace("ς", "σ")
    folded = character.casefold()
    if language in _DROPS_ACCENTS:
        folded = _without_accents(folded.replace("ё", "е"), keep="" if language == "el" else "йї")
    elif folded.startswith("i"):
        folded = folded.replace("\u0307", "")
    return _LATIN.get(folded, folded) if language in _LATIN_LANGUAGES else folded


def _without_accents(text: str, *, keep: str) -> str:
    return "".join(
        character
        if character in keep
        else "".join(part for part in unicodedata.normalize("NFD", character) if not unicodedata.combining(part))
        for character in text
    )


@lru_cache(maxsize=65536)
def _treatment(character: str, language: str) -> str:
    """Return what replaces a character one for one, nothing where lower case is enough, or CLOSER where its neighbours or lengths matter."""
    if unicodedata.combining(character):
        return CLOSER
    folded = _fold_character(character, language)
    if len(folded) != 1 or len(character.lower()) != 1:
        return CLOSER
    return folded if folded != character.lower() else ""


@lru_cache(maxsize=1024)
def _pattern(present: frozenset[str]) -> re.Pattern[str]:
    marks = "".join(re.escape(character) for character in sorted(present) if unicodedata.combining(character))
    others = "".join(re.escape(character) for character in sorted(present) if not unicodedata.combining(character))
    alternatives = []
    if others:
        alternatives.append(f"[{others}][{marks}]*" if marks else f"[{others}]")
    if marks:
        alternatives.append(f"[{marks}]+")
    return re.compile("|".join(alternatives))
