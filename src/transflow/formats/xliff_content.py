"""The content of XLIFF's `source` and `target` as our text: inline codes of both versions become numbered placeholders.

`pc`, `sc`/`ec`, `g`, `bx`/`ex`, `bpt`/`ept` are pairs, `ph`, `x`, `it` stand alone; what a `mrk` marks is text. Where all ids of a source are digits
they are the numbers, as in our own files; otherwise codes are numbered in the order of the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from transflow.formats.placeholders import PLACEHOLDER
from transflow.formats.xliff_12_write import CONTROL_TYPE, PLACEHOLDER_TYPE
from transflow.formats.xml import local, single_spaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

_OPENING = {"sc": "id", "bx": "rid", "bpt": "rid"}
_CLOSING = {"ec": "startRef", "ex": "rid", "ept": "rid"}
_WHOLE = {"pc", "g"}
_LONE = {"ph", "x", "it"}
_TRANSPARENT = {"mrk", "hi"}
_NOTHING = {"sm", "em"}
_NUMBER = re.compile(r"[0-9]+")
_LONG = 10  # digits; no tool counts that far
_HEX = re.compile(r"[0-9A-Fa-f]{1,6}")


@dataclass(frozen=True, slots=True)
class Content:
    """The two texts of a unit; `fault` says why they cannot be used."""

    source: str
    target: str
    spaced: bool
    fault: str = ""


def read_content(sources: Sequence[_Element], targets: Sequence[_Element], *, spaced: bool) -> Content:
    """Return the texts of a unit whose segments stand in these elements, in order."""
    try:
        source = [part for element in sources for part in _inside(element)]
        target = [part for element in targets for part in _inside(element)]
    except _UnknownError as bad:
        return Content("", "", spaced, str(bad))
    numbers = _Numbers([part for part in source if not isinstance(part, str)])
    texts = [numbers.joined(parts) for parts in (source, target)]
    source_text, target_text = texts if spaced else map(single_spaced, texts)
    return Content(source_text, target_text, spaced)


class _UnknownError(Exception):
    """An element, or a character, that has no meaning here."""


class _Code(NamedTuple):
    """An inline code: `mark` is its placeholder with `{}` for the number; `kind` keeps apart the ids of pairs and of those that stand alone."""

    mark: str
    kind: str
    id: str


class _Numbers:
    """The numbers of a unit's codes: their ids where those of the source are all digits, or else their order."""

    def __init__(self, codes: Sequence[_Code]) -> None:
        keys = list(dict.fromkeys((code.kind, code.id) for code in codes))
        self.plain = all(_NUMBER.fullmatch(id_) for _, id_ in keys) and len({id_ for _, id_ in keys}) == len(keys)
        self.known = {key: key[1] if self.plain else str(index) for index, key in enumerate(keys, start=1)}

    def joined(self, parts: Sequence[str | _Code]) -> str:
        """Return the parts of a text as one."""
        return "".join([part if isinstance(part, str) else part.mark.format(self._of(part)) for part in parts])

    def _of(self, code: _Code) -> str:
        """Return the number of a code; one that the source does not have gets a number that no code of it has."""
        key = (code.kind, code.id)
        if key not in self.known:
            highest = max((int(number) for number in self.known.values() if len(number) < _LONG), default=0)
            self.known[key] = code.id if self.plain and _NUMBER.fullmatch(code.id) else str(highest + 1)
        return self.known[key]


def _inside(element: _Element) -> Iterator[str | _Code]:
    yield element.text or ""
    for child in element:
        yield from _inline(child)
        yield child.tail or ""


def _inline(element: _Element) -> Iterator[str | _Code]:
    kind, id_ = local(element), element.get("id") or ""
    if kind in _WHOLE:
        yield _Code("<{}>", "pair", id_)
        yield from _inside(element)
        yield _Code("</{}>", "pair", id_)
    elif kind in _OPENING:
        yield _Code("<{}>", "pair", element.get(_OPENING[kind]) or id_)
    elif kind in _CLOSING:
        yield _Code("</{}>", "pair", element.get(_CLOSING[kind]) or id_)
    elif kind in _LONE:
        yield _odd(element) or _Code("<{}/>", "lone", id_)
    elif kind == "cp":
        yield _character(element.get("hex") or "")
    elif kind in _TRANSPARENT:
        yield from _inside(element)
    elif kind not in _NOTHING:
        raise _UnknownError(f"<{kind}> in a text is nothing that transflow knows")


def _odd(element: _Element) -> str:
    """Return what an element of our own stands for: a placeholder that does not nest, or a character that XML cannot hold."""
    kind = element.get("ctype") or ""
    if kind.startswith(CONTROL_TYPE):
        return _character(kind.removeprefix(CONTROL_TYPE))
    if kind == PLACEHOLDER_TYPE or element.get("subType") == "transflow:placeholder":
        written = element.get("equiv") or element.get("equiv-text") or ""
        return written if PLACEHOLDER.fullmatch(written) else ""
    return ""


def _character(written: str) -> str:
    code = int(written, 16) if _HEX.fullmatch(written) else 0x110000
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise _UnknownError(f"{written!r} is the code of no character")
    return chr(code)
