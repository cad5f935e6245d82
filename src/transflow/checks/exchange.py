"""Findings for other programs: SARIF 2.1.0, JUnit XML, and GitHub's workflow commands."""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from transflow import __version__
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.checks.running import AnyCheck
    from transflow.model import Finding

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}  # SARIF 2.1.0, 3.27.10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2


def sarif(findings: Sequence[Finding], checks: Sequence[AnyCheck]) -> str:
    """Return a SARIF 2.1.0 log; a finding keeps its fingerprint while its unit and target do."""
    results = [
        {
            "ruleId": finding.check,
            "level": _LEVELS[finding.severity],
            "message": {"text": _message(finding)},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": finding.file}, "region": {"startLine": max(finding.line, 1)}}}],
            "partialFingerprints": {"unit/v1": f"{finding.edition}:{finding.article}:{finding.unit}:{finding.check}:{finding.start}"},
        }
        for finding in findings
    ]
    rules = [
        {"id": check.name, "shortDescription": {"text": check.title}, "defaultConfiguration": {"level": _LEVELS[check.severity]}}
        for check in checks
    ]
    driver = {"name": "transflow", "version": __version__, "rules": rules}
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def junit(findings: Sequence[Finding]) -> str:
    """Return JUnit XML: a suite a catalog, a case a finding; only errors are failures."""
    suites = ET.Element("testsuites", name="transflow check")
    for (edition, article), group in groupby(findings, key=lambda finding: (finding.edition, finding.article)):
        own = list(group)
        failures = sum(finding.severity is Severity.ERROR for finding in own)
        suite = ET.SubElement(suites, "testsuite", name=f"{edition}/{article}", tests=str(len(own)), failures=str(failures), errors="0")
        for finding in own:
            case = ET.SubElement(
                suite, "testcase", classname=f"{edition}.{article}", name=f"{finding.check} {finding.unit}", file=finding.file
            )
            kind = "failure" if finding.severity is Severity.ERROR else "system-out"
            told = ET.SubElement(case, kind)
            if kind == "failure":
                told.set("message", _NOT_XML.sub("\ufffd", finding.message))
            told.text = _NOT_XML.sub(
                "\ufffd", f"{finding.file}:{finding.line}: {finding.severity}: {_message(finding)}\n{finding.source}\n{finding.target}"
            )
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=True)


def github(findings: Sequence[Finding]) -> str:
    """Return workflow commands that mark the lines of a pull request."""
    return "\n".join(
        f"::{_COMMANDS[finding.severity]} file={_property(finding.file)},line={max(finding.line, 1)},title={_property(finding.check)}::{_data(_message(finding))}"
        for finding in findings
    )


def _message(finding: Finding) -> str:
    expected = f" (right would be: {' or '.join(finding.expected)})" if finding.expected else ""
    return f"{finding.message}{expected}"


def _data(text: str) -> str:
    """Escape as https://github.com/actions/toolkit does in packages/core/src/command.ts."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
