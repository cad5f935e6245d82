"""A catalog as other programs exchange it: units in document order, each with source, target, state, and what is said of it.

XLIFF, CSV and JSON Lines are ways to write these nouns down; nothing here knows of a project.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transflow.model import State

if TYPE_CHECKING:
    from transflow.errors import Position


@dataclass(frozen=True, slots=True)
class Term:
    """A name of the glossary in a source text, and the forms that the edition calls for in its place, the first preferred."""

    start: int
    end: int
    text: str
    concept: str
    forms: tuple[str, ...] = ()
    definition: str = ""


@dataclass(frozen=True, slots=True)
class BilingualUnit:
    """One unit: `id` is the catalog's own (of an entry with plural forms `id.0`, `id.1` …), placeholders stand in the texts as there.

    Written: `notes` are the extractor's lines, `comments` people's, `origin` what transflow noted on a draft, `places` where the source stands
    (`file:line`), `markup` the source bytes of each placeholder. `base` is a hash of target and state as they were exported: with it an import
    can tell who changed what.

    Read: `stated` says that the file speaks of a state, `beyond` a state past `translated` in the file's own word, `spaced` that white
    space counts, `fault` why the unit cannot be used, `at` where its target stands.
    """

    id: str
    source: str
    target: str = ""
    state: State = State.UNTRANSLATED
    context: str | None = None
    slot: str = ""
    voice: str = ""
    notes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    previous: str | None = None
    markup: dict[str, str] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    base: str = ""
    stated: bool = True
    beyond: str = ""
    spaced: bool = True
    fault: str = ""
    at: Position | None = None


@dataclass(frozen=True, slots=True)
class BilingualFile:
    """The units of one article in one edition; `original` is the article's path in the project, locales are BCP 47 tags."""

    article: str
    units: tuple[BilingualUnit, ...]
    original: str = ""
    edition: str = ""
    source_locale: str = ""
    locale: str = ""
    at: Position | None = None


def base_of(target: str, state: State) -> str:
    """Return the hash of a target and its state that an export carries along; an approval is not part of it."""
    settled = State.TRANSLATED if state is State.APPROVED else state
    return hashlib.sha256(f"{settled}\0{target}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
