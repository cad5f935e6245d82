"""Fingerprints: what an edition says of a concept, as text to be hashed; an approval hangs on it.

What is called for counts, not who says so: it does not change with other concepts, the order of files, comments, reasons or dates.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from transflow.glossary.styles import Rule, said_for
from transflow.locales import fallbacks
from transflow.model import Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from transflow.glossary.concepts import Concept, Form, Glossary
    from transflow.glossary.styles import Style, Use


def fingerprint(parts: Iterable[str]) -> str:
    """Return the hash of what is said of several concepts: 16 hex digits of SHA-256."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def said_of(concept: str, glossary: Glossary, style: Style, locales: tuple[str, str]) -> str:
    """Return all that an edition says of one concept; `locales` are the source's and the edition's."""
    source, locale = locales
    known = glossary.concepts.get(concept)
    rule = style.rules.get(concept, Rule())
    gloss = rule.gloss and [said_for(rule.gloss.text, locale), rule.gloss.by, rule.gloss.at_most]
    words = rule.qualifiers and [
        sorted(said_for(rule.qualifiers.forbidden, locale) or ()),
        sorted(said_for(rule.qualifiers.required, locale) or ()),
        rule.qualifiers.scare_quotes,
        sorted(rule.qualifiers.of),
    ]
    kept = [sorted((*style.kept(each).get("", ()), *style.kept(each).get(concept, ()))) for each in locales]
    document = [
        concept,
        [_called_for(concept, use, style, locale) for use in _uses(concept, style, known)],
        rule.note and said_for(rule.note.text, locale),
        gloss,
        words,
        kept,
        known and _names(known, source, locale),
    ]
    return json.dumps(document, ensure_ascii=False)


def _uses(concept: str, style: Style, known: Concept | None) -> list[Use]:
    uses = [use for use in style.uses(concept) if use.voice is not Voice.QUOTATION]
    spoken = next(use for use in style.uses(concept) if use.voice is Voice.QUOTATION)
    sides = sorted({name.side or "" for name in known.names.values()} | {""}) if known else [""]
    return [*uses, *(spoken._replace(side=side) for side in sides)]


def _called_for(concept: str, use: Use, style: Style, locale: str) -> list[object]:
    choice, _ = style.choice(concept, use)
    return [choice.names_for(locale), choice.joiner_for(locale) if choice.double else None]


def _names(concept: Concept, source: str, locale: str) -> list[object]:
    """Return what the glossary says of a concept in the two locales, in an order that does not depend on the file's."""
    names = [
        [name.id, [[_form(form) for form in name.forms_for(each)] for each in (source, locale)]]
        for name in sorted(concept.names.values(), key=lambda name: name.id)
    ]
    return [concept.kind, names, [sorted(_here(concept.look_alikes, each)) for each in (source, locale)]]


def _form(form: Form) -> list[object]:
    return [form.text, sorted(form.extra), sorted(form.look_alikes), form.type, form.derive, form.case]


def _here(by_locale: Mapping[str, tuple[str, ...]], locale: str) -> tuple[str, ...]:
    return next((by_locale[tag] for tag in fallbacks(locale) if tag in by_locale), ())
