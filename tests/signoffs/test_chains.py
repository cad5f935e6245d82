"""The laws of the chains, on acts and merges that Hypothesis makes up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from transflow.signoffs import Act, Signoff, add, parse_journal, read_journal, verify

acts = st.builds(
    Signoff,
    act=st.sampled_from(Act),
    unit=st.sampled_from(["aaaaaaaaaaaa", "bbbbbbbbbbbb"]),
    by=st.sampled_from(["anna", "ben", "Ցովինար"]),
    at=st.just("2026-11-26T14:00:00Z"),
    source=st.just("0" * 16),
    target=st.just("1" * 16),
    names=st.just("2" * 16),
    reason=st.text(st.characters(codec="utf-8"), max_size=20),
)
histories = st.lists(acts, max_size=6)


def written(base: bytes, history: list[Signoff]) -> bytes:
    """Return a file after these acts have been added to it."""
    with TemporaryDirectory() as directory:
        path = Path(directory) / "x.signoffs.jsonl"
        path.write_bytes(base)
        for signoff in history:
            add(path, signoff)
        return path.read_bytes()


def merged(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """Return what a merge by union makes of two files that began as one."""
    return ours + theirs[len(base) :]


def grave(data: bytes) -> list[int]:
    return [fault.line for fault in verify(parse_journal(data)) if fault.grave]


@given(histories)
def test_what_is_added_is_read_back_and_verifies(history: list[Signoff]) -> None:
    journal = parse_journal(written(b"", history))
    assert [replace(line.signoff, after="") for line in journal.lines if line.signoff] == history
    assert not list(verify(journal))


@given(histories, histories, histories, histories)
def test_a_union_of_two_branches_verifies_and_so_does_what_follows(
    base: list[Signoff], ours: list[Signoff], theirs: list[Signoff], later: list[Signoff]
) -> None:
    start = written(b"", base)
    union = merged(start, written(start, ours), written(start, theirs))
    assert not grave(union)
    assert not grave(written(union, later))


@given(histories, st.lists(acts, min_size=2, max_size=6), histories, st.data())
def test_a_line_taken_out_or_changed_before_the_last_of_its_author_shows(
    base: list[Signoff], ours: list[Signoff], theirs: list[Signoff], data: st.DataObject
) -> None:
    start = written(b"", base)
    union = written(merged(start, written(start, ours), written(start, theirs)), [replace(one, reason="last") for one in ours])
    lines = union.splitlines(keepends=True)
    journal = parse_journal(union)
    followed = {named for line in journal.lines if line.signoff for named in line.signoff.after.split()}
    inner = [
        at for at, line in enumerate(journal.lines) if line.hash in followed and [one.hash for one in journal.lines].count(line.hash) == 1
    ]
    at = data.draw(st.sampled_from(inner))
    assert grave(b"".join([*lines[:at], *lines[at + 1 :]]))
    assert grave(b"".join([*lines[:at], lines[at].replace(b'"unit":"', b'"unit":"c'), *lines[at + 1 :]]))


@given(histories, acts, st.data())
def test_a_torn_last_line_says_nothing_and_the_next_one_begins_on_a_line_of_its_own(
    history: list[Signoff], last: Signoff, data: st.DataObject
) -> None:
    whole = written(b"", history)
    line = written(whole, [last])[len(whole) :]
    torn = whole + line[: data.draw(st.integers(1, len(line) - 2))]
    journal = parse_journal(torn)
    assert journal.torn
    assert journal.lines == parse_journal(whole).lines
    after = parse_journal(written(torn, [last]))
    assert not after.torn
    assert len([one for one in after.lines if one.signoff]) == len(history) + 1
    assert not [fault for fault in verify(after) if fault.grave]


def test_a_last_line_that_lacks_only_its_end_counts(tmp_path: Path) -> None:
    path = tmp_path / "x.signoffs.jsonl"
    first = Signoff(Act.APPROVE, "a" * 12, "anna", "2026-11-26T14:00:00Z", "0" * 16, "1" * 16, "2" * 16)
    add(path, first)
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    add(path, first)
    journal = read_journal(path)
    assert [line.number for line in journal.lines] == [1, 2]
    assert journal.lines[1].signoff
    assert journal.lines[1].signoff.after == journal.lines[0].hash


def test_other_line_ends_do_not_break_a_chain() -> None:
    first = Signoff(Act.APPROVE, "a" * 12, "anna", "2026-11-26T14:00:00Z", "0" * 16, "1" * 16, "2" * 16)
    data = written(b"", [first, first])
    assert not list(verify(parse_journal(data.replace(b"\n", b"\r\n"))))


def test_marks_of_a_merge_by_hand_count_for_nothing_and_are_told() -> None:
    first = Signoff(Act.APPROVE, "a" * 12, "anna", "2026-11-26T14:00:00Z", "0" * 16, "1" * 16, "2" * 16)
    data = b"<<<<<<< ours\n" + written(b"", [first]) + b"=======\n>>>>>>> theirs\n"
    assert [(fault.line, fault.grave) for fault in verify(parse_journal(data))] == [(1, False), (3, False), (4, False)]
