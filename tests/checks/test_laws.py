from __future__ import annotations

import string
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transflow.checks import CHECKS, read_catalog_units, run_checks
from transflow.checks.language import parse_language, read_language
from transflow.checks.numbers import numbers
from transflow.errors import YamlError
from transflow.formats.po import Catalog, new_entry, with_target
from transflow.model import Severity, Slot, Voice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from transflow.glossary import Naming

ODD = "«»„“”\"'’()[]{}（）<1></1><2/>.,:;!?…։՞؟。0123456789۰۱۲٫٬ \u00a0\u200b\u202e\u2066\u2069аoсАртcах"
TEXT = st.text(st.one_of(st.sampled_from(ODD + string.ascii_letters), st.characters(exclude_categories=("Cs",))), max_size=60)
EDITIONS = [
    "ru@desk",
    "hy@desk",
    "fa",
    "de",
    "zh",
    "fi",
    "tr@strict",
    *(f"{language}@newsroom" for language in ("ru", "de", "ka", "ar", "fi")),
]
PROPOSING = frozenset({"name-forbidden", "quotation-altered", "name-untranslated", "name-mixed", "gloss-missing", "gloss-late"})
OF_NAMES = tuple(check.name for check in CHECKS if check.name.startswith(("name-", "gloss-", "quotation-altered")))


@st.composite
def texts_with_names(draw: st.DrawFn, naming_of: Callable[[str], Naming], edition: str) -> tuple[str, str]:
    """Return a source and a target in which names of the cases stand among odd characters."""
    naming = naming_of(edition)

    def text(locale: str) -> str:
        forms = sorted(
            {form.text for one in naming.glossary.concepts.values() for name in one.names.values() for form in name.forms_for(locale)}
        )
        pieces = st.one_of(st.sampled_from([*ODD, " ", " ", ". ", ", "]), st.sampled_from(forms or ["x"]))
        return "".join(draw(st.lists(pieces, min_size=1, max_size=14)))

    return text("en"), text(naming.locale)


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


@settings(max_examples=60)
@given(data=st.data(), edition=st.sampled_from(EDITIONS))
def test_names_in_any_place_and_between_any_marks_are_looked_at_without_error(
    naming_of: Callable[[str], Naming], data: st.DataObject, edition: str
) -> None:
    naming = naming_of(edition)
    pairs = [data.draw(texts_with_names(naming_of, edition)) for _ in range(3)]
    slots = [data.draw(st.sampled_from(list(Slot))) for _ in pairs]
    voices = [data.draw(st.sampled_from(list(Voice))) for _ in pairs]
    entries = tuple(
        new_entry(
            source=source,
            target=target,
            context=str(at),
            notes=(f"slot: {slots[at]}; paragraph: {at + 1}; sentence: 1; voice: {voices[at]}",),
        )
        for at, (source, target) in enumerate(pairs)
    )
    units = read_catalog_units(Catalog(entries), naming=naming, source_locale="en", locale=naming.locale)
    for finding in run_checks(units, edition=edition, article="x", file="x.po"):
        assert 0 <= (finding.start or 0) <= (finding.end or 0) <= len(finding.target)
        assert finding.check not in PROPOSING or (finding.end or 0) > (finding.start or 0)


def test_what_a_finding_says_would_be_right_is_right(naming_case: Any) -> None:
    """Put each proposal in the place of what is marked: it must not be accused again, by this check or another."""
    case = naming_case
    entries = {entry.line: (at, entry) for at, entry in enumerate(case.catalog.entries)}
    for finding in case.findings:
        if finding.check not in PROPOSING:
            continue
        at, entry = entries[finding.line]
        for right in finding.expected:
            target = finding.target[: finding.start] + right + finding.target[finding.end :]
            mended = replace(
                case.catalog, entries=(*case.catalog.entries[:at], with_target(entry, target), *case.catalog.entries[at + 1 :])
            )
            again = [
                other.message
                for other in case.look(mended, only=OF_NAMES)
                if other.target == target
                and other.severity is not Severity.INFO
                and other.start < finding.start + len(right)
                and finding.start < other.end
            ]
            assert not again, f"{case.path}:{finding.line}: {target}"


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


@pytest.mark.usefixtures("_no_garbage_collection")
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
        ("name: X\nqualifier-reach: far\n", "x.yaml:2:18: 'far' is no number of words"),
        ("name: X\nstop: x\n", "x.yaml:2:1: unknown key `stop`"),
    ],
)
def test_an_error_in_a_language_file_is_told_with_its_place(text: str, what: str) -> None:
    with pytest.raises(YamlError) as told:
        parse_language(text, name="x.yaml", code="x")
    assert str(told.value).startswith(what)
