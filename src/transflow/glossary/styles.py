"""Styles: which name an edition uses where, and what it says beside it.

What is called for in the place of a mention is looked up in this order; the first that says anything decides. For a speaker's words:

1. the concept's rule for quotations of the side whose name was spoken, then for all quotations
2. the style's default for quotations

For the newsroom's own:

1. the concept's rule for adjectives and demonyms, where the mention is one
2. the concept's rule for a slot other than the body (headline, summary, caption …)
3. in the body, the concept's rule for the first mention or for later ones, then for the body
4. the concept's rule for narration
5. the style's default, in the same order

Where nobody says anything it is as the source says. A quotation in a headline is still a quotation: slots never overrule a speaker.
What stands in a phrase that the style keeps (an institution's own name, a fixed collocation) is as the source says, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from transflow.locales import fallbacks
from transflow.model import Severity, Slot, Turn, Voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from transflow.errors import Position

AS_SOURCE = "as-source"
ELSE = "else"  # the side, or the locale, of which nothing is said
NONE = "none"  # takes back what a style inherits
VOICES = (Voice.NARRATION, Voice.QUOTATION)
GLOSS_FIELD = re.compile(r"\{([^{}]*)\}")
DEFAULT_JOINER = "/"
Said = TypeVar("Said")
BOTH = "+"  # joins the ids of a double name: `derry+londonderry`


class Use(NamedTuple):
    """All that a rule may ask of a mention. `side` is that of the name which a speaker used, "" where that cannot be told."""

    voice: Voice = Voice.NARRATION
    slot: Slot = Slot.BODY
    turn: Turn = Turn.LATER
    derived: bool = False
    side: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a rule calls for: names, the first preferred and the others allowed, or (with none) the source's own name.

    A double name has the two `names` by locale in `double`, and what joins them in `joiner`; `else` stands for all other locales.
    `reason` and `style` say why, and whose rule it is: a style inherits.
    """

    names: tuple[str, ...] = ()
    position: Position | None = None
    double: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    joiner: dict[str, str] = field(default_factory=dict, hash=False)
    reason: str = field(default="", compare=False)
    style: str = field(default="", compare=False)

    @property
    def as_source(self) -> bool:
        """Tell whether the source's own name is called for."""
        return not self.names and not self.double

    def names_for(self, locale: str) -> tuple[str, ...]:
        """Return the ids of the names in a locale, the first preferred; of a double name the two ids as one."""
        both = said_for(self.double, locale) if self.double else None
        return (BOTH.join(both),) if both else self.names

    def joiner_for(self, locale: str) -> str:
        """Return what joins the parts of a double name."""
        return said_for(self.joiner, locale) or DEFAULT_JOINER


@dataclass(frozen=True, slots=True)
class Gloss:
    """What explains a name where it first stands: texts by BCP 47 tag with `{name}` fields, and how often.

    `by` says where it has to stand at the latest: `first` (the first mention), `paragraph N` of the body, or `article` (anywhere).
    """

    text: dict[str, str]
    by: str = "first"
    at_most: int = 1
    position: Position | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """Words beside a name in the newsroom's own words, by BCP 47 tag: some that must not stand there, some of which one must.

    `scare_quotes` says whether the name alone may stand between quotation marks; `of` names those meant, all where it is empty.
    """

    forbidden: dict[str, tuple[str, ...]] = field(default_factory=dict)
    required: dict[str, tuple[str, ...]] = field(default_factory=dict)
    scare_quotes: bool = True
    of: tuple[str, ...] = ()
    position: Position | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Note:
    """What an edition adds, by BCP 47 tag, where a concept appears."""

    text: dict[str, str]
    position: Position | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a style says of one concept, or by default of all.

    `sides` are the choices for quotations by side, `keep` holds by BCP 47 tag the phrases in which a name stays as the source has it, and
    `kept_at` where each stands (by tag and phrase, inherited ones in the file that says them); `since` and
    `until` (both included) bound the days of the events for which the rule holds.
    """

    voices: dict[Voice, Choice] = field(default_factory=dict)
    slots: dict[Slot, Choice] = field(default_factory=dict)
    turns: dict[Turn, Choice] = field(default_factory=dict)
    sides: dict[str, Choice] = field(default_factory=dict)
    adjective: Choice | None = None
    gloss: Gloss | None = None
    note: Note | None = None
    qualifiers: Qualifiers | None = None
    keep: dict[str, tuple[str, ...]] = field(default_factory=dict)
    kept_at: dict[tuple[str, str], Position] = field(default_factory=dict, compare=False)
    reason: str = ""
    sources: tuple[str, ...] = ()
    decided_by: str = ""
    review_on: date | None = None
    severity: Severity | None = None
    since: date | None = None
    until: date | None = None
    position: Position | None = None
    style: str = ""
    dropped: frozenset[str] = frozenset()  # what it takes back of the style that it extends

    def choice(self, use: Use) -> Choice | None:
        """Return what this rule itself says of a use, or None; a voice that is no quotation is the newsroom's."""
        if use.voice is Voice.QUOTATION:
            return self.sides.get(use.side) or self.sides.get(ELSE) or self.voices.get(use.voice)
        if use.derived and self.adjective is not None:
            return self.adjective
        if use.slot is not Slot.BODY:
            return self.slots.get(use.slot) or self.voices.get(Voice.NARRATION)
        return self.turns.get(use.turn) or self.slots.get(Slot.BODY) or self.voices.get(Voice.NARRATION)

    def choices(self) -> tuple[Choice, ...]:
        """Return everything that this rule calls for."""
        own = (self.adjective,) if self.adjective is not None else ()
        return (*self.voices.values(), *self.sides.values(), *self.slots.values(), *self.turns.values(), *own)

    def holds_on(self, day: date | None) -> bool:
        """Tell whether the rule holds for what happened on a day; without a day, whether it holds on until further notice."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Style:
    """A desk's promise: a rule by concept, and one for all others.

    `rules` hold for the day that the style was asked for (`on`), without one until further notice; `periods` holds the rules of concepts
    whose rule depends on the day. `extends` names the styles that it builds on, nearest last.
    """

    id: str
    title: str = ""
    default: Rule = field(default_factory=Rule)
    rules: dict[str, Rule] = field(default_factory=dict)
    periods: dict[str, tuple[Rule, ...]] = field(default_factory=dict)
    extends: tuple[str, ...] = ()
    position: Position | None = None

    def all_rules(self) -> Iterator[tuple[str, Rule]]:
        """Yield every rule with its concept, those of other days too."""
        for concept, rule in self.rules.items():
            if concept not in self.periods:
                yield concept, rule
        for concept, periods in self.periods.items():
            for rule in periods:
                yield concept, rule

    def on(self, day: date | None) -> Style:
        """Return the style as it holds for what happened on a day."""
        if not self.periods:
            return self
        rules = {concept: rule for concept, rule in self.rules.items() if concept not in self.periods}
        for concept, periods in self.periods.items():
            rule = next((rule for rule in periods if rule.holds_on(day)), None)
            if rule is not None:
                rules[concept] = rule
        return replace(self, rules=rules)

    def choice(self, concept: str, use: Use) -> tuple[Choice, Rule]:
        """Return what is called for, and the rule that says so; the order is told at the head of this file."""
        rule = self.rules.get(concept)
        own = rule.choice(use) if rule else None
        if rule is not None and own is not None:
            return own, rule
        return self.default.choice(use) or Choice(), self.default

    def choices(self, concept: str) -> tuple[Choice, ...]:
        """Return everything that can be called for in the place of a concept, over all uses, none twice."""
        return tuple(dict.fromkeys(self.choice(concept, use)[0] for use in self.uses(concept)))

    def uses(self, concept: str) -> Iterator[Use]:
        """Yield every use that the style tells apart in the place of a concept."""
        for slot in Slot:
            for derived in (False, True):
                for turn in Turn if slot is Slot.BODY else (Turn.LATER,):
                    yield Use(slot=slot, turn=turn, derived=derived)
        rule = self.rules.get(concept, self.default)
        for side in dict.fromkeys(("", *(side for side in rule.sides if side != ELSE))):
            yield Use(Voice.QUOTATION, side=side)

    def kept(self, locale: str) -> dict[str, tuple[str, ...]]:
        """Return the phrases in which names stay as the source has them, in a locale: by concept, and under "" those of every concept."""
        said = {"": said_for(self.default.keep, locale) or ()}
        said |= {concept: said_for(rule.keep, locale) or () for concept, rule in self.rules.items()}
        return {concept: phrases for concept, phrases in said.items() if phrases}


def said_for(by_locale: Mapping[str, Said], locale: str) -> Said | None:
    """Return what is said for a locale, for its language, or for all others."""
    return next((by_locale[tag] for tag in (*fallbacks(locale), ELSE) if tag in by_locale), None)
