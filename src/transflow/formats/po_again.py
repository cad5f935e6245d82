"""A catalog that was read before and changed in one place since: what is the same at both ends of its file is not read again.

A person saves one unit of 5,000; reading them all takes several times as long as writing the file. A law in the tests holds this to the answer of `parse_po`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from transflow.formats.po_model import Catalog, Entry
from transflow.formats.po_parse import BYTE_ORDER_MARK, parse_po, refuse_duplicates
from transflow.formats.po_quick import read_usual_entries

_STEP = 1 << 16  # characters compared at a time


def parse_po_again(text: str, before: Catalog, *, name: str) -> Catalog:
    """Return what `parse_po` returns; `before` is the catalog in an earlier text of the same file, and is returned itself where that is this very text."""
    old = before.entries[0].text if before.entries else None
    if old is None or before.name != name or text.startswith(BYTE_ORDER_MARK) or "\r" in text or before.layout.bom or "\r" in old:
        return parse_po(text, name=name)
    if any(entry.text is not old for entry in before.entries):
        return parse_po(text, name=name)
    if text == old:
        return before
    return _spliced(text, old, before, name) or parse_po(text, name=name)


def _spliced(text: str, old: str, before: Catalog, name: str) -> Catalog | None:
    """Return the catalog with what changed read anew between entries that are whole in both texts; None where there are too few of these."""
    entries = before.entries
    top, end = _shared(old, text)
    # One entry more than must be on either side: where an entry ends is told by how the next one begins.
    first = bisect_right(entries, top, key=lambda entry: entry.end) - 1
    last = bisect_left(entries, len(old) - end, key=lambda entry: entry.start - len(entry.gap)) + 1
    if first < 1 or last >= len(entries) or before.layout.head is None:
        return None
    above, below = entries[first - 1], entries[last]
    shift = len(text) - len(old)
    stop = below.start - len(below.gap) + shift
    new: list[Entry] = []
    position, line = read_usual_entries(text[:stop], above.end, above.line + old.count("\n", above.start, above.end), new)
    if position != stop:
        return None
    lines = line + len(below.gap) - below.line
    kept = [_moved(entry, text, 0, 0) for entry in entries[:first]]
    kept += [_moved(entry, text, 0, 0) for entry in new]
    kept += [_moved(entry, text, shift, lines) for entry in entries[last:]]
    refuse_duplicates(kept, name)
    return replace(before, entries=tuple(kept))


def _moved(entry: Entry, text: str, shift: int, lines: int) -> Entry:
    """Return an entry that stands in another text so much further on."""
    start, end = entry.start + shift, entry.end + shift
    more = entry.source_plural, entry.targets, entry.obsolete, entry.above
    return Entry(entry.source, entry.target, entry.context, entry.draft, entry.line + lines, entry.gap, text, start, end, *more)


def _shared(old: str, new: str) -> tuple[int, int]:
    """Return how many characters two texts share at the start, and how many at the end, those of the start left out."""
    shorter = min(len(old), len(new))
    top = 0
    while top < shorter and old[top : top + _STEP] == new[top : top + _STEP]:
        top += _STEP
    top = min(top, shorter)
    while top < shorter and old[top] == new[top]:
        top += 1
    end, most = 0, shorter - top
    while end + _STEP <= most and old[len(old) - end - _STEP : len(old) - end] == new[len(new) - end - _STEP : len(new) - end]:
        end += _STEP
    while end < most and old[-1 - end] == new[-1 - end]:
        end += 1
    return top, end
