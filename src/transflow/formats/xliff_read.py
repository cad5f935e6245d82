"""XLIFF 2.x and 1.x of any tool to bilingual files: what cannot be used is a fault of its unit, not of the whole file.

Trados keeps its states in `sdl:seg`, memoQ in `mq:status`; the words are theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from transflow.errors import ExchangeError
from transflow.formats.bilingual import BilingualFile, BilingualUnit
from transflow.formats.xliff_12_write import EDITION
from transflow.formats.xliff_content import Content, read_content
from transflow.formats.xml import local, parse_xml
from transflow.model import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

    from transflow.formats.xml import XmlFile

OWN_NOTES = frozenset({"location", "instruction", "origin", "previous-source", "developer", "transflow"})
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BEYOND = frozenset(
    ("reviewed", "final", "signed-off", "ApprovedTranslation", "ApprovedSignOff", "Proofread", "Reviewer1Confirmed", "Reviewer2Confirmed")
)
_DONE = _BEYOND | {"translated", "Translated", "ManuallyConfirmed"}
_ORDER = re.compile(r"[0-9]{1,6}")
_SDL_SEGMENT = "{http://sdl.com/FileTypes/SdlXliff/1.0}seg"
_MEMOQ_STATUS = "{MQXliff}status"


def read_xliff(data: bytes, *, name: str) -> tuple[BilingualFile, ...]:
    """Return the files of an XLIFF document; raises ExchangeError at file:line:column where it is none, or of an unknown version."""
    document = parse_xml(data, name=name)
    root = document.root
    version = root.get("version") or ""
    if local(root) != "xliff":
        raise ExchangeError(f"this is no XLIFF: its root is <{local(root)}>, not <xliff>", document.at(root))
    if version.startswith("2."):
        languages = (root.get("srcLang") or "", root.get("trgLang") or "")
        return tuple(_file(document, file, languages, _units(document, file)) for file in _children(root, "file"))
    if version.startswith("1."):
        return tuple(
            _file(document, file, (file.get("source-language") or "", file.get("target-language") or ""), _units_12(document, file))
            for file in _children(root, "file")
        )
    raise ExchangeError(f"XLIFF of version {version!r}; read are 1.x and 2.x", document.at(root))


def _file(document: XmlFile, file: _Element, languages: tuple[str, str], units: Iterator[BilingualUnit]) -> BilingualFile:
    original = file.get("original") or ""
    notes = (note for header in _children(file, "header") for note in _children(header, "note"))
    noted = next((_text(note).removeprefix(EDITION) for note in notes if _text(note).startswith(EDITION)), "")
    return BilingualFile(
        article=PurePosixPath(original.replace("\\", "/")).stem or file.get("id") or "",
        units=tuple(units),
        original=original,
        edition=_metadata(file).get("edition", noted),
        source_locale=languages[0],
        locale=languages[1],
        at=document.at(file),
    )


def _units(document: XmlFile, file: _Element) -> Iterator[BilingualUnit]:
    """Yield the units of a file of XLIFF 2; the segments of a unit are one text."""
    for unit in file.iter("{*}unit"):
        if _untranslatable(unit):
            continue
        pieces = [child for child in unit if local(child) in {"segment", "ignorable"}]
        sources = [source for piece in pieces for source in _children(piece, "source")]
        targets = [_first(piece, "target") for piece in pieces]
        segments = [piece for piece in pieces if local(piece) == "segment"]
        content = read_content(sources, _shown(pieces, targets), spaced=all(_spaced(source) for source in sources))
        states = [piece.get("state") or "initial" for piece in segments]
        said = _metadata(unit)
        yield _unit(
            document,
            (unit, next((target for target in targets if target is not None), None)),
            content,
            _Said(states, stated=any(piece.get("state") for piece in segments)),
            base=said.get("base", ""),
            notes=[note for notes in _children(unit, "notes") for note in _children(notes, "note")],
        )


def _shown(pieces: Sequence[_Element], targets: Sequence[_Element | None]) -> list[_Element]:
    """Return the elements that make up the target of a unit, in its order; none where a segment has no target.

    A target may say its place in the order of targets; what is no segment stands in the target as in the source, unless it says otherwise.
    """
    shown = []
    for index, (piece, target) in enumerate(zip(pieces, targets, strict=True), start=1):
        element = _first(piece, "source") if target is None and local(piece) == "ignorable" else target
        if element is None:
            return []
        order = element.get("order") or ""
        shown.append((int(order) if _ORDER.fullmatch(order) else index, element))
    return [element for _, element in sorted(shown, key=itemgetter(0))]


def _units_12(document: XmlFile, file: _Element) -> Iterator[BilingualUnit]:
    """Yield the units of a file of XLIFF 1."""
    for unit in file.iter("{*}trans-unit"):
        source, target = _first(unit, "source"), _first(unit, "target")
        if _untranslatable(unit) or source is None:
            continue
        content = read_content([source], [] if target is None else [target], spaced=_spaced(source))
        yield _unit(
            document, (unit, target), content, _said_12(unit, target), base=unit.get("extradata") or "", notes=_children(unit, "note")
        )


@dataclass(frozen=True, slots=True)
class _Said:
    """The states that a file gives for a unit, in its own words; `stated` is False where they are only assumed."""

    states: list[str]
    stated: bool


def _said_12(unit: _Element, target: _Element | None) -> _Said:
    states = [segment.get("conf") or "Draft" for segment in unit.iter(_SDL_SEGMENT)]
    own = unit.get(_MEMOQ_STATUS) or (target.get("state") if target is not None else None)
    approved = unit.get("approved") == "yes"
    if approved:
        states = ["signed-off"]
    elif not states and own:
        states = [own]
    return _Said(states, stated=bool(states))


def _unit(  # noqa: PLR0913 - what both versions give
    document: XmlFile, elements: tuple[_Element, _Element | None], content: Content, said: _Said, *, base: str, notes: Iterable[_Element]
) -> BilingualUnit:
    unit, target = elements
    done = bool(said.states) and all(state in _DONE for state in said.states)
    state = State.TRANSLATED if done else State.DRAFT if content.target else State.UNTRANSLATED
    return BilingualUnit(
        id=unit.get("id") or "",
        source=content.source,
        target=content.target,
        state=state,
        comments=tuple(_text(note) for note in notes if (note.get("category") or note.get("from")) not in OWN_NOTES),
        base=base,
        stated=said.stated,
        beyond=said.states[0] if done and _BEYOND.issuperset(said.states) else "",
        spaced=content.spaced,
        fault=content.fault,
        at=document.at(unit if target is None else target),
    )


def _metadata(element: _Element) -> dict[str, str]:
    """Return what transflow wrote into the Metadata module of a file or unit."""
    groups = (group for metadata in _children(element, "metadata") for group in _children(metadata, "metaGroup"))
    return {
        meta.get("type") or "": _text(meta) for group in groups if group.get("category") == "transflow" for meta in _children(group, "meta")
    }


def _untranslatable(unit: _Element) -> bool:
    """Tell whether a unit, or what it stands in, is not to be translated."""
    said = next((said for each in (unit, *unit.iterancestors()) if (said := each.get("translate"))), "yes")
    return said == "no"


def _spaced(source: _Element) -> bool:
    """Tell whether white space counts in a text."""
    said = next((said for each in (source, *source.iterancestors()) if (said := each.get(XML_SPACE))), "default")
    return said == "preserve"


def _children(element: _Element, name: str) -> list[_Element]:
    return [child for child in element if isinstance(child.tag, str) and local(child) == name]


def _first(element: _Element, name: str) -> _Element | None:
    return next(iter(_children(element, name)), None)


def _text(element: _Element) -> str:
    return "".join(str(part) for part in element.itertext())
