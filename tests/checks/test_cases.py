from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from transflow.checks import CHECKS

if TYPE_CHECKING:
    from pathlib import Path

REWRITE = bool(os.environ.get("TRANSFLOW_REWRITE"))


def test_a_case_yields_just_what_it_expects(case: Any) -> None:
    found = case.as_expected()
    if REWRITE:
        case.expected_path.write_text(found, encoding="utf-8")
    assert found == case.expected_path.read_text(encoding="utf-8")


def test_what_a_case_calls_wrong_is_found_by_its_check_alone_and_nothing_else_is_accused(case: Any) -> None:
    accused: dict[int, set[str]] = {}
    for finding in case.findings:
        accused.setdefault(finding.line, set()).add(finding.check)
    for entry in case.catalog.entries:
        if entry.obsolete:
            continue
        wrong = any(comment.startswith("wrong:") for comment in entry.comments)
        right = any(comment.startswith("right:") for comment in entry.comments)
        assert wrong != right, f"{case.path}:{entry.line}: say in a comment `right: why` or `wrong: why`"
        assert accused.pop(entry.line, set()) == ({case.check} if wrong else set()), f"{case.path}:{entry.line}: {entry.source}"
    assert not accused


@pytest.mark.parametrize("name", [check.name for check in CHECKS])
def test_every_check_has_cases_of_both_kinds(name: str, cases_folder: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (cases_folder / name).glob("*.po")]
    assert any("# wrong: " in text for text in texts), f"tests/cases/checks/{name} shows no defect"
    assert any("# right: " in text for text in texts), f"tests/cases/checks/{name} shows nothing that only looks like one"


def test_every_folder_of_cases_is_a_check(cases_folder: Path) -> None:
    names = {path.name for path in cases_folder.iterdir() if path.is_dir()} - {"glossary", "clean"}
    assert names == {check.name for check in CHECKS}
