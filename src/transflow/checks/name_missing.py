"""name-missing: the source names a concept, the target does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.checks.name_faults import by_rule
from transflow.checks.name_untranslated import left_as_it_was
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.checks.reading import Reading
    from transflow.glossary import Naming
    from transflow.model import Mention


def find_missing(reading: Reading) -> Iterable[Fault]:
    """Name each mention of the source that no mention of the target answers to."""
    naming = reading.pair.naming
    return _faults(reading, naming) if naming and reading.source_mentions else ()


def _faults(reading: Reading, naming: Naming) -> Iterator[Fault]:
    named = {target.concept for _, target in reading.pairing.pairs}
    misspelt = {near.concept for near in reading.near_misses} if reading.pairing.missing else set()  # then name-unknown-spelling speaks
    for mention in reading.pairing.missing:
        expected = naming.expected(mention, reading.slot)
        if mention.concept in misspelt or not expected.forms or left_as_it_was(reading, mention) is not None or _moved(reading, mention):
            continue
        repeated = mention.concept in named
        carried_on = not repeated and _named_before(reading, mention)
        says = (
            f"the source names “{mention.text}” more often than the target"
            if repeated
            else f"“{mention.text}” of the source is not named here, and was in the sentences before"
            if carried_on
            else f"“{mention.text}” of the source is not named"
        )
        slight = repeated or carried_on or mention.derived
        fault = Fault(
            says,
            expected=expected.forms,
            concept=mention.concept,
            name=mention.name or None,
            severity=Severity.INFO if slight else None,
        )
        yield by_rule(fault, *naming.choice(mention, reading.slot))


def _named_before(reading: Reading, mention: Mention) -> bool:
    """Tell whether the paragraph has named the concept, so that a pronoun or “the region” may go on in its place."""
    before = reading.paragraph[: reading.paragraph.index(reading)]
    return any(other.concept == mention.concept for each in before for other in each.target_mentions)


def _moved(reading: Reading, mention: Mention) -> bool:
    """Tell whether it stands elsewhere: a neighbour in the paragraph names the concept beyond what its own source does: sense moves between sentences."""
    if reading.beside_blank or (not reading.pair.target.spaced and _stands_between_letters(reading, mention)):
        return True
    at = reading.paragraph.index(reading)
    neighbours = reading.paragraph[max(0, at - 1) : at] + reading.paragraph[at + 1 : at + 2]
    return any(extra.concept == mention.concept for neighbour in neighbours for extra in neighbour.pairing.extra)


def _stands_between_letters(reading: Reading, mention: Mention) -> bool:
    """Tell whether a form of the concept stands in a text without spaces, where no word begins or ends."""
    naming = reading.pair.naming
    names = naming.glossary.concepts[mention.concept].names if naming else {}
    return any(form.text in reading.target for name in names if naming for form in naming.forms(mention.concept, name))


CHECK = Check("name-missing", "The source names a concept, the target does not", Severity.WARNING, find_missing)
