"""One choice of a rule in the text of a style: everything else of it keeps every byte, comments and order included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.errors import StyleError
from transflow.glossary.read_choices import CHOICE_KEYS
from transflow.glossary.styles import AS_SOURCE
from transflow.glossary.writing import INDENT, scalar
from transflow.yamlfile import layout, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from transflow.yamlfile import KeyPath, Laid

RULES = ("rules",)


@dataclass(frozen=True, slots=True)
class NewChoice:
    """What the rule for a concept is to call for where `key` says (`narration`, `headline` …), and its reason where that is another one, too.

    The first name is preferred, the others are allowed; without names it is as the source says.
    """

    concept: str
    key: str
    names: Sequence[str]
    reason: str | None = None


def with_choice(text: str, new: NewChoice, *, file: str = "") -> str:
    """Return the text of a style with another choice in one of its rules; a rule that is not there is made.

    Raises YamlError for what is no YAML, StyleError where the choice stands on lines of its own or in a
    list of periods, which are changed by hand. The caller reads the result back.
    """
    if new.key not in CHOICE_KEYS:
        raise StyleError(f"{new.key!r} is no place that a rule speaks of")
    if not text.strip():
        return _new_rules(new)
    parse_yaml(text, name=file)
    laid = layout(text)
    if (*RULES, new.concept) not in laid:
        return _with_rule(text, laid, new)
    text = _with_key(text, laid, new.concept, new.key, _value(new.names))
    return text if new.reason is None else _with_key(text, layout(text), new.concept, "reason", scalar(new.reason))


def _value(names: Sequence[str]) -> str:
    if not names:
        return AS_SOURCE
    return scalar(names[0]) if len(names) == 1 else f"[{', '.join(map(scalar, names))}]"


def _rule_lines(new: NewChoice, indent: int) -> str:
    inner = " " * (indent + INDENT)
    told = f"\n{inner}reason: {scalar(new.reason)}" if new.reason else ""
    return f"{' ' * indent}{scalar(new.concept)}:\n{inner}{new.key}: {_value(new.names)}{told}"


def _new_rules(new: NewChoice) -> str:
    return f"rules:\n{_rule_lines(new, INDENT)}\n"


def _with_rule(text: str, laid: Mapping[KeyPath, Laid], new: NewChoice) -> str:
    rules = laid.get(RULES)
    if rules is None:
        return f"{text.rstrip()}\n{_new_rules(new)}"
    if not rules.block:
        if text[rules.start : rules.end].strip(" {}~"):
            raise StyleError("the rules of this style stand on one line; add this one by hand")
        return f"{text[: rules.start].rstrip()}\n{_rule_lines(new, INDENT)}{text[rules.end :]}"
    end = _line_end(text, rules.last)
    return f"{text[:end]}\n{_rule_lines(new, rules.column)}{text[end:]}"


def _with_key(text: str, laid: Mapping[KeyPath, Laid], concept: str, key: str, value: str) -> str:
    rule = laid[*RULES, concept]
    if (*RULES, concept, 0) in laid:
        raise StyleError(f"the rule for {concept!r} says something else for each period; change it in the text")
    standing = laid.get((*RULES, concept, key))
    if standing is not None:
        if standing.block or (*RULES, concept, key) in {path[:-1] for path in laid if path and isinstance(path[-1], str)}:
            raise StyleError(f"`{key}` of {concept!r} says something else for each side or locale; change it in the text")
        space = "" if text[standing.start - 1].isspace() else " "
        scalar_of_lines = text[standing.start : standing.start + 1] in {"|", ">"}
        return f"{text[: standing.start]}{space}{value}{chr(10) if scalar_of_lines else ''}{text[standing.end :]}"
    if not rule.block:
        if text[rule.start : rule.start + 1] != "{":
            raise StyleError(f"the rule for {concept!r} says nothing yet; change it in the text")
        rest = text[rule.start + 1 :]
        return f"{text[: rule.start + 1]}{key}: {value}{'' if rest.lstrip().startswith('}') else ', '}{rest}"
    choices = [one for path, one in laid.items() if path[:-1] == (*RULES, concept) and path[-1] in CHOICE_KEYS and not one.block]
    if not choices:
        return f"{text[: rule.start]}{key}: {value}\n{' ' * rule.column}{text[rule.start :]}"
    end = _line_end(text, max(one.end for one in choices))
    return f"{text[:end]}\n{' ' * rule.column}{key}: {value}{text[end:]}"


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
