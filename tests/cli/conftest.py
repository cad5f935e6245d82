"""A shell to try transflow in: every call is a process of its own, as a person or CI runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ARTICLE = """---
title: Talks about the Lachin road
summary: Two sides, one road.
date: 2023-05-29
---

The road to Karabakh stays closed, officials in Baku said on May 28.
“Artsakh is waiting,” a driver said. **Nobody** passes [the checkpoint](https://example.org/a).

- 120 trucks
- Two buses
"""


@dataclass(frozen=True)
class Shell:
    """A directory, and transflow called in it."""

    directory: Path

    def __call__(self, *arguments: str, code: int = 0, stdin: bytes | None = None) -> str:
        """Call transflow, hold it to its exit code, and return what it printed (the errors where it failed)."""
        done = self.process(*arguments, stdin=stdin)
        assert done.returncode == code, f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return done.stderr if code == 2 else done.stdout

    def process(self, *arguments: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
        """Call transflow and return the process."""
        environment = {**os.environ, "COLUMNS": "120", "NO_COLOR": "1", "SOURCE_DATE_EPOCH": "1700000000"}
        done = subprocess.run(
            [sys.executable, "-c", "from transflow.cli import main; main()", *arguments],
            cwd=self.directory,
            env=environment,
            input=stdin,
            capture_output=True,
            check=False,
            timeout=120,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    def bytes(self) -> dict[str, bytes]:
        """Return every file of the project but the cache."""
        files = sorted(path for path in self.directory.rglob("*") if path.is_file() and ".transflow" not in path.parts)
        return {path.relative_to(self.directory).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A new project, as `transflow init` makes it, with one article."""
    made = Shell(tmp_path)
    made("init")
    (tmp_path / "articles" / "road.md").write_text(ARTICLE, encoding="utf-8")
    return made


@pytest.fixture
def bare(tmp_path: Path) -> Shell:
    """An empty directory."""
    return Shell(tmp_path)
