"""TMX 1.4b (and older): remembered translations, read one unit at a time, so that a file of any size takes the memory of one.

Inline codes become placeholders as in our own units: `<bpt i="1">…</bpt>` is `<1>`, its `<ept>` `</1>`, a lone code `<2/>`; what stands in `<hi>` is text, and so
is what `<sub>` holds inside a code (a footnote, a caption). Layout (line breaks and indents) is one space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transflow.errors import ExchangeError, Position
from transflow.formats.xml import HARDENED, PROLOG, XML_LANG, local, not_xml, place, refuse_declarations, single_spaced, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from lxml.etree import _Element

ANY_LANGUAGE = "*all*"  # `srclang` of a file whose units may be read in any direction (TMX 1.4b, header)
OWN_TOOL = "transflow"  # `creationtool` of what we wrote
_LONE = ("ph", "it", "ut")
_X = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Noted:
    """What a file says of a unit or a variant: attributes (`creationdate`, `changeid`), properties (type, text) and notes."""

    attributes: dict[str, str] = field(default_factory=dict)
    properties: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """A unit in one language: its text with placeholders."""

    lang: str
    text: str
    noted: Noted = field(default_factory=Noted)


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """One text in several languages; `source` is the language it was written in, "" where the file does not say."""

    variants: tuple[Variant, ...]
    source: str = ""
    id: str = ""
    noted: Noted = field(default_factory=Noted)
    at: Position | None = None


def read_tmx(path: Path) -> Iterator[TranslationUnit]:
    """Yield the units of a file in order; raises ExchangeError at file:line:column where it cannot be read, when the reading gets there."""
    try:
        with path.open("rb") as opened:
            refuse_declarations(opened.read(PROLOG), name=str(path))
            opened.seek(0)
            yield from _units(opened, str(path))
    except OSError as bad:
        raise ExchangeError(f"cannot be read: {bad.strerror}", Position(str(path))) from None


def _units(opened: BinaryIO, name: str) -> Iterator[TranslationUnit]:
    from lxml import etree  # noqa: PLC0415 - takes 20 ms to load, and only exchange needs it

    source = tool = ""
    root: _Element | None = None
    try:
        for event, element in etree.iterparse(opened, events=("start", "end"), **HARDENED):
            if root is None:
                root = element
                if local(root) != "tmx":
                    raise ExchangeError(f"this is no TMX: its root is <{local(root)}>, not <tmx>", place(name, root))
            if event == "start":
                continue
            if local(element) == "header":
                source, tool = element.get("srclang") or "", element.get("creationtool") or ""
            elif local(element) == "tu":
                yield _unit(element, source, name, verbatim=(element.get("creationtool") or tool) == OWN_TOOL)
            if local(element) in {"header", "tu"}:
                _forget(element)
    except etree.XMLSyntaxError as bad:
        raise not_xml(bad, name) from None


def _forget(element: _Element) -> None:
    """Free an element and those before it: what has been read is not kept."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _unit(element: _Element, source: str, name: str, *, verbatim: bool) -> TranslationUnit:
    own = element.get("srclang") or source
    variants = tuple(_variant(child, name, verbatim=verbatim) for child in element if local(child) == "tuv")
    return TranslationUnit(
        variants=variants,
        source="" if own == ANY_LANGUAGE else own,
        id=element.get("tuid") or "",
        noted=_noted(element),
        at=place(name, element),
    )


def _variant(element: _Element, name: str, *, verbatim: bool) -> Variant:
    lang = element.get(XML_LANG) or element.get("lang") or ""
    if not lang:
        raise ExchangeError("a <tuv> without xml:lang", place(name, element))
    segment = next((child for child in element if local(child) == "seg"), None)
    if segment is None:
        raise ExchangeError("a <tuv> without <seg>", place(name, element))
    text = "".join(_flattened(segment, _numbered(segment, verbatim=verbatim), name))
    return Variant(lang, text if verbatim else single_spaced(text), _noted(element))


def _numbered(segment: _Element, *, verbatim: bool) -> dict[str, int]:
    """Return the numbers that a segment gives to its codes, as `_flattened` looks them up; nothing where it does not number them all, each differently."""
    codes = [code for code in segment.iter() if local(code) in {"bpt", *_LONE}]
    given = [code.get("x") or "" for code in codes]
    numbered = all(_X.fullmatch(number) for number in given) and (verbatim or len(set(given)) == len(codes))
    if not numbered:
        return {}
    numbers = {f"pair {code.get('i')}" if local(code) == "bpt" else f"x {x}": int(x) for code, x in zip(codes, given, strict=True)}
    if verbatim:  # an end without its beginning, too, is as we wrote it
        ends = [code.get("i") or "" for code in segment if local(code) == "ept"]
        numbers |= {f"pair {end}": int(end) for end in ends if _X.fullmatch(end)}
    return numbers


def _noted(element: _Element) -> Noted:
    return Noted(
        {str(key): str(value) for key, value in element.attrib.items() if key not in {XML_LANG, "lang", "srclang", "tuid"}},
        tuple((child.get("type") or "", text_of(child)) for child in element if local(child) == "prop"),
        tuple(text_of(child) for child in element if local(child) == "note"),
    )


def _flattened(element: _Element, numbers: dict[str, int], name: str) -> Iterator[str]:
    """Yield the text of a segment piece by piece; `numbers` fills with the number of each pair of codes."""
    yield element.text or ""
    for child in element:
        kind = local(child)
        if not isinstance(child.tag, str):
            raise ExchangeError(f"{child.text} is an entity, and entities are not accepted", place(name, element))
        if kind == "hi":
            yield from _flattened(child, numbers, name)
        elif kind in {"bpt", "ept"}:
            pair = f"pair {child.get('i')}"
            number = numbers.setdefault(pair, len(numbers) + 1)
            yield f"<{number}>" if kind == "bpt" else f"</{number}>"
        elif kind in _LONE:
            number = numbers.get(f"x {child.get('x')}") or len(numbers) + 1
            numbers.setdefault(f"lone {number}", number)
            yield f"<{number}/>"
        else:
            raise ExchangeError(f"<{kind}> does not belong into a segment", place(name, child))
        if kind != "hi":
            yield from (" " + "".join(_flattened(each, numbers, name)) for each in child.iter() if local(each) == "sub")
        yield child.tail or ""
