"""What can be wrong with a translated unit: one check a file, listed in CHECKS.

An outsider's package adds a check with an entry point of the group `transflow.checks`: its name there is the check's name, its
value a Check or CatalogCheck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.checks import (
    bidi_control,
    bracket_unbalanced,
    date_mismatch,
    draft,
    edge_white_space,
    end_punctuation,
    gloss_late,
    gloss_missing,
    gloss_repeated,
    inconsistent,
    length_ratio,
    name_ambiguous,
    name_forbidden,
    name_missing,
    name_mixed,
    name_unknown_spelling,
    name_untranslated,
    note_missing,
    number_mismatch,
    placeholder_mismatch,
    qualifier_forbidden,
    qualifier_missing,
    quotation_altered,
    quotation_unbalanced,
    same_as_source,
    untranslated,
    url_mismatch,
    word_doubled,
    wrong_script,
)
from transflow.checks.base import CatalogCheck, Check, Fault
from transflow.checks.reading import Reading, read_catalog_units
from transflow.checks.running import AnyCheck, Setting, checks_of_other_packages, choose, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from transflow.model import Finding

__all__ = ["CHECKS", "CatalogCheck", "Check", "Fault", "Reading", "all_checks", "read_catalog_units", "run_checks", "unit_findings"]

CHECKS: tuple[AnyCheck, ...] = (
    name_forbidden.CHECK,
    name_missing.CHECK,
    quotation_altered.CHECK,
    name_untranslated.CHECK,
    name_unknown_spelling.CHECK,
    name_mixed.CHECK,
    name_ambiguous.CHECK,
    qualifier_forbidden.CHECK,
    qualifier_missing.CHECK,
    gloss_missing.CHECK,
    gloss_late.CHECK,
    gloss_repeated.CHECK,
    note_missing.CHECK,
    number_mismatch.CHECK,
    date_mismatch.CHECK,
    placeholder_mismatch.CHECK,
    url_mismatch.CHECK,
    quotation_unbalanced.CHECK,
    bracket_unbalanced.CHECK,
    end_punctuation.CHECK,
    edge_white_space.CHECK,
    word_doubled.CHECK,
    untranslated.CHECK,
    draft.CHECK,
    same_as_source.CHECK,
    length_ratio.CHECK,
    inconsistent.CHECK,
    wrong_script.CHECK,
    bidi_control.CHECK,
)


def all_checks() -> tuple[AnyCheck, ...]:
    """Return our checks in the order of the list, then those of other packages; raises UnavailableError for one that cannot be loaded."""
    return (*CHECKS, *checks_of_other_packages())


def run_checks(  # noqa: PLR0913 - all but the readings are named, and none has a structure in common
    readings: Sequence[Reading],
    *,
    edition: str,
    article: str,
    file: str,
    severities: Mapping[str, str] | None = None,
    only: Iterable[str] = (),
    skip: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """Return what is wrong with the units of a catalog, in document order, each time the same.

    `severities` says per check error, warning, info or off; `only` and `skip` name checks. `file` is the catalog's path as findings
    tell it. Raises UsageError for a name that no check bears.
    """
    overrides = severities or {}
    checks = choose(all_checks(), severities=overrides, only=only, skip=skip)
    return run(readings, checks, Setting(edition, article, file, overrides))


def unit_findings(readings: Sequence[Reading], *, severities: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with one unit by itself (of an entry with plural forms, with each of them); what only a whole catalog can tell is left out."""
    overrides = severities or {}
    checks = (check for check in choose(all_checks(), severities=overrides, only=(), skip=()) if check.scope == "unit")
    return run(readings, checks, Setting("", "", "", overrides))
