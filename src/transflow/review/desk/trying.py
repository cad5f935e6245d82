"""Try a target: what the checks say of a text that somebody is still typing. Nothing is saved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transflow.checks import CatalogCheck, all_checks
from transflow.checks.running import choose, run
from transflow.formats.po import with_target
from transflow.review.desk.readings import with_entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.formats.po import Entry
    from transflow.model import Finding
    from transflow.review.desk.readings import OpenCatalog

_ABOUT_DRAFTS = frozenset({"draft"})  # says that a draft waits for a person, who is typing


def typed(text: str) -> str:
    r"""Return a text as it was typed: a browser sends line ends as "\r\n", which no catalog has; nothing else is changed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def entry_with(entry: Entry, texts: Sequence[str]) -> Entry:
    """Return the entry with what a person typed, one text for each plural form."""
    clean = tuple(typed(text) for text in texts)
    return with_target(entry, clean if entry.source_plural is not None else "".join(clean[:1]))


def tried(opened: OpenCatalog, unit: str, texts: Sequence[str]) -> OpenCatalog:
    """Return the catalog as it would be with these texts; raises UsageError where there is no such unit."""
    entry = opened.entry(unit)
    made = entry_with(entry, texts)
    return opened if entry.blank and not made.filled else with_entry(opened, made)  # what is empty on purpose is not untranslated


def unit_findings(opened: OpenCatalog, unit: str, *, typing: bool = False, whole: bool = True) -> tuple[Finding, ...]:
    """Return what the checks find in one unit, in the order of its text.

    `whole` asks those, too, that see the whole catalog. While somebody is typing, nobody is told that it is a draft.
    """
    project = opened.workspace.project
    checks = choose(all_checks(), severities=project.severities, only=(), skip=_ABOUT_DRAFTS if typing else ())
    alone = [check for check in checks if not isinstance(check, CatalogCheck)]
    together = opened.together.get(unit, ()) if whole else ()
    found = (*run(opened.of(unit), alone, opened.setting), *together)
    root = f"{project.root}/"
    ordered = sorted(found, key=lambda finding: finding.start or 0)
    return tuple(replace(finding, rule=finding.rule.removeprefix(root)) for finding in ordered)
