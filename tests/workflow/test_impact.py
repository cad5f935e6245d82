"""Impact says exactly what the commands then say: every change is made, and what check, status and the fingerprints say is compared."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from transflow.checks import read_catalog_units
from transflow.formats.po import change, read_catalog
from transflow.model import State
from transflow.workflow.check import check
from transflow.workflow.deciding.fingerprints import unit_concepts, unit_fingerprints
from transflow.workflow.names.impact import TODAY, impact
from transflow.workflow.names.revisions import open_other
from transflow.workflow.status import catalogs, status

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Sample
    from transflow.model import Finding
    from transflow.workflow.names.impact import Impact
    from transflow.workflow.workspace import Workspace

DESK = "glossary/styles/desk.yaml"
CATALOG = "locales/ru@desk/LC_MESSAGES/lachin-speech.po"
PLACES = "glossary/south-caucasus-places.yaml"
CHANGES = {
    "one rule": (DESK, "    narration: stepanakert\n", "    narration: khankendi\n"),
    "a name less in a rule": (DESK, "narration: [nagorno-karabakh, karabakh]", "narration: nagorno-karabakh"),
    "a rule gone": (DESK, "  lachin:\n    narration: lachin\n", "  lachin:\n    # narration: lachin\n"),
    "a reason": (DESK, "reason: The town of the years", "reason: A town of the years"),
    "a weight": (
        DESK,
        "    narration: stepanakert\n    quotation: as-source\n",
        "    narration: khankendi\n    severity: warning\n",
    ),
    "another style of an edition": ("transflow.yaml", "  hy:\n    style: as-source", "  hy:\n    style: desk"),
    "one form": (PLACES, "ru: {text: Арцах, forms: [арцахский]}", "ru: {text: Арцахия, forms: [арцахский]}"),
    "a look-alike": (PLACES, "forms: [арцахский]}", "forms: [арцахский], not: [власти Арцаха]}"),
}


@pytest.mark.parametrize(("file", "old", "new"), CHANGES.values(), ids=CHANGES)
def test_impact_lists_exactly_the_units_on_which_check_and_status_change(sample: Sample, file: str, old: str, new: str) -> None:
    _spoil(sample)
    before = _said(sample.workspace)
    sample.replace(file, old, new)
    after = _said(sample.workspace)
    found = _impact(sample, "HEAD")
    assert {_key(unit): _repr(unit.appears) for unit in found.units if unit.appears} == _less(after.findings, before.findings)
    assert {_key(unit): _repr(unit.vanishes) for unit in found.units if unit.vanishes} == _less(before.findings, after.findings)
    units = {key for key in before.fingerprints if before.fingerprints[key] != after.fingerprints[key]}
    assert {_key(unit) for unit in found.units if unit.fingerprint_changed} == units
    errors: Counter[tuple[str, str]] = Counter()
    for unit in found.units:
        errors[unit.edition, unit.article] += unit.errors_after - unit.errors_before
    assert {key: after.errors[key] - count for key, count in before.errors.items() if after.errors[key] != count} == {
        key: count for key, count in errors.items() if count
    }
    assert _impact(sample, "HEAD", reverse=True) == replace(
        found,
        before=found.after,
        after=found.before,
        editions=tuple(
            replace(
                edition,
                units=tuple(
                    replace(
                        unit,
                        appears=unit.vanishes,
                        vanishes=unit.appears,
                        errors_before=unit.errors_after,
                        errors_after=unit.errors_before,
                    )
                    for unit in edition.units
                ),
            )
            for edition in found.editions
        ),
    )


def test_rules_and_forms_change_verdicts_and_approvals_and_reasons_and_weights_do_not(sample: Sample) -> None:
    changing = {}
    for name, (file, old, new) in CHANGES.items():
        sample.replace(file, old, new)
        found = _impact(sample, "HEAD")
        changing[name] = (found.fails, sum(edition.fingerprints for edition in found.editions) > 0)
        sample.replace(file, new, old)
    assert changing["one rule"] == (True, True)
    assert changing["one form"][1]
    assert changing["a reason"] == (False, False)
    assert not _impact(sample, "HEAD").units


def test_a_rule_that_has_moved_is_no_other_rule(sample: Sample) -> None:
    sample.replace(*CHANGES["one rule"])
    sample.git("commit", "--quiet", "--all", "--message", "with findings")
    sample.replace(DESK, "rules:\n", "# moved\nrules:\n")
    found = _impact(sample, "HEAD")
    assert not found.units
    assert not any(edition.affected for edition in found.editions)


def test_a_finding_of_the_other_state_names_its_rule_as_git_does(sample: Sample) -> None:
    _spoil(sample)
    sample.replace(*CHANGES["one rule"])
    rules = {finding.rule for unit in _impact(sample, "HEAD").units for finding in unit.vanishes if finding.rule}
    assert rules
    assert all(rule.startswith("HEAD:desk/glossary/styles/desk.yaml:") for rule in rules)


def test_an_edition_that_cannot_see_the_change_is_not_checked_again(sample: Sample) -> None:
    sample.replace(PLACES, "ru: {text: Арцах, forms: [арцахский]}", "ru: {text: Арцахия, forms: [арцахский]}")
    assert {edition.edition for edition in _impact(sample, "HEAD").editions if edition.affected} == {"ru", "ru@desk"}
    assert [edition.edition for edition in _impact(sample, "HEAD", editions=("hy",)).editions] == ["hy"]


def test_a_glossary_elsewhere_is_before_and_the_project_after_unless_reversed(sample: Sample, tmp_path: Path) -> None:
    shutil.copytree(sample.root / "glossary", tmp_path / "proposal")
    path = tmp_path / "proposal" / "styles" / "desk.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("    narration: stepanakert\n", "    narration: khankendi\n"), encoding="utf-8"
    )
    found = _impact(sample, str(tmp_path / "proposal"))
    assert (found.before, found.after) == (str(tmp_path / "proposal"), TODAY)
    assert {unit.verdict for unit in found.units} - {"same", "changes"} == {"passes"}
    found = _impact(sample, str(tmp_path / "proposal"), reverse=True)
    assert (found.before, found.after) == (TODAY, str(tmp_path / "proposal"))
    assert {unit.verdict for unit in found.units} - {"same", "changes"} == {"fails"}


def test_only_an_approval_can_lapse(sample: Sample) -> None:
    sample.replace(*CHANGES["one rule"])
    found = _impact(sample, "HEAD")
    assert sum(edition.fingerprints for edition in found.editions) == 3
    assert sum(edition.lapses for edition in found.editions) == 0
    approved = replace(found.units[0], state=State.APPROVED)
    assert approved.approval_lapses
    assert not replace(approved, concepts=()).approval_lapses


def test_a_unit_has_the_concepts_of_its_source_and_of_its_target(sample: Sample) -> None:
    workspace = sample.workspace
    path, edition = next(pair for pair in catalogs(workspace, editions=("ru@desk",), articles=()))
    file = workspace.project.catalog(edition, path.stem)
    entry = next(entry for entry in read_catalog(file).entries if "Stepanakert and Baku" in entry.source)
    catalog = replace(read_catalog(file), entries=(change(entry, target="Власти в Шуше и Баку"),))
    readings = read_catalog_units(catalog, naming=workspace.naming(edition), source_locale="en", locale="ru")
    assert unit_concepts(readings) == {entry.unit: frozenset({"stepanakert", "baku", "shusha"})}
    assert unit_fingerprints(readings, workspace.naming(edition)) == {
        entry.unit: workspace.naming(edition).fingerprint(["baku", "shusha", "stepanakert"])
    }


class _Said:
    """What check, status and the fingerprints say of a project."""

    def __init__(self, workspace: Workspace) -> None:
        self.findings: dict[tuple[str, str], Counter[str]] = {}
        for finding in check(workspace).findings:
            self.findings.setdefault((finding.edition, finding.unit), Counter())[repr(finding)] += 1
        self.errors = {(one.edition, one.article): one.errors for one in status(workspace)}
        self.fingerprints = {}
        for path, edition in catalogs(workspace, editions=(), articles=()):
            naming = workspace.naming(edition)
            catalog = read_catalog(workspace.project.catalog(edition, path.stem))
            readings = read_catalog_units(catalog, naming=naming, source_locale="en", locale=edition.locale)
            self.fingerprints |= {(edition.name, unit): said for unit, said in unit_fingerprints(readings, naming).items()}


def _spoil(sample: Sample) -> None:
    """Let the desk's edition break its style, so that there are findings which a change can take away."""
    sample.replace(CATALOG, "Власти в Степанакерте", "Власти в Ханкенди")
    sample.replace(CATALOG, "речь Алиева в Лачине", "речь Алиева в Бердзоре")
    sample.git("commit", "--quiet", "--all", "--message", "spoilt")


def _said(workspace: Workspace) -> _Said:
    return _Said(workspace)


def _less(some: dict[tuple[str, str], Counter[str]], others: dict[tuple[str, str], Counter[str]]) -> dict[tuple[str, str], Counter[str]]:
    return {key: left for key, said in some.items() if (left := said - others.get(key, Counter()))}


def _repr(findings: tuple[Finding, ...]) -> Counter[str]:
    """Return findings as they are told, with rules of the revision as if they lay here."""
    return Counter(repr(replace(finding, rule=finding.rule.removeprefix("HEAD:desk/"))) for finding in findings)


def _key(unit: Any) -> tuple[str, str]:
    return (unit.edition, unit.unit)


def _impact(sample: Sample, against: str, **options: Any) -> Impact:
    workspace = sample.workspace
    with open_other(workspace, against) as other:
        return impact(workspace, other, **options)
