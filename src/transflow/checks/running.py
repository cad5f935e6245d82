"""Run the checks over a catalog: every unit in order, every check in order, the same findings each time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from transflow.checks.base import CatalogCheck, Check, Fault
from transflow.checks.reading import forget
from transflow.errors import UnavailableError, UsageError
from transflow.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from transflow.checks.reading import Reading

ENTRY_POINTS = "transflow.checks"
OFF = "off"
_WEIGHT = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}
AnyCheck = Check | CatalogCheck


@lru_cache(maxsize=1)
def checks_of_other_packages() -> tuple[AnyCheck, ...]:
    """Return the checks that installed packages add through the entry point group `transflow.checks`; raises UnavailableError for one that cannot be used."""
    added = []
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        try:
            check = point.load()
        except (ImportError, AttributeError) as missing:
            raise UnavailableError(f"check {point.name}: {point.value} cannot be loaded ({type(missing).__name__})") from missing
        if not isinstance(check, Check | CatalogCheck) or check.name != point.name:
            raise UnavailableError(f"check {point.name}: {point.value} is no Check of that name")
        added.append(check)
    return tuple(added)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the findings of one catalog have in common, and what the project says that checks weigh."""

    edition: str
    article: str
    file: str
    severities: Mapping[str, str]


def run(readings: Sequence[Reading], checks: Iterable[AnyCheck], setting: Setting) -> tuple[Finding, ...]:
    """Return what these checks find, in the order of units, then of offsets, then of checks."""
    ordered = tuple(checks)
    by_unit: dict[int, list[tuple[int, Fault]]] = {}
    translated = [(rank, check.run) for rank, check in enumerate(ordered) if isinstance(check, Check) and not check.untranslated]
    others = [(rank, check.run) for rank, check in enumerate(ordered) if isinstance(check, Check) and check.untranslated]
    for reading in readings:
        for rank, look in translated if reading.target else others:
            faults = look(reading)
            if faults:
                by_unit.setdefault(reading.index, []).extend((rank, fault) for fault in faults)
        forget(reading)
    for rank, check in enumerate(ordered):
        if isinstance(check, CatalogCheck):
            for reading, fault in check.run(readings):
                by_unit.setdefault(reading.index, []).append((rank, fault))
    found = []
    for reading in readings:
        for rank, fault in sorted(by_unit.get(reading.index, ()), key=lambda both: (both[1].start or 0, both[0])):
            found.append(_finding(reading, ordered[rank], fault, setting))
    return tuple(found)


def choose(checks: Sequence[AnyCheck], *, severities: Mapping[str, str], only: Iterable[str], skip: Iterable[str]) -> tuple[AnyCheck, ...]:
    """Return the checks that are to run; raises UsageError for a name that no check bears."""
    wanted, unwanted = set(only), set(skip)
    known = {check.name for check in checks}
    for name in sorted({*wanted, *unwanted, *severities} - known):
        raise UsageError(f"no check is called {name!r}; there are {', '.join(sorted(known))}")
    unwanted |= {name for name, severity in severities.items() if severity == OFF and name not in wanted}
    return tuple(check for check in checks if (not wanted or check.name in wanted) and check.name not in unwanted)


def _finding(reading: Reading, check: AnyCheck, fault: Fault, setting: Setting) -> Finding:
    return Finding(
        check=check.name,
        severity=_severity(check, fault, setting.severities),
        message=fault.message,
        edition=setting.edition,
        article=setting.article,
        unit=reading.entry.unit,
        file=setting.file,
        line=reading.entry.line,
        source=reading.source,
        target=reading.target,
        start=fault.start,
        end=fault.end,
        concept=fault.concept,
        name=fault.name,
        expected=fault.expected,
        rule=str(fault.rule or ""),
        reason=fault.reason,
    )


def _severity(check: AnyCheck, fault: Fault, severities: Mapping[str, str]) -> Severity:
    """Return what a finding weighs: the rule's word, the project's or the check's own, less where the fault itself is slighter."""
    given = severities.get(check.name, check.severity)
    own = fault.weight or (check.severity if given == OFF else Severity(given))
    return min(own, fault.severity or own, key=_WEIGHT.__getitem__)
