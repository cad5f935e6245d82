"""What a page asks of its request: the project as it is now, the person, the edition and article of the path, the JSON of a post."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

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
    from transflow.review.listing import Listings
    from transflow.review.live import Live
    from transflow.review.rules.weighing import Weighing
    from transflow.review.search.everything import Everything
    from transflow.review.settings import Settings
    from transflow.review.whole.wholes import Wholes
    from transflow.workflow.workspace import Workspace

UNIT = re.compile(r"[0-9a-f]{12}")
Body = TypeVar("Body")


def live_of(request: Request) -> Live:
    """Return the project that this server shows."""
    live: Live = request.app.state.live
    return live


def counts_of(request: Request) -> Counts:
    """Return what is known of all catalogs."""
    counts: Counts = request.app.state.counts
    return counts


def listings_of(request: Request) -> Listings:
    """Return the units of the catalogs that people have open."""
    listings: Listings = request.app.state.listings
    return listings


def everything_of(request: Request) -> Everything:
    """Return the units of all catalogs."""
    everything: Everything = request.app.state.everything
    return everything


def wholes_of(request: Request) -> Wholes:
    """Return the whole editions that people have open."""
    wholes: Wholes = request.app.state.wholes
    return wholes


def weighing_of(request: Request) -> Weighing:
    """Return what works out the impact of a change of rules."""
    weighing: Weighing = request.app.state.weighing
    return weighing


def entry_of(request: Request) -> Entry:
    """Return what lets people in."""
    entry: Entry = request.app.state.entry
    return entry


def settings_of(request: Request) -> Settings:
    """Return what the server was told when it started."""
    settings: Settings = request.app.state.settings
    return settings


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
    workspace = live_of(request).workspace()
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
