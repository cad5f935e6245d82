"""The glossary to a file of another program: TBX or CSV."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transflow.errors import UsageError
from transflow.formats.tbx import DIALECTS, write_tbx
from transflow.glossary import Glossary, read_glossary
from transflow.locales import fallbacks, parse_locale
from transflow.project import find_root, read_project
from transflow.workflow.exchange.glossary_csv import glossary_csv
from transflow.workflow.exchange.glossary_offer import Remark
from transflow.workflow.exchange.glossary_tbx import glossary_termbase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CSV = "csv"
FORMATS = (CSV, *DIALECTS)
ORIGIN = "transflow glossary"


@dataclass(frozen=True, slots=True)
class Export:
    """A glossary as text of another format, how much of it there is, and what the format cannot hold."""

    text: str
    format: str
    concepts: int
    forms: int
    told: tuple[Remark, ...] = ()


def export_glossary(start: Path, *, format: str, locales: Sequence[str] = (), concepts: Sequence[str] = ()) -> Export:  # noqa: A002 - the field's word
    """Return the glossary of a project, or the concepts and locales asked for, in another format; raises UsageError for unknown ones."""
    project = read_project(find_root(start))
    glossary, told = narrowed(read_glossary(project.glossary_directory), locales=locales, concepts=concepts)
    if not glossary.concepts:
        raise UsageError("nothing to export: no concept has a form here")
    text, more = write_glossary(glossary, format=format, lang=project.source_locale)
    return Export(text, format, len(glossary.concepts), _count(glossary), (*told, *more))


def write_glossary(glossary: Glossary, *, format: str, lang: str = "en") -> tuple[str, tuple[Remark, ...]]:  # noqa: A002 - as above
    """Return a glossary in another format, and what that cannot hold."""
    if format == CSV:
        return glossary_csv(glossary), ()
    dialect = DIALECTS[format]
    termbase, told = glossary_termbase(glossary, dialect, lang=lang)
    return write_tbx(termbase, dialect, origin=ORIGIN), told


def narrowed(glossary: Glossary, *, locales: Sequence[str], concepts: Sequence[str]) -> tuple[Glossary, tuple[Remark, ...]]:
    """Return the part of a glossary that is asked for, and the names that have no form in it; a language stands for its regions."""
    known = glossary.concepts
    for id_ in concepts:
        if id_ not in known:
            raise UsageError(f"no concept {id_!r} in the glossary")
    wanted = {parse_locale(locale).bcp47 for locale in locales}
    chosen, told = {}, []
    for id_, concept in known.items():
        if concepts and id_ not in concepts:
            continue
        if not wanted:
            chosen[id_] = concept
            continue
        names = {}
        for name in concept.names.values():
            if forms := {locale: forms for locale, forms in name.forms.items() if wanted & set(fallbacks(locale))}:
                names[name.id] = replace(name, forms=forms)
            else:
                told.append(Remark(f"{id_}/{name.id} has no form in {', '.join(locales)}; it is left out", name.position))
        look_alikes = {locale: phrases for locale, phrases in concept.look_alikes.items() if wanted & set(fallbacks(locale))}
        if names:
            chosen[id_] = replace(concept, names=names, look_alikes=look_alikes)
    return Glossary(chosen), tuple(told)


def _count(glossary: Glossary) -> int:
    return sum(len(forms) for concept in glossary.concepts.values() for name in concept.names.values() for forms in name.forms.values())
