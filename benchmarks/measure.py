"""What the benchmarks share: whole processes timed by the kernel's own account, and tables of ratios."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process cost: seconds on the clock, seconds of processor, peak memory in MB."""

    wall: float
    processor: float
    megabytes: float


def process(command: list[str], *, directory: Path | None = None, environment: dict[str, str] | None = None) -> Cost:
    """Run a command to its end and return its cost; raises CalledProcessError where it fails."""
    before = time.perf_counter()
    running = subprocess.Popen(
        command, cwd=directory, env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert running.stderr is not None
    errors = running.stderr.read()
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - before
    if running.returncode not in (0, 1):
        raise subprocess.CalledProcessError(running.returncode, command, stderr=errors.decode(errors="replace")[-2000:])
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def typical(command: list[str], *, runs: int = 5, directory: Path | None = None) -> Cost:
    """Return the medians of several runs after one that is not counted."""
    process(command, directory=directory)
    costs = [process(command, directory=directory) for _ in range(runs)]
    return Cost(median(c.wall for c in costs), median(c.processor for c in costs), median(c.megabytes for c in costs))


def table(rows: list[tuple[str, ...]]) -> None:
    """Print rows whose columns line up; the first row is the header."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
