"""Texts as a page shows them: what turns the order of a text about, or cannot be seen, is shown as what it is.

A character that reorders (U+202E and its like) is replaced by its name, so that it can do nothing on the page. One that a script needs
(a zero-width non-joiner in Persian) and spaces that do not break keep working and get a mark that can be seen.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime

from markupsafe import Markup, escape

_KEPT = {
    "\u00a0": ("nbsp", "no-break space"),
    "\u202f": ("nbsp", "narrow no-break space"),
    "\u200c": ("joint", "zero-width non-joiner"),
    "\u200d": ("joint", "zero-width joiner"),
    "\u00ad": ("joint", "soft hyphen"),
}
# All that Unicode calls controls and formats, separators of lines and paragraphs, fillers that look empty, and unassigned or private characters.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


_PLACEHOLDER = re.compile(r"</?\d+/?>")


def visible(text: str, before: str = "", after: str = "") -> Markup:
    """Return a text for a page, escaped, with all that is invisible shown; `before` and `after` are what stands around a piece of a longer text."""
    parts: list[Markup] = []
    end = 0
    around = f"{before[-1:]}{text}{after[:1]}"
    shift = len(before[-1:])
    for found in _SUSPECT.finditer(text):
        parts += (escape(text[end : found.start()]), _shown(found.group(), around, found.start() + shift))
        end = found.end()
    parts.append(escape(text[end:]))
    return Markup("").join(parts)


def shown(text: str, pattern: re.Pattern[str] | None = None) -> Markup:
    """Return a text of a catalog for a page: as `visible`, inline markup as chips, and what is sought marked."""
    parts: list[Markup] = []
    end = 0
    for found in pattern.finditer(text) if pattern else ():
        parts += (_chipped(text, end, found.start()), Markup("<mark>{}</mark>").format(_chipped(text, *found.span())))
        end = found.end()
    parts.append(_chipped(text, end, len(text)))
    return Markup("").join(parts)


def _chipped(text: str, start: int, end: int) -> Markup:
    parts: list[Markup] = []
    for found in _PLACEHOLDER.finditer(text, start, end):
        parts += (_piece(text, start, found.start()), Markup('<bdi class="tag" dir="ltr">{}</bdi>').format(found.group()))
        start = found.end()
    parts.append(_piece(text, start, end))
    return Markup("").join(parts)


def _piece(text: str, start: int, end: int) -> Markup:
    return visible(text[start:end], text[:start], text[end : end + 1])


def ago(moment: float, now: float) -> str:
    """Return how long ago a moment was, in words."""
    seconds = max(0, int(now - moment))
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            number = seconds // size
            return f"{number} {unit}{'s' if number > 1 else ''} ago"
    return "just now"


def iso(moment: float) -> str:
    """Return a moment (seconds since 1970) as ISO 8601 has it, in UTC."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def spelt(character: str) -> str:
    """Return how a character is called: `U+202E right-to-left override`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'unnamed').lower()}"


def _shown(character: str, text: str, at: int) -> Markup:
    if character in _KEPT and _is_useful(character, text, at):
        kind, name = _KEPT[character]
        return Markup('<span class="{}" title="{}">{}</span>').format(f"invisible {kind}", name, character)
    code = f"U+{ord(character):04X}"
    return Markup('<bdi class="invisible control" dir="ltr" title="{}">{}</bdi>').format(spelt(character), code)


def _is_useful(character: str, text: str, at: int) -> bool:
    """Tell whether a joiner stands where it joins or parts something; spaces and soft hyphens are useful anywhere."""
    if character not in "\u200c\u200d":
        return True
    return any(
        unicodedata.bidirectional(near) == "AL" or "\u0900" <= near <= "\u0dff" or unicodedata.category(near) in {"So", "Sk"}
        for near in (text[max(0, at - 1) : at] + text[at + 1 : at + 2])
    )


def suspects(text: str) -> tuple[tuple[int, Markup], ...]:
    """Return the lines of a text (number from 1, and as `visible`) that hold a character which cannot be seen and does no work."""
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        shown = visible(line.rstrip("\r"))
        if 'class="invisible control"' in shown:
            found.append((number, shown))
    return tuple(found)
