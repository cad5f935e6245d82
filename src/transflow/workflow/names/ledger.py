"""The ledger: which name each edition uses for each concept, in which voice and slot, and where."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from transflow.formats.po import read_catalog
from transflow.model import Slot, State, Voice
from transflow.workflow.days import catalog_day
from transflow.workflow.deciding.standing import standings
from transflow.workflow.status import catalogs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from transflow.checks import Reading
    from transflow.formats.po import Catalog
    from transflow.glossary import Glossary
    from transflow.model import Mention
    from transflow.project import Edition
    from transflow.workflow.workspace import Workspace

_VOICES = (Voice.NARRATION, Voice.QUOTATION)
_SLOTS = tuple(Slot)


@dataclass(frozen=True, slots=True)
class Use:
    """One mention of a concept, and the unit in which an edition (or the source) uses it; `state` is how far that is, sign-offs counted."""

    edition: str
    is_source: bool
    article: str
    path: Path
    reading: Reading
    mention: Mention
    state: State = State.TRANSLATED

    @property
    def voice(self) -> Voice:
        """Whose word the name is: the newsroom's or a speaker's."""
        return Voice.QUOTATION if self.mention.voice is Voice.QUOTATION else Voice.NARRATION


@dataclass(frozen=True, slots=True)
class Row:
    """How often an edition uses a name in a voice and a slot, and in which units.

    `name` is empty where the form met belongs to several names; `names` then holds them, otherwise just the one. With `is_source` the edition is the source
    itself. Of the `count` mentions, `drafts` stand in units that nobody has looked at.
    """

    concept: str
    edition: str
    is_source: bool
    name: str
    names: tuple[str, ...]
    voice: Voice
    slot: Slot
    count: int
    drafts: int
    units: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, bool, tuple[str, ...], Voice, Slot]:
        """What a row counts."""
        return (self.concept, self.edition, self.is_source, self.names, self.voice, self.slot)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows of a ledger, and the mentions that they count, both by concept, edition, name, voice and slot.

    `catalogs` are the ones that were read, each with its article's slug and its edition.
    """

    rows: tuple[Row, ...]
    uses: tuple[Use, ...]
    catalogs: tuple[tuple[str, Edition, Catalog], ...]


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row that two ledgers do not have alike: the counts and units on both sides, none where the row is not there."""

    row: Row
    change: Literal["added", "gone", "changed"]
    before: int
    after: int
    units_before: tuple[str, ...]
    units_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What a ledger has otherwise than that of another state, and what a person calls that state."""

    name: str
    differences: tuple[RowDifference, ...]


def ledger(workspace: Workspace, *, editions: Sequence[str] = (), articles: Sequence[str] = ()) -> Ledger:
    """Return which names the source and the editions use; raises UsageError for an edition, article or catalog that is not there."""
    return _ledger(workspace, workspace.articles(articles), catalogs(workspace, editions=editions, articles=articles))


def ledger_of_other(other: Workspace, *, editions: Sequence[str] = (), articles: Sequence[str] = ()) -> Ledger:
    """Return the same of another state of a project, where editions and articles (by slug) need not be there yet: those use no name."""
    paths = [path for path in other.articles() if not articles or path.stem in articles]
    wanted = [edition for edition in other.project.editions if not editions or edition.name in editions]
    pairs = [(path, edition) for path in paths for edition in wanted if other.project.catalog(edition, path.stem).exists()]
    return _ledger(other, paths, pairs)


def difference(before: Iterable[Row], after: Iterable[Row]) -> tuple[RowDifference, ...]:
    """Return the rows that were added, are gone, or count otherwise, in the order of the ledger after; what is gone stands where its concept does."""
    old = {row.key: row for row in before}
    new = {row.key: row for row in after}
    place = {concept: number for number, concept in enumerate(dict.fromkeys(row.concept for row in (*new.values(), *old.values())))}
    keys = sorted(dict.fromkeys((*new, *old)), key=lambda key: (place[key[0]], not key[2]))
    return tuple(_difference(old.get(key), new.get(key)) for key in keys if _count(old.get(key)) != _count(new.get(key)))


def _ledger(workspace: Workspace, articles: Sequence[Path], pairs: Iterable[tuple[Path, Edition]]) -> Ledger:
    order = _Order(workspace.glossary, [edition.name for edition in workspace.project.editions])
    read = tuple((path.stem, edition, read_catalog(workspace.project.catalog(edition, path.stem))) for path, edition in pairs)
    uses = sorted((*_source_uses(workspace, articles), *_edition_uses(workspace, read)), key=order.of)  # stable: as in the catalogs
    return Ledger(tuple(_row(tuple(group)) for _, group in groupby(uses, key=order.of)), tuple(uses), read)


class _Order:
    """Sorts mentions as a reader looks for them: concepts as in the glossary, the source before the editions, names as in the glossary."""

    def __init__(self, glossary: Glossary, editions: Sequence[str]) -> None:
        self._concepts = {concept: number for number, concept in enumerate(glossary.concepts)}
        self._names = {(concept.id, name): number for concept in glossary.concepts.values() for number, name in enumerate(concept.names)}
        self._editions = {edition: number for number, edition in enumerate(editions)}

    def of(self, use: Use) -> tuple[int, bool, int, int, list[int], tuple[str, ...], int, int]:
        """Return what a mention is sorted by: equal for those that one row counts."""
        mention = use.mention
        return (
            self._concepts[mention.concept],
            not use.is_source,
            self._editions.get(use.edition, -1),
            len(mention.names),
            [self._names.get((mention.concept, name), len(self._names)) for name in mention.names],  # a double name after all others
            mention.names,
            _VOICES.index(use.voice),
            _SLOTS.index(use.reading.slot),
        )


def _row(uses: tuple[Use, ...]) -> Row:
    first = uses[0]
    return Row(
        concept=first.mention.concept,
        edition=first.edition,
        is_source=first.is_source,
        name=first.mention.name,
        names=first.mention.names,
        voice=first.voice,
        slot=first.reading.slot,
        count=len(uses),
        drafts=0 if first.is_source else sum(use.state is State.DRAFT for use in uses),
        units=tuple(dict.fromkeys(use.reading.entry.unit for use in uses)),
    )


def _difference(before: Row | None, after: Row | None) -> RowDifference:
    row = after or before
    if row is None:
        raise ValueError("a difference is of one row at least")
    change: Literal["added", "gone", "changed"] = "changed" if before and after else "added" if after else "gone"
    return RowDifference(row, change, _count(before), _count(after), before.units if before else (), after.units if after else ())


def _count(row: Row | None) -> int:
    return row.count if row else 0


def _source_uses(workspace: Workspace, articles: Sequence[Path]) -> Iterator[Use]:
    """Yield the mentions of the sources, read from the templates: they ask for the same units as the catalogs do."""
    from transflow.checks import read_catalog_units  # noqa: PLC0415 - not loaded before it is known that there is a project
    from transflow.glossary import naming_for  # noqa: PLC0415 - as above

    project = workspace.project
    locale = project.source_locale
    naming = naming_for(workspace.glossary, None, source_locale=locale, locale=locale)
    for article in articles:
        path = _template(workspace, article.stem)
        if path is None:
            continue
        for reading in read_catalog_units(read_catalog(path), naming=naming, source_locale=locale, locale=locale):
            if reading.source is reading.entry.source:  # of plural forms the singular stands for both
                yield from (Use(locale, True, article.stem, path, reading, mention) for mention in reading.source_mentions)


def _template(workspace: Workspace, slug: str) -> Path | None:
    """Return the template of an article, or else the catalog of some edition, which asks for the same."""
    project = workspace.project
    paths = (project.template(slug), *(project.catalog(edition, slug) for edition in project.editions))
    return next((path for path in paths if path.exists()), None)


def _edition_uses(workspace: Workspace, read: Iterable[tuple[str, Edition, Catalog]]) -> Iterator[Use]:
    from transflow.checks import read_catalog_units  # noqa: PLC0415 - as above

    project = workspace.project
    for slug, edition, catalog in read:
        path = project.catalog(edition, slug)
        naming = workspace.naming(edition, catalog_day(catalog))
        readings = read_catalog_units(catalog, naming=naming, source_locale=project.source_locale, locale=edition.locale)
        standing = standings(workspace, edition, slug, catalog, readings)
        for reading in readings:
            mentions = reading.target_mentions
            if mentions:
                state = standing[reading.entry.unit].state
                yield from (Use(edition.name, False, slug, path, reading, mention, state) for mention in mentions)
