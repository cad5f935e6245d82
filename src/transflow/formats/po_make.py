"""New catalogs and new entries, with a header that `msgfmt --check` and the editors of translators accept."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from transflow.errors import CatalogError, Position
from transflow.formats.po_model import Catalog, Entry, same_units

if TYPE_CHECKING:
    from collections.abc import Iterable

GENERATOR = "transflow"
CREATED = "POT-Creation-Date"
EVENT_DATE = "X-Event-Date"  # the day that the article is about, where the edition's rules depend on it
_LINE_END = re.compile(r"\r\n?|\n")
_FORBIDDEN_IN_PATHS = re.compile("[\u2066-\u2069\\r\\n]")


def new_entry(  # noqa: PLR0913 - the parts of an entry, all by name
    *,
    source: str,
    target: str = "",
    context: str | None = None,
    comments: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    references: tuple[tuple[str, int], ...] = (),
    flags: tuple[str, ...] = (),
    source_plural: str | None = None,
    targets: tuple[str, ...] = (),
) -> Entry:
    """Return an entry that no file holds yet; a note or comment of several lines becomes several.

    Raises CatalogError for an empty source without a context: that is how a header is written.
    """
    if not source and context is None:
        raise CatalogError("an entry without a source; that is how the header of a catalog is written")
    isolated = tuple((_FORBIDDEN_IN_PATHS.sub("", path), line) for path, line in references)
    above = (_lines(comments), _lines(notes), isolated, flags, None, None, None)
    targets = targets or (("", "") if source_plural is not None else ())
    return Entry(source, target, context, False, 0, "\n", None, 0, 0, source_plural, targets, above=above)


def new_catalog(entries: Iterable[Entry] = (), *, language: str, plural_forms: str, project: str, name: str = "") -> Catalog:
    """Return a catalog that no file holds yet; `language` is a gettext tag (`ru@desk`), empty for a template.

    The fields that only a person can fill stand there empty, as `msgfmt --check` asks for them. The same arguments give the same
    bytes: a date is put in by `dated`. Raises CatalogError where two entries have the same source and context.
    """
    listed = tuple(entries)
    keys = set()
    for entry in listed:
        if entry.key in keys:
            raise CatalogError(f"two entries for {entry.source[:60]!r} in one catalog", Position(name) if name else None)
        keys.add(entry.key)
    header = {
        "Project-Id-Version": " ".join(project.split()),
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if plural_forms:
        header["Plural-Forms"] = plural_forms
    header["X-Generator"] = GENERATOR
    return Catalog(listed, header, name=name)


def dated(catalog: Catalog, previous: Catalog | None = None) -> Catalog:
    """Return the catalog with its POT-Creation-Date: that of `previous` while both ask for the same units, otherwise now.

    Now is SOURCE_DATE_EPOCH where it is set (reproducible-builds.org).
    """
    if previous is not None and CREATED in previous.header and same_units(previous.entries, catalog.entries):
        return with_header(catalog, {CREATED: previous.header[CREATED]})
    return with_header(catalog, {CREATED: _now()})


def with_header(catalog: Catalog, fields: dict[str, str]) -> Catalog:
    """Return the catalog with these header fields; a header that says so already keeps its bytes."""
    if all(catalog.header.get(field) == value for field, value in fields.items()):
        return catalog
    header = catalog.header | fields
    if CREATED in header and CREATED not in catalog.header:
        header = {name: header[name] for name in _date_after_project(list(header))}
    return replace(catalog, header=header, layout=replace(catalog.layout, head=None))


def _date_after_project(names: list[str]) -> list[str]:
    names.remove(CREATED)
    names.insert(names.index("Project-Id-Version") + 1 if "Project-Id-Version" in names else 0, CREATED)
    return names


def _now() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isascii() and epoch.isdecimal() else datetime.now(UTC)
    return moment.strftime("%Y-%m-%d %H:%M%z")


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for text in texts for line in _LINE_END.split(text))
