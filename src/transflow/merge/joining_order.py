"""In which order the units of two versions of a catalog stand in the joined one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from transflow.formats.po import Entry

K = TypeVar("K")


def in_order(joined: Mapping[K, Entry], first: Mapping[K, Entry], second: Mapping[K, Entry]) -> Iterator[Entry]:
    """Yield the joined entries in the order of the first version; what only the second has stands behind what it stands behind there.

    What has become obsolete meanwhile stands at the end.
    """
    stays = {key for key, entry in first.items() if key in joined and joined[key].obsolete == entry.obsolete}
    behind: dict[K | None, list[K]] = defaultdict(list)
    anchor: K | None = None
    for key, entry in second.items():
        if key in stays:
            anchor = anchor if entry.obsolete else key
        elif key in joined and not joined[key].obsolete:
            behind[anchor].append(key)
    inserted = {key for keys in behind.values() for key in keys}
    yield from (joined[key] for key in behind[None])
    for key in first:
        if key in stays:
            yield joined[key]
            yield from (joined[other] for other in behind.get(key, ()))
    yield from (entry for key, entry in joined.items() if key not in stays and key not in inserted)
