"""TBX (ISO 30042): concepts with terms by language, and what is said of each, as XML.

What is said of a concept, a language or a term is an `Item`: a data category of TBX (`definition`, `partOfSpeech`, `note`) and a text.
Which categories a dialect allows is the rule of that dialect: TBX-Core none but notes (https://www.tbxinfo.net/tbx-dialects/).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.formats.xml import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transflow.errors import Position

NOTE = "note"
# The element that holds a data category in the style DCA, "data category as attribute".
ELEMENTS = {
    "subjectField": "descrip",
    "definition": "descrip",
    "context": "descrip",
    "source": "admin",
    "customerSubset": "admin",
    "projectSubset": "admin",
    "partOfSpeech": "termNote",
    "administrativeStatus": "termNote",
    "termType": "termNote",
    "geographicalUsage": "termNote",
    "grammaticalGender": "termNote",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing said: its data category, its text, and its language where it names one."""

    category: str
    text: str
    lang: str = ""
    at: Position | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A term of one language."""

    text: str
    items: tuple[Item, ...] = ()
    at: Position | None = None


@dataclass(frozen=True, slots=True)
class Language:
    """The terms of a concept in one language."""

    tag: str
    terms: tuple[Term, ...] = ()
    items: tuple[Item, ...] = ()
    at: Position | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept."""

    id: str
    languages: tuple[Language, ...] = ()
    items: tuple[Item, ...] = ()
    at: Position | None = None


@dataclass(frozen=True, slots=True)
class Termbase:
    """A TBX file: `dialect` is its `type` (TBX-Basic), `lang` the language of what it says about itself."""

    entries: tuple[Entry, ...]
    dialect: str = ""
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a dialect is written: the names of its elements, and the data categories that it allows."""

    type: str
    root: str
    header: str
    entry: str
    language: str
    term: str
    categories: frozenset[str]
    attributes: str = ""


_BASIC = frozenset(ELEMENTS) | {NOTE}
_V3 = ("tbx", "tbxHeader", "conceptEntry", "langSec", "termSec")
_V2 = ("martif", "martifHeader", "termEntry", "langSet", "tig")
_V3_ATTRIBUTES = ' style="dca" xmlns="urn:iso:std:iso:30042:ed-2"'
DIALECTS = {
    "tbx": Dialect("TBX-Core", *_V3, frozenset({NOTE}), _V3_ATTRIBUTES),
    "tbx-basic": Dialect("TBX-Basic", *_V3, _BASIC, _V3_ATTRIBUTES),
    "tbx-2": Dialect("TBX-Basic", *_V2, _BASIC),  # ISO 30042:2008, which Weblate and translate-toolkit read
}


def write_tbx(termbase: Termbase, dialect: Dialect, *, origin: str) -> str:
    """Return a termbase as XML; `origin` says where it comes from. Raises ValueError for a category that the dialect does not allow."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<{dialect.root} type="{dialect.type}" xml:lang="{escape(termbase.lang)}"{dialect.attributes}>',
        f"  <{dialect.header}>",
        f"    <fileDesc><sourceDesc><p>{escape(origin)}</p></sourceDesc></fileDesc>",
        f"  </{dialect.header}>",
        "  <text>",
        "    <body>",
    ]
    for entry in termbase.entries:
        lines += _entry(entry, dialect)
    lines += ["    </body>", "  </text>", f"</{dialect.root}>"]
    return "\n".join(lines) + "\n"


def _entry(entry: Entry, dialect: Dialect) -> Iterator[str]:
    yield f'      <{dialect.entry} id="{escape(entry.id)}">'
    for item in entry.items:
        yield f"        {_item(item, dialect)}"
    for language in entry.languages:
        yield f'        <{dialect.language} xml:lang="{escape(language.tag)}">'
        for item in language.items:
            yield f"          {_item(item, dialect)}"
        for term in language.terms:
            yield f"          <{dialect.term}>"
            yield f"            <term>{escape(term.text)}</term>"
            for item in sorted(term.items, key=lambda item: ELEMENTS.get(item.category) != "termNote"):
                yield f"            {_item(item, dialect)}"
            yield f"          </{dialect.term}>"
        yield f"        </{dialect.language}>"
    yield f"      </{dialect.entry}>"


def _item(item: Item, dialect: Dialect) -> str:
    if item.category not in dialect.categories:
        raise ValueError(f"{dialect.type} has no {item.category}")
    lang = f' xml:lang="{escape(item.lang)}"' if item.lang else ""
    if item.category == NOTE:
        return f"<note{lang}>{escape(item.text)}</note>"
    element = ELEMENTS[item.category]
    return f'<{element} type="{item.category}"{lang}>{escape(item.text)}</{element}>'
