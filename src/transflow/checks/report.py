"""Findings for people and for machines."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transflow.model import Finding

SCHEMA = "transflow.check/1"
BEFORE, AFTER = 40, 40  # characters of context that an excerpt shows around what is wrong
_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_INVISIBLE = re.compile(r"[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def json_report(findings: Sequence[Finding], *, catalogs: int, units: int) -> dict[str, Any]:
    """Return the findings as the JSON document `transflow.check/1`: every key in every finding, null where it does not apply."""
    return {
        "schema": SCHEMA,
        "findings": [document(finding) for finding in findings],
        "summary": {"catalogs": catalogs, "units": units, **_counts(findings)},
    }


def document(finding: Finding) -> dict[str, Any]:
    """Return a finding as it stands in machine output."""
    return {
        "check": finding.check,
        "severity": finding.severity,
        "edition": finding.edition,
        "article": finding.article,
        "unit": finding.unit,
        "file": finding.file,
        "line": finding.line,
        "message": finding.message,
        "source": finding.source,
        "target": finding.target,
        "start": finding.start,
        "end": finding.end,
        "concept": finding.concept,
        "name": finding.name,
        "expected": list(finding.expected),
        "rule": finding.rule or None,
        "reason": finding.reason or None,
    }


def text_report(findings: Sequence[Finding], *, color: bool = False) -> str:
    """Return the findings as lines for people, grouped by catalog: `file:line: severity check: message`, then the place with its marks.

    `color` is for terminals; what is wrong stands between ⟦ and ⟧ either way. What nobody can see (controls, marks of direction) is
    written out, so that a line means what it shows.
    """
    lines: list[str] = []
    for (edition, article), group in groupby(findings, key=lambda finding: (finding.edition, finding.article)):
        lines += ["", f"{edition} {article}"] if lines else [f"{edition} {article}"]
        for finding in group:
            lines += _lines(finding, color=color)
    return "\n".join(lines)


def summary(findings: Sequence[Finding], *, catalogs: int, units: int) -> str:
    """Return one line that counts what was found, and what was looked at."""
    counts = _counts(findings)
    looked = f"{_many(units, 'unit')} in {_many(catalogs, 'catalog')}"
    if not findings:
        return f"No findings in {looked}."
    return f"{_many(counts['error'], 'error')}, {_many(counts['warning'], 'warning')}, {_many(counts['info'], 'note')} in {looked}."


def excerpt(finding: Finding, *, color: bool = False) -> str:
    """Return the target around what is wrong, which stands between ⟦ and ⟧; nothing where the whole unit is meant."""
    if finding.start is None or finding.end is None:
        return ""
    text, start, end = finding.target or finding.source, finding.start, finding.end
    before, marked, after = text[max(0, start - BEFORE) : start], text[start:end], text[end : end + AFTER]
    shown = f"⟦{visible(marked)}⟧"
    if color:
        shown = f"\x1b[1;{_COLORS[finding.severity]}m{shown}\x1b[0m"
    left = "…" if start > BEFORE else ""
    right = "…" if end + AFTER < len(text) else ""
    return f"{left}{visible(before)}{shown}{visible(after)}{right}"


def visible(text: str) -> str:
    """Return the text with every invisible control written out (⟨U+202E⟩); the joiners that Persian and Indic scripts write stay."""
    return _INVISIBLE.sub(lambda found: found.group() if found.group() in "\u200c\u200d" else f"⟨U+{ord(found.group()):04X}⟩", text)


def _lines(finding: Finding, *, color: bool) -> Iterator[str]:
    severity: str = finding.severity
    if color:
        severity = f"\x1b[{_COLORS[finding.severity]}m{severity}\x1b[0m"
    yield f"{finding.file}:{finding.line}: {severity} {finding.check}: {visible(finding.message)}"
    shown = excerpt(finding, color=color)
    if shown:
        yield f"    {shown}"
    elif finding.source:
        yield f"    {visible(_shortened(finding.source))}"
    if finding.rule:
        yield f"    rule: {finding.rule}" + (f" – {visible(finding.reason)}" if finding.reason else "")


def _shortened(text: str) -> str:
    limit = BEFORE + AFTER
    return text if len(text) <= limit else f"{text[:limit]}…"


def _counts(findings: Sequence[Finding]) -> dict[str, int]:
    counts = Counter(finding.severity for finding in findings)
    return {str(severity): counts[severity] for severity in Severity}


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
