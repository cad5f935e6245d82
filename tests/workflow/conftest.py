"""The sample project in a git repository of its own, to change and to compare."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from transflow.workflow.workspace import Workspace, open_workspace

IDENTITY = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "nobody")


@dataclass(frozen=True)
class Sample:
    """A project that git knows; every workspace is opened anew, as every command does."""

    root: Path

    @property
    def workspace(self) -> Workspace:
        """The project as it is now."""
        return open_workspace(self.root)

    def git(self, *arguments: str) -> str:
        """Call git in the project."""
        environment = {**os.environ, **IDENTITY, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(["git", "-C", str(self.root), *arguments], check=True, capture_output=True, text=True, env=environment)
        return done.stdout.strip()

    def replace(self, file: str, old: str, new: str) -> None:
        """Change the first place of a file where this stands."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def sample(tmp_path: Path, repository: Path) -> Sample:
    """The sample in a subdirectory of a repository, committed."""
    made = Sample(tmp_path / "repository" / "desk")
    made.root.mkdir(parents=True)
    shutil.copy(repository / "transflow.yaml", made.root)
    for folder in ("articles", "glossary", "locales"):
        shutil.copytree(repository / folder, made.root / folder)
    subprocess.run(["git", "init", "--quiet", str(made.root.parent)], check=True)
    made.git("add", "--all", "..")
    made.git("commit", "--quiet", "--message", "the sample")
    return made
