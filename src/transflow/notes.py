"""The line in a catalog that tells where a unit stands in its article and who speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.model import Slot, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transflow.model import Unit

_NOTE = re.compile(r"slot: (?P<slot>[a-z]+); paragraph: (?P<paragraph>\d+); sentence: (?P<sentence>\d+); voice: (?P<voice>[a-z]+)")

_SLOTS, _VOICES = frozenset(Slot), frozenset(Voice)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands, as its catalog entry tells: paragraph and sentence count from 1."""

    slot: Slot
    paragraph: int
    sentence: int
    voice: Voice


def note(unit: Unit) -> str:
    """Return the line that tells in the catalog where a unit stands and who speaks."""
    return f"slot: {unit.slot}; paragraph: {unit.block + 1}; sentence: {unit.sentence + 1}; voice: {unit.voice}"


def read_note(notes: Iterable[str]) -> Place | None:
    """Return what `note` wrote into a catalog entry, or None where no line of it is one."""
    for line in notes:
        found = _NOTE.match(line)
        if found and found["slot"] in _SLOTS and found["voice"] in _VOICES:
            return Place(Slot(found["slot"]), int(found["paragraph"]), int(found["sentence"]), Voice(found["voice"]))
    return None
