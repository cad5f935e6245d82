"""The whole editions that people have open, kept while nothing that they show has changed; of an edit only the edition's side is made anew."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from transflow.review.live import Stamp, stamp
from transflow.review.whole.sides import source_pieces
from transflow.review.whole.view import view_whole

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from pathlib import Path

    from transflow.checks import Reading
    from transflow.formats.po import Catalog
    from transflow.model import Article, Unit
    from transflow.project import Edition
    from transflow.review.beside import State
    from transflow.review.listing import Listing
    from transflow.review.live import Opened
    from transflow.review.whole.view import Whole

_KEPT = 8  # editions in memory; one of 5,000 units takes about 6 MB
_ARTICLES = 16


class Wholes:
    """What is known of whole editions; many threads may ask at once."""

    def __init__(self) -> None:
        self._known: OrderedDict[Hashable, tuple[Hashable, Whole]] = OrderedDict()
        self._articles: OrderedDict[Path, tuple[Hashable, Article, tuple[Unit, ...], list[str]]] = OrderedDict()
        self._lock = threading.Lock()

    def get(  # noqa: PLR0913 - where it stands, and what the caller knows of it already
        self,
        opened: Opened,
        edition: Edition,
        path: Path,
        *,
        seen: State,
        address: str,
        catalog: Catalog | None,
        listing: Listing | None,
        readings: Sequence[Reading] | None,
    ) -> Whole:
        """Return an edition as it would be built now; with `readings` of its catalog, names are marked. Raises ArticleError.

        `seen` is the state of the files from before the catalog was read, so that nothing older is kept under it.
        """
        key = edition.name, path, readings is not None
        state = seen, stamp(path), listing is not None and listing.checked
        with self._lock:
            known = self._known.get(key)
        if known is not None and known[0] == state:
            return known[1]
        article, units, source = self._article(opened, path)
        whole = view_whole(
            opened.workspace,
            edition,
            article,
            units,
            source if readings is None else None,
            address=address,
            catalog=catalog,
            listing=listing,
            readings=readings,
        )
        with self._lock:
            self._known[key] = state, whole
            self._known.move_to_end(key)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return whole

    def _article(self, opened: Opened, path: Path) -> tuple[Article, tuple[Unit, ...], list[str]]:
        state: tuple[object, Stamp] = opened.stamps, stamp(path)
        with self._lock:
            known = self._articles.get(path)
        if known is None or known[0] != state:
            article, units = opened.workspace.read(path)
            known = state, article, units, source_pieces(article, units)
            with self._lock:
                self._articles[path] = known
                self._articles.move_to_end(path)
                while len(self._articles) > _ARTICLES:
                    self._articles.popitem(last=False)
        return known[1:]
