"""The same source elsewhere in an edition: what stands there, and a translation put there as a draft.

As a draft always: another voice, slot or neighbour may call for other words or another name, so somebody looks at each. Nothing that a person wrote is
replaced: only what is untranslated, or an engine's draft.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transflow.files import locked, save
from transflow.formats.po import BY_HAND, encode_po, read_catalog, with_draft
from transflow.model import Slot, State, Voice
from transflow.notes import read_note
from transflow.review.desk.earlier import Earlier, keep
from transflow.review.desk.saving import targets_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from transflow.formats.po import Catalog, Entry
    from transflow.project import Edition, Project

ENGINE = "repeat"  # what the provenance of such a draft says in the place of an engine


@dataclass(frozen=True, slots=True)
class Repeat:
    """Another unit with the same source: where it stands, what it says, and whether a translation may be put there (`free`)."""

    article: str
    unit: str
    targets: tuple[str, ...]
    state: State
    slot: Slot
    voice: Voice
    free: bool


def repeats(  # noqa: PLR0913, PLR0917 - which unit, and where to look: each by its own name
    project: Project, edition: Edition, slug: str, entry: Entry, articles: Sequence[str], read: Callable[[Path], Catalog] = read_catalog
) -> tuple[Repeat, ...]:
    """Return where the source of an entry stands again in the articles of its edition, its own article first; `read` reads a catalog, from a cache perhaps."""
    found: list[Repeat] = []
    for article in sorted(articles, key=lambda one: (one != slug, one)):
        path = project.catalog(edition, article)
        if path.exists():
            found += [_repeat(article, other) for other in _alike(read(path), entry) if (article, other.unit) != (slug, entry.unit)]
    return tuple(found)


def propagate(  # noqa: PLR0913 - what, whereto, by whom
    project: Project,
    edition: Edition,
    origin: tuple[str, Entry],
    places: Sequence[tuple[str, str]],
    *,
    by: str,
    note: Callable[[str, Entry], None] = lambda *_: None,
) -> tuple[Repeat, ...]:
    """Put the target of an entry (with its article in `origin`) as a draft into the units of `places`, (article, unit); return those that took it.

    A unit that is not free any more is passed over. `note` hears of each entry, with its article, before it is written. Raises CatalogError, StorageError.
    """
    home, entry = origin
    if not entry.filled:
        return ()
    written: list[Repeat] = []
    for article in dict.fromkeys(article for article, _ in places):
        wanted = {unit for where, unit in places if where == article} - ({entry.unit} if article == home else set())
        path = project.catalog(edition, article)
        with locked(path, cache=project.locks):
            catalog = read_catalog(path)
            filled = {
                other.unit: _filled(other, home, entry) for other in _alike(catalog, entry) if other.unit in wanted and is_free(other)
            }
            for other in catalog.entries:
                if not other.obsolete and other.unit in filled:
                    keep(
                        project, edition, article, Earlier(other.unit, targets_of(other), other.draft, other.provenance or "", by, _today())
                    )
                    note(article, filled[other.unit])
                    written.append(_repeat(article, filled[other.unit]))
            entries = tuple(one if one.obsolete else filled.get(one.unit, one) for one in catalog.entries) if filled else catalog.entries
            save(path, encode_po(replace(catalog, entries=entries)))
    return tuple(written)


def is_free(entry: Entry) -> bool:
    """Tell whether a translation may be put there: it is untranslated, or what stands there is a draft that no person wrote."""
    if entry.state is State.UNTRANSLATED:
        return True
    return entry.draft and entry.provenance is not None and not entry.provenance.startswith(BY_HAND)


def _alike(catalog: Catalog, entry: Entry) -> Iterator[Entry]:
    for other in catalog.entries:
        if not other.obsolete and other.source == entry.source and other.source_plural == entry.source_plural:
            yield other


def _filled(other: Entry, home: str, entry: Entry) -> Entry:
    target = entry.targets if entry.source_plural is not None else entry.target
    return with_draft(other, target, f"{ENGINE} {_today()} · of {home} {entry.unit}")


def _repeat(article: str, entry: Entry) -> Repeat:
    place = read_note(entry.notes)
    slot, voice = (place.slot, place.voice) if place else (Slot.BODY, Voice.NARRATION)
    return Repeat(article, entry.unit, targets_of(entry), entry.state, slot, voice, is_free(entry))


def _today() -> str:
    return dt.datetime.now(dt.UTC).date().isoformat()
