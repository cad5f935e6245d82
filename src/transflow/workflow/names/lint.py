"""What the shell asks of the glossary."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from transflow.glossary import lint
from transflow.project import find_root, read_project

if TYPE_CHECKING:
    from pathlib import Path

    from transflow.glossary import LintFinding


def lint_project(start: Path) -> tuple[LintFinding, ...]:
    """Return everything that is wrong, or worth a look, in the glossary and the styles of a project."""
    project = read_project(find_root(start))
    today = dt.datetime.now(dt.UTC).date()
    return lint(project.glossary_directory, editions=project.editions, source_locale=project.source_locale, today=today)
