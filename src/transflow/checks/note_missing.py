"""note-missing: the edition carries a note where a concept appears, and this article does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks.base import CatalogCheck, Fault
from transflow.checks.name_faults import at_mention, by_rule
from transflow.glossary.restyling import carries
from transflow.glossary.styles import said_for
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transflow.checks.reading import Reading


def find_missing_notes(readings: Sequence[Reading]) -> Iterator[tuple[Reading, Fault]]:
    """Look for the words of each note anywhere in the article whose concept its targets name; while a unit waits for a translation, nothing is said."""
    naming = readings[0].pair.naming if readings else None
    notes = {concept: rule for concept, rule in naming.style.rules.items() if rule.note} if naming else {}
    if naming is None or not notes or any(not reading.target and not reading.blank for reading in readings):
        return
    texts = [reading.target_text for reading in readings]
    for concept, rule in notes.items():
        text = said_for(rule.note.text, naming.locale) if rule.note else None
        first = next(((each, one) for each in readings for one in each.target_mentions if one.concept == concept), None)
        if not text or first is None or carries(texts, text):
            continue
        reading, mention = first
        message = f"the article names “{mention.text}” and does not carry this edition’s note: {text}"
        fault = at_mention(message, mention, expected=(text,))
        yield reading, by_rule(fault, None, rule, position=rule.note.position if rule.note else None)


CHECK = CatalogCheck(
    "note-missing", "A note that the edition carries where a concept appears is not there", Severity.WARNING, find_missing_notes
)
