from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from transflow.checks import CHECKS

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [check.name for check in CHECKS]
TABLE = re.compile(r"(<!-- checks: [^\n]*-->\n)(.*?)(<!-- /checks -->)", re.DOTALL)


def test_the_table_of_checks_is_written_from_the_list(repository: Path) -> None:
    page = repository / "docs" / "checks.md"
    rows = [f"| [{check.name}](checks/{check.name}.md) | {check.severity} | {check.title} |\n" for check in CHECKS]
    table = "".join(["| check | severity | finds |\n", "|---|---|---|\n", *rows])
    text = page.read_text(encoding="utf-8")
    written = TABLE.sub(lambda found: f"{found[1]}{table}{found[3]}", text)
    if os.environ.get("TRANSFLOW_REWRITE"):
        page.write_text(written, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == written


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_every_check_has_a_page_that_says_what_why_and_what_it_weighs(check: object, repository: Path) -> None:
    page = (repository / "docs" / "checks" / f"{check.name}.md").read_text(encoding="utf-8")  # type: ignore[attr-defined] # pytest hands over objects
    assert page.startswith(f"# {check.name}\n\n{check.title}. Severity: {check.severity}.\n")  # type: ignore[attr-defined] # as above
    for heading in ("## What it finds", "## Why it matters", "## Example", "## What is no fault"):
        assert heading in page


def test_there_is_no_page_of_a_check_that_is_not_there(repository: Path) -> None:
    assert {path.stem for path in (repository / "docs" / "checks").glob("*.md")} == set(NAMES)


def test_names_are_defects_in_kebab_case_and_files_bear_them(repository: Path) -> None:
    for name in NAMES:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
        assert not name.startswith("no-")
        assert (repository / "src" / "transflow" / "checks" / f"{name.replace('-', '_')}.py").is_file()
