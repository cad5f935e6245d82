"""Catalogs: PO and POT files to entries and back, every entry that nothing touched to the byte.

`msgid`, `msgstr` and `fuzzy` are words of these files only (`po*.py`); outside it is source, target and draft.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transflow.errors import CatalogError, Position
from transflow.files import read_bytes, read_text
from transflow.formats.po_again import parse_po_again
from transflow.formats.po_make import CREATED, EVENT_DATE, dated, new_catalog, new_entry, with_header
from transflow.formats.po_model import (
    BLANK_COMMENT,
    BY_HAND,
    NO_DRAFT_COMMENT,
    OTHER_COMMENT,
    Catalog,
    Entry,
    Layout,
    blanked,
    change,
    is_own_comment,
    same_units,
    settled,
    with_draft,
    with_other_version,
    with_target,
    without_target,
)
from transflow.formats.po_parse import parse_po
from transflow.formats.po_splice import put_behind, same_above, with_notes
from transflow.formats.po_write import encode_po, write_po

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "BLANK_COMMENT",
    "BY_HAND",
    "CREATED",
    "EVENT_DATE",
    "NO_DRAFT_COMMENT",
    "OTHER_COMMENT",
    "Catalog",
    "Entry",
    "Layout",
    "blanked",
    "change",
    "dated",
    "encode_po",
    "is_own_comment",
    "new_catalog",
    "new_entry",
    "parse_po",
    "put_behind",
    "read_catalog",
    "same_above",
    "same_units",
    "settled",
    "with_draft",
    "with_header",
    "with_notes",
    "with_other_version",
    "with_target",
    "without_target",
    "write_po",
]

_CHARSET = re.compile(rb"charset\s*=\s*([A-Za-z0-9_.:-]+)")


def read_catalog(path: Path, *, before: Catalog | None = None) -> Catalog:
    """Return the catalog in a PO or POT file; raises CatalogError at file:line:column where it cannot be read.

    `before` is what was read from the same file earlier, where somebody has that still: it is quicker, and returned itself where no byte has changed.
    """
    try:
        text = read_text(path, error=CatalogError)
    except CatalogError as bad:
        if bad.at is None or bad.at.column is None:
            raise
        declared = _CHARSET.search(read_bytes(path, error=CatalogError))
        if declared is None or declared[1].lower() == b"utf-8":
            raise
        what = f"its header says charset={declared[1].decode('ascii')}; convert it with `msgconv --to-code=UTF-8`"
        raise CatalogError(what, Position(str(path), 1, 1)) from None
    return parse_po(text, name=str(path)) if before is None else parse_po_again(text, before, name=str(path))
