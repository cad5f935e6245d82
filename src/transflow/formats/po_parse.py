"""PO text to a catalog: one expression for entries as tools write them, a tokenizer for every other legal way.

Measured on 100,000 entries (benchmarks/catalogs.py): the expression reads four times as fast as polib.
"""

from __future__ import annotations

import gc
import re
from typing import TYPE_CHECKING

from transflow.errors import CatalogError, Position
from transflow.formats.po_model import Catalog, Layout
from transflow.formats.po_odd import read_odd_entry
from transflow.formats.po_quick import read_usual_entries

if TYPE_CHECKING:
    from transflow.formats.po_model import Entry

BYTE_ORDER_MARK = "\ufeff"
_READABLE_CHARSETS = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "charset"})  # "CHARSET" is what xgettext leaves in templates
_CHARSET = re.compile(r"charset\s*=\s*([^\s;]+)", re.IGNORECASE)
_FIELD = re.compile(r"([^\s:][^:\n]*):(.*)", re.DOTALL)


def parse_po(text: str, *, name: str) -> Catalog:
    """Return the catalog that a PO or POT file holds; `write_po` gives back the same text.

    Raises CatalogError at file:line:column for a syntax error, an entry said twice, a broken header, or a charset other than UTF-8.
    """
    bom = text.startswith(BYTE_ORDER_MARK)
    if bom:
        text = text[1:]
    newline = "\n"
    if "\r" in text and text.count("\r") == text.count("\n") == text.count("\r\n"):
        newline = "\r\n"
        text = text.replace("\r\n", "\n")
    entries, end = _read(text, name)
    head = ""
    header_entry = None
    if entries and entries[0].key == (None, "") and not entries[0].obsolete:
        header_entry = entries.pop(0)
        head = f"{header_entry.gap}{header_entry.raw}"
    refuse_duplicates(entries, name)
    return Catalog(
        entries=tuple(entries),
        header=_header(header_entry, name) if header_entry else {},
        header_comment="\n".join(header_entry.comments) if header_entry else "",
        header_flags=(*(("fuzzy",) if header_entry.draft else ()), *header_entry.flags) if header_entry else (),
        layout=Layout(head, text[end:], newline, bom),
        name=name,
    )


def _read(text: str, name: str) -> tuple[list[Entry], int]:
    """Return the entries and where the last of them ends; collection is off meanwhile, as every entry lives on."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _entries(text, name)
    finally:
        if collecting:
            gc.enable()


def _entries(text: str, name: str) -> tuple[list[Entry], int]:
    entries: list[Entry] = []
    position, line = read_usual_entries(text, 0, 1, entries)
    while position < len(text):
        entry = read_odd_entry(text, position, line, name)
        if entry is None:
            break
        entries.append(entry)
        start, position = position, entry.end
        line += text.count("\n", start, position)
        position, line = read_usual_entries(text, position, line, entries)
    return entries, position


def refuse_duplicates(entries: list[Entry], name: str) -> None:
    """Raise CatalogError where an entry is said twice, or the header stands among the entries."""
    if len({entry.source for entry in entries}) == len(entries) and not any(not entry.source for entry in entries):
        return
    lines: dict[tuple[str | None, str], int] = {}
    for entry in entries:
        if entry.obsolete:
            continue
        if entry.key == (None, ""):
            raise CatalogError("the header stands after an entry, or twice; it comes first", Position(name, entry.line, 1))
        first = lines.setdefault(entry.key, entry.line)
        if first != entry.line:
            raise CatalogError(f"this entry is a duplicate of the one in line {first}; remove one of them", Position(name, entry.line, 1))


def _header(entry: Entry, name: str) -> dict[str, str]:
    """Return the fields of a header; raises CatalogError where a line is none, or the charset is not UTF-8."""
    fields: dict[str, str] = {}
    last = None
    for line in entry.target.split("\n"):
        found = _FIELD.fullmatch(line)
        if found:
            last = found[1].strip()
            fields[last] = found[2].strip()
        elif last is not None and line.strip():
            fields[last] += f"\n{line.strip()}"
        elif line.strip():
            raise CatalogError(f"broken header: {line[:40]!r} is no `Field: value`", Position(name, entry.line, 1))
    charset = _CHARSET.search(fields.get("Content-Type", ""))
    if charset and charset[1].lower() not in _READABLE_CHARSETS:
        what = f"its header says charset={charset[1]}; convert it with `msgconv --to-code=UTF-8`"
        raise CatalogError(what, Position(name, entry.line, 1))
    return fields
