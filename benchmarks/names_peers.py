"""Other ways to find names in a text: whole words as they are, Snowball stems, and words that begin alike.

All of them know what the matcher knows: the listed forms of every name, its look-alikes, names of several words, and how a text is folded; they
do not ask for a capital. Of overlapping finds the leftmost longest stays. A form of several concepts counts for each.
"""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.glossary.folding import fold
from transflow.glossary.words import split_words
from transflow.locales import bare_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from transflow.glossary import Concept, Glossary

LONGEST_TAIL = 4
SNOWBALL = {
    "ar": "arabic", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "it": "italian", "lt": "lithuanian",
    "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "tr": "turkish",
}  # fmt: skip
_WORD = re.compile(r"\w+")
_STEMS = """
import json, sys, snowballstemmer
asked = json.load(sys.stdin)
known = set(snowballstemmer.algorithms())
print(json.dumps({l: dict(zip(w, snowballstemmer.stemmer(a).stemWords(w))) for l, (a, w) in asked.items() if a in known}))
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a text and the concepts that it may mean."""

    start: int
    end: int
    concepts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Listed:
    """A form of the glossary as a row of folded words; without a concept it is a look-alike."""

    words: tuple[str, ...]
    concept: str


def listed_forms(glossary: Glossary, tag: str) -> list[Listed]:
    """Return every form and look-alike that a glossary has in a language, the longest first."""
    forms: dict[Listed, None] = {}
    for concept in glossary.concepts.values():
        for text, mentions in _texts(concept, tag):
            for spelling in {text, text.replace("\u200c", " ")}:
                forms[Listed(tuple(split_words(spelling.replace("'", " "), tag)), concept.id if mentions else "")] = None
    return sorted((form for form in forms if form.words), key=lambda form: (-len(form.words), form.concept != ""))


def _texts(concept: Concept, tag: str) -> Iterator[tuple[str, bool]]:
    for name in concept.names.values():
        for form in name.forms_for(tag):
            yield from ((text, True) for text in (form.text, *form.extra))
            yield from ((text, False) for text in form.look_alikes)
    yield from ((text, False) for text in concept.look_alikes.get(bare_language(tag), ()))


def words_of(text: str, tag: str) -> list[tuple[str, int, int]]:
    """Return the folded words of a text, parted at apostrophes too, with their offsets in the text."""
    folded = fold(text, tag)
    return [(found.group(), folded.start(found.start()), folded.end(found.end())) for found in _WORD.finditer(folded.text)]


def find(text: str, tag: str, forms: Iterable[Listed], same: Callable[[str, str], bool]) -> list[Found]:
    """Return what is found where a word of the text is the `same` as one of a form."""
    words = words_of(text, tag)
    found: list[Found] = []
    at = 0
    while at < len(words):
        fitting = [
            form
            for form in forms
            if len(form.words) <= len(words) - at and all(same(word, words[at + place][0]) for place, word in enumerate(form.words))
        ]
        if not fitting:
            at += 1
            continue
        longest = [form for form in fitting if len(form.words) == len(fitting[0].words)]
        if all(form.concept for form in longest):
            end = words[at + len(longest[0].words) - 1][2]
            found.append(Found(words[at][1], end, frozenset(form.concept for form in longest)))
        at += len(longest[0].words)
    return found


def begins_alike(word: str, written: str) -> bool:
    """Tell whether a written word is a listed one with up to four letters more."""
    return written.startswith(word) and len(written) - len(word) <= LONGEST_TAIL


def stems(words: dict[str, set[str]], python: Path) -> dict[str, dict[str, str]]:
    """Return the Snowball stem of every word by language; nothing of a language that Snowball does not know."""
    asked = {language: (SNOWBALL[language], sorted(own)) for language, own in words.items() if language in SNOWBALL}
    done = subprocess.run([str(python), "-c", _STEMS], input=json.dumps(asked), capture_output=True, text=True, check=True)
    answer: dict[str, dict[str, str]] = json.loads(done.stdout)
    return answer
