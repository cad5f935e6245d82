"""The lexicon of a matcher: what one word can be, as a word of the names of a glossary; looked at once and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transflow.glossary.patterns import build_patterns
from transflow.glossary.tails import tables
from transflow.glossary.words import unmixed, word_expression
from transflow.locales import bare_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transflow.glossary.concepts import Glossary

REMEMBERED = 200_000  # analysed words kept in memory at most
LONGEST_REMEMBERED = 100  # characters; a longer token is no word, and is looked at anew
LONGEST_APOSTROPHE_SUFFIX = 16


class Meaning(NamedTuple):
    """What a word can be: its uses as a word of patterns (pattern, place → only as a derived one), and of those the names that it is alone or begins."""

    uses: dict[tuple[int, int], bool]
    alone: tuple[tuple[int, bool], ...]
    begins: tuple[tuple[int, bool], ...]


class Lexicon:
    """What the words of one language (any tag) can be as words of a glossary's names."""

    def __init__(self, glossary: Glossary, language: str) -> None:
        self.language = bare_language(language)
        self.tables = tables(self.language)
        built = build_patterns(glossary, language)
        self.patterns = built.patterns
        self.stems = {stem: tuple(uses) for stem, uses in built.stems.items()}
        self.word = word_expression([pattern.exact for pattern in self.patterns])
        self._shortest = min(map(len, self.stems), default=1)
        self._longest = max(map(len, self.stems), default=0)
        self._remembered: dict[str, Meaning] = {}
        self._meaningless: set[str] = set()  # words with an apostrophe that are no part of any name, nor are their parts

    def meaning(self, word: str) -> Meaning:
        """Return what a folded word can be; one that mixes two alphabets is read in each of them."""
        known = self._remembered.get(word)
        if known is not None:
            return known
        found = self._uses(word)
        for reading in unmixed(word) if not found else ():
            found |= self._uses(reading)
        first = [(pattern, derived) for (pattern, place), derived in found.items() if not place]
        alone = tuple(one for one in first if self.patterns[one[0]].words == 1)
        meaning = Meaning(found, alone, tuple(one for one in first if self.patterns[one[0]].words > 1))
        if len(word) <= LONGEST_REMEMBERED:
            if len(self._remembered) >= REMEMBERED:
                self._remembered.clear()
                self._meaningless.clear()
            self._remembered[word] = meaning
        return meaning

    def tokens(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield (word, start, end) of a folded text; a word with an apostrophe that means nothing as a whole is taken apart (l'Artsakh)."""
        for found in self.word.finditer(text):
            word = found.group()
            start = found.start()
            if "'" not in word or self._is_whole(word):
                yield word, start, found.end()
                continue
            for part in word.split("'"):
                if part:
                    yield part, start, start + len(part)
                start += len(part) + 1

    def _is_whole(self, word: str) -> bool:
        """Tell whether a word with an apostrophe means something as a whole; where its parts mean nothing either, it stays whole for good."""
        if word in self._meaningless or self.meaning(word).uses:
            return True
        if len(word) <= LONGEST_REMEMBERED and not any(self.meaning(part).uses for part in word.split("'")):
            self._meaningless.add(word)
        return False

    def _uses(self, word: str) -> dict[tuple[int, int], bool]:
        """Return the words of patterns that a word can be; True where it is one as an adjective or demonym only."""
        found: dict[tuple[int, int], bool] = {}
        for rest, prefix in self.without_prefixes(word):
            for length in range(self._shortest, min(len(rest), self._longest) + 1):
                for use in self.stems.get(rest[:length], ()):
                    if prefix and use.place:
                        continue
                    tail = rest[length:]
                    key = (use.pattern, use.place)
                    article = prefix in self.tables.derived_prefixes
                    if tail in use.inflections and not article:
                        found[key] = False
                    elif tail in use.derivations or (article and not use.last and tail in use.inflections):
                        found.setdefault(key, True)
                    elif use.last and tail[:1] == "'" and self.tables.apostrophe_suffix and len(tail) <= LONGEST_APOSTROPHE_SUFFIX:
                        found[key] = False
        return found

    def without_prefixes(self, word: str) -> Iterator[tuple[str, str]]:
        """Yield a word, and what is left of it after a particle that is written onto it (Arabic و ب ل)."""
        yield word, ""
        for prefix in (*self.tables.prefixes, *self.tables.derived_prefixes):
            if word.startswith(prefix):
                yield word[len(prefix) :], prefix
        for prefix, beginning in self.tables.contracted_prefixes:
            if word.startswith(prefix):
                yield beginning + word[len(prefix) :], ""
