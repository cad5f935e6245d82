"""TMX 1.4b, written one unit at a time: our placeholders become inline codes, and everything noted of a unit stands with it.

`x` numbers a code as our placeholder is numbered, so that codes that a translation reorders still belong together. Our own units say `creationtool="transflow"`:
white space in them is text. What is copied from another tool's file stays as that file had it, with what its header said of all units written out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transflow import __version__
from transflow.errors import ExchangeError, Position
from transflow.formats.tmx import ANY_LANGUAGE, OWN_TOOL, Noted
from transflow.formats.xml import HARDENED, PROLOG, XML_LANG, escape, local, not_xml, place, refuse_declarations

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from lxml.etree import _Element

    from transflow.formats.tmx import TranslationUnit, Variant

_CODE = re.compile(r"<(?!/[0-9]+/)(/?)((?!0)[0-9]{1,9})(/?)>")
_INHERITED = (
    "creationtool",
    "creationtoolversion",
    "segtype",
    "o-tmf",
    "srclang",
    "datatype",
    "o-encoding",
)  # what a <tu> may say as well as the <header>
END = "</body>\n</tmx>\n"


def tmx_head(source: str) -> str:
    """Return what stands before the units; `source` is the language they were written in, "" where it is not the same for all."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
        f'<header creationtool="{OWN_TOOL}" creationtoolversion="{escape(__version__)}" segtype="sentence" o-tmf="PO" adminlang="en"'
        f' srclang="{escape(source or ANY_LANGUAGE)}" datatype="plaintext"/>\n<body>\n'
    )


def tmx_unit(unit: TranslationUnit, *, source: str) -> str:
    """Return a unit as it stands in a file whose head names the language `source`."""
    own = unit.source or ANY_LANGUAGE
    attributes = {"tuid": unit.id} if unit.id else {}
    if own != (source or ANY_LANGUAGE):
        attributes["srclang"] = own
    inside = "".join(_variant(variant) for variant in unit.variants)
    return f"<tu{_attributes(attributes | unit.noted.attributes)}>{_said(unit.noted)}\n{inside}</tu>\n"


def write_tmx(units: Iterable[TranslationUnit], *, source: str = "") -> str:
    """Return a file of these units."""
    return "".join([tmx_head(source), *(tmx_unit(unit, source=source) for unit in units), END])


def copied_units(path: Path, wanted: Callable[[str], bool], known: Container[tuple[str, ...]] = ()) -> Iterator[str]:
    """Yield the units of a file as they stand there, with the variants whose language is wanted; one of fewer than two such variants is left out.

    So is what transflow itself once wrote and what is `known`: the texts of its variants, in order. Raises ExchangeError as `read_tmx` does.
    """
    try:
        with path.open("rb") as opened:
            refuse_declarations(opened.read(PROLOG), name=str(path))
            opened.seek(0)
            yield from _copied(opened, str(path), wanted, known)
    except OSError as bad:
        raise ExchangeError(f"cannot be read: {bad.strerror}", Position(str(path))) from None


def _copied(opened: BinaryIO, name: str, wanted: Callable[[str], bool], known: Container[tuple[str, ...]]) -> Iterator[str]:
    from lxml import etree  # noqa: PLC0415 - takes 20 ms to load, and only exchange needs it

    inherited: dict[str, str] = {}
    try:
        for _, element in etree.iterparse(opened, events=("end",), **HARDENED):
            if local(element) == "header":
                inherited = {key: str(element.get(key)) for key in _INHERITED if element.get(key)}
            elif local(element) == "tu":
                if next(element.iter(etree.Entity), None) is not None:
                    raise ExchangeError("entities are not accepted", place(name, element))
                written = _copy(element, inherited, wanted)
                own = (element.get("creationtool") or inherited.get("creationtool")) == OWN_TOOL
                if written and not (own and _texts(element) in known):
                    yield written
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as bad:
        raise not_xml(bad, name) from None


def _copy(element: _Element, inherited: dict[str, str], wanted: Callable[[str], bool]) -> str:
    from lxml import etree  # noqa: PLC0415 - as above

    for child in list(element):
        if local(child) == "tuv" and not wanted(child.get(XML_LANG) or child.get("lang") or ""):
            element.remove(child)
    if sum(local(child) == "tuv" for child in element) < 2:
        return ""
    for key, value in inherited.items():
        if element.get(key) is None:
            element.set(key, value)
    element.tail = "\n"
    return etree.tostring(element, encoding="unicode")


def _texts(element: _Element) -> tuple[str, ...]:
    """Return the texts of a unit of ours, whose codes hold their placeholders."""
    return tuple("".join(map(str, part.itertext())) for child in element if local(child) == "tuv" for part in child if local(part) == "seg")


def _variant(variant: Variant) -> str:
    attributes = {"xml:lang": variant.lang} | variant.noted.attributes
    return f"<tuv{_attributes(attributes)}>{_said(variant.noted)}<seg>{_segment(variant.text)}</seg></tuv>\n"


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(f' {key}="{_in_attribute(value)}"' for key, value in attributes.items())


def _in_attribute(value: str) -> str:
    return escape(value).replace("\n", "&#10;").replace("\t", "&#9;")


def _said(noted: Noted) -> str:
    notes = "".join(f"<note>{escape(note)}</note>" for note in noted.notes)
    return notes + "".join(f'<prop type="{_in_attribute(kind)}">{escape(text)}</prop>' for kind, text in noted.properties)


def _segment(text: str) -> str:
    written, end = [], 0
    for code in _CODE.finditer(text):
        written += [escape(text[end : code.start()]), _code(*code.groups(), content=escape(code.group()))]
        end = code.end()
    return "".join([*written, escape(text[end:])])


def _code(closes: str, number: str, lone: str, *, content: str) -> str:
    if lone:
        return f'<ph x="{number}">{content}</ph>'
    return f'<ept i="{number}">{content}</ept>' if closes else f'<bpt i="{number}" x="{number}">{content}</bpt>'
