"""Laws of the readers over any file: nothing but their own errors, each with a place, and nothing that depends on the order of files."""

from __future__ import annotations

import json
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transflow.errors import TransflowError
from transflow.glossary import Glossary, lint, naming_for, read_glossary, read_styles
from transflow.glossary.read import CONCEPT_KEYS, FORM_KEYS, NAME_KEYS, WORD_TYPES
from transflow.glossary.read_choices import CHOICE_KEYS, DOUBLE_KEYS
from transflow.glossary.read_rules import GLOSS_KEYS, QUALIFIER_KEYS, RULE_KEYS
from transflow.glossary.read_styles import STYLE_KEYS
from transflow.model import Slot, Span
from transflow.project import Edition

WORDS = (
    *(
        "river",
        "arda",
        "meric",
        "as-source",
        "en",
        "ru",
        "pt_BR",
        "pt-BR",
        "zz",
        "",
        "concepts",
        "desk",
        "first",
        "paragraph 2",
        "2027-06-01",
    ),
    *("place", "{arda}", "{", "Арда", " Arda", "\u202e", "—", "1"),
    *WORD_TYPES,
)
KEYS = st.sampled_from((*CONCEPT_KEYS, *NAME_KEYS, *FORM_KEYS, *STYLE_KEYS, *RULE_KEYS, *GLOSS_KEYS, *QUALIFIER_KEYS, *DOUBLE_KEYS, *WORDS))
SCALARS = st.one_of(st.sampled_from(WORDS), st.none(), st.booleans(), st.integers(-1, 3))
DATA = st.recursive(SCALARS, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)), max_leaves=20)
EDITIONS = (Edition("ru@desk", "ru", "desk"), Edition("pt_BR", "pt-BR"))
ASPECTS = {
    "kind": "place",
    "names": {
        "arda": {"forms": {"en": "Arda", "ru": {"text": "Арда", "forms": ["ардинский"], "not": ["Арда Гюлер"]}}},
        "meric": {"forms": {"en": "Merich"}},
    },
}


def spoil(whole: Any, path: tuple[str, ...], value: Any) -> Any:
    """Return a document with one value of it replaced."""
    if not path:
        return value
    return {**whole, path[0]: spoil(whole.get(path[0], {}), path[1:], value)} if isinstance(whole, dict) else value


def write(root: Path, concepts: Any, style: Any) -> None:
    (root / "styles").mkdir()
    (root / "a.json").write_text(json.dumps(concepts), encoding="utf-8")
    (root / "styles" / "desk.json").write_text(json.dumps(style), encoding="utf-8")


@settings(max_examples=300)
@given(
    st.sampled_from(
        [
            (),
            ("concepts",),
            ("concepts", "river"),
            ("concepts", "river", "kind"),
            ("concepts", "river", "names"),
            ("concepts", "river", "not"),
            ("concepts", "river", "names", "arda"),
            ("concepts", "river", "names", "arda", "forms"),
            ("concepts", "river", "names", "arda", "forms", "ru"),
        ]
    ),
    DATA,
    st.sampled_from(
        [
            (),
            ("default",),
            ("rules",),
            ("rules", "river"),
            ("rules", "river", "gloss"),
            ("rules", "river", "narration"),
            ("rules", "river", "qualifiers"),
            ("rules", "river", "keep"),
        ]
    ),
    DATA,
)
def test_no_data_makes_lint_fail_and_an_error_of_a_file_has_its_place(
    where: tuple[str, ...], bad: Any, ruled: tuple[str, ...], rule: Any
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, spoil({"concepts": {"river": ASPECTS}}, where, bad), spoil({"rules": {"river": {"narration": "arda"}}}, ruled, rule))
        for finding in lint(root, editions=EDITIONS, source_locale="en", today=date(2027, 1, 1)):
            assert str(finding)
            about_a_file = "edition" not in finding.message and "no endings are known" not in finding.message
            assert not about_a_file or (finding.position is not None and finding.position.line is not None), finding


CALLS = st.sampled_from(["arda", "meric", "as-source", ["arda", "meric"], ["meric", "meric"], "ebros"])
RULES = st.dictionaries(st.sampled_from(CHOICE_KEYS), CALLS, max_size=4)


@settings(max_examples=150)
@given(RULES)
def test_a_style_is_refused_for_a_name_that_is_not_there_and_else_names_every_mention(rule: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, {"concepts": {"river": ASPECTS}}, {"rules": {"river": rule}})
        glossary = read_glossary(root)
        wrong = [said for said in rule.values() if said in ("ebros", ["meric", "meric"])]
        if wrong:
            with pytest.raises(TransflowError):
                read_styles(root / "styles", glossary)
            return
        styles = read_styles(root / "styles", glossary)
        naming = naming_for(glossary, styles["desk"], source_locale="en", locale="ru")
        for mention in naming.find_source("“Arda”, the Merich rose.", (Span(0, 6),)):
            for slot in Slot:
                assert set(naming.expected(mention, slot).names) <= set(glossary.concepts["river"].names)
                assert naming.expected(mention, slot).names == naming.allowed(mention, slot, [mention])


@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".json"])
def test_yaml_and_json_say_the_same(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a{suffix}").write_text(json.dumps({"concepts": {"river": ASPECTS}}), encoding="utf-8")
    river = read_glossary(tmp_path).concepts["river"]
    assert [form.text for form in river.names["arda"].forms_for("ru")] == ["Арда"]


def test_other_files_hidden_ones_and_folders_are_left_alone(tmp_path: Path) -> None:
    for name in (".a.yaml", "a.txt", "a.yaml~", "README.md"):
        (tmp_path / name).write_text("no: [glossary", encoding="utf-8")
    (tmp_path / "b.yaml").mkdir()
    assert read_glossary(tmp_path) == Glossary()


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "{a: " * 200_000,
        "concepts: &a {river: &b [x, x]}\nb: [*a, *b]",
        "concepts: {" + ", ".join(f"c{number}: {{kind: place}}" for number in range(5_000)) + "}",
        "a" * 8_000_001,
    ],
    ids=["brackets", "braces", "aliases", "five thousand errors", "eight million letters"],
)
def test_a_hostile_file_is_refused_at_once(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    began = time.monotonic()
    with pytest.raises(TransflowError, match=r"a\.yaml"):
        read_glossary(tmp_path)
    assert time.monotonic() - began < 8
