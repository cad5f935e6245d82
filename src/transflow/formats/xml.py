"""XML of other programs, read with everything dangerous refused: no entities, no DTD is loaded, nothing is fetched.

A plain `<!DOCTYPE martif SYSTEM "…">` stands in most TBX and TMX files and is passed over; one that declares anything
of its own is refused, since all that it could declare here are entities.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from transflow.errors import ExchangeError, Position

if TYPE_CHECKING:
    from lxml.etree import XMLSyntaxError, _Element

PROLOG = 65536  # bytes before the root element; a longer prolog is no file of any tool that we know
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What XML 1.0 cannot hold, not even as a character reference (production 2).
NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHITE = re.compile(r"[ \t\r\n]+")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ENCODINGS = re.compile(r"utf-8|utf-16(-[bl]e)?|ascii|iso8859-\d+|cp125\d|koi8-[ru]|gb18030|gbk|gb2312|big5|shift_jis|euc_[a-z_0-9]+")
_DOCTYPE = re.compile(r"""<!DOCTYPE\s+[^\s\[>]+(\s+(SYSTEM|PUBLIC)(\s+("[^"]*"|'[^']*'))+)?\s*>""")
_UTF_16 = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}


class Hardening(TypedDict):
    """How every parser here is set up."""

    resolve_entities: bool
    no_network: bool
    load_dtd: bool
    huge_tree: bool
    remove_comments: bool
    remove_pis: bool


HARDENED: Hardening = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


@dataclass(frozen=True, slots=True)
class XmlFile:
    """A parsed file: its root element, and the lines it was read from, for the places of what is wrong with it."""

    name: str
    root: _Element
    lines: tuple[str, ...] = ()

    def at(self, element: _Element) -> Position:
        """Return where an element stands; its column where its line holds one such tag."""
        return place(self.name, element, self.lines)


def parse_xml(data: bytes, *, name: str) -> XmlFile:
    """Return the root element of a file; raises ExchangeError at file:line:column where it is no XML, or declares entities."""
    from lxml import etree  # noqa: PLC0415 - takes 20 ms to load, and only exchange needs it

    encoding = refuse_declarations(data[:PROLOG], name=name)
    try:
        root = etree.fromstring(data, parser=etree.XMLParser(**HARDENED))
    except etree.XMLSyntaxError as bad:
        raise not_xml(bad, name) from None
    lines = tuple(data.decode(encoding, "replace").split("\n"))
    file = XmlFile(name, root, lines)
    for reference in root.iter(etree.Entity):
        parent = reference.getparent()
        raise ExchangeError(
            f"{reference.text} is an entity, and entities are not accepted", place(name, root if parent is None else parent, lines)
        )
    return file


def refuse_declarations(head: bytes, *, name: str) -> str:
    """Return the encoding of a file from its beginning; raises ExchangeError for a DOCTYPE that declares anything."""
    encoding = _encoding(head, name)
    text = head.decode(encoding, "ignore").removeprefix("\ufeff")
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif text.startswith(("<?", "<!--"), at):
            end = "?>" if text[at + 1] == "?" else "-->"
            found = text.find(end, at + 2)
            at = found + len(end) if found >= 0 else len(text)
        elif text.startswith("<!DOCTYPE", at):
            if _DOCTYPE.match(text, at) is None:
                line = text.count("\n", 0, at) + 1
                column = at - text.rfind("\n", 0, at)
                raise ExchangeError("a DOCTYPE with declarations (entities) is not accepted", Position(name, line, column))
            return encoding
        else:
            return encoding
    if len(head) < PROLOG:
        return encoding  # the parser says what is missing
    raise ExchangeError(f"no element within the first {PROLOG} bytes", Position(name, 1, 1))


def not_xml(bad: XMLSyntaxError, name: str) -> ExchangeError:
    """Return the error of a parser as ours."""
    line, column = bad.position or (1, 1)
    return ExchangeError(f"not valid XML: {str(bad.msg or 'empty').partition(', line ')[0]}", Position(name, max(line, 1), max(column, 1)))


def local(element: _Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def text_of(element: _Element) -> str:
    """Return the text of an element and of all that stands in it, single-spaced: line breaks of a file are layout."""
    return single_spaced("".join(str(part) for part in element.itertext()))


def single_spaced(text: str) -> str:
    """Return a text with every run of XML's white space as one space, and none at its ends."""
    return _WHITE.sub(" ", text).strip(" ")


def place(name: str, element: _Element, lines: tuple[str, ...] = ()) -> Position:
    """Return where an element stands, as far as that can be told."""
    line = element.sourceline
    if not isinstance(line, int):  # made by a program, not read
        return Position(name)
    if not 0 < line <= len(lines):
        return Position(name, line)
    found = [match.start() for match in re.finditer(rf"<(?:[\w.-]+:)?{re.escape(local(element))}\b", lines[line - 1])]
    return Position(name, line, found[0] + 1 if len(found) == 1 else None)


def escape(text: str) -> str:
    """Return a text as XML writes it, in an element or an attribute; what XML cannot hold becomes U+FFFD."""
    text = NOT_XML.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("\r", "&#13;")


def _encoding(head: bytes, name: str) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head[:2] in _UTF_16:
        return _UTF_16[head[:2]]
    declared = _DECLARED.match(head)
    if declared is None:
        return "utf-8"
    try:
        known = codecs.lookup(declared[1].decode("ascii")).name
    except LookupError:
        known = ""
    if not _ENCODINGS.fullmatch(known) or known.startswith("utf-16"):
        raise ExchangeError(f"the encoding {declared[1].decode('ascii')} is not accepted; save the file as UTF-8", Position(name, 1, 1))
    return known
