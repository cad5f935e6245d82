"""Words: what a word of a folded text is, and what it says when its letters come from two alphabets that look alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from transflow.glossary.folding import fold_text
from transflow.glossary.tails import tables
from transflow.locales import bare_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_APOSTROPHE = re.compile(r"'(\w*)")
WORD = re.compile(r"\w+(?:'\w+)*")
JOINT = re.compile(r" ?- ?| +|'")  # what joins the words of one name, folded
JOINT_AFTER_STOP = re.compile(r"\.(?: ?- ?| *)")  # and what follows one that is abbreviated: U.N., Mt. McKinley, J.-P.
STOP = "."
# Scripts that write no spaces between words: Thai, Lao, Burmese, Khmer, kana, Han. Hangul has them.
_UNSPACED_LETTERS = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
UNSPACED = re.compile(f"[{_UNSPACED_LETTERS}]")
_WORD_BESIDE_UNSPACED = re.compile(rf"[^\W{_UNSPACED_LETTERS}]+(?:'[^\W{_UNSPACED_LETTERS}]+)*")
# Folded letters of other alphabets that look like a Latin one, small or capital (Unicode Technical Standard 39, confusables).
_LIKE_LATIN = (
    dict(zip("авсенікморѕтхуј", "abcehikmopstxyj", strict=True)),
    dict(zip("αβεζηικμνορτυχ", "abezhikmnoptyx", strict=True)),
    dict(zip("օսհոցզլտ", "ouhngqls", strict=True)),
)
_TO_LATIN = str.maketrans({letter: latin for alphabet in _LIKE_LATIN for letter, latin in alphabet.items()})
_FROM_LATIN = tuple(str.maketrans({latin: letter for letter, latin in alphabet.items()}) for alphabet in _LIKE_LATIN)
_LATIN = re.compile(r"[a-z]")
_LIKE_LATIN_LETTER = re.compile(r"[\u0370-\u03ff\u0400-\u04ff\u0530-\u058f]")


def word_expression(forms: Sequence[str]) -> re.Pattern[str]:
    """Return the simplest expression for the words of a text in which none of these folded forms comes apart or sticks to its neighbours."""
    if any(UNSPACED.search(form) for form in forms):
        return _WORD_BESIDE_UNSPACED
    return WORD if all(WORD.fullmatch(word) for form in forms for word in form.split()) else _word_with_marks()


@lru_cache(maxsize=1)
def _word_with_marks() -> re.Pattern[str]:
    """Return an expression that keeps vowel signs (Hindi) with their letters; to Python they are no part of a word."""
    marks = "".join(chr(code) for code in range(0x700, 0x1D00) if unicodedata.category(chr(code)) in {"Mn", "Mc"})
    return re.compile(rf"[\w{marks}]+(?:'[\w{marks}]+)*")


def split_words(text: str, language: str) -> list[str]:
    """Return the folded words of a form, in the script of the endings; a hyphen parts words as a space does, and so does an apostrophe that no ending follows.

    An ending may stand inside a name: People’s Republic, Martha’s Vineyard.
    """
    return [word for word, _ in split_abbreviated(text, language)]


def split_abbreviated(text: str, language: str) -> list[tuple[str, bool]]:
    """Return the folded words of a form as `split_words` does, and of each whether a stop follows it: then it is abbreviated."""
    known = tables(bare_language(language))
    folded = fold_text(text, language)
    if not known.apostrophe_suffix and "'" in folded:
        endings = _set_off(bare_language(language))
        folded = _APOSTROPHE.sub(lambda found: found[0] if found[0] in endings else f" {found[1]}", folded)
    words = [(found[0], folded.startswith(STOP, found.end())) for found in _word_with_marks().finditer(folded)]
    return [(known.transliteration(word), stop) for word, stop in words] if known.transliteration else words


@lru_cache(maxsize=64)
def _set_off(language: str) -> frozenset[str]:
    """Return the endings of a language that stand after an apostrophe, with it."""
    endings = {tail for rule in tables(language).rules for stem in rule.stems for tail in stem.inflections}
    return frozenset(ending for ending in endings if ending[:1] == "'" and len(ending) > 1)


def unmixed(word: str) -> Iterator[str]:
    """Yield a folded word of two alphabets as it would be in one: Kарабах with a Latin K. Of other words there is nothing to say."""
    if word.isascii() or not (_LATIN.search(word) and _LIKE_LATIN_LETTER.search(word)):
        return
    yield word.translate(_TO_LATIN)
    for alphabet in _FROM_LATIN:
        yield word.translate(alphabet)
