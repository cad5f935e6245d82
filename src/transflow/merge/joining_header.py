"""The header of a catalog in two versions, and which of them has the newer template."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from transflow.formats.po import CREATED, EVENT_DATE, Catalog, same_units
from transflow.merge.joining_units import joined_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transflow.formats.po import Entry

REVISED = "PO-Revision-Date"
_TRANSLATOR = "Last-Translator"
_LATER = (REVISED, CREATED)
_DATES = ("%Y-%m-%d %H:%M%z", "%Y-%m-%d %H:%M:%S%z", "%Y-%m-%d %H:%M", "%Y-%m-%d")


def ours_is_newer(base: Catalog, ours: Catalog, theirs: Catalog) -> bool:
    """Tell whether the order and the notes of ours are the newer ones: theirs are as they were, or both changed and theirs are not dated later."""
    if same_units(theirs.entries, base.entries):
        return True
    if same_units(ours.entries, base.entries):
        return False
    return not _is_later(theirs.header.get(CREATED, ""), ours.header.get(CREATED, ""))


def with_joined_header(base: Catalog, ours: Catalog, theirs: Catalog, entries: Iterable[Entry], *, ours_first: bool) -> Catalog:
    """Return our catalog with these entries and the header of both: every field as the side says that changed it.

    Where both changed one, the later date counts, and whoever revised last; the day of the article goes with the newer template; else ours stays.
    """
    header = _header(base.header, ours.header, theirs.header, ours_first=ours_first)
    comment = "\n".join(joined_lines(_lines(base.header_comment), _lines(ours.header_comment), _lines(theirs.header_comment)))
    flags = joined_lines(base.header_flags, ours.header_flags, theirs.header_flags)
    tail = "\n".join(joined_lines(_lines(base.layout.tail), _lines(ours.layout.tail), _lines(theirs.layout.tail)))
    head = None
    for one in (ours, theirs):
        if (header, comment, flags) == (one.header, one.header_comment, one.header_flags):
            head = one.layout.head
            break
    layout = replace(ours.layout, head=head, tail=tail)
    return replace(ours, entries=tuple(entries), header=header, header_comment=comment, header_flags=flags, layout=layout)


def _header(base: dict[str, str], ours: dict[str, str], theirs: dict[str, str], *, ours_first: bool) -> dict[str, str]:
    ours_last = not _is_later(theirs.get(REVISED, ""), ours.get(REVISED, ""))
    wins = {field: not _is_later(theirs.get(field, ""), ours.get(field, "")) for field in _LATER}
    wins |= {_TRANSLATOR: ours_last, EVENT_DATE: ours_first}
    header = {}
    for field in dict.fromkeys((*ours, *theirs)):
        mine, other, was = ours.get(field), theirs.get(field), base.get(field)
        if was in {mine, other}:
            value = other if mine == was else mine
        else:
            value = mine if mine is not None and (other is None or wins.get(field, True)) else other
        if value is not None:
            header[field] = value
    return header


def _is_later(date: str, other: str) -> bool:
    """Tell whether a date of a header is later than another; one that is none is earlier than any."""
    moment, than = _moment(date), _moment(other)
    return moment is not None and (than is None or moment > than)


def _moment(date: str) -> float | None:
    for form in _DATES:
        try:
            return datetime.strptime(date, form).timestamp()  # noqa: DTZ007 - where a tool writes no zone, this machine's is as good as any
        except ValueError:
            continue
    return None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()
