"""name-unknown-spelling: a word of the target comes near to a name of the glossary, and is none of its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.checks.reading import Reading
    from transflow.glossary import Naming


def find_unknown_spellings(reading: Reading) -> Iterable[Fault]:
    """Look for words that are a slip of the pen, or another spelling, away from a name that the edition writes."""
    naming = reading.pair.naming
    return _faults(reading, naming) if naming and reading.near_misses else ()


def _faults(reading: Reading, naming: Naming) -> Iterator[Fault]:
    for near in reading.near_misses:
        right = naming.written(near.concept, near.name) if near.name else ""
        yield Fault(
            f"“{near.text}” is no form of a known name; is {right or near.form} meant?",
            near.start,
            near.end,
            (right or near.form,),
            concept=near.concept,
            name=near.name or None,
        )


CHECK = Check("name-unknown-spelling", "A spelling that comes near to a name and is none", Severity.WARNING, find_unknown_spellings)
