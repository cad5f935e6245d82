"""Entries made from older ones: a target goes on as a draft, with the source that it belongs to beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transflow.formats.po import BLANK_COMMENT, NO_DRAFT_COMMENT, change, is_own_comment, same_above, with_notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.formats.po import Catalog, Entry

_PLURAL_COUNT = re.compile(r"nplurals\s*=\s*([1-9])")


def has_work(entry: Entry) -> bool:
    """Tell whether somebody, or an engine, has put anything into an entry."""
    return bool(entry.target or any(entry.targets) or any(not comment.startswith(NO_DRAFT_COMMENT) for comment in entry.comments))


def plural_count(catalog: Catalog) -> int:
    """Return how many plural forms the language of a catalog has."""
    count = _PLURAL_COUNT.search(catalog.header.get("Plural-Forms", ""))
    return int(count[1]) if count else 2


def refreshed(entry: Entry, wanted: Entry, *, plurals: int) -> Entry:
    """Return an old entry with what the template says of it now."""
    if same_above(entry, wanted) and entry.source_plural == wanted.source_plural:
        return entry
    missing = wanted.flags and tuple(flag for flag in wanted.flags if flag not in entry.flags)
    if missing:
        entry = change(entry, flags=(*entry.flags, *missing))
    if entry.source_plural != wanted.source_plural:
        empty = change(entry, source_plural=wanted.source_plural, target="", targets=wanted.targets)
        entry = drafted(empty, entry, comments=entry.comments, plurals=plurals)
    return with_notes(entry, wanted.notes, wanted.references)


def drafted(wanted: Entry, entry: Entry, *, comments: tuple[str, ...], plurals: int) -> Entry:
    """Return the wanted entry with an old one's target as a draft, and the source that the target belongs to."""
    if not entry.filled and not entry.blank:
        return change(wanted, comments=tuple(comment for comment in comments if not is_own_comment(comment)), flags=_flags((entry, wanted)))
    single, forms = _reshaped(entry, wanted, plurals)
    source, context, plural = _meant(entry)
    return change(
        wanted,
        target=single,
        targets=forms,
        draft=True,
        comments=comments,
        flags=_flags((entry, wanted)),
        previous_source=source,
        previous_context=context,
        previous_plural=plural,
    )


def part_drafted(wanted: Entry, entry: Entry, target: str) -> Entry:
    """Return the wanted entry, a part of what an old one was, with a part of its target as a draft."""
    return change(drafted(wanted, entry, comments=lasting_comments(entry), plurals=0), target=target)


def joined_drafted(wanted: Entry, entries: Sequence[Entry], *, between: str, between_sources: str) -> Entry:
    """Return the wanted entry with the targets of several old ones, in their order, as one draft.

    What has no target yet is left out, also of the source that stands beside the draft: that is always the source which the target means.
    """
    filled = [entry for entry in entries if entry.filled]
    comments = dict.fromkeys(comment for entry in entries for comment in lasting_comments(entry) if not comment.startswith(BLANK_COMMENT))
    if not filled:
        return change(wanted, comments=tuple(comment for comment in comments if not is_own_comment(comment)))
    return change(
        wanted,
        target=between.join(entry.target for entry in filled),
        draft=True,
        comments=tuple(comments),
        flags=_flags((*filled, wanted)),
        previous_source=between_sources.join(_meant(entry)[0] for entry in filled),
        previous_context=_meant(filled[0])[1],
    )


def lasting_comments(entry: Entry) -> tuple[str, ...]:
    """Return the comments that go with a target when its source changes: all but the reason why there was no draft."""
    return tuple(comment for comment in entry.comments if not comment.startswith(NO_DRAFT_COMMENT))


def _meant(entry: Entry) -> tuple[str, str | None, str | None]:
    """Return (source, context, plural) that the target of an entry belongs to: of a draft that of before, if the file says so."""
    if entry.draft and entry.previous_source is not None:
        return entry.previous_source, entry.previous_context, entry.previous_plural
    return entry.source, entry.context, entry.source_plural


def _reshaped(entry: Entry, wanted: Entry, plurals: int) -> tuple[str, tuple[str, ...]]:
    """Return (target, plural forms) of an old entry in the shape that the wanted entry has."""
    if wanted.source_plural is None:
        return entry.target or next(iter(entry.targets), ""), ()
    return "", entry.targets or (entry.target,) * plurals


def _flags(entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(flag for entry in entries for flag in entry.flags))
