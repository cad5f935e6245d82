"""What a catalog is: its header, its entries, and what people and engines noted on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypedDict, Unpack, cast

import msgspec

from transflow.formats.po_remarks import ABOVE, NOTHING_SAID, Above, said_above
from transflow.model import State, unit_id

if TYPE_CHECKING:
    from collections.abc import Iterable

DRAFT_COMMENT = "draft:"  # `# draft: <engine> <ISO date>[ · note]`: where a draft comes from
NO_DRAFT_COMMENT = "no draft:"  # `# no draft: <why>`: why there is none
BLANK_COMMENT = "blank:"  # `# blank: <reason>`: this unit has no target on purpose
OTHER_COMMENT = "other version:"  # `# other version: <target>`: what the other of two joined catalogs says in the place of this target
BY_HAND = "by hand"  # what the provenance of a person's own draft says in the place of an engine
_OWN_COMMENTS = (DRAFT_COMMENT, NO_DRAFT_COMMENT, BLANK_COMMENT)
_LINE_ENDS = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r"})


class Entry(msgspec.Struct, frozen=True, gc=False, eq=False):
    """One entry of a catalog: a source, its target, and what is said about them; `new_entry` makes one, `parse_po` reads them.

    `comments` are people's, `notes` and `references` (file, line; 0 where there is none) the extractor's, `flags` all but "fuzzy", which is
    `draft`. A draft that came from another source says so in `previous_source`, `previous_context` and `previous_plural`. An entry with
    `source_plural` has its plural forms in `targets` and an empty `target`. `line` is the entry's first line in its file, from 1.

    `text` is the file that the entry was read from, which all its entries share, `start` and `end` its place there, `gap` what stands before
    it. An entry that was made or changed has no text and is rendered anew. What the lines above an entry say (`above`) is read when somebody
    asks for it. Garbage collection may skip entries: texts and tuples of texts can be in no cycle.
    """

    source: str
    target: str
    context: str | None
    draft: bool
    line: int
    gap: str
    text: str | None
    start: int
    end: int
    source_plural: str | None = None
    targets: tuple[str, ...] = ()
    obsolete: bool = False
    above: Above | None = None

    def __eq__(self, other: object) -> bool:
        return self._content() == other._content() if isinstance(other, Entry) else NotImplemented

    def __ne__(self, other: object) -> bool:  # a struct would ask whether it is the same object
        return not self == other

    def __hash__(self) -> int:
        return hash((self.context, self.source))

    def __repr__(self) -> str:
        state = " obsolete" if self.obsolete else ""
        return f"<Entry {self.unit} line {self.line}{state} {self.state}: {self.source!r} → {self.targets or self.target!r}>"

    def __reduce__(self) -> tuple[object, ...]:
        """Let an entry travel to another process without the rest of its file."""
        raw = self.raw
        core = (self.source, self.target, self.context, self.draft, self.line, self.gap, raw, 0, len(raw or ""))
        return Entry, (*core, self.source_plural, self.targets, self.obsolete, self.said)

    @property
    def said(self) -> Above:
        """What the lines above the entry say: the fields that ABOVE names, in its order."""
        if self.above is None:
            msgspec.structs.force_setattr(self, "above", said_above(self.raw or ""))
        return self.above or NOTHING_SAID

    @property
    def comments(self) -> tuple[str, ...]:
        """What people (and, for a draft, transflow) noted, a line each."""
        return self.said[0]

    @property
    def notes(self) -> tuple[str, ...]:
        """What the extractor noted, a line each."""
        return self.said[1]

    @property
    def references(self) -> tuple[tuple[str, int], ...]:
        """Where the source stands: (file, line), line 0 where it is not known."""
        return self.said[2]

    @property
    def flags(self) -> tuple[str, ...]:
        """All flags but the one that says draft."""
        return self.said[3]

    @property
    def previous_source(self) -> str | None:
        """The source that a draft was the target of, before the article changed."""
        return self.said[4]

    @property
    def previous_context(self) -> str | None:
        """The context of the previous source."""
        return self.said[5]

    @property
    def previous_plural(self) -> str | None:
        """The plural of the previous source."""
        return self.said[6]

    @property
    def raw(self) -> str | None:
        """The entry as it stands in its file; None where it was made or changed."""
        return None if self.text is None else self.text[self.start : self.end]

    @property
    def key(self) -> tuple[str | None, str]:
        """What makes an entry the only one of its kind in a catalog: its context and its source."""
        return (self.context, self.source)

    @property
    def unit(self) -> str:
        """The short name of the unit, stable while its context and source are."""
        return unit_id(self.context, self.source)

    @property
    def filled(self) -> bool:
        """Tell whether there is a target, in all plural forms."""
        return all(self.targets) if self.targets else bool(self.target)

    @property
    def blank(self) -> bool:
        """Tell whether the target is empty on purpose, as a comment `blank: <reason>` says."""
        return not self.target and not any(self.targets) and any(_is_blank(comment) for comment in self.comments)

    @property
    def state(self) -> State:
        """How far the unit is; an approval is not the catalog's business. An intentionally blank unit counts as translated."""
        if not self.filled and not self.blank:
            return State.UNTRANSLATED
        return State.DRAFT if self.draft else State.TRANSLATED

    def _content(self) -> tuple[object, ...]:
        return (self.context, self.source, self.target, self.draft, self.source_plural, self.targets, self.obsolete, self.said)

    @property
    def unread(self) -> bool:
        """Tell whether this is a draft that no person has made: an engine did, or a merge from the target of another source."""
        if not self.draft:
            return False
        provenance = self.provenance
        return self.previous_source is not None if provenance is None else not provenance.startswith(BY_HAND)

    @property
    def provenance(self) -> str | None:
        """Where the target was drafted: engine, date, note; None where a person wrote it."""
        for comment in self.comments:
            if comment.startswith(DRAFT_COMMENT):
                return comment.removeprefix(DRAFT_COMMENT).strip()
        return None


class Changes(TypedDict, total=False):
    """What `change` may change of an entry."""

    source: str
    target: str
    context: str | None
    draft: bool
    comments: tuple[str, ...]
    notes: tuple[str, ...]
    references: tuple[tuple[str, int], ...]
    flags: tuple[str, ...]
    previous_source: str | None
    previous_context: str | None
    previous_plural: str | None
    source_plural: str | None
    targets: tuple[str, ...]
    obsolete: bool


@dataclass(frozen=True, slots=True)
class Layout:
    r"""How the file around the entries looks.

    `head` is the header as it stands (None once it changed), `tail` what follows the last entry, `newline` the file's line end
    where all are the same (`raw`, `gap`, `head` and `tail` then have "\n"), `bom` a byte order mark at its start.
    """

    head: str | None = None
    tail: str = ""
    newline: str = "\n"
    bom: bool = False


@dataclass(frozen=True, slots=True)
class Catalog:
    """A PO or POT file: its header by field, the comment above it, and its entries in the order of the file."""

    entries: tuple[Entry, ...] = ()
    header: dict[str, str] = field(default_factory=dict)
    header_comment: str = ""
    header_flags: tuple[str, ...] = ()
    layout: Layout = field(default_factory=Layout)
    name: str = ""

    @property
    def language(self) -> str:
        """The gettext tag of the target (`ru@desk`); empty in a template."""
        return self.header.get("Language", "")


def change(entry: Entry, **changes: Unpack[Changes]) -> Entry:
    """Return the entry with these fields changed; one that stays as it is keeps its bytes, any other loses them."""
    if all(getattr(entry, name) == value for name, value in changes.items()):
        return entry
    said = entry.said
    fields: dict[str, object] = dict(changes)
    if not fields.keys().isdisjoint(ABOVE):
        said = cast("Above", tuple(fields.pop(name, value) for name, value in zip(ABOVE, said, strict=True)))
    return msgspec.structs.replace(entry, text=None, above=said, **fields)


def with_target(entry: Entry, target: str | tuple[str, ...]) -> Entry:
    """Return the entry with a person's translation: no draft any more, and nothing said of one, nor of another version.

    Plural forms come as a tuple.
    """
    return _filled(entry, target, draft=False, comments=_decided_comments(entry))


def with_draft(entry: Entry, target: str | tuple[str, ...], provenance: str) -> Entry:
    """Return the entry with an engine's draft, and where it comes from (`<engine> <ISO date>[ · note]`)."""
    comments = (*_without_own_comments(entry), f"{DRAFT_COMMENT} {_one_line(provenance)}")
    return _filled(entry, target, draft=True, comments=comments)


def without_target(entry: Entry, why: str) -> Entry:
    """Return the entry with an empty target and the reason why no draft could be made."""
    comments = (*_without_own_comments(entry), f"{NO_DRAFT_COMMENT} {_one_line(why)}")
    return _filled(entry, ("",) * len(entry.targets) if entry.source_plural is not None else "", draft=False, comments=comments)


def blanked(entry: Entry, reason: str) -> Entry:
    """Return the entry without a target on purpose: the edition leaves this unit out, and it counts as translated."""
    comments = (*_decided_comments(entry), f"{BLANK_COMMENT} {_one_line(reason)}".rstrip())
    return _filled(entry, ("",) * len(entry.targets) if entry.source_plural is not None else "", draft=False, comments=comments)


def settled(entry: Entry) -> Entry:
    """Return a draft that a person has found good as it stands: a translation, and nothing said any more of another source or version."""
    comments = tuple(comment for comment in entry.comments if not comment.startswith(OTHER_COMMENT))
    return change(entry, draft=False, comments=comments, previous_source=None, previous_context=None, previous_plural=None)


def with_other_version(entry: Entry, other: Entry) -> Entry:
    """Return the entry with what another version of its catalog has in the place of its target, where a translator sees it: in a comment.

    It stays until a person gives the entry a target. Line ends and backslashes are written as in the PO file.
    """
    if other.targets:
        told = [f"{OTHER_COMMENT} [{index}] {_escaped(text)}" for index, text in enumerate(other.targets) if text]
    else:
        told = [f"{OTHER_COMMENT} {_escaped(other.target)}"] if other.target else []
    told = told or [f"{OTHER_COMMENT} {comment}" for comment in other.comments if _is_blank(comment)]
    return change(entry, comments=(*entry.comments, *(line for line in told if line not in entry.comments)))


def is_own_comment(comment: str) -> bool:
    """Tell whether transflow wrote this comment: `draft:`, `no draft:` or `blank:`."""
    return comment.startswith(_OWN_COMMENTS) or _is_blank(comment)


def same_units(entries: Iterable[Entry], others: Iterable[Entry]) -> bool:
    """Tell whether two catalogs ask for the same: equal sources, contexts, notes and references, in the same order."""
    return [_asked(entry) for entry in entries if not entry.obsolete] == [_asked(other) for other in others if not other.obsolete]


def _asked(entry: Entry) -> tuple[object, ...]:
    return (entry.context, entry.source, entry.source_plural, entry.notes, entry.references)


def _filled(entry: Entry, target: str | tuple[str, ...], *, draft: bool, comments: tuple[str, ...]) -> Entry:
    plural = not isinstance(target, str)
    if plural != (entry.source_plural is not None):
        raise ValueError("plural forms come as a tuple, a single target as a text")
    return change(
        entry,
        target="" if plural else str(target),
        targets=tuple(target) if plural else (),
        draft=draft,
        comments=comments,
        previous_source=None,
        previous_context=None,
        previous_plural=None,
    )


def _without_own_comments(entry: Entry) -> tuple[str, ...]:
    return tuple(comment for comment in entry.comments if not is_own_comment(comment))


def _decided_comments(entry: Entry) -> tuple[str, ...]:
    return tuple(comment for comment in _without_own_comments(entry) if not comment.startswith(OTHER_COMMENT))


def _escaped(text: str) -> str:
    return text.translate(_LINE_ENDS)


def _is_blank(comment: str) -> bool:
    return comment.startswith(BLANK_COMMENT) or comment.strip() == "blank"


def _one_line(text: str) -> str:
    return " ".join(text.split())
