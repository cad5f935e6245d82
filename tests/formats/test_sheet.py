"""Sheets: read as spreadsheets write them, with the line of whatever is wrong."""

from __future__ import annotations

import csv
import io

import pytest

from transflow.errors import ExchangeError
from transflow.formats.sheet import parts, read_sheet, write_sheet

COLUMNS = ("concept", "form", "not")


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1", "-x", "@a", "＝1", "'=1", "''+1"])
def test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(cell: str) -> None:
    text = write_sheet(COLUMNS, [{"form": cell}])
    assert next(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))["form"] == f"'{cell}"
    assert read_sheet(text, name="a.csv", columns=COLUMNS, needed=())[0].cells == {"form": cell}


@pytest.mark.parametrize("cell", ["'tis", "Հայ", "a=b", "5", "’", "''"])
def test_any_other_cell_stands_as_it_is(cell: str) -> None:
    text = write_sheet(COLUMNS, [{"form": cell}])
    assert next(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))["form"] == cell


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiters_of_all_spreadsheets_are_read(delimiter: str) -> None:
    text = f'Concept{delimiter}FORM\r\n\r\nriver{delimiter}"Arda{delimiter} the\nriver"\r\nx{delimiter}y\r\n'
    rows = read_sheet(text, name="a.csv", columns=COLUMNS, needed=("concept",))
    assert [(row.cells, row.at.line) for row in rows] == [
        ({"concept": "river", "form": f"Arda{delimiter} the\nriver"}, 3),
        ({"concept": "x", "form": "y"}, 5),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"a\.csv:1:1: no header"),
        ("concept\n", r"a\.csv:1: no column 'form'"),
        ("concept,form,from\n", r"a\.csv:1: unknown column 'from'"),
        ("concept,form,form\n", r"a\.csv:1: the column 'form' stands twice"),
        ("concept,form\na,b\na,b,c\n", r"a\.csv:3: 3 cells, and the header has 2"),
        ('concept,form\na,"b\n', r"a\.csv:2: not valid CSV"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(ExchangeError, match=message):
        read_sheet(text, name="a.csv", columns=COLUMNS, needed=("concept", "form"))


def test_a_person_may_write_bars_without_spaces_and_a_lone_backslash() -> None:
    assert parts("a|b \\| c |d\\") == ["a", "b | c", "d\\"]
