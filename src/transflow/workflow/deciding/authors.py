"""Who wrote a target, by git's word: asked under four eyes where no sign-off line tells it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import PurePath
from typing import TYPE_CHECKING

from transflow.workflow.exchange.catalog_import import SUFFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from transflow.formats.po import Entry
    from transflow.policy import Person, Review

_TARGET = re.compile(r"^msgstr", re.MULTILINE)
_DRAFT = re.compile(r"^#[ \t]+draft:", re.MULTILINE)
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_MAIL = re.compile(r"^author-mail <(.*)>$", re.MULTILINE)
_NO_COMMIT = ""
_SECONDS = 20.0


def git_authors(path: Path, entry: Entry, review: Review, *, here: Person | None = None) -> frozenset[str]:
    """Return those who wrote the lines of an entry's target, as sign-offs call them; nobody where git does not know or the file is not in git.

    What is not committed yet is the work of the person on the shell (`here`). A draft of an engine is nobody's as it came: its lines are of the same
    commit as the `# draft:` above them. A line of another one was edited since. What a person drafted, or a file of another program held, is theirs as any text is.
    """
    raw = entry.raw or ""
    found, drafted = _TARGET.search(raw), _DRAFT.search(raw) if _is_of_an_engine(entry) else None
    if found is None or not _git(path, "rev-parse", "--is-inside-work-tree"):
        return frozenset()
    first, last = entry.line + raw.count("\n", 0, found.start()), entry.line + raw.rstrip("\n").count("\n")
    lines = _blamed(path, first, last)
    if drafted is not None:
        at = entry.line + raw.count("\n", 0, drafted.start())
        came = {commit for commit, _ in _blamed(path, at, at)}
        lines = [line for line in lines if line[0] not in came]
    people = {here.id} if here and any(commit == _NO_COMMIT for commit, _ in lines) else set()
    people |= {known.id if (known := review.person(mail)) else mail.casefold() for commit, mail in lines if commit != _NO_COMMIT}
    return frozenset(people)


def _is_of_an_engine(entry: Entry) -> bool:
    """Tell whether an entry is a draft that an engine, the memory or a repeat gave: neither a person's own, nor out of a file that one sent."""
    if not entry.draft or entry.provenance is None or entry.provenance.startswith("by hand"):
        return False
    named = entry.provenance.split(" · ")[0].rpartition(" ")[0]  # what stands before the day
    return PurePath(named).suffix.lower() not in SUFFIXES


def _blamed(path: Path, first: int, last: int) -> list[tuple[str, str]]:
    """Return (commit, e-mail address) for each line of a range; the commit of what is in none yet is _NO_COMMIT."""
    told = _git(path, "blame", "--line-porcelain", f"-L{first},{last}", "--", path.name)
    if told is None:  # the file is in no commit yet
        return [(_NO_COMMIT, "")]
    found = []
    for part in re.split(r"^\t.*\n?", told, flags=re.MULTILINE):
        commit, mail = _COMMIT.match(part), _MAIL.search(part)
        if commit and mail:
            found.append((commit[0] if commit[0].strip("0") else _NO_COMMIT, mail[1]))
    return found


def _git(path: Path, *arguments: str) -> str | None:
    """Return what git prints in the folder of a file, or None where it fails or is not there."""
    program = shutil.which("git")
    if program is None or not path.parent.is_dir():
        return None
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and the file's name is a slug of ours
            [program, "-C", str(path.parent), *arguments], capture_output=True, check=False, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        return None
    return None if done.returncode else done.stdout.decode("utf-8", "replace")
