"""XLIFF 1.2 (OASIS, 2008): what most translation programs read, and older ones read nothing else.

It has no modules: names are marked in the source with their forms as the mark's comment, markup and instructions are notes, and what import asks
for stands in attributes that the standard leaves to tools (`extradata`, `x-` types).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.formats.xliff_inline import attribute, characters, marked_terms, steps
from transflow.formats.xml import escape
from transflow.model import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from transflow.formats.bilingual import BilingualFile, BilingualUnit, Term

STATES = {
    State.UNTRANSLATED: "new",
    State.DRAFT: "needs-review-translation",
    State.TRANSLATED: "translated",
    State.APPROVED: "signed-off",
}
PLACEHOLDER_TYPE = "x-transflow-placeholder"
CONTROL_TYPE = "x-transflow-character-"
EDITION = "edition: "
_DATATYPES = {"md": "x-markdown", "html": "html"}


def write_xliff_12(files: Sequence[BilingualFile]) -> str:
    """Return files as XLIFF 1.2; the same files give the same text."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">',
        *(line for file in files for line in _file(file)),
        "</xliff>",
    ]
    return "\n".join(lines) + "\n"


def _file(file: BilingualFile) -> Iterator[str]:
    languages = f'source-language="{attribute(file.source_locale)}" target-language="{attribute(file.locale)}"'
    datatype = _DATATYPES.get(file.original.rpartition(".")[2], "plaintext")
    yield f'  <file original="{attribute(file.original)}" datatype="{datatype}" {languages} xml:space="preserve">'
    yield f'    <header><note from="transflow">{EDITION}{escape(file.edition)}</note></header>'
    yield "    <body>"
    for unit in file.units:
        yield from _unit(unit, file)
    yield "    </body>"
    yield "  </file>"


def _unit(unit: BilingualUnit, file: BilingualFile) -> Iterator[str]:
    said = ' approved="yes"' if unit.state is State.APPROVED else ""
    said += f' restype="x-{attribute(unit.slot)}"' if unit.slot else ""
    yield f'      <trans-unit id="{attribute(unit.id)}"{said} extradata="{unit.base}" xml:space="preserve">'
    source = _content(unit.source, unit.markup, "s", marked_terms(unit.source, unit.terms))
    yield f'        <source xml:lang="{attribute(file.source_locale)}">{source}</source>'
    target = _content(unit.target, unit.markup, "t")
    yield f'        <target xml:lang="{attribute(file.locale)}" state="{STATES[unit.state]}">{target}</target>'
    for place in unit.places:
        path, _, line = place.rpartition(":")
        yield '        <context-group purpose="location">'
        yield f'          <context context-type="sourcefile">{escape(path or line)}</context>'
        if path:
            yield f'          <context context-type="linenumber">{escape(line)}</context>'
        yield "        </context-group>"
    if unit.context is not None:
        yield '        <context-group purpose="information">'
        yield f'          <context context-type="x-gettext-context">{escape(unit.context)}</context>'
        yield "        </context-group>"
    yield from (f'        <note from="{sender}">{escape(text)}</note>' for sender, text in _notes(unit))
    if unit.previous is not None:
        yield '        <alt-trans alttranstype="previous-version">'
        yield f'          <source xml:lang="{attribute(file.source_locale)}">{_content(unit.previous, {}, "p")}</source>'
        yield f'          <target xml:lang="{attribute(file.locale)}">{target}</target>'
        yield "        </alt-trans>"
    yield "      </trans-unit>"


def _notes(unit: BilingualUnit) -> Iterator[tuple[str, str]]:
    """Yield (from, text); what comes from somebody whom import does not know is a person's note."""
    for note in unit.notes:
        yield "developer", note
    for origin in unit.origin:
        yield "transflow", origin
    if unit.markup:
        yield "transflow", "; ".join(f"{written} is {markup}" for written, markup in unit.markup.items())
    if unit.comments:
        yield "translator", "\n".join(unit.comments)


def _content(text: str, markup: Mapping[str, str], side: str, terms: Sequence[Term] = ()) -> str:
    parts = []
    odd = _Odd(side)
    for step in steps(text, terms):
        if step.kind == "text":
            parts.append(characters(step.text, odd.control))
        elif step.kind == "open":
            parts.append(f'<g id="{step.number}">')
        elif step.kind == "close":
            parts.append("</g>")
        elif step.kind == "lone":
            equiv = f' equiv-text="{attribute(markup[step.text])}"' if step.text in markup else ""
            parts.append(f'<x id="{step.number}"{equiv}/>')
        elif step.kind == "broken":
            parts.append(f'<x id="{odd.id()}" ctype="{PLACEHOLDER_TYPE}" equiv-text="{escape(step.text)}"/>')
        elif step.kind == "term":
            forms = " | ".join(step.term.forms) if step.term else ""
            comment = f' comment="{attribute(forms)}"' if forms else ""
            parts.append(f'<mrk mtype="term"{comment}>')
        else:
            parts.append("</mrk>")
    return "".join(parts)


class _Odd:
    """Counts what XLIFF 1.2 has no element for: an `x` of a type of our own stands for it."""

    def __init__(self, side: str) -> None:
        self.side = side
        self.count = 0

    def id(self) -> str:
        """Return the next id."""
        self.count += 1
        return f"{self.side}{self.count}"

    def control(self, character: str) -> str:
        """Return the element that stands for a character."""
        return f'<x id="{self.id()}" ctype="{CONTROL_TYPE}{ord(character):04X}"/>'
