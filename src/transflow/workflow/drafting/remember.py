"""What the memory has for a unit of an edition: matches for a person, or the one that can stand as a draft.

A match is held against the names that its edition calls for today, by the same matcher as drafts and checks.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.checks.pairing import Pairing, may_stand, pair
from transflow.formats.placeholders import placeholders
from transflow.memory import LEAST, DamagedStoreError, Kind, Match, Query, marked, matches, opened, same_region
from transflow.model import Slot
from transflow.units import occurrences
from transflow.voice import quotations
from transflow.workflow.drafting.memory_store import Reading, open_store, rebuild

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from transflow.glossary import Naming
    from transflow.memory import Store
    from transflow.model import Mention, Span, Unit
    from transflow.project import Edition
    from transflow.workflow.workspace import Workspace

ENGINE = "memory"  # what the provenance of such a draft says in the place of an engine
DRAFT_FROM = 95  # of 100: the least that a match must score to stand as a draft before an engine is asked


@dataclass
class Memory:
    """The memory of an edition, open for questions."""

    workspace: Workspace
    edition: Edition
    naming: Naming
    store: Store


@dataclass(frozen=True, slots=True)
class Asked:
    """A source that asks for its target: its slot, its quoted spans (None: they are looked for), and its neighbours ("" at the ends of an article)."""

    source: str
    slot: Slot = Slot.BODY
    quotations: Sequence[Span] | None = None
    before: str | None = None
    after: str | None = None


def questions(units: Iterable[Unit]) -> dict[tuple[str | None, str], Asked]:
    """Return what to ask for each catalog entry of an article, by (context, source); neighbours are those in the catalog, as the memory knows them."""
    groups = occurrences(units)
    sources = ["", *(group.source for group in groups), ""]
    return {
        (group.context, group.source): Asked(group.source, group.units[0].slot, group.units[0].quotations, sources[at], sources[at + 2])
        for at, group in enumerate(groups)
    }


@dataclass(frozen=True, slots=True)
class Remembered:
    """The draft that the memory has for a source, or None and why there is none; `notes` are for its provenance."""

    match: Match | None
    why: str = ""
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str | None:
        """The draft itself."""
        return self.match.target if self.match else None


@contextlib.contextmanager
def open_memory(
    workspace: Workspace,
    edition: Edition,
    *,
    day: date | None = None,
    as_it_is: bool = False,
    progress: Callable[[Reading], None] = lambda _: None,
) -> Iterator[Memory]:
    """Open the memory for an edition and what an article of a day calls for; raises CatalogError, ExchangeError, StorageError.

    `as_it_is` spares the time of bringing it up to the files, for somebody who asks again and again.
    """
    naming = workspace.naming(edition, day)
    with open_store(workspace.project, as_it_is=as_it_is, progress=progress) as store:
        yield Memory(workspace, edition, naming, store)


def recall(memory: Memory, asked: Asked, *, least: int = LEAST, limit: int = 5) -> tuple[Match, ...]:
    """Return the matches for a source, the best first: at most `limit` that are offered, and among them those that are refused, with why."""
    source_locale = memory.workspace.project.source_locale

    def ask(store: Store) -> tuple[Match, ...]:
        return matches(
            store,
            Query(asked.source, source_locale, memory.edition.locale, memory.edition.name, asked.before, asked.after),
            least=least,
            limit=limit,
            refuse=lambda target: broken_rule(memory.naming, asked, target),
        )

    try:
        return ask(memory.store)
    except DamagedStoreError:
        rebuild(memory.workspace.project)
        with opened(memory.store.path) as store:
            return ask(store)


def best_draft(memory: Memory, asked: Asked, *, least: int = DRAFT_FROM) -> Remembered:
    """Return the best match that can stand as a draft, or why none can."""
    reasons = []
    for match in recall(memory, asked, least=least):
        why = match.refused or _unfit(memory, asked, match)
        if not why:
            return Remembered(match, notes=_notes(asked, match))
        reasons.append(f"{match.score} %: {why}")
    return Remembered(None, "; ".join(reasons) or f"nothing of {least} % or more is remembered")


def broken_rule(naming: Naming, asked: Asked, target: str) -> str:
    """Return which name of a target this edition does not say today, and what it says; "" where it may say all of them."""
    paired = _paired(naming, asked, target)
    said: list[tuple[Mention, tuple[Mention, ...]]] = [(mention, (source,)) for source, mention in paired.pairs]
    said += [(mention, tuple(one for one in paired.missing if one.concept == mention.concept)) for mention in paired.extra]
    for mention, sources in said:
        if not may_stand(mention, sources, naming=naming, slot=asked.slot):
            return _told(naming, mention, sources, asked.slot)
    return ""


def _told(naming: Naming, mention: Mention, sources: tuple[Mention, ...], slot: Slot) -> str:
    names = naming.allowed(mention, slot, sources)
    forms = [forms[0].text for name in names if (forms := naming.forms(mention.concept, name))]
    return f"it says “{mention.text}”, where this edition says {' or '.join(forms or names)}"


def _paired(naming: Naming, asked: Asked, target: str) -> Pairing:
    source_spans = asked.quotations if asked.quotations is not None else quotations((asked.source,), naming.source_locale)[0]
    ours = naming.find_source(asked.source, source_spans)
    theirs = naming.find_target(target, quotations((target,), naming.locale)[0])
    return pair(ours, theirs, naming=naming, slot=asked.slot)


def _unfit(memory: Memory, asked: Asked, match: Match) -> str:
    """Return why a match that is offered cannot stand as a draft all the same."""
    if not same_region(match.locale, memory.edition.locale):
        return f"it is in {match.locale}"
    if Counter(placeholders(match.target)) != Counter(placeholders(asked.source)):
        return "its markup is another"
    missing = _paired(memory.naming, asked, match.target).missing if match.kind is not Kind.EXACT else ()
    return f"it does not name “{missing[0].text}”" if missing else ""


def _notes(asked: Asked, match: Match) -> tuple[str, ...]:
    notes = [f"{match.score} %, {match.origin.file}"]
    if match.context:
        notes.append("same neighbours")
    notes += [f"{change.old} → {change.new}, mind the grammar around it" for change in match.changes]
    if match.kind is Kind.FUZZY:
        notes.append(f"differs: {marked(match.source, asked.source, match.difference)}")
    return tuple(notes)
