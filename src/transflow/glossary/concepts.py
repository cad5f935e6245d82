"""The nouns of the glossary: a concept has rival names, a name has forms in every language."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from transflow.locales import fallbacks

if TYPE_CHECKING:
    from transflow.errors import Position


class Kind(StrEnum):
    """What a concept is; it decides which endings its names take."""

    PLACE = "place"
    PERSON = "person"
    ORGANISATION = "organisation"
    EVENT = "event"
    TERM = "term"


# The kind of word whose endings the names of a concept take, unless a form says otherwise.
WORD_KINDS = {Kind.PLACE: "place", Kind.PERSON: "person", Kind.ORGANISATION: "noun", Kind.EVENT: "noun", Kind.TERM: "noun"}


@dataclass(frozen=True, slots=True)
class Form:
    """A name written in one language: its citation form, forms the tables do not know, and look-alikes that are no mention.

    `type` overrides the kind of word that the concept's kind implies; without `derive` there are no adjectives and demonyms,
    without `case` a small first letter is as good as a capital.
    """

    text: str
    extra: tuple[str, ...] = ()
    look_alikes: tuple[str, ...] = ()
    type: str | None = None
    derive: bool = True
    case: bool = True
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """One of the rival names of a concept, with the side that uses it, and its forms by BCP 47 tag, the first preferred."""

    id: str
    side: str | None = None
    forms: dict[str, tuple[Form, ...]] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    position: Position | None = None

    def forms_for(self, locale: str) -> tuple[Form, ...]:
        """Return the forms in a locale, or in its language (`pt` for `pt-BR`); nothing where there are none."""
        return next((self.forms[tag] for tag in fallbacks(locale) if tag in self.forms), ())


@dataclass(frozen=True, slots=True)
class Concept:
    """What names are rivals for; `look_alikes` by BCP 47 tag are phrases in which no name of it is meant."""

    id: str
    kind: Kind
    contested: bool = False
    definition: str = ""
    sources: tuple[str, ...] = ()
    names: dict[str, Name] = field(default_factory=dict)
    look_alikes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Glossary:
    """All concepts by their ids, in the order of their files."""

    concepts: dict[str, Concept] = field(default_factory=dict)
