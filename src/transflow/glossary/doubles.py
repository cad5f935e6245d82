"""Double names: two rival names joined into one (Derry/Londonderry), written and found."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from transflow.glossary.styles import BOTH, DEFAULT_JOINER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from transflow.model import Mention

SECOND = "{}"  # where the second name stands in a joiner that goes around it: ` ({})`
_SLASH = re.compile(r"\s?[/∕⁄]\s?")


def write_double(first: str, second: str, joiner: str = DEFAULT_JOINER) -> str:
    """Return two names joined."""
    before, _, after = joiner.partition(SECOND)
    return f"{first}{before}{second}{after}"


def joined(text: str, mentions: Sequence[Mention], joiner_of: Callable[[str], str | None]) -> tuple[Mention, ...]:
    """Return the mentions with two rivals that are joined as one mention, its name both their ids.

    `joiner_of` returns what joins the double name of a concept, None for a concept without one. A slash joins always.
    """
    made: list[Mention] = []
    for mention in mentions:
        before = made[-1] if made else None
        joiner = joiner_of(mention.concept)
        if before is None or joiner is None or before.concept != mention.concept or BOTH in before.name or before.name == mention.name:
            made.append(mention)
            continue
        end = _end(text, before, mention, joiner)
        if end is None or not (before.name and mention.name):
            made.append(mention)
            continue
        name = f"{before.name}{BOTH}{mention.name}"
        made[-1] = replace(before, end=end, text=text[before.start : end], name=name, names=(name,))
    return tuple(made)


def _end(text: str, first: Mention, second: Mention, joiner: str) -> int | None:
    """Return where a double name ends that begins with the first mention, None where the two are not joined."""
    if _SLASH.fullmatch(text, first.end, second.start):
        return second.end
    before, _, after = joiner.partition(SECOND)
    if text[first.end : second.start].split() == before.split() and text.startswith(after, second.end):
        return second.end + len(after)
    return None
