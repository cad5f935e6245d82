"""The rules of a style as a table: by concept, what is called for where, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.glossary import naming_for
from transflow.glossary.styles import AS_SOURCE
from transflow.workflow.names.explain import explain_concept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transflow.errors import Position
    from transflow.glossary import Glossary, Style
    from transflow.workflow.names.explain import Explained
    from transflow.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Line:
    """What is called for in one use: its names and how they are written in the locale; whose rule it is and where it stands."""

    where: str
    names: tuple[str, ...]
    forms: tuple[str, ...]
    reason: str
    style: str
    place: str


@dataclass(frozen=True, slots=True)
class RuleOf:
    """The rule for one concept; `also` is what it says beside names, as (what, text), `periods` that it depends on the day of the event."""

    concept: str
    kind: str
    contested: bool
    definition: str
    lines: tuple[Line, ...]
    reason: str
    also: tuple[tuple[str, str], ...]
    periods: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The rules of a style in a locale; `default` is what it calls for where no rule says anything, `editions` those that follow it."""

    style: Style
    locale: str
    editions: tuple[str, ...]
    file: str
    default: tuple[tuple[str, str], ...]
    rules: tuple[RuleOf, ...]


def table(workspace: Workspace, style: Style, locale: str, *, sought: str = "") -> Table:
    """Return the rules of a style as they read in a locale; with `sought`, those whose concept or names have that in them."""
    naming = naming_for(workspace.glossary, style, source_locale=workspace.project.source_locale, locale=locale)
    concepts = [concept for concept, _ in style.all_rules() if concept in workspace.glossary.concepts]
    wanted = sought.casefold()
    rules = (
        _rule(workspace, explain_concept(naming, concept, edition=locale), style)
        for concept in dict.fromkeys(concepts)
        if not wanted or any(wanted in word.casefold() for word in _words(workspace.glossary, concept))
    )
    return Table(
        style=style,
        locale=locale,
        editions=tuple(edition.name for edition in workspace.project.editions if edition.style == style.id),
        file=place(style.position, workspace).rsplit(":", 2)[0],
        default=tuple((str(voice), _default(choice.names)) for voice, choice in style.default.voices.items()),
        rules=tuple(rules),
    )


def place(position: Position | None, workspace: Workspace) -> str:
    """Return a place as people find it: `glossary/styles/desk.yaml:12:5`."""
    return str(position or "").removeprefix(f"{workspace.project.root}/")


def _words(glossary: Glossary, concept: str) -> Iterator[str]:
    known = glossary.concepts[concept]
    yield concept
    for name in known.names.values():
        yield name.id
        for forms in name.forms.values():
            yield from (form.text for form in forms)


def _default(names: tuple[str, ...]) -> str:
    return ", ".join(names) or AS_SOURCE


def _rule(workspace: Workspace, told: Explained, style: Style) -> RuleOf:
    lines = tuple(
        Line(
            where=one.where,
            names=one.names,
            forms=one.forms,
            reason=one.reason,
            style=one.style,
            place=place(one.position, workspace),
        )
        for one in told.uses
    )
    rule = style.rules.get(told.concept)
    return RuleOf(
        concept=told.concept,
        kind=str(told.kind),
        contested=workspace.glossary.concepts[told.concept].contested,
        definition=told.definition,
        lines=lines,
        reason=(rule.reason if rule else "") or next((line.reason for line in lines if line.reason), ""),
        also=tuple((what, text) for what, text, _ in told.also),
        periods=told.concept in style.periods,
    )
