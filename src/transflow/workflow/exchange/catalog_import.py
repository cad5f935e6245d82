"""Files of other programs into catalogs: targets, states and people's notes, where the source is still the same.

Each catalog is read, changed and saved under its lock; nothing is saved where any file cannot be placed. What is left out is told, one unit at a time.
"""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transflow.errors import ExchangeError, Position, UsageError
from transflow.files import locked, read_bytes, read_text, save
from transflow.formats.po import read_catalog, write_po
from transflow.formats.xliff import read_xliff
from transflow.locales import bare_language
from transflow.workflow.exchange.catalog_csv import read_catalogs_csv
from transflow.workflow.exchange.catalog_edit import Edited, Wish, edit, shape, source_of, texts_of
from transflow.workflow.exchange.catalog_jsonl import read_catalogs_jsonl
from transflow.workflow.exchange.catalog_units import form_id, form_state
from transflow.workflow.exchange.glossary_offer import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from transflow.formats.bilingual import BilingualFile, BilingualUnit
    from transflow.formats.po import Entry
    from transflow.model import State
    from transflow.project import Edition
    from transflow.workflow.workspace import Workspace

SUFFIXES = {
    **dict.fromkeys((".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".xml"), "xliff"),
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
}
LARGEST = 256 * 1024 * 1024  # bytes; XLIFF 2.1 of 10,000 units with seven names each takes 28 MB
READ = ("xliff", "csv", "jsonl")


@dataclass(frozen=True, slots=True)
class Change:
    """What an import changes of one unit; `comments` are the lines it adds."""

    unit: str
    before: str
    after: str
    state_before: State
    state: State
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CatalogImport:
    """What became of one catalog: what changed, how many units were as the file has them, and what is left out."""

    edition: str
    article: str
    path: Path
    changes: tuple[Change, ...]
    same: int
    left_out: tuple[Remark, ...]
    told: tuple[Remark, ...]


def import_catalogs(  # noqa: PLR0913 - as many as the command has options
    workspace: Workspace,
    source: Path,
    *,
    edition: str | None = None,
    format: str | None = None,  # noqa: A002 - the field's word
    dry_run: bool = False,
    overwrite: bool = False,
) -> tuple[CatalogImport, ...]:
    """Take a file's targets, states and notes into the catalogs of its articles; raises ExchangeError or UsageError where it cannot be placed."""
    files = read_exchange(source, format=format)
    placed = [(file, *_place(workspace, file, edition, source)) for file in files]
    result = []
    for file, chosen, path in placed:
        locales = (workspace.project.source_locale, chosen.locale)
        wish = Wish(f"{source.name} {_today()}", locales, overwrite)
        with locked(path, cache=workspace.project.locks):
            catalog = read_catalog(path)
            taken = _take(catalog.entries, file, wish)
            if taken.changes and not dry_run:
                save(path, write_po(replace(catalog, entries=taken.entries)))
        result.append(CatalogImport(chosen.name, path.stem, path, taken.changes, taken.same, taken.left_out, _beyond(file)))
    return tuple(result)


def read_exchange(source: Path, *, format: str | None) -> tuple[BilingualFile, ...]:  # noqa: A002 - as above
    """Return what a file holds; what it is, its name tells where nobody says it. Raises ExchangeError, UsageError."""
    kind = format or SUFFIXES.get(source.suffix.lower())
    if kind is None:
        raise UsageError(f"cannot tell what this is by its name; say --format, one of {', '.join(READ)}", Position(str(source)))
    name = str(source)
    if kind == "xliff":
        files = read_xliff(read_bytes(source, error=ExchangeError, limit=LARGEST), name=name)
    else:
        read = read_catalogs_csv if kind == "csv" else read_catalogs_jsonl
        files = read(read_text(source, error=ExchangeError, limit=LARGEST), name=name)
    if not any(file.units for file in files):
        raise ExchangeError("no unit in it", Position(name))
    return files


def _place(workspace: Workspace, file: BilingualFile, edition: str | None, source: Path) -> tuple[Edition, Path]:
    """Return the edition and the catalog that a file belongs to."""
    at = file.at or Position(str(source))
    project = workspace.project
    if file.source_locale and bare_language(file.source_locale) != bare_language(project.source_locale):
        raise ExchangeError(f"its source language is {file.source_locale}, and that of the project is {project.source_locale}", at)
    chosen = _edition(workspace, file, edition, at)
    if file.locale and bare_language(file.locale) != chosen.language:
        raise ExchangeError(f"its target language is {file.locale}, and edition {chosen.name} is {chosen.locale}", at)
    try:
        article = project.article(file.article)
    except UsageError as bad:
        raise ExchangeError(f"{bad.what}; the file's `original` names it", at) from None
    path = project.catalog(chosen, article.stem)
    if not path.exists():
        raise UsageError("no catalog yet; `transflow extract` makes it", Position(str(path)))
    return chosen, path


def _edition(workspace: Workspace, file: BilingualFile, edition: str | None, at: Position) -> Edition:
    if edition or file.edition:
        return workspace.project.edition(edition or file.edition)
    tag = file.locale.replace("_", "-").lower()
    same = [one for one in workspace.project.editions if one.locale.lower() == tag]
    fitting = same or [one for one in workspace.project.editions if one.language == bare_language(tag)]
    if len(fitting) != 1:
        names = ", ".join(one.name for one in fitting or workspace.project.editions)
        raise ExchangeError(f"it does not say its edition; say --edition, one of {names}", at)
    return fitting[0]


@dataclass(frozen=True, slots=True)
class _Taken:
    """The entries of a catalog after an import, and what became of the file's units."""

    entries: tuple[Entry, ...]
    changes: tuple[Change, ...]
    same: int
    left_out: tuple[Remark, ...]


def _take(entries: Sequence[Entry], file: BilingualFile, wish: Wish) -> _Taken:
    waiting, left_out = _assigned(entries, file)
    result, changes = list(entries), []
    same = 0
    for index, units in waiting.items():
        edited = edit(entries[index], units, wish)
        result[index] = edited.entry
        made = list(_changes(entries[index], edited))
        changes += made
        left_out += edited.left_out
        same += 0 if made or edited.left_out else len(units)
    return _Taken(tuple(result), tuple(changes), same, tuple(left_out))


def _assigned(entries: Sequence[Entry], file: BilingualFile) -> tuple[dict[int, dict[int, BilingualUnit]], list[Remark]]:
    """Return a file's units by entry and plural form, in the catalog's order, and those that have no entry.

    A program that gave units ids of its own is met by the source, where one entry alone has it.
    """
    places: dict[str, tuple[int, int]] = {}
    by_source: dict[str, list[tuple[int, int]]] = {}
    for index, entry in enumerate(entries):
        for form in range(0 if entry.obsolete else max(len(entry.targets), 1)):
            places[form_id(entry, form)] = (index, form)
            by_source.setdefault(shape(source_of(entry, form)), []).append((index, form))
    found: dict[int, dict[int, BilingualUnit]] = {}
    left_out = []
    for unit in file.units:
        alike = by_source.get(shape(unit.source), []) if unit.source else []
        place = places.get(unit.id) or (alike[0] if len(alike) == 1 else None)
        if place is None:
            what = "several units of the catalog have this source" if alike else "the catalog has no such unit (any more)"
            left_out.append(Remark(f"{unit.id}: {unit.fault or what}", unit.at))
            continue
        known = found.setdefault(place[0], {}).setdefault(place[1], unit)
        if known is not unit and known.target != unit.target:
            left_out.append(Remark(f"{unit.id}: it stands in the file twice, with different targets; the first counts", unit.at))
    return dict(sorted(found.items())), left_out


def _changes(before: Entry, edited: Edited) -> Iterator[Change]:
    """Yield what has changed of an entry: each plural form taken, or the comments alone."""
    old, new = texts_of(before), texts_of(edited.entry)
    for form in edited.forms or ((0,) if edited.comments else ()):
        yield Change(
            unit=form_id(before, form),
            before=old[form],
            after=new[form],
            state_before=form_state(before, old[form]),
            state=form_state(edited.entry, new[form]),
            comments=edited.comments,
        )


def _beyond(file: BilingualFile) -> tuple[Remark, ...]:
    words = Counter(unit.beyond for unit in file.units if unit.beyond)
    what = "is taken as translated: transflow approves unit by unit"
    return tuple(Remark(f"`{word}` {what}", count=count) for word, count in words.items())


def _today() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch.isdigit() else dt.datetime.now(dt.UTC)
    return now.date().isoformat()
