"""A sentence changed or moved on one branch, and its translation was mended on the other: the mended one goes along.

By context and source they are two units, of which one side has made the later from the earlier, with its target.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.formats.po import change, is_own_comment
from transflow.merge.joining_units import Joint, Told, texts
from transflow.merge.typography import seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from transflow.formats.po import Entry

    Units = Mapping[tuple[object, ...], Entry]


def following(
    joints: Mapping[tuple[object, ...], Joint], base: Units, side: Units, other: Units
) -> Iterator[tuple[tuple[object, ...], Joint]]:
    """Yield the units that only one side has and that still have a target which the other has mended since, with the mended one.

    A draft stays a draft. Of the unit that it was mended in nothing has to be told any more.
    """
    moved = {seen(entry.source): key for key, entry in base.items() if not entry.obsolete and (key not in side or side[key].obsolete)}
    for key, entry in side.items():
        if key in base or key in other or entry.obsolete or not any(texts(entry)):
            continue
        earlier = (entry.previous_context, entry.previous_source) if entry.previous_source is not None else moved.get(seen(entry.source))
        if earlier is None or earlier not in base or earlier not in other or texts(base[earlier]) != texts(entry):
            continue
        mended = other[earlier]
        if texts(mended) != texts(entry) and len(mended.targets) == len(entry.targets) and any(texts(mended)):
            yield key, joints[key]._replace(entry=_mended(joints[key].entry, mended))
            yield earlier, joints[earlier]._replace(told=None if joints[earlier].told is Told.LEFT else joints[earlier].told)


def _mended(entry: Entry, by: Entry) -> Entry:
    people = tuple(comment for comment in entry.comments if not is_own_comment(comment))
    own = tuple(comment for comment in by.comments if is_own_comment(comment))
    return change(entry, target=by.target, targets=by.targets, draft=entry.draft or by.draft, comments=(*people, *own))
