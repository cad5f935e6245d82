"""The glosses of an article as the checks see them: where the edition's explanation of a name stands, and where it is due."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.checks.name_faults import by_rule
from transflow.model import Slot, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transflow.checks.base import Fault
    from transflow.checks.reading import Reading
    from transflow.glossary import Naming
    from transflow.glossary.styles import Gloss, Rule
    from transflow.model import Mention

_PARAGRAPH = re.compile(r"paragraph (\d+)")


@dataclass(frozen=True, slots=True)
class Glossed:
    """One concept whose name an edition explains: its first mention in the body, and every gloss found, in the order of the article."""

    concept: str
    rule: Rule
    gloss: Gloss
    first: tuple[Reading, Mention]
    found: tuple[tuple[Reading, int, int], ...]
    certain: bool

    def by_rule(self, fault: Fault) -> Fault:
        """Return a fault with the rule that asks for the gloss."""
        return by_rule(fault, None, self.rule, position=self.gloss.position)


def glossed_concepts(readings: Sequence[Reading]) -> Iterator[Glossed]:
    """Yield the concepts that the newsroom names in the body of the target and that the edition explains.

    `certain` is false where a unit before the first mention, or that of it, still waits for a translation: its gloss may be there.
    """
    naming = readings[0].pair.naming if readings else None
    if naming is None or not naming.gloss_templates:
        return
    for concept in naming.gloss_templates:
        rule = naming.style.rules[concept]
        if rule.gloss is None:
            continue
        first = _first(concept, readings)
        if first is None:
            continue
        waiting = any(not each.target and _names(each, concept) for each in readings[: first[0].index])
        yield Glossed(concept, rule, rule.gloss, first, tuple(_found(concept, readings, naming)), not waiting)


def due_paragraph(gloss: Gloss) -> int | None:
    """Return the paragraph of the body by whose end a gloss has to stand, None where it is not counted in paragraphs."""
    counted = _PARAGRAPH.fullmatch(gloss.by)
    return int(counted[1]) if counted else None


def body_paragraph(reading: Reading, readings: Sequence[Reading]) -> int:
    """Return which paragraph of the body a unit stands in, counted from 1; 0 before the first."""
    seen = {each.place.paragraph for each in readings[: reading.index + 1] if each.place and each.slot is Slot.BODY}
    return len(seen)


def _first(concept: str, readings: Sequence[Reading]) -> tuple[Reading, Mention] | None:
    return next(
        (
            (each, mention)
            for each in readings
            for mention in each.target_mentions
            if mention.concept == concept and mention.turn is Turn.FIRST
        ),
        None,
    )


def _names(reading: Reading, concept: str) -> bool:
    return any(mention.concept == concept for mention in reading.source_mentions)


def _found(concept: str, readings: Sequence[Reading], naming: Naming) -> Iterator[tuple[Reading, int, int]]:
    for reading in readings:
        for gloss in naming.glosses_in(reading.target, reading.target_mentions, concept) if _has(reading, concept) else ():
            yield reading, gloss.start, gloss.end


def _has(reading: Reading, concept: str) -> bool:
    return any(mention.concept == concept for mention in reading.target_mentions)
