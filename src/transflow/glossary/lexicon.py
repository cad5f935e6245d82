"""The lexicon of a matcher: what one word can be, as a word of the names of a glossary; looked at once and remembered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from transflow.glossary.concepts import Kind
from transflow.glossary.folding import fold_text
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
BEGINNING = 4  # letters by which most words are told to be no part of any name


class Meaning(NamedTuple):
    """What a word can be: its uses as a word of patterns (pattern, place → only as a derived one), and of those the names that it is alone or begins."""

    uses: dict[tuple[int, int], bool]
    alone: tuple[tuple[int, bool], ...]
    begins: tuple[tuple[int, bool], ...]


NOTHING = Meaning({}, (), ())


class Lexicon:
    """What the words of one language (any tag) can be as words of a glossary's names."""

    def __init__(self, glossary: Glossary, language: str) -> None:
        self.language = bare_language(language)
        self.tables = tables(self.language)
        built = build_patterns(glossary, language)
        self.patterns = built.patterns
        self.stems = {stem: tuple(uses) for stem, uses in built.stems.items()}
        self.abbreviates = any(pattern.stops for pattern in self.patterns)
        self.word = word_expression([pattern.exact for pattern in self.patterns])
        self.people = frozenset(concept.id for concept in glossary.concepts.values() if concept.kind is Kind.PERSON)
        self.conjunctions = self.tables.conjunctions | {fold_text(one, self.language) for one in self.tables.conjunctions}
        self.shared_head = _shared_head(self.conjunctions)
        self._lengths = sorted(set(map(len, self.stems)))
        self._short_lengths = [length for length in self._lengths if length < BEGINNING]
        self._beginnings = {stem[:BEGINNING] for stem in self.stems if len(stem) >= BEGINNING}
        self._takes_prefixes = bool(self.tables.prefixes or self.tables.derived_prefixes or self.tables.contracted_prefixes)
        self._remembered: dict[str, Meaning] = {}
        self._whole: set[str] = set()  # words with an apostrophe that mean nothing, and neither do their parts

    def needs_capital(self, pattern: int, *, derived: bool) -> bool:
        """Tell whether a pattern is nothing without a capital at its start; look-alikes and (in most languages) what is derived do without."""
        known = self.patterns[pattern]
        return self.tables.cased and known.capital and bool(known.concept) and (self.tables.derived_capital or not derived)

    def meaning(self, word: str) -> Meaning:
        """Return what a folded word can be; one that means nothing so is read in another script, or in one alphabet where it mixes two."""
        known = self._remembered.get(word)
        if known is None:
            known = self._look_up(word)
            if len(word) <= LONGEST_REMEMBERED:
                if len(self._remembered) >= REMEMBERED:
                    self._remembered.clear()
                    self._whole.clear()
                self._remembered[word] = known
        return known

    def _look_up(self, word: str) -> Meaning:
        found = self._uses(word)
        if not found and not word.isascii():
            for reading in self._readings(word):
                found |= self._uses(reading)
        if not found:
            return NOTHING
        alone: list[tuple[int, bool]] = []
        begins: list[tuple[int, bool]] = []
        for (pattern, place), derived in found.items():
            if not place:
                (alone if self.patterns[pattern].words == 1 else begins).append((pattern, derived))
        return Meaning(found, tuple(alone), tuple(begins))

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
        if word in self._whole or self.meaning(word).uses:
            return True
        if len(word) <= LONGEST_REMEMBERED and not any(self.meaning(part).uses for part in word.split("'")):
            self._whole.add(word)
        return False

    def _readings(self, word: str) -> Iterator[str]:
        """Yield what else a word may be: transliterated from the language's other script, or written in one alphabet throughout."""
        if self.tables.transliteration:
            transliterated = self.tables.transliteration(word)
            if transliterated != word:
                yield transliterated
        yield from unmixed(word)

    def _uses(self, word: str) -> dict[tuple[int, int], bool]:
        """Return the words of patterns that a word can be; True where it is one as an adjective or demonym only."""
        found: dict[tuple[int, int], bool] = {}
        stems = self.stems
        for rest, prefix in self.without_prefixes(word) if self._takes_prefixes else ((word, ""),):
            article = prefix in self.tables.derived_prefixes
            lengths = self._lengths if rest[:BEGINNING] in self._beginnings else self._short_lengths
            for length in [length for length in lengths if rest[:length] in stems and length <= len(rest)]:
                tail = rest[length:]
                after_apostrophe = self.tables.apostrophe_suffix and tail[:1] == "'" and len(tail) <= LONGEST_APOSTROPHE_SUFFIX
                for use in stems[rest[:length]]:
                    if prefix and use.place:
                        continue
                    key = (use.pattern, use.place)
                    if tail in use.inflections and not article:
                        found[key] = False
                    elif tail in use.derivations or (article and not use.last and tail in use.inflections):
                        found.setdefault(key, True)
                    elif use.last and after_apostrophe:
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


def _shared_head(conjunctions: frozenset[str]) -> re.Pattern[str] | None:
    """Return an expression for what follows the first word of a name that shares its last one: “- and Lower Karabakh”; None where no conjunction is known."""
    if not conjunctions:
        return None
    return re.compile(rf"(-)? (?:{'|'.join(map(re.escape, sorted(conjunctions)))}) \w+[ -]+(\w+)(?:[ -]+(\w+))?")
