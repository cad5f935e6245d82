"""The glossary to and from files of other programs: TBX and CSV."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from transflow.errors import ExchangeError, GlossaryError, Position, UsageError
from transflow.files import locked, read_bytes, read_text, save
from transflow.formats.tbx import DIALECTS, write_tbx
from transflow.formats.tbx_read import read_tbx
from transflow.glossary import Glossary, read_glossary
from transflow.glossary.comparing import Addition, Comparison, Conflict, compare, shared_forms, with_additions
from transflow.glossary.read import concepts_in
from transflow.glossary.splicing import with_added, with_concepts
from transflow.locales import fallbacks, parse_locale
from transflow.project import SLUG, find_root, read_project
from transflow.workflow.exchange_csv import glossary_csv, read_glossary_csv
from transflow.workflow.exchange_offer import Remark
from transflow.workflow.exchange_tbx import glossary_termbase
from transflow.workflow.exchange_tbx_read import termbase_offer
from transflow.yamlfile import gather, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from transflow.glossary import Concept
    from transflow.project import Project
    from transflow.workflow.exchange_offer import Offer

CSV = "csv"
FORMATS = (CSV, *DIALECTS)
ORIGIN = "transflow glossary"
SUFFIXES = {".csv": CSV, ".tsv": CSV, ".tbx": "tbx", ".xml": "tbx"}
LARGEST = 256 * 1024 * 1024  # bytes; a termbase of 100,000 concepts in ten languages takes less


@dataclass(frozen=True, slots=True)
class Export:
    """A glossary as text of another format, how much of it there is, and what the format cannot hold."""

    text: str
    format: str
    concepts: int
    forms: int
    told: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Import:
    """What a file brought: how it compares with the glossary, what of it was not taken over, and the files written (or that would be)."""

    comparison: Comparison
    told: tuple[Remark, ...] = ()
    shared: tuple[Conflict, ...] = ()
    added: tuple[Addition, ...] = ()
    files: tuple[tuple[Path, str], ...] = ()

    @property
    def complete(self) -> bool:
        """Tell whether the glossary now says everything that the file says."""
        waiting = [added for added in self.comparison.additions if added not in self.added]
        return not (self.comparison.conflicts or self.told or self.shared or waiting)


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


def import_glossary(
    start: Path,
    source: Path,
    *,
    format: str | None = None,  # noqa: A002 - as above
    into: str | None = None,
    merge: bool = False,
    renamed: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> Import:
    """Add the concepts of a file to a project's glossary, and overwrite nothing.

    New concepts go into the file `into`, or a new one that is called as the source is. With `merge`, names and forms that known concepts
    lack are added where those concepts stand. Raises ExchangeError, GlossaryError or Problems where the file cannot be used.
    """
    project = read_project(find_root(start))
    offered, unsaid, told = read_offer(source, format=format, renamed=renamed or {})
    with locked(project.glossary_directory, cache=project.locks):
        glossary = read_glossary(project.glossary_directory)
        comparison = compare(glossary, offered, unsaid=unsaid)
        shared = tuple(shared_forms(glossary, comparison.new))
        added = comparison.additions if merge else ()
        files = _files(project, glossary, comparison.new, added, source=source, into=into)
        if not dry_run:
            for path, text in files:
                save(path, text)
    return Import(comparison, told, shared, added, files)


def read_offer(source: Path, *, format: str | None, renamed: Mapping[str, str]) -> tuple[Glossary, Collection[str], tuple[Remark, ...]]:  # noqa: A002 - as above
    """Return the concepts of a file, those of which it does not say what they are, and what of it is not taken over.

    A sheet is a person's work, so that one wrong row stops it; in a termbase of another tool, what cannot be used is left out and told.
    """
    format = format or SUFFIXES.get(source.suffix.lower())  # noqa: A001 - as above
    if format is None:
        raise UsageError(f"cannot tell what this is by its name; say --format, one of {', '.join(FORMATS)}", Position(str(source)))
    if format == CSV:
        offer = read_glossary_csv(read_text(source, error=ExchangeError, limit=LARGEST), name=str(source))
        offered, errors = concepts_in(offer.file)
        gather(errors)
        return offered, offer.unsaid, offer.told
    termbase = read_tbx(read_bytes(source, error=ExchangeError, limit=LARGEST), name=str(source))
    return usable(termbase_offer(termbase, name=str(source), renamed=renamed))


def usable(offer: Offer) -> tuple[Glossary, Collection[str], tuple[Remark, ...]]:
    """Return the concepts of an offer that can be read and have forms, and everything that was told."""
    offered, errors = concepts_in(offer.file)
    told = [*offer.told, *(Remark(f"{error.what}; it is left out", error.at) for error in errors)]
    concepts = {}
    for concept in offered.concepts.values():
        names = {}
        for name in concept.names.values():
            if forms := {locale: forms for locale, forms in name.forms.items() if forms}:
                names[name.id] = replace(name, forms=forms)
        if names:
            concepts[concept.id] = replace(concept, names=names)
        else:
            told.append(Remark(f"{concept.id}: no term of it can be used", concept.position))
    return Glossary(concepts), offer.unsaid, tuple(told)


def _files(
    project: Project, glossary: Glossary, new: Sequence[Concept], added: Sequence[Addition], *, source: Path, into: str | None
) -> tuple[tuple[Path, str], ...]:
    """Return the files of a glossary with what is added to it, each read back before anything is written."""
    files: dict[Path, str] = {}
    by_file: dict[str, list[Addition]] = {}
    for one in added:
        at = glossary.concepts[one.concept].position
        by_file.setdefault(at.file if at else "", []).append(one)
    names = {f"{concept.id}/{name.id}": name for concept in glossary.concepts.values() for name in concept.names.values()}
    for file, ones in by_file.items():
        if Path(file).suffix == ".json":
            raise GlossaryError("names and forms are added to YAML only; add them by hand", Position(file))
        text = read_text(Path(file), error=GlossaryError)
        files[Path(file)] = _changed(text, lambda plain, ones=ones: with_added(plain, ones, names))  # type: ignore[misc] # mypy infers no default's type
    if new:
        path = _target(project, source=source, into=into)
        text = files.get(path, read_text(path, error=GlossaryError) if path.exists() else "")
        files[path] = _changed(text, lambda plain: with_concepts(plain, new))
    expected = with_additions(glossary, added).concepts | {concept.id: concept for concept in new}
    for path, text in files.items():
        read, errors = concepts_in(parse_yaml(text, name=str(path)))
        before = [id_ for id_, concept in glossary.concepts.items() if concept.position and Path(concept.position.file) == path]
        here = (*before, *((one.id for one in new) if new and path == _target(project, source=source, into=into) else ()))
        if errors or {id_: placeless(read.concepts[id_]) for id_ in read.concepts} != {id_: placeless(expected[id_]) for id_ in here}:
            raise GlossaryError("the way this file is laid out leaves no safe place to add to; name another with --into", Position(str(path)))
    return tuple(files.items())


def _changed(text: str, change: object) -> str:
    """Return a text changed with its own line ends and byte order mark."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    plain = text.removeprefix(mark)
    newline = "\r\n" if "\r\n" in plain else "\n"
    return mark + change(plain.replace("\r\n", "\n")).replace("\n", newline)  # type: ignore[operator] # see the callers


def _target(project: Project, *, source: Path, into: str | None) -> Path:
    """Return the file that takes new concepts; raises UsageError for one that is no glossary file, or that stands and was not asked for."""
    directory = project.glossary_directory
    if into is None:
        stem = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_") else "-" for letter in source.stem.lower()).strip("-_")
        path = directory / f"{stem or 'imported'}.yaml"
        if path.exists():
            raise UsageError(f"this file stands already; say --into {path.name} to add to it", Position(str(path)))
        return path
    given = Path(into)
    path = given if given.is_absolute() else directory / given if len(given.parts) == 1 else project.root / given
    if path.parent.resolve() != directory.resolve() or path.suffix not in {".yaml", ".yml"} or not SLUG.fullmatch(path.name):
        raise UsageError(f"--into names a YAML file in glossary/, not {into!r}")
    return directory / path.name


def placeless(concept: Concept) -> Concept:
    """Return a concept without the places it was read from, to be held against another."""
    names = {}
    for name in concept.names.values():
        forms = {locale: tuple(replace(form, position=None) for form in listed) for locale, listed in name.forms.items()}
        names[name.id] = replace(name, forms=forms, position=None)
    return replace(concept, names=names, position=None)


def _count(glossary: Glossary) -> int:
    return sum(len(forms) for concept in glossary.concepts.values() for name in concept.names.values() for forms in name.forms.values())
