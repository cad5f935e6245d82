"""The matcher: finds every name of a glossary in a text, inflected, derived, joined by spaces or hyphens, in any dress.

A token is analysed once and remembered; names of several words are chained; of overlapping finds the leftmost longest stays,
look-alikes included. Where a form belongs to several names of its concept the mention is ambiguous and holds them all. Where
it belongs to several concepts, an inflected name counts before an adjective, a listed form before a derived one, a contested
concept before another, and then the order of the glossary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from transflow.glossary.folding import fold
from transflow.glossary.patterns import build_patterns
from transflow.glossary.tails import tables
from transflow.glossary.words import UNSPACED, unmixed, word_expression
from transflow.locales import bare_language
from transflow.model import Mention
from transflow.voice import voice_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from transflow.glossary.concepts import Glossary
    from transflow.glossary.folding import Folded
    from transflow.glossary.patterns import Pattern
    from transflow.model import Span

REMEMBERED = 200_000  # analysed tokens kept in memory at most
LONGEST_REMEMBERED = 100  # characters; a longer token is no word, and is looked at anew
LONGEST_APOSTROPHE_SUFFIX = 16
_JOINT = re.compile(r" ?- ?| +|'")
_PLACEHOLDER = re.compile(r"</?\d+/?>")
_HIDDEN = re.compile(
    r"(?:https?://|www\.)[^\s<>]+"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w./-])[\w-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|info|int|gov|edu|html?|php|pdf|jpe?g|png|svg|mp[34]|am|az|ru|ge|ir|tr|uk|fr|de|eu|tv)(?![\w-])"
)
_DOT_IN_WORD = re.compile(r"\.\w")
_INVISIBLE = "\u2060"
_HYPHEN_SUFFIX = re.compile(r"-(\w{1,8})(?!\w)")


@dataclass(frozen=True, slots=True)
class _Hit:
    """A pattern found: offsets of the folded text; `derived` where an ending made it an adjective or demonym."""

    start: int
    end: int
    pattern: int
    derived: bool


class _Chain(NamedTuple):
    """A name of several words as far as it has been found: the place of its last word so far, and where the first one began."""

    pattern: int
    place: int
    start: int
    derived: bool


class _Meaning(NamedTuple):
    """What a token can be: its uses as a word of patterns (pattern, place → only as a derived one), and of those the names that it is alone or begins."""

    uses: dict[tuple[int, int], bool]
    alone: tuple[tuple[int, bool], ...]
    begins: tuple[tuple[int, bool], ...]


class Matcher:
    """Finds the names of a glossary in texts of one language (any tag)."""

    def __init__(self, glossary: Glossary, language: str) -> None:
        self._language = bare_language(language)
        self._tables = tables(self._language)
        built = build_patterns(glossary, language)
        self._patterns = built.patterns
        self._stems = {stem: tuple(uses) for stem, uses in built.stems.items()}
        self._shortest = min(map(len, self._stems), default=1)
        self._longest = max(map(len, self._stems), default=0)
        self._remembered: dict[str, _Meaning] = {}
        self._meaningless: set[str] = set()  # those of the remembered that are no part of any name
        self._unspaced = _any_of(self._patterns)
        self._word = word_expression([pattern.exact for pattern in self._patterns])
        self._rank = {concept.id: (not concept.contested, place) for place, concept in enumerate(glossary.concepts.values())}

    def find(self, text: str, quotations: Sequence[Span] = ()) -> tuple[Mention, ...]:
        """Return the mentions in a text, in order and never overlapping; offsets are code points of the text.

        `quotations` are its quoted spans, in order: a mention inside one is the speaker's.
        """
        if not self._stems or not text:
            return ()
        folded = fold(_hide(text), self._language)
        hits: list[_Hit] = []
        if not self._meaningless.issuperset(self._word.findall(folded.text)):
            hits += self._hits(folded.text)
        if self._unspaced is not None:
            hits += self._unspaced_hits(folded.text, *self._unspaced)
        if not hits:
            return ()
        return tuple(self._mentions(text, folded, hits, quotations))

    def _hits(self, text: str) -> Iterator[_Hit]:
        """Yield every pattern that stands in a folded text."""
        live: list[_Chain] = []
        before = -1
        for word, start, end in self._tokens(text):
            found = self._remembered.get(word)
            if found is None:
                found = self._analyse(word)
            if not found.uses:
                live = []
                continue
            chained = self._chained(live, found.uses) if live and _JOINT.fullmatch(text, before, start) else []
            live = [_Chain(pattern, 0, start, derived) for pattern, derived in found.begins]
            for chain in chained:
                if chain.place + 1 == self._patterns[chain.pattern].words:
                    yield _Hit(chain.start, end, chain.pattern, chain.derived)
                else:
                    live.append(chain)
            for pattern, derived in found.alone:
                yield _Hit(start, end, pattern, derived)
            before = end

    @staticmethod
    def _unspaced_hits(text: str, forms: re.Pattern[str], patterns: Mapping[str, Sequence[int]]) -> Iterator[_Hit]:
        """Yield the forms that stand anywhere in a folded text, in scripts that part no words."""
        for found in forms.finditer(text):
            for pattern in patterns[found.group()]:
                yield _Hit(found.start(), found.end(), pattern, derived=False)

    @staticmethod
    def _chained(live: Sequence[_Chain], found: Mapping[tuple[int, int], bool]) -> list[_Chain]:
        """Return the names that a word carries on."""
        carried = []
        for chain in live:
            derived = found.get((chain.pattern, chain.place + 1))
            if derived is not None:
                carried.append(_Chain(chain.pattern, chain.place + 1, chain.start, chain.derived or derived))
        return carried

    def _tokens(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield (word, start, end); a word with an apostrophe that means nothing as a whole is taken apart (l'Artsakh)."""
        for found in self._word.finditer(text):
            word = found.group()
            start = found.start()
            if "'" not in word or self._known(word):
                yield word, start, found.end()
                continue
            for part in word.split("'"):
                if part:
                    yield part, start, start + len(part)
                start += len(part) + 1

    def _known(self, word: str) -> bool:
        """Tell whether a token with an apostrophe means something as a whole; where its parts mean nothing either, remember that."""
        if word in self._meaningless:
            return False
        found = self._remembered.get(word)
        if (self._analyse(word) if found is None else found).uses:
            return True
        if len(word) <= LONGEST_REMEMBERED and not any(self._analyse(part).uses for part in word.split("'")):
            self._meaningless.add(word)
        return False

    def _analyse(self, word: str) -> _Meaning:
        """Return what a token can be, and remember it; one that mixes two alphabets is read in each of them."""
        found = self._uses(word)
        for reading in unmixed(word) if not found else ():
            found |= self._uses(reading)
        first = [(pattern, derived) for (pattern, place), derived in found.items() if not place]
        alone = tuple(one for one in first if self._patterns[one[0]].words == 1)
        meaning = _Meaning(found, alone, tuple(one for one in first if self._patterns[one[0]].words > 1))
        if len(word) <= LONGEST_REMEMBERED:
            self._remember(word, meaning)
        return meaning

    def _remember(self, word: str, meaning: _Meaning) -> None:
        if len(self._remembered) >= REMEMBERED:
            self._remembered.clear()
            self._meaningless.clear()
        self._remembered[word] = meaning
        if not meaning.uses and "'" not in word:
            self._meaningless.add(word)

    def _uses(self, word: str) -> dict[tuple[int, int], bool]:
        """Return the words of patterns that a token can be; True where it is one as an adjective or demonym only."""
        found: dict[tuple[int, int], bool] = {}
        for rest, prefix in self._without_prefixes(word):
            for length in range(self._shortest, min(len(rest), self._longest) + 1):
                for use in self._stems.get(rest[:length], ()):
                    if prefix and use.place:
                        continue
                    tail = rest[length:]
                    key = (use.pattern, use.place)
                    article = prefix in self._tables.derived_prefixes
                    if tail in use.inflections and not article:
                        found[key] = False
                    elif tail in use.derivations or (article and not use.last and tail in use.inflections):
                        found.setdefault(key, True)
                    elif use.last and tail[:1] == "'" and self._tables.apostrophe_suffix and len(tail) <= LONGEST_APOSTROPHE_SUFFIX:
                        found[key] = False
        return found

    def _without_prefixes(self, word: str) -> Iterator[tuple[str, str]]:
        """Yield a token, and what is left of it after a particle that is written onto it (Arabic و ب ل)."""
        yield word, ""
        for prefix in (*self._tables.prefixes, *self._tables.derived_prefixes):
            if word.startswith(prefix):
                yield word[len(prefix) :], prefix
        for prefix, beginning in self._tables.contracted_prefixes:
            if word.startswith(prefix):
                yield beginning + word[len(prefix) :], ""

    def _mentions(self, text: str, folded: Folded, hits: Sequence[_Hit], quotations: Sequence[Span]) -> Iterator[Mention]:
        lower_case = self._tables.cased and _has_no_capitals(text)
        spans: dict[tuple[int, int], list[_Hit]] = {}
        for hit in hits:
            start = folded.start(hit.start)
            pattern = self._patterns[hit.pattern]
            capital = pattern.capital and pattern.concept and (self._tables.derived_capital or not hit.derived)
            if capital and self._tables.cased and not lower_case and text[start].islower():
                continue
            spans.setdefault((hit.start, hit.end), []).append(hit)
        reached = -1
        for (first, last), own in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
            if first < reached:
                continue
            reached = last
            mention = self._mention(text, folded, own, quotations)
            if mention is not None:
                yield mention

    def _mention(self, text: str, folded: Folded, hits: Sequence[_Hit], quotations: Sequence[Span]) -> Mention | None:
        """Return what a stretch is a mention of, or None for a look-alike."""
        written = folded.text[hits[0].start : hits[0].end].replace("-", " ")
        if any(not self._patterns[hit.pattern].concept for hit in hits):
            return None
        best = min(
            hits,
            key=lambda hit: (hit.derived, self._patterns[hit.pattern].exact != written, self._rank[self._patterns[hit.pattern].concept]),
        )
        concept = self._patterns[best.pattern].concept
        names = sorted(
            {
                self._patterns[hit.pattern].name
                for hit in hits
                if self._patterns[hit.pattern].concept == concept and hit.derived == best.derived
            }
        )
        start, end = folded.start(best.start), folded.end(best.end)
        if self._tables.hyphen_suffixes:
            suffix = _HYPHEN_SUFFIX.match(folded.text, best.end)
            if suffix and suffix[1] in self._tables.hyphen_suffixes:
                end = folded.end(suffix.end())
        derived = best.derived or self._patterns[best.pattern].derived
        name = names[0] if len(names) == 1 else ""
        return Mention(start, end, text[start:end], concept, name, tuple(names), voice_of(start, end, quotations), derived)


def _any_of(patterns: Sequence[Pattern]) -> tuple[re.Pattern[str], dict[str, list[int]]] | None:
    """Return an expression for the forms in scripts that write no spaces, the longest first, and the patterns of each; None without any."""
    forms: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns):
        if UNSPACED.search(pattern.exact):
            forms.setdefault(pattern.exact, []).append(number)
    longest_first = sorted(forms, key=len, reverse=True)
    return (re.compile("|".join(map(re.escape, longest_first))), forms) if forms else None


def _hide(text: str) -> str:
    """Make placeholders invisible and blank addresses, in as many code points: no name stands in them."""
    if "<" in text:
        text = _PLACEHOLDER.sub(lambda found: _INVISIBLE * len(found.group()), text)
    if "@" in text or "//" in text or _DOT_IN_WORD.search(text):
        text = _HIDDEN.sub(lambda found: "\x1a" * len(found.group()), text)
    return text


def _has_no_capitals(text: str) -> bool:
    """Tell whether a text of several words is written without capitals, so that a small letter says nothing."""
    return text == text.lower() and text.count(" ") >= 2
