"""Restyling: a text in the edition's own language with its names put to the style, for desks that republish copy under rules of their own.

Nothing but names is touched. A name is inflected as the one that stood there where the tables can tell; adjectives, and whatever cannot be
written, stay as they are, and the reviewer is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.glossary.styles import said_for
from transflow.model import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transflow.glossary.glosses import Gloss
    from transflow.glossary.naming import Naming
    from transflow.model import Mention, Slot

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Restyled:
    """A text with its names put to the style, and what its reviewer should look at."""

    text: str
    notes: tuple[str, ...]


def restyled(text: str, mentions: Iterable[Mention], naming: Naming, slot: Slot) -> Restyled:
    """Return a text of the edition's language with the names that the edition calls for, explained where it explains them."""
    parts: list[str] = []
    notes: list[str] = []
    read = 0
    for mention in mentions:
        form, note = _form(mention, naming, slot)
        gloss = naming.gloss_around(mention.concept) if mention.turn is Turn.FIRST and not mention.rivals else None
        if gloss is not None:
            form, told = _glossed(form, mention, naming, gloss, then=text[mention.end :])
            note = note or told
        parts += [text[read : mention.start], form]
        notes += [note] if note else []
        read = mention.end
    return Restyled("".join([*parts, text[read:]]), tuple(dict.fromkeys(notes)))


def notes_of(concepts: Iterable[str], naming: Naming) -> tuple[str, ...]:
    """Return the notes that the edition carries for these concepts, in their order, none twice."""
    rules = [naming.style.rules[concept] for concept in dict.fromkeys(concepts) if concept in naming.style.rules]
    return tuple(dict.fromkeys(text for rule in rules if rule.note and (text := said_for(rule.note.text, naming.locale))))


def carries(texts: Iterable[str], note: str) -> bool:
    """Tell whether the words of a note stand in these texts in its order; marks and capitals do not count."""
    return f" {_words(note)} " in f" {' '.join(map(_words, texts))} "


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _form(mention: Mention, naming: Naming, slot: Slot) -> tuple[str, str]:
    """Return what is to stand for a mention, and what to tell of it."""
    expected = naming.expected(mention, slot)
    if mention.rivals:
        return mention.text, f"“{mention.text}” stayed: it can be of {' or '.join((mention.concept, *mention.rivals))}"
    if expected.as_source or not set(expected.names).isdisjoint(mention.names or (mention.name,)):
        return mention.text, ""
    if mention.derived:
        return mention.text, f"“{mention.text}” is an adjective or demonym and stayed; the edition says {' or '.join(expected.forms)}"
    if not expected.forms:
        return mention.text, f"“{mention.text}” stayed: the edition’s name has no form in {naming.locale}"
    name = next(name for name in expected.names if naming.written(mention.concept, name))
    form = naming.written_as(mention, name)
    plain = form == naming.written(mention.concept, name, like=mention.text)
    cited = any(known.text == mention.text for known in naming.forms(mention.concept, mention.name))
    return form, f"“{mention.text}” became {form}: mind the grammar" if plain and not cited else ""


def _glossed(form: str, mention: Mention, naming: Naming, gloss: Gloss, *, then: str) -> tuple[str, str]:
    """Return a name with its explanation in a sentence that goes on with `then`, and what to tell where none could be put in."""
    cited = naming.written(mention.concept, gloss.name)
    if mention.derived or not form.startswith(cited) or form.removeprefix(cited).startswith(("'", "’")):
        return form, f"explain {cited}: {naming.gloss_for(mention.concept)}"
    return gloss.around(form, then=then), ""
