"""The memory of a project: the store, brought up to what the catalogs and the TMX files in `memory/` say now.

Those files are the truth, the store is a cache: a file that changed is read again, and a store that is damaged is made anew.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from transflow.errors import UsageError
from transflow.files import locked
from transflow.formats.po import read_catalog
from transflow.memory import DamagedStoreError, Origin, Pair, forget, known_stamps, language_of, opened, remember, remove
from transflow.model import State
from transflow.signoffs import read_journal
from transflow.workflow.deciding.standing import Court

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from transflow.formats.tmx import TranslationUnit
    from transflow.memory import Store
    from transflow.project import Project

Told = tuple[tuple[str, str], Pair]  # the languages of a collection, and a pair of it
_LOCK_SECONDS = 900.0  # a million pairs take minutes
# What OmegaT calls the neighbours of a unit in its own TMX files, so that both can read the other's.
BEFORE, AFTER = "prev", "next"


@dataclass(frozen=True, slots=True)
class Reading:
    """How many pairs of a file have been read while the store is brought up to date."""

    file: str
    pairs: int


def memory_directory(project: Project) -> Path:
    """Return where the TMX files of a project lie."""
    return project.root / "memory"


def store_path(project: Project) -> Path:
    """Return where the store lies."""
    return project.cache / "memory" / "memory.sqlite"


@contextlib.contextmanager
def open_store(project: Project, *, as_it_is: bool = False, progress: Callable[[Reading], None] = lambda _: None) -> Iterator[Store]:
    """Open the store of a project, as its files are now, or `as_it_is` where it has been filled once; raises CatalogError, ExchangeError, StorageError."""
    path = store_path(project)
    try:
        with opened(path) as store:
            if not (as_it_is and known_stamps(store)):
                _bring_up(store, project, progress)
    except DamagedStoreError:
        rebuild(project, progress=progress)
    with opened(path) as store:
        yield store


def rebuild(project: Project, *, progress: Callable[[Reading], None] = lambda _: None) -> None:
    """Make the store anew. Whoever still reads the old one reads a file that no longer has a name, to its end."""
    path = store_path(project)
    with locked(path, cache=project.locks, timeout=_LOCK_SECONDS):
        remove(path)
        with opened(path) as store:
            _fill(store, project, progress)


def _bring_up(store: Store, project: Project, progress: Callable[[Reading], None]) -> None:
    if _stale(store, project):
        with locked(store.path, cache=project.locks, timeout=_LOCK_SECONDS):
            _fill(store, project, progress)


def _fill(store: Store, project: Project, progress: Callable[[Reading], None]) -> None:
    """Read what has changed; what is gone goes."""
    for file, origin in _stale(store, project).items():
        if origin is None:
            forget(store, file)
            continue
        remember(store, origin, _pairs(project, origin), progress=lambda done, file=file: progress(Reading(file, done)))  # type: ignore[misc]


def _stale(store: Store, project: Project) -> dict[str, Origin | None]:
    """Return the files that the store does not know as they are, by name; None for one that is gone."""
    known = known_stamps(store)
    now = {origin.file: origin for origin in origins(project)}
    return {file: None for file in known if file not in now} | {
        file: origin for file, origin in now.items() if known.get(file) != origin.stamp
    }


def origins(project: Project) -> Iterator[Origin]:
    """Yield the files that the memory is made from: the catalogs of editions in another language, and the TMX files."""
    languages = target_languages(project)
    for edition in project.editions:
        if language_of(edition.locale) in languages:
            for path in sorted((project.root / "locales" / edition.name / "LC_MESSAGES").glob("*.po")):
                yield _origin(project, path, edition.name, edition.locale)
    for path in sorted(memory_directory(project).glob("*.tmx")):
        yield _origin(project, path, "", " ".join(sorted(languages)))


def target_languages(project: Project) -> frozenset[str]:
    """Return the languages that the project is translated into."""
    return frozenset(language_of(edition.locale) for edition in project.editions) - {language_of(project.source_locale)}


def catalog_pairs(project: Project, origin: Origin) -> Iterator[Pair]:
    """Yield what is translated in a catalog, each with its neighbours; drafts, what somebody rejected, plural forms and blank entries are left out."""
    edition = project.edition(origin.edition)
    court = Court(project, edition, read_journal(project.signoffs(edition, Path(origin.file).stem)))
    locale = edition.locale
    entries = read_catalog(project.root / origin.file).entries
    live = [entry for entry in entries if not entry.obsolete]
    for at, entry in enumerate(live):
        if entry.source_plural is None and entry.target and entry.state is State.TRANSLATED:
            approved = court.text_approved(entry)
            if approved is None:
                continue
            before = live[at - 1].source if at else ""
            after = live[at + 1].source if at + 1 < len(live) else ""
            yield Pair(entry.source, entry.target, locale, before, after, entry.unit, approved)
    for entry in entries:
        if entry.obsolete and entry.source_plural is None and entry.target and not entry.draft:
            approved = court.text_approved(entry)
            if approved is not None:
                yield Pair(entry.source, entry.target, locale, place=entry.unit, approved=approved)


def unit_pairs(unit: TranslationUnit, source_language: str, languages: frozenset[str]) -> Iterator[Told]:
    """Yield the pairs of a TMX unit, from the source language into those that are wanted; which of its variants was written first does not matter."""
    told = [(known_language(variant.lang), variant) for variant in unit.variants]
    source = next((variant for language, variant in told if language == source_language), None)
    if source is None or not source.text:
        return
    properties = dict(unit.noted.properties)
    place = unit.id or properties.get("id", "") or (f"line {unit.at.line}" if unit.at else "")
    for language, variant in told:
        if language in languages and variant.text:
            pair = Pair(source.text, variant.text, variant.lang, properties.get(BEFORE), properties.get(AFTER), place)
            yield (source_language, language), pair


@lru_cache(maxsize=1024)
def known_language(tag: str) -> str:
    """Return the language of a tag, "" for one that CLDR does not know."""
    try:
        return language_of(tag)
    except UsageError:
        return ""


def _pairs(project: Project, origin: Origin) -> Iterator[Told]:
    source = language_of(project.source_locale)
    if origin.edition:
        languages = (source, language_of(project.edition(origin.edition).locale))
        yield from ((languages, pair) for pair in catalog_pairs(project, origin))
        return
    from transflow.formats.tmx import read_tmx  # noqa: PLC0415 - lxml takes 20 ms to load, and most projects have no TMX file

    wanted = target_languages(project)
    for unit in read_tmx(project.root / origin.file):
        yield from unit_pairs(unit, source, wanted)


def _origin(project: Project, path: Path, edition: str, read_for: str) -> Origin:
    status = path.stat()
    stamp = f"{status.st_size} {status.st_mtime_ns} {project.source_locale} {read_for}{_decided(project, path)}"
    return Origin(path.relative_to(project.root).as_posix(), edition, stamp)


def _decided(project: Project, path: Path) -> str:
    """Return the state of all that says which of a catalog's texts are approved: its sign-offs, and the policy in transflow.yaml."""
    signoffs = path.with_suffix(".signoffs.jsonl")
    if path.suffix != ".po" or not signoffs.exists():
        return ""
    stats = (signoffs.stat(), project.file.stat())
    return "".join(f" {one.st_size} {one.st_mtime_ns}" for one in stats)
