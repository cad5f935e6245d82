"""The glossary as TBX: what a dialect has a place for stands there, the rest in notes that begin with `transflow:`.

| transflow | TBX-Basic | TBX-Core |
|---|---|---|
| concept, its id | `conceptEntry id` (a leading digit gets `_` in front: an XML id begins with a letter) | the same |
| names, in order | note `transflow:names a b c` | the same |
| kind | `subjectField` | note `transflow:kind place` |
| definition, sources | `definition`, `source` of the concept | notes |
| the name of a form, its side, its sources | `projectSubset`, `customerSubset`, `source` of the term | notes |
| the first form of a name, the others | `administrativeStatus` preferred, admitted | their order |
| a listed form (`forms`) | a term of its own after its form, `termType` variant, note `transflow:form` | the same without `termType` |
| contested; look-alikes; `type`, `derive`, `case` | notes | notes |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.formats.tbx import NOTE, Entry, Item, Language, Term, Termbase
from transflow.formats.xml import NOT_XML, single_spaced
from transflow.workflow.exchange.glossary_offer import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transflow.formats.tbx import Dialect
    from transflow.glossary import Concept, Form, Glossary, Name

PREFIX = "transflow:"
# The data category that holds a fact, where the dialect has it.
HOMES = {
    "kind": "subjectField",
    "definition": "definition",
    "source": "source",
    "name": "projectSubset",
    "side": "customerSubset",
}
PREFERRED, ADMITTED = "preferredTerm-admn-sts", "admittedTerm-admn-sts"


def glossary_termbase(glossary: Glossary, dialect: Dialect, *, lang: str) -> tuple[Termbase, tuple[Remark, ...]]:
    """Return a glossary as a termbase, and what the dialect cannot hold, or holds only in notes that other programs do not act on."""
    writing = _Writing(dialect)
    entries = tuple(writing.entry(concept) for concept in glossary.concepts.values())
    return Termbase(entries, dialect.type, lang), writing.told


class _Writing:
    """Turns concepts into entries of one dialect, and counts what goes into notes."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._noted: dict[str, int] = {}
        self._lost: list[Remark] = []

    @property
    def told(self) -> tuple[Remark, ...]:
        """What was lost, and what stands in notes."""
        noted = (
            Remark(
                f"{self._dialect.type} has no place for `{key}`; it is kept in notes `{PREFIX}{key}`, which only transflow acts on",
                None,
                count,
            )
            for key, count in self._noted.items()
        )
        return (*self._lost, *noted)

    def entry(self, concept: Concept) -> Entry:
        locales = dict.fromkeys(locale for name in concept.names.values() for locale in name.forms)
        languages = (Language(locale, tuple(self._terms(concept, locale))) for locale in locales)
        return Entry(f"_{concept.id}" if concept.id[0].isdigit() else concept.id, tuple(languages), tuple(self._said(concept)))

    def _said(self, concept: Concept) -> Iterator[Item]:
        yield self._fact(concept, "kind", str(concept.kind))
        if concept.definition:
            yield self._fact(concept, "definition", concept.definition)
        for source in concept.sources:
            yield self._fact(concept, "source", source)
        yield Item(NOTE, f"{PREFIX}names {' '.join(concept.names)}")
        if concept.contested:
            yield self._fact(concept, "contested", "true")
        for locale, phrases in concept.look_alikes.items():
            for phrase in phrases:
                yield self._fact(concept, "not", phrase, lang=locale)

    def _terms(self, concept: Concept, locale: str) -> Iterator[Term]:
        for name in concept.names.values():
            for place, form in enumerate(name.forms.get(locale, ())):
                status = PREFERRED if place == 0 else ADMITTED
                yield Term(
                    self._text(concept, form.text),
                    (*self._grammar(form, status), *self._of_name(concept, name), *self._of_form(concept, form)),
                )
                for extra in form.extra:
                    kind = (Item("termType", "variant"),) if "termType" in self._dialect.categories else ()
                    yield Term(self._text(concept, extra), (*kind, *self._of_name(concept, name), Item(NOTE, f"{PREFIX}form")))

    def _grammar(self, form: Form, status: str) -> Iterator[Item]:
        if "partOfSpeech" in self._dialect.categories:
            yield Item("partOfSpeech", "adjective" if form.type == "adjective" else "noun")
            yield Item("administrativeStatus", status)

    def _of_name(self, concept: Concept, name: Name) -> Iterator[Item]:
        yield self._fact(concept, "name", name.id)
        if name.side:
            yield self._fact(concept, "side", name.side)
        for source in name.sources:
            yield self._fact(concept, "source", source)

    def _of_form(self, concept: Concept, form: Form) -> Iterator[Item]:
        if form.type:
            yield self._fact(concept, "type", form.type)
        for key, said in (("derive", form.derive), ("case", form.case)):
            if not said:
                yield self._fact(concept, key, "false")
        for phrase in form.look_alikes:
            yield self._fact(concept, "not", phrase)

    def _fact(self, concept: Concept, key: str, text: str, *, lang: str = "") -> Item:
        home = HOMES.get(key, "")
        if home in self._dialect.categories:
            return Item(home, self._text(concept, text), lang)
        self._noted[key] = self._noted.get(key, 0) + 1
        return Item(NOTE, f"{PREFIX}{key} {self._text(concept, text)}", lang)

    def _text(self, concept: Concept, text: str) -> str:
        """Return a text as XML can hold it, and tell what it cannot."""
        held = single_spaced(NOT_XML.sub("\ufffd", text))
        if NOT_XML.search(text):
            self._lost.append(
                Remark(f"{concept.id}: {text!r} holds a character that XML has no place for; U+FFFD stands for it", concept.position)
            )
        elif held != text:
            self._lost.append(
                Remark(f"{concept.id}: {text!r} has line breaks or runs of spaces; TBX has one space for each", concept.position)
            )
        return held
