"""What a rule calls for, by voice, side, slot and turn, with the place of every error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from transflow.glossary.doubles import SECOND
from transflow.glossary.styles import AS_SOURCE, ELSE, NONE, VOICES, Choice
from transflow.model import Slot, Turn, Voice

if TYPE_CHECKING:
    from transflow.glossary.concepts import Concept
    from transflow.glossary.read_values import Values
    from transflow.yamlfile import KeyPath

CHOICE_KEYS = (*(str(voice) for voice in VOICES), *(str(slot) for slot in Slot), *(str(turn) for turn in Turn), "adjective")
DOUBLE_KEYS = ("double", "joiner")


class Chosen(TypedDict):
    """The choices of a rule, by what they are asked for."""

    voices: dict[Voice, Choice]
    slots: dict[Slot, Choice]
    turns: dict[Turn, Choice]
    sides: dict[str, Choice]
    adjective: Choice | None


def read_choices(  # noqa: PLR0913 - where it stands, what is there, and whose it is
    values: Values, path: KeyPath, data: dict[str, Any], concept: Concept | None, *, reason: str, style: str
) -> Chosen:
    """Read all the choices of a rule; `concept` is None in a default, and in a rule for an unknown concept."""

    def read(key: str, where: KeyPath | None = None, given: object = None) -> Choice:
        return _choice(values, where or (*path, key), data[key] if where is None else given, concept, said=(reason, style))

    given = {key: value for key, value in data.items() if key in CHOICE_KEYS and value != NONE}
    spoken = given.get(Voice.QUOTATION)
    by_side = isinstance(spoken, dict) and not set(spoken) & set(DOUBLE_KEYS)
    sides = {}
    if by_side and isinstance(spoken, dict):
        known = {name.side for name in concept.names.values() if name.side} if concept else set()
        for side, one in spoken.items():
            where = (*path, str(Voice.QUOTATION), side)
            if concept and side != ELSE and side not in known:
                values.refuse_key(
                    where, f"no name of {concept.id!r} has the side {side!r}; its sides are {', '.join(sorted(known)) or 'none'}"
                )
            sides[side] = read(side, where, one)
        del given[Voice.QUOTATION]
    return Chosen(
        voices={voice: read(voice) for voice in VOICES if voice in given},
        slots={slot: read(slot) for slot in Slot if slot in given},
        turns={turn: read(turn) for turn in Turn if turn in given},
        sides=sides,
        adjective=read("adjective") if "adjective" in given else None,
    )


def _choice(values: Values, path: KeyPath, given: object, concept: Concept | None, *, said: tuple[str, str]) -> Choice:
    position = values.file.at(*path)
    reason, style = said
    source = Choice(position=position, reason=reason, style=style)
    if given == AS_SOURCE:
        return source
    if isinstance(given, dict) and set(given) & set(DOUBLE_KEYS):
        return _double(values, path, given, concept, said=said)
    listed = given if isinstance(given, list) else [given]
    names = tuple(name for name in listed if isinstance(name, str))
    if not names or len(names) < len(listed):
        values.refuse(path, f"`{path[-1]}` must be a name, {AS_SOURCE}, or a list of names")
        return source
    if path[0] == "default":
        values.refuse(path, f"a default can only be {AS_SOURCE}: no name belongs to every concept")
        return source
    _check_names(values, path, given, concept)
    return Choice(names, position, reason=reason, style=style)


def _double(values: Values, path: KeyPath, given: dict[str, Any], concept: Concept | None, *, said: tuple[str, str]) -> Choice:
    """Read a double name: its two names, and what joins them, each for all locales or by locale."""
    position = values.file.at(*path)
    reason, style = said
    data = values.mapping(path, given, keys=DOUBLE_KEYS)
    if path[0] == "default":
        values.refuse(path, f"a default can only be {AS_SOURCE}: no name belongs to every concept")
        return Choice(position=position, reason=reason, style=style)
    where = (*path, "double")
    orders: dict[str, tuple[str, ...]] = {}
    written = data.get("double")
    by_locale = [(ELSE, where, written)] if isinstance(written, list) else list(values.by_locale(where, written, other=ELSE))
    for tag, at, names in by_locale:
        if not isinstance(names, list) or len(names) != 2 or not all(isinstance(name, str) for name in names):
            values.refuse(at, "a double name must be a list of two names")
            continue
        _check_names(values, at, names, concept)
        orders[tag] = tuple(names)
    if not by_locale:
        values.refuse(path, "a double name must have `double`: a list of two names, or one by locale")
    joined = data.get("joiner")
    at = (*path, "joiner")
    joiners = [(ELSE, at, joined)] if isinstance(joined, str) else list(values.by_locale(at, joined, other=ELSE))
    joiner = {}
    for tag, at_joiner, text in joiners:
        if isinstance(text, str) and text.strip():
            joiner[tag] = text
            if {"{", "}"} & set(text.replace(SECOND, "", 1)):
                values.refuse(at_joiner, f"a joiner holds {SECOND}, the place of the second name, at most once, and no other braces")
        else:
            values.refuse(at_joiner, "a joiner must be a text such as / or “ or ”")
    return Choice((), position, orders, joiner, reason=reason, style=style)


def _check_names(values: Values, path: KeyPath, given: object, concept: Concept | None) -> None:
    names = given if isinstance(given, list) else [given]
    for place, name in enumerate(names):
        where = (*path, place) if isinstance(given, list) else path
        if name == AS_SOURCE:
            values.refuse(where, f"{AS_SOURCE} stands alone, not in a list")
        elif name in names[:place]:
            values.refuse(where, f"{name!r} stands here twice")
        elif concept is not None and name not in concept.names:
            values.refuse(where, f"{concept.id!r} has no name {name!r}; its names are {', '.join(concept.names)}")
