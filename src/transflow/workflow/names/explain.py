"""Explain: what an edition calls for in the place of one concept, and which rule says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.errors import UsageError
from transflow.glossary.read_values import near
from transflow.glossary.styles import said_for
from transflow.model import Slot, Turn, Voice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from transflow.errors import Position
    from transflow.glossary import Naming
    from transflow.glossary.styles import Rule, Use
    from transflow.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is called for in one use: the names, as they are written in the edition, and the rule that won; no position where no rule says anything."""

    use: Use
    where: str
    names: tuple[str, ...]
    forms: tuple[str, ...]
    as_source: bool
    reason: str
    style: str
    position: Position | None


@dataclass(frozen=True, slots=True)
class Explained:
    """A concept in an edition: what is called for in every use, and what else its rule says, as (what, text, place)."""

    concept: str
    kind: str
    definition: str
    edition: str
    style: str
    uses: tuple[Explanation, ...]
    also: tuple[tuple[str, str, str], ...]


def explain(workspace: Workspace, concept: str, *, edition: str, day: date | None = None) -> Explained:
    """Return what an edition calls for in the place of a concept; raises UsageError for an unknown edition or concept.

    `day` is that of the event, for rules that hold for some days only; without it what holds until further notice counts.
    """
    chosen = workspace.project.edition(edition)
    if concept not in workspace.glossary.concepts:
        raise UsageError(f"no concept is called {concept!r}; {near(concept, workspace.glossary.concepts)}")
    return explain_concept(workspace.naming(chosen, day), concept, edition=edition)


def explain_concept(naming: Naming, concept: str, *, edition: str) -> Explained:
    """Return what is called for in the place of a concept of the glossary where things are named so; `edition` is what a person calls that."""
    known = naming.glossary.concepts[concept]
    rule = naming.style.rules.get(concept)
    told: dict[object, Explanation] = {}
    for use in naming.style.uses(concept):
        if _is_told(naming, concept, use):
            one = _explained(naming, concept, use)
            told.setdefault((one.where, one.names, one.as_source, one.position), one)
    also = (*(_also(naming, concept, rule) if rule else ()), *_other_days(naming, concept, rule))
    return Explained(concept, known.kind, known.definition, edition, naming.style.id, tuple(told.values()), also)


def _is_told(naming: Naming, concept: str, use: Use) -> bool:
    """Tell whether a use differs from narration in the body, which stands for all that nobody says otherwise of."""
    if use.voice is Voice.QUOTATION or (use.slot is Slot.BODY and not use.derived and use.turn is Turn.LATER):
        return True
    own = naming.style.choice(concept, use)[0]
    plainer = (use._replace(derived=False),) if use.derived else (use._replace(slot=Slot.BODY, turn=Turn.LATER),)
    return all(naming.style.choice(concept, other)[0] != own for other in plainer)


def _explained(naming: Naming, concept: str, use: Use) -> Explanation:
    choice, rule = naming.style.choice(concept, use)
    names = choice.names_for(naming.locale)
    forms = tuple(naming.written(concept, name) or f"{name} (no form in {naming.locale} yet)" for name in names)
    return Explanation(use, _where(use), names, forms, choice.as_source, choice.reason, choice.style, choice.position or rule.position)


def _where(use: Use) -> str:
    if use.voice is Voice.QUOTATION:
        return f"quotation, a name of the side {use.side}" if use.side not in {"", "else"} else "quotation"
    if use.derived:
        return "adjective" if use.slot is Slot.BODY else f"adjective in a {use.slot}"
    if use.turn is Turn.FIRST:
        return "first mention"
    return "narration" if use.slot is Slot.BODY else str(use.slot)


def _other_days(naming: Naming, concept: str, rule: Rule | None) -> Iterator[tuple[str, str, str]]:
    """Yield the rules for the concept that hold for other days."""
    for other in naming.style.periods.get(concept, ()):
        if rule is None or other.position != rule.position:
            days = " ".join(f"{word} {day}" for word, day in (("from", other.since), ("until", other.until)) if day)
            yield "another rule holds", days or "for all other days", str(other.position or "")


def _also(naming: Naming, concept: str, rule: Rule) -> Iterator[tuple[str, str, str]]:
    """Yield what a rule says beside the names."""
    gloss = naming.gloss_for(concept)
    if rule.gloss and gloss:
        often = "once" if rule.gloss.at_most == 1 else f"at most {rule.gloss.at_most} times"
        yield f"gloss (by {rule.gloss.by}, {often})", gloss, str(rule.gloss.position or "")
    note = said_for(rule.note.text, naming.locale) if rule.note else None
    if rule.note and note:
        yield "note", note, str(rule.note.position or "")
    if rule.qualifiers:
        for what, words in (("forbidden", rule.qualifiers.forbidden), ("required", rule.qualifiers.required)):
            if said := said_for(words, naming.locale):
                yield f"{what} beside it", ", ".join(said), str(rule.qualifiers.position or "")
        if not rule.qualifiers.scare_quotes:
            yield "forbidden around it", "quotation marks", str(rule.qualifiers.position or "")
    kept = naming.style.kept(naming.locale)
    if phrases := (*kept.get(concept, ()), *kept.get("", ())):
        yield "kept as it is in", ", ".join(phrases), ""
    about = (
        ("source", "; ".join(rule.sources)),
        ("decided by", rule.decided_by),
        ("to be reviewed on", str(rule.review_on or "")),
        ("weighs", str(rule.severity or "")),
        ("holds from", str(rule.since or "")),
        ("holds until", str(rule.until or "")),
    )
    yield from ((what, text, "") for what, text in about if text)
