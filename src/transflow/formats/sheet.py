"""CSV as spreadsheets read and write it: rows of cells with the line each began in, and cells that no spreadsheet runs.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and formulas can fetch and run things (OWASP, "CSV Injection").
Such a cell gets an apostrophe in front, which spreadsheets know as "this is text"; a cell that begins with apostrophes and one of these gets one more,
so that taking one away on reading gives every cell back as it was.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.errors import ExchangeError, Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BYTE_ORDER_MARK = "\ufeff"  # without it, Excel reads a CSV file as the code page of its country
DELIMITERS = ",;\t"  # Excel writes semicolons where the comma is the decimal mark
_RISKY = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_MANY = " | "
_PARTS = re.compile(r"(?:[^\\|]|\\.|\\)+|\|", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by the name of their column, empty ones left out, and the place of the row."""

    cells: dict[str, str]
    at: Position


def write_sheet(columns: Sequence[str], rows: Iterable[dict[str, str]]) -> str:
    """Return rows as CSV (RFC 4180) with a header."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([_guarded(row.get(column, "")) for column in columns] for row in rows)
    return BYTE_ORDER_MARK + written.getvalue()


def read_sheet(text: str, *, name: str, columns: Sequence[str], needed: Sequence[str]) -> tuple[Row, ...]:
    """Return the rows of a CSV file; raises ExchangeError for columns that are unknown or missing, and for rows that are too long."""
    text = text.removeprefix(BYTE_ORDER_MARK)
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    header: list[str] = []
    line = 1
    try:
        for cells in reader:
            at = Position(name, line)
            line = reader.line_num + 1
            if not any(cells):
                continue
            if not header:
                header = _header(cells, at, columns, needed)
            elif len(cells) > len(header):
                raise ExchangeError(f"{len(cells)} cells, and the header has {len(header)}", at)
            else:
                rows.append(Row({column: _bare(cell) for column, cell in zip(header, cells, strict=False) if cell}, at))
    except csv.Error as bad:
        raise ExchangeError(f"not valid CSV: {bad}", Position(name, line)) from None
    if not header:
        raise ExchangeError(f"no header; its columns are {', '.join(needed)} and more", Position(name, 1, 1))
    return tuple(rows)


def many(texts: Sequence[str]) -> str:
    r"""Return several texts as one cell, with `|` between them; a `|` or `\` of their own gets a `\` in front."""
    return _MANY.join(text.replace("\\", "\\\\").replace("|", "\\|") for text in texts)


def parts(cell: str) -> list[str]:
    """Return the texts of a cell that `many` wrote, or a person did."""
    found: list[str] = [""]
    for part in _PARTS.findall(cell):
        if part == "|":
            found.append("")
        else:
            found[-1] += re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL)
    return [text for text in (each.strip() for each in found) if text]


def _guarded(cell: str) -> str:
    return f"'{cell}" if _RISKY.match(cell) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell) else cell


def _header(cells: Sequence[str], at: Position, columns: Sequence[str], needed: Sequence[str]) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    for column in needed:
        if column not in header:
            raise ExchangeError(f"no column {column!r}; the columns are {', '.join(columns)}", at)
    for column in header:
        if column not in columns:
            raise ExchangeError(f"unknown column {column!r}; the columns are {', '.join(columns)}", at)
        if header.count(column) > 1:
            raise ExchangeError(f"the column {column!r} stands twice", at)
    return header
