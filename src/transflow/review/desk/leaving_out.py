"""Leave a unit out of an edition on purpose: its target is empty, and the catalog says why (`# blank: <reason>`)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from transflow.errors import UsageError
from transflow.files import locked, save
from transflow.formats.po import BLANK_COMMENT, blanked, encode_po, read_catalog
from transflow.review.desk.earlier import Earlier, keep
from transflow.review.desk.saving import Conflict, Saved, hold, tag_of, targets_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from transflow.formats.po import Catalog, Entry
    from transflow.project import Edition, Project

LONGEST = 500  # characters of a reason, which is a line in the catalog


def leave_out(  # noqa: PLR0913 - which unit, why, by whom, and what they had seen: none of it has a default that is right
    project: Project,
    edition: Edition,
    slug: str,
    unit: str,
    reason: str,
    *,
    by: str,
    seen: str,
    note: Callable[[Entry], None] = lambda _: None,
    read: Callable[[Path], Catalog] = read_catalog,
) -> Saved | Conflict:
    """Empty a unit on purpose, or return the conflict where it is not what the person saw (`seen` is its tag).

    It counts as translated from then on, and `build` leaves it out. `note` and `read` are as for `save_unit`. Raises UsageError for a unit that is gone and a
    reason that is none, CatalogError, StorageError.
    """
    why = " ".join(reason.split())
    if not why or len(why) > LONGEST:
        raise UsageError(f"say in a few words why the edition leaves this out ({LONGEST} characters at most)")
    path = project.catalog(edition, slug)
    with locked(path, cache=project.locks):
        catalog = read(path)
        entry = next((one for one in catalog.entries if not one.obsolete and one.unit == unit), None)
        if entry is None:
            raise UsageError("this unit is not in the catalog any more: its source has changed")
        made = blanked(entry, why)
        if tag_of(entry) != seen:
            return Conflict(entry, targets_of(made), targets_of(entry), None)
        hold(made, (why,))
        if entry.blank and why_left_out(entry) == why:
            return Saved(entry, changed=False)
        keep(project, edition, slug, Earlier(unit, targets_of(entry), entry.draft, entry.provenance or "", by, _now()))
        note(made)
        entries = tuple(made if one is entry else one for one in catalog.entries)
        save(path, encode_po(replace(catalog, entries=entries)))
    return Saved(made, changed=True)


def why_left_out(entry: Entry) -> str | None:
    """Return why a unit is empty on purpose, "" where the catalog gives no reason; None where it is not."""
    if not entry.blank:
        return None
    return next((comment.removeprefix(BLANK_COMMENT).strip() for comment in entry.comments if comment.startswith(BLANK_COMMENT)), "")


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
