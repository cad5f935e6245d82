"""One rule of a style file, with the place of every error."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from transflow.glossary.phrases import NAME
from transflow.glossary.read_choices import CHOICE_KEYS, read_choices
from transflow.glossary.read_values import each
from transflow.glossary.styles import ELSE, GLOSS_FIELD, NONE, Gloss, Note, Qualifiers, Rule
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transflow.errors import Position
    from transflow.glossary.concepts import Concept
    from transflow.glossary.read_values import Values
    from transflow.yamlfile import KeyPath

DEFAULT_KEYS = (*CHOICE_KEYS, "keep")
RULE_KEYS = (
    *CHOICE_KEYS,
    *("gloss", "note", "qualifiers", "keep", "reason", "source", "decided-by", "review-on", "severity", "from", "until"),
)
GLOSS_KEYS = ("text", "by", "at-most")
QUALIFIER_KEYS = ("forbidden", "required", "scare-quotes", "of")
_BY = re.compile(r"first|article|paragraph [1-9][0-9]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_default(values: Values, path: KeyPath, data: dict[str, Any], *, style: str) -> Rule:
    """Read what a style says of all concepts for which it has no rule."""
    choices = read_choices(values, path, data, None, reason="", style=style)
    keep, kept_at = _kept(values, (*path, "keep"), data.get("keep"))
    return Rule(**choices, keep=keep, kept_at=kept_at, position=values.file.at_key(*path), style=style, dropped=_dropped(data))


def read_periods(values: Values, path: KeyPath, given: object, concept: Concept | None, *, style: str) -> tuple[Rule, ...]:
    """Read the rules for a concept: one, or a list of several for the days of the events that they are about."""
    if not isinstance(given, list):
        return (_rule(values, path, given, concept, style=style),)
    rules = tuple(_rule(values, where, one, concept, style=style) for where, one in each(path, given))
    if not rules:
        values.refuse(path, "a list of rules must not be empty")
    for place, rule in enumerate(rules):
        if rule.since is None and rule.until is None and len(rules) > 1:
            values.refuse((*path, place), "one of several rules needs `from` or `until`: the days of the events for which it holds")
        for before, other in enumerate(rules[:place]):
            if _overlap(rule, other):
                values.refuse((*path, place), f"holds for days for which the rule at {values.file.at(*path, before)} holds, too")
                break
    return rules


def _rule(values: Values, path: KeyPath, given: object, concept: Concept | None, *, style: str) -> Rule:
    data = values.mapping(path, given, keys=RULE_KEYS)
    severity = values.one_of((*path, "severity"), data["severity"], Severity) if "severity" in data else None
    reason = values.text((*path, "reason"), data.get("reason", ""))
    keep, kept_at = _kept(values, (*path, "keep"), data.get("keep"))
    rule = Rule(
        **read_choices(values, path, data, concept, reason=reason, style=style),
        gloss=_gloss(values, (*path, "gloss"), data.get("gloss"), concept),
        note=_note(values, (*path, "note"), data.get("note")),
        qualifiers=_qualifiers(values, (*path, "qualifiers"), data.get("qualifiers"), concept),
        keep=keep,
        kept_at=kept_at,
        reason=reason,
        sources=values.texts((*path, "source"), data.get("source")),
        decided_by=values.text((*path, "decided-by"), data.get("decided-by", "")),
        review_on=_date(values, (*path, "review-on"), data.get("review-on")),
        severity=Severity(severity) if severity else None,
        since=_date(values, (*path, "from"), data.get("from")),
        until=_date(values, (*path, "until"), data.get("until")),
        position=values.file.at_key(*path) if isinstance(path[-1], str) else values.file.at(*path),
        style=style,
        dropped=_dropped(data),
    )
    if rule.since and rule.until and rule.until < rule.since:
        values.refuse((*path, "until"), f"`until` must not be before `from`, which is {rule.since}")
        return replace(rule, until=None)
    return rule


def _overlap(one: Rule, other: Rule) -> bool:
    return (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (one.until or date.max)


def _dropped(data: dict[str, Any]) -> frozenset[str]:
    return frozenset(key for key, value in data.items() if value == NONE and key in (*CHOICE_KEYS, "gloss", "note", "qualifiers", "keep"))


def _gloss(values: Values, path: KeyPath, given: object, concept: Concept | None) -> Gloss | None:
    if given is None or given == NONE:
        return None
    data = values.mapping(path, given, keys=GLOSS_KEYS)
    if isinstance(given, dict) and data.get("text") in (None, {}):
        values.refuse_key(path, "a gloss must have a `text` by locale")
    texts = {}
    for tag, where, said in values.by_locale((*path, "text"), data.get("text"), other=ELSE):
        texts[tag] = _said(values, where, said)
        fields = GLOSS_FIELD.findall(texts[tag])
        if texts[tag] and not {"{", "}"} & set(texts[tag]):
            values.refuse(where, "a gloss must hold the name that it explains, as a field such as {name}")
        for name in fields if concept else ():
            if concept and name not in concept.names:
                values.refuse(
                    where, f"{concept.id!r} has no name {name!r} for the field {{{name}}}; its names are {', '.join(concept.names)}"
                )
        if {"{", "}"} & set(GLOSS_FIELD.sub("", texts[tag])):
            values.refuse(where, "a brace without its partner: a field is a name in braces, such as {name}")
    by = data.get("by", "first")
    if not isinstance(by, str) or not _BY.fullmatch(by):
        values.refuse((*path, "by"), "`by` must be first, article, or paragraph N")
        by = "first"
    at_most = data.get("at-most", 1)
    if not isinstance(at_most, int) or isinstance(at_most, bool) or at_most < 1:
        values.refuse((*path, "at-most"), "`at-most` must be a whole number from 1")
        at_most = 1
    return Gloss(texts, by, at_most, values.file.at_key(*path))


def _note(values: Values, path: KeyPath, given: object) -> Note | None:
    if given is None or given == NONE:
        return None
    texts = {tag: _said(values, where, said) for tag, where, said in values.by_locale(path, given, other=ELSE)}
    return Note(texts, values.file.at_key(*path))


def _qualifiers(values: Values, path: KeyPath, given: object, concept: Concept | None) -> Qualifiers | None:
    if given is None or given == NONE:
        return None
    data = values.mapping(path, given, keys=QUALIFIER_KEYS)
    scare_quotes = data.get("scare-quotes", "allowed")
    if scare_quotes not in {"allowed", "forbidden"}:
        values.refuse((*path, "scare-quotes"), "`scare-quotes` must be allowed or forbidden")
    of = values.texts((*path, "of"), data.get("of"))
    for name in of if concept else ():
        if concept and name not in concept.names:
            values.refuse((*path, "of"), f"{concept.id!r} has no name {name!r}; its names are {', '.join(concept.names)}")
    return Qualifiers(
        forbidden=dict(_phrases(values, (*path, "forbidden"), data.get("forbidden"))),
        required=dict(_phrases(values, (*path, "required"), data.get("required"))),
        scare_quotes=scare_quotes != "forbidden",
        of=of,
        position=values.file.at_key(*path),
    )


def _phrases(values: Values, path: KeyPath, given: object) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (locale, phrases): words that are looked for in texts."""
    for tag, where, said in values.by_locale(path, given):
        yield tag, values.phrases(where, said)


def _kept(values: Values, path: KeyPath, given: object) -> tuple[dict[str, tuple[str, ...]], dict[tuple[str, str], Position]]:
    """Return the phrases that are kept, by locale, and where each stands; `{name}` in one stands for any name of the concept."""
    kept: dict[str, tuple[str, ...]] = {}
    places: dict[tuple[str, str], Position] = {}
    for tag, where, said in values.by_locale(path, None if given == NONE else given):
        phrases = values.phrases(where, said)
        for at, phrase in each(where, said):
            if not isinstance(phrase, str) or phrase not in phrases or (tag, phrase) in places:
                continue
            if {"{", "}"} & set(phrase.replace(NAME, "", 1)):
                values.refuse(at, f"the only field in a phrase that is kept is {NAME}, and only once; {phrase!r} has other braces")
            else:
                places[tag, phrase] = values.file.at(*at)
        kept[tag] = tuple(phrase for phrase in phrases if (tag, phrase) in places)
    return kept, places


def _said(values: Values, path: KeyPath, given: object) -> str:
    """Read a text for readers of the edition, which must say something."""
    text = values.text(path, given)
    if not text and (given is None or isinstance(given, str)):
        values.refuse(path, f"the text for {path[-1]!r} must not be empty")
    return text


def _date(values: Values, path: KeyPath, given: object) -> date | None:
    """Read a day. Only the long form of ISO 8601 is one: to YAML 20270601 is a number, and a week is no day."""
    if given is None:
        return None
    if isinstance(given, str) and _DAY.fullmatch(given):
        with suppress(ValueError):  # a day that no calendar has
            return date.fromisoformat(given)
    values.refuse(path, f"`{path[-1]}` must be a date such as 2027-06-01")
    return None
