"""Findings, names and runs as the page's script reads them: offsets count UTF-16 units, as JavaScript does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from transflow.review.desk.names import called_for
from transflow.review.desk.runs import runs
from transflow.review.desk.view import told_findings

if TYPE_CHECKING:
    from transflow.review.desk.readings import OpenCatalog
    from transflow.signoffs import Standing


def utf16(text: str, offset: int | None) -> int | None:
    """Return an offset in code points as one in UTF-16 units."""
    return None if offset is None else len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def findings_of(opened: OpenCatalog, unit: str, standing: Standing) -> list[dict[str, Any]]:
    """Return the findings of a unit, as it is being typed."""
    return [
        {
            "check": told.finding.check,
            "severity": told.finding.severity,
            "message": told.finding.message,
            "reason": told.finding.reason,
            "rule": told.finding.rule,
            "expected": list(told.finding.expected),
            "form": told.form,
            "start": utf16(told.finding.target, told.finding.start),
            "end": utf16(told.finding.target, told.finding.end),
            "waived": told.waived_by,
        }
        for told in told_findings(opened, unit, standing, typing=True)
    ]


def runs_of(opened: OpenCatalog, unit: str) -> list[list[dict[str, Any]]]:
    """Return for each form of a unit the stretches of its target that are marked: names, and the words of a quotation."""
    found = []
    for reading in opened.of(unit):
        text = reading.target
        marked = runs(text, mentions=reading.target_mentions, quotations=reading.target_quotations)
        found.append(
            [
                {"start": utf16(text, run.start), "end": utf16(text, run.end), "name": run.mention is not None, "quoted": run.quoted}
                for run in marked
                if run.mention is not None or run.quoted
            ]
        )
    return found


def names_of(opened: OpenCatalog, unit: str) -> list[dict[str, Any]]:
    """Return what the target says for each name of the source."""
    root = str(opened.workspace.project.root)
    return [
        {"mention": name.mention, "said": name.said, "fits": name.fits}
        for name in called_for(opened.of(unit)[-1], opened.naming, root=root)
    ]
