"""Who works on a project: the people that transflow.yaml lists, and whoever stands at the shell."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from transflow.workflow.workspace import Workspace

Role = Literal["translator", "reviewer", "naming-desk", "admin"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes or decides; `languages` is empty for all of them."""

    id: str
    name: str
    emails: tuple[str, ...] = ()
    role: Role = "admin"
    languages: tuple[str, ...] = ()


def git_person(workspace: Workspace) -> Person:
    """Return who git says is at the shell."""
    name, email = (_git(workspace.project.root, key) for key in ("user.name", "user.email"))
    return Person(email or name or "nobody", name or email or "nobody", (email,) if email else ())


def _git(root: Path, key: str) -> str:
    program = shutil.which("git")
    if program is None:
        return ""
    done = subprocess.run([program, "-C", str(root), "config", key], capture_output=True, text=True, check=False)  # noqa: S603 - no shell, no text of others
    return done.stdout.strip()
