"""What is remembered for a source: exact, adapted and like matches, the best first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from transflow.locales import parse_locale
from transflow.memory.carrying import DIGIT, carried_over
from transflow.memory.difference import difference
from transflow.memory.finding import Like, alike, same
from transflow.memory.model import Kind, Match, Origin
from transflow.memory.store import collection, context_of, errors_told, language_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from transflow.memory.model import Query
    from transflow.memory.store import Store

LEAST = 70  # of 100: below, most of a match is another sentence
ADAPTED = 99  # what a match scores that was the same but for its numbers
NEARLY = 99  # the most that a match scores whose source is not the same
_WIDE = 20  # sources: some have no pair any more, or only one that is refused
_BEFORE_CARRYING = 0.5  # how like a source must be to be looked at for its numbers alone


class _Row(NamedTuple):
    """A pair as it lies in the store."""

    text: int
    target: str
    locale: str
    context: int | None
    place: str
    file: str
    edition: str
    approved: int


def matches(
    store: Store,
    query: Query,
    *,
    least: int = LEAST,
    limit: int = 5,
    refuse: Callable[[str], str] = lambda _: "",
) -> tuple[Match, ...]:
    """Return up to `limit` matches that are offered, the best first, and among them those that are refused.

    `refuse` says why a target cannot be offered today, "" where it can. Raises StorageError, DamagedStoreError.
    """
    with errors_told(store.path):
        group = collection(store, language_of(query.source_locale), language_of(query.locale))
        if group is None:
            return ()
        floor = min(least / 100, _BEFORE_CARRYING) if DIGIT.search(query.source) else least / 100
        found = alike(store, group, query.source, least=floor, limit=max(_WIDE, 4 * limit))
        exact = same(store, group, query.source)
        if exact is not None and exact not in {one.number for one in found}:
            found.append(Like(1.0, exact, query.source))
        rows = _pairs(store, [one.number for one in found])
    sources = {one.number: one for one in found}
    made = ((sources[row.text].likeness, _match(sources[row.text], row, query)) for row in rows)
    unique: dict[tuple[str, str], Match] = {}
    for _, match in sorted((each for each in made if each[1].score >= least), key=lambda each: _rank(each[0], each[1], query)):
        unique.setdefault((match.source if match.kind is not Kind.ADAPTED else "", match.target), match)
    return _limited(unique.values(), query, limit, refuse)


def _limited(ranked: Iterable[Match], query: Query, limit: int, refuse: Callable[[str], str]) -> tuple[Match, ...]:
    result: list[Match] = []
    offered = 0
    for match in ranked:
        if offered == limit:
            break
        why = refuse(match.target)
        offered += not why
        result.append(replace(match, refused=why, difference=() if match.kind is Kind.EXACT else difference(match.source, query.source)))
    return tuple(result)


def _match(like: Like, row: _Row, query: Query) -> Match:
    origin = Origin(row.file, row.edition)
    if like.source == query.source:
        known = query.before is not None and query.after is not None
        context = known and row.context == context_of(query.before or "", query.after or "")
        return Match(100, Kind.EXACT, like.source, row.target, row.locale, origin, row.place, context, approved=bool(row.approved))
    carried = carried_over(old=like.source, new=query.source, target=row.target, source_locale=query.source_locale, locale=query.locale)
    if carried is not None:
        return Match(
            ADAPTED,
            Kind.ADAPTED,
            like.source,
            carried.target,
            row.locale,
            origin,
            row.place,
            changes=carried.changes,
            approved=bool(row.approved),
        )
    score = min(NEARLY, int(100 * like.likeness))
    return Match(score, Kind.FUZZY, like.source, row.target, row.locale, origin, row.place, approved=bool(row.approved))


def _rank(likeness: float, match: Match, query: Query) -> tuple[object, ...]:
    """Order matches: by score, before it was rounded; then what somebody approved, then neighbours, then what this edition itself said, then its own locale; never by chance."""
    own_edition = match.origin.edition == query.edition and query.edition != ""
    return (
        -match.score,
        list(Kind).index(match.kind),
        -likeness,
        not match.approved,
        not match.context,
        not own_edition,
        match.locale != query.locale,
        match.origin.file,
        match.place,
    )


def same_region(locale: str, wanted: str) -> bool:
    """Tell whether a target in one locale can stand in another as it is: where either names no region, or both the same one."""
    regions = {part for tag in (locale, wanted) for part in parse_locale(tag).bcp47.split("-")[1:] if len(part) in {2, 3}}
    return len(regions) < 2


def _pairs(store: Store, numbers: Sequence[int]) -> list[_Row]:
    asked = """
        SELECT text, target, locale, context, place, file, edition, approved FROM pairs JOIN origins ON origins.id = pairs.origin
        WHERE text IN (SELECT value FROM json_each(?))
    """
    rows = store.connection.execute(asked, (f"[{','.join(map(str, numbers))}]",))
    return [_Row(*row) for row in rows]
