"""Lint of forms: what two names share, look-alikes that change nothing, words of two alphabets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from transflow.glossary.concepts import Glossary
from transflow.glossary.folding import fold_text
from transflow.glossary.matcher import Matcher
from transflow.locales import bare_language
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transflow.errors import Position
    from transflow.glossary.concepts import Concept, Form, Name

# Alphabets with letters of the same look; a word that mixes two of them is a slip of the keyboard, or a forgery.
LIKE_LETTERED = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN"})
_WORD = re.compile(r"[^\W\d_]+")
Found = tuple[Severity, str, "Position | None"]


def form_findings(glossary: Glossary) -> Iterator[Found]:
    """Yield (severity, message, position) for everything worth a look in the forms of a glossary."""
    yield from _shared_forms(glossary)
    yield from _idle_look_alikes(glossary)
    for _, _, locale, form in _forms(glossary):
        for text in (form.text, *form.extra, *form.look_alikes):
            if mixed := _mixed_word(text):
                word, alphabets = mixed
                what = f"{word!r} ({locale}) mixes letters of two alphabets: {' and '.join(alphabets)}"
                yield Severity.WARNING, what, form.position


def _forms(glossary: Glossary) -> Iterator[tuple[Concept, Name, str, Form]]:
    for concept in glossary.concepts.values():
        for name in concept.names.values():
            for locale, forms in name.forms.items():
                for form in forms:
                    yield concept, name, locale, form


def _shared_forms(glossary: Glossary) -> Iterator[Found]:
    """Yield the texts that belong to two names: of one concept they are ambiguous, of two the matcher has to choose.

    Texts are held against each other folded, as they are found: a capital or a kind of hyphen tells no names apart.
    """
    owners: dict[tuple[str, str], tuple[Concept, Name, Form]] = {}
    for concept, name, locale, form in _forms(glossary):
        for text in (form.text, *form.extra):
            first, first_name, first_form = owners.setdefault((locale, fold_text(text, bare_language(locale))), (concept, name, form))
            if first.id != concept.id:
                what = f"{text!r} ({locale}) is a form of {first.id}/{first_name.id} ({first_form.position}) and of {concept.id}/{name.id}"
                yield Severity.WARNING, what, form.position
            elif first_name.id != name.id:
                what = f"{concept.id}: {text!r} is a form of {first_name.id} and of {name.id}; wherever it stands it is ambiguous"
                yield Severity.INFO, what, form.position


def _idle_look_alikes(glossary: Glossary) -> Iterator[Found]:
    """Yield the look-alikes in which nothing is found even without them."""
    bare = _without_look_alikes(glossary)
    matchers: dict[str, Matcher] = {}
    for concept in glossary.concepts.values():
        placed = [(locale, phrase, concept.position) for locale, phrases in concept.look_alikes.items() for phrase in phrases]
        for name in concept.names.values():
            for locale, forms in name.forms.items():
                placed += [(locale, phrase, form.position) for form in forms for phrase in form.look_alikes]
        for locale, phrase, position in placed:
            if locale not in matchers:
                matchers[locale] = Matcher(bare, locale)
            # in capitals too: what a sentence or a headline begins with is found where the small letters are not
            if not any(matchers[locale].find(dress) for dress in (phrase, phrase[:1].upper() + phrase[1:], phrase.upper())):
                what = f"{concept.id}: the look-alike {phrase!r} ({locale}) holds none of the names, so it changes nothing"
                yield Severity.INFO, what, position


def _without_look_alikes(glossary: Glossary) -> Glossary:
    concepts = {}
    for concept in glossary.concepts.values():
        names = {}
        for name in concept.names.values():
            forms = {locale: tuple(replace(form, look_alikes=()) for form in listed) for locale, listed in name.forms.items()}
            names[name.id] = replace(name, forms=forms)
        concepts[concept.id] = replace(concept, names=names, look_alikes={})
    return Glossary(concepts)


def _mixed_word(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the first word with letters of two alphabets that look alike, and their names."""
    for word in _WORD.findall(text):
        alphabets = {unicodedata.name(letter, "").partition(" ")[0] for letter in word} & LIKE_LETTERED
        if len(alphabets) > 1:
            return word, tuple(sorted(alphabet.capitalize() for alphabet in alphabets))
    return None
