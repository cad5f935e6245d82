"""Styles: which name an edition uses where.

What is called for in the place of a mention is looked up in this order; the first that says anything decides:

1. the concept's rule for the slot (headline, summary, caption …), for narration only
2. the concept's rule for the voice (narration or quotation)
3. the style's default for the slot, for narration only
4. the style's default for the voice
5. as the source says

A quotation in a headline is still a quotation: slots never overrule a speaker.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transflow.model import Severity, Slot, Voice

if TYPE_CHECKING:
    from datetime import date

    from transflow.errors import Position

AS_SOURCE = "as-source"
VOICES = (Voice.NARRATION, Voice.QUOTATION)
GLOSS_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a rule calls for: names, the first preferred and the others allowed, or (with none) the source's own name."""

    names: tuple[str, ...] = ()
    position: Position | None = None

    @property
    def as_source(self) -> bool:
        """Tell whether the source's own name is called for."""
        return not self.names


@dataclass(frozen=True, slots=True)
class Gloss:
    """What explains a name where it first stands: texts by BCP 47 tag with `{name}` fields, and how often.

    `by` says where it has to stand at the latest: `first` (the first mention), `paragraph N`, or `article` (anywhere).
    """

    text: dict[str, str]
    by: str = "first"
    at_most: int = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """What a style says of one concept, or by default of all; `note` holds by BCP 47 tag what the edition adds where the concept appears."""

    voices: dict[Voice, Choice] = field(default_factory=dict)
    slots: dict[Slot, Choice] = field(default_factory=dict)
    gloss: Gloss | None = None
    note: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    sources: tuple[str, ...] = ()
    decided_by: str = ""
    review_on: date | None = None
    severity: Severity | None = None
    position: Position | None = None

    def choice(self, voice: Voice, slot: Slot) -> Choice | None:
        """Return what this rule itself says of a voice and a slot, or None; a voice that is no quotation is the newsroom's."""
        if voice is Voice.QUOTATION:
            return self.voices.get(voice)
        return self.slots.get(slot) or self.voices.get(Voice.NARRATION)

    def choices(self) -> tuple[Choice, ...]:
        """Return everything that this rule calls for."""
        return (*self.voices.values(), *self.slots.values())


@dataclass(frozen=True, slots=True)
class Style:
    """A desk's promise: a rule by concept, and one for all others."""

    id: str
    title: str = ""
    default: Rule = field(default_factory=Rule)
    rules: dict[str, Rule] = field(default_factory=dict)
    position: Position | None = None

    def choice(self, concept: str, voice: Voice, slot: Slot) -> tuple[Choice, Rule]:
        """Return what is called for, and the rule that says so; the order is told at the head of this file."""
        rule = self.rules.get(concept)
        own = rule.choice(voice, slot) if rule else None
        if rule is not None and own is not None:
            return own, rule
        return self.default.choice(voice, slot) or Choice(), self.default

    def choices(self, concept: str) -> tuple[Choice, ...]:
        """Return everything that can be called for in the place of a concept, over all voices and slots, none twice."""
        found = [self.choice(concept, voice, slot)[0] for voice in VOICES for slot in Slot]
        return tuple(dict.fromkeys(found))
