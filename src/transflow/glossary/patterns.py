"""What a matcher looks for: every form of every name as a row of words, each with the endings it may take."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transflow.glossary.concepts import WORD_KINDS
from transflow.glossary.tails import analyse
from transflow.glossary.words import split_abbreviated
from transflow.locales import bare_language, fallbacks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.glossary.concepts import Concept, Form, Glossary

_Words = list[tuple[str, bool]]  # folded, each with whether it is abbreviated
_NON_JOINER = "\u200c"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One form as a row of words; without a concept it is a look-alike, which only keeps others from matching.

    `capital` asks for a capital letter at the start; `derived` says that the form itself is an adjective or demonym; `exact` is the
    form folded, its words parted by single spaces. `stops` are the places of its abbreviated words, behind which a stop may stand.
    """

    concept: str
    name: str
    words: int
    capital: bool
    derived: bool = False
    exact: str = ""
    stops: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class WordUse:
    """A stem's use as the word at `place` of a pattern; the endings that it may take, inflected and derived."""

    pattern: int
    place: int
    inflections: frozenset[str]
    derivations: frozenset[str]
    last: bool


@dataclass(slots=True)
class Patterns:
    """All patterns of one language, and the uses of each stem."""

    patterns: list[Pattern] = field(default_factory=list)
    stems: dict[str, list[WordUse]] = field(default_factory=lambda: defaultdict(list))
    _endings: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)  # each set of endings once: words of a kind have the same

    def add(self, pattern: Pattern, words: list[tuple[str, tuple[str, ...]]], language: str, *, derive: bool) -> None:
        """Add a pattern; each word comes with the kinds of word whose endings it may take."""
        number = len(self.patterns)
        self.patterns.append(pattern)
        for place, (word, kinds) in enumerate(words):
            last = place == len(words) - 1
            uses: dict[str, tuple[set[str], set[str]]] = {word: ({""}, set())}
            for kind in kinds:
                for stem in analyse(bare_language(language), word, kind):
                    inflections, derivations = uses.setdefault(stem.text, (set(), set()))
                    inflections |= stem.inflections
                    if derive and last:
                        derivations |= stem.derivations
            for text, (inflections, derivations) in uses.items():
                bent, derived = self._once(frozenset(inflections)), self._once(frozenset(derivations - inflections))
                self.stems[text].append(WordUse(number, place, bent, derived, last))

    def _once(self, endings: frozenset[str]) -> frozenset[str]:
        return self._endings.setdefault(endings, endings)


def build_patterns(glossary: Glossary, language: str) -> Patterns:
    """Return the patterns of every form that a glossary has in a language (any tag)."""
    patterns = Patterns()
    for concept in glossary.concepts.values():
        for name in concept.names.values():
            for form in name.forms_for(language):
                _add_form(patterns, concept, name.id, form, language)
        for phrase in _look_alikes(concept, language):
            _add_look_alike(patterns, phrase, language)
    return patterns


def _add_form(patterns: Patterns, concept: Concept, name: str, form: Form, language: str) -> None:
    kind = form.type or WORD_KINDS[concept.kind]
    capital = form.case and form.text[:1].isupper()
    for words in _words(form.text, language):
        kinds = (kind,) if len(words) == 1 or kind == "fixed" else (kind, "noun", "adjective")
        patterns.add(_pattern(words, capital, concept.id, name), _bent(words, kinds), language, derive=form.derive)
    for extra in form.extra:
        capital = form.case and extra[:1].isupper()
        derived = not extra[:1].isupper() and form.text[:1].isupper()
        extra_kinds = (kind, "adjective") if capital else ("adjective", "noun")
        for words in _words(extra, language):
            patterns.add(_pattern(words, capital, concept.id, name, derived=derived), _bent(words, extra_kinds), language, derive=False)
    for phrase in form.look_alikes:
        _add_look_alike(patterns, phrase, language)


def _add_look_alike(patterns: Patterns, phrase: str, language: str) -> None:
    for words in _words(phrase, language):
        patterns.add(_pattern(words, phrase[:1].isupper()), _bent(words, ("noun", "person", "adjective")), language, derive=False)


def _pattern(words: _Words, capital: bool, concept: str = "", name: str = "", *, derived: bool = False) -> Pattern:  # noqa: FBT001 - as the field is
    stops = frozenset(place for place, (_, stop) in enumerate(words) if stop)
    return Pattern(concept, name, len(words), capital, derived, " ".join(word for word, _ in words), stops)


def _bent(words: _Words, kinds: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Return each word with the kinds of word whose endings it takes: what is abbreviated takes none."""
    return [(word, () if stop else kinds) for word, stop in words]


def _look_alikes(concept: Concept, language: str) -> Iterable[str]:
    return next((concept.look_alikes[tag] for tag in fallbacks(language) if tag in concept.look_alikes), ())


def _words(text: str, language: str) -> Iterator[_Words]:
    """Yield the words of a form, and where it is joined by a zero-width non-joiner, those of the same with a space there."""
    spellings = (text, text.replace(_NON_JOINER, " ")) if _NON_JOINER in text else (text,)
    for spelling in spellings:
        if words := split_abbreviated(spelling, language):
            yield words
