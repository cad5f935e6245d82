"""TBX of any tool: version 3 in both styles (DCA, DCT) and version 2 (`martif`), as one shape.

Nothing is dropped: whatever is said of a concept, a language or a term becomes an Item of its data category, also one that nobody here knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.errors import ExchangeError
from transflow.formats.tbx import NOTE, Entry, Item, Language, Term, Termbase
from transflow.formats.xml import XML_LANG, local, parse_xml, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from transflow.formats.xml import XmlFile

ROOTS = ("tbx", "martif")
ENTRIES = ("conceptEntry", "termEntry")
LANGUAGES = ("langSec", "langSet")
TERMS = ("termSec", "tig", "ntig")
GROUPS = ("descripGrp", "adminGrp", "termNoteGrp", "termGrp", "transacGrp", "auxInfo")
# Elements that carry their data category in `type`; any other element is itself the category (DCT, and dates).
TYPED = ("descrip", "descripNote", "admin", "adminNote", "termNote", "transac", "transacNote", "ref", "xref")


def read_tbx(data: bytes, *, name: str) -> Termbase:
    """Return the termbase in a file; raises ExchangeError at file:line:column where it cannot be read."""
    file = parse_xml(data, name=name)
    root = file.root
    if local(root) not in ROOTS:
        raise ExchangeError(f"this is no TBX: its root is <{local(root)}>, not <tbx> or <martif>", file.at(root))
    entries = tuple(_entry(element, file) for element in root.iter() if local(element) in ENTRIES)
    return Termbase(entries, dialect=root.get("type") or "", lang=root.get(XML_LANG) or "en")


def _entry(element: _Element, file: XmlFile) -> Entry:
    languages = tuple(_language(child, file) for child in element if local(child) in LANGUAGES)
    return Entry(element.get("id") or "", languages, tuple(_items(element, file, but=LANGUAGES)), file.at(element))


def _language(element: _Element, file: XmlFile) -> Language:
    tag = element.get(XML_LANG) or element.get("lang") or ""
    terms = tuple(_term(child, file) for child in element if local(child) in TERMS)
    return Language(tag, terms, tuple(_items(element, file, but=TERMS)), file.at(element))


def _term(element: _Element, file: XmlFile) -> Term:
    found = next((each for each in element.iter() if local(each) == "term"), None)
    text = text_of(found) if found is not None else ""
    return Term(text, tuple(_items(element, file, but=("term",))), file.at(element if found is None else found))


def _items(element: _Element, file: XmlFile, *, but: tuple[str, ...]) -> Iterator[Item]:
    """Yield what is said in an element, groups taken apart; `but` are the elements of the next level."""
    for child in element:
        kind = local(child)
        if kind in but:
            continue
        if kind in GROUPS:
            yield from _items(child, file, but=but)
            continue
        category = child.get("type") or kind if kind in TYPED else kind
        text = " ".join(filter(None, (text_of(child), child.get("target")))) if kind in {"ref", "xref"} else text_of(child)
        if text or kind != NOTE:
            yield Item(category, text, child.get(XML_LANG) or "", file.at(child))
