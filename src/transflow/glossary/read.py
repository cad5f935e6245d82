"""Glossary files to concepts: every `*.yaml` of a folder, merged, with every error told in one go."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from transflow.errors import GlossaryError, TransflowError
from transflow.glossary.concepts import Concept, Form, Glossary, Kind, Name
from transflow.locales import is_locale, parse_locale
from transflow.yamlfile import gather, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from transflow.yamlfile import KeyPath, YamlFile

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SUFFIXES = (".yaml", ".yml", ".json")
CONCEPT_KEYS = ("kind", "contested", "definition", "source", "names", "not")
NAME_KEYS = ("side", "source", "forms")
FORM_KEYS = ("text", "forms", "not", "type", "derive", "case")
WORD_TYPES = ("place", "person", "noun", "adjective", "fixed")


def glossary_files(directory: Path) -> tuple[Path, ...]:
    """Return the files of concepts in a folder, in the order of their names."""
    if not directory.is_dir():
        return ()
    return tuple(path for path in sorted(directory.iterdir()) if path.suffix in SUFFIXES and path.is_file())


def read_glossary(directory: Path) -> Glossary:
    """Read and merge all concepts of a folder; raises GlossaryError, YamlError or Problems with the place of every error."""
    glossary, errors = collect_glossary(directory)
    gather(errors)
    return glossary


def collect_glossary(directory: Path) -> tuple[Glossary, list[TransflowError]]:
    """Return the concepts that can be read, and every error."""
    reader = _Reader()
    for path in glossary_files(directory):
        try:
            reader.read(read_yaml(path, error=GlossaryError))
        except TransflowError as bad:
            reader.errors.append(bad)
    return Glossary(reader.concepts), reader.errors


class _Reader:
    """Collects concepts and errors over all files."""

    def __init__(self) -> None:
        self.concepts: dict[str, Concept] = {}
        self.errors: list[TransflowError] = []

    def read(self, file: YamlFile) -> None:
        data = file.data
        if data is None:
            return
        if not isinstance(data, dict):
            self.refuse(file, (), "must be a mapping with the key `concepts`")
            return
        self.known(file, (), data, ("concepts",))
        concepts = self.mapping(file, ("concepts",), data.get("concepts"))
        for id_, given in concepts.items():
            path: KeyPath = ("concepts", id_)
            if not ID.fullmatch(id_):
                self.errors.append(GlossaryError(f"{id_!r} is no id: lower-case letters, digits and hyphens", file.at_key(*path)))
            elif id_ in self.concepts:
                first = self.concepts[id_].position
                self.errors.append(GlossaryError(f"the concept {id_!r} is defined twice; the first is {first}", file.at_key(*path)))
            else:
                self.concepts[id_] = self.concept(file, path, id_, given)

    def concept(self, file: YamlFile, path: KeyPath, id_: str, given: object) -> Concept:
        data = self.mapping(file, path, given)
        self.known(file, path, data, CONCEPT_KEYS)
        kind = data.get("kind")
        if kind not in set(Kind):
            self.refuse(file, (*path, "kind"), f"`kind` must be one of {', '.join(Kind)}, not {kind!r}")
            kind = Kind.TERM
        names: dict[str, Name] = {}
        for name, value in self.mapping(file, (*path, "names"), data.get("names")).items():
            if not ID.fullmatch(name):
                self.errors.append(
                    GlossaryError(f"{name!r} is no id: lower-case letters, digits and hyphens", file.at_key(*path, "names", name))
                )
            names[name] = self.name(file, (*path, "names", name), name, value)
        if not names:
            self.refuse(file, path, f"the concept {id_!r} has no names")
        refused = {
            tag: self.texts(file, (*path, "not", tag), value) for tag, value in self.by_locale(file, (*path, "not"), data.get("not"))
        }
        return Concept(
            id=id_,
            kind=Kind(kind),
            contested=self.flag(file, (*path, "contested"), data.get("contested", False)),
            definition=self.text(file, (*path, "definition"), data.get("definition", "")),
            sources=self.texts(file, (*path, "source"), data.get("source", [])),
            names=names,
            look_alikes=refused,
            position=file.at_key(*path),
        )

    def name(self, file: YamlFile, path: KeyPath, id_: str, given: object) -> Name:
        data = self.mapping(file, path, given)
        self.known(file, path, data, NAME_KEYS)
        forms = {}
        for tag, value in self.by_locale(file, (*path, "forms"), data.get("forms")):
            forms[tag] = tuple(self.forms(file, (*path, "forms", tag), value))
        return Name(
            id=id_,
            side=self.text(file, (*path, "side"), data["side"]) if data.get("side") is not None else None,
            forms=forms,
            sources=self.texts(file, (*path, "source"), data.get("source", [])),
            position=file.at_key(*path),
        )

    def forms(self, file: YamlFile, path: KeyPath, given: object) -> Iterator[Form]:
        seen: set[str] = set()
        for place, value in enumerate(given) if isinstance(given, list) else ((None, given),):
            where = path if place is None else (*path, place)
            form = self.form(file, where, value)
            if form is None:
                continue
            if form.text in seen:
                self.refuse(file, where, f"the form {form.text!r} stands here twice")
            seen.add(form.text)
            yield form

    def form(self, file: YamlFile, path: KeyPath, given: object) -> Form | None:
        if isinstance(given, dict):
            self.known(file, path, given, FORM_KEYS)
            text = self.text(file, (*path, "text"), given.get("text", ""))
            kind = given.get("type")
            if kind is not None and kind not in WORD_TYPES:
                self.refuse(file, (*path, "type"), f"`type` must be one of {', '.join(WORD_TYPES)}, not {kind!r}")
        elif isinstance(given, str):
            text, given, kind = given, {}, None
        else:
            self.refuse(file, path, "a form must be a text, or a mapping with the key `text`")
            return None
        if not text.strip():
            self.refuse(file, path, "a form must not be empty")
            return None
        return Form(
            text=text,
            extra=self.texts(file, (*path, "forms"), given.get("forms", [])),
            look_alikes=self.texts(file, (*path, "not"), given.get("not", [])),
            type=kind,
            derive=self.flag(file, (*path, "derive"), given.get("derive", True)),
            case=self.flag(file, (*path, "case"), given.get("case", True)),
            position=file.at(*path),
        )

    def by_locale(self, file: YamlFile, path: KeyPath, given: object) -> Iterator[tuple[str, Any]]:
        for tag, value in self.mapping(file, path, given).items():
            if is_locale(tag):
                yield parse_locale(tag).bcp47, value
            else:
                self.errors.append(GlossaryError(f"unknown locale {tag!r}; write a BCP 47 tag such as pt-BR", file.at_key(*path, tag)))

    def mapping(self, file: YamlFile, path: KeyPath, given: object) -> dict[str, Any]:
        if given is None:
            return {}
        if isinstance(given, dict):
            return given
        self.refuse(file, path, f"`{path[-1]}` must be a mapping")
        return {}

    def text(self, file: YamlFile, path: KeyPath, given: object) -> str:
        if isinstance(given, str):
            return given
        self.refuse(file, path, f"`{path[-1]}` must be a text")
        return ""

    def texts(self, file: YamlFile, path: KeyPath, given: object) -> tuple[str, ...]:
        listed = given if isinstance(given, list) else [given]
        if all(isinstance(one, str) and one.strip() for one in listed):
            return tuple(listed)
        self.refuse(file, path, f"`{path[-1]}` must be a text or a list of texts")
        return ()

    def flag(self, file: YamlFile, path: KeyPath, given: object) -> bool:
        if isinstance(given, bool):
            return given
        self.refuse(file, path, f"`{path[-1]}` must be true or false")
        return False

    def known(self, file: YamlFile, path: KeyPath, data: dict[str, Any], keys: Iterable[str]) -> None:
        for key in data:
            if key not in keys:
                near = get_close_matches(key, keys, n=1)
                hint = f"; did you mean `{near[0]}`?" if near else f"; known are {', '.join(keys)}"
                self.errors.append(GlossaryError(f"unknown key `{key}`{hint}", file.at_key(*path, key)))

    def refuse(self, file: YamlFile, path: KeyPath, what: str) -> None:
        self.errors.append(GlossaryError(what, file.at(*path)))
