"""gloss-repeated: a name is explained more often than the edition does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks.base import CatalogCheck, Fault
from transflow.checks.glosses import glossed_concepts
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transflow.checks.reading import Reading


def find_repeated_glosses(readings: Sequence[Reading]) -> Iterator[tuple[Reading, Fault]]:
    """Mark every explanation beyond those that the edition wants."""
    for glossed in glossed_concepts(readings):
        for reading, start, end in glossed.found[glossed.gloss.at_most :]:
            often = "once" if glossed.gloss.at_most == 1 else f"{glossed.gloss.at_most} times"
            fault = Fault(f"this explanation stands here again; this edition gives it {often}", start, end, concept=glossed.concept)
            yield reading, glossed.by_rule(fault)


CHECK = CatalogCheck("gloss-repeated", "A name is explained more often than the edition does", Severity.WARNING, find_repeated_glosses)
