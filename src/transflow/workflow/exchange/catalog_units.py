"""A catalog as units that another program can be given: with the names that the edition calls for, and the markup behind placeholders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks import read_catalog_units
from transflow.formats.bilingual import BilingualFile, BilingualUnit, Term, base_of
from transflow.formats.po import is_own_comment
from transflow.model import State, unit_id
from transflow.workflow.days import catalog_day
from transflow.workflow.deciding.standing import standings
from transflow.workflow.status import open_catalog

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from transflow.checks.reading import Reading
    from transflow.formats.po import Entry
    from transflow.glossary import Naming
    from transflow.project import Edition
    from transflow.signoffs import Standing
    from transflow.workflow.workspace import Workspace


def catalog_file(workspace: Workspace, path: Path, edition: Edition) -> BilingualFile:
    """Return the catalog of an article in an edition; raises UsageError where there is none yet, ArticleError, CatalogError."""
    project = workspace.project
    catalog = open_catalog(workspace, edition, path.stem)
    naming = workspace.naming(edition, catalog_day(catalog))
    readings = read_catalog_units(catalog, naming=naming, source_locale=project.source_locale, locale=edition.locale)
    standing = standings(workspace, edition, path.stem, catalog, readings)
    markup = {unit_id(unit.context, unit.text): unit.markup for unit in workspace.read(path)[1]}
    return BilingualFile(
        article=path.stem,
        units=tuple(_unit(reading, form, naming, markup, standing[reading.entry.unit]) for reading, form in _with_forms(readings)),
        original=path.relative_to(project.root).as_posix(),
        edition=edition.name,
        source_locale=project.source_locale,
        locale=edition.locale,
    )


def form_id(entry: Entry, form: int) -> str:
    """Return the id of a unit, or of one of its plural forms."""
    return entry.unit if entry.source_plural is None else f"{entry.unit}.{form}"


def form_state(entry: Entry, target: str) -> State:
    """Return how far a unit, or one of its plural forms, is."""
    if entry.source_plural is None:
        return entry.state
    return State.UNTRANSLATED if not target else State.DRAFT if entry.draft else State.TRANSLATED


def _with_forms(readings: Sequence[Reading]) -> Iterator[tuple[Reading, int]]:
    """Yield each reading with the number of its plural form."""
    last, form = None, 0
    for reading in readings:
        form = form + 1 if reading.entry is last else 0
        last = reading.entry
        yield reading, form


def _unit(reading: Reading, form: int, naming: Naming, markup: Mapping[str, dict[str, str]], standing: Standing) -> BilingualUnit:
    entry = reading.entry
    state = State.APPROVED if standing.state is State.APPROVED else form_state(entry, reading.target)
    rejected = standing.rejected
    return BilingualUnit(
        id=form_id(entry, form),
        source=reading.source,
        target=reading.target,
        state=state,
        context=entry.context,
        slot=str(reading.slot),
        voice=str(reading.voice),
        notes=(
            *entry.notes,
            *(f"flags: {', '.join(entry.flags)}" for _ in entry.flags[:1]),
            *((f"rejected by {rejected.by}: {rejected.reason}",) if rejected else ()),
        ),
        comments=tuple(comment for comment in entry.comments if not is_own_comment(comment)),
        origin=tuple(comment for comment in entry.comments if is_own_comment(comment)),
        places=tuple(f"{file}:{line}" if line else file for file, line in entry.references),
        previous=entry.previous_source,
        markup=markup.get(entry.unit, {}),
        terms=tuple(_terms(reading, naming)),
        base=base_of(reading.target, state),
    )


def _terms(reading: Reading, naming: Naming) -> Iterator[Term]:
    for mention in reading.source_mentions:
        forms = () if mention.derived else tuple(dict.fromkeys(naming.expected(mention, reading.slot).forms))
        definition = naming.glossary.concepts[mention.concept].definition
        yield Term(mention.start, mention.end, mention.text, mention.concept, forms, definition)
