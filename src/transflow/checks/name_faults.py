"""What every fault of a name says: the rule and its place, the reason, and what would be right in the form that was met."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transflow.checks.base import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.errors import Position
    from transflow.glossary import Choice, Naming, Rule
    from transflow.model import Mention, Severity


def by_rule(fault: Fault, choice: Choice | None, rule: Rule, *, position: Position | None = None) -> Fault:
    """Return a fault with the rule that makes it one: where it stands, why it is there, and what it weighs."""
    where = position or (choice.position if choice else None) or rule.position
    return replace(fault, rule=where, reason=(choice.reason if choice else "") or rule.reason, weight=rule.severity)


def at_mention(message: str, mention: Mention, *, expected: Sequence[str] = (), severity: Severity | None = None) -> Fault:
    """Return a fault that marks a mention of the target."""
    return Fault(
        message, mention.start, mention.end, tuple(expected), concept=mention.concept, name=mention.name or None, severity=severity
    )


def right_forms(met: Mention, names: Sequence[str], naming: Naming) -> tuple[str, ...]:
    """Return how the names are written where a mention of the target stands, each in the form met where the tables can tell."""
    return tuple(dict.fromkeys(form for name in names if (form := naming.written_as(met, name))))
