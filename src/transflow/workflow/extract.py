"""Extract: an article's units go into its template and into the catalog of every edition."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.files import locked, read_bytes, save
from transflow.formats.po import CREATED, EVENT_DATE, dated, encode_po, new_catalog, new_entry, read_catalog, with_header
from transflow.glossary import turns_marked
from transflow.locales import bare_language, plural_forms
from transflow.merge import merge
from transflow.notes import note
from transflow.units import occurrences
from transflow.workflow.days import article_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from transflow.formats.po import Catalog, Entry
    from transflow.glossary import Naming
    from transflow.merge import Report
    from transflow.model import Unit
    from transflow.project import Edition, Project
    from transflow.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Extracted:
    """What became of one catalog, or would: whether its file differs from before, and whether the article's template does."""

    edition: str
    article: str
    units: int
    report: Report
    path: Path
    changed: bool
    template_changed: bool


def extract(
    workspace: Workspace,
    *,
    editions: Sequence[str] = (),
    articles: Sequence[str] = (),
    write: bool = True,
    done: Callable[[Extracted], None] = lambda _: None,
) -> tuple[Extracted, ...]:
    """Write the template and merge it into the catalog of each edition; what was translated stays translated.

    Without `write` no file is touched, and the answer says what would be. `done` hears of every catalog as it is written. Raises
    ArticleError, CatalogError or StorageError.
    """
    project = workspace.project
    wanted = workspace.editions(editions)
    result = []
    for path in workspace.articles(articles):
        article, units = workspace.read(path)
        day = article_day(article, path)
        reference = path.relative_to(project.root).as_posix()
        language = bare_language(article.metadata.get("lang", project.source_locale))
        created, template_changed = _put_template(project, path.stem, units, reference, write=write)
        for edition in wanted:
            template = _template(project, edition, path.stem, _entries(units, reference, workspace.naming(edition, day)))
            fields = created | ({EVENT_DATE: day.isoformat()} if day and workspace.depends_on_day(edition) else {})
            at = project.catalog(edition, path.stem)
            with _held(project, at, write=write):
                merged = merge(_standing(at), with_header(template, fields), language=language)
                changed = _put(at, merged.catalog, write=write)
            extracted = Extracted(edition.name, path.stem, len(template.entries), merged.report, at, changed, template_changed)
            result.append(extracted)
            done(extracted)
    return tuple(result)


def _put_template(project: Project, slug: str, units: Sequence[Unit], reference: str, *, write: bool) -> tuple[dict[str, str], bool]:
    """Write the POT file; return the header field that says when its units were last others than they are, and whether the file changed."""
    path = project.template(slug)
    with _held(project, path, write=write):
        template = dated(_template(project, None, slug, _entries(units, reference, None)), _standing(path))
        changed = _put(path, template, write=write)
    return {CREATED: template.header[CREATED]}, changed


def _held(project: Project, path: Path, *, write: bool) -> AbstractContextManager[None]:
    """Hold the lock of a file that is read to be written; who only looks needs none, as every file is written whole."""
    return locked(path, cache=project.locks) if write else nullcontext()


def _standing(path: Path) -> Catalog | None:
    return read_catalog(path) if path.exists() else None


def _put(path: Path, catalog: Catalog, *, write: bool) -> bool:
    """Write a catalog where it differs from what stands there; return whether it does."""
    data = encode_po(catalog)
    if write:
        return save(path, data)
    return not path.exists() or read_bytes(path) != data


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
