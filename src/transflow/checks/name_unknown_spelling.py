"""name-unknown-spelling: a word of the target is almost a name of the glossary, and none of its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.checks.reading import Reading
    from transflow.glossary import Naming


def find_unknown_spellings(reading: Reading) -> Iterable[Fault]:
    """Look for words with a capital that are a slip of the pen away from a name that the edition writes."""
    naming = reading.pair.naming
    return _faults(reading, naming) if naming else ()


def _faults(reading: Reading, naming: Naming) -> Iterator[Fault]:
    for near in naming.target_matcher.near_misses(reading.target_text, reading.target_mentions):
        yield Fault(
            f"“{near.text}” is no form of a known name; is {near.form} meant?",
            near.start,
            near.end,
            (near.form,),
            concept=near.concept,
            name=near.name or None,
        )


CHECK = Check(
    "name-unknown-spelling",
    "A word that is almost a known name, in a spelling that nobody has listed",
    Severity.WARNING,
    find_unknown_spellings,
)
