"""What stands in the place of every unit: its target, or its source where there is none yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.model import State
from transflow.units import place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from transflow.formats.po import Entry
    from transflow.model import Article, Unit


@dataclass(frozen=True, slots=True)
class Filled:
    """A unit and what an edition puts in its place; with `state` UNTRANSLATED, `text` is the source."""

    unit: Unit
    text: str
    state: State


def fill(units: Sequence[Unit], entries: Iterable[Entry]) -> tuple[Filled, ...]:
    """Return what stands in the place of each unit, by the entries of a catalog."""
    by_key = {entry.key: entry for entry in entries if not entry.obsolete}
    filled = []
    for unit in units:
        entry = by_key.get((unit.context, unit.text))
        if entry is None or entry.state is State.UNTRANSLATED:
            filled.append(Filled(unit, unit.text, State.UNTRANSLATED))
        else:
            filled.append(Filled(unit, entry.target, entry.state))
    return tuple(filled)


def own_format(article: Article, filled: Sequence[Filled]) -> str:
    """Return the article in its own format: it differs from the source only where translated units stand."""
    targets = {index: one.text for index, one in enumerate(filled) if one.state is not State.UNTRANSLATED}
    return place(article, [one.unit for one in filled], targets)
