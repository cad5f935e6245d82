"""The catalog of an edition, brought up to what its article says now."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from transflow.formats.po import CREATED, EVENT_DATE, Catalog, Entry, change, is_own_comment, with_header
from transflow.merge.drafts import drafted, has_work, joined_drafted, lasting_comments, part_drafted, plural_count, refreshed
from transflow.merge.likeness import likeness, very_like
from transflow.merge.matching import Gone, Wanted, pairs
from transflow.merge.parts import joiner, sentences_due
from transflow.merge.report import Change, Kind, Report
from transflow.merge.typography import seen
from transflow.model import State
from transflow.notes import read_note

if TYPE_CHECKING:
    from collections.abc import Iterable

    Key = tuple[str | None, str]

LENT = 0.8  # how like a new source must be to one that stands elsewhere in the article, to get its target as a draft


@dataclass(frozen=True, slots=True)
class Merged:
    """A catalog after a merge, and what became of its units."""

    catalog: Catalog
    report: Report


def merge(old: Catalog | None, template: Catalog, *, language: str = "en") -> Merged:
    """Return the catalog with the entries that the template asks for, in its order, and everything of the old one that is worth keeping.

    An entry of the same context and source stays to the byte but for its notes and references. One that is gone stays at the end as an
    obsolete entry, and comes back as it was when its sentence does. A sentence that changed gets the target of the old sentence as a draft,
    with the old source beside it, and so do the parts of one that was split, and one that was made of several. A merge of what was merged
    changes nothing. `language` is that of the sources.
    """
    wanted = [entry for entry in template.entries if not entry.obsolete]
    if old is None:
        return Merged(replace(template, entries=tuple(wanted)), Report(tuple(Change(Kind.NEW, entry) for entry in wanted)))
    merging = _Merging(old, wanted, language, template.language or old.language)
    merging.keep()
    merging.bring_back()
    merging.move()
    merging.retouch()
    merging.redraft()
    merging.lend()
    entries = merging.entries()
    return Merged(_with_entries(old, template, entries), merging.report())


@dataclass
class _Merging:
    """A merge as far as it is done, by the place of each wanted entry: what stands there (`found`), where it stood (`origin`) and how it came (`changes`).

    `used` are the places of old entries that live on as they were; `left` of those that a draft was made of. `live` and `obsolete` are the places of
    the old entries by context and source; of two obsolete ones of one source that of the filled one.
    """

    old: Catalog
    wanted: list[Entry]
    language: str
    target_language: str
    found: list[Entry | None] = field(init=False)
    origin: list[int | None] = field(init=False)
    changes: list[Change | None] = field(init=False)
    used: set[int] = field(default_factory=set)
    left: set[int] = field(default_factory=set)
    live: dict[Key, int] = field(init=False)
    obsolete: dict[Key, int] = field(init=False)
    plurals: int = field(init=False)

    def __post_init__(self) -> None:
        self.live = {entry.key: index for index, entry in enumerate(self.old.entries) if not entry.obsolete}
        self.obsolete = {}
        for index, entry in enumerate(self.old.entries):
            if entry.obsolete and (entry.key not in self.obsolete or not self.old.entries[self.obsolete[entry.key]].filled):
                self.obsolete[entry.key] = index
        self.found = [None] * len(self.wanted)
        self.origin = [None] * len(self.wanted)
        self.changes = [None] * len(self.wanted)
        self.plurals = plural_count(self.old)

    def keep(self) -> None:
        """Keep what the article still says, in the same context.

        Of a source that stands in several slots or voices the first has no context, so contexts change their owners when an article is
        reordered: there the slot and the voice tell which is which, where the notes say them.
        """
        several = _in_several_contexts(self.wanted, self.old.entries)
        waiting = []
        for at, entry in enumerate(self.wanted):
            index = self.live.get(entry.key)
            if entry.source in several and (index is None or _way(entry) != _way(self.old.entries[index])):
                waiting.append(at)
            elif index is not None and not self._is_emptied(index):
                self._stands(at, self.old.entries[index], index, Kind.KEPT)
        if waiting:
            self._keep_by_way(waiting, several)
        for at in waiting:
            index = self.live.get(self.wanted[at].key)
            if self.found[at] is None and index is not None and index not in self.used and not self._is_emptied(index):
                self._stands(at, self.old.entries[index], index, Kind.KEPT)

    def _keep_by_way(self, waiting: Iterable[int], several: set[str]) -> None:
        ways: dict[tuple[str, object], int] = {}
        for index, entry in enumerate(self.old.entries):
            if not entry.obsolete and index not in self.used and entry.source in several and (way := _way(entry)):
                ways.setdefault((entry.source, way), index)
        for at in waiting:
            wanted = self.wanted[at]
            key = (wanted.source, _way(wanted))
            if key in ways:
                index = ways.pop(key)
                self._stands(at, change(self.old.entries[index], context=wanted.context), index, Kind.MOVED)

    def bring_back(self) -> None:
        """Bring back what the article says again, or what another branch of the catalog has translated meanwhile."""
        for at in self._open():
            gone = self.obsolete.get(self.wanted[at].key)
            if gone is None:
                continue
            revived = change(self.old.entries[gone], obsolete=False)
            emptied = self.live.get(self.wanted[at].key)
            if emptied is not None:
                comments = dict.fromkeys((*lasting_comments(self.old.entries[emptied]), *revived.comments))
                revived = change(revived, comments=tuple(comments))
                self.used.add(emptied)
            self._stands(at, revived, gone, Kind.RETURNED)

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
                self._stands(at, change(self.old.entries[index], context=wanted.context, obsolete=False), index, Kind.MOVED)
            elif candidates:
                self._lends(at, candidates[0])

    def retouch(self) -> None:
        """Let what differs only in what nobody sees stay translated."""
        opened = self._open()
        if not opened:
            return
        as_seen: dict[tuple[str | None, str], int] = {}
        for index in sorted(self._unused(), key=lambda index: self.old.entries[index].obsolete):
            entry = self.old.entries[index]
            if has_work(entry) and entry.source_plural is None:
                as_seen.setdefault((entry.context, seen(entry.source)), index)
        for at in opened:
            wanted = self.wanted[at]
            key = (wanted.context, seen(wanted.source))
            if key in as_seen and wanted.source_plural is None:
                index = as_seen.pop(key)
                entry = self.old.entries[index]
                kind = Kind.RETURNED if entry.obsolete else Kind.RETOUCHED
                self._stands(at, change(entry, source=wanted.source, obsolete=False), index, kind)

    def redraft(self) -> None:
        """Give a sentence that changed the target of the sentence, or the sentences, that it was; an old entry serves once."""
        old, unused = self.old.entries, self._unused()
        live = [index for index in unused if not old[index].obsolete]
        free = {index for index in live if old[index].source_plural is None}
        in_a_row = [index if index in free else None for index, entry in enumerate(old) if not entry.obsolete]
        worked = {index for index in unused if has_work(old[index])}
        gone = Gone({index: old[index].source for index in unused}, worked, [index for index in live if index in worked], in_a_row)
        before, after = self._neighbours()
        news = [Wanted(at, self.wanted[at].source, before[at], after[at], self._is_plural(at)) for at in self._open()]
        for ats, olds in pairs(news, gone, joiner=joiner(self.language)):
            if len(olds) > 1:
                self._joins(ats[0], olds)
            elif len(ats) > 1:
                self._splits(ats, olds[0])
            else:
                self._changes(ats[0], olds[0])

    def lend(self) -> None:
        """Give a new sentence that is very like one which stands elsewhere the target of that one as a draft."""
        opened = self._open()
        if not opened:
            return
        sources = {index: entry.source for index, entry in enumerate(self.old.entries) if entry.filled}
        for at, index in zip(opened, very_like([self.wanted[at].source for at in opened], sources, LENT), strict=True):
            if index is not None:
                self._lends(at, index)

    def entries(self) -> tuple[Entry, ...]:
        """Return the entries of the merged catalog: what is wanted, then what is obsolete, that of before first."""
        old = [self.old.entries[index] for index in self._unused()]
        before = [entry for entry in old if entry.obsolete]
        gone = [change(entry, obsolete=True, notes=(), references=()) for entry in old if not entry.obsolete and has_work(entry)]
        live = [found or wanted for found, wanted in zip(self.found, self.wanted, strict=True)]
        return (*live, *before, *gone)

    def report(self) -> Report:
        """Return what became of the units."""
        unused = [index for index in self._unused() if index not in self.left and not self.old.entries[index].obsolete]
        stands = (made or Change(Kind.NEW, wanted) for made, wanted in zip(self.changes, self.wanted, strict=True))
        return Report((*stands, *(Change(Kind.GONE, self.old.entries[index]) for index in unused)))

    def _is_emptied(self, index: int) -> bool:
        """Tell whether an entry has no target while an obsolete one of the same source has: git joins catalogs of two branches to such files."""
        entry = self.old.entries[index]
        if entry.target or entry.filled or entry.blank:
            return False
        gone = self.obsolete.get(entry.key)
        return gone is not None and self.old.entries[gone].filled

    def _open(self) -> list[int]:
        return [at for at, found in enumerate(self.found) if found is None]

    def _unused(self) -> list[int]:
        return [index for index in range(len(self.old.entries)) if index not in self.used]

    def _is_plural(self, at: int) -> bool:
        return self.wanted[at].source_plural is not None

    def _stands(self, at: int, entry: Entry, index: int, kind: Kind) -> None:
        stands = refreshed(entry, self.wanted[at], plurals=self.plurals)
        self.found[at] = stands
        self.origin[at] = index
        self.changes[at] = Change(kind, stands, (self.old.entries[index],), self._likeness(at, self.old.entries[index].source))
        self.used.add(index)

    def _drafts(self, at: int, entry: Entry, olds: tuple[int, ...], kind: Kind, source: str) -> None:
        """Let an entry stand that was made of old ones, whose joined source is given; it is new where they had no target."""
        self.found[at] = entry
        kind = kind if entry.filled or entry.blank else Kind.NEW
        self.changes[at] = Change(kind, entry, tuple(self.old.entries[index] for index in olds), self._likeness(at, source))

    def _changes(self, at: int, index: int) -> None:
        entry = self.old.entries[index]
        made = drafted(self.wanted[at], entry, comments=lasting_comments(entry), plurals=self.plurals)
        self._drafts(at, made, (index,), Kind.FUZZY, entry.source)
        self._leaves(index, keep_it=False)

    def _splits(self, ats: tuple[int, ...], index: int) -> None:
        entry = self.old.entries[index]
        parts = [self.wanted[at].source for at in ats]
        due = sentences_due(parts, self.language, entry.target, self.target_language)
        for at, target in zip(ats, due or [entry.target] * len(ats), strict=True):
            self._drafts(at, part_drafted(self.wanted[at], entry, target), (index,), Kind.SPLIT, entry.source)
        self._leaves(index, keep_it=bool(due))

    def _joins(self, at: int, olds: tuple[int, ...]) -> None:
        entries = [self.old.entries[index] for index in olds]
        between = joiner(self.language)
        made = joined_drafted(self.wanted[at], entries, between=joiner(self.target_language), between_sources=between)
        self._drafts(at, made, olds, Kind.MERGED, between.join(entry.source for entry in entries))
        for index in olds:
            self._leaves(index, keep_it=True)

    def _leaves(self, index: int, *, keep_it: bool) -> None:
        """Note that a draft was made of an old entry. A translation stays as an obsolete entry besides, a draft only where it is not whole in the new one."""
        entry = self.old.entries[index]
        if not entry.obsolete:
            self.left.add(index)
            if entry.state is not State.TRANSLATED and not (keep_it and entry.filled):
                self.used.add(index)

    def _lends(self, at: int, index: int) -> None:
        entry = self.old.entries[index]
        comments = tuple(comment for comment in entry.comments if is_own_comment(comment))
        made = drafted(self.wanted[at], entry, comments=comments, plurals=self.plurals)
        self._drafts(at, made, (index,), Kind.FUZZY, entry.source)

    def _likeness(self, at: int, source: str) -> float:
        new = self.wanted[at].source
        return 1.0 if new == source else likeness(new, source)

    def _neighbours(self) -> tuple[list[int], list[int]]:
        """Return, for each wanted entry, the place in the old catalog of the nearest entry before and after it that stood there already."""
        before = list(accumulate(self.origin, lambda last, index: last if index is None else index, initial=-1))
        end = len(self.old.entries)
        after = list(accumulate(reversed(self.origin), lambda last, index: last if index is None else index, initial=end))
        return [-1 if place is None else place for place in before], [end if place is None else place for place in reversed(after)]


def _in_several_contexts(*catalogs: Iterable[Entry]) -> set[str]:
    """Return the sources that stand in more than one context in any of the catalogs."""
    several: set[str] = set()
    for entries in catalogs:
        sources = [entry.source for entry in entries if not entry.obsolete]
        if len(set(sources)) < len(sources):
            several.update(source for source, count in Counter(sources).items() if count > 1)
    return several


def _way(entry: Entry) -> object:
    """Return the slot and the voice of an entry; None where its notes do not say them."""
    place = read_note(entry.notes)
    return (place.slot, place.voice) if place else None


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
