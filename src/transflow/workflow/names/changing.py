"""Another text for a file of the glossary or a style: what it would change, before anybody takes it; and who took it, why and when.

Git is the record of what changed. Whoever commits is seldom who decided on the page, so that every change that is taken leaves a line in
`glossary/changes.jsonl`, which is committed with it.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
import tempfile
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from transflow.errors import ConflictError, GlossaryError, TransflowError, UsageError
from transflow.files import append, locked, read_bytes, read_text, save
from transflow.glossary.read_values import glossary_files
from transflow.workflow.names.impact import TODAY, Impact, impact
from transflow.workflow.names.revisions import Other, git, told_as, with_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from transflow.policy import Person
    from transflow.project import Project
    from transflow.workflow.workspace import Workspace

RECORD = "changes.jsonl"
WITH_CHANGE = "the glossary with this change"
STYLES = "styles/"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class Change(msgspec.Struct, frozen=True):
    """One change that somebody took: of `file` (below `glossary/`), from the bytes of one hash to those of another."""

    at: str
    by: str
    file: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class RulesFile:
    """A file of the glossary or a style as it lies on disk; `name` is its path below `glossary/`, `tag` the hash of its bytes."""

    name: str
    path: Path
    text: str
    tag: str


def rules_files(project: Project) -> dict[str, Path]:
    """Return the files of concepts and the styles by their paths below `glossary/`; nothing else can be named. Raises GlossaryError."""
    concepts = {path.name: path for path in glossary_files(project.glossary_directory)}
    styles = {f"{STYLES}{path.name}": path for path in glossary_files(project.glossary_directory / "styles")}
    return concepts | styles


def read_rules_file(project: Project, name: str) -> RulesFile:
    """Return a file of the glossary or a style; raises UsageError for one that is not there, GlossaryError for one that is no text."""
    path = rules_files(project).get(name)
    if path is None:
        raise UsageError(f"the glossary has no file {name!r}")
    if not path.resolve().is_relative_to(project.glossary_directory.resolve()):
        raise UsageError(f"glossary/{name} is a link to elsewhere; change it where it lies")
    text = read_text(path, error=GlossaryError)
    return RulesFile(name, path, text, tag_of(text.encode()))


def tag_of(data: bytes) -> str:
    """Return the hash by which a text is told from another one."""
    return hashlib.sha256(data).hexdigest()[:16]


@contextlib.contextmanager
def with_text(today: Workspace, name: str, text: str) -> Iterator[Other]:
    """Open today's project with another text for one file of its glossary while the block runs; on disk nothing changes.

    Raises the errors of a glossary that would not hold, told by the paths of today's.
    """
    project = today.project
    with tempfile.TemporaryDirectory(prefix="transflow-") as temporary:
        copy = Path(temporary).resolve() / "glossary"
        (copy / "styles").mkdir(parents=True)
        for other, path in rules_files(project).items():
            if other != name:
                shutil.copyfile(path, copy / other)
        (copy / name).write_bytes(text.encode())
        told = f"{copy}/", f"{project.glossary_directory.relative_to(project.root).as_posix()}/"
        try:
            workspace, remarks = with_names(today, project.editions, copy, WITH_CHANGE)
            yield Other(WITH_CHANGE, workspace, remarks, *told)
        except TransflowError as bad:
            raise told_as(bad, *told) from bad


def impact_of(today: Workspace, name: str, text: str) -> Impact:
    """Return what another text for a file of the glossary would change; raises the errors of the glossary with it, and CatalogError.

    Where today's cannot be read, there is nothing to compare with, which a remark says: mending it must not be refused.
    """
    with with_text(today, name, text) as other:
        try:
            _ = today.styles
        except TransflowError:
            return Impact(TODAY, other.name, (), ("The glossary as it stands cannot be read, so that there is nothing to compare with.",))
        return impact(today, other, reverse=True)


def take(  # noqa: PLR0913 - what, on top of what, and who says so
    today: Workspace, name: str, text: str, *, seen: str, by: Person, why: str, now: datetime
) -> RulesFile:
    """Write another text for a file of the glossary, if it is still what the person saw (`seen`) and the glossary holds with it.

    Lines that stay keep their line ends. Raises ConflictError for a file that changed meanwhile, and as `impact_of`.
    """
    project = today.project
    path = read_rules_file(project, name).path
    with locked(path, cache=project.locks):
        standing = read_bytes(path, error=GlossaryError)
        if tag_of(standing) != seen:
            raise ConflictError(f"glossary/{name} was changed meanwhile")
        kept = keeping_line_ends(standing.decode(), text)
        with with_text(today, name, kept):
            pass
        after = tag_of(kept.encode())
        if after != seen:
            change = Change(now.strftime("%Y-%m-%dT%H:%M:%SZ"), by.id, name, seen, after, why)
            record = project.glossary_directory / RECORD
            with locked(record, cache=project.locks):
                append(
                    record, msgspec.json.encode(change)
                )  # before the file: who decides is never lost, and `after` tells whether it came about
            save(path, kept)
    return RulesFile(name, path, kept, after)


def changes(project: Project) -> tuple[Change, ...]:
    """Return the changes that people took on the page, the last one first; a line that cannot be read is passed over."""
    path = project.glossary_directory / RECORD
    try:
        lines = read_bytes(path).splitlines() if path.exists() else []
    except TransflowError:
        return ()
    found = []
    for line in reversed(lines):
        with contextlib.suppress(msgspec.DecodeError):
            found.append(msgspec.json.decode(line, type=Change))
    return tuple(found)


def uncommitted(project: Project) -> frozenset[str] | None:
    """Return the files below `glossary/` that are not as git has them, None where the project is under no git."""
    try:
        said = git(
            project.root, "--no-optional-locks", "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", "glossary"
        )
        prefix = git(project.root, "rev-parse", "--show-prefix")
    except UsageError:
        return None
    if said is None:
        return None
    inside = f"{prefix or ''}glossary/"
    return frozenset(entry[3:].removeprefix(inside) for entry in said.split("\0") if entry[3:].startswith(inside))


def keeping_line_ends(old: str, new: str) -> str:
    """Return a text from a form, which knows one kind of line end, with those of the text that it was made from.

    Lines that stay keep theirs, new ones get the one that most lines had.
    """
    if "\r" not in old:
        return new
    before = _LINE.findall(old)
    plain = [line.rstrip("\r\n") for line in before]
    ends = [line[len(words) :] for line, words in zip(before, plain, strict=True)]
    usual = max(("\r\n", "\n", "\r"), key=ends.count)
    lines = new.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    made = [usual] * (len(lines) - 1) + [""]
    for start, other, length in SequenceMatcher(None, plain, lines, autojunk=False).get_matching_blocks():
        for at in range(min(length, len(lines) - 1 - other)):
            made[other + at] = ends[start + at] or usual
    return "".join(f"{line}{end}" for line, end in zip(lines, made, strict=True))
