"""Styles: which name an edition uses where.

What a rule calls for is looked up in this order, the first that says anything decides:
the concept's rule for the slot (headline, summary, caption …; narration only), the concept's rule for the voice,
the default for the slot (narration only), the default for the voice, and at last: as the source says.
A quotation in a headline is still a quotation: slots never overrule a speaker.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from transflow.errors import StyleError, TransflowError
from transflow.glossary.read import glossary_files
from transflow.locales import is_locale, parse_locale
from transflow.model import Severity, Slot, Voice
from transflow.yamlfile import gather, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from transflow.errors import Position
    from transflow.glossary.concepts import Concept, Glossary
    from transflow.yamlfile import KeyPath, YamlFile

AS_SOURCE = "as-source"
VOICES = (Voice.NARRATION, Voice.QUOTATION)
STYLE_KEYS = ("title", "default", "rules")
CHOICE_KEYS = (*(str(voice) for voice in VOICES), *(str(slot) for slot in Slot))
RULE_KEYS = (*CHOICE_KEYS, "gloss", "note", "reason", "source", "decided-by", "review-on", "severity")
GLOSS_KEYS = ("text", "by", "at-most")
_FIELD = re.compile(r"\{([^{}]*)\}")
_BY = re.compile(r"first|article|paragraph [1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a rule calls for: names, the first preferred, or the source's own name."""

    names: tuple[str, ...] = ()
    position: Position | None = None

    @property
    def as_source(self) -> bool:
        """Tell whether the source's own name is called for."""
        return not self.names


@dataclass(frozen=True, slots=True)
class Gloss:
    """What explains a name where it first stands: texts by locale with `{name}` fields, and how often."""

    text: dict[str, str]
    by: str = "first"
    at_most: int = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """What a style says of one concept, or by default of all."""

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
        """Return what this rule itself says of a voice and a slot, or None."""
        if voice is not Voice.QUOTATION and slot in self.slots:
            return self.slots[slot]
        return self.voices.get(voice)

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

    def choice(self, concept: str, voice: Voice, slot: Slot) -> tuple[Choice, Rule]:
        """Return what is called for, and the rule that says so."""
        rule = self.rules.get(concept)
        own = rule.choice(voice, slot) if rule else None
        if rule is not None and own is not None:
            return own, rule
        return self.default.choice(voice, slot) or Choice(), self.default


def read_styles(directory: Path, glossary: Glossary) -> dict[str, Style]:
    """Read the styles of a folder by the names of their files; raises StyleError, YamlError or Problems with the place of every error."""
    styles, errors = collect_styles(directory, glossary)
    gather(errors)
    return styles


def collect_styles(directory: Path, glossary: Glossary) -> tuple[dict[str, Style], list[TransflowError]]:
    """Return the styles that can be read, and every error."""
    styles: dict[str, Style] = {}
    errors: list[TransflowError] = []
    for path in glossary_files(directory):
        try:
            file = read_yaml(path, error=StyleError)
        except TransflowError as bad:
            errors.append(bad)
            continue
        reader = _Reader(file, glossary)
        styles[path.stem] = reader.style(path.stem)
        errors += reader.errors
    return styles, errors


class _Reader:
    """Reads one file and collects its errors."""

    def __init__(self, file: YamlFile, glossary: Glossary) -> None:
        self.file = file
        self.glossary = glossary
        self.errors: list[TransflowError] = []

    def style(self, id_: str) -> Style:
        data = self._mapping((), self.file.data, STYLE_KEYS)
        default = self._mapping(("default",), data.get("default"), CHOICE_KEYS)
        rules = {}
        for concept, given in self._mapping(("rules",), data.get("rules")).items():
            known = self.glossary.concepts.get(concept)
            if known is None:
                near = get_close_matches(concept, self.glossary.concepts, n=1)
                self._refuse_key(
                    ("rules", concept), f"a rule for {concept!r}, which no concept bears" + (f"; did you mean {near[0]!r}?" if near else "")
                )
            rules[concept] = self._rule(("rules", concept), given, known)
        return Style(
            id=id_, title=self._text(("title",), data.get("title", "")), default=self._choices(("default",), default, None), rules=rules
        )

    def _rule(self, path: KeyPath, given: object, concept: Concept | None) -> Rule:
        data = self._mapping(path, given, RULE_KEYS)
        plain = self._choices(path, data, concept)
        severity = data.get("severity")
        if severity is not None and severity not in set(Severity):
            self._refuse((*path, "severity"), f"`severity` must be one of {', '.join(Severity)}")
            severity = None
        return Rule(
            voices=plain.voices,
            slots=plain.slots,
            gloss=self._gloss((*path, "gloss"), data["gloss"], concept) if "gloss" in data else None,
            note=self._by_locale((*path, "note"), data.get("note")),
            reason=self._text((*path, "reason"), data.get("reason", "")),
            sources=self._texts((*path, "source"), data.get("source", [])),
            decided_by=self._text((*path, "decided-by"), data.get("decided-by", "")),
            review_on=self._date((*path, "review-on"), data.get("review-on")),
            severity=Severity(severity) if severity else None,
            position=self.file.at_key(*path),
        )

    def _choices(self, path: KeyPath, data: dict[str, Any], concept: Concept | None) -> Rule:
        voices = {voice: self._choice((*path, voice), data[voice], concept) for voice in VOICES if voice in data}
        slots = {slot: self._choice((*path, slot), data[slot], concept) for slot in Slot if slot in data}
        return Rule(voices=voices, slots=slots, position=self.file.at(*path))

    def _choice(self, path: KeyPath, given: object, concept: Concept | None) -> Choice:
        path = tuple(str(step) for step in path)
        position = self.file.at(*path)
        if given == AS_SOURCE:
            return Choice(position=position)
        names = given if isinstance(given, list) else [given]
        if not names or not all(isinstance(name, str) for name in names):
            self._refuse(path, f"`{path[-1]}` must be a name, {AS_SOURCE}, or a list of names")
            return Choice(position=position)
        if path[0] == "default":
            self._refuse(path, f"a default can only be {AS_SOURCE}: no name belongs to every concept")
            return Choice(position=position)
        for place, name in enumerate(names):
            where = (*path, place) if isinstance(given, list) else path
            if name == AS_SOURCE:
                self._refuse(where, f"{AS_SOURCE} stands alone, not in a list")
            elif concept is not None and name not in concept.names:
                self._refuse(where, f"{concept.id!r} has no name {name!r}; its names are {', '.join(concept.names)}")
        return Choice(tuple(str(name) for name in names), position)

    def _gloss(self, path: KeyPath, given: object, concept: Concept | None) -> Gloss:
        data = self._mapping(path, given, GLOSS_KEYS)
        texts = self._by_locale((*path, "text"), data.get("text"))
        for tag in self._mapping((*path, "text"), data.get("text")):
            for name in _FIELD.findall(str(data["text"][tag])):
                if concept is not None and name not in concept.names:
                    self._refuse((*path, "text", tag), f"{concept.id!r} has no name {name!r} for the field {{{name}}}")
        by = data.get("by", "first")
        if not isinstance(by, str) or not _BY.fullmatch(by):
            self._refuse((*path, "by"), "`by` must be first, article, or paragraph N")
            by = "first"
        at_most = data.get("at-most", 1)
        if not isinstance(at_most, int) or isinstance(at_most, bool) or at_most < 1:
            self._refuse((*path, "at-most"), "`at-most` must be a whole number from 1")
            at_most = 1
        return Gloss(texts, by, at_most)

    def _by_locale(self, path: KeyPath, given: object) -> dict[str, str]:
        texts = {}
        for tag, text in self._mapping(path, given).items():
            if is_locale(tag):
                texts[parse_locale(tag).bcp47] = self._text((*path, tag), text)
            else:
                self._refuse_key((*path, tag), f"unknown locale {tag!r}; write a BCP 47 tag such as pt-BR")
        return texts

    def _date(self, path: KeyPath, given: object) -> date | None:
        if given is None:
            return None
        try:
            return date.fromisoformat(str(given))
        except ValueError:
            self._refuse(path, f"`{path[-1]}` must be a date such as 2027-06-01")
            return None

    def _mapping(self, path: KeyPath, given: object, keys: tuple[str, ...] | None = None) -> dict[str, Any]:
        if given is None:
            return {}
        if not isinstance(given, dict):
            self._refuse(path, f"`{path[-1]}` must be a mapping" if path else "must be a mapping with the keys title, default and rules")
            return {}
        for key in given if keys is not None else ():
            if keys is not None and key not in keys:
                near = get_close_matches(key, keys, n=1)
                self._refuse_key(
                    (*path, key), f"unknown key `{key}`" + (f"; did you mean `{near[0]}`?" if near else f"; known are {', '.join(keys)}")
                )
        return given

    def _text(self, path: KeyPath, given: object) -> str:
        if isinstance(given, str):
            return given.strip()
        self._refuse(path, f"`{path[-1]}` must be a text")
        return ""

    def _texts(self, path: KeyPath, given: object) -> tuple[str, ...]:
        listed = given if isinstance(given, list) else [given]
        return tuple(self._text(path, one) for one in listed)

    def _refuse(self, path: KeyPath, what: str) -> None:
        self.errors.append(StyleError(what, self.file.at(*path)))

    def _refuse_key(self, path: KeyPath, what: str) -> None:
        self.errors.append(StyleError(what, self.file.at_key(*path)))
