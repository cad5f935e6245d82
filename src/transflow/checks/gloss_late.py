"""gloss-late: a name is explained, later than the edition has promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks.base import CatalogCheck, Fault
from transflow.checks.glosses import body_paragraph, due_paragraph, glossed_concepts
from transflow.checks.name_faults import at_mention
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transflow.checks.glosses import Glossed
    from transflow.checks.reading import Reading


def find_late_glosses(readings: Sequence[Reading]) -> Iterator[tuple[Reading, Fault]]:
    """Mark the mention at which a name should have been explained."""
    for glossed in glossed_concepts(readings):
        reading, mention = glossed.first
        naming = reading.pair.naming
        if glossed.found and naming is not None and _is_late(glossed, readings):
            due = due_paragraph(glossed.gloss)
            when = "at the first mention" if due is None else f"by paragraph {due}"
            where = glossed.found[0][0]
            message = f"“{mention.text}” is explained in line {where.entry.line} only; this edition explains it {when}"
            yield reading, glossed.by_rule(at_mention(message, mention, expected=(naming.gloss_for(glossed.concept),)))


def _is_late(glossed: Glossed, readings: Sequence[Reading]) -> bool:
    where, start, end = glossed.found[0]
    due = due_paragraph(glossed.gloss)
    if due is not None:
        return body_paragraph(where, readings) > max(due, body_paragraph(glossed.first[0], readings))
    if glossed.gloss.by != "first":
        return False
    first, mention = glossed.first
    return first is not where or not start <= mention.start < end


CHECK = CatalogCheck("gloss-late", "A name is explained later than the edition has promised", Severity.WARNING, find_late_glosses)
