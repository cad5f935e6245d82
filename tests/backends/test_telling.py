"""What a reviewer is told of the names of a draft."""

from __future__ import annotations

from transflow.backends import RequiredName
from transflow.backends.telling import became_one

TEXT = "Berdzor is near; BERDZOR'S road is closed, and Lachin waits."


def _name(said: str, name: str) -> RequiredName:
    start = TEXT.index(said)
    return RequiredName(start, start + len(said), "Lachin", "town", ("lachin",), said=(name,))


def test_one_name_in_two_forms_is_not_told_as_two_that_became_one() -> None:
    names = (_name("Berdzor", "berdzor"), _name("BERDZOR'S", "berdzor"))
    assert became_one(TEXT, names) == []
    assert became_one(TEXT, (*names, _name("Lachin", "lachin"))) == ["Lachin stands for Berdzor and for Lachin"]
