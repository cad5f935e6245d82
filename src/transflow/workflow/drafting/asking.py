"""What an engine is asked for each unit that waits: its text, the names that it is to hold, and what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.backends import DraftRequest, RequiredName
from transflow.glossary import turns_marked
from transflow.glossary.restyling import notes_of
from transflow.model import Slot, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.glossary import Naming
    from transflow.model import Mention, Unit


def requests_for(units: Sequence[Unit], waiting: Sequence[Unit], naming: Naming) -> list[DraftRequest]:
    """Return what an engine is asked for each of the units that wait, among all units of their article."""
    around = _around(units)
    names = _names(units, waiting, naming)
    closing = _closing(units, naming)
    return [
        DraftRequest(unit.text, required, *around[unit.start], closing.get(unit.start, ()))
        for unit, required in zip(waiting, names, strict=True)
    ]


def _names(units: Sequence[Unit], waiting: Sequence[Unit], naming: Naming) -> tuple[tuple[RequiredName, ...], ...]:
    """Return the names of the units that wait; which mention is the first of its concept all units of the article tell."""
    found = turns_marked((unit.slot, naming.find_source(unit.text, unit.quotations)) for unit in units)
    by_start = {unit.start: mentions for unit, mentions in zip(units, found, strict=True)}
    return tuple(required_names(unit, by_start[unit.start], naming) for unit in waiting)


def _around(units: Sequence[Unit]) -> dict[int, tuple[str, str]]:
    """Return what stands before and after each unit in its own part of the article, by where it starts."""
    texts = ["", *(unit.text for unit in units), ""]
    slots = [None, *(unit.slot for unit in units), None]
    return {
        unit.start: (texts[at - 1] * (slots[at - 1] is unit.slot), texts[at + 1] * (slots[at + 1] is unit.slot))
        for at, unit in enumerate(units, start=1)
    }


def _closing(units: Sequence[Unit], naming: Naming) -> dict[int, tuple[str, ...]]:
    """Return the notes of the edition by where the unit starts that they follow: the last of the body, where an editor will move them from."""
    last = next((unit for unit in reversed(units) if unit.slot is Slot.BODY), None)
    if last is None or not any(rule.note for rule in naming.style.rules.values()):
        return {}
    return {last.start: notes_of((mention.concept for unit in units for mention in naming.find_source(unit.text)), naming)}


def required_names(unit: Unit, mentions: Sequence[Mention], naming: Naming) -> tuple[RequiredName, ...]:
    """Return the names of a unit's source with the form that the edition calls for; adjectives and demonyms force no form."""
    names = []
    for mention in mentions:
        expected = naming.expected(mention, unit.slot)
        form = expected.forms[0] if expected.forms and not (mention.derived or mention.rivals) else None
        kind = naming.word_kind(mention.concept, expected.names[0], form) if form else ""
        gloss = naming.gloss_around(mention.concept) if mention.turn is Turn.FIRST and not mention.rivals else None
        bare = form is not None and naming.is_bare(form)
        said = mention.names or (mention.name,)
        names.append(RequiredName(mention.start, mention.end, form, mention.concept, expected.names, kind, gloss, bare, said))
    return tuple(names)
