"""What a glossary and an offer of concepts have in common: what is new, what is more, what contradicts; nothing is overwritten."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from transflow.errors import Position
    from transflow.glossary.concepts import Concept, Form, Glossary, Name


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that the glossary says one way and the offer another, with both places."""

    concept: str
    what: str
    known: Position | None
    offered: Position | None

    def __str__(self) -> str:
        """Return `place of the offer: concept: what (the place in the glossary)`."""
        return f"{self.offered}: {self.concept}: {self.what} ({self.known})"


@dataclass(frozen=True, slots=True)
class Addition:
    """What an offer adds to a concept of the glossary: a whole name, or forms of one name in one locale, those that stood there first."""

    concept: str
    name: Name
    locale: str = ""
    forms: tuple[Form, ...] = ()
    position: Position | None = None

    def __str__(self) -> str:
        """Return what is added."""
        if not self.locale:
            return f"{self.position}: {self.concept}: a name {self.name.id}"
        return f"{self.position}: {self.concept}/{self.name.id}: {self.locale} {', '.join(form.text for form in self.forms)}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The concepts that are new, those that say nothing new, what is added to known ones, and what contradicts them."""

    new: tuple[Concept, ...] = ()
    same: tuple[str, ...] = ()
    additions: tuple[Addition, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def compare(glossary: Glossary, offered: Glossary, *, unsaid: Collection[tuple[str, str]] = ()) -> Comparison:
    """Hold an offer against a glossary; what is in `unsaid` (concept, key) it did not say."""
    new, same = [], []
    additions: list[Addition] = []
    conflicts: list[Conflict] = []
    for concept in offered.concepts.values():
        known = glossary.concepts.get(concept.id)
        if known is None:
            new.append(concept)
            continue
        adds = list(_additions(known, concept))
        contradicts = list(_conflicts(known, concept, unsaid=unsaid))
        if not adds and not contradicts:
            same.append(concept.id)
        additions += adds
        conflicts += contradicts
    return Comparison(tuple(new), tuple(same), tuple(additions), tuple(conflicts))


def with_additions(glossary: Glossary, additions: Collection[Addition]) -> Glossary:
    """Return a glossary with what is added to its concepts."""
    concepts = dict(glossary.concepts)
    for added in additions:
        concept = concepts[added.concept]
        names = dict(concept.names)
        if added.locale:
            name = names[added.name.id]
            forms = (*name.forms.get(added.locale, ()), *added.forms)
            names[name.id] = replace(name, forms={**name.forms, added.locale: forms})
        else:
            names[added.name.id] = added.name
        concepts[added.concept] = replace(concept, names=names)
    return replace(glossary, concepts=concepts)


def shared_forms(glossary: Glossary, new: Collection[Concept]) -> Iterator[Conflict]:
    """Yield the first form of each new concept that another one has already: the matcher would have to choose between the two."""
    owners: dict[tuple[str, str], tuple[Concept, Form]] = {}
    for concept in glossary.concepts.values():
        for locale, form in _forms(concept):
            owners.setdefault((locale, _composed(form.text)), (concept, form))
    for concept in new:
        told = False
        for locale, form in _forms(concept):
            owner, theirs = owners.setdefault((locale, _composed(form.text)), (concept, form))
            if owner is not concept and not told:
                yield Conflict(concept.id, f"{form.text!r} ({locale}) is a form of {owner.id}, too", theirs.position, form.position)
                told = True


def _additions(known: Concept, offered: Concept) -> Iterator[Addition]:
    for name in offered.names.values():
        mine = known.names.get(name.id)
        if mine is None:
            yield Addition(known.id, name, position=name.position)
            continue
        for locale, forms in name.forms.items():
            texts = {_composed(form.text) for form in mine.forms.get(locale, ())}
            added = tuple(form for form in forms if _composed(form.text) not in texts)
            if added:
                yield Addition(known.id, name, locale, added, added[0].position)


def _conflicts(known: Concept, offered: Concept, *, unsaid: Collection[tuple[str, str]]) -> Iterator[Conflict]:
    """Yield what an offer says otherwise; what it leaves out is no contradiction."""
    facts: list[tuple[str, object, object]] = [
        ("definition", known.definition, offered.definition),
        ("source", known.sources, offered.sources),
    ]
    said: list[tuple[str, object, object]] = [
        ("kind", str(known.kind), str(offered.kind)),
        ("contested", known.contested, offered.contested),
    ]
    facts += [fact for fact in said if (known.id, fact[0]) not in unsaid]
    for key, mine, yours in facts:
        if yours not in ("", ()) and mine != yours:
            yield Conflict(known.id, f"another `{key}`: {_shown(yours)}, not {_shown(mine)}", known.position, offered.position)
    for locale, phrases in offered.look_alikes.items():
        if missing := [phrase for phrase in phrases if phrase not in known.look_alikes.get(locale, ())]:
            yield Conflict(known.id, f"other look-alikes ({locale}): {', '.join(missing)}", known.position, offered.position)
    for name in offered.names.values():
        if name.id in known.names:
            yield from _name_conflicts(known, known.names[name.id], name)


def _name_conflicts(concept: Concept, known: Name, offered: Name) -> Iterator[Conflict]:
    for key, mine, yours in (("side", known.side, offered.side), ("source", known.sources, offered.sources)):
        if yours and mine != yours:
            yield Conflict(
                concept.id, f"another `{key}` of {known.id}: {_shown(yours)}, not {_shown(mine)}", known.position, offered.position
            )
    for locale, forms in offered.forms.items():
        mine_by_text = {_composed(form.text): form for form in known.forms.get(locale, ())}
        shared = [form for form in forms if _composed(form.text) in mine_by_text]
        for form in shared:
            standing = mine_by_text[_composed(form.text)]
            if differs := ", ".join(_differences(standing, form)):
                yield Conflict(concept.id, f"{form.text!r} ({locale}) with {differs}", standing.position, form.position)
        first = next(iter(known.forms.get(locale, ())), None)
        if (
            first
            and forms
            and _composed(forms[0].text) != _composed(first.text)
            and _composed(first.text) in {_composed(form.text) for form in shared}
        ):
            what = f"{forms[0].text!r} ({locale}) before {first.text!r}, which stands first"
            yield Conflict(concept.id, what, first.position, forms[0].position)


def _differences(known: Form, offered: Form) -> Iterator[str]:
    """Yield what is said of a form that the glossary does not say of it."""
    for key, mine, yours in (("forms", known.extra, offered.extra), ("not", known.look_alikes, offered.look_alikes)):
        if more := [text for text in yours if text not in mine]:
            yield f"`{key}` {', '.join(more)}"
    if offered.type and offered.type != known.type:
        yield f"`type` {offered.type}"
    for key, mine_says, yours_says in (("derive", known.derive, offered.derive), ("case", known.case, offered.case)):
        if mine_says and not yours_says:
            yield f"`{key}` false"


def _forms(concept: Concept) -> Iterator[tuple[str, Form]]:
    for name in concept.names.values():
        for locale, forms in name.forms.items():
            for form in forms:
                yield locale, form


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value)) or "nothing"
    return repr(value) if value not in ("", None) else "nothing"


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
