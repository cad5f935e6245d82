"""The whole edition as a person sees it: row by row beside its source, and what keeps it from being built."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.editions import fill
from transflow.formats.placeholders import PLACEHOLDER
from transflow.locales import direction
from transflow.model import State, unit_id
from transflow.review.rows import UNMARKED
from transflow.review.whole.painting import Sentence, paint_edition, paint_source
from transflow.review.whole.pieces import rows
from transflow.review.whole.sides import Named, edition_pieces, source_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup

    from transflow.checks import Reading
    from transflow.editions import Filled
    from transflow.formats.po import Catalog
    from transflow.model import Article, Mention, Unit
    from transflow.project import Edition
    from transflow.review.listing import Listing
    from transflow.review.rows import Row
    from transflow.workflow.workspace import Workspace

ENOUGH = {
    "draft": frozenset(State),
    "translated": frozenset({State.TRANSLATED, State.APPROVED}),
    "approved": frozenset({State.APPROVED}),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A unit that is not as far as the project asks of what is published: where it stands in the edition, its source, and how far it is."""

    number: int
    source: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Whole:
    """An edition of an article: `rows` with a piece of the source and the same of the edition, and how many of its units are how far.

    `waiting` are the units that keep it from being built, `unknown` counts sentences of the article that its catalog does not have yet.
    `names` tells of the names that are marked.
    """

    rows: tuple[tuple[Markup, Markup], ...]
    states: Mapping[State, int]
    stale: int
    errors: int
    require: str
    waiting: tuple[Waiting, ...]
    unknown: int
    units: int
    names: tuple[str, ...] = ()


def view_whole(  # noqa: PLR0913 - what is shown, and what the caller knows of it already
    workspace: Workspace,
    edition: Edition,
    article: Article,
    units: Sequence[Unit],
    source: Sequence[str] | None,
    *,
    address: str,
    catalog: Catalog | None,
    listing: Listing | None,
    readings: Sequence[Reading] | None = None,
) -> Whole:
    """Return an edition as it would be built now; `source` are the pieces of the article's own side where they are known.

    With `readings` of its catalog, names are marked on both sides.
    """
    filled = fill(units, catalog.entries if catalog else ())
    sentences = tuple(_sentences(filled, listing, address, source_locale=workspace.project.source_locale))
    named = _named(filled, readings) if readings is not None else None
    told = named.told if named else ()
    left = source_pieces(article, units, named.source if named else None) if source is None else source
    right = edition_pieces(article, filled, named.target if named else None)
    first = {one.unit: one for one in reversed(sentences)}
    require = workspace.project.policy(edition).require
    known = {row.unit for row in listing.rows} if listing else set()
    waiting = [(number, one) for number, one in enumerate(sentences, start=1) if one.anchor and one.state not in ENOUGH[require]]
    return Whole(
        rows=tuple((paint_source(one, sentences, told), paint_edition(other, sentences, told)) for one, other in rows(left, right)),
        states=Counter(one.state for one in first.values()),
        stale=sum(one.stale for one in first.values()),
        errors=sum(one.errors for one in first.values()),
        require=require,
        waiting=tuple(Waiting(number, filled[number - 1].unit.text, one) for number, one in waiting),
        unknown=sum(unit not in known for unit in first),
        units=len(first),
        names=tuple(sorted(told)),
    )


def _sentences(filled: Sequence[Filled], listing: Listing | None, address: str, *, source_locale: str) -> Iterator[Sentence]:
    rows: dict[str, Row] = {row.unit: row for row in listing.rows} if listing else {}
    seen: set[str] = set()
    fallback = source_locale, direction(source_locale)
    for one in filled:
        unit = unit_id(one.unit.context, one.unit.text)
        row = rows.get(unit)
        marks = listing.marks.get(unit, UNMARKED) if listing else UNMARKED
        yield Sentence(
            unit=unit,
            address=f"{address}/unit/{unit}" if row else address,
            state=row.state if row else State.UNTRANSLATED,
            stale=row.stale if row else False,
            errors=marks.errors,
            warnings=marks.warnings,
            anchor=unit not in seen,
            fallback=fallback if one.state is State.UNTRANSLATED else None,
        )
        seen.add(unit)


def _named(filled: Sequence[Filled], readings: Sequence[Reading]) -> Named:
    """Return the names that are found in the units, outside their inline markup."""
    by_unit = {reading.entry.unit: reading for reading in readings}
    source: dict[int, list[tuple[int, int, int]]] = {}
    target: dict[int, list[tuple[int, int, int]]] = {}
    told: dict[str, int] = {}
    for index, one in enumerate(filled):
        reading = by_unit.get(unit_id(one.unit.context, one.unit.text))
        if reading is None:
            continue
        if found := list(_stretches(reading.source, reading.source_names, told)):
            source[index] = found
        translated = one.state is not State.UNTRANSLATED
        if found := list(_stretches(reading.target, reading.target_names, told)) if translated else found:
            target[index] = found
    return Named(source, target, tuple(told))


def _stretches(text: str, mentions: Sequence[Mention], told: dict[str, int]) -> Iterator[tuple[int, int, int]]:
    for mention in mentions:
        names = " or ".join(mention.names or (mention.name,))
        said = mention.concept if names == mention.concept else f"{mention.concept}: {names}"
        number = told.setdefault(f"{said} ({mention.voice})", len(told))
        start = mention.start
        for markup in PLACEHOLDER.finditer(text, mention.start, mention.end):
            if markup.start() > start:
                yield start, markup.start(), number
            start = markup.end()
        if start < mention.end:
            yield start, mention.end, number
