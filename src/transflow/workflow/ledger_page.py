"""The ledger as one page that needs nothing else: a picture of concepts and editions, and below it the units."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby
from string import ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from transflow.formats.po import read_catalog
from transflow.locales import direction, english_name
from transflow.model import Mention, Severity, Slot, Voice
from transflow.workflow.check import known_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from transflow.glossary import Concept, Expected
    from transflow.model import Finding
    from transflow.workflow.ledger import Compared, Ledger, Use
    from transflow.workflow.workspace import Workspace

COLORS = 8  # as many names of a concept are told apart by colour as well as by letter
LISTED = 100  # units that the page lists of one edition's cell; a page with every mention of a thousand articles opens in no browser
VOICES = (Voice.NARRATION, Voice.QUOTATION)
_PAGES = Environment(
    loader=PackageLoader("transflow.workflow", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


@dataclass(frozen=True, slots=True)
class Column:
    """An edition, or the source, as a column; `key` is its part of an anchor."""

    key: str
    edition: str
    is_source: bool
    lang: str
    dir: str
    language: str
    style: str


@dataclass(frozen=True, slots=True)
class Label:
    """What stands for a name in a picture: a letter, and a colour by number (None where the form belongs to several names)."""

    letter: str
    color: int | None
    name: str
    side: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar: a name in a voice, how often, and the anchor of the first unit that has it."""

    label: Label
    voice: Voice
    count: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The names of one voice in a cell; `share` is how long the bar is, in percent of the longest of its concept."""

    voice: Voice
    share: int
    segments: tuple[Segment, ...]


class Part(NamedTuple):
    """A run of a text, and the name that it is a mention of, if any."""

    text: str
    label: Label | None
    voice: Voice


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit as it is listed: source and target with the mentions of one concept marked, and what checks say of it."""

    anchor: str
    article: str
    unit: str
    slot: str
    state: str
    place: str
    address: str
    source: tuple[Part, ...]
    target: tuple[Part, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one edition does with one concept; `faults` counts the errors and warnings among the findings."""

    column: Column
    anchor: str
    bars: tuple[Bar, ...]
    entries: tuple[Entry, ...]
    left_out: int
    faults: int
    calls_for: tuple[tuple[Voice, Expected], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A concept as a row: the names met, and a cell an edition."""

    concept: Concept
    labels: tuple[Label, ...]
    cells: tuple[Cell, ...]

    @property
    def rivals(self) -> bool:
        """Tell whether the concept has names to choose between."""
        return len(self.concept.names) > 1


def page(workspace: Workspace, ledger: Ledger, compared: Compared | None, *, at: Path) -> str:
    """Return the page; `at` is the directory in which it will lie, from where its links to the catalogs lead."""
    lines = tuple(_Lines(workspace, ledger, at))
    columns = _columns(workspace, ledger)
    with_catalog = {edition.name for _, edition in ledger.catalogs}
    return _PAGES.get_template("ledger.html.jinja").render(
        title=workspace.project.title,
        columns=columns,
        contested=[line for line in lines if line.rivals],
        others=[line for line in lines if not line.rivals],
        others_faulty=any(cell.faults for line in lines if not line.rivals for cell in line.cells),
        lines=lines,
        voices=VOICES,
        mentions=sum(not use.is_source for use in ledger.uses),
        faults=sum(cell.faults for line in lines for cell in line.cells),
        without=[edition.name for edition in workspace.project.editions if edition.name not in with_catalog],
        compared=compared,
    )


def _columns(workspace: Workspace, ledger: Ledger) -> tuple[Column, ...]:
    """Return the source, and the editions that have a catalog."""
    source = workspace.project.source_locale
    columns = [Column("source", source, True, source, direction(source), english_name(source), "")]
    for edition in dict.fromkeys(edition for _, edition in ledger.catalogs):
        style = workspace.styles[edition.style] if edition.style else None
        title = (style.title or style.id) if style else "as the source says"
        columns.append(
            Column(edition.name, edition.name, False, edition.locale, direction(edition.locale), english_name(edition.locale), title)
        )
    order = {edition.name: number for number, edition in enumerate(workspace.project.editions)}
    return tuple(sorted(columns, key=lambda column: -1 if column.is_source else order[column.edition]))


class _Lines:
    """Puts the mentions and the findings of a ledger together, concept by concept."""

    def __init__(self, workspace: Workspace, ledger: Ledger, at: Path) -> None:
        self._workspace = workspace
        self._at = at
        self._columns = _columns(workspace, ledger)
        self._uses: dict[tuple[str, str], list[Use]] = defaultdict(list)
        for use in ledger.uses:
            self._uses[use.mention.concept, "source" if use.is_source else use.edition].append(use)
        self._findings: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for article, edition in ledger.catalogs:
            catalog = read_catalog(workspace.project.catalog(edition, article.stem))
            for finding in known_findings(workspace, edition, article.stem, catalog):
                if finding.concept is not None:
                    self._findings[finding.concept, edition.name].append(finding)

    def __iter__(self) -> Iterator[Line]:
        """Yield every concept that is named or missed somewhere, in the order of the glossary."""
        met = {concept for concept, _ in (*self._uses, *self._findings)}
        return (self._line(concept) for concept in self._workspace.glossary.concepts.values() if concept.id in met)

    def _line(self, concept: Concept) -> Line:
        labels = {
            name.id: Label(ascii_uppercase[number % len(ascii_uppercase)], number % COLORS, name.id, name.side or "")
            for number, name in enumerate(concept.names.values())
        }
        own = [self._uses[concept.id, column.key] for column in self._columns]
        longest = max((count for uses in own for count in Counter(use.voice for use in uses).values()), default=1)
        met = {name for uses in own for use in uses for name in use.mention.names}
        cells = tuple(self._cell(concept.id, column, uses, labels, longest) for column, uses in zip(self._columns, own, strict=True))
        return Line(concept, tuple(label for name, label in labels.items() if name in met), cells)

    def _cell(self, concept: str, column: Column, uses: Sequence[Use], labels: dict[str, Label], longest: int) -> Cell:
        anchor = f"{concept}--{column.key}"
        findings = self._findings.get((concept, column.key), [])
        entries = tuple(self._entries(anchor, uses, findings, labels))
        listed = tuple(entry for number, entry in enumerate(entries) if number < LISTED or _faulty(entry.findings))
        return Cell(
            column=column,
            anchor=anchor,
            bars=tuple(_bars(uses, listed, labels, longest, anchor)),
            entries=listed,
            left_out=len(entries) - len(listed),
            faults=_faulty(findings),
            calls_for=self._calls_for(concept, column),
        )

    def _calls_for(self, concept: str, column: Column) -> tuple[tuple[Voice, Expected], ...]:
        """Return what the edition's style calls for in running text, in either voice."""
        if column.is_source:
            return ()
        naming = self._workspace.naming(self._workspace.project.edition(column.edition))
        return tuple((voice, naming.expected(Mention(0, 0, "", concept, "", (), voice), Slot.BODY)) for voice in VOICES)

    def _entries(self, anchor: str, uses: Sequence[Use], findings: Sequence[Finding], labels: dict[str, Label]) -> Iterator[Entry]:
        """Yield the units that have a mention, in the order of the catalogs, then those of which only a check speaks."""
        told: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for finding in findings:
            told[finding.article, finding.unit].append(finding)
        number = 0
        by_unit = sorted(uses, key=lambda use: (use.article, use.reading.index))
        for (article, _), group in groupby(by_unit, key=lambda use: (use.article, use.reading.index)):
            same = tuple(group)
            reading, number = same[0].reading, number + 1
            mentions = tuple(use.mention for use in same)
            sources = mentions if same[0].is_source else tuple(one for one in reading.source_mentions if one.concept == mentions[0].concept)
            yield Entry(
                anchor=f"{anchor}--{number}",
                article=article,
                unit=reading.entry.unit,
                slot=reading.slot,
                state="" if same[0].is_source else reading.state,
                **self._place(same[0].path, reading.entry.line),
                source=_parts(reading.source, sources, labels),
                target=() if same[0].is_source else _parts(reading.target, mentions, labels),
                findings=tuple(told.pop((article, reading.entry.unit), ())),
            )
        for (article, unit), left in told.items():
            first, number = left[0], number + 1
            place = self._place(self._workspace.project.root / first.file, first.line)
            source, target = (Part(text, None, Voice.NARRATION) for text in (first.source, first.target))
            yield Entry(f"{anchor}--{number}", article, unit, "", "", **place, source=(source,), target=(target,), findings=tuple(left))

    def _place(self, path: Path, line: int) -> dict[str, str]:
        shown = path.relative_to(self._workspace.project.root).as_posix()
        relative = os.path.relpath(path, self._at).replace(os.sep, "/")
        return {"place": f"{shown}:{line}", "address": f"{relative}#L{line}"}


def _bars(uses: Sequence[Use], entries: Sequence[Entry], labels: dict[str, Label], longest: int, cell: str) -> Iterator[Bar]:
    anchors = {
        (part.label, part.voice): entry.anchor
        for entry in reversed(entries)
        for part in entry.target or entry.source
        if part.label is not None
    }
    for voice in VOICES:
        counts = Counter(_label(use.mention, labels) for use in uses if use.voice is voice)
        segments = tuple(Segment(label, voice, count, anchors.get((label, voice), cell)) for label, count in counts.items())
        if segments:
            yield Bar(voice, round(100 * counts.total() / longest), segments)


def _label(mention: Mention, labels: dict[str, Label]) -> Label:
    return Label("?", None, " or ".join(mention.names)) if mention.ambiguous else labels[mention.name]


def _parts(text: str, mentions: Iterable[Mention], labels: dict[str, Label]) -> tuple[Part, ...]:
    """Return a text in runs, so that the mentions can be marked."""
    parts = []
    reached = 0
    for mention in mentions:
        voice = Voice.QUOTATION if mention.voice is Voice.QUOTATION else Voice.NARRATION
        parts += [
            Part(text[reached : mention.start], None, voice),
            Part(text[mention.start : mention.end], _label(mention, labels), voice),
        ]
        reached = mention.end
    return tuple(part for part in (*parts, Part(text[reached:], None, Voice.NARRATION)) if part.text)


def _faulty(findings: Iterable[Finding]) -> int:
    return sum(finding.severity is not Severity.INFO for finding in findings)
