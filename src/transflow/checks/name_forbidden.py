"""name-forbidden: the target uses a name that the edition does not allow in this voice and slot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.checks.name_faults import at_mention, by_rule, right_forms
from transflow.checks.pairing import may_stand
from transflow.checks.qualifiers import scare_quotes
from transflow.model import Severity, Slot, Turn, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.checks.reading import Reading
    from transflow.glossary import Naming, Rule
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
        if target.concept != source.concept:
            continue  # a form of several concepts, which answers to another than it is shown as
        newsroom = _as_newsroom(reading, source, target, naming)
        if newsroom is not None:  # the edition sets no scare quotes, which qualifier-forbidden says: what stands in them is the newsroom's
            if not may_stand(newsroom, (source,), naming=naming, slot=slot):
                yield _fault(newsroom, (source,), naming, slot)
        elif may_stand(target, (source,), naming=naming, slot=slot):
            yield from _in_scare_quotes(reading, source, target, naming)
        elif not is_altered_quotation(source, target, naming, slot):
            yield _fault(target, (source,), naming, slot)
    for target in reading.pairing.extra:
        said = tuple(mention for mention in reading.source_mentions if mention.concept == target.concept)
        if not may_stand(target, said, naming=naming, slot=slot):
            yield _fault(target, said, naming, slot)


def _as_newsroom(reading: Reading, source: Mention, target: Mention, naming: Naming) -> Mention | None:
    """Return a name in scare quotes as the newsroom's own where the edition forbids the marks, None for any other name."""
    rule = naming.style.rules.get(target.concept)
    forbids = rule is not None and rule.qualifiers is not None and not rule.qualifiers.scare_quotes
    if not forbids or source.voice is Voice.QUOTATION or target.voice is not Voice.QUOTATION or scare_quotes(reading, target) is None:
        return None
    return replace(target, voice=Voice.NARRATION)


def _in_scare_quotes(reading: Reading, source: Mention, target: Mention, naming: Naming) -> Iterator[Fault]:
    """Ask about a name that stands alone between marks where the source has none: it may be a title, or a forbidden name in scare quotes."""
    if target.voice is source.voice or target.voice is not Voice.QUOTATION:
        return
    marks = scare_quotes(reading, target)
    if marks is None:
        return
    newsroom = replace(target, voice=Voice.NARRATION)
    if not may_stand(newsroom, (source,), naming=naming, slot=reading.slot):
        fault = _fault(newsroom, (source,), naming, reading.slot)
        message = f"{fault.message}; it is nobody’s quotation in the source"
        yield replace(fault, message=message, start=marks.start, end=marks.end, severity=Severity.INFO)


def _fault(target: Mention, said: tuple[Mention, ...], naming: Naming, slot: Slot) -> Fault:
    choice, rule = naming.choice(target, slot, said)
    allowed = naming.allowed(target, slot, said)
    forms = right_forms(target, allowed, naming)
    right = " or ".join(forms) or " or ".join(allowed)
    why = "the source’s own name, " if choice.as_source else ""
    message = f"“{target.text}” {_where(target, slot, rule)}, where this edition says {why}{right}"
    return by_rule(at_mention(message, target, expected=forms), choice, rule)


def _where(target: Mention, slot: Slot, rule: Rule) -> str:
    if target.voice is Voice.QUOTATION:
        return "in a quotation"
    if slot is not Slot.BODY:
        return f"in a {slot}"
    return "at the first mention in narration" if rule.turns and target.turn is Turn.FIRST else "in narration"


CHECK = Check("name-forbidden", "A name that the edition does not allow in this voice and slot", Severity.ERROR, find_forbidden)
