"""The catalog of an edition, brought up to what its article says now."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import accumulate

from transflow.formats.po import CREATED, EVENT_DATE, NO_DRAFT_COMMENT, Catalog, Entry, change, is_own_comment, with_header, with_notes
from transflow.merge.matching import Wanted, pairs
from transflow.model import State

_PLURAL_COUNT = re.compile(r"nplurals\s*=\s*([1-9])")


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the units of a catalog, by unit.

    `kept` stand as they stood; `moved` have another context but the same source; `fuzzy` became drafts, from the target of a source that
    was like theirs; `returned` were obsolete; `new` have no target. `gone` are units of the old catalog that the article no longer has.
    """

    kept: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    fuzzy: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """A catalog after a merge, and what became of its units."""

    catalog: Catalog
    report: Report


def merge(old: Catalog | None, template: Catalog) -> Merged:
    """Return the catalog with the entries that the template asks for, in its order, and everything of the old one that is worth keeping.

    An entry of the same context and source stays to the byte but for its notes and references. One that is gone stays at the end as an
    obsolete entry, and comes back as it was when its sentence does. A sentence that changed gets the target of the old sentence as a draft,
    with the old source beside it. A merge of what was merged changes nothing.
    """
    wanted = [entry for entry in template.entries if not entry.obsolete]
    if old is None:
        return Merged(replace(template, entries=tuple(wanted)), Report(new=tuple(entry.unit for entry in wanted)))
    merging = _Merging(old, wanted)
    merging.keep()
    merging.bring_back()
    merging.move()
    merging.redraft()
    entries = merging.entries()
    return Merged(_with_entries(old, template, entries), merging.report())


@dataclass
class _Merging:
    """A merge as far as it is done. `found` holds what stands for each wanted entry, `used` the old entries that live on."""

    old: Catalog
    wanted: list[Entry]
    found: list[Entry | None] = field(init=False)
    origin: list[int | None] = field(init=False)
    kinds: list[str] = field(init=False)
    used: set[int] = field(default_factory=set)
    left: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.found = [None] * len(self.wanted)
        self.origin = [None] * len(self.wanted)
        self.kinds = ["new"] * len(self.wanted)

    def keep(self) -> None:
        """Keep what the article still says, in the same context."""
        live = {entry.key: index for index, entry in enumerate(self.old.entries) if not entry.obsolete}
        for at, entry in enumerate(self.wanted):
            index = live.get(entry.key)
            if index is not None:
                self._stands(at, self._refreshed(self.old.entries[index], entry), index, "kept")

    def bring_back(self) -> None:
        """Bring back what the article says again."""
        obsolete: dict[tuple[str | None, str], int] = {}
        for index, entry in enumerate(self.old.entries):
            if entry.obsolete and (entry.key not in obsolete or not self.old.entries[obsolete[entry.key]].filled):
                obsolete[entry.key] = index
        for at in self._open():
            gone = obsolete.get(self.wanted[at].key)
            if gone is not None:
                revived = change(self.old.entries[gone], obsolete=False)
                self._stands(at, self._refreshed(revived, self.wanted[at]), gone, "returned")

    def move(self) -> None:
        """Give a source that now stands in another context its translation: as it is, or as a draft where it is still needed there, too."""
        by_source: dict[str, list[int]] = defaultdict(list)
        for index, entry in enumerate(self.old.entries):
            if entry.filled or entry.blank:
                by_source[entry.source].append(index)
        for at in self._open():
            wanted = self.wanted[at]
            candidates = by_source.get(wanted.source, [])
            free = [index for index in candidates if index not in self.used]
            if free:
                index = min(free, key=lambda index: (self.old.entries[index].obsolete, index))
                moved = change(self.old.entries[index], context=wanted.context, obsolete=False)
                self._stands(at, self._refreshed(moved, wanted), index, "moved")
            elif candidates:
                entry = self.old.entries[candidates[0]]
                self.found[at] = self._drafted(
                    wanted, entry, comments=tuple(comment for comment in entry.comments if is_own_comment(comment))
                )
                self.kinds[at] = "fuzzy"

    def redraft(self) -> None:
        """Give a sentence that changed the target of the sentence that it was; an old entry serves one new entry at most."""
        gone = [index for index, entry in enumerate(self.old.entries) if index not in self.used and _has_work(entry)]
        before, after = self._neighbours()
        news = [Wanted(at, self.wanted[at].source, before[at], after[at]) for at in self._open()]
        sources = {index: self.old.entries[index].source for index in gone}
        live = {index for index in gone if not self.old.entries[index].obsolete}
        for at, index in pairs(news, sources, live).items():
            entry = self.old.entries[index]
            comments = tuple(comment for comment in entry.comments if not comment.startswith(NO_DRAFT_COMMENT))
            self.found[at] = self._drafted(self.wanted[at], entry, comments=comments)
            self.kinds[at] = "fuzzy" if self.found[at] != self.wanted[at] else "new"
            if not entry.obsolete:
                self.left.add(index)
                if entry.state is not State.TRANSLATED:
                    self.used.add(index)

    def entries(self) -> tuple[Entry, ...]:
        """Return the entries of the merged catalog: what is wanted, then what is obsolete, that of before first."""
        old = enumerate(self.old.entries)
        unused = [entry for index, entry in old if index not in self.used and (entry.obsolete or _has_work(entry))]
        before = [entry for entry in unused if entry.obsolete]
        gone = [change(entry, obsolete=True, notes=(), references=()) for entry in unused if not entry.obsolete]
        live = [found or wanted for found, wanted in zip(self.found, self.wanted, strict=True)]
        return (*live, *before, *gone)

    def report(self) -> Report:
        """Return what became of the units."""
        units: dict[str, list[str]] = defaultdict(list)
        for kind, entry in zip(self.kinds, self.wanted, strict=True):
            units[kind].append(entry.unit)
        for index, entry in enumerate(self.old.entries):
            if not entry.obsolete and index not in self.used and index not in self.left:
                units["gone"].append(entry.unit)
        return Report(**{kind: tuple(named) for kind, named in units.items()})

    def _open(self) -> list[int]:
        return [at for at, found in enumerate(self.found) if found is None]

    def _stands(self, at: int, entry: Entry, index: int, kind: str) -> None:
        self.found[at] = entry
        self.origin[at] = index
        self.kinds[at] = kind
        self.used.add(index)

    def _neighbours(self) -> tuple[list[int], list[int]]:
        """Return, for each wanted entry, the place in the old catalog of the nearest entry before and after it that stood there already."""
        before = list(accumulate(self.origin, lambda last, index: last if index is None else index, initial=-1))
        end = len(self.old.entries)
        after = list(accumulate(reversed(self.origin), lambda last, index: last if index is None else index, initial=end))
        return [-1 if place is None else place for place in before], [end if place is None else place for place in reversed(after)]

    def _refreshed(self, entry: Entry, wanted: Entry) -> Entry:
        """Return an old entry with what the template says of it now."""
        missing = tuple(flag for flag in wanted.flags if flag not in entry.flags)
        if missing:
            entry = change(entry, flags=(*entry.flags, *missing))
        if entry.source_plural != wanted.source_plural:
            empty = change(entry, source_plural=wanted.source_plural, target="", targets=wanted.targets)
            entry = self._drafted(empty, entry, comments=entry.comments)
        return with_notes(entry, wanted.notes, wanted.references)

    def _drafted(self, wanted: Entry, entry: Entry, *, comments: tuple[str, ...]) -> Entry:
        """Return the wanted entry with an old one's target as a draft, and the source that the target belongs to."""
        if not entry.filled and not entry.blank:
            return change(
                wanted, comments=tuple(comment for comment in comments if not is_own_comment(comment)), flags=_joined(entry, wanted)
            )
        single, forms = self._reshaped(entry, wanted)
        still_older = entry.draft and entry.previous_source is not None
        return change(
            wanted,
            target=single,
            targets=forms,
            draft=True,
            comments=comments,
            flags=_joined(entry, wanted),
            previous_source=entry.previous_source if still_older else entry.source,
            previous_context=entry.previous_context if still_older else entry.context,
            previous_plural=entry.previous_plural if still_older else entry.source_plural,
        )

    def _reshaped(self, entry: Entry, wanted: Entry) -> tuple[str, tuple[str, ...]]:
        """Return (target, plural forms) of an old entry in the shape that the wanted entry has."""
        if wanted.source_plural is None:
            return entry.target or next(iter(entry.targets), ""), ()
        if entry.targets:
            return "", entry.targets
        count = _PLURAL_COUNT.search(self.old.header.get("Plural-Forms", ""))
        return "", (entry.target,) * (int(count[1]) if count else 2)


def _joined(entry: Entry, wanted: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*entry.flags, *wanted.flags)))


def _has_work(entry: Entry) -> bool:
    """Tell whether somebody, or an engine, has put anything into an entry."""
    return bool(entry.target or any(entry.targets) or any(not comment.startswith(NO_DRAFT_COMMENT) for comment in entry.comments))


def _with_entries(old: Catalog, template: Catalog, entries: tuple[Entry, ...]) -> Catalog:
    about = {EVENT_DATE: template.header[EVENT_DATE]} if EVENT_DATE in template.header else {}
    if EVENT_DATE in old.header and not about:
        header = {field: value for field, value in old.header.items() if field != EVENT_DATE}
        old = replace(old, header=header, layout=replace(old.layout, head=None))
    if len(entries) == len(old.entries) and all(one is other for one, other in zip(entries, old.entries, strict=True)):
        return with_header(old, about)
    if not old.header:
        layout = replace(old.layout, head=None)
        return replace(old, entries=entries, header=template.header, header_comment=template.header_comment, layout=layout)
    created = {CREATED: template.header[CREATED]} if CREATED in template.header else {}
    return with_header(replace(old, entries=entries), created | about)
