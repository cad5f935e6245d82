"""The memory to other tools: TMX out, without what is confidential."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from transflow.errors import Position, StorageError
from transflow.files import TEMPORARY_PREFIX
from transflow.formats.articles import read_article
from transflow.formats.tmx import Noted, TranslationUnit, Variant
from transflow.formats.tmx_write import END, copied_units, tmx_head, tmx_unit
from transflow.memory import language_of
from transflow.workflow.drafting.confidential import confidential_at
from transflow.workflow.drafting.memory_store import AFTER, BEFORE, Reading, catalog_pairs, known_language, origins, target_languages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from transflow.memory import Pair
    from transflow.project import Project
    from transflow.workflow.workspace import Workspace

_COUNT_EVERY = 1000


def export_memory(
    workspace: Workspace, edition: str | None, *, confidential: bool = False, progress: Callable[[Reading], None] = lambda _: None
) -> Iterator[str]:
    """Yield a TMX file of all that is remembered (for one edition's language) piece by piece: the catalogs' pairs, then the units of the TMX files as they stand.

    What came from a catalog and back from an export stands in it once. The pairs of confidential articles are left out unless they are asked for.
    """
    project = workspace.project
    wanted = _wanted(project, edition)
    held_back = () if confidential else confidential_catalogs(workspace, edition)
    source = language_of(project.source_locale)
    yield tmx_head(project.source_locale)
    written: set[tuple[str, ...]] = set()
    for origin in origins(project):
        if origin.file in held_back:
            continue
        if origin.edition and language_of(project.edition(origin.edition).locale) in wanted:
            for pair in catalog_pairs(project, origin):
                unit = unit_of(pair, project.source_locale, (("file", origin.file), ("x-edition", origin.edition)))
                written.add((pair.source, pair.target))
                yield tmx_unit(unit, source=project.source_locale)
        elif not origin.edition:
            copied = copied_units(project.root / origin.file, lambda tag: known_language(tag) in wanted | {source}, written)
            for done, text in enumerate(copied, start=1):
                if not done % _COUNT_EVERY:
                    progress(Reading(origin.file, done))
                yield text
    yield END


def confidential_catalogs(workspace: Workspace, edition: str | None) -> tuple[str, ...]:
    """Return the catalogs that an export leaves out: those whose article says that it is confidential; one that is gone says nothing.

    Raises ArticleError for an article that cannot be read, and so cannot say.
    """
    project = workspace.project
    secret = {path.stem for path in workspace.articles() if confidential_at(read_article(path), path) is not None}
    return tuple(
        origin.file
        for origin in origins(project)
        if origin.edition
        and Path(origin.file).stem in secret
        and language_of(project.edition(origin.edition).locale) in _wanted(project, edition)
    )


def write_whole(path: Path, pieces: Iterable[str]) -> int:
    """Write a file piece by piece, whole or not at all; return its size. Raises StorageError."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=TEMPORARY_PREFIX, suffix=".tmp", dir=path.parent)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as opened:
            for piece in pieces:
                opened.write(piece)
            opened.flush()
            os.fsync(opened.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
        temporary = ""
        return path.stat().st_size
    except OSError as bad:
        raise StorageError(f"cannot be written: {bad.strerror}", Position(str(path))) from bad
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def unit_of(pair: Pair, source_locale: str, properties: tuple[tuple[str, str], ...]) -> TranslationUnit:
    """Return a pair as a TMX unit, with its id and its neighbours as OmegaT names them."""
    around = tuple((kind, text) for kind, text in (("id", pair.place), (BEFORE, pair.before), (AFTER, pair.after)) if text is not None)
    variants = (Variant(source_locale, pair.source), Variant(pair.locale, pair.target))
    return TranslationUnit(variants, source_locale, noted=Noted(properties=(*properties, *around)))


def _wanted(project: Project, edition: str | None) -> frozenset[str]:
    return frozenset({language_of(project.edition(edition).locale)}) if edition else target_languages(project)
