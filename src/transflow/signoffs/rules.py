"""Who may do what to a unit, by the project's policy: asked before a sign-off is given, and of every line that is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.policy import Role
from transflow.signoffs.lines import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transflow.policy import Person, Policy

_DECISIONS = (Act.APPROVE, Act.REJECT, Act.WAIVE)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the policy looks at: the locale of the edition, what it asks for, and whether a contested name stands in the unit."""

    locale: str
    policy: Policy
    contested: bool = False


def not_allowed(act: Act, by: Person | None, ground: Ground, *, wrote: bool) -> str | None:
    """Return why a person may not do this, or None where they may; `by` is None for somebody whom the project does not name.

    `wrote` says that exactly this target is theirs.
    """
    if by is None:
        return "transflow.yaml does not name them under `review: people:`"
    return next(_objections(act, by, ground, wrote=wrote), None) if act in _DECISIONS else None


def _objections(act: Act, by: Person, ground: Ground, *, wrote: bool) -> Iterator[str]:
    """Yield everything that speaks against a decision."""
    if by.role is Role.TRANSLATOR:
        yield f"{by.id} is a translator; a reviewer decides"
    if not by.reads(ground.locale):
        yield f"{by.id} decides in {', '.join(by.languages)}, not in {ground.locale}"
    desk = ground.policy.naming_desk
    if ground.contested and desk and by.id not in desk and act is not Act.REJECT:
        yield f"a contested name stands in it; this is for the naming desk ({', '.join(sorted(desk))})"
    if act is Act.APPROVE and wrote and ground.policy.four_eyes:
        yield f"{by.id} wrote exactly this; somebody else approves it (four eyes)"
