"""Extract: an article's units go into its template and into the catalog of every edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.files import locked, save
from transflow.formats.po import CREATED, EVENT_DATE, dated, new_catalog, new_entry, read_catalog, with_header, write_po
from transflow.glossary import turns_marked
from transflow.locales import plural_forms
from transflow.merge import merge
from transflow.notes import note
from transflow.units import occurrences
from transflow.workflow.days import article_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from transflow.formats.po import Catalog, Entry
    from transflow.glossary import Naming
    from transflow.merge import Report
    from transflow.model import Unit
    from transflow.project import Edition, Project
    from transflow.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Extracted:
    """What became of one catalog."""

    edition: str
    article: str
    units: int
    report: Report
    path: Path
    changed: bool


def extract(
    workspace: Workspace,
    *,
    editions: Sequence[str] = (),
    articles: Sequence[str] = (),
    done: Callable[[Extracted], None] = lambda _: None,
) -> tuple[Extracted, ...]:
    """Write the template and merge it into the catalog of each edition; what was translated stays translated.

    `done` hears of every catalog as it is written. Raises ArticleError, CatalogError or StorageError.
    """
    project = workspace.project
    wanted = workspace.editions(editions)
    result = []
    for path in workspace.articles(articles):
        article, units = workspace.read(path)
        day = article_day(article, path)
        reference = path.relative_to(project.root).as_posix()
        created = _write_template(project, path.stem, units, reference)
        for edition in wanted:
            template = _template(project, edition, path.stem, _entries(units, reference, workspace.naming(edition, day)))
            fields = created | ({EVENT_DATE: day.isoformat()} if day and workspace.depends_on_day(edition) else {})
            extracted = _merge_into(project, edition, path.stem, with_header(template, fields))
            result.append(extracted)
            done(extracted)
    return tuple(result)


def _write_template(project: Project, slug: str, units: Sequence[Unit], reference: str) -> dict[str, str]:
    """Write the POT file; return the header field that says when its units were last others than they are."""
    path = project.template(slug)
    with locked(path, cache=project.locks):
        previous = read_catalog(path) if path.exists() else None
        template = dated(_template(project, None, slug, _entries(units, reference, None)), previous)
        save(path, write_po(template))
    return {CREATED: template.header[CREATED]}


def _merge_into(project: Project, edition: Edition, slug: str, template: Catalog) -> Extracted:
    path = project.catalog(edition, slug)
    with locked(path, cache=project.locks):
        old = read_catalog(path) if path.exists() else None
        merged = merge(old, template)
        changed = save(path, write_po(merged.catalog))
    return Extracted(edition.name, slug, len(template.entries), merged.report, path, changed)


def _entries(units: Sequence[Unit], reference: str, naming: Naming | None) -> Iterator[Entry]:
    groups = occurrences(units)
    firsts = [group.units[0] for group in groups]
    named = [naming.find_source(unit.text, unit.quotations) if naming else () for unit in firsts]
    turned = turns_marked(zip((unit.slot for unit in firsts), named, strict=True))
    for group, first, mentions in zip(groups, firsts, turned, strict=True):
        notes = [note(first), *(naming.calls_for(mentions, first.slot) if naming else ())]
        references = tuple((reference, unit.line) for unit in group.units)
        yield new_entry(source=group.source, context=group.context, notes=tuple(notes), references=references)


def _template(project: Project, edition: Edition | None, slug: str, entries: Iterable[Entry]) -> Catalog:
    language = edition.name if edition else ""
    plurals = plural_forms(edition.locale) if edition else ""
    return new_catalog(entries, language=language, plural_forms=plurals, project=f"{project.title or project.root.name} {slug}")
