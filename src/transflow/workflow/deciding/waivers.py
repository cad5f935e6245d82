"""Waivers: findings that somebody has looked at and lets stand, with a reason, as long as the text is the one they saw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from transflow.model import Finding
    from transflow.signoffs import Signoff, Standing


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding, and the waiver that lets it stand."""

    finding: Finding
    waiver: Signoff


def without_waived(findings: Iterable[Finding], standing: Mapping[str, Standing]) -> tuple[tuple[Finding, ...], tuple[Waived, ...]]:
    """Return the findings that nobody has waived, and those that somebody has; `standing` is that of the units by their names."""
    waivers = {(unit, one.check): one for unit, stands in standing.items() for one in stands.waived}
    if not waivers:
        return tuple(findings), ()
    left: list[Finding] = []
    waived: list[Waived] = []
    for finding in findings:
        waiver = waivers.get((finding.unit, finding.check))
        if waiver is None:
            left.append(finding)
        else:
            waived.append(Waived(finding, waiver))
    return tuple(left), tuple(waived)
