"""Style files to styles: every `*.yaml`, `*.yml` and `*.json` of a folder, held against the glossary, with every error told in one go."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict

from transflow.errors import Position, StyleError, TransflowError
from transflow.glossary.read_values import ID, Values, glossary_files, near
from transflow.glossary.styles import AS_SOURCE, GLOSS_FIELD, VOICES, Choice, Gloss, Rule, Style
from transflow.model import Severity, Slot, Voice
from transflow.yamlfile import gather, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from transflow.glossary.concepts import Concept, Glossary
    from transflow.yamlfile import KeyPath

STYLE_KEYS = ("title", "default", "rules")
CHOICE_KEYS = (*(str(voice) for voice in VOICES), *(str(slot) for slot in Slot))
RULE_KEYS = (*CHOICE_KEYS, "gloss", "note", "reason", "source", "decided-by", "review-on", "severity")
GLOSS_KEYS = ("text", "by", "at-most")
_BY = re.compile(r"first|article|paragraph [1-9][0-9]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_styles(directory: Path, glossary: Glossary) -> dict[str, Style]:
    """Read the styles of a folder by the names of their files; raises StyleError, YamlError or Problems with the place of every error."""
    styles, errors = collect_styles(directory, glossary)
    gather(errors)
    return styles


def collect_styles(directory: Path, glossary: Glossary, *, whole: bool = True) -> tuple[dict[str, Style], list[TransflowError]]:
    """Return the styles that can be read, and every error; raises nothing.

    Where the glossary is not `whole` (one of its files cannot be read), a rule for an unknown concept is no error.
    """
    styles: dict[str, Style] = {}
    errors: list[TransflowError] = []
    try:
        paths = glossary_files(directory, error=StyleError)
    except TransflowError as bad:
        return {}, [bad]
    for path in paths:
        at = Position(str(path), 1, 1)
        if not ID.fullmatch(path.stem):
            errors.append(StyleError(f"the style {path.stem!r} is named by its file: lower-case letters and digits, joined by hyphens", at))
        if path.stem in styles:
            errors.append(StyleError(f"the style {path.stem!r} is defined twice; the first is {styles[path.stem].position}", at))
            continue
        try:
            values = Values(read_yaml(path), error=StyleError)
        except TransflowError as bad:
            errors.append(bad)
            continue
        styles[path.stem] = _style(values, path.stem, glossary, whole=whole)
        errors += values.errors
    return styles, errors


def _style(values: Values, id_: str, glossary: Glossary, *, whole: bool) -> Style:
    data = values.mapping((), values.file.data, keys=STYLE_KEYS)
    default = values.mapping(("default",), data.get("default"), keys=CHOICE_KEYS)
    rules = {}
    for concept, given in values.mapping(("rules",), data.get("rules")).items():
        known = glossary.concepts.get(concept)
        if known is None and whole:
            values.refuse_key(("rules", concept), f"a rule for {concept!r}, which is no concept; {_near_concept(concept, glossary)}")
        rules[concept] = _rule(values, ("rules", concept), given, known)
    return Style(
        id=id_,
        title=values.text(("title",), data.get("title", "")),
        default=Rule(**_choices(values, ("default",), default, None), position=values.file.at_key("default")),
        rules=rules,
        position=values.file.at(),
    )


def _near_concept(concept: str, glossary: Glossary) -> str:
    owner = next((one.id for one in glossary.concepts.values() if concept in one.names), None)
    if owner is not None:
        return f"did you mean {owner!r}, of which it is a name?"
    hint = near(concept, glossary.concepts)
    return hint if hint.startswith("did you mean") else f"the glossary has {len(glossary.concepts)}"


class _Chosen(TypedDict):
    """The choices of a rule, by voice and by slot."""

    voices: dict[Voice, Choice]
    slots: dict[Slot, Choice]


def _rule(values: Values, path: KeyPath, given: object, concept: Concept | None) -> Rule:
    data = values.mapping(path, given, keys=RULE_KEYS)
    severity = values.one_of((*path, "severity"), data["severity"], Severity) if data.get("severity") is not None else None
    return Rule(
        **_choices(values, path, data, concept),
        gloss=_gloss(values, (*path, "gloss"), data["gloss"], concept) if data.get("gloss") is not None else None,
        note={tag: _said(values, where, said) for tag, where, said in values.by_locale((*path, "note"), data.get("note"))},
        reason=values.text((*path, "reason"), data.get("reason", "")),
        sources=values.texts((*path, "source"), data.get("source")),
        decided_by=values.text((*path, "decided-by"), data.get("decided-by", "")),
        review_on=_date(values, (*path, "review-on"), data.get("review-on")),
        severity=Severity(severity) if severity else None,
        position=values.file.at_key(*path),
    )


def _choices(values: Values, path: KeyPath, data: dict[str, Any], concept: Concept | None) -> _Chosen:
    return _Chosen(
        voices={voice: _choice(values, (*path, str(voice)), data[voice], concept) for voice in VOICES if voice in data},
        slots={slot: _choice(values, (*path, str(slot)), data[slot], concept) for slot in Slot if slot in data},
    )


def _choice(values: Values, path: KeyPath, given: object, concept: Concept | None) -> Choice:
    """Read what is called for; `concept` is None in a default, and in a rule for an unknown concept."""
    position = values.file.at(*path)
    if given == AS_SOURCE:
        return Choice(position=position)
    listed = given if isinstance(given, list) else [given]
    names = tuple(name for name in listed if isinstance(name, str))
    if not names or len(names) < len(listed):
        values.refuse(path, f"`{path[-1]}` must be a name, {AS_SOURCE}, or a list of names")
        return Choice(position=position)
    if path[0] == "default":
        values.refuse(path, f"a default can only be {AS_SOURCE}: no name belongs to every concept")
        return Choice(position=position)
    for place, name in enumerate(names):
        where = (*path, place) if isinstance(given, list) else path
        if name == AS_SOURCE:
            values.refuse(where, f"{AS_SOURCE} stands alone, not in a list")
        elif name in names[:place]:
            values.refuse(where, f"{name!r} stands here twice")
        elif concept is not None and name not in concept.names:
            values.refuse(where, f"{concept.id!r} has no name {name!r}; its names are {', '.join(concept.names)}")
    return Choice(names, position)


def _gloss(values: Values, path: KeyPath, given: object, concept: Concept | None) -> Gloss:
    data = values.mapping(path, given, keys=GLOSS_KEYS)
    if isinstance(given, dict) and data.get("text") in (None, {}):
        values.refuse_key(path, "a gloss must have a `text` by locale")
    texts = {}
    for tag, where, said in values.by_locale((*path, "text"), data.get("text")):
        texts[tag] = _said(values, where, said)
        for name in GLOSS_FIELD.findall(texts[tag]) if concept else ():
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
    return Gloss(texts, by, at_most)


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
