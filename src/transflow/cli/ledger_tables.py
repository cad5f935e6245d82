"""The ledger, and its difference from another state, as a table, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from transflow.cli import options
from transflow.model import Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from transflow.workflow.names.ledger import Compared, Row

COLUMNS = ("concept", "edition", "name", "voice", "slot", "count", "units", "names", "source")
DIFFERENCE_COLUMNS = (
    "change",
    "concept",
    "edition",
    "name",
    "voice",
    "slot",
    "before",
    "after",
    "units-before",
    "units-after",
    "names",
    "source",
)
CHANGES = ("added", "gone", "changed")
NONE = "·"


def ledger_text(rows: Sequence[Row], style: str) -> str:
    """Return the rows as `table`, `json` or `csv`."""
    if style == "json":
        return _json("ledger", {"rows": [_document(row) | {"count": row.count, "units": row.units, "drafts": row.drafts} for row in rows]})
    if style == "csv":
        return _csv(COLUMNS, ((*_key(row), row.count, " ".join(row.units), *_more(row)) for row in rows))
    if not rows:
        return "No name of the glossary in any article or catalog.\n"
    header = ("concept", "edition", "name", "narration", "quotation", "where")
    return options.table(header, _summed(rows), numbers=(3, 4))


def difference_text(compared: Compared, style: str) -> str:
    """Return the rows that are different as `table`, `json` or `csv`."""
    counts = Counter[str](one.change for one in compared.differences)
    summary = {change: counts[change] for change in CHANGES}
    if style == "json":
        rows = [
            {
                "change": one.change,
                **_document(one.row),
                "before": one.before,
                "after": one.after,
                "units-before": one.units_before,
                "units-after": one.units_after,
            }
            for one in compared.differences
        ]
        return _json("ledger-difference", {"against": compared.name, "rows": rows, "summary": summary})
    if style == "csv":
        listed = (
            (one.change, *_key(one.row), one.before, one.after, " ".join(one.units_before), " ".join(one.units_after), *_more(one.row))
            for one in compared.differences
        )
        return _csv(DIFFERENCE_COLUMNS, listed)
    header = ("concept", "edition", "name", "voice", "slot", compared.name, "now", "")
    cells = [
        (one.row.concept, _edition(one.row), _name(one.row), one.row.voice, one.row.slot, one.before or NONE, one.after or NONE, one.change)
        for one in compared.differences
    ]
    told = ", ".join(f"{count} {change}" for change, count in summary.items())
    table = options.table(header, cells, numbers=(5, 6)) if cells else ""
    return f"{table}{told} since {compared.name}\n"


def _summed(rows: Sequence[Row]) -> Iterator[tuple[object, ...]]:
    """Yield a line for every concept, edition and name: how often in either voice, and in which slots."""
    for _, group in groupby(rows, key=lambda row: row.key[:4]):
        same = tuple(group)
        voices, slots = Counter[Voice](), Counter[str]()
        for row in same:
            voices[row.voice] += row.count
            slots[row.slot] += row.count
        counts = (voices[voice] or NONE for voice in (Voice.NARRATION, Voice.QUOTATION))
        yield (same[0].concept, _edition(same[0]), _name(same[0]), *counts, ", ".join(f"{count} {slot}" for slot, count in slots.items()))


def _document(row: Row) -> dict[str, Any]:
    return {
        "concept": row.concept,
        "edition": row.edition,
        "name": row.name,
        "names": row.names,
        "voice": row.voice,
        "slot": row.slot,
        "source": row.is_source,
    }


def _key(row: Row) -> tuple[str, ...]:
    return (row.concept, row.edition, row.name, row.voice, row.slot)


def _more(row: Row) -> tuple[str, str]:
    """Return what a table for machines says beyond the key: the names that an ambiguous form can be, and whether the row is the source's."""
    return (" ".join(row.names), str(row.is_source).lower())


def _edition(row: Row) -> str:
    return f"{row.edition} (source)" if row.is_source else row.edition


def _name(row: Row) -> str:
    return row.name or f"? {' or '.join(row.names)}"


def _json(schema: str, document: dict[str, Any]) -> str:
    return json.dumps({"schema": f"transflow.{schema}/1", **document}, ensure_ascii=False, indent=2) + "\n"


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(header)
    table.writerows(rows)
    return written.getvalue()
