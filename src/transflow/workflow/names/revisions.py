"""Another state of a project to compare with: as it was at a git revision, or as it lies in another directory."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from transflow.errors import Position, Problems, TransflowError, UsageError
from transflow.project import PROJECT_FILE, Project, read_project
from transflow.workflow.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transflow.project import Edition

PARTS = (PROJECT_FILE, "glossary", "locales", "articles")  # what any comparison reads
_NAMES = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class _WithNamesOf(Project):
    """A project whose concepts and styles lie elsewhere."""

    names: Path = field(default_factory=Path)

    @property
    def glossary_directory(self) -> Path:
        """Where the concepts lie; styles lie in `styles/` below it."""
        return self.names


@dataclass(frozen=True, slots=True)
class Other:
    """Another state of a project: what a person calls it, and the workspace that it opens as.

    `remarks` say what could not be taken over as it is. Of a revision, `copy` is the directory in which it lies for now, and `shown` what
    people are told in its place.
    """

    name: str
    workspace: Workspace
    remarks: tuple[str, ...] = ()
    copy: str = ""
    shown: str = ""

    def told(self, text: str) -> str:
        """Return a text with the paths of the copy written as git writes them: `HEAD:glossary/styles/desk.yaml:12`."""
        return text.replace(self.copy, self.shown) if self.copy else text


@contextlib.contextmanager
def open_other(today: Workspace, against: str) -> Iterator[Other]:
    """Open a project as it was at a git revision, or as it is in another directory, while the block runs.

    A directory is a project, or a folder of concepts with its `styles/`: then everything else is today's. Of a revision a copy lies in a
    temporary directory, which is gone afterwards. Errors in it are told as `REVISION:path:line:column`. Raises UsageError for what is
    neither.
    """
    if (directory := _directory(today.project.root, against)) is not None:
        yield _open_directory(today, directory, against)
        return
    root, commit, prefix = _resolve(today.project.root, against)
    with tempfile.TemporaryDirectory(prefix="transflow-") as temporary:
        copy = Path(temporary).resolve() / "project"
        _check_out(root, f"{commit}:{prefix}", copy)
        if not (copy / PROJECT_FILE).is_file():
            raise UsageError(f"no {PROJECT_FILE} in {prefix or 'the root of the repository'} at revision {against!r}")
        name = against if commit.startswith(against) else f"{against} ({commit[:7]})"
        told = f"{copy}{os.sep}", f"{against}:{prefix}"
        try:
            yield Other(name, Workspace(read_project(copy)), (), *told)
        except TransflowError as bad:
            raise told_as(bad, *told) from bad


def with_names_of(today: Workspace, other: Other) -> Other:
    """Return today's articles and catalogs under the concepts, the styles and the editions' choice of style of another state."""
    then = {edition.name: edition for edition in other.workspace.project.editions}
    editions = [replace(edition, style=then.get(edition.name, edition).style) for edition in today.project.editions]
    workspace, remarks = with_names(today, editions, other.workspace.project.glossary_directory, other.name)
    return replace(other, workspace=workspace, remarks=(*other.remarks, *remarks))


def with_names(today: Workspace, editions: Sequence[Edition], names: Path, called: str) -> tuple[Workspace, tuple[str, ...]]:
    """Return today's project with other names; an edition whose style is not among them names things as the source says."""
    from transflow.glossary import read_glossary, read_styles  # noqa: PLC0415 - the ledger of two revisions needs no style

    styles = read_styles(names / "styles", read_glossary(names))
    known = tuple(edition if edition.style is None or edition.style in styles else replace(edition, style=None) for edition in editions)
    remarks = tuple(
        f"{edition.name}: there is no style {edition.style!r} in {called}; it is taken there as the source says"
        for edition in editions
        if edition.style is not None and edition.style not in styles
    )
    said = {one.name: getattr(today.project, one.name) for one in fields(Project)}
    return Workspace(_WithNamesOf(**{**said, "editions": known, "names": names})), remarks


def _directory(root: Path, against: str) -> Path | None:
    """Return the directory that is meant, or None for a revision; raises UsageError where both bear the name."""
    path = Path(against)
    if not against or not path.is_dir():
        if os.sep in against and path.exists():
            raise UsageError("this is a file; name a directory or a git revision", Position(against))
        return None
    if os.sep not in against and against not in {os.curdir, os.pardir} and _is_revision(root, against):
        raise UsageError(f"{against!r} is a directory and a git revision; write .{os.sep}{against} or {against}~0")
    return path.absolute()


def _is_revision(root: Path, name: str) -> bool:
    try:
        return bool(_resolve(root, name))
    except UsageError:
        return False


def _open_directory(today: Workspace, directory: Path, against: str) -> Other:
    if (directory / PROJECT_FILE).is_file():
        return Other(against, Workspace(read_project(directory)))
    if not any(path.suffix in _NAMES for path in directory.iterdir()):
        raise UsageError(f"neither a project (no {PROJECT_FILE}) nor a folder of concepts (no YAML file)", Position(against))
    workspace, remarks = with_names(today, today.project.editions, directory, against)
    return Other(against, workspace, remarks)


def _resolve(root: Path, revision: str) -> tuple[Path, str, str]:
    """Return the repository's root, the commit of a revision, and the project's folder in the repository, with its last slash."""
    inside = git(root, "rev-parse", "--show-toplevel")
    if inside is None:
        raise UsageError(
            f"{revision!r} is no directory, and the project lies in no git repository, so that it has no revisions", Position(str(root))
        )
    commit = None if revision.startswith("-") or not revision else git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if not commit:
        raise UsageError(f"{revision!r} is neither a directory nor a revision that git knows")
    return Path(inside), commit, git(root, "rev-parse", "--show-prefix") or ""


def _check_out(root: Path, tree: str, into: Path) -> None:
    """Write the parts of a tree that a comparison reads into a directory, by an index of its own: `git archive` leaves out what is `export-ignore`."""
    into.mkdir()
    index = {"GIT_INDEX_FILE": str(into.with_name("index"))}
    listed = None
    if git(root, "read-tree", tree, more=index) is not None:
        listed = git(root, "ls-files", "-z", "--", *PARTS, more=index)
    if listed is None or git(root, "checkout-index", "-z", "--stdin", f"--prefix={into}{os.sep}", more=index, stdin=listed) is None:
        raise UsageError(f"git cannot give the project at {tree}")


def git(directory: Path, *arguments: str, more: dict[str, str] | None = None, stdin: str = "") -> str | None:
    """Return what git prints, or None where it fails; raises UsageError where it is not installed."""
    program = shutil.which("git")
    if program is None:
        raise UsageError("git is not installed, and a revision was asked for")
    done = subprocess.run(  # noqa: S603 - no shell, and a revision that looks like an option is refused before
        [program, "-C", str(directory), *arguments],
        input=stdin.encode("utf-8", "surrogateescape"),
        capture_output=True,
        check=False,
        env={**os.environ, **(more or {}), "LC_ALL": "C.UTF-8"},
    )
    return None if done.returncode else done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")


def told_as(bad: TransflowError, copy: str, shown: str) -> TransflowError:
    """Return an error with the paths of the copy written as git writes them."""
    if isinstance(bad, Problems):
        return Problems(tuple(told_as(error, copy, shown) for error in bad.errors))
    at = bad.at and replace(bad.at, file=bad.at.file.replace(copy, shown))
    told = type(bad)(bad.what.replace(copy, shown), at)
    told.__cause__ = bad
    return told
