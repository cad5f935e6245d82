"""Small slips that engines make at the seams of a text, mended the same way for every one of them."""

from __future__ import annotations

import re

_INNER_SPACES = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_SPACE_BEFORE_STOP = re.compile(r"(?<=\w)[ \t]+(?=[,.;:!?](?:\s|$))")
_STOP = re.compile(r"[.!?…]$")


def tidy(answer: str, source: str) -> str:
    """Return an answer with the source's white space at its edges, no doubled spaces, its capital and its full stop.

    A space before a stop goes where the source has none; a first letter becomes a capital as in the source; a full stop that
    only one of the two has is added or taken off.
    """
    core, given = answer.strip(), source.strip()
    if not _INNER_SPACES.search(given):
        core = _INNER_SPACES.sub(" ", core)
    if not _SPACE_BEFORE_STOP.search(given):
        core = _SPACE_BEFORE_STOP.sub("", core)
    if given[:1].isupper() and core[:1].islower():
        core = core[0].upper() + core[1:]
    if core.endswith(".") and given and given[-1].isalnum():
        core = core.rstrip(".")
    elif given.endswith(".") and core and core[-1].isalnum():
        core += "."
    lead = source[: len(source) - len(source.lstrip())]
    trail = source[len(source.rstrip()) :] if given else ""
    return f"{lead}{core}{trail}"
