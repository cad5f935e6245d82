"""gloss-missing: the edition explains a name, and the article does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks.base import CatalogCheck, Fault
from transflow.checks.glosses import glossed_concepts
from transflow.checks.name_faults import at_mention
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transflow.checks.reading import Reading


def find_missing_glosses(readings: Sequence[Reading]) -> Iterator[tuple[Reading, Fault]]:
    """Mark the first mention of a name that the article never explains; where a unit before it waits for a translation, nothing is said."""
    for glossed in glossed_concepts(readings):
        reading, mention = glossed.first
        naming = reading.pair.naming
        if glossed.found or not glossed.certain or naming is None:
            continue
        right = naming.gloss_for(glossed.concept)
        message = f"“{mention.text}” is not explained; this edition says {right}"
        yield reading, glossed.by_rule(at_mention(message, mention, expected=(right,)))


CHECK = CatalogCheck(
    "gloss-missing", "A name that the edition explains stands without its explanation", Severity.WARNING, find_missing_glosses
)
