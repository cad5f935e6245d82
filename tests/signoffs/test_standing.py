"""What lines make of a unit: approvals, rejections, waivers, and when they lapse."""

from __future__ import annotations

from dataclasses import replace

import pytest

from transflow.model import State
from transflow.policy import Person, Policy, Role
from transflow.signoffs import Act, Ground, Line, Seen, Signoff, Standing, Verdict, judge, not_allowed, stand

NOW = Seen("a" * 16, "b" * 16, "c" * 16)
OTHER = "d" * 16


def line(act: Act, by: str, second: int, seen: Seen = NOW, **more: str) -> Line:
    at = f"2026-11-26T14:00:{second:02}Z"
    return Line(second, f"{second:016}", Signoff(act, "unit", by, at, seen.source, seen.target, seen.names, **more))


def standing(*lines: Line, state: State = State.TRANSLATED, approvals: int = 1, four_eyes: bool = False) -> Standing:
    def allowed(signoff: Signoff, wrote: bool) -> str | None:  # noqa: FBT001 - `judge` calls it so
        return not_allowed(signoff.act, Person(signoff.by), Ground("ru", Policy(four_eyes=four_eyes)), wrote=wrote)

    return stand(state, judge(lines, NOW, broken=frozenset(), allowed=allowed), NOW, approvals=approvals)


def test_an_approval_of_exactly_this_makes_a_unit_approved() -> None:
    assert standing(line(Act.APPROVE, "anna", 1)) == Standing(State.APPROVED, approved_by=("anna",))


@pytest.mark.parametrize("part", ["source", "target", "names"])
def test_an_approval_of_anything_else_is_stale(part: str) -> None:
    assert standing(line(Act.APPROVE, "anna", 1, replace(NOW, **{part: OTHER}))) == Standing(State.TRANSLATED, stale=True)


def test_two_approvals_are_those_of_two_people() -> None:
    twice = (line(Act.APPROVE, "anna", 1), line(Act.APPROVE, "anna", 2))
    assert standing(*twice, approvals=2) == Standing(State.TRANSLATED, approved_by=("anna",))
    assert standing(*twice, line(Act.APPROVE, "ben", 3), approvals=2).state is State.APPROVED


def test_who_wrote_exactly_this_does_not_approve_it() -> None:
    wrote = line(Act.WRITE, "anna", 1)
    assert standing(wrote, line(Act.APPROVE, "anna", 2), four_eyes=True) == Standing(State.TRANSLATED, written_by=("anna",))
    assert standing(wrote, line(Act.APPROVE, "ben", 2), four_eyes=True).state is State.APPROVED
    assert standing(wrote, line(Act.APPROVE, "anna", 2)).state is State.APPROVED


def test_an_approval_stays_when_its_author_writes_the_same_again_after_an_edit() -> None:
    assert standing(line(Act.APPROVE, "anna", 1), line(Act.WRITE, "anna", 2), four_eyes=True).state is State.APPROVED


def test_a_rejection_makes_a_unit_a_draft_until_somebody_approves_it_afterwards() -> None:
    approved, rejected = line(Act.APPROVE, "anna", 1), line(Act.REJECT, "ben", 2, reason="a slip")
    found = standing(approved, rejected)
    assert (found.state, found.stale, found.approved_by, found.rejected) == (State.DRAFT, False, (), rejected.signoff)
    assert standing(approved, rejected, line(Act.APPROVE, "ben", 3)) == Standing(State.APPROVED, approved_by=("ben",))


def test_a_rejection_of_another_text_is_none_of_this_one_but_rules_do_not_lift_it() -> None:
    assert standing(line(Act.REJECT, "ben", 1, replace(NOW, target=OTHER), reason="x")).state is State.TRANSLATED
    assert standing(line(Act.REJECT, "ben", 1, replace(NOW, names=OTHER), reason="x")).state is State.DRAFT


def test_a_draft_stays_one_whoever_approved_its_text_before() -> None:
    assert standing(line(Act.APPROVE, "anna", 1), state=State.DRAFT) == Standing(State.DRAFT, stale=True)


def test_a_waiver_holds_with_the_text_and_a_rejection_takes_it_back() -> None:
    waiver = line(Act.WAIVE, "anna", 1, check="number-mismatch", reason="as the source means it")
    assert standing(waiver).waived == (waiver.signoff,)
    assert not standing(line(Act.WAIVE, "anna", 1, replace(NOW, target=OTHER), check="number-mismatch", reason="x")).waived
    assert not standing(waiver, line(Act.REJECT, "ben", 2, reason="no")).waived


def test_a_line_behind_a_gap_in_its_chain_does_not_count_but_a_rejection_does() -> None:
    lines = (line(Act.APPROVE, "anna", 1), line(Act.REJECT, "ben", 2, reason="x"))
    judged = judge(lines, NOW, broken=frozenset({1, 2}), allowed=lambda *_: None)
    assert [one.verdict for one in judged] == [Verdict.NOT_COUNTED, Verdict.HOLDS]


@pytest.mark.parametrize(
    ("person", "contested", "refused"),
    [
        (Person("anna"), False, None),
        (Person("anna"), True, "naming desk"),
        (Person("desk"), True, None),
        (Person("anna", role=Role.TRANSLATOR), False, "translator"),
        (Person("anna", languages=("hy",)), False, "not in ru"),
        (Person("anna", languages=("ru",)), False, None),
        (None, False, "does not name them"),
    ],
)
def test_the_policy_says_who_decides(person: Person | None, contested: bool, refused: str | None) -> None:  # noqa: FBT001 - a column
    said = not_allowed(Act.APPROVE, person, Ground("ru", Policy(naming_desk=frozenset({"desk"})), contested), wrote=False)
    assert (said is None) if refused is None else (said and refused in said)
