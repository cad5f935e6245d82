"""What somebody asks of a list: a queue, a text, a name, a state, a check; and the units that answer it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from transflow.model import State
from transflow.review.rows import UNMARKED, Queue, in_order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transflow.review.listing import Listing
    from transflow.review.rows import Row

PAGE = 50  # units on a page: what a browser lays out in no time, and a person reads in a sitting
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for; an empty text asks for nothing. `page` counts from 1."""

    queue: Queue = Queue.ALL
    q: str = ""
    name: str = ""
    state: str = ""
    check: str = ""
    page: int = 1

    @property
    def filtered(self) -> bool:
        """Tell whether anything but a queue is asked for."""
        return bool(self.q or self.name or self.state or self.check)

    def query(self, **changes: object) -> str:
        """Return this as the query of an address (`?queue=names&q=road`), with these changes; what is as usual is left out."""
        asked = replace(self, **changes)  # type: ignore[arg-type]
        usual = Asked()
        said = {name: getattr(asked, name) for name in self.__slots__ if getattr(asked, name) != getattr(usual, name)}
        return f"?{urlencode(said)}" if said else "?"

    @property
    def to_unit(self) -> str:
        """This as the query of the address of a unit, which always says its queue."""
        said = {name: getattr(self, name) for name in ("queue", "q", "name", "state", "check") if getattr(self, name)}
        return f"?{urlencode(said)}"


def read_asked(query: Mapping[str, str]) -> Asked:
    """Return what the query of an address asks for; what makes no sense is not asked."""

    def text(name: str) -> str:
        return unicodedata.normalize("NFC", query.get(name, "").strip()[:_LONGEST])

    queue, state, page = query.get("queue", ""), query.get("state", ""), query.get("page", "1")
    return Asked(
        queue=Queue(queue) if queue in set(Queue) else Queue.ALL,
        q=text("q"),
        name=text("name"),
        state=state if state in set(State) else "",
        check=text("check"),
        page=int(page) if re.fullmatch("[1-9][0-9]{0,6}", page) else 1,
    )


def answer(listing: Listing, asked: Asked) -> list[Row]:
    """Return the units that are asked for, in the order in which they are worked on."""
    rows = in_order(listing.rows, listing.marks, asked.queue)
    if asked.state:
        rows = [row for row in rows if row.state == asked.state]
    if asked.name:
        rows = [row for row in rows if asked.name in row.names]
    if asked.check:
        rows = [row for row in rows if asked.check in listing.marks.get(row.unit, UNMARKED).checks]
    if pattern := sought(asked.q):
        rows = [row for row in rows if pattern.search(row.source) or pattern.search(row.target) or row.unit == asked.q]
    return rows


def sought(text: str) -> re.Pattern[str] | None:
    """Return what finds a text as people type it: in any case, with any white space between its words; None where nothing is sought."""
    words = [re.escape(word) for word in text.split()]
    return re.compile(r"\s+".join(words), re.IGNORECASE) if words else None
