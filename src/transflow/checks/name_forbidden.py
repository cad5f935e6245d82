"""name-forbidden: the target uses a name that the edition does not allow in this voice and slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.checks.pairing import may_stand
from transflow.model import Severity, Slot, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.checks.reading import Reading
    from transflow.glossary import Naming
    from transflow.model import Mention


def find_forbidden(reading: Reading) -> Iterable[Fault]:
    """Hold every name of the target against the edition's rules, whether or not the source has the concept."""
    naming = reading.pair.naming
    return _faults(reading, naming) if naming and reading.target_mentions else ()


def is_altered_quotation(source: Mention, target: Mention, naming: Naming, slot: Slot) -> bool:
    """Tell whether both stand in a quotation where the edition keeps the speaker's word: then quotation-altered speaks."""
    return source.voice is target.voice is Voice.QUOTATION and naming.expected(source, slot).as_source


def _faults(reading: Reading, naming: Naming) -> Iterator[Fault]:
    slot = reading.slot
    for source, target in reading.pairing.pairs:
        if not may_stand(target, (source,), naming=naming, slot=slot) and not is_altered_quotation(source, target, naming, slot):
            yield _fault(target, (source,), naming, slot)
    for target in reading.pairing.extra:
        said = tuple(mention for mention in reading.source_mentions if mention.concept == target.concept)
        if not may_stand(target, said, naming=naming, slot=slot):
            yield _fault(target, said, naming, slot)


def _fault(target: Mention, said: tuple[Mention, ...], naming: Naming, slot: Slot) -> Fault:
    names = tuple(dict.fromkeys(name for source in said for name in source.names or (source.name,)))
    allowed = naming.allowed(target.concept, voice=target.voice, slot=slot, source_names=names)
    forms = tuple(found[0].text for name in allowed if (found := naming.forms(target.concept, name)))
    rule = naming.expected(target, slot)
    where = "in a quotation" if target.voice is Voice.QUOTATION else "in narration" if slot is Slot.BODY else f"in a {slot}"
    right = " or ".join(forms) or " or ".join(allowed)
    why = "the source’s own name, " if rule.as_source else ""
    severity = naming.style.rules[target.concept].severity if target.concept in naming.style.rules else None
    return Fault(
        f"“{target.text}” {where}, where this edition says {why}{right}",
        target.start,
        target.end,
        forms,
        concept=target.concept,
        name=target.name or None,
        severity=severity,
    )


CHECK = Check("name-forbidden", "A name that the edition does not allow in this voice and slot", Severity.ERROR, find_forbidden)
