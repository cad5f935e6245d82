"""Cases of checks: a catalog whose entries say in a comment whether they are right or wrong, and what is found in it.

A case is `tests/cases/checks/<check>/<case>.po` beside `<case>.json`; the header's Language is the edition (`ru`, `ru@desk`), its
modifier a style of `tests/cases/checks/glossary/styles`; X-Event-Date is the day that rules for some days only are asked for. Set TRANSFLOW_REWRITE=1 to write what is expected anew, and read the diff.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from transflow.checks import read_catalog_units, run_checks
from transflow.formats.po import read_catalog
from transflow.glossary import naming_for, read_glossary, read_styles
from transflow.locales import parse_locale
from transflow.workflow.days import catalog_day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from transflow.formats.po import Catalog
    from transflow.glossary import Glossary, Naming, Style
    from transflow.model import Finding

CASES = Path(__file__).parent.parent / "cases" / "checks"
CLEAN = "clean"


@dataclass(frozen=True)
class Case:
    """One catalog of a check's cases; the check is empty where nothing at all may be found."""

    check: str
    path: Path

    @property
    def expected_path(self) -> Path:
        """Where what is expected lies."""
        return self.path.with_suffix(".json")

    @cached_property
    def catalog(self) -> Catalog:
        """The case as it is read."""
        return read_catalog(self.path)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All that all the checks find in it."""
        return self.look(self.catalog)

    def look(self, catalog: Catalog, *, only: Sequence[str] = ()) -> tuple[Finding, ...]:
        """Return what the checks (or just those named) find in a catalog as if it were this one."""
        source = catalog.header.get("X-Source-Language", "en")
        named = naming(catalog.language).on(catalog_day(catalog))
        readings = read_catalog_units(catalog, naming=named if source == "en" else None, source_locale=source, locale=named.locale)
        return run_checks(readings, edition=catalog.language, article=self.path.stem, file=self.path.name, only=only)

    def as_expected(self) -> str:
        """Return the findings as an expectation is written: what a reader of the diff wants to see."""
        rows: list[dict[str, Any]] = [
            {
                "line": finding.line,
                "check": finding.check,
                "severity": finding.severity,
                "message": finding.message,
                "marked": finding.target[finding.start : finding.end] if finding.start is not None else None,
                "expected": list(finding.expected),
                **({"concept": finding.concept, "name": finding.name} if finding.concept else {}),
            }
            for finding in self.findings
        ]
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"

    def __str__(self) -> str:
        """Return the case's name, as pytest shows it."""
        return f"{self.path.parent.name}/{self.path.stem}"


def all_cases() -> list[Case]:
    """Return every case in a stable order."""
    return [Case("" if path.parent.name == CLEAN else path.parent.name, path) for path in sorted(CASES.glob("*/*.po"))]


@lru_cache(maxsize=1)
def _glossary() -> tuple[Glossary, dict[str, Style]]:
    glossary = read_glossary(CASES / "glossary")
    return glossary, read_styles(CASES / "glossary" / "styles", glossary)


@lru_cache(maxsize=64)
def naming(edition: str) -> Naming:
    """Return how an edition of the cases names things."""
    glossary, styles = _glossary()
    locale, _, style = edition.partition("@")
    return naming_for(glossary, styles[style] if style else None, source_locale="en", locale=parse_locale(locale).bcp47)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for a `case` once for each, and one that asks for a `naming_case` for those with mistakes in naming."""
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", all_cases(), ids=str)
    if "naming_case" in metafunc.fixturenames:
        naming_cases = [case for case in all_cases() if case.check.startswith(("name-", "gloss-", "quotation-altered"))]
        mistakes = [Case("mistakes", path) for path in sorted((CASES.parent / "naming-mistakes").glob("*/mistakes.po"))]
        metafunc.parametrize("naming_case", [*naming_cases, *mistakes], ids=str)


@pytest.fixture
def cases_folder() -> Path:
    """Where the cases lie."""
    return CASES


@pytest.fixture(scope="session")
def naming_of() -> Callable[[str], Naming]:
    """How an edition of the cases (`ru@desk`) names things."""
    return naming


@pytest.fixture(scope="session")
def read_case() -> Callable[[Path], Case]:
    """A catalog of any folder as a case that no check is named for; each is looked at once."""
    return lru_cache(maxsize=None)(lambda path: Case("", path))
