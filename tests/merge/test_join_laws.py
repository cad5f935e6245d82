"""The laws of joining, for catalogs that Hypothesis lets grow apart."""

from __future__ import annotations

from dataclasses import replace

from catalog_histories import histories, templates, worked_on
from hypothesis import given
from hypothesis import strategies as st

from transflow.formats.po import CREATED, Catalog, parse_po, with_header, write_po
from transflow.merge import Joined, join, merge
from transflow.merge.joining_units import texts
from transflow.model import State

Three = tuple[Catalog, Catalog, Catalog]
DATES = ("2026-01-01 10:00+0000", "2026-01-02 10:00+0000", "2026-01-01 23:00-0400")


@st.composite
def grown_apart(draw: st.DrawFn) -> Three:
    """Make a catalog, and what two branches made of it."""
    base = draw(histories())[1][-1]
    return base, grown(draw, base), grown(draw, base)


def grown(draw: st.DrawFn, catalog: Catalog) -> Catalog:
    """Extract a changed article, or not, and work on the catalog."""
    if draw(st.sampled_from([False, False, True])):
        wanted = with_header(draw(templates()), {CREATED: draw(st.sampled_from(DATES))})
        catalog = merge(catalog, wanted).catalog
    if draw(st.booleans()):
        catalog = with_header(catalog, {"PO-Revision-Date": draw(st.sampled_from(DATES)), "Last-Translator": draw(st.sampled_from("ab"))})
    entries = tuple(worked_on(draw, entry) for entry in catalog.entries)
    if draw(st.booleans()):
        entries = tuple(entry for entry in entries if not entry.obsolete)
    return parse_po(write_po(replace(catalog, entries=entries)), name="grown.po")


def content(catalog: Catalog) -> tuple[object, ...]:
    return (catalog.entries, catalog.header, catalog.header_comment, catalog.header_flags)


def keys(joined: Joined) -> set[tuple[object, ...]]:
    return {(entry.key, entry.obsolete) for entry in joined.catalog.entries}


@given(grown_apart())
def test_a_catalog_joined_with_itself_is_itself_to_the_byte(three: Three) -> None:
    base, ours, _ = three
    assert write_po(join(base, ours, ours).catalog) == write_po(ours)
    assert write_po(join(ours, ours, ours).catalog) == write_po(ours)


@given(grown_apart())
def test_where_only_one_side_changed_the_result_is_that_side(three: Three) -> None:
    base, ours, _ = three
    kept = join(base, ours, base)
    assert write_po(kept.catalog) == write_po(ours)
    taken = join(base, base, ours)
    assert content(taken.catalog) == content(ours)
    assert (kept.clashes, kept.left, taken.clashes, taken.left) == ((), (), (), ())


@given(grown_apart())
def test_no_target_of_either_side_is_lost(three: Three) -> None:
    """What is new in either stands in the joined catalog, as a target or in the comment beside the other's."""
    base, ours, theirs = three
    joined = join(base, ours, theirs).catalog
    old = {text for entry in base.entries for text in texts(entry)}
    new = {text for side in (ours, theirs) for entry in side.entries for text in texts(entry)} - old
    standing = {text for entry in joined.entries for text in texts(entry)}
    comments = "\n".join(comment for entry in joined.entries for comment in entry.comments)
    assert not [text for text in new - standing if text not in comments]


@given(grown_apart())
def test_no_comment_that_a_person_added_is_lost(three: Three) -> None:
    base, ours, theirs = three
    joined = join(base, ours, theirs).catalog
    comments = {comment for entry in joined.entries for comment in entry.comments}
    for side in (ours, theirs):
        added = {comment for entry in side.entries for comment in entry.comments if comment.startswith("a person: ")}
        assert added <= comments | {comment for entry in base.entries for comment in entry.comments}


@given(grown_apart())
def test_but_for_whose_target_stands_it_is_the_same_from_either_side(three: Three) -> None:
    base, ours, theirs = three
    one, other = join(base, ours, theirs), join(base, theirs, ours)
    assert keys(one) == keys(other)
    assert {entry.key for entry in one.clashes} == {entry.key for entry in other.clashes}
    clashing = {entry.key for entry in one.clashes}
    mine = {(entry.key, entry.obsolete): entry for entry in one.catalog.entries if entry.key not in clashing}
    for entry in other.catalog.entries:
        if entry.key not in clashing:
            same = mine[entry.key, entry.obsolete]
            assert entry.state is same.state
            assert texts(entry) == texts(same) or (entry.unread and same.unread)
    assert one.catalog.header.get("PO-Revision-Date") == other.catalog.header.get("PO-Revision-Date")


@given(grown_apart())
def test_nothing_is_translated_that_neither_side_has_translated(three: Three) -> None:
    base, ours, theirs = three
    done = {(entry.source, texts(entry)) for side in (ours, theirs) for entry in side.entries if entry.state is State.TRANSLATED}
    for entry in join(base, ours, theirs).catalog.entries:
        if entry.state is State.TRANSLATED:
            assert (entry.source, texts(entry)) in done


@given(grown_apart())
def test_what_both_translate_anew_is_a_draft(three: Three) -> None:
    base, ours, theirs = three
    joined = join(base, ours, theirs)
    assert all(entry.draft for entry in joined.clashes)
    assert len({entry.key for entry in joined.catalog.entries if not entry.obsolete}) == sum(
        not entry.obsolete for entry in joined.catalog.entries
    )


@given(grown_apart())
def test_joining_again_changes_nothing(three: Three) -> None:
    """Once theirs is in it, it is the past of both."""
    base, ours, theirs = three
    joined = join(base, ours, theirs).catalog
    assert write_po(join(theirs, joined, theirs).catalog) == write_po(joined)
