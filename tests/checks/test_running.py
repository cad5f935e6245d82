from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from transflow.checks import CHECKS, CatalogCheck, Check, Fault, read_catalog_units, run_checks, running
from transflow.checks.report import excerpt, json_report, summary, text_report, visible
from transflow.errors import UnavailableError, UsageError
from transflow.formats.po import parse_po
from transflow.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transflow.checks import Reading

KEYS = {
    "check", "severity", "edition", "article", "unit", "file", "line", "message", "source", "target", "start", "end", "concept", "name", "expected",
    "rule", "reason",
}  # fmt: skip


def readings(*pairs: tuple[str, str], locale: str = "ru", extra: str = "") -> tuple[Reading, ...]:
    entries = "".join(f'\n{extra}msgid "{source}"\nmsgstr "{target}"\n' for source, target in pairs)
    text = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n{entries}'
    return read_catalog_units(parse_po(text, name="x.po"), naming=None, source_locale="en", locale=locale)


def found(units: tuple[Reading, ...], **options: object) -> list[Finding]:
    return list(run_checks(units, edition="ru", article="x", file="x.po", **options))  # type: ignore[arg-type] # options of one test each


def test_findings_come_in_document_order_each_time_the_same() -> None:
    units = readings(("One of 1,234 (so).", "Один (так"), ("Two.", "Два"), ("Three.", ""))
    first, second = found(units), found(units)
    assert first == second
    assert [finding.line for finding in first] == sorted(finding.line for finding in first)


def test_what_a_project_says_overrides_what_a_check_weighs() -> None:
    units = readings(("Three.", ""))
    assert found(units)[0].severity is Severity.WARNING
    assert found(units, severities={"untranslated": "error"})[0].severity is Severity.ERROR
    assert found(units, severities={"untranslated": "off"}) == []


def test_a_slighter_fault_stays_slight_whatever_its_check_weighs() -> None:
    units = readings(("Road closed again", "Дорога снова закрыта."))
    assert found(units, severities={"end-punctuation": "error"})[0].severity is Severity.INFO


def test_only_and_skip_choose_checks_and_an_unknown_name_is_an_error() -> None:
    units = readings(("One (so).", "Один (так"))
    assert {finding.check for finding in found(units, only=["bracket-unbalanced"])} == {"bracket-unbalanced"}
    assert "bracket-unbalanced" not in {finding.check for finding in found(units, skip=["bracket-unbalanced"])}
    for wrong in ({"only": ["brackets"]}, {"skip": ["brackets"]}, {"severities": {"brackets": "off"}}):
        with pytest.raises(UsageError, match="no check is called 'brackets'"):
            found(units, **wrong)


def test_a_check_asked_for_by_name_runs_even_where_the_project_has_it_off() -> None:
    units = readings(("Three.", ""))
    assert found(units, severities={"untranslated": "off"}, only=["untranslated"])


def test_obsolete_entries_are_not_looked_at() -> None:
    text = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n#~ msgid "Gone (so)."\n#~ msgstr "Нет (так"\n'
    assert read_catalog_units(parse_po(text, name="x.po"), naming=None, source_locale="en", locale="ru") == ()


def test_each_plural_form_is_a_reading_of_its_own() -> None:
    text = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=3; plural=0;\\n"\n\n'
        'msgid "One road (a)."\nmsgid_plural "Many roads (b)."\nmsgstr[0] "Одна дорога (а)."\nmsgstr[1] "Две дороги (б."\nmsgstr[2] "Дороги (б)."\n'
    )
    units = read_catalog_units(parse_po(text, name="x.po"), naming=None, source_locale="en", locale="ru")
    assert [(unit.source, unit.target[:4]) for unit in units] == [
        ("One road (a).", "Одна"),
        ("Many roads (b).", "Две "),
        ("Many roads (b).", "Доро"),
    ]
    assert [finding.check for finding in found(units)] == ["bracket-unbalanced"]


def test_offsets_point_at_what_is_wrong_in_the_target() -> None:
    finding = found(readings(("The road is long.", "Дoрога длинная.")), only=["wrong-script"])[0]
    assert finding.target[finding.start : finding.end] == "o"
    assert finding.expected == ("Дорога",)


def test_a_check_of_another_package_runs_after_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def shout(reading: Reading) -> Iterator[Fault]:
        if "!" in reading.target:
            yield Fault("no shouting in this house")

    class Point:
        name = "exclamation"
        value = "newsroom:CHECK"

        def load(self) -> object:
            return Check("exclamation", "An exclamation mark", Severity.WARNING, shout)

    monkeypatch.setattr(running, "entry_points", lambda group: [Point()] if group == "transflow.checks" else [])
    running.checks_of_other_packages.cache_clear()
    try:
        assert [finding.check for finding in found(readings(("So!", "Так!")))] == ["exclamation"]
    finally:
        running.checks_of_other_packages.cache_clear()


def test_an_entry_point_that_is_no_check_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Point:
        name = "house"
        value = "newsroom:house"

        def load(self) -> object:
            return print

    monkeypatch.setattr(running, "entry_points", lambda group: [Point()] if group else [])
    running.checks_of_other_packages.cache_clear()
    try:
        with pytest.raises(UnavailableError, match="check house: newsroom:house is no Check of that name"):
            found(readings(("So.", "Так.")))
    finally:
        running.checks_of_other_packages.cache_clear()


def test_a_catalog_check_sees_all_units() -> None:
    assert any(isinstance(check, CatalogCheck) and check.scope == "catalog" for check in CHECKS)
    assert all(check.scope == "unit" for check in CHECKS if isinstance(check, Check))


def test_machine_output_has_every_key_in_every_finding() -> None:
    document = json.loads(json.dumps(json_report(found(readings(("One (so).", "Один (так"), ("Two.", ""))), catalogs=1, units=2)))
    assert document["schema"] == "transflow.check/1"
    assert document["findings"]
    assert all(set(finding) == KEYS for finding in document["findings"])
    assert document["summary"] == {"catalogs": 1, "units": 2, "error": 0, "warning": 3, "info": 0}


def test_text_output_marks_the_place_and_is_plain_without_a_terminal() -> None:
    findings = found(readings(("One (so).", "Один (так.")))
    assert text_report(findings) == "ru x\nx.po:5: warning bracket-unbalanced: ( is opened and never closed\n    Один ⟦(⟧так."
    assert "\x1b[" in text_report(findings, color=True)
    assert summary(findings, catalogs=1, units=1) == "0 errors, 1 warning, 0 notes in 1 unit in 1 catalog."
    assert summary([], catalogs=2, units=3) == "No findings in 3 units in 2 catalogs."


def test_invisible_controls_are_written_out_in_what_people_read() -> None:
    finding = found(readings(("The road.", "Дорога\u202e так.")), only=["bidi-control"])[0]
    assert "⟦⟨U+202E⟩⟧" in excerpt(finding)
    assert visible("a\x1b[31mb") == "a⟨U+001B⟩[31mb"
    assert visible("جاده\u200cها") == "جاده\u200cها"
