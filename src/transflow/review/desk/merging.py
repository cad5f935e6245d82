"""Two people changed one text: what both changed, put together word by word where they did not touch the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transflow.memory import difference

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Change(NamedTuple):
    """A stretch of the text that both began with, and what one of them put in its place."""

    start: int
    end: int
    text: str


def merged(base: str, mine: str, theirs: str) -> str | None:
    """Return the text with the changes of both, or None where they changed the same words (or words that touch) in two ways."""
    if theirs in {mine, base}:
        return mine
    if base == mine:
        return theirs
    changes = sorted(set(_changes(base, mine)) | set(_changes(base, theirs)))
    parts: list[str] = []
    at = 0
    for number, change in enumerate(changes):
        if number and change.start <= changes[number - 1].end:
            return None
        parts += [base[at : change.start], change.text]
        at = change.end
    parts.append(base[at:])
    return "".join(parts)


def _changes(base: str, text: str) -> Iterator[_Change]:
    for part in difference(base, text):
        if part.kind != "equal":
            yield _Change(*part.old, text[slice(*part.new)])
