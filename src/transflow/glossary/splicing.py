"""Concepts, names and forms into a glossary file that stands: what a person wrote there keeps every byte, comments included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.errors import GlossaryError
from transflow.glossary.writing import INDENT, write_concepts, write_forms, write_locale, write_name
from transflow.yamlfile import layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transflow.glossary.comparing import Addition
    from transflow.glossary.concepts import Concept, Name
    from transflow.yamlfile import KeyPath, Laid

EMPTY = "concepts:\n"
Splice = tuple[int, int, str]


def with_concepts(text: str, concepts: Sequence[Concept]) -> str:
    """Return a file with concepts after its last one; the caller reads the result back."""
    laid = layout(text) if text.strip() else {}
    whole = laid.get(("concepts",))
    indent = whole.column if whole and whole.block else INDENT
    written = write_concepts(concepts, indent=indent or INDENT)
    before = text.rstrip() + "\n" if text.strip() else ""
    if whole is None:
        return before + EMPTY + written
    return before + ("\n" if whole.block else "") + written


def with_added(text: str, additions: Sequence[Addition], known: dict[str, Name]) -> str:
    """Return a file with names and forms added to its concepts; `known` holds the names by `concept/name`."""
    laid = layout(text)
    splices: list[Splice] = []
    for added in sorted(additions, key=lambda one: not one.locale):  # where two meet, forms of the last name stand before the next name
        splices += _splice(text, laid, added, known)
    for start, end, new in reversed(sorted(splices, key=lambda splice: splice[0])):  # noqa: C413 - equal places keep their order only so
        text = text[:start] + new + text[end:]
    return text


def _splice(text: str, laid: dict[KeyPath, Laid], added: Addition, known: dict[str, Name]) -> Iterator[Splice]:
    names = ("concepts", added.concept, "names")
    if not added.locale:
        where = laid[names]
        step = max(where.column - laid[names[:2]].column, 1)
        lines = "".join(f"\n{line}" for line in write_name(added.name, indent=where.column, step=step))
        yield _after(text, where, lines, added)
        return
    forms = (*names, added.name.id, "forms")
    name = known[f"{added.concept}/{added.name.id}"]
    standing = next((path for path in laid if path[:-1] == forms and str(path[-1]).replace("_", "-") == added.locale), None)
    if standing is None:
        where = laid[forms]
        entry = f"{write_locale(added.locale)}: {write_forms(added.forms)}"
        if where.block:
            yield _after(text, where, f"\n{' ' * where.column}{entry}", added)
        else:
            yield where.end - 1, where.end - 1, f", {entry}"
        return
    value = laid[standing]
    if value.block:
        raise GlossaryError(
            f"{added.concept}/{added.name.id}: forms in {added.locale} stand one a line; add the new ones by hand", added.position
        )
    yield value.start, value.end, write_forms((*name.forms[added.locale], *added.forms))


def _after(text: str, where: Laid, lines: str, added: Addition) -> Splice:
    """Return a splice of whole lines after the last line of a mapping; a comment at its end stays where it is."""
    if not where.block:
        raise GlossaryError(f"{added.concept}: its names stand on one line; add {added.name.id!r} by hand", added.position)
    end = text.find("\n", where.last)
    end = len(text) if end < 0 else end
    return end, end, lines
