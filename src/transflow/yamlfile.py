"""YAML with positions and limits: plain data, and where each piece of it stands.

YAML 1.1 reads `no` as False and `12:30` as 750, keeps the last of two equal keys and lets a few lines of aliases fill the
memory; here scalars are YAML 1.2's core, a key said twice is an error, and aliases, tags and deep nesting are refused
before anything is built.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import yaml

from transflow.errors import Position, Problems, TransflowError, YamlError
from transflow.files import read_text

if TYPE_CHECKING:
    from pathlib import Path

MAX_DEPTH = 32
MAX_CHARACTERS = 8_000_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMPOSER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
# JSON writes a character beyond U+FFFF as two escapes, YAML as one (RFC 8259, 7)
_SURROGATES = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
_MSGSPEC_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]|\[\.\.\.\]")
KeyPath = tuple[str | int, ...]
Built = TypeVar("Built")


@dataclass(frozen=True, slots=True)
class YamlFile:
    """Plain data and the (line, column) of every value and key, both counted from 1."""

    name: str
    data: Any
    values: dict[KeyPath, tuple[int, int]]
    keys: dict[KeyPath, tuple[int, int]]

    def at(self, *path: str | int) -> Position:
        """Return where the value at this path stands, or the nearest one around it."""
        while path and path not in self.values:
            path = path[:-1]
        return Position(self.name, *self.values.get(path, (1, 1)))

    def at_key(self, *path: str | int) -> Position:
        """Return where the key at the end of this path stands."""
        return Position(self.name, *self.keys[path]) if path in self.keys else self.at(*path)


def read_yaml(path: Path, *, error: type[TransflowError] = YamlError) -> YamlFile:
    """Read a YAML (or JSON) file; raises `error` for a file that cannot be read, YamlError for what is in it."""
    text = read_text(path, error=error, limit=MAX_CHARACTERS)
    if path.suffix == ".json":
        text = _SURROGATES.sub(lambda pair: f"\\U{0x10000 + (int(pair[1], 16) - 0xD800) * 0x400 + int(pair[2], 16) - 0xDC00:08x}", text)
    return parse_yaml(text, name=str(path))


_ANY_KEY = "[...]"  # what msgspec says for the key of a mapping
_UNKNOWN_FIELD = re.compile(r"Object contains unknown field `(.+)`")
_WRONG_TYPE = re.compile(r"Expected `(.+)`, got `(.+)`")
_PLAIN_TYPES = {"str": "a text", "int": "a number", "bool": "true or false", "array": "a list", "object": "a mapping", "null": "nothing"}


def parse_yaml(text: str, *, name: str) -> YamlFile:
    """Turn YAML text into plain data with positions; raises YamlError at the first thing it does not accept."""
    if len(text) > MAX_CHARACTERS:
        raise YamlError(f"too large: {len(text)} characters; the limit is {MAX_CHARACTERS}", Position(name, 1, 1))
    try:
        _scan(text, name)
        root = yaml.compose(text, Loader=_COMPOSER)
    except yaml.MarkedYAMLError as bad:
        mark = bad.problem_mark or bad.context_mark
        if mark and "nesting depth" in str(bad.problem):  # libyaml's scanner runs ahead of its events; what stands before tells the place
            _scan(text[: mark.index], name)
        at = Position(name, mark.line + 1, mark.column + 1) if mark else Position(name, 1, 1)
        raise YamlError(f"not valid YAML: {bad.problem or bad.context}", at) from None
    except yaml.YAMLError as bad:
        raise YamlError(f"not valid YAML: {' '.join(str(bad).split())}", Position(name, 1, 1)) from None
    values: dict[KeyPath, tuple[int, int]] = {}
    keys: dict[KeyPath, tuple[int, int]] = {}
    data = _plain(root, (), name, values, keys) if root is not None else None
    return YamlFile(name, data, values, keys)


@dataclass(frozen=True, slots=True)
class Laid:
    """How a value stands in its text: from `start` to `end` (code points), in `column` (from 0), `last` where its last word ends.

    A `block` takes lines of its own; its end is where the next thing begins, so that `last` tells where to add to it.
    """

    start: int
    end: int
    column: int
    last: int
    block: bool


def layout(text: str) -> dict[KeyPath, Laid]:
    """Return how every value of a YAML text stands; the text is one that `parse_yaml` has accepted."""
    found: dict[KeyPath, Laid] = {}
    root = yaml.compose(text, Loader=yaml.SafeLoader)  # not libyaml's, whose offsets count a byte order mark
    if root is not None:
        _lay(root, (), found)
    return found


def _lay(node: yaml.Node, path: KeyPath, found: dict[KeyPath, Laid]) -> int:
    children: list[tuple[KeyPath, yaml.Node]] = []
    if isinstance(node, yaml.MappingNode):
        children = [((*path, key.value), value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        children = [((*path, place), value) for place, value in enumerate(node.value)]
    block = bool(children) and isinstance(node, yaml.CollectionNode) and not node.flow_style
    last = node.end_mark.index
    for inner, child in children:
        ended = _lay(child, inner, found)
        last = ended if block else last
    found[path] = Laid(node.start_mark.index, node.end_mark.index, node.start_mark.column, last, block)
    return last


def convert(file: YamlFile, shape: type[Built]) -> Built:
    """Return the data as `shape` (a msgspec structure); raises YamlError where a value has the wrong type or a key is unknown."""
    try:
        return msgspec.convert(file.data, shape)
    except msgspec.ValidationError as bad:
        what, _, where = str(bad).partition(" - at `")
        path = _msgspec_path(where.rstrip("`"))
        if _ANY_KEY in where:
            beyond = _msgspec_path(where.partition(_ANY_KEY)[2].rstrip("`"))
            path = (*path, *_guilty_key(file.data, path, shape, str(bad)), *beyond)
        unknown = _UNKNOWN_FIELD.fullmatch(what)
        at = file.at_key(*path, unknown[1]) if unknown else file.at(*path)
        raise YamlError(_in_plain_words(what), at) from None


def gather(errors: list[TransflowError]) -> None:
    """Raise all errors in one go, in the order of file and line; nothing where there are none."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        ordered = sorted(errors, key=lambda e: (e.at.file, e.at.line or 0, e.at.column or 0) if e.at else ("", 0, 0))
        raise Problems(tuple(ordered))


def _scan(text: str, name: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        mark = event.start_mark
        at = Position(name, mark.line + 1, mark.column + 1) if mark else Position(name)
        if isinstance(event, yaml.AliasEvent):
            raise YamlError("aliases (*name) are not accepted; write the value out", at)
        if getattr(event, "anchor", None):
            raise YamlError("anchors (&name) are not accepted; write the value out", at)
        if getattr(event, "tag", None):
            raise YamlError("tags (!name) are not accepted", at)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise YamlError(f"nested more than {MAX_DEPTH} deep", at)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _plain(
    node: yaml.Node,
    path: KeyPath,
    name: str,
    values: dict[KeyPath, tuple[int, int]],
    keys: dict[KeyPath, tuple[int, int]],
) -> Any:  # noqa: ANN401 - YAML is data of any shape until `convert` gives it one
    values[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            at = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                raise YamlError("a key must be a plain word", Position(name, *at))
            key = key_node.value
            if key in mapping:
                first = keys[(*path, key)]
                raise YamlError(f"duplicate key {key!r}; it stands already in line {first[0]}", Position(name, *at))
            keys[(*path, key)] = at
            mapping[key] = _plain(value_node, (*path, key), name, values, keys)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, index), name, values, keys) for index, item in enumerate(node.value)]
    return _scalar(node) if isinstance(node, yaml.ScalarNode) else None


def _scalar(node: yaml.ScalarNode) -> str | int | bool | None:
    """Return a scalar by YAML 1.2's core schema (https://yaml.org/spec/1.2.2/#103-core-schema), floats left as text."""
    value: str = node.value
    if node.style not in (None, ""):
        return value
    if value in {"", "null", "Null", "NULL", "~"}:
        return None
    if value in {"true", "True", "TRUE"}:
        return True
    if value in {"false", "False", "FALSE"}:
        return False
    return int(value) if _INTEGER.fullmatch(value) and len(value) < 20 else value


def _guilty_key(data: Any, path: KeyPath, shape: type, told: str) -> KeyPath:  # noqa: ANN401 - YAML is data of any shape
    """Return the key of a mapping that is to blame: msgspec tells the mapping alone, so each key is tried by itself."""
    at = data
    for step in path:
        at = at[step]
    for key in at:
        try:
            msgspec.convert(_with_this_alone(data, path, key), shape)
        except msgspec.ValidationError as bad:
            if str(bad) == told:
                return (key,)
    return ()


def _with_this_alone(data: Any, path: KeyPath, key: str) -> Any:  # noqa: ANN401 - as above
    if not path:
        return {key: data[key]}
    if isinstance(data, list):
        return [_with_this_alone(one, path[1:], key) if at == path[0] else one for at, one in enumerate(data)]
    return {**data, path[0]: _with_this_alone(data[path[0]], path[1:], key)}


def _in_plain_words(what: str) -> str:
    """Return what msgspec says in the words of somebody who writes YAML."""
    if unknown := _UNKNOWN_FIELD.fullmatch(what):
        return f"unknown key `{unknown[1]}`"
    if wrong := _WRONG_TYPE.fullmatch(what):
        wanted, given = (" or ".join(_PLAIN_TYPES.get(kind, kind) for kind in kinds.split(" | ")) for kinds in wrong.groups())
        return f"must be {wanted}, not {given}"
    return what


def _msgspec_path(where: str) -> KeyPath:
    path: list[str | int] = []
    for step in _MSGSPEC_STEP.finditer(where):
        if step.group() == "[...]":
            break
        path.append(step[1] if step[1] is not None else int(step[2]))
    return tuple(path)
