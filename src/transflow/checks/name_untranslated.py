"""name-untranslated: a name stands in the target as the source writes it, where the edition has a form of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.checks.name_faults import by_rule
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.checks.reading import Reading
    from transflow.glossary import Naming
    from transflow.model import Mention


def find_untranslated_names(reading: Reading) -> Iterable[Fault]:
    """Look for the names of the source, letter by letter, in the target."""
    naming = reading.pair.naming
    return _faults(reading, naming) if naming and reading.source_mentions else ()


def left_as_it_was(reading: Reading, mention: Mention) -> tuple[int, int] | None:
    """Return where a name of the source stands in the target as the source writes it and no form of the edition covers it; None where it does not."""
    if mention.text not in reading.target_text or reading.pair.same_language:
        return None
    before, after = (r"(?<!\w)", r"(?!\w)") if reading.pair.target.spaced else ("", "")
    for found in re.finditer(f"{before}{re.escape(mention.text)}{after}", reading.target_text):
        if not any(other.start < found.end() and found.start() < other.end for other in reading.target_mentions):
            return found.span()
    return None


def _faults(reading: Reading, naming: Naming) -> Iterator[Fault]:
    seen = set()
    other_script = not reading.pair.source.scripts & reading.pair.target.scripts
    for mention in reading.source_mentions:
        span = left_as_it_was(reading, mention)
        expected = naming.expected(mention, reading.slot)
        if span is None or span in seen or not expected.forms or mention.text in expected.forms:
            continue
        seen.add(span)
        fault = Fault(
            f"“{mention.text}” stands as in the source; this edition writes {' or '.join(expected.forms)}",
            *span,
            expected.forms,
            concept=mention.concept,
            name=mention.name or None,
            severity=None if other_script else Severity.WARNING,
        )
        yield by_rule(fault, *naming.choice(mention, reading.slot))


CHECK = Check(
    "name-untranslated",
    "A name stands as the source writes it, where the edition has its own form",
    Severity.ERROR,
    find_untranslated_names,
)
