"""`transflow glossary impact`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from transflow.checks.report import json_report
from transflow.cli import options
from transflow.workflow.names.impact import impact
from transflow.workflow.names.revisions import open_other
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from transflow.model import Finding
    from transflow.workflow.names.impact import EditionImpact, Impact, UnitImpact

VERDICTS = {"fails": "newly fails", "passes": "newly passes", "changes": "other findings", "same": "same findings"}


@click.command("impact")
@options.editions
@options.against_required
@click.option("--reverse", is_flag=True, help="From the project as it is to the other state: what it would cost to take that over.")
@click.option(
    "--format", "style", type=click.Choice(["table", "json"]), default="table", show_default=True, help="For people, or for machines."
)
@click.pass_obj
def command(directory: Path, editions: tuple[str, ...], against: str, reverse: bool, style: str) -> int:  # noqa: FBT001 - click passes a flag
    """Show what a change of names or rules does to the units: which fail by it, which pass, and which approvals lapse.

    Before are the glossary and styles of the git revision or directory, after are those that lie here; the catalogs are today's both
    times. Exit code 1 where a unit newly fails.
    """
    workspace = open_workspace(directory)
    with open_other(workspace, against) as other:
        found = impact(workspace, other, editions=editions, reverse=reverse)
    if style == "json":
        options.print_json("glossary-impact", _document(found))
    else:
        _show(found)
    return 1 if found.fails else 0


def _show(found: Impact) -> None:
    click.echo(f"before: {found.before}\nafter:  {found.after}")
    for remark in found.remarks:
        click.echo(f"        {remark}")
    for unit in found.units:
        click.echo()
        _show_unit(unit)
    click.echo()
    header = ("edition", "fail", "pass", "other", "approvals lapse", "would lapse")
    rows = []
    for one in found.editions:
        counts = (*(one.count(verdict) for verdict in ("fails", "passes", "changes")), one.lapses, one.fingerprints - one.lapses)
        rows.append((one.edition, *(count or "·" for count in counts)))
    options.print_table(header, rows, numbers=range(1, 6))
    if not found.units:
        click.echo("No unit changes.")


def _show_unit(unit: UnitImpact) -> None:
    click.echo(f"{unit.file}:{unit.line}: {unit.edition} {VERDICTS[unit.verdict]}{_approval(unit)}")
    click.echo(f"    {unit.target or unit.source}")
    for sign, findings, others in (("-", unit.vanishes, unit.appears), ("+", unit.appears, unit.vanishes)):
        said = {_told(other) for other in others}
        for finding in findings:
            click.echo(f"  {sign} {_told(finding)}")
            if _told(finding) in said:  # another rule, or another reason, says the same
                click.echo(f"      rule: {options.near(finding.rule)} – {finding.reason}")


def _told(finding: Finding) -> str:
    """Return a finding in a line, with what would be right where the message does not say it."""
    text = f"{finding.severity} {finding.check}: {finding.message}"
    if not finding.expected or any(form in finding.message for form in finding.expected):
        return text
    return f"{text} ({' or '.join(finding.expected)})"


def _approval(unit: UnitImpact) -> str:
    if not unit.fingerprint_changed:
        return ""
    names = ", ".join(unit.concepts)
    return f"; its approval lapses ({names})" if unit.approval_lapses else f"; an approval would lapse ({names})"


def _counts(one: EditionImpact) -> dict[str, int]:
    return {
        "fails": one.count("fails"),
        "passes": one.count("passes"),
        "changes": one.count("changes"),
        "approvals-lapse": one.lapses,
        "fingerprint-changed": one.fingerprints,
    }


def _document(found: Impact) -> dict[str, Any]:
    return {
        "before": found.before,
        "after": found.after,
        "remarks": list(found.remarks),
        "editions": [{"edition": one.edition, "affected": one.affected, **_counts(one)} for one in found.editions],
        "units": [_unit(unit) for unit in found.units],
    }


def _unit(unit: UnitImpact) -> dict[str, Any]:
    return {
        "edition": unit.edition,
        "article": unit.article,
        "unit": unit.unit,
        "file": unit.file,
        "line": unit.line,
        "source": unit.source,
        "target": unit.target,
        "state": unit.state,
        "verdict": unit.verdict,
        "errors-before": unit.errors_before,
        "errors-after": unit.errors_after,
        "fingerprint-changed": unit.fingerprint_changed,
        "approval-lapses": unit.approval_lapses,
        "concepts": list(unit.concepts),
        "appears": json_report(unit.appears, catalogs=1, units=1)["findings"],
        "vanishes": json_report(unit.vanishes, catalogs=1, units=1)["findings"],
    }
