"""Catalogs to a file of another program: XLIFF 2.1 and 1.2, CSV, JSON Lines; and what the format has no place for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.errors import UsageError
from transflow.formats.xliff import write_xliff, write_xliff_12
from transflow.formats.xml import NOT_XML
from transflow.locales import direction
from transflow.workflow.exchange.catalog_csv import catalogs_csv
from transflow.workflow.exchange.catalog_jsonl import catalogs_jsonl
from transflow.workflow.exchange.catalog_units import catalog_file
from transflow.workflow.exchange.glossary_offer import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transflow.formats.bilingual import BilingualFile, BilingualUnit
    from transflow.model import State
    from transflow.workflow.workspace import Workspace

WRITERS = {"xliff": write_xliff, "xliff-1.2": write_xliff_12, "csv": catalogs_csv, "jsonl": catalogs_jsonl}
FORMATS = tuple(WRITERS)


@dataclass(frozen=True, slots=True)
class CatalogExport:
    """Catalogs as text of another format, how many units are how far, and what the format cannot hold."""

    text: str
    format: str
    edition: str
    articles: tuple[str, ...]
    states: dict[State, int]
    told: tuple[Remark, ...] = ()


def export_catalogs(workspace: Workspace, articles: Sequence[str], *, edition: str, format: str) -> CatalogExport:  # noqa: A002 - the field's word
    """Return the catalogs of articles in one edition in another format; obsolete entries stay at home.

    Raises UsageError where there is no such article, edition or catalog, or nothing in it.
    """
    chosen = workspace.project.edition(edition)
    files = [catalog_file(workspace, path, chosen) for path in dict.fromkeys(workspace.articles(articles))]
    files = [file for file in files if file.units]
    if not files:
        raise UsageError("nothing to export: the catalog has no units")
    told = Counter(what for file in files for what in _unsayable(file, format))
    return CatalogExport(
        text=WRITERS[format](files),
        format=format,
        edition=edition,
        articles=tuple(file.article for file in files),
        states=dict(Counter(unit.state for file in files for unit in file.units)),
        told=tuple(Remark(what, count=count) for what, count in told.items()),
    )


def _unsayable(file: BilingualFile, format_: str) -> Iterator[str]:
    """Yield what a format cannot say of a file, a line each time."""
    if format_ == "xliff-1.2" and direction(file.locale) == "rtl":
        yield "XLIFF 1.2 has no place for the direction of a text; programs take it from the language"
    for unit in file.units:
        if format_.startswith("xliff") and any(NOT_XML.search(text) for text in _remarks(unit, format_)):
            yield "XML cannot hold a control character of a note; U+FFFD stands there (texts keep theirs)"
        if format_ == "csv" and unit.markup:
            yield "CSV has no place for the markup behind placeholders; it comes from the article"
        if format_ == "csv" and "\0" in unit.source + unit.target:
            yield "a NUL cannot stand in a sheet; this unit cannot be imported from it"


def _remarks(unit: BilingualUnit, format_: str) -> Iterator[str]:
    """Yield the texts of a unit that XLIFF writes as notes, attributes or names."""
    yield from (*unit.notes, *unit.comments, *unit.origin, *unit.places, unit.context or "")
    yield from (unit.previous or "",) if format_ == "xliff" else unit.markup.values()
