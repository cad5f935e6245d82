"""The ledger as one page that needs nothing else: a picture of concepts and editions, and below it the units."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from transflow.locales import direction, english_name
from transflow.model import Severity
from transflow.workflow.check import known_findings
from transflow.workflow.names.explain import explain
from transflow.workflow.names.ledger_marks import bars, labels_of, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from transflow.glossary import Concept
    from transflow.model import Finding
    from transflow.workflow.names.explain import Explanation
    from transflow.workflow.names.ledger import Compared, Ledger, Use
    from transflow.workflow.names.ledger_marks import Bar, Label, Part
    from transflow.workflow.workspace import Workspace

LISTED = 40  # units that the page lists of one edition's cell; a page with every mention of a thousand articles opens in no browser
_PAGES = Environment(
    loader=PackageLoader("transflow.workflow.names", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
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
    calls_for: tuple[Explanation, ...]


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
    with_catalog = {edition.name for _, edition, _ in ledger.catalogs}
    return _PAGES.get_template("ledger.html.jinja").render(
        title=workspace.project.title,
        columns=columns,
        contested=[line for line in lines if line.rivals],
        others=[line for line in lines if not line.rivals],
        others_faulty=any(cell.faults for line in lines if not line.rivals for cell in line.cells),
        lines=lines,
        mentions=sum(not use.is_source for use in ledger.uses),
        faults=sum(cell.faults for line in lines for cell in line.cells),
        without=[edition.name for edition in workspace.project.editions if edition.name not in with_catalog],
        compared=compared,
    )


def _columns(workspace: Workspace, ledger: Ledger) -> tuple[Column, ...]:
    """Return the source, and the editions that have a catalog."""
    source = workspace.project.source_locale
    columns = [Column("source", source, True, source, direction(source), english_name(source), "")]
    for edition in dict.fromkeys(edition for _, edition, _ in ledger.catalogs):
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
        for article, edition, catalog in ledger.catalogs:
            for finding in known_findings(workspace, edition, article, catalog):
                if finding.concept is not None:
                    self._findings[finding.concept, edition.name].append(finding)

    def __iter__(self) -> Iterator[Line]:
        """Yield every concept that is named or missed somewhere, in the order of the glossary."""
        met = {concept for concept, _ in (*self._uses, *self._findings)}
        return (self._line(concept) for concept in self._workspace.glossary.concepts.values() if concept.id in met)

    def _line(self, concept: Concept) -> Line:
        own = [self._uses[concept.id, column.key] for column in self._columns]
        longest = max((count for uses in own for count in Counter(use.voice for use in uses).values()), default=1)
        met = {name for uses in own for use in uses for name in use.mention.names}
        labels = labels_of(concept, met)
        cells = tuple(self._cell(concept.id, column, uses, labels, longest) for column, uses in zip(self._columns, own, strict=True))
        return Line(concept, tuple(label for name, label in labels.items() if name in met), cells)

    def _cell(self, concept: str, column: Column, uses: Sequence[Use], labels: dict[str, Label], longest: int) -> Cell:
        anchor = f"{concept}--{column.key}"
        findings: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for finding in self._findings.get((concept, column.key), ()):
            findings[finding.article, finding.unit].append(finding)
        units = [tuple(group) for _, group in groupby(sorted(uses, key=_unit), key=_unit)]
        entries: list[Entry] = []
        for same in units:
            told = findings.pop((same[0].article, same[0].reading.entry.unit), [])
            if len(entries) < LISTED or _faults(told):
                entries.append(self._entry(f"{anchor}--{len(entries)}", same, told, labels))
        left_out = len(units) - len(entries)
        entries += [self._told(f"{anchor}--{len(entries) + number}", told, labels) for number, told in enumerate(findings.values())]
        anchors = {
            (part.label, part.voice): entry.anchor
            for entry in reversed(entries)
            for part in entry.target or entry.source
            if part.label is not None
        }
        return Cell(
            column=column,
            anchor=anchor,
            bars=tuple(bars(uses, anchors, labels, longest=longest, cell=anchor)),
            entries=tuple(entries),
            left_out=left_out,
            faults=_faults(self._findings.get((concept, column.key), ())),
            calls_for=() if column.is_source else explain(self._workspace, concept, edition=column.edition).uses,
        )

    def _entry(self, anchor: str, same: tuple[Use, ...], findings: Sequence[Finding], labels: dict[str, Label]) -> Entry:
        """Return a unit in which a concept is mentioned."""
        first, reading = same[0], same[0].reading
        mentions = tuple(use.mention for use in same)
        said = mentions if first.is_source else tuple(one for one in reading.source_mentions if one.concept == mentions[0].concept)
        return Entry(
            anchor=anchor,
            article=first.article,
            unit=reading.entry.unit,
            slot=reading.slot,
            state="" if first.is_source else first.state,
            **self._place(first.path, reading.entry.line),
            source=parts(reading.source, said, labels),
            target=() if first.is_source else parts(reading.target, mentions, labels),
            findings=tuple(findings),
        )

    def _told(self, anchor: str, findings: Sequence[Finding], labels: dict[str, Label]) -> Entry:
        """Return a unit in which a concept is not mentioned, and of which a check speaks for just that reason."""
        first = findings[0]
        return Entry(
            anchor=anchor,
            article=first.article,
            unit=first.unit,
            slot="",
            state="",
            **self._place(self._workspace.project.root / first.file, first.line),
            source=parts(first.source, (), labels),
            target=parts(first.target, (), labels),
            findings=tuple(findings),
        )

    def _place(self, path: Path, line: int) -> dict[str, str]:
        shown = path.relative_to(self._workspace.project.root).as_posix()
        relative = os.path.relpath(path, self._at).replace(os.sep, "/")
        return {"place": f"{shown}:{line}", "address": f"{relative}#L{line}"}


def _unit(use: Use) -> tuple[str, int]:
    return (use.article, use.reading.index)


def _faults(findings: Iterable[Finding]) -> int:
    return sum(finding.severity is not Severity.INFO for finding in findings)
