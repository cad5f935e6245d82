"""What a text can be found by: its words, the words that stand side by side, and for short texts more than that.

A number is "0", so that "120 trucks" is found for "7 trucks". Where a script writes no spaces every character is a word, so that two side by side are what
such scripts are searched by everywhere. A short text has few words, and they are often common ones; so it is also found by words that stand near each
other, and one of very few words by every three letters.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from zlib import crc32

# Thai, Lao, Burmese, Khmer; kana, Han and its compatibility forms: written without spaces.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # the inside of a character class
)
_TOKEN = re.compile(rf"</?\d+/?>|\d+|[{UNSPACED}]|[^\W\d_{UNSPACED}]+")
_SINGLE = re.compile(rf"[{UNSPACED}]")
SHORT = 8  # words: up to here words that stand near each other are features
TINY = 5  # words: up to here every three letters are
SLACK = 2  # words by which a query may be longer than the text that it is to find
_NEAR = 3


def words(text: str) -> list[str]:
    """Return the words of a text, small; a number is "0", a placeholder is left out."""
    lowered = text.lower() if text.isascii() else unicodedata.normalize("NFC", text).lower()
    return ["0" if token[0].isdigit() else token for token in _TOKEN.findall(lowered) if token[0] != "<"]


def features(text: str, *, slack: int = 0) -> set[str]:
    """Return what a text is found by; a query gives `slack`, to find texts that are shorter than itself."""
    said = words(text)
    found = set(said)
    found.update(map(" ".join, pairwise(said)))
    if len(said) <= SHORT + slack:
        for step in range(2, _NEAR + 1):
            found.update(f"{one}~{other}" for one, other in zip(said, said[step:], strict=False))
    if len(said) <= TINY + slack:
        together = f" {' '.join(said)} "
        found.update(f"={together[at : at + 3]}" for at in range(len(together) - 2))
    if not text.isascii() and _SINGLE.search(text):
        triples = zip(said, said[1:], said[2:], strict=False)
        found.update("".join(three) for three in triples if all(_SINGLE.match(one) for one in three))
    return found


def number_of(feature: str) -> int:
    """Return a feature as a number of 32 bits; two that share one cost a wasted glance, no wrong match."""
    return crc32(feature.encode("utf-8", "surrogatepass"))
