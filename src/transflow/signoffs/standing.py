"""What the sign-offs make of a unit today: nothing of it is stored, all of it follows from the lines, the content and the policy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from transflow.model import State
from transflow.signoffs.lines import Act

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from transflow.signoffs.content import Seen
    from transflow.signoffs.lines import Line, Signoff


class Verdict(StrEnum):
    """What a line counts for today."""

    HOLDS = "holds"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    NOT_COUNTED = "not counted"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A line, what it counts for today, and why."""

    signoff: Signoff
    verdict: Verdict
    why: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the sign-offs make of one unit.

    `stale` says that an approval was given and no longer holds; `approved_by` are those whose approvals hold, fewer than the policy asks
    for perhaps; `rejected` is the rejection that stands; `written_by` are those who wrote exactly this target.
    """

    state: State
    stale: bool = False
    approved_by: tuple[str, ...] = ()
    rejected: Signoff | None = None
    waived: tuple[Signoff, ...] = ()
    written_by: tuple[str, ...] = ()


def judge(
    lines: Sequence[Line],
    seen: Seen,
    *,
    broken: frozenset[int],
    allowed: Callable[[Signoff, bool], str | None],
    called: Callable[[str], str] = str,
) -> tuple[Judgement, ...]:
    """Return what each line of a unit counts for; the lines come in the order of time.

    `allowed` tells of a sign-off, and of whether its author had written exactly its target before, why the policy does not count it;
    `called` gives one name to a person who has signed under several (an e-mail address, before the project named its people).
    A rejection takes back the approvals and waivers of exactly this text before it, and an approval after it answers it.
    """
    judged: list[Judgement] = []
    wrote: set[tuple[str, str]] = set()
    for line in lines:
        signoff = line.signoff
        if signoff is None:
            continue
        if signoff.act is Act.WRITE:
            wrote.add((called(signoff.by), signoff.target))
        judged.append(_judged(signoff, seen, line.number in broken, allowed(signoff, (called(signoff.by), signoff.target) in wrote)))
        decides = signoff.act is Act.REJECT or signoff.act is Act.APPROVE
        if decides and len(judged) > 1 and _of_this_text(judged[-1], seen):
            judged[:-1] = [_after(earlier, signoff) if _of_this_text(earlier, seen) else earlier for earlier in judged[:-1]]
    return tuple(judged)


def text_approved(judged: Sequence[Judgement], seen: Seen, *, approvals: int) -> bool:
    """Tell whether exactly this text is approved, whatever the edition says of the names in it today: whoever remembers a text asks that anew."""
    by = {one.signoff.by for one in judged if one.signoff.act is Act.APPROVE and _of_this_text(one, seen)}
    return len(by) >= approvals


def stand(state: State, judged: Sequence[Judgement], seen: Seen, *, approvals: int, before: Iterable[Judgement] = ()) -> Standing:
    """Return what the lines of a unit make of it; `state` is the catalog's word, `before` the lines of the unit that it was before its source changed."""
    holding = [one.signoff for one in judged if one.verdict is Verdict.HOLDS]
    approved = tuple(dict.fromkeys(one.by for one in holding if one.act is Act.APPROVE)) if state is State.TRANSLATED else ()
    rejected = next((one for one in reversed(holding) if one.act is Act.REJECT), None)
    if len(approved) >= approvals:
        state = State.APPROVED
    elif rejected and state is State.TRANSLATED:
        state = State.DRAFT
    return Standing(
        state=state,
        stale=state is not State.APPROVED and _was_approved((*before, *judged), but=approved),
        approved_by=approved,
        rejected=rejected,
        waived=tuple(one for one in holding if one.act is Act.WAIVE),
        written_by=tuple(
            dict.fromkeys(one.signoff.by for one in judged if one.signoff.act is Act.WRITE and one.signoff.target == seen.target)
        ),
    )


def _was_approved(judged: Iterable[Judgement], *, but: tuple[str, ...]) -> bool:
    """Tell whether somebody gave an approval that nobody took back; `but` are those whose approvals hold."""
    last = {one.signoff.by: one for one in judged if one.signoff.act is Act.APPROVE and one.verdict is not Verdict.NOT_COUNTED}
    return any(one.verdict is not Verdict.WITHDRAWN and one.signoff.by not in but for one in last.values())


def _judged(signoff: Signoff, seen: Seen, torn_off: bool, refused: str | None) -> Judgement:  # noqa: FBT001 - private, and named at its only call
    if signoff.act is Act.WRITE or signoff.act is Act.COMMENT:
        return Judgement(signoff, Verdict.NOTED)
    if refused:
        return Judgement(signoff, Verdict.NOT_COUNTED, refused)
    if torn_off and signoff.act is not Act.REJECT:
        return Judgement(signoff, Verdict.NOT_COUNTED, "a line of the same author before it was changed or taken out")
    lapsed = _lapsed(signoff, seen)
    return Judgement(signoff, Verdict.LAPSED if lapsed else Verdict.HOLDS, lapsed)


def _lapsed(signoff: Signoff, seen: Seen) -> str:
    """Return what has changed since a decision; a rejection is of a text, whatever the names in it are called today."""
    if signoff.source != seen.source:
        return "the source has changed"
    if signoff.target != seen.target:
        return "the target has changed"
    if signoff.names != seen.names and signoff.act is not Act.REJECT:
        return "what the edition says of the names in it has changed"
    return ""


def _of_this_text(judged: Judgement, seen: Seen) -> bool:
    """Tell whether a line counts, or did under other rules for the names, and is of this text."""
    signoff = judged.signoff
    counts = judged.verdict is Verdict.HOLDS or judged.verdict is Verdict.LAPSED
    return counts and (signoff.source, signoff.target) == (seen.source, seen.target)


def _after(earlier: Judgement, signoff: Signoff) -> Judgement:
    """Return what an earlier line counts for after a rejection or an approval of the same text."""
    if signoff.act is Act.REJECT and earlier.signoff.act in {Act.APPROVE, Act.WAIVE}:
        return Judgement(earlier.signoff, Verdict.WITHDRAWN, f"{signoff.by} rejected it afterwards")
    if signoff.act is Act.APPROVE and earlier.signoff.act is Act.REJECT:
        return Judgement(earlier.signoff, Verdict.WITHDRAWN, f"{signoff.by} approved it afterwards")
    return earlier
