"""Lint of styles: rules that are due, say nothing, give no reason, or lack the language of an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.glossary.matcher import Matcher
from transflow.glossary.phrases import NAME
from transflow.glossary.styles import said_for
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from transflow.errors import Position
    from transflow.glossary.concepts import Glossary
    from transflow.glossary.styles import Rule, Style
    from transflow.project import Edition

Found = tuple[Severity, str, "Position | None"]


def style_findings(style: Style, glossary: Glossary, editions: Sequence[Edition], today: date) -> Iterator[Found]:
    """Yield (severity, message, position) for everything worth a look in a style, given the editions that use it.

    What a style only inherits is told of the style that says it.
    """
    own = [(concept, rule) for concept, rule in style.all_rules() if rule.style == style.id]
    for concept, rule in own:
        yield from _rule_findings(concept, rule, today)
    if not editions:
        yield Severity.INFO, f"no edition uses the style {style.id!r}", style.position
    for concept, rule in style.all_rules():
        for edition in editions:
            yield from _edition_findings(concept, rule, glossary, edition)
    for concept, rule in [("", style.default), *own]:
        yield from _idle_phrases(concept, rule, glossary)


def _rule_findings(concept: str, rule: Rule, today: date) -> Iterator[Found]:
    if rule.review_on is not None and rule.review_on < today:
        yield Severity.WARNING, f"the rule for {concept} was to be reviewed on {rule.review_on}", rule.position
    if not rule.reason:
        yield Severity.WARNING, f"the rule for {concept} gives no reason", rule.position
    if not (rule.choices() or rule.gloss or rule.note or rule.qualifiers or rule.keep or rule.severity or rule.dropped):
        yield Severity.WARNING, f"the rule for {concept} says nothing", rule.position


def _edition_findings(concept: str, rule: Rule, glossary: Glossary, edition: Edition) -> Iterator[Found]:
    """Yield what a rule does not say in the locale of an edition, or allows and cannot write there."""
    texts: tuple[tuple[str, Mapping[str, object], Position | None], ...] = (
        ("gloss", rule.gloss.text if rule.gloss else {}, rule.position),
        ("note", rule.note.text if rule.note else {}, rule.position),
        ("required qualifier", rule.qualifiers.required if rule.qualifiers else {}, rule.position),
    )
    for what, by_locale, position in texts:
        if by_locale and not said_for(by_locale, edition.locale):
            yield (
                Severity.WARNING,
                f"the {what} for {concept} has no text in {edition.locale}, which edition {edition.name} needs",
                position,
            )
    known = glossary.concepts.get(concept)
    for choice in rule.choices() if known else ():
        for name in choice.names_for(edition.locale)[1:]:
            if known and name in known.names and not known.names[name].forms_for(edition.locale):
                yield (
                    Severity.INFO,
                    f"edition {edition.name} allows {concept}/{name}, which has no form in {edition.locale}",
                    choice.position,
                )


def _idle_phrases(concept: str, rule: Rule, glossary: Glossary) -> Iterator[Found]:
    """Yield the phrases in which a name is to be kept and in which there is none, where each stands: an inherited one is told of the style that says it."""
    for locale, phrases in rule.keep.items():
        whole = [phrase for phrase in phrases if NAME not in phrase]
        matcher = Matcher(glossary, locale) if whole else None
        for phrase in whole:
            if matcher and not any(not concept or mention.concept == concept for mention in matcher.find(phrase)):
                what = f"of {concept} " if concept else ""
                message = f"the phrase {phrase!r} ({locale}) holds no name {what}and no {NAME}, so it keeps nothing"
                yield Severity.WARNING, message, rule.kept_at.get((locale, phrase), rule.position)
