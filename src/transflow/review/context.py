"""What a page asks of its request: the project as it is now, the person, the edition and article of the path, the JSON of a post."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from transflow.policy import Person
    from transflow.project import Edition
    from transflow.review.access.entry import Entry
    from transflow.review.counts import Counts
    from transflow.review.desk.desk import Desk
    from transflow.review.listing import Listings
    from transflow.review.live import Live
    from transflow.review.rules.weighing import Weighing
    from transflow.review.search.everything import Everything
    from transflow.review.settings import Settings
    from transflow.review.whole.wholes import Wholes
    from transflow.workflow.workspace import Workspace

UNIT = re.compile(r"[0-9a-f]{12}")
Body = TypeVar("Body")


class Site(Protocol):
    """What the application has for every request, in its `app.state`."""

    settings: Settings  # what the server was told when it started
    live: Live  # the project as it is now
    entry: Entry  # who comes in
    counts: Counts  # what is known of all catalogs
    listings: Listings  # the units of the catalogs that people have open
    desk: Desk  # those catalogs, unit by unit
    wholes: Wholes  # the whole editions that people have open
    everything: Everything  # the units of all catalogs, to search in
    weighing: Weighing  # what works out the impact of a change of rules


def site_of(request: Request) -> Site:
    """Return what the application has for every request."""
    return cast("Site", request.app.state)


def person_of(request: Request) -> Person:
    """Return who asks; a page that is not open to everybody is only reached by somebody."""
    person: Person | None = request.state.person
    if person is None:
        raise HTTPException(401, "sign in first")
    return person


@dataclass(frozen=True, slots=True)
class Place:
    """The edition and the article that a path names, in the project as it is now."""

    workspace: Workspace
    edition: Edition
    slug: str
    article: Path

    @property
    def catalog(self) -> Path:
        """Where the catalog lies."""
        return self.workspace.project.catalog(self.edition, self.slug)

    @property
    def address(self) -> str:
        """The path of the list of this edition's units on the page."""
        return f"/edition/{self.edition.name}/{self.slug}"


def place_of(request: Request) -> Place:
    """Return the edition and article of the path, which must be this project's own to the letter; anything else is not found."""
    workspace = site_of(request).live.workspace()
    name, slug = request.path_params["edition"], request.path_params["article"]
    edition = next((edition for edition in workspace.project.editions if edition.name == name), None)
    article = next((path for path in workspace.articles() if path.stem == slug), None)
    if edition is None or article is None:
        raise HTTPException(404, "this project has no such edition or article")
    return Place(workspace, edition, slug, article)


def unit_of(request: Request) -> str:
    """Return the unit of the path, by its pattern; whether the catalog has it is for the page to see."""
    unit: str = request.path_params["unit"]
    if not UNIT.fullmatch(unit):
        raise HTTPException(404, "this is no unit")
    return unit


def takes(shape: type[Body], answer: Callable[[Request, Body], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that reads the JSON of a post as `shape` (a msgspec structure) and answers in a thread of its own.

    What is no JSON of that shape is refused with 400, what does not say that it is JSON with 415.
    """

    async def endpoint(request: Request) -> Response:
        if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
            raise HTTPException(415, "send JSON, and say so (Content-Type: application/json)")
        try:
            body = msgspec.json.decode(await request.body(), type=shape)
        except (msgspec.DecodeError, UnicodeDecodeError) as bad:
            raise HTTPException(400, f"not what was expected: {bad}") from None
        return await run_in_threadpool(answer, request, body)

    return endpoint
