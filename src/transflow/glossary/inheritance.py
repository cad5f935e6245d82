"""Inheritance: a style that extends others says only where it differs.

Every key of a rule is inherited by itself, so a style may change the headline and keep its parent's narration. What it lists by locale it
replaces as a whole. Rules for periods replace the parent's; one rule over a parent's periods goes into each of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transflow.glossary.styles import Rule, Style

if TYPE_CHECKING:
    from collections.abc import Mapping


def inherited(styles: Mapping[str, Style]) -> dict[str, Style]:
    """Return the styles with all that they inherit, as they hold until further notice; what extends itself inherits nothing from there."""
    done: dict[str, Style] = {}
    for name in styles:
        _settle(name, styles, done, ())
    return {name: done[name].on(None) for name in styles}


def _settle(name: str, styles: Mapping[str, Style], done: dict[str, Style], above: tuple[str, ...]) -> Style:
    if name not in done:
        own = styles[name]
        made: Style | None = None
        for parent in own.extends:
            if parent in styles and parent not in (*above, name):
                settled = _settle(parent, styles, done, (*above, name))
                made = settled if made is None else _over(made, settled)
        done[name] = own if made is None else _over(made, own)
    return done[name]


def _over(parent: Style, child: Style) -> Style:
    """Return a child with what it inherits from a parent."""
    rules = dict(parent.rules)
    periods = dict(parent.periods)
    for concept, rule in child.rules.items():
        if concept in parent.periods and concept not in child.periods:
            periods[concept] = tuple(_merged(period, rule) for period in parent.periods[concept])
            continue
        rules[concept] = _merged(parent.rules.get(concept), rule)
    for concept, own in child.periods.items():
        periods[concept] = own
        rules.pop(concept, None)
    return replace(child, default=_merged(parent.default, child.default), rules=rules, periods=periods)


def _merged(parent: Rule | None, child: Rule) -> Rule:
    """Return a rule with what it inherits from its parent's rule for the same concept."""
    if parent is None:
        return child
    gone = child.dropped
    return Rule(
        voices={key: choice for key, choice in (parent.voices | child.voices).items() if key not in gone},
        slots={key: choice for key, choice in (parent.slots | child.slots).items() if key not in gone},
        turns={key: choice for key, choice in (parent.turns | child.turns).items() if key not in gone},
        sides={} if "quotation" in gone else child.sides or ({} if "quotation" in child.voices else parent.sides),
        adjective=child.adjective or (None if "adjective" in gone else parent.adjective),
        gloss=child.gloss or (None if "gloss" in gone else parent.gloss),
        note=child.note or (None if "note" in gone else parent.note),
        qualifiers=child.qualifiers or (None if "qualifiers" in gone else parent.qualifiers),
        keep={} if "keep" in gone else parent.keep | child.keep,
        kept_at={} if "keep" in gone else parent.kept_at | child.kept_at,
        reason=child.reason or parent.reason,
        sources=child.sources or parent.sources,
        decided_by=child.decided_by or parent.decided_by,
        review_on=child.review_on or parent.review_on,
        severity=child.severity or parent.severity,
        since=parent.since,
        until=parent.until,
        position=child.position or parent.position,
        style=child.style,
        dropped=frozenset(),
    )
