"""Catalogs as a sheet: one row a unit, in document order, for a spreadsheet. Cells that a spreadsheet would run are kept from it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from transflow.errors import ExchangeError
from transflow.formats.bilingual import BilingualFile, BilingualUnit
from transflow.formats.sheet import read_sheet, write_sheet
from transflow.model import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.formats.sheet import Row

COLUMNS = (
    *("article", "edition", "slot", "voice", "source", "target", "state", "comments"),
    *("notes", "origin", "places", "previous", "context", "unit", "base"),
)
NEEDED = ("article", "unit", "source", "target")


def catalogs_csv(files: Sequence[BilingualFile]) -> str:
    """Return catalogs as CSV."""
    return write_sheet(COLUMNS, (_cells(file, unit) for file in files for unit in file.units))


def read_catalogs_csv(text: str, *, name: str) -> tuple[BilingualFile, ...]:
    """Return the catalogs of a sheet; raises ExchangeError at file:line where it is none, or a row has no article or unit."""
    rows = read_sheet(text, name=name, columns=COLUMNS, needed=NEEDED)
    files = []
    for (article, edition), group in groupby(sorted(rows, key=_catalog), key=_catalog):
        listed = tuple(group)
        files.append(BilingualFile(article, tuple(_unit(row) for row in listed), edition=edition, at=listed[0].at))
    return tuple(files)


def state_of(said: str | None, target: str) -> State | None:
    """Return the state that a row says; a draft where it says none and has a target. None for an unknown word."""
    if not said:
        return State.DRAFT if target else State.UNTRANSLATED
    return State(said) if said in set(State) else None


def _cells(file: BilingualFile, unit: BilingualUnit) -> dict[str, str]:
    return {
        "article": file.article,
        "edition": file.edition,
        "slot": unit.slot,
        "voice": unit.voice,
        "source": unit.source,
        "target": unit.target,
        "state": unit.state,
        "comments": "\n".join(unit.comments),
        "notes": "\n".join(unit.notes),
        "origin": "\n".join(unit.origin),
        "places": "\n".join(unit.places),
        "previous": unit.previous or "",
        "context": unit.context or "",
        "unit": unit.id,
        "base": unit.base,
    }


def _catalog(row: Row) -> tuple[str, str]:
    article = row.cells.get("article")
    if not article or not row.cells.get("unit"):
        raise ExchangeError("a row needs its article and its unit", row.at)
    return article, row.cells.get("edition", "")


def _unit(row: Row) -> BilingualUnit:
    cells = row.cells
    said, target = (cells.get("state") or "").strip().lower(), cells.get("target", "")
    state = state_of(said, target)
    if state is None:
        raise ExchangeError(f"unknown state {said!r}; it is one of {', '.join(State)}", row.at)
    return BilingualUnit(
        id=cells["unit"],
        source=cells.get("source", ""),
        target=target,
        state=state,
        comments=(cells["comments"],) if cells.get("comments") else (),
        base=cells.get("base", ""),
        stated=bool(said),
        beyond=str(state) if state is State.APPROVED else "",
        at=row.at,
    )
