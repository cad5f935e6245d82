"""Who wrote a target, by git's word: asked under four eyes where no sign-off line tells it."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from transflow.formats.po import Entry
    from transflow.policy import Person, Review

_TARGET = re.compile(r"^msgstr", re.MULTILINE)
_MAIL = re.compile(r"^author-mail <(.*)>$", re.MULTILINE)
_UNCOMMITTED = re.compile(r"^0{40}(0{24})? ", re.MULTILINE)
_SECONDS = 20.0


def git_authors(path: Path, entry: Entry, review: Review, *, here: Person | None = None) -> frozenset[str]:
    """Return those who wrote the lines of an entry's target, as sign-offs call them; nobody where git does not know or the file is not in git.

    What is not committed yet is the work of the person on the shell (`here`). An engine's draft that nobody has looked at is nobody's.
    """
    if entry.draft and entry.provenance is not None:
        return frozenset()
    raw = entry.raw or ""
    found = _TARGET.search(raw)
    if found is None or not _git(path, "rev-parse", "--is-inside-work-tree"):
        return frozenset()
    first = entry.line + raw.count("\n", 0, found.start())
    last = entry.line + raw.rstrip("\n").count("\n")
    told = _git(path, "blame", "--line-porcelain", f"-L{first},{last}", "--", path.name)
    if told is None:  # in no commit yet
        return frozenset({here.id}) if here else frozenset()
    parts = re.split(r"^\t.*\n?", told, flags=re.MULTILINE)
    mails = [mail[1] for part in parts if not _UNCOMMITTED.search(part) and (mail := _MAIL.search(part))]
    people = {known.id if (known := review.person(mail)) else mail.casefold() for mail in mails}
    if here and any(_UNCOMMITTED.search(part) for part in parts):
        people.add(here.id)
    return frozenset(people)


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
