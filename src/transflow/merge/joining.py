"""Two versions of a catalog that grew apart on two branches, joined unit by unit.

Git joins lines. A sentence put into an article moves the paragraph in `#.` and the line in `#:` of every unit below it, so that the lines of two
catalogs clash although no two people have touched one unit.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from transflow.errors import CatalogError, Position
from transflow.formats.po import Catalog, Entry, encode_po, parse_po, put_behind
from transflow.merge.joining_following import following
from transflow.merge.joining_header import ours_is_newer, with_joined_header
from transflow.merge.joining_order import in_order
from transflow.merge.joining_units import Joint, Told, joint, texts, work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    # (context, source); of a further obsolete entry of the same two also its target, and which of several it is
    Units = dict[tuple[object, ...], Entry]


@dataclass(frozen=True, slots=True)
class Joined:
    """The joined catalog as it is written, and what has to be told of it.

    `clashes` are the entries that both versions translate anew, and differently; `left` those that one version worked on while the other has
    them no more; `taken` is how many say what theirs made of them.
    """

    catalog: Catalog
    clashes: tuple[Entry, ...] = ()
    left: tuple[Entry, ...] = ()
    taken: int = 0


def join(base: Catalog, ours: Catalog, theirs: Catalog) -> Joined:
    """Return our catalog with what theirs did since both were `base`, which is empty where they have no common past.

    A unit is its context and source. Live are those that both have, and those that either side added; their order is that of the newer
    template. No target is lost that is in ours or theirs and not in the base. Raises CatalogError where the two are not of one language.
    """
    if ours.language != theirs.language and ours.language and theirs.language:
        what = f"this catalog is for {ours.language!r}, the other version for {theirs.language!r}; they are no versions of one catalog"
        raise CatalogError(what, Position(ours.name))
    before, mine, others = _units(base), _units(ours), _units(theirs)
    known = {text for entry in base.entries for text in texts(entry)}
    ours_first = ours_is_newer(base, ours, theirs)
    joints: dict[tuple[object, ...], Joint] = {}
    for key in dict.fromkeys(chain(mine, others)):
        made = joint(before.get(key), mine.get(key), others.get(key), ours_first=ours_first, known=known)
        if made:
            joints[key] = made
    joints |= dict((*following(joints, before, mine, others), *following(joints, before, others, mine)))
    joined = {key: made.entry for key, made in joints.items()}
    ordered = in_order(joined, mine, others) if ours_first else in_order(joined, others, mine)
    catalog = with_joined_header(base, ours, theirs, _placed(ordered, newline=ours.layout.newline), ours_first=ours_first)
    written = parse_po(encode_po(catalog).decode(), name=ours.name)
    return _told(written, joints, mine)


def _units(catalog: Catalog) -> Units:
    """Return the entries of a catalog by unit, in their order: of several obsolete ones of a unit the live one, or else a filled one, stands for it."""
    stands: dict[tuple[object, ...], Entry] = {}
    for entry in catalog.entries:
        known = stands.get(entry.key)
        if known is None or (known.obsolete and (not entry.obsolete or (entry.filled and not known.filled))):
            stands[entry.key] = entry
    seen_before: Counter[tuple[object, ...]] = Counter()
    units: Units = {}
    for entry in catalog.entries:
        key: tuple[object, ...] = entry.key
        if stands[key] is not entry:
            key = (*key, texts(entry))
            seen_before[key] += 1
            key = (*key, seen_before[key])
        units[key] = entry
    return units


def _placed(entries: Iterable[Entry], *, newline: str) -> Iterator[Entry]:
    previous = None
    for entry in entries:
        placed = put_behind(previous, entry, newline=newline)
        yield placed
        previous = placed


def _told(written: Catalog, joints: dict[tuple[object, ...], Joint], mine: Units) -> Joined:
    standing = _units(written)
    told = {kind: tuple(standing[key] for key, made in joints.items() if made.told is kind) for kind in Told}
    new = sum(1 for key, entry in standing.items() if key not in mine or work(mine[key]) != work(entry))
    return Joined(written, told[Told.CLASH], told[Told.LEFT], new - len(told[Told.CLASH]))
