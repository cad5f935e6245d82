"""Style files to styles: every `*.yaml`, `*.yml` and `*.json` of a folder, held against the glossary, with every error told in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.errors import Position, StyleError, TransflowError
from transflow.glossary.inheritance import inherited
from transflow.glossary.read_rules import DEFAULT_KEYS, read_default, read_periods
from transflow.glossary.read_values import ID, Values, each, glossary_files, near
from transflow.glossary.styles import Style
from transflow.yamlfile import gather, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from transflow.glossary.concepts import Glossary
    from transflow.glossary.styles import Rule

STYLE_KEYS = ("title", "extends", "default", "rules")


def read_styles(directory: Path, glossary: Glossary) -> dict[str, Style]:
    """Read the styles of a folder by the names of their files; raises StyleError, YamlError or Problems with the place of every error."""
    styles, errors = collect_styles(directory, glossary)
    gather(errors)
    return styles


def collect_styles(directory: Path, glossary: Glossary, *, whole: bool = True) -> tuple[dict[str, Style], list[TransflowError]]:
    """Return the styles that can be read, each with all that it inherits, and every error; raises nothing.

    Where the glossary is not `whole` (one of its files cannot be read), a rule for an unknown concept is no error.
    """
    styles: dict[str, Style] = {}
    errors: list[TransflowError] = []
    try:
        paths = glossary_files(directory, error=StyleError)
    except TransflowError as bad:
        return {}, [bad]
    extended: dict[str, tuple[tuple[str, Position], ...]] = {}
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
        styles[path.stem], extended[path.stem] = _style(values, path.stem, glossary, whole=whole)
        errors += values.errors
    errors += _wrong_extensions(extended, styles, whole=len(styles) == len(paths))
    return inherited(styles), errors


def _style(values: Values, id_: str, glossary: Glossary, *, whole: bool) -> tuple[Style, tuple[tuple[str, Position], ...]]:
    data = values.mapping((), values.file.data, keys=STYLE_KEYS)
    default = values.mapping(("default",), data.get("default"), keys=DEFAULT_KEYS)
    rules: dict[str, Rule] = {}
    periods: dict[str, tuple[Rule, ...]] = {}
    for concept, given in values.mapping(("rules",), data.get("rules")).items():
        known = glossary.concepts.get(concept)
        if known is None and whole:
            values.refuse_key(("rules", concept), f"a rule for {concept!r}, which is no concept; {_near_concept(concept, glossary)}")
        found = read_periods(values, ("rules", concept), given, known, style=id_)
        if len(found) == 1 and found[0].since is None and found[0].until is None:
            rules[concept] = found[0]
        else:
            periods[concept] = found
    extends = tuple((name, values.file.at(*where)) for where, name in each(("extends",), data.get("extends")) if isinstance(name, str))
    if len(extends) < len(list(each(("extends",), data.get("extends")))):
        values.refuse(("extends",), "`extends` must be the name of a style, or a list of names")
    style = Style(
        id=id_,
        title=values.text(("title",), data.get("title", "")),
        default=read_default(values, ("default",), default, style=id_),
        rules=rules,
        periods=periods,
        extends=tuple(name for name, _ in extends),
        position=values.file.at(),
    )
    return style, extends


def _wrong_extensions(
    extended: Mapping[str, tuple[tuple[str, Position], ...]], styles: Mapping[str, Style], *, whole: bool
) -> Iterator[TransflowError]:
    """Yield an error for every style that extends an unknown one, or by a round way itself."""
    for style, named in extended.items():
        for name, at in named:
            if name not in styles:
                if whole:
                    yield StyleError(f"the style {style!r} extends {name!r}, which is no style; {near(name, styles)}", at)
            elif _reaches(name, style, extended):
                yield StyleError(f"the style {style!r} extends itself" + (f" by way of {name!r}" if name != style else ""), at)


def _reaches(start: str, goal: str, extended: Mapping[str, tuple[tuple[str, Position], ...]]) -> bool:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        style = waiting.pop()
        if style == goal:
            return True
        if style not in seen:
            seen.add(style)
            waiting += [name for name, _ in extended.get(style, ())]
    return False


def _near_concept(concept: str, glossary: Glossary) -> str:
    owner = next((one.id for one in glossary.concepts.values() if concept in one.names), None)
    if owner is not None:
        return f"did you mean {owner!r}, of which it is a name?"
    hint = near(concept, glossary.concepts)
    return hint if hint.startswith("did you mean") else f"the glossary has {len(glossary.concepts)}"
