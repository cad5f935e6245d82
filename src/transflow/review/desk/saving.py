"""Save what a person typed into one unit: under the catalog's lock, and only on top of what they had before their eyes."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transflow.errors import CatalogError, UsageError
from transflow.files import locked, save
from transflow.formats.po import BY_HAND, Catalog, encode_po, parse_po, read_catalog, with_draft, write_po
from transflow.review.desk.earlier import Earlier, keep
from transflow.review.desk.merging import merged
from transflow.review.desk.trying import entry_with

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from transflow.formats.po import Entry
    from transflow.project import Edition, Project


@dataclass(frozen=True, slots=True)
class Saved:
    """The entry as it now stands on disk; `changed` says whether anything had to be written."""

    entry: Entry
    changed: bool

    @property
    def tag(self) -> str:
        """What to send with the next save."""
        return tag_of(self.entry)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else saved meanwhile: the entry as it stands, what was typed, and both put together where that can be told (None where not)."""

    entry: Entry
    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    together: tuple[str, ...] | None

    @property
    def tag(self) -> str:
        """What to send to save on top of theirs."""
        return tag_of(self.entry)


def targets_of(entry: Entry) -> tuple[str, ...]:
    """Return the target of an entry, or its plural forms."""
    return entry.targets if entry.source_plural is not None else (entry.target,)


def tag_of(entry: Entry) -> str:
    """Return the mark of what a person sees of a unit: source, target, and whether it is a draft; 16 hex digits of SHA-256."""
    seen = [entry.source, entry.source_plural, targets_of(entry), entry.draft]
    return hashlib.sha256(json.dumps(seen, ensure_ascii=True).encode()).hexdigest()[:16]


def save_unit(  # noqa: PLR0913 - which unit, what, by whom, and what they had seen: none of it has a default that is right
    project: Project,
    edition: Edition,
    slug: str,
    unit: str,
    texts: Sequence[str],
    *,
    by: str,
    seen: str,
    base: Sequence[str] | None = None,
    draft: bool = False,
    note: Callable[[Entry], None] = lambda _: None,
    read: Callable[[Path], Catalog] = read_catalog,
) -> Saved | Conflict:
    """Write the texts (one for each plural form) into the catalog as it is now, or return the conflict.

    `seen` is the tag of what the person saw, `base` its texts, so that changes of two can be put together. `note` hears, under the lock and before the catalog
    is written, of the entry that is about to stand there: it says who wrote it. `read` reads the catalog as it is to the byte. Raises UsageError for a unit that is gone or a text that no catalog can
    hold, CatalogError, StorageError.
    """
    path = project.catalog(edition, slug)
    with locked(path, cache=project.locks):
        catalog = read(path)
        entry = next((one for one in catalog.entries if not one.obsolete and one.unit == unit), None)
        if entry is None:
            raise UsageError("this unit is not in the catalog any more: its source has changed; what you typed is still here")
        wanted = _wanted(entry, texts, draft=draft)
        same = targets_of(wanted) == targets_of(entry)
        if tag_of(entry) != seen and not same:
            return _conflict(entry, targets_of(wanted), base)
        if same and wanted.draft == entry.draft:
            return Saved(entry, changed=False)
        keep(project, edition, slug, Earlier(unit, targets_of(entry), entry.draft, entry.provenance or "", by, _now()))
        if not (same and draft):  # whoever opens a translation again has not written it
            note(wanted)
        entries = tuple(wanted if one is entry else one for one in catalog.entries)
        save(path, encode_po(replace(catalog, entries=entries)))
    return Saved(wanted, changed=True)


def _wanted(entry: Entry, texts: Sequence[str], *, draft: bool) -> Entry:
    """Return the entry with the texts, having seen that a catalog can hold them."""
    forms = len(targets_of(entry)) or 1
    if len(texts) != forms:
        raise UsageError(f"this unit has {forms} forms, and {len(texts)} came")
    made = entry_with(entry, texts)
    if draft and made.filled:
        filling = made.targets if made.source_plural is not None else made.target
        made = with_draft(entry, filling, f"{BY_HAND} {dt.datetime.now(dt.UTC).date().isoformat()}")
    hold(made, texts)
    return made


def hold(made: Entry, texts: Sequence[str]) -> None:
    """Raise UsageError where a catalog cannot hold an entry as it was made of these texts."""
    try:
        (read,) = parse_po(write_po(Catalog(entries=(made,))), name="what was typed").entries
    except (CatalogError, UnicodeEncodeError, ValueError):
        read = None
    holds = read == made  # `!=` of entries asks whether they are the same object
    if not holds or any("\0" in text or not _is_text(text) for text in texts):
        raise UsageError("there is a character in this text that no catalog can hold (a NUL, or half of a pair)")


def _is_text(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _conflict(entry: Entry, mine: tuple[str, ...], base: Sequence[str] | None) -> Conflict:
    theirs = targets_of(entry)
    if base is None or len(base) != len(mine):
        return Conflict(entry, mine, theirs, None)
    together = tuple(merged(*texts) for texts in zip(base, mine, theirs, strict=True))
    whole = tuple(text for text in together if text is not None)
    return Conflict(entry, mine, theirs, whole if len(whole) == len(mine) else None)


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
