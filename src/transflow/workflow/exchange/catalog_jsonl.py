"""Catalogs as JSON Lines: one object a unit, in document order, with everything that is known of it."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from transflow.errors import ExchangeError, Position
from transflow.formats.bilingual import BilingualFile, BilingualUnit
from transflow.model import State
from transflow.workflow.exchange.catalog_csv import state_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SCHEMA = "transflow.catalog-unit/1"


class _Line(msgspec.Struct):
    """What import needs of a line; everything else in it is for others."""

    article: str
    unit: str
    source: str
    target: str = ""
    edition: str = ""
    state: str = ""
    comments: list[str] = []
    base: str = ""


def catalogs_jsonl(files: Sequence[BilingualFile]) -> str:
    """Return catalogs as JSON Lines (jsonlines.org)."""
    return "".join(f"{json.dumps(_object(file, unit), ensure_ascii=False)}\n" for file in files for unit in file.units)


def read_catalogs_jsonl(text: str, *, name: str) -> tuple[BilingualFile, ...]:
    """Return the catalogs of a file; raises ExchangeError at file:line where a line is no unit."""
    lines = sorted(_lines(text.removeprefix("\ufeff"), name), key=lambda line: line[:2])
    return tuple(
        BilingualFile(article, tuple(unit for *_, unit in group), edition=edition)
        for (article, edition), group in groupby(lines, key=lambda line: line[:2])
    )


def _object(file: BilingualFile, unit: BilingualUnit) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "article": file.article,
        "edition": file.edition,
        "source_locale": file.source_locale,
        "locale": file.locale,
        "unit": unit.id,
        "context": unit.context,
        "slot": unit.slot,
        "voice": unit.voice,
        "source": unit.source,
        "target": unit.target,
        "state": unit.state,
        "comments": list(unit.comments),
        "notes": list(unit.notes),
        "origin": list(unit.origin),
        "places": list(unit.places),
        "previous": unit.previous,
        "markup": unit.markup,
        "names": [
            {"start": term.start, "end": term.end, "text": term.text, "concept": term.concept, "expected": list(term.forms)}
            for term in unit.terms
        ],
        "base": unit.base,
    }


def _lines(text: str, name: str) -> Iterator[tuple[str, str, BilingualUnit]]:
    decoder = msgspec.json.Decoder(_Line)
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        at = Position(name, number)
        try:
            read = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as bad:
            raise ExchangeError(f"this line is no unit: {bad}", at) from None
        state = state_of(read.state, read.target)
        if state is None:
            raise ExchangeError(f"unknown state {read.state!r}; it is one of {', '.join(State)}", at)
        yield (
            read.article,
            read.edition,
            BilingualUnit(
                id=read.unit,
                source=read.source,
                target=read.target,
                state=state,
                comments=tuple(read.comments),
                base=read.base,
                stated=bool(read.state),
                beyond=str(state) if state is State.APPROVED else "",
                at=at,
            ),
        )
