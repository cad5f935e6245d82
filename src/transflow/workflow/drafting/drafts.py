"""Drafts into a catalog: as it stands at that moment, and only where a unit is still untranslated."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from transflow.files import locked, save
from transflow.formats.po import read_catalog, with_draft, without_target, write_po
from transflow.model import State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from transflow.backends import Draft
    from transflow.model import Unit
    from transflow.project import Edition, Project


def write_drafts(project: Project, edition: Edition, slug: str, drafts: Mapping[tuple[str | None, str], Draft]) -> None:
    """Put drafts, by context and source, into a catalog; one that was refused leaves its unit empty, with the reason in a comment."""
    path = project.catalog(edition, slug)
    with locked(path, cache=project.locks):
        catalog = read_catalog(path)
        entries = []
        for entry in catalog.entries:
            made = drafts.get(entry.key)
            if made is None or entry.obsolete or entry.state is not State.UNTRANSLATED:
                entries.append(entry)
            elif made.text is None:
                entries.append(without_target(entry, f"{made.engine}: {made.why}"))
            else:
                entries.append(with_draft(entry, made.text, provenance(made)))
        save(path, write_po(replace(catalog, entries=tuple(entries))))


def still_untranslated(project: Project, edition: Edition, slug: str, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return those of the units that the catalog, as it stands now, has no target for."""
    entries = read_catalog(project.catalog(edition, slug)).entries
    keys = {entry.key for entry in entries if entry.state is State.UNTRANSLATED and not entry.obsolete}
    return tuple(unit for unit in units if (unit.context, unit.text) in keys)


def provenance(made: Draft) -> str:
    """Return what a catalog says of where a draft is from: engine, day, and notes for its reviewer."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch.isdigit() else dt.datetime.now(dt.UTC)
    return " · ".join([f"{made.engine} {now.date().isoformat()}", *made.notes])
