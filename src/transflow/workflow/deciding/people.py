"""Who is at work: on the shell, whoever git says."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from transflow.errors import UsageError
from transflow.policy import PERSON_ID, Person, Role

if TYPE_CHECKING:
    from transflow.project import Project
    from transflow.workflow.workspace import Workspace

__all__ = ["Person", "Role", "git_person", "named_person", "person_of", "shell_person"]


def git_person(workspace: Workspace) -> Person:
    """Return the person whose e-mail address git commits under; raises UsageError where git knows none.

    Where transflow.yaml names people and not this one, the person is not `known`.
    """
    email = _git_says(workspace, "EMAIL", "user.email")
    if not email:
        raise UsageError("git does not know who you are: git config user.email you@example.org")
    people = workspace.project.review
    if (found := people.person(email)) is not None:
        return found
    return Person(email.casefold(), _git_says(workspace, "NAME", "user.name"), (email.casefold(),), known=not people.people)


def named_person(workspace: Workspace, who: str) -> Person:
    """Return the person of this short name or e-mail address; raises UsageError for one whom transflow.yaml does not name.

    A project that names nobody takes everybody at their word.
    """
    review = workspace.project.review
    if (found := review.person(who)) is not None:
        return found
    if review.people:
        raise UsageError(f"nobody is called {who!r}; transflow.yaml has {', '.join(review.people)}")
    if not PERSON_ID.fullmatch(who):
        raise UsageError(f"{who!r} is no short name of a person: letters, digits, '.', '_', '-', '+' and '@'")
    return Person(who)


def shell_person(workspace: Workspace, who: str | None) -> tuple[Person, Person | None]:
    """Return who signs on the shell – the person named, or else whom git names – and who sits there, where git knows."""
    try:
        here: Person | None = git_person(workspace)
    except UsageError:
        here = None
    if who is not None:
        return named_person(workspace, who), here
    if here is None:
        raise UsageError("who are you? say --by WHO, or tell git: git config user.email you@example.org")
    return here, here


def person_of(project: Project, by: str) -> Person | None:
    """Return whom a sign-off names, or None for somebody whom transflow.yaml does not name, where it names people."""
    review = project.review
    return review.people.get(by) if review.people else Person(by)


def _git_says(workspace: Workspace, variable: str, key: str) -> str:
    if told := os.environ.get(f"GIT_AUTHOR_{variable}", "").strip():
        return told
    program = shutil.which("git")
    if program is None:
        return ""
    done = subprocess.run(  # noqa: S603 - no shell, and nothing of it comes from outside
        [program, "-C", str(workspace.project.root), "config", "--get", key], capture_output=True, check=False
    )
    return done.stdout.decode("utf-8", "replace").strip()
