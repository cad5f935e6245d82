"""Files of other programs into the glossary: TBX and CSV. What stands there is compared, and never overwritten."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from transflow.errors import ExchangeError, GlossaryError, Position, UsageError
from transflow.files import locked, read_bytes, read_text, save
from transflow.formats.tbx_read import read_tbx
from transflow.glossary import Glossary, read_glossary
from transflow.glossary.comparing import Addition, Comparison, Conflict, compare, shared_forms, with_additions
from transflow.glossary.read import concepts_in
from transflow.glossary.splicing import with_added, with_concepts
from transflow.project import SLUG, find_root, read_project
from transflow.workflow.exchange.glossary_csv import read_glossary_csv
from transflow.workflow.exchange.glossary_export import CSV, FORMATS
from transflow.workflow.exchange.glossary_offer import Remark
from transflow.workflow.exchange.glossary_tbx_read import termbase_offer
from transflow.yamlfile import gather, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from transflow.glossary import Concept
    from transflow.project import Project
    from transflow.workflow.exchange.glossary_offer import Offer

Unsaid = frozenset[tuple[str, str]]  # (concept, key): what a file leaves open
SUFFIXES = {".csv": CSV, ".tsv": CSV, ".tbx": "tbx", ".xml": "tbx"}
LARGEST = 256 * 1024 * 1024  # bytes; a termbase of 100,000 concepts in ten languages takes less


@dataclass(frozen=True, slots=True)
class Wish:
    """What to do with a file: what it is (None: as its name says), the file that takes new concepts, and whether known ones may get more.

    `renamed` takes the terms of one locale for another (`en-US` for `en`).
    """

    format: str | None = None
    into: str | None = None
    merge: bool = False
    renamed: Mapping[str, str] = field(default_factory=dict)
    dry_run: bool = False


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


def import_glossary(start: Path, source: Path, wish: Wish) -> Import:
    """Add the concepts of a file to a project's glossary, and overwrite nothing.

    New concepts go into the file that the wish names, or a new one that is called as the source is. To merge is to add the names and forms that
    known concepts lack where those concepts stand. Raises ExchangeError, GlossaryError or Problems where the file cannot be used.
    """
    project = read_project(find_root(start))
    offered, unsaid, told = read_offer(source, format=wish.format, renamed=wish.renamed)
    with locked(project.glossary_directory, cache=project.locks):
        glossary = read_glossary(project.glossary_directory)
        comparison = compare(glossary, offered, unsaid=unsaid)
        added = comparison.additions if wish.merge else ()
        files = _merged_files(glossary, added)
        if comparison.new:
            path = _target(project, source=source, into=wish.into)
            files.setdefault(path, read_text(path, error=GlossaryError) if path.exists() else "")
            files[path] = _changed(files[path], lambda plain: with_concepts(plain, comparison.new))
        expected = Glossary(with_additions(glossary, added).concepts | {one.id: one for one in comparison.new})
        _read_back(files, glossary, expected)
        told = (*told, *_without_kind(comparison, unsaid))
        if not wish.dry_run:
            for path, text in files.items():
                save(path, text)
    return Import(comparison, told, tuple(shared_forms(glossary, comparison.new)), added, tuple(files.items()))


def read_offer(source: Path, *, format: str | None, renamed: Mapping[str, str]) -> tuple[Glossary, Unsaid, tuple[Remark, ...]]:  # noqa: A002 - as above
    """Return the concepts of a file, what it leaves open, and what of it is not taken over.

    A sheet is a person's work, so that one wrong row stops it; in a termbase of another tool, what cannot be used is left out and told.
    """
    format = format or SUFFIXES.get(source.suffix.lower())  # noqa: A001 - as above
    if format is None:
        raise UsageError(f"cannot tell what this is by its name; say --format, one of {', '.join(FORMATS)}", Position(str(source)))
    if format == CSV:
        offer = read_glossary_csv(read_text(source, error=ExchangeError, limit=LARGEST), name=str(source))
        offered, errors = concepts_in(offer.file)
        gather(errors)
        return offered, frozenset(offer.unsaid), offer.told
    termbase = read_tbx(read_bytes(source, error=ExchangeError, limit=LARGEST), name=str(source))
    return usable(termbase_offer(termbase, name=str(source), renamed=renamed))


def usable(offer: Offer) -> tuple[Glossary, Unsaid, tuple[Remark, ...]]:
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
    return Glossary(concepts), frozenset(offer.unsaid), tuple(told)


def _without_kind(comparison: Comparison, unsaid: Unsaid) -> Iterator[Remark]:
    """Yield a remark on new concepts that a file does not say the kind of: somebody has to, since it decides the endings."""
    missing = [concept for concept in comparison.new if (concept.id, "kind") in unsaid]
    if missing:
        yield Remark(
            "the kind of a new concept is not said; it is a `term` until somebody says what it is", missing[0].position, len(missing)
        )


def _merged_files(glossary: Glossary, added: Collection[Addition]) -> dict[Path, str]:
    """Return the files of a glossary with what is added to the concepts in them."""
    names = {f"{concept.id}/{name.id}": name for concept in glossary.concepts.values() for name in concept.names.values()}
    by_file: dict[Path, list[Addition]] = {}
    for one in added:
        by_file.setdefault(_file_of(glossary, one.concept), []).append(one)
    files = {}
    for path, ones in by_file.items():
        if path.suffix == ".json":
            raise GlossaryError("names and forms are added to YAML only; add them by hand", Position(str(path)))
        text = read_text(path, error=GlossaryError)
        files[path] = _changed(text, partial(with_added, additions=ones, known=names))
    return files


def _read_back(files: Mapping[Path, str], glossary: Glossary, expected: Glossary) -> None:
    """Read every file before it is written; raises GlossaryError where the glossary would not be what it should."""
    others = {id_: concept for id_, concept in glossary.concepts.items() if _file_of(glossary, id_) not in files}
    found = dict(others)
    for path, text in files.items():
        read, errors = concepts_in(parse_yaml(text, name=str(path)))
        twice = found.keys() & read.concepts.keys()
        found |= read.concepts
        if errors or twice or any(placeless(read.concepts[id_]) != placeless(expected.concepts[id_]) for id_ in read.concepts):
            raise GlossaryError(
                "the way this file is laid out leaves no safe place to add to; name another with --into", Position(str(path))
            )
    if found.keys() != expected.concepts.keys():
        raise GlossaryError(f"what was written would lose {', '.join(expected.concepts.keys() ^ found.keys())}; nothing is written")


def _file_of(glossary: Glossary, concept: str) -> Path:
    at = glossary.concepts[concept].position
    return Path(at.file if at else "")


def _changed(text: str, change: Callable[[str], str]) -> str:
    """Return a text changed, with its own line ends and byte order mark."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    newline = "\r\n" if "\r\n" in text else "\n"
    return mark + change(text.removeprefix(mark).replace("\r\n", "\n")).replace("\n", newline)


def _target(project: Project, *, source: Path, into: str | None) -> Path:
    """Return the file that takes new concepts; raises UsageError for one that is no glossary file, or that stands and was not asked for."""
    directory = project.glossary_directory
    if into is None:
        stem = "".join(
            letter if letter.isascii() and (letter.isalnum() or letter in "-_") else "-" for letter in source.stem.lower()
        ).strip("-_")
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
