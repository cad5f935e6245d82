"""Glossary files to concepts: every file of a folder, merged, with every error told in one go."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from transflow.errors import GlossaryError, TransflowError
from transflow.glossary.concepts import Concept, Form, Glossary, Kind, Name
from transflow.glossary.read_values import ID, Values, each, glossary_files
from transflow.glossary.styles import AS_SOURCE
from transflow.yamlfile import gather, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from transflow.errors import Position
    from transflow.yamlfile import KeyPath, YamlFile

CONCEPT_KEYS = ("kind", "contested", "definition", "source", "names", "not")
NAME_KEYS = ("side", "source", "forms")
FORM_KEYS = ("text", "forms", "not", "type", "derive", "case")
WORD_TYPES = ("place", "person", "noun", "adjective", "fixed")


def read_glossary(directory: Path) -> Glossary:
    """Read and merge all concepts of a folder; raises GlossaryError, YamlError or Problems with the place of every error."""
    glossary, errors = collect_glossary(directory)
    gather(errors)
    return glossary


def collect_glossary(directory: Path) -> tuple[Glossary, list[TransflowError]]:
    """Return the concepts that can be read, and every error; raises nothing."""
    concepts: dict[str, Concept] = {}
    errors: list[TransflowError] = []
    try:
        paths = glossary_files(directory)
    except TransflowError as bad:
        return Glossary(), [bad]
    for path in paths:
        try:
            values = Values(read_yaml(path), error=GlossaryError)
        except TransflowError as bad:
            errors.append(bad)
            continue
        _collect(values, concepts)
        errors += values.errors
    return Glossary(concepts), errors


def concepts_in(file: YamlFile) -> tuple[Glossary, list[TransflowError]]:
    """Return the concepts of one file, or of data that has the shape of one, and every error; raises nothing."""
    concepts: dict[str, Concept] = {}
    values = Values(file, error=GlossaryError)
    _collect(values, concepts)
    return Glossary(concepts), values.errors


def _collect(values: Values, concepts: dict[str, Concept]) -> None:
    """Add the concepts of a file to those of the files before it."""
    data = values.mapping((), values.file.data, keys=("concepts",))
    for id_, given in values.mapping(("concepts",), data.get("concepts")).items():
        concept = _concept(values, ("concepts", id_), id_, given)
        first = concepts.setdefault(id_, concept)
        if first is not concept:
            values.refuse_key(("concepts", id_), f"the concept {id_!r} is defined twice; the first is {first.position}")


def _concept(values: Values, path: KeyPath, id_: str, given: object) -> Concept:
    _check_id(values, path, id_)
    data = values.mapping(path, given, keys=CONCEPT_KEYS)
    kind = values.one_of((*path, "kind"), data["kind"], Kind) if data.get("kind") is not None else None
    if isinstance(given, dict) and data.get("kind") is None:
        values.refuse_key(path, f"the concept {id_!r} has no `kind`, which is one of {', '.join(Kind)}")
    if _says_nothing(given) or (isinstance(given, dict) and _says_nothing(data.get("names"))):
        values.refuse_key(path, f"the concept {id_!r} has no names")
    names = {}
    for name, said in values.mapping((*path, "names"), data.get("names")).items():
        if name == AS_SOURCE:
            values.refuse_key((*path, "names", name), f"no name can be called {name!r}: in a style that stands for the source's own name")
        names[name] = _name(values, (*path, "names", name), name, said)
    return Concept(
        id=id_,
        kind=Kind(kind or Kind.TERM),
        contested=values.flag((*path, "contested"), data.get("contested"), default=False),
        definition=values.text((*path, "definition"), data.get("definition")),
        sources=values.texts((*path, "source"), data.get("source")),
        names=names,
        look_alikes={tag: values.texts(where, said) for tag, where, said in values.by_locale((*path, "not"), data.get("not"))},
        position=values.file.at_key(*path),
    )


def _name(values: Values, path: KeyPath, id_: str, given: object) -> Name:
    _check_id(values, path, id_)
    data = values.mapping(path, given, keys=NAME_KEYS)
    if _says_nothing(given) or (isinstance(given, dict) and _says_nothing(data.get("forms"))):
        values.refuse_key(path, f"the name {id_!r} has no forms")
    return Name(
        id=id_,
        side=values.text((*path, "side"), data.get("side")) or None,
        forms={tag: tuple(_forms(values, where, said)) for tag, where, said in values.by_locale((*path, "forms"), data.get("forms"))},
        sources=values.texts((*path, "source"), data.get("source")),
        position=values.file.at_key(*path),
    )


def _forms(values: Values, path: KeyPath, given: object) -> Iterator[Form]:
    """Yield the forms of a name in one locale; what is said twice among them, however it is encoded, is an error."""
    if given is None or given == []:
        values.refuse(path, "a form must not be empty")
        return
    first: dict[str, Position] = {}
    for where, one in each(path, given):
        form = _form(values, where, one, first)
        if form is not None:
            yield form


def _form(values: Values, path: KeyPath, given: object, first: dict[str, Position]) -> Form | None:
    """Return a form, or None where it has no text; `first` fills with the places of what has been said."""
    if isinstance(given, list):
        values.refuse(path, "a form must be a text or a mapping with the key `text`, not a list")
        return None
    data = values.mapping(path, given, keys=FORM_KEYS) if isinstance(given, dict) else {"text": given}
    text = values.phrase((*path, "text") if isinstance(given, dict) else path, data.get("text"))
    form = Form(
        text=text,
        extra=values.phrases((*path, "forms"), data.get("forms")),
        look_alikes=values.texts((*path, "not"), data.get("not")),
        type=values.one_of((*path, "type"), data["type"], WORD_TYPES) if data.get("type") is not None else None,
        derive=values.flag((*path, "derive"), data.get("derive"), default=True),
        case=values.flag((*path, "case"), data.get("case"), default=True),
        position=values.file.at(*path),
    )
    for said in filter(None, dict.fromkeys((text, *form.extra))):
        before = first.setdefault(_composed(said), values.file.at(*path))
        if before != values.file.at(*path) or (said != text and _composed(said) == _composed(text)):
            values.refuse(path, f"the form {said!r} stands here twice; the first is {before}")
    for phrase in form.look_alikes:
        if _composed(phrase) in (_composed(said) for said in (text, *form.extra)):
            values.refuse((*path, "not"), f"{phrase!r} cannot be a form and a look-alike of it")
    return form if text else None


def _check_id(values: Values, path: KeyPath, id_: str) -> None:
    if not ID.fullmatch(id_):
        values.refuse_key(path, f"{id_!r} is no id: lower-case letters and digits, joined by hyphens")


def _says_nothing(given: object) -> bool:
    return given is None or given == {}


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
