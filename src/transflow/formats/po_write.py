"""A catalog to PO text: what nothing touched keeps its bytes, polib renders the rest, one line a string."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polib

from transflow.formats.po_parse import BYTE_ORDER_MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.formats.po_model import Catalog, Entry

NO_WRAPPING = 0
_LINE_END = re.compile(r"\r\n?|\n")


def write_po(catalog: Catalog) -> str:
    """Return the text of a catalog; that of one read and not changed is the text it was read from."""
    layout = catalog.layout
    head = layout.head if layout.head is not None else _render_header(catalog)
    text = "".join(_parts(head, catalog.entries)) + layout.tail
    if layout.newline != "\n":
        text = text.replace("\n", layout.newline)
    return BYTE_ORDER_MARK + text if layout.bom else text


def _parts(head: str, entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the text of the header and the entries; entries that stood together in a file come in one piece."""
    text, start, end = head, 0, len(head)
    begun = False
    for entry in entries:
        gap, place = entry.gap, entry.place
        if place is not None and place[0] is text and place[1] - len(gap) == end:
            end = place[2]
            continue
        if end > start:
            yield text[start:end]
            if text[end - 1] != "\n":
                yield "\n"
            begun = True
        if place is not None:
            text, start, end = place
            yield gap
        else:
            text = render(entry)
            start, end = 0, len(text)
            if begun:
                yield gap
    yield text[start:end]


def render(entry: Entry) -> str:
    """Return the lines of one entry: comments, notes, references, flags, previous source, context, source, target."""
    flags = ["fuzzy", *entry.flags] if entry.draft else list(entry.flags)
    made = polib.POEntry(
        msgid=entry.source,
        msgstr=entry.target,
        msgid_plural=entry.source_plural or "",
        msgstr_plural=dict(enumerate(entry.targets)),
        msgctxt=entry.context,
        obsolete=entry.obsolete,
        flags=flags,
        previous_msgid=entry.previous_source,
        previous_msgctxt=entry.previous_context,
        previous_msgid_plural=entry.previous_plural,
    )
    return render_comments(entry) + made.__unicode__(NO_WRAPPING)


def render_comments(entry: Entry) -> str:
    """Return the comment lines above the flags: what people noted, and for a live entry what the extractor noted and where it found it.

    polib cannot do this: it drops an empty comment, and breaks at line separators that are none in a PO file.
    """
    lines = _prefixed("#", entry.comments)
    if not entry.obsolete:
        lines += render_notes(entry.notes)
        lines += render_references(entry.references)
    return "".join(lines)


def render_notes(notes: tuple[str, ...]) -> list[str]:
    """Return the `#.` lines of an entry."""
    return _prefixed("#.", notes)


def render_references(references: tuple[tuple[str, int], ...]) -> list[str]:
    """Return the `#:` line of an entry, if there is anything to refer to."""
    return [f"#: {' '.join([_reference(path, line) for path, line in references])}\n"] if references else []


def _prefixed(mark: str, texts: tuple[str, ...]) -> list[str]:
    lines = [line for text in texts for line in (_LINE_END.split(text) if "\n" in text or "\r" in text else (text,))]
    return [f"{mark} {line}\n" if line else f"{mark}\n" for line in lines]


def _reference(path: str, line: int) -> str:
    name = f"\u2068{path}\u2069" if any(character.isspace() for character in path) else path
    return f"{name}:{line}" if line else name


def _render_header(catalog: Catalog) -> str:
    if not catalog.header and not catalog.header_comment:
        return ""
    made = polib.POEntry(
        msgid="",
        msgstr="".join(f"{name}: {value}\n" for name, value in catalog.header.items()),
        flags=list(catalog.header_flags),
    )
    comments = _prefixed("#", (catalog.header_comment,)) if catalog.header_comment else []
    return "".join(comments) + made.__unicode__(NO_WRAPPING)
