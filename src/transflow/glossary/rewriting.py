"""One choice of a rule in the text of a style: everything else of it keeps every byte, comments and order included."""

from __future__ import annotations

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


def with_choice(text: str, concept: str, key: str, names: Sequence[str], *, reason: str | None = None, file: str = "") -> str:
    """Return the text of a style in which the rule for a concept calls for other names where `key` says (`narration`, `headline` …).

    The first name is preferred, the others are allowed; without names it is as the source says. A rule that is not there is made. With a
    `reason`, the rule has that one. Raises YamlError for what is no YAML, StyleError where the choice stands on lines of its own or in a
    list of periods, which are changed by hand. The caller reads the result back.
    """
    if key not in CHOICE_KEYS:
        raise StyleError(f"{key!r} is no place that a rule speaks of")
    written = _value(names)
    if not text.strip():
        return _new_rules(concept, key, written, reason)
    parse_yaml(text, name=file)
    laid = layout(text)
    rule = laid.get((*RULES, concept))
    if rule is None:
        return _with_rule(text, laid, concept, key, written, reason)
    text = _with_key(text, laid, concept, key, written)
    if reason is not None:
        text = _with_key(text, layout(text), concept, "reason", scalar(reason))
    return text


def _value(names: Sequence[str]) -> str:
    if not names:
        return AS_SOURCE
    return scalar(names[0]) if len(names) == 1 else f"[{', '.join(map(scalar, names))}]"


def _rule_lines(concept: str, key: str, value: str, reason: str | None, indent: int) -> str:
    inner = " " * (indent + INDENT)
    told = f"\n{inner}reason: {scalar(reason)}" if reason else ""
    return f"{' ' * indent}{scalar(concept)}:\n{inner}{key}: {value}{told}"


def _new_rules(concept: str, key: str, value: str, reason: str | None) -> str:
    return f"rules:\n{_rule_lines(concept, key, value, reason, INDENT)}\n"


def _with_rule(text: str, laid: Mapping[KeyPath, Laid], concept: str, key: str, value: str, reason: str | None) -> str:
    rules = laid.get(RULES)
    if rules is None:
        return f"{text.rstrip()}\n{_new_rules(concept, key, value, reason)}"
    if not rules.block:
        if text[rules.start : rules.end].strip(" {}~"):
            raise StyleError("the rules of this style stand on one line; add this one by hand")
        return f"{text[: rules.start].rstrip()}\n{_rule_lines(concept, key, value, reason, INDENT)}{text[rules.end :]}"
    end = _line_end(text, rules.last)
    return f"{text[:end]}\n{_rule_lines(concept, key, value, reason, rules.column)}{text[end:]}"


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
