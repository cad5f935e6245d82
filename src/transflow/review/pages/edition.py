"""The list of one edition's units: queues, filters, search, fifty to a page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from transflow.model import State
from transflow.review.asking import PAGE, answer, read_asked, sought
from transflow.review.context import place_of, site_of
from transflow.review.rendering import page
from transflow.review.rows import QUEUES, UNMARKED, queues_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def show(request: Request) -> Response:
    """Show the list."""
    place = place_of(request)
    if not place.catalog.exists():
        return page(request, "edition.html", title=f"{place.slug} in {place.edition.name}", place=place, listing=None)
    asked = read_asked(request.query_params)
    listing = site_of(request).listings.get(site_of(request).live.opened(), place.edition, place.slug)
    found = answer(listing, asked)
    pages = max(1, -(-len(found) // PAGE))
    number = min(asked.page, pages)
    return page(
        request,
        "edition.html",
        title=f"{place.slug} in {place.edition.name}",
        place=place,
        listing=listing,
        asked=asked,
        found=len(found),
        shown=found[(number - 1) * PAGE : number * PAGE],
        number=number,
        pages=pages,
        first=(number - 1) * PAGE + 1,
        unmarked=UNMARKED,
        pattern=sought(asked.q),
        queues=QUEUES,
        waiting=Counter(queue for row in listing.rows for queue in queues_of(row, listing.marks.get(row.unit, UNMARKED))),
        states=list(State),
        names=sorted({name for row in listing.rows for name in row.names}, key=str.casefold),
        checks=sorted({check for mark in listing.marks.values() for check in mark.checks}),
        source_locale=place.workspace.project.source_locale,
    )
