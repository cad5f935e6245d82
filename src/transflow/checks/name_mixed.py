"""name-mixed: an edition calls one concept by several names where its source has one."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from transflow.checks.base import CatalogCheck, Fault
from transflow.checks.name_faults import at_mention, by_rule
from transflow.checks.pairing import may_stand
from transflow.model import Severity, Slot, Voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transflow.checks.reading import Reading
    from transflow.glossary import Naming
    from transflow.model import Mention

Met = list[tuple["Reading", "Mention"]]


def find_mixed(readings: Sequence[Reading]) -> Iterator[tuple[Reading, Fault]]:
    """Compare the names of each concept in the newsroom's words over a whole article.

    Each may be allowed where it stands (by a list, or because nothing in the source answers to it), and yet they do not go together. Slots with
    a rule of their own, quotations, adjectives, what stands in kept phrases and a rival that explains do not count; where the source changes
    the name, an edition may. Nor does a name that the rule for its place asks for: the first mention may have another than later ones.
    """
    naming = readings[0].pair.naming if readings else None
    if naming is None:
        return
    mixed = _mixed_concepts(readings)
    met: dict[str, dict[str, Met]] = defaultdict(lambda: defaultdict(list))
    for reading in readings if mixed else ():
        for mention in reading.target_mentions if reading.slot is Slot.BODY else ():
            if mention.concept in mixed and _counts(mention):
                said = reading.said_for(mention)
                if not any(one.kept for one in said) and may_stand(mention, said, naming=naming, slot=Slot.BODY):
                    met[mention.concept][mention.name].append((reading, mention))
    for concept, by_name in met.items():
        if len(by_name) > 1:
            yield from _faults(concept, by_name, naming)


def _mixed_concepts(readings: Sequence[Reading]) -> set[str]:
    """Return the concepts that the targets call by several names and the sources by one at most."""
    in_source: dict[str, set[str]] = defaultdict(set)
    in_target: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        if not reading.target or reading.slot is not Slot.BODY:
            continue
        for names, mentions in ((in_source, reading.source_mentions), (in_target, reading.target_mentions)):
            for mention in mentions:
                if _counts(mention):
                    names[mention.concept].add(mention.name)
    return {concept for concept, names in in_target.items() if len(names) > 1 and len(in_source[concept]) <= 1}


def _counts(mention: Mention) -> bool:
    return bool(mention.name) and mention.voice is not Voice.QUOTATION and not (mention.derived or mention.kept or mention.explains)


def _faults(concept: str, by_name: dict[str, Met], naming: Naming) -> Iterator[tuple[Reading, Fault]]:
    """Mark the names other than the edition's main one: what its rule prefers, or what stands most often."""
    counts = Counter({name: len(met) for name, met in by_name.items()})
    preferred = [name for name in naming.allowed(next(iter(by_name.values()))[0][1], Slot.BODY) if name in by_name]
    by_rule_first = bool(naming.style.rules.get(concept)) and bool(preferred)
    main = preferred[0] if by_rule_first else counts.most_common(1)[0][0]
    written = naming.written(concept, main) or main
    for name, met in by_name.items():
        if name == main:
            continue
        for reading, mention in met:
            if main not in naming.allowed(mention, Slot.BODY):
                continue
            choice, rule = naming.choice(mention, Slot.BODY)
            message = f"“{mention.text}” here, and {written} elsewhere in this article, where the source has one name throughout"
            slight = None if choice.as_source else Severity.INFO  # a list allows both, and may mean it: a long name and a short one
            yield reading, by_rule(at_mention(message, mention, expected=(written,), severity=slight), choice, rule)


CHECK = CatalogCheck("name-mixed", "One concept under several names, where the source has one", Severity.WARNING, find_mixed)
