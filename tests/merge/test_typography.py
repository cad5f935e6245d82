"""What only looks another way, and what does not even look another way."""

from __future__ import annotations

import unicodedata

import pytest

from transflow.formats.po import Catalog, new_catalog, new_entry, parse_po, write_po
from transflow.merge import Kind, merge
from transflow.merge.typography import seen, undressed
from transflow.model import State

QUOTED = '"The road to Artsakh is closed," said Renée Hill - the 2nd time.'


def old(source: str) -> Catalog:
    escaped = source.replace('"', '\\"')
    return parse_po(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "{escaped}"\nmsgstr "r"\n', name="old.po")


def wanted(source: str) -> Catalog:
    return new_catalog([new_entry(source=source)], language="ru", plural_forms="", project="desk")


@pytest.mark.parametrize(
    "new",
    [
        QUOTED.replace("2nd time", "2nd\u00a0time"),
        QUOTED.replace("is closed", "is  closed"),
        QUOTED.replace("Artsakh", "Art\u00adsakh"),
        QUOTED.replace("to Artsakh", "to \u200bArtsakh"),
        unicodedata.normalize("NFD", QUOTED),
    ],
)
def test_what_nobody_sees_leaves_a_translation_as_it_was_and_is_told(new: str) -> None:
    merged = merge(old(QUOTED), wanted(new))
    (entry,) = merged.catalog.entries
    assert (entry.source, entry.target, entry.state, entry.previous_source) == (new, "r", State.TRANSLATED, None)
    assert [change.kind for change in merged.report.changes] == [Kind.RETOUCHED]
    again = merge(parse_po(write_po(merged.catalog), name="x.po"), wanted(new))
    assert write_po(again.catalog) == write_po(merged.catalog)
    back = merge(merged.catalog, wanted(QUOTED))
    assert write_po(back.catalog) == write_po(old(QUOTED))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (QUOTED, QUOTED.replace('"T', "“T").replace(',"', ",”")),
        (QUOTED, QUOTED.replace(" - ", " – ")),
        (QUOTED, QUOTED.replace(" - ", "—")),
        ("What was said", "WHAT WAS SAID"),
        ("Smoke screen", "“Smoke screen”"),
        ("And so on ...", "And so on …"),
        ("The jury met on Sunday.", "The <1>jury</1> met on Sunday."),
        ('"2020"', "“2020”"),
    ],
)
def test_what_a_reader_sees_makes_a_draft_however_little_it_is(before: str, after: str) -> None:
    """Quotation marks say who speaks, dashes and capitals may mean something; a person looks, and the old source stands beside it."""
    entry, *_ = merge(old(before), wanted(after)).catalog.entries
    assert (entry.target, entry.state, entry.previous_source) == ("r", State.DRAFT, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (QUOTED, QUOTED.replace("Artsakh", "Karabakh")),
        ("Artsakh", "Karabakh"),
        ("Artsakh", "artsakh"),
        ("In Artsakh", "In Artsakh’s"),
        ("Nagorno-Karabakh waits.", "Nagorno Karabakh waits."),
        ("The Lachin corridor", "The Berdzor corridor"),
        ("می‌خواهد", "میخواهد"),
    ],
)
def test_a_source_with_another_name_in_it_never_stays_translated(before: str, after: str) -> None:
    """Nor does one whose joiners changed, with which Persian spells."""
    (entry,) = [entry for entry in merge(old(before), wanted(after)).catalog.entries if not entry.obsolete]
    assert entry.state is not State.TRANSLATED


def test_what_is_seen_and_what_is_dress() -> None:
    assert seen(" a\u00a0 b\u2009c\u00ad ") == "a b c"
    assert seen("a\u200cb") != seen("ab")
    assert undressed("“A” — <1>b</1> … ‘C’") == "\"a\"-b ... 'c'"
