"""XLIFF 2.1 (OASIS, 2018): written so that its core alone says all that a translator needs; modules add the glossary and what import asks for.

The Glossary module holds the forms that an edition calls for, the Metadata module the context, the edition and the hash of what was exported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.formats.xliff_inline import attribute, characters, marked_terms, steps
from transflow.formats.xml import escape
from transflow.locales import direction
from transflow.model import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from transflow.formats.bilingual import BilingualFile, BilingualUnit, Term

STATES = {
    State.UNTRANSLATED: 'state="initial"',
    State.DRAFT: 'state="initial" subState="transflow:draft"',
    State.TRANSLATED: 'state="translated"',
    State.APPROVED: 'state="final"',
}
_KEPT = 'canCopy="no" canDelete="no"'
_NAMESPACES = (
    'xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" '
    'xmlns:gls="urn:oasis:names:tc:xliff:glossary:2.0"'
)


def write_xliff(files: Sequence[BilingualFile]) -> str:
    """Return files of one pair of locales as XLIFF 2.1; the same files give the same text."""
    first = files[0]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff {_NAMESPACES} version="2.1" srcLang="{attribute(first.source_locale)}" trgLang="{attribute(first.locale)}">',
        *(line for file in files for line in _file(file)),
        "</xliff>",
    ]
    return "\n".join(lines) + "\n"


def _file(file: BilingualFile) -> Iterator[str]:
    directions = f'srcDir="{direction(file.source_locale)}" trgDir="{direction(file.locale)}"'
    yield f'  <file id="{attribute(file.article)}" original="{attribute(file.original)}" canResegment="no" {directions} xml:space="preserve">'
    yield from _metadata({"edition": file.edition}, indent="    ")
    for unit in file.units:
        yield from _unit(unit)
    yield "  </file>"


def _unit(unit: BilingualUnit) -> Iterator[str]:
    kind = f' type="transflow:{unit.slot}"' if unit.slot else ""
    yield f'    <unit id="{attribute(unit.id)}"{kind}>'
    terms = marked_terms(unit.source, unit.terms)
    yield from _glossary(unit.terms, terms)
    said = {} if unit.context is None else {"context": unit.context}
    yield from _metadata(said | {"base": unit.base}, indent="      ")
    notes = [*_notes(unit)]
    if notes:
        yield "      <notes>"
        yield from (f'        <note category="{category}">{escape(text)}</note>' for category, text in notes)
        yield "      </notes>"
    data = {placeholder: f"d{index}" for index, placeholder in enumerate(unit.markup, start=1)}
    if data:
        yield "      <originalData>"
        yield from (f'        <data id="{id_}">{characters(unit.markup[written], _control)}</data>' for written, id_ in data.items())
        yield "      </originalData>"
    yield f'      <segment id="s1" {STATES[unit.state]}>'
    yield f"        <source>{_content(unit.source, data, 's', terms)}</source>"
    if unit.target or unit.state is not State.UNTRANSLATED:
        yield f"        <target>{_content(unit.target, data, 't')}</target>"
    yield "      </segment>"
    yield "    </unit>"


def _notes(unit: BilingualUnit) -> Iterator[tuple[str, str]]:
    """Yield (category, text) of what is said of a unit; a category that import does not know is a person's note."""
    for place in unit.places:
        yield "location", place
    for note in unit.notes:
        yield "instruction", note
    for origin in unit.origin:
        yield "origin", origin
    if unit.previous is not None:
        yield "previous-source", unit.previous
    if unit.comments:
        yield "comment", "\n".join(unit.comments)


def _glossary(terms: Sequence[Term], marked: Sequence[Term]) -> Iterator[str]:
    if not terms:
        return
    yield "      <gls:glossary>"
    for index, term in enumerate(terms, start=1):
        ref = f' ref="#m{marked.index(term) + 1}"' if term in marked else ""
        yield f'        <gls:glossEntry id="g{index}"{ref}>'
        yield f'          <gls:term source="{attribute(term.concept)}">{escape(term.text)}</gls:term>'
        yield from (f"          <gls:translation>{escape(form)}</gls:translation>" for form in term.forms)
        if term.definition or not term.forms:
            yield f"          <gls:definition>{escape(term.definition or term.concept)}</gls:definition>"
        yield "        </gls:glossEntry>"
    yield "      </gls:glossary>"


def _metadata(said: Mapping[str, str], *, indent: str) -> Iterator[str]:
    yield f"{indent}<mda:metadata>"
    yield f'{indent}  <mda:metaGroup category="transflow">'
    yield from (f'{indent}    <mda:meta type="{key}">{escape(text)}</mda:meta>' for key, text in said.items())
    yield f"{indent}  </mda:metaGroup>"
    yield f"{indent}</mda:metadata>"


def _content(text: str, data: Mapping[str, str], side: str, terms: Sequence[Term] = ()) -> str:
    """Return a text as the content of `source` or `target` (`side` tells their odd placeholders apart)."""
    parts = []
    broken = term = 0
    for step in steps(text, terms):
        if step.kind == "text":
            parts.append(characters(step.text, _control))
        elif step.kind == "open":
            refs = _ref("dataRefStart", data.get(step.text)) + _ref("dataRefEnd", data.get(f"</{step.number}>"))
            parts.append(f'<pc id="{step.number}"{refs} {_KEPT}>')
        elif step.kind == "close":
            parts.append("</pc>")
        elif step.kind == "lone":
            parts.append(f'<ph id="{step.number}"{_ref("dataRef", data.get(step.text))} {_KEPT}/>')
        elif step.kind == "broken":
            broken += 1
            parts.append(f'<ph id="{side}{broken}" equiv="{escape(step.text)}" type="other" subType="transflow:placeholder"/>')
        elif step.kind == "term":
            term += 1
            parts.append(f'<mrk id="m{term}" type="term">')
        else:
            parts.append("</mrk>")
    return "".join(parts)


def _ref(name: str, id_: str | None) -> str:
    return f' {name}="{id_}"' if id_ else ""


def _control(character: str) -> str:
    return f'<cp hex="{ord(character):04X}"/>'
