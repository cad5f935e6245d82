"""One unit in two versions of a catalog, and in the one both grew from: what both did to it, joined."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from transflow.formats.po import change, is_own_comment, with_notes, with_other_version

if TYPE_CHECKING:
    from collections.abc import Collection

    from transflow.formats.po import Entry

T = TypeVar("T")


class Told(StrEnum):
    """What of a unit has to be told."""

    CLASH = "clash"  # both versions translate it anew and differ: ours stands as a draft, theirs in its comment
    LEFT = "left"  # one version works on it, the other has it no more: an obsolete entry keeps it


class Joint(NamedTuple):
    """A unit of the joined catalog, and what has to be told of it."""

    entry: Entry
    told: Told | None = None


def joint(base: Entry | None, ours: Entry | None, theirs: Entry | None, *, ours_first: bool, known: Collection[str]) -> Joint | None:
    """Return what becomes of a unit, None where it is gone: of every part of it what the side says that changed it.

    Where both changed a target differently, ours stays, as a draft, and theirs stands in a comment. An engine's draft gives way to what a
    person made, and stands in the comment; what one side only emptied gives way, too. `known` are the targets of the catalog that both grew
    from: they are nobody's news. Notes and references that both changed are those of the side whose template is newer, ours if `ours_first`.
    """
    if ours is None or theirs is None:
        only = ours or theirs
        return None if only is None else _only_one_has_it(base, only)
    chosen, told = _work(base, ours, theirs, known)
    first, second = (ours, theirs) if ours_first else (theirs, ours)
    obsolete = _changed(base is None or base.obsolete, first.obsolete, second.obsolete) if base else first.obsolete and second.obsolete
    if obsolete:
        worked_on = any(_news(base, side) for side in (ours, theirs) if not side.obsolete)
        return Joint(as_obsolete(chosen), told or (Told.LEFT if worked_on else None))
    if first.obsolete or second.obsolete:
        live = second if first.obsolete else first
        notes, references = live.notes, live.references
    else:
        notes = _changed(base.notes if base else None, first.notes, second.notes)
        references = _changed(base.references if base else None, first.references, second.references)
    return Joint(with_notes(change(chosen, obsolete=False), notes, references), told)


def work(entry: Entry) -> tuple[object, ...]:
    """Return what people and engines have put into an entry: all but what the template says of it."""
    return (*_translation(entry), _people(entry), entry.flags)


def as_obsolete(entry: Entry) -> Entry:
    """Return the entry as one that the article has no more."""
    return entry if entry.obsolete else change(entry, obsolete=True, notes=(), references=())


def joined_lines(base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """Return our lines without those that they took out, and with those that they put in."""
    if theirs in {ours, base}:
        return ours
    if ours == base:
        return theirs
    stay = [line for line in ours if line not in base or line in theirs]
    return (*stay, *(line for line in theirs if line not in base and line not in ours))


def texts(entry: Entry) -> tuple[str, ...]:
    """Return the target of an entry, in all its forms."""
    return entry.targets or (entry.target,)


def _only_one_has_it(base: Entry | None, only: Entry) -> Joint | None:
    """Return what becomes of a unit that the other side has not: new it stays, removed it goes, unless somebody has worked on it meanwhile."""
    if base is None:
        return Joint(only)
    if work(only) != work(base):
        if base.obsolete and not only.obsolete:
            return Joint(only)
        return Joint(as_obsolete(only), None if only.obsolete or only.unread else Told.LEFT)
    return None if only.obsolete == base.obsolete else Joint(only)


def _work(base: Entry | None, ours: Entry, theirs: Entry, known: Collection[str]) -> tuple[Entry, Told | None]:
    """Return the entry with what both put into it; its notes, references and place are those of either."""
    was, our_work, their_work = base and work(base), work(ours), work(theirs)
    if their_work in {our_work, was}:
        return ours, None
    if our_work == was:
        return theirs, None
    winner, other, told = _translated(base, ours, theirs)
    people = joined_lines(_people(base), _people(ours), _people(theirs))
    if people != _people(winner):
        winner = change(winner, comments=(*people, *_own(winner)))
    winner = change(winner, flags=joined_lines(base.flags if base else (), ours.flags, theirs.flags))
    if told:
        winner = change(winner, draft=True)
    if other and (told or not set(texts(other)) <= {"", *texts(winner), *known}):
        winner = with_other_version(winner, other)
    return winner, told


def _translated(base: Entry | None, ours: Entry, theirs: Entry) -> tuple[Entry, Entry | None, Told | None]:
    """Return the entry whose translation stands, the one whose does not, if that is any loss, and whether a person has to decide between them."""
    was, our_one, their_one = base and _translation(base), _translation(ours), _translation(theirs)
    if their_one in {our_one, was}:
        return ours, None, None
    if our_one == was:
        return theirs, None, None
    if our_one[:3] == their_one[:3]:  # the same target in another state: of a draft and none the one that is further
        draft = (
            _changed(base.draft, ours.draft, theirs.draft)
            if base and our_one[:3] == _translation(base)[:3]
            else ours.draft and theirs.draft
        )
        return (ours if ours.draft == draft else theirs), None, None
    if not _says_something(ours) or not _says_something(theirs):
        return (ours if _says_something(ours) else theirs), None, None
    if ours.unread or theirs.unread:
        return (ours, theirs, None) if theirs.unread else (theirs, ours, None)
    return ours, theirs, Told.CLASH


def _translation(entry: Entry) -> tuple[object, ...]:
    """Return the target of an entry and all that is said of it; the first three are the target itself."""
    before = (entry.previous_source, entry.previous_context, entry.previous_plural)
    return (entry.target, entry.targets, entry.source_plural, entry.draft, before, _own(entry))


def _people(entry: Entry | None) -> tuple[str, ...]:
    return tuple(comment for comment in entry.comments if not is_own_comment(comment)) if entry else ()


def _own(entry: Entry) -> tuple[str, ...]:
    return tuple(comment for comment in entry.comments if is_own_comment(comment))


def _says_something(entry: Entry) -> bool:
    return any(texts(entry)) or entry.blank


def _news(base: Entry | None, entry: Entry) -> bool:
    return _says_something(entry) and not entry.unread and (base is None or texts(entry) != texts(base))


def _changed(base: T | None, first: T, second: T) -> T:
    """Return what the side says that changed it; where both did, the first."""
    return second if first == base else first
