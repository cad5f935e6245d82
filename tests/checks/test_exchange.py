from __future__ import annotations

import json
from xml.etree import ElementTree as ET

from transflow.checks import CHECKS
from transflow.checks.exchange import github, junit, sarif
from transflow.model import Finding, Severity

FINDINGS = (
    Finding(
        "name-forbidden",
        Severity.ERROR,
        "“Арцах”, 100%\nsecond line",
        "ru@desk",
        "a",
        "u1",
        "locales/ru@desk/a,b.po",
        7,
        "s",
        "t\x0c",
        0,
        1,
        "nk",
        "artsakh",
        ("Карабах",),
    ),
    Finding("draft", Severity.INFO, "nobody has approved it", "ru@desk", "a", "u2", "locales/ru@desk/a,b.po", 9),
    Finding("untranslated", Severity.WARNING, "no translation yet", "hy", "a", "u2", "locales/hy/a.po", 0),
)


def test_sarif_names_the_rule_the_place_and_the_level() -> None:
    run = json.loads(sarif(FINDINGS, CHECKS))["runs"][0]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} >= {finding.check for finding in FINDINGS}
    assert [(result["ruleId"], result["level"]) for result in run["results"]] == [
        ("name-forbidden", "error"),
        ("draft", "note"),
        ("untranslated", "warning"),
    ]
    assert [result["locations"][0]["physicalLocation"]["region"]["startLine"] for result in run["results"]] == [7, 9, 1]
    assert "(right would be: Карабах)" in run["results"][0]["message"]["text"]


def test_junit_fails_on_errors_only_and_is_xml_whatever_the_text_holds() -> None:
    suites = ET.fromstring(junit(FINDINGS))  # noqa: S314 - our own output
    assert [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in suites] == [
        ("ru@desk/a", "2", "1"),
        ("hy/a", "1", "0"),
    ]
    assert len(suites.findall(".//failure")) == 1
    assert junit(()).startswith("<?xml")


def test_github_s_commands_stay_on_one_line_each() -> None:
    lines = github(FINDINGS).splitlines()
    assert (
        lines[0]
        == "::error file=locales/ru@desk/a%2Cb.po,line=7,title=name-forbidden::“Арцах”, 100%25%0Asecond line (right would be: Карабах)"
    )
    assert [line.split(" ")[0] for line in lines] == ["::error", "::notice", "::warning"]
