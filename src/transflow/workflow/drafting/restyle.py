"""Drafts of an edition in the article's own language: the source itself, with its names put to the style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.glossary import turns_marked
from transflow.glossary.restyling import Restyled, carries, notes_of, restyled
from transflow.model import Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.glossary import Naming
    from transflow.model import Unit

ENGINE = "style"  # what the provenance of such a draft says in the place of an engine


def restyle(units: Sequence[Unit], naming: Naming) -> dict[int, Restyled]:
    """Return the draft of every unit of an article, by the offset where the unit begins.

    The notes that the edition carries stand at the end of the last sentence of the body, where an editor will move them to their place.
    """
    named = list(turns_marked((unit.slot, naming.find_source(unit.text, unit.quotations)) for unit in units))
    drafts = {unit.start: restyled(unit.text, mentions, naming, unit.slot) for unit, mentions in zip(units, named, strict=True)}
    noted = notes_of((mention.concept for mentions in named for mention in mentions), naming)
    notes = tuple(note for note in noted if not carries((unit.text for unit in units), note))
    last = next((unit for unit in reversed(units) if unit.slot is Slot.BODY), None)
    if notes and last is not None:
        draft = drafts[last.start]
        told = "the edition’s note stands at the end; move it to its place"
        drafts[last.start] = Restyled(" ".join((draft.text, *notes)), (*draft.notes, told))
    return drafts
