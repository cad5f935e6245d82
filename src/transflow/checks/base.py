"""What a check is, and what it says: the nouns of this room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from transflow.checks.reading import Reading
    from transflow.errors import Position
    from transflow.model import Severity


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check says of one unit: what is wrong, where in the target, and what would be right.

    `start` and `end` are offsets in the target; both None where the whole unit is meant. `severity` says that this fault
    weighs less than the check's others. `concept` and `name` are keys of the glossary; `rule` is where the rule stands that makes it a fault,
    `reason` why the desk has it, and `weight` what it says that a breach weighs.
    """

    message: str
    start: int | None = None
    end: int | None = None
    expected: tuple[str, ...] = ()
    concept: str | None = None
    name: str | None = None
    severity: Severity | None = None
    rule: Position | None = None
    reason: str = ""
    weight: Severity | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that can be wrong: `name` says the defect in kebab case, `title` in a line for people.

    `run` takes one unit and returns its faults. `untranslated` says that the check looks at units without a target, and only at those.
    """

    name: str
    title: str
    severity: Severity
    run: Callable[[Reading], Iterable[Fault]]
    untranslated: bool = False
    scope: Literal["unit"] = "unit"


@dataclass(frozen=True, slots=True)
class CatalogCheck:
    """A check that has to see a catalog as a whole: `run` takes all its units and returns each fault with the unit it belongs to."""

    name: str
    title: str
    severity: Severity
    run: Callable[[Sequence[Reading]], Iterable[tuple[Reading, Fault]]]
    scope: Literal["catalog"] = "catalog"
