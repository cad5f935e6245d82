from __future__ import annotations

import string
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transflow.checks import read_catalog_units, run_checks
from transflow.checks.language import parse_language, read_language
from transflow.checks.numbers import numbers
from transflow.errors import YamlError
from transflow.formats.po import Catalog, new_entry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from transflow.glossary import Naming

ODD = "«»„“”\"'’()[]{}（）<1></1><2/>.,:;!?…։՞؟。0123456789۰۱۲٫٬ \u00a0\u200b\u202e\u2066\u2069аoсАртcах"
TEXT = st.text(st.one_of(st.sampled_from(ODD + string.ascii_letters), st.characters(exclude_categories=("Cs",))), max_size=60)
EDITIONS = ["ru@desk", "hy@desk", "fa", "de", "zh", "fi"]


@settings(max_examples=150)
@given(
    pairs=st.lists(st.tuples(TEXT.filter(bool), TEXT), min_size=1, max_size=4, unique_by=lambda pair: pair[0]),
    edition=st.sampled_from(EDITIONS),
)
def test_any_text_is_looked_at_without_error_and_offsets_lie_in_the_target(
    naming_of: Callable[[str], Naming], pairs: list[tuple[str, str]], edition: str
) -> None:
    naming = naming_of(edition)
    notes = ("slot: body; paragraph: 1; sentence: 1; voice: mixed",)
    entries = tuple(new_entry(source=source, target=target, notes=notes) for source, target in pairs)
    units = read_catalog_units(Catalog(entries), naming=naming, source_locale="en", locale=naming.locale)
    findings = run_checks(units, edition=edition, article="x", file="x.po")
    assert findings == run_checks(units, edition=edition, article="x", file="x.po")
    for finding in findings:
        if finding.start is not None:
            assert finding.end is not None
            assert 0 <= finding.start <= finding.end <= len(finding.target)


@given(value=st.integers(min_value=0, max_value=10**9))
def test_a_number_is_read_alike_in_every_writing(value: int) -> None:
    english, german = f"{value:,}", f"{value:,}".replace(",", ".")
    french, persian = (
        f"{value:,}".replace(",", "\u202f"),
        f"{value:,}".translate({ord(","): "٬", **{48 + n: chr(0x6F0 + n) for n in range(10)}}),
    )
    for written, tag in ((english, "en"), (german, "de"), (french, "fr"), (persian, "fa"), (str(value), "ru")):
        found = numbers(f"x {written} x", read_language(tag))
        assert len(found) == 1
        assert value in found[0].values


def test_one_paragraph_of_many_units_takes_linear_time() -> None:
    def seconds(count: int) -> float:
        notes = ("slot: body; paragraph: 1; sentence: 1; voice: mixed",)
        entries = tuple(
            new_entry(source=f"He said “yes” {number} (so).", target=f"Он сказал «да» {number} (так).", notes=notes)
            for number in range(count)
        )
        units = read_catalog_units(Catalog(entries), naming=None, source_locale="en", locale="ru")
        begun = time.process_time()
        run_checks(units, edition="ru", article="x", file="x.po")
        return time.process_time() - begun

    seconds(100)
    assert seconds(4000) < 12 * seconds(1000)


def test_every_language_file_can_be_read(repository: Path) -> None:
    for path in sorted((repository / "src" / "transflow" / "checks" / "languages").glob("*.yaml")):
        language = parse_language(path.read_text(encoding="utf-8"), name=path.name, code=path.stem)
        assert language.name
        assert language.scripts or path.stem == "general"
        assert not language.doubled & language.never_doubled


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("name: X\nscripts: [Klingon]\n", "x.yaml:2:11: unknown script 'Klingon'"),
        ("name: X\nlength: long\n", "x.yaml:2:9: 'long' is no number"),
        ("name: X\nzero-width: [200C]\n", "x.yaml:2:14: '200C': write a code point as U+200C"),
        ("name: X\nmagnitudes: {12: [dozen]}\n", "x.yaml:2:14: '12' is no power of ten"),
        ("name: X\nstop: x\n", "x.yaml:1:1: "),
    ],
)
def test_an_error_in_a_language_file_is_told_with_its_place(text: str, what: str) -> None:
    with pytest.raises(YamlError) as told:
        parse_language(text, name="x.yaml", code="x")
    assert str(told.value).startswith(what)
