"""The glossary as a sheet: one row a form, and nothing lost.

What holds for a whole concept (kind, definition, sources) stands in its first row, and what holds for a name in the name's first row, so that
each thing stands once and can be changed in one place. A row without a name holds the look-alikes of the whole concept in one locale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.errors import ExchangeError, Problems
from transflow.formats.sheet import many, parts, read_sheet, write_sheet
from transflow.glossary import Kind
from transflow.workflow.exchange.glossary_offer import Offer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transflow.errors import TransflowError
    from transflow.formats.sheet import Row
    from transflow.glossary import Concept, Form, Glossary

COLUMNS = (
    *("concept", "kind", "contested", "definition", "concept-source"),
    *("name", "side", "name-source"),
    *("locale", "form", "type", "derive", "case", "forms", "not"),
)
NEEDED = ("concept", "name", "locale", "form")
FLAGS = {"yes": True, "no": False}
_WORDS = {True: "yes", False: "no"}
_LISTS = {"concept-source": "source", "name-source": "source"}


def glossary_csv(glossary: Glossary) -> str:
    """Return a glossary as CSV; `read_glossary_csv` gives the same glossary back."""
    return write_sheet(COLUMNS, (row for concept in glossary.concepts.values() for row in _rows(concept)))


def read_glossary_csv(text: str, *, name: str) -> Offer:
    """Return what a sheet says; raises ExchangeError or Problems with the line of every row that cannot be used."""
    offer = Offer(name)
    errors: list[TransflowError] = []
    for row in read_sheet(text, name=name, columns=COLUMNS, needed=NEEDED):
        try:
            _take(row, offer)
        except ExchangeError as bad:
            errors.append(bad)
    if errors:
        raise errors[0] if len(errors) == 1 else Problems(tuple(errors))
    for concept in offer.concepts:
        offer.unsaid.update((concept, key) for key in ("kind", "contested") if offer.get(concept, key) is None)
        if offer.get(concept, "kind") is None:
            offer.put((concept, "kind"), str(Kind.TERM), None)
    return offer


def _rows(concept: Concept) -> Iterator[dict[str, str]]:
    once = {
        "kind": str(concept.kind),
        "contested": _WORDS[concept.contested],
        "definition": concept.definition,
        "concept-source": many(concept.sources),
    }
    for locale, phrases in concept.look_alikes.items():
        yield {"concept": concept.id, **once, "locale": locale, "not": many(phrases)}
        once = {}
    for name in concept.names.values():
        named = {"side": name.side or "", "name-source": many(name.sources)}
        for locale, forms in name.forms.items():
            for form in forms:
                yield {"concept": concept.id, **once, "name": name.id, **named, "locale": locale, **_form_cells(form)}
                once, named = {}, {}


def _form_cells(form: Form) -> dict[str, str]:
    return {
        "form": form.text,
        "type": form.type or "",
        "derive": "" if form.derive else "no",
        "case": "" if form.case else "no",
        "forms": many(form.extra),
        "not": many(form.look_alikes),
    }


def _take(row: Row, offer: Offer) -> None:
    """Take one row over; raises ExchangeError where it says too little, or something else than a row before."""
    cells = row.cells
    concept = cells.get("concept")
    if not concept:
        raise ExchangeError("the cell `concept` must not be empty", row.at)
    if concept not in offer.concepts:
        offer.put((concept,), {}, row.at)
    for column, key in (("kind", "kind"), ("contested", "contested"), ("definition", "definition"), ("concept-source", "source")):
        _say_once(row, offer, (concept, key), column)
    name, locale = cells.get("name"), cells.get("locale")
    if not name:
        _take_whole(row, offer, concept, locale)
        return
    path = (concept, "names", name)
    if offer.get(*path) is None:
        offer.put(path, {}, row.at)
    for column, key in (("side", "side"), ("name-source", "source")):
        _say_once(row, offer, (*path, key), column)
    if not (locale and cells.get("form")):
        raise ExchangeError("a row with a name needs a locale and a form", row.at)
    forms = offer.get(*path, "forms", locale) or []
    offer.put((*path, "forms", locale), forms, row.at if not forms else None)
    offer.place((*path, "forms", locale, len(forms)), row.at)
    forms.append(_form(row))


def _take_whole(row: Row, offer: Offer, concept: str, locale: str | None) -> None:
    """Take a row that speaks of a whole concept."""
    if any(row.cells.get(column) for column in ("side", "name-source", "form", "type", "derive", "case", "forms")):
        raise ExchangeError("a row without a name holds look-alikes of the whole concept (`not`), and no form", row.at)
    if row.cells.get("not"):
        if not locale:
            raise ExchangeError("look-alikes need a locale", row.at)
        offer.put((concept, "not", locale), [*(offer.get(concept, "not", locale) or ()), *parts(row.cells["not"])], row.at)


def _form(row: Row) -> dict[str, object]:
    cells = row.cells
    form: dict[str, object] = {"text": cells["form"]}
    for column, key in (("forms", "forms"), ("not", "not")):
        if cells.get(column):
            form[key] = parts(cells[column])
    if cells.get("type"):
        form["type"] = cells["type"]
    for column in ("derive", "case"):
        if cells.get(column):
            form[column] = _flag(row, column)
    return form


def _say_once(row: Row, offer: Offer, path: tuple[str, ...], column: str) -> None:
    """Say what one cell holds, which no other row may contradict."""
    cell = row.cells.get(column)
    if not cell:
        return
    said = _flag(row, column) if column == "contested" else parts(cell) if column in _LISTS else cell
    before = offer.get(*path)
    if before is None:
        offer.put(path, said, row.at)
    elif before != said:
        where = offer.file.at("concepts", *path)
        raise ExchangeError(f"`{column}` of {path[0]} says something else than in {where}", row.at)


def _flag(row: Row, column: str) -> bool:
    said = row.cells[column].strip().lower()
    if said not in FLAGS:
        raise ExchangeError(f"`{column}` must be yes or no, not {row.cells[column]!r}", row.at)
    return FLAGS[said]
