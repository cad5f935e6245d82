"""Explanations that an edition puts beside a name, put into a draft where the name is first mentioned."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transflow.backends.quotes import find_marks
from transflow.backends.verification import verify_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from transflow.backends.verification import RequiredName
    from transflow.model import Mention

_SET_OFF = re.compile(r"\w['’]\w*\Z")


def explain_names(
    source: str, target: str, names: Sequence[RequiredName], find_target: Callable[[str], tuple[Mention, ...]]
) -> tuple[str, list[str]]:
    """Return a draft with the explanations that belong to its names, and what to tell of those that found no place."""
    notes = []
    for name in names:
        if name.gloss is None:
            continue
        made = explained(target, name, find_target)
        if made is None or verify_names(source, made, names=names, find_target=find_target):
            notes.append(f"not explained yet: {name.gloss.around(name.form or source[name.start : name.end])}")
        else:
            target = made
    return target, notes


def explained(target: str, name: RequiredName, find_target: Callable[[str], tuple[Mention, ...]]) -> str | None:
    """Return a draft with the gloss of a name around its first mention in the newsroom's words; None where it has no place that is certain.

    A name in an adjective or demonym, or with an ending that is set off, is not explained where it stands.
    """
    gloss = name.gloss
    mentions = [mention for mention in find_target(target) if mention.concept == name.concept]
    if any(mention.explains for mention in mentions):
        return target
    first = next((mention for mention in mentions if not _is_quoted(target, mention.start)), None)
    if gloss is None or first is None or first.derived or gloss.name not in (first.names or (first.name,)):
        return None
    said = target[first.start : first.end]
    if _SET_OFF.search(said):
        return None
    rest = target[first.end :]
    return f"{target[: first.start]}{gloss.around(said, then=rest)}{rest}"


def _is_quoted(text: str, offset: int) -> bool:
    depth = 0
    for mark in find_marks(text):
        if mark.offset >= offset:
            break
        depth = max(0, depth + (1 if mark.opens else -1))
    return depth > 0
