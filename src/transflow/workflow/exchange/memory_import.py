"""The memory from other tools: TMX files and catalogs in."""

from __future__ import annotations

import contextlib
import filecmp
import os
import re
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from transflow.errors import Position, StorageError, UsageError
from transflow.files import TEMPORARY_PREFIX, locked
from transflow.formats.po import read_catalog
from transflow.formats.tmx import read_tmx
from transflow.formats.tmx_write import END, tmx_head, tmx_unit
from transflow.locales import is_locale, parse_locale
from transflow.memory import Pair, language_of
from transflow.model import State
from transflow.workflow.drafting.memory_store import Reading, known_language, memory_directory, open_store, target_languages, unit_pairs
from transflow.workflow.exchange.memory_export import unit_of, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from transflow.project import Project
    from transflow.workflow.workspace import Workspace

_NAME = re.compile(r"[^a-zA-Z0-9._@-]+")
_COUNT_EVERY = 1000


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import took in: the file in the project, its pairs for this project's editions, and how many units of other languages it has.

    `fresh` is false where the project has had the very same file all along.
    """

    file: str
    into: str
    pairs: int
    passed_over: int
    fresh: bool


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages that a person named for an import; "" where the file or the project is to say."""

    source: str = ""
    target: str = ""


def import_memory(
    workspace: Workspace,
    files: Sequence[Path],
    *,
    languages: Languages = Languages(),
    replace: bool = False,
    progress: Callable[[Reading], None] = lambda _: None,
) -> tuple[Imported, ...]:
    """Take TMX files and catalogs into `memory/` and the store; nothing is taken in before every file has been read to its end.

    Raises UsageError for a file without a pair for any edition and for a name that is taken, ExchangeError and CatalogError for one that cannot be read.
    """
    project = workspace.project
    for tag in (languages.source, languages.target):
        if tag:
            parse_locale(tag)
    directory = memory_directory(project)
    with contextlib.ExitStack() as stack:
        stack.enter_context(locked(directory, cache=project.locks))
        taken = [_read(project, path, languages, stack, progress) for path in files]
        for each in taken:
            _refuse_taken(each.into, each.path, replace=replace)
        done = []
        for each in taken:
            fresh = not (each.into.exists() and filecmp.cmp(each.into, each.path, shallow=False))
            if fresh:
                _put(each.path, each.into)
            into = each.into.relative_to(project.root).as_posix()
            done.append(Imported(each.said, into, each.pairs, each.passed_over, fresh))
    with open_store(project, progress=progress):
        return tuple(done)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A file that has been read to its end: where it is to go, and what lies there then."""

    said: str
    path: Path
    into: Path
    pairs: int
    passed_over: int


def _read(project: Project, path: Path, languages: Languages, stack: contextlib.ExitStack, progress: Callable[[Reading], None]) -> _Taken:
    suffix = path.suffix.lower()
    if suffix not in {".tmx", ".po"}:
        raise UsageError("a memory comes as .tmx or .po", Position(str(path)))
    name = _NAME.sub("-", path.stem).strip(".-") or "memory"
    if suffix == ".po":
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        source, target, pairs = _catalog(project, path, languages)
        name = f"{name}.{target}"
        made = Path(folder) / "made.tmx"
        write_whole(made, [tmx_head(source), *(tmx_unit(unit_of(pair, source, ()), source=source) for pair in pairs), END])
        counted = _counted(project, made, Languages(), progress)
        path, said = made, str(path)
    else:
        said = str(path)
        counted = _counted(project, path, languages, progress)
    pairs_found, passed_over = counted
    return _Taken(said, path, memory_directory(project) / f"{name}.tmx", pairs_found, passed_over)


def _counted(project: Project, path: Path, languages: Languages, progress: Callable[[Reading], None]) -> tuple[int, int]:
    """Read a TMX file to its end and return (pairs for this project, units without one); raises UsageError where there is no pair at all."""
    source = language_of(project.source_locale)
    wanted = target_languages(project)
    found: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    passed_over = 0
    for done, unit in enumerate(read_tmx(path), start=1):
        pairs = list(unit_pairs(unit, source, wanted))
        found.update(target for (_, target), _ in pairs)
        seen.update(list(dict.fromkeys(variant.lang for variant in unit.variants)))
        passed_over += not pairs
        if not done % _COUNT_EVERY:
            progress(Reading(str(path), done))
    for tag in (languages.source, languages.target):
        if tag and known_language(tag) not in {known_language(one) for one in seen}:
            raise UsageError(f"no unit has {tag}; the file has: {_listed(seen)}", Position(str(path)))
    if not found:
        told = f"no unit has both {source} and one of this project’s languages ({', '.join(sorted(wanted))}); the file has: {_listed(seen)}"
        raise UsageError(told, Position(str(path)))
    return found.total(), passed_over


def _listed(seen: Counter[str]) -> str:
    return ", ".join(f"{tag} ({count})" for tag, count in seen.most_common(10)) or "no units"


def _catalog(project: Project, path: Path, languages: Languages) -> tuple[str, str, list[Pair]]:
    """Return the languages of a catalog that is not the project's own, and what is translated in it."""
    catalog = read_catalog(path)
    target = languages.target or catalog.language
    if not target or not is_locale(target):
        raise UsageError("its header does not name a language; say --target", Position(str(path)))
    locale = parse_locale(target).bcp47
    live = [entry for entry in catalog.entries if not entry.obsolete]
    pairs = [
        Pair(
            entry.source,
            entry.target,
            locale,
            live[at - 1].source if at else "",
            live[at + 1].source if at + 1 < len(live) else "",
            entry.unit,
        )
        for at, entry in enumerate(live)
        if entry.source_plural is None and entry.target and entry.state is State.TRANSLATED
    ]
    return languages.source or project.source_locale, locale, pairs


def _refuse_taken(into: Path, path: Path, *, replace: bool) -> None:
    if into.exists() and not replace and not filecmp.cmp(into, path, shallow=False):
        raise UsageError("another file of this name is in the memory already; --replace takes its place", Position(str(into)))


def _put(path: Path, into: Path) -> None:
    """Copy a file whole or not at all."""
    temporary = into.with_name(f"{TEMPORARY_PREFIX}{into.name}.tmp")
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, temporary)
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(temporary, into)
    except OSError as bad:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise StorageError(f"cannot be written: {bad.strerror}", Position(str(into))) from bad
