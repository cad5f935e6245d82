"""`transflow glossary explain` tells what an edition calls for, and which rule won."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

GLOSSARY = """
concepts:
  river:
    kind: place
    definition: A river
    names:
      arda: {side: west, forms: {en: Arda, ru: Арда}}
      meric: {side: east, forms: {en: Merich, ru: Мерич}}
"""
BASE = """
rules:
  river:
    narration: arda
    headline: meric
    gloss: {text: {ru: "{arda} (иначе {meric})"}}
    reason: The agency says so.
"""
DESK = """
extends: agency
rules:
  river:
    - {until: 2020-01-01, narration: meric, reason: It was called so.}
    - {from: 2020-01-02, first-mention: {double: [arda, meric]}, narration: arda, reason: It is called so.}
"""


@pytest.fixture
def project(bare: Any) -> Any:
    tmp_path: Path = bare.directory
    (tmp_path / "glossary" / "styles").mkdir(parents=True)
    (tmp_path / "articles").mkdir()
    (tmp_path / "transflow.yaml").write_text(
        "title: T\nsource: en\neditions:\n  ru@desk: {style: desk}\n  ru: {style: agency}\n", encoding="utf-8"
    )
    (tmp_path / "glossary" / "rivers.yaml").write_text(GLOSSARY, encoding="utf-8")
    (tmp_path / "glossary" / "styles" / "agency.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "glossary" / "styles" / "desk.yaml").write_text(DESK, encoding="utf-8")
    return bare


def test_every_use_is_told_with_the_place_of_the_rule_that_won(project: Any) -> None:
    shown = project("glossary", "explain", "river", "--edition", "ru")
    assert "headline   Мерич" in shown
    assert "glossary/styles/agency.yaml:5:15 (style agency)" in shown
    assert "why: The agency says so." in shown
    assert "gloss (by first, once): Арда (иначе Мерич) (glossary/styles/agency.yaml:6:5)" in shown


@pytest.mark.parametrize(("day", "calls"), [([], ["Арда/Мерич"]), (["--on", "2019-05-01"], [])])
def test_a_day_chooses_the_rule_that_held(project: Any, day: list[str], calls: list[str]) -> None:
    told = json.loads(project("glossary", "explain", "river", "--edition", "ru@desk", "--format", "json", *day))
    assert told["schema"] == "transflow.glossary-explain/1"
    firsts = [use["forms"] for use in told["uses"] if use["turn"] == "first-mention"]
    assert firsts == ([calls] if calls else [])


def test_an_unknown_concept_is_told_with_the_one_it_looks_like(project: Any) -> None:
    assert project("glossary", "explain", "rivre", "--edition", "ru", code=2) == "no concept is called 'rivre'; did you mean 'river'?\n"


def test_rows_that_say_the_same_are_told_once_and_rules_of_other_days_are_named(project: Any) -> None:
    shown = project("glossary", "explain", "river", "--edition", "ru@desk")
    rows = [line.split("  ")[0] for line in shown.splitlines()]
    assert len([row for row in rows if row in {"narration", "quotation", "first mention"}]) == 3
    assert "another rule holds: until 2020-01-01" in shown
