"""A catalog to PO text: what nothing touched keeps its bytes, polib renders the rest, one line a string."""

from __future__ import annotations

import io
import re
from itertools import chain
from typing import TYPE_CHECKING

import polib

from transflow.formats.po_parse import BYTE_ORDER_MARK
from transflow.formats.po_remarks import DRAFT_FLAG, ESCAPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.formats.po_model import Catalog, Entry

NO_WRAPPING = 0
_SPECIAL = re.compile(r'["\\\x07-\x0d]')
_ESCAPES = str.maketrans({character: f"\\{letter}" for letter, character in ESCAPES.items()})
_LINE_END = re.compile(r"\r\n?|\n")


def write_po(catalog: Catalog) -> str:
    """Return the text of a catalog; that of one read and not changed is the text it was read from."""
    return "".join(_parts(catalog))


def encode_po(catalog: Catalog) -> bytes:
    """Return the bytes of a catalog; the same as `write_po` encoded, in a third of the memory."""
    file = io.BytesIO()
    for part in _parts(catalog):
        file.write(part.encode())
    return file.getvalue()


def _parts(catalog: Catalog) -> Iterator[str]:
    """Yield the text of a catalog in pieces, in the line ends of its file."""
    layout = catalog.layout
    if layout.bom:
        yield BYTE_ORDER_MARK
    head = layout.head if layout.head is not None else _render_header(catalog)
    parts = chain(_entry_parts(head, catalog.entries), (layout.tail,))
    yield from parts if layout.newline == "\n" else (part.replace("\n", layout.newline) for part in parts)


def _entry_parts(head: str, entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the text of the header and the entries; entries that stood together in a file come in one piece."""
    text, start, end = head, 0, len(head)
    begun = False
    for entry in entries:
        gap = entry.gap
        if entry.text is text and entry.start - len(gap) == end:
            end = entry.end
            continue
        if end > start:
            yield text[start:end]
            if text[end - 1] != "\n":
                yield "\n"
            begun = True
        if entry.text is not None:
            text, start, end = entry.text, entry.start, entry.end
            yield gap
        else:
            text = render(entry)
            start, end = 0, len(text)
            if begun:
                yield gap
    yield text[start:end]


def render(entry: Entry) -> str:
    """Return the lines of one entry: comments, notes, references, flags, previous source, context, source, target.

    polib makes those with a line end in their texts, which it writes as GNU gettext does: a string a line.
    """
    if entry.source_plural != "" and any(
        "\n" in text for text in (entry.source, entry.target, *entry.targets, entry.previous_source or "")
    ):
        return render_comments(entry) + _made_by_polib(entry)
    mark = "#~ " if entry.obsolete else ""
    lines = [render_comments(entry)]
    if entry.draft or entry.flags:
        lines.append(f"#, {', '.join(_flags(entry))}\n")
    previous_mark = "#~| " if entry.obsolete else "#| "
    for keyword, text in (("msgctxt", entry.previous_context), ("msgid", entry.previous_source), ("msgid_plural", entry.previous_plural)):
        if text is not None:
            lines.append(_field(previous_mark, keyword, text))
    if entry.context is not None:
        lines.append(_field(mark, "msgctxt", entry.context))
    lines.append(_field(mark, "msgid", entry.source))
    if entry.source_plural is None:
        lines.append(_field(mark, "msgstr", entry.target))
    else:
        lines.append(_field(mark, "msgid_plural", entry.source_plural))
        lines += [_field(mark, f"msgstr[{index}]", text) for index, text in enumerate(entry.targets)]
    return "".join(lines)


def _field(mark: str, keyword: str, text: str) -> str:
    if _SPECIAL.search(text):
        text = text.translate(_ESCAPES)
    return f'{mark}{keyword} "{text}"\n'


def _flags(entry: Entry) -> list[str]:
    return [DRAFT_FLAG, *entry.flags] if entry.draft else list(entry.flags)


def _made_by_polib(entry: Entry) -> str:
    """Return the lines of an entry below its comments, as polib makes them."""
    made = polib.POEntry(
        msgid=entry.source,
        msgstr=entry.target,
        msgid_plural=entry.source_plural or "",
        msgstr_plural=dict(enumerate(entry.targets)),
        msgctxt=entry.context,
        obsolete=entry.obsolete,
        flags=_flags(entry),
        previous_msgid=entry.previous_source,
        previous_msgctxt=entry.previous_context,
        previous_msgid_plural=entry.previous_plural,
    )
    return str(made.__unicode__(NO_WRAPPING))


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
    name = f"\u2068{path}\u2069" if path.split() != [path] else path
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
