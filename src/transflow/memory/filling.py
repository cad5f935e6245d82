"""Pairs go into the store origin by origin, and out of it in the same way."""

from __future__ import annotations

from array import array
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from transflow.memory.features import features, number_of
from transflow.memory.store import collection, context_of, errors_told, hash_of, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from transflow.memory.model import Origin, Pair
    from transflow.memory.store import Store

LONGEST_POSTING = 65_536  # texts: a feature of more tells too little to be looked at, so no more are kept
CHUNK = 50_000  # pairs of one transaction: what is held in memory while a store is filled
_UNFINISHED = ""
_POST = """
    INSERT INTO postings VALUES (?, ?) ON CONFLICT (feature) DO UPDATE
    SET texts = CAST(texts || excluded.texts AS BLOB) WHERE length(texts) < 4 * ?
"""


def known_stamps(store: Store) -> dict[str, str]:
    """Return the state in which each origin was when its pairs were stored, by file."""
    with errors_told(store.path):
        return dict(store.connection.execute("SELECT file, stamp FROM origins"))


def forget(store: Store, file: str) -> None:
    """Take out what came from a file."""
    with errors_told(store.path), written(store):
        _forget(store, file)


def remember(
    store: Store,
    origin: Origin,
    pairs: Iterable[tuple[tuple[str, str], Pair]],
    *,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Store the pairs of an origin, each with the source and target language of its collection, in the place of what came from it before; return how many.

    A chunk is a transaction; an origin that was not finished is begun anew the next time.
    """
    with errors_told(store.path), written(store):
        _forget(store, origin.file)
        number = store.connection.execute(
            "INSERT INTO origins (file, edition, stamp) VALUES (?, ?, ?)", (origin.file, origin.edition, _UNFINISHED)
        ).lastrowid
    assert number is not None  # noqa: S101 - an INSERT that did not raise has a row
    coming = iter(pairs)
    done = 0
    while chunk := list(islice(coming, CHUNK)):
        with errors_told(store.path), written(store):
            _add(store, number, chunk)
        done += len(chunk)
        progress(done)
    with errors_told(store.path), written(store):
        store.connection.execute("UPDATE origins SET stamp = ? WHERE id = ?", (origin.stamp, number))
    return done


def _forget(store: Store, file: str) -> None:
    """Texts stay: they most often come back, and one without pairs is no match."""
    connection = store.connection
    connection.execute("DELETE FROM pairs WHERE origin = (SELECT id FROM origins WHERE file = ?)", (file,))
    connection.execute("DELETE FROM origins WHERE file = ?", (file,))


def _add(store: Store, origin: int, chunk: Sequence[tuple[tuple[str, str], Pair]]) -> None:
    """Store pairs. The numbers of texts only grow, so that every posting is in order."""
    connection = store.connection
    following = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM texts").fetchone()[0]
    collections: dict[tuple[str, str], int] = {}
    fresh: dict[tuple[int, str], int] = {}
    texts, rows = [], []
    for languages, pair in chunk:
        if languages not in collections:
            collections[languages] = _collection(store, *languages)
        group = collections[languages]
        number = fresh.get((group, pair.source))
        if number is None:
            hashed = hash_of(pair.source)
            known = connection.execute(
                "SELECT id FROM texts WHERE hash = ? AND collection = ? AND source = ?", (hashed, group, pair.source)
            ).fetchone()
            number = known[0] if known else following
            fresh[group, pair.source] = number
            if not known:
                texts.append((number, group, hashed, pair.source))
                following += 1
        context = None if pair.before is None or pair.after is None else context_of(pair.before, pair.after)
        rows.append((number, origin, pair.target, pair.locale, context, pair.place, pair.approved))
    connection.executemany("INSERT INTO texts VALUES (?, ?, ?, ?)", texts)
    connection.executemany("INSERT INTO pairs VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    for group in collections.values():
        new = [(number, source) for number, which, _, source in texts if which == group]
        _post(store, group, new)
        connection.execute("UPDATE collections SET texts = texts + ? WHERE id = ?", (len(new), group))


def _collection(store: Store, source: str, target: str) -> int:
    known = collection(store, source, target)
    if known:
        return known.number
    store.connection.execute("INSERT INTO collections (source, target) VALUES (?, ?)", (source, target))
    return _collection(store, source, target)


def _post(store: Store, group: int, texts: Iterable[tuple[int, str]]) -> None:
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for number, source in texts:
        for feature in features(source):
            postings[feature].append(number)
    merged: defaultdict[int, list[int]] = defaultdict(list)
    for feature, numbers in postings.items():
        merged[group << 32 | number_of(feature)] += numbers
    rows = ((feature, array("I", numbers).tobytes(), LONGEST_POSTING) for feature, numbers in sorted(merged.items()))
    store.connection.executemany(_POST, rows)
