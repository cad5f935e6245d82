"""A catalog that is open on the desk: its units read once, and read again only where a text changed.

A person saves one unit of 5,000 and goes to the next. What the names of the other 4,999 are stays known: the readings of the catalog as it was
lend what they have worked out to those of the catalog as it is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING

from transflow.checks import CatalogCheck, Reading, all_checks, read_catalog_units
from transflow.checks.running import Setting, choose, run
from transflow.errors import UsageError
from transflow.workflow.days import catalog_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from transflow.formats.po import Catalog, Entry
    from transflow.glossary import Naming
    from transflow.model import Finding
    from transflow.project import Edition
    from transflow.workflow.workspace import Workspace

_FEW = 50  # changed units up to which the open catalog is changed, and not opened anew
# What a reading works out from the texts of its own paragraph alone, so that it holds as long as these stay.
_OF_SOURCE = ("place", "source_marked", "source_quotations", "source_names")
_OF_BOTH = (*_OF_SOURCE, "target_marked", "target_quotations", "target_names")
# The same where no rule asks which mention of an article is the first; `pairing` and `near_misses` go by these very mentions.
_OF_MENTIONS = ("source_mentions", "target_mentions", "pairing", "near_misses")


@dataclass(frozen=True, eq=False)
class OpenCatalog:
    """The catalog of an article in an edition, with its units as the checks see them.

    Whoever asks its readings holds `lock`: what one of them works out is held against the very objects that it worked out before.

    `read` is the catalog as it was read; those entries of `catalog` that stand as they stood may be of an earlier one, with its line numbers. `fresh` are the
    units that do not stand as they stood, or share a paragraph with such a one, in the open catalog whose `mark` is `since`; None where that is not known.
    """

    workspace: Workspace
    edition: Edition
    slug: str
    catalog: Catalog
    naming: Naming
    readings: Sequence[Reading]
    by_unit: Mapping[str, tuple[int, ...]]
    read: Catalog | None = None
    fresh: frozenset[str] | None = None
    since: object = None
    mark: object = field(default_factory=object, repr=False)
    lock: RLock = field(default_factory=RLock, repr=False)

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The units in the order of the document."""
        return tuple(self.by_unit)

    @property
    def warm(self) -> bool:
        """Tell whether the names of all units are known, so that nobody waits for what is asked of the catalog as a whole."""
        return not self.readings or ("target_names" in self.readings[-1].__dict__ and "target_names" in self.readings[0].__dict__)

    @cached_property
    def together(self) -> dict[str, list[Finding]]:
        """What the checks that see the catalog as a whole find in it, by unit; asked once, however many units are looked at."""
        found: dict[str, list[Finding]] = {}
        project = self.workspace.project
        checks = [
            check for check in choose(all_checks(), severities=project.severities, only=(), skip=()) if isinstance(check, CatalogCheck)
        ]
        for finding in run(self.readings, checks, self.setting):
            found.setdefault(finding.unit, []).append(finding)
        return found

    def changed_from(self, before: OpenCatalog) -> frozenset[str] | None:
        """Return the units that do not stand as they stood in an earlier one; None where that is not known."""
        if before is self:
            return frozenset()
        return self.fresh if self.since is before.mark else None

    @property
    def setting(self) -> Setting:
        """What its findings have in common."""
        return Setting(self.edition.name, self.slug, self.file, self.workspace.project.severities)

    @property
    def file(self) -> str:
        """The path of the catalog from the project's root."""
        project = self.workspace.project
        return project.catalog(self.edition, self.slug).relative_to(project.root).as_posix()

    def of(self, unit: str) -> tuple[Reading, ...]:
        """Return the readings of a unit, one for each plural form; raises UsageError where there is no such unit."""
        if unit not in self.by_unit:
            raise UsageError(f"there is no unit {unit} in {self.file} any more; its source may have changed")
        return tuple(self.readings[at] for at in self.by_unit[unit])

    def entry(self, unit: str) -> Entry:
        """Return the entry of a unit; raises UsageError where there is no such unit."""
        return self.of(unit)[0].entry


def open_catalog(workspace: Workspace, edition: Edition, slug: str, catalog: Catalog, *, before: OpenCatalog | None = None) -> OpenCatalog:
    """Return a catalog with its readings; `before` is the same one as it was, of which is kept what still holds."""
    naming = workspace.naming(edition, catalog_day(catalog))
    if before is None or before.workspace is not workspace or before.naming != naming:
        return _opened(workspace, edition, slug, catalog, naming)
    with before.lock:
        changed = _changed_targets(before.catalog, catalog)
        if changed is not None and not naming.turned:
            opened = _with_entries(before, changed)
            now = replace(catalog, entries=opened.catalog.entries)
            return replace(opened, catalog=now, read=catalog, since=before.mark, mark=object())
        opened = _opened(workspace, edition, slug, catalog, naming)
        others = _carry_over(before.readings, opened.readings, turned=naming.turned)
        return replace(opened, fresh=frozenset(reading.entry.unit for reading in opened.readings[others]), since=before.mark)


def _opened(workspace: Workspace, edition: Edition, slug: str, catalog: Catalog, naming: Naming) -> OpenCatalog:
    readings = read_catalog_units(catalog, naming=naming, source_locale=workspace.project.source_locale, locale=edition.locale)
    by_unit: defaultdict[str, list[int]] = defaultdict(list)
    for reading in readings:
        by_unit[reading.entry.unit].append(reading.index)
    return OpenCatalog(workspace, edition, slug, catalog, naming, readings, {unit: tuple(at) for unit, at in by_unit.items()}, catalog)


def with_entry(opened: OpenCatalog, entry: Entry) -> OpenCatalog:
    """Return the open catalog as it would be with another entry for one of its units; nothing is written."""
    old = opened.entry(entry.unit)
    if opened.naming.turned or len(old.targets) != len(entry.targets):
        entries = tuple(entry if each is old else each for each in opened.catalog.entries)
        catalog = replace(opened.catalog, entries=entries)
        return open_catalog(opened.workspace, opened.edition, opened.slug, catalog, before=opened)
    return _with_entries(opened, {entry.unit: entry})


def _with_entries(opened: OpenCatalog, entries: Mapping[str, Entry]) -> OpenCatalog:
    """Return the open catalog with other entries for some of its units, which have other targets, and as many, or other remarks."""
    readings = opened.readings
    new = list(readings)
    touched = {reading.index for unit in entries for at in opened.by_unit[unit] for reading in readings[at].paragraph}
    # The readings of other paragraphs are shared: none of what they tell depends on these.
    for at in touched:
        reading = readings[at]
        unit = reading.entry.unit
        entry = entries.get(unit, reading.entry)
        target = (entry.targets or (entry.target,))[opened.by_unit[unit].index(at)] if unit in entries else reading.target
        new[at] = Reading(entry, reading.source, target, reading.pair, at, new)
        _lend(reading, new[at], _OF_SOURCE)
    replaced = {id(opened.entry(unit)): entry for unit, entry in entries.items()}
    catalog = replace(opened.catalog, entries=tuple(replaced.get(id(each), each) for each in opened.catalog.entries))
    return replace(opened, catalog=catalog, readings=new, fresh=frozenset(new[at].entry.unit for at in touched))


def _changed_targets(before: Catalog, after: Catalog) -> dict[str, Entry] | None:
    """Return by unit the entries that do not stand as they stood, where these are few and nothing else has changed but targets and what people noted."""
    if len(before.entries) != len(after.entries):
        return None
    differ = [(old, new) for old, new in zip(before.entries, after.entries, strict=True) if old.raw != new.raw or new.raw is None]
    if len(differ) > _FEW or not all(_same_place(old, new) for old, new in differ):
        return None
    return {new.unit: new for _, new in differ}


def _same_place(old: Entry, new: Entry) -> bool:
    """Tell whether two entries are of one unit, with as many forms, in one place of the document."""
    if old.obsolete or new.obsolete or old.key != new.key or old.source_plural != new.source_plural:
        return False
    return len(old.targets) == len(new.targets) and old.notes == new.notes


def _carry_over(before: Sequence[Reading], after: Sequence[Reading], *, turned: bool) -> slice:
    """Lend what was worked out before to all units from the top and from the end that stand as they stood, but not to paragraphs that touch a change.

    Return where the others stand.
    """
    names = _OF_BOTH if turned else (*_OF_BOTH, *_OF_MENTIONS)
    shorter = min(len(before), len(after))
    top = next((at for at in range(shorter) if not _stands(before[at], after[at])), shorter)
    end = next((at for at in range(shorter - top) if not _stands(before[-1 - at], after[-1 - at])), shorter - top)
    top -= _run_length(before[:top][::-1])
    end -= _run_length(before[len(before) - end :])
    for at in range(top):
        _lend(before[at], after[at], names)
    for at in range(1, end + 1):
        _lend(before[-at], after[-at], names)
    return slice(top, len(after) - end)


def _stands(old: Reading, new: Reading) -> bool:
    """Tell whether a unit stands in its file as it stood, to the byte."""
    return old.entry.raw == new.entry.raw is not None and old.target == new.target and old.source == new.source


def _run_length(readings: Sequence[Reading]) -> int:
    """Return how many units at the start of these share the first one's paragraph."""
    paragraph = readings[0].place.paragraph if readings and readings[0].place else None
    different = (at for at, reading in enumerate(readings) if reading.place is None or reading.place.paragraph != paragraph)
    return next(different, len(readings)) or min(1, len(readings))


def _lend(old: Reading, new: Reading, names: Iterable[str]) -> None:
    worked_out = old.__dict__
    new.__dict__.update({name: worked_out[name] for name in names if name in worked_out})
