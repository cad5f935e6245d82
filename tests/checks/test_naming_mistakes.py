"""Catalogs with every kind of naming mistake, and clean ones of the same size beside them.

`tests/cases/naming-mistakes/<edition>/{mistakes,clean}.po`: the same sources, once with a mistake in most entries and once without. An entry with
a mistake says in comments which check has to find it (`mistake: gloss-late`), and by which key of the style (`rule: gloss`).
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from transflow.checks import CHECKS
from transflow.glossary.read_rules import RULE_KEYS
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from transflow.formats.po import Entry

FOLDER = Path(__file__).parent.parent / "cases" / "naming-mistakes"
EDITIONS = sorted(path.name for path in FOLDER.iterdir())
NAME_CHECKS = {check.name for check in CHECKS if check.name.startswith(("name-", "gloss-", "note-", "qualifier-", "quotation-altered"))}
ASKED = {
    "narration",
    "headline",
    "summary",
    "caption",
    "first-mention",
    "later",
    "adjective",
    "quotation",
    "gloss",
    "note",
    "qualifiers",
    "from",
}


def told(entry: Entry, key: str) -> str:
    """Return what an entry's comments say of a key, "" where they say nothing."""
    return next((comment.removeprefix(f"{key}: ") for comment in entry.comments if comment.startswith(f"{key}: ")), "")


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_mistake_is_found_once_by_its_check_and_by_no_other(edition: str, read_case: Callable[[Path], Any]) -> None:
    case = read_case(FOLDER / edition / "mistakes.po")
    found = defaultdict(list)
    for finding in case.findings:
        found[finding.line].append(finding.check)
    for entry in case.catalog.entries:
        wanted = [told(entry, "mistake")] if told(entry, "mistake") else []
        assert found[entry.line] == wanted, f"{case.path}:{entry.line}: {entry.source}"


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_finding_names_the_rule_that_is_broken_and_its_reason(edition: str, read_case: Callable[[Path], Any]) -> None:
    case = read_case(FOLDER / edition / "mistakes.po")
    keys = {entry.line: told(entry, "rule") for entry in case.catalog.entries}
    for finding in case.findings:
        if finding.check == "name-unknown-spelling":  # no rule of a style is broken
            assert not finding.rule
            continue
        path, line, _ = finding.rule.rsplit(":", 2)
        assert f"{keys[finding.line]}:" in Path(path).read_text(encoding="utf-8").splitlines()[int(line) - 1], finding
        assert finding.reason


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_same_article_without_mistakes_has_no_findings(edition: str, read_case: Callable[[Path], Any]) -> None:
    mistakes, clean = (read_case(FOLDER / edition / f"{name}.po") for name in ("mistakes", "clean"))
    assert [entry.source for entry in clean.catalog.entries] == [entry.source for entry in mistakes.catalog.entries]
    assert clean.findings == ()


def test_every_check_of_names_and_every_kind_of_rule_is_there_in_several_languages(read_case: Callable[[Path], Any]) -> None:
    checks: dict[str, set[str]] = defaultdict(set)
    rules: dict[str, set[str]] = defaultdict(set)
    mistakes = 0
    for edition in EDITIONS:
        for entry in read_case(FOLDER / edition / "mistakes.po").catalog.entries:
            checks[told(entry, "mistake")].add(edition)
            rules[told(entry, "rule")].add(edition)
            mistakes += bool(told(entry, "mistake"))
    assert set(RULE_KEYS) >= ASKED
    assert min(len(checks[name]) for name in NAME_CHECKS) >= 2
    assert min(len(rules[key]) for key in (*ASKED, "double")) >= 2
    assert len(EDITIONS) >= 6
    assert mistakes >= 60


def test_a_question_weighs_less_than_a_broken_promise(read_case: Callable[[Path], Any]) -> None:
    found = {finding.check: finding.severity for edition in EDITIONS for finding in read_case(FOLDER / edition / "mistakes.po").findings}
    assert {check for check, severity in found.items() if severity is Severity.INFO} == {"name-ambiguous", "name-mixed"}
