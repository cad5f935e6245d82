"""How an edition names things: the one object that drafts, checks and the notes in catalogs ask, so that they cannot disagree."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from transflow.glossary.concepts import Kind
from transflow.glossary.matcher import Matcher
from transflow.glossary.styles import VOICES, Choice, Rule, Style
from transflow.locales import fallbacks
from transflow.model import Mention, Slot, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from transflow.errors import Position
    from transflow.glossary.concepts import Concept, Form, Glossary
    from transflow.model import Span

Said = TypeVar("Said")
_WORD = re.compile(r"[^\s/\u2010-\u2015-]+")  # a vowel sign or a zero-width non-joiner parts no word
UNNAMED = Style(id="as-source", title="As the source says")


@dataclass(frozen=True, slots=True)
class Expected:
    """What an edition calls for where the source has a mention.

    `names` may stand there, the first preferred; `forms` are their citation forms in the edition's locale, in the same order,
    without the names that have none. Of a person it is the first form with as many words as the mention: a bare surname stays one.
    """

    concept: str
    names: tuple[str, ...]
    forms: tuple[str, ...]
    as_source: bool
    reason: str = ""
    position: Position | None = None


@dataclass(frozen=True)
class Naming:
    """A glossary and a style, for one source locale and one edition's locale."""

    glossary: Glossary
    style: Style
    source_locale: str
    locale: str
    _fingerprints: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def source_matcher(self) -> Matcher:
        """Finds names in the source."""
        return Matcher(self.glossary, self.source_locale)

    @cached_property
    def target_matcher(self) -> Matcher:
        """Finds names in the edition."""
        return Matcher(self.glossary, self.locale)

    def find_source(self, text: str, quotations: Sequence[Span] = ()) -> tuple[Mention, ...]:
        """Return the names in a source text; `quotations` are its quoted spans."""
        return self.source_matcher.find(text, quotations)

    def find_target(self, text: str, quotations: Sequence[Span] = ()) -> tuple[Mention, ...]:
        """Return the names in a target text; `quotations` are its quoted spans."""
        return self.target_matcher.find(text, quotations)

    def allowed(self, concept: str, *, voice: Voice, slot: Slot, source_names: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the names that may stand for a concept, the first preferred; as the source says means the source's own.

        Where the source does not name the concept and the style says nothing else, every name may.
        """
        choice, _ = self._choice(concept, voice, slot)
        if not choice.as_source:
            return choice.names
        return tuple(source_names) or tuple(self.glossary.concepts[concept].names)

    def expected(self, mention: Mention, slot: Slot = Slot.BODY) -> Expected:
        """Return what the edition calls for in the place of a mention of the source."""
        key = (mention.concept, mention.names, mention.text, mention.voice, slot)
        if key not in self._expectations:
            self._expectations[key] = self._expect(mention, slot)
        return self._expectations[key]

    @cached_property
    def _expectations(self) -> dict[tuple[str, tuple[str, ...], str, Voice, Slot], Expected]:
        return {}

    def _expect(self, mention: Mention, slot: Slot) -> Expected:
        choice, rule = self._choice(mention.concept, mention.voice, slot)
        names = choice.names or mention.names or (mention.name,)
        person = self.glossary.concepts[mention.concept].kind is Kind.PERSON
        found = [known for name in names if (known := self.forms(mention.concept, name))]
        forms = tuple(_as_long_as(mention.text, one) if person else one[0].text for one in found)
        return Expected(mention.concept, names, forms, choice.as_source, rule.reason, choice.position or rule.position)

    def forms(self, concept: str, name: str) -> tuple[Form, ...]:
        """Return the forms of a name in the edition's locale, the first preferred; nothing where it has none."""
        known = self.glossary.concepts[concept].names.get(name)
        return known.forms_for(self.locale) if known else ()

    def calls_for(self, mentions: Iterable[Mention], slot: Slot) -> tuple[str, ...]:
        """Return a line for a translator on each name of a source text: what stands there, what is to stand, and why."""
        return tuple(dict.fromkeys(self._line(mention, slot) for mention in mentions))

    def fingerprint(self, concepts: Iterable[str]) -> str:
        """Return a hash of everything that this edition says of just these concepts: rules, names and forms.

        It does not depend on other concepts, on the order of files, or on comments, reasons and dates.
        """
        parts = [self._fingerprint(concept) for concept in sorted(set(concepts))]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    def _choice(self, concept: str, voice: Voice, slot: Slot) -> tuple[Choice, Rule]:
        return self.style.choice(concept, voice, slot)

    def _line(self, mention: Mention, slot: Slot) -> str:
        expected = self.expected(mention, slot)
        why = "as the source says" if expected.as_source else self.style.title or self.style.id
        target = " or ".join(dict.fromkeys(expected.forms)) or f"no form in {self.locale} yet"
        form = ", here an adjective or demonym" if mention.derived else ""
        return f"{mention.text} → {target} ({why}{form})"

    def _fingerprint(self, concept: str) -> str:
        if concept not in self._fingerprints:
            known = self.glossary.concepts.get(concept)
            called_for = [[self._choice(concept, voice, slot)[0].names for slot in Slot] for voice in VOICES]
            rule = self.style.rules.get(concept, Rule())
            gloss = rule.gloss and [_here(rule.gloss.text, self.locale), rule.gloss.by, rule.gloss.at_most]
            document = [concept, called_for, _here(rule.note, self.locale), gloss, known and self._said_of(known)]
            self._fingerprints[concept] = json.dumps(document, ensure_ascii=False)
        return self._fingerprints[concept]

    def _said_of(self, concept: Concept) -> list[object]:
        """Return what the glossary says of a concept in the two locales, in an order that does not depend on the file's."""
        locales = (self.source_locale, self.locale)
        names = [
            [name.id, [[_said(form) for form in name.forms_for(locale)] for locale in locales]]
            for name in sorted(concept.names.values(), key=lambda name: name.id)
        ]
        return [concept.kind, names, [sorted(_here(concept.look_alikes, locale) or ()) for locale in locales]]


def _said(form: Form) -> list[object]:
    return [form.text, sorted(form.extra), sorted(form.look_alikes), form.type, form.derive, form.case]


def _here(by_locale: Mapping[str, Said], locale: str) -> Said | None:
    """Return what is said for a locale, or for its language."""
    return next((by_locale[tag] for tag in fallbacks(locale) if tag in by_locale), None)


def _as_long_as(text: str, forms: Sequence[Form]) -> str:
    """Return the first form with as many words as a text, or the first of all."""
    words = len(_WORD.findall(text))
    return next((form.text for form in forms if len(_WORD.findall(form.text)) == words), forms[0].text)


def naming_for(glossary: Glossary, style: Style | None, *, source_locale: str, locale: str) -> Naming:
    """Return how an edition names things; without a style, as the source says."""
    return Naming(glossary, style or UNNAMED, source_locale, locale)
