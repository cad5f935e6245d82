"""Join: two versions of a catalog file become one, as git asks of a merge driver, or by hand."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from transflow.errors import CatalogError, Position, TransflowError
from transflow.files import locked, read_text, save
from transflow.formats.po import encode_po, parse_po
from transflow.merge import join
from transflow.project import find_root, read_project

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from transflow.formats.po import Catalog
    from transflow.merge import Joined


def join_files(base: Path, ours: Path, theirs: Path, *, output: Path | None = None, name: str | None = None) -> Joined:
    """Join two versions of a catalog that both grew from `base`, and write the result over ours, or to `output`.

    `name` is what messages call the catalog: git gives its versions in files of passing names. Raises CatalogError or StorageError, and then
    nothing is written.
    """
    shown = name or str(output or ours)
    with _held(output or ours) if name is None else nullcontext():
        before, theirs_read = (
            _read(path, f"{shown} ({which})" if name else str(path)) for path, which in ((base, "base"), (theirs, "theirs"))
        )
        joined = join(before, _read(ours, shown if name else str(ours)), theirs_read)
        save(output or ours, encode_po(joined.catalog))
    return joined


def _read(path: Path, shown: str) -> Catalog:
    """Return the catalog in a file that messages call by another name; an empty file, as git gives where there was none, is an empty catalog."""
    try:
        return parse_po(read_text(path, error=CatalogError), name=shown)
    except CatalogError as bad:
        at = bad.at or Position(shown)
        raise CatalogError(bad.what, Position(shown, at.line, at.column)) from None


def _held(path: Path) -> AbstractContextManager[None]:
    """Hold the lock of a catalog, so that nobody writes it meanwhile, if it lies in a project."""
    try:
        return locked(path, cache=read_project(find_root(path.parent)).locks)
    except TransflowError:  # none, or one that is itself in the middle of a merge
        return nullcontext()
