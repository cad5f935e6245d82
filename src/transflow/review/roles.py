"""What a role may do on the page, beyond what the sign-offs ask themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.policy import Role

if TYPE_CHECKING:
    from transflow.policy import Person
    from transflow.project import Project

_ORDER = tuple(Role)
_CALLED = {Role.REVIEWER: "a reviewer", Role.NAMING_DESK: "the naming desk", Role.ADMIN: "an admin", Role.TRANSLATOR: "a translator"}


def lacks(person: Person, role: Role) -> str | None:
    """Return why a person may not do what takes a role, or None where they may: each role may do what those before it may."""
    if not person.active or _ORDER.index(person.role) < _ORDER.index(role):
        return f"This is for {_CALLED[role]} to do; you are {_CALLED[person.role]} here."
    return None


def lacks_rules(person: Person, project: Project) -> str | None:
    """Return why a person may not change rules, or None where they may: by their role, or because transflow.yaml names them as the naming desk."""
    if person.active and person.id in project.review.policy.naming_desk:
        return None
    return lacks(person, Role.NAMING_DESK)
