"""The laws of merging, for histories of an article that Hypothesis makes up."""

from __future__ import annotations

from itertools import pairwise

from catalog_histories import histories, templates
from hypothesis import given

from transflow.formats.po import Catalog, parse_po, write_po
from transflow.merge import Kind, merge
from transflow.merge.typography import seen
from transflow.model import State


@given(histories(), templates())
def test_merging_twice_is_merging_once(history: tuple[list[Catalog], list[Catalog]], wanted: Catalog) -> None:
    """A second merge with the same template changes no byte, in memory or read from disk; and all is reported as kept."""
    once = write_po(merge(history[1][-1], wanted).catalog)
    again = merge(parse_po(once, name="once.po"), wanted)
    assert write_po(again.catalog) == once
    assert [change.kind for change in again.report.changes] == [Kind.KEPT] * len(wanted.entries)


@given(histories(), templates())
def test_the_live_entries_are_those_of_the_template(history: tuple[list[Catalog], list[Catalog]], wanted: Catalog) -> None:
    """A merged catalog has each wanted entry once, in order, as the template describes it, and then obsolete ones only."""
    merged = merge(history[1][-1], wanted).catalog
    live = [entry for entry in merged.entries if not entry.obsolete]
    assert [entry.key for entry in live] == [entry.key for entry in wanted.entries]
    assert [(entry.notes, entry.references, entry.source_plural) for entry in live] == [
        (entry.notes, entry.references, entry.source_plural) for entry in wanted.entries
    ]
    assert [entry.obsolete for entry in merged.entries] == sorted(entry.obsolete for entry in merged.entries)
    keys = [entry.key for entry in merged.entries]
    assert len(keys) == len(set(keys))


@given(histories(), templates())
def test_nobodys_work_is_lost(history: tuple[list[Catalog], list[Catalog]], wanted: Catalog) -> None:
    """Every target and every comment of a person that was in the old catalog is in the merged one."""
    before = history[1][-1]
    merged = merge(before, wanted).catalog
    targets = {text for entry in merged.entries for text in (entry.target, *entry.targets)}
    comments = {comment for entry in merged.entries for comment in entry.comments}
    for entry in before.entries:
        assert {entry.target, *entry.targets} <= targets | {""}
        assert {comment for comment in entry.comments if comment.startswith("a person: ")} <= comments
    obsolete = {entry.key for entry in before.entries if entry.obsolete}
    assert obsolete <= {entry.key for entry in merged.entries} | {
        entry.key for entry in before.entries if any(seen(entry.source) == seen(one.source) for one in wanted.entries)
    }


@given(histories(), templates())
def test_nothing_becomes_translated_by_a_merge(history: tuple[list[Catalog], list[Catalog]], wanted: Catalog) -> None:
    """A translated entry was translated before, with that target and a source that looked the same."""
    before = history[1][-1]
    done = {(seen(entry.source), entry.target, entry.targets) for entry in before.entries if entry.state is State.TRANSLATED}
    for entry in merge(before, wanted).catalog.entries:
        if entry.state is State.TRANSLATED:
            assert (seen(entry.source), entry.target, entry.targets) in done


@given(histories(), templates())
def test_every_unit_is_reported_once(history: tuple[list[Catalog], list[Catalog]], wanted: Catalog) -> None:
    """The report goes through the live entries in their order; what is gone is none of them."""
    merged = merge(history[1][-1], wanted)
    live = [entry for entry in merged.catalog.entries if not entry.obsolete]
    stands = [change.entry for change in merged.report.changes if change.kind is not Kind.GONE]
    assert stands == live
    assert not {change.entry.unit for change in merged.report.of(Kind.GONE)} & {entry.unit for entry in live}


@given(histories())
def test_what_was_translated_is_translated_when_it_is_back(history: tuple[list[Catalog], list[Catalog]]) -> None:
    """An article put back to what it was has its translations back, where nobody changed them meanwhile."""
    asked, catalogs = history
    for before, (first, second) in zip(catalogs, pairwise(asked), strict=False):
        gone = merge(before, second).catalog
        back = {entry.key: entry for entry in merge(gone, first).catalog.entries if not entry.obsolete}
        moved_away = {seen(entry.source) for entry in second.entries}
        for entry in before.entries:
            if entry.state is State.TRANSLATED and not entry.obsolete and seen(entry.source) not in moved_away:
                assert (back[entry.key].target, back[entry.key].state) == (entry.target, State.TRANSLATED)
