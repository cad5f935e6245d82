"""The application of one project: its routes, and what stands before them."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from transflow.errors import TransflowError
from transflow.review.access.entry import Entry
from transflow.review.beside import AtOnce
from transflow.review.counts import Counts
from transflow.review.desk.desk import Desk
from transflow.review.guard.bodies import Bodies
from transflow.review.guard.headers import Headers
from transflow.review.guard.hosts import Hosts
from transflow.review.guard.log import Log
from transflow.review.guard.origins import Origins
from transflow.review.guard.who import Who
from transflow.review.listing import Listings
from transflow.review.live import Live
from transflow.review.refusals import on_bug, on_error, on_http
from transflow.review.routes import ROUTES
from transflow.review.rules.weighing import Weighing
from transflow.review.search.everything import Everything
from transflow.review.whole.wholes import Wholes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from concurrent.futures import Executor

    from transflow.review.settings import Settings


def create_app(settings: Settings, executor: Callable[[], Executor] = AtOnce) -> Starlette:
    """Return the application; `executor` makes what does the long work.

    Its `state` is a `Site` (context.py).
    """
    live = Live(settings.root)
    entry = Entry(settings, live)
    counts = Counts(executor)
    weighing = Weighing(executor)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        counts.close()
        weighing.close()

    app = Starlette(
        routes=ROUTES,
        middleware=[
            *((Middleware(Log, settings.log),) if settings.log else ()),
            Middleware(Headers),
            Middleware(Hosts, settings.hosts),
            Middleware(Origins, settings.origins),
            Middleware(Bodies, settings.max_body),
            Middleware(Who, entry),
        ],
        lifespan=lifespan,
        exception_handlers={HTTPException: on_http, TransflowError: on_error, Exception: on_bug},
    )
    app.state.settings = settings
    app.state.live = live
    app.state.counts = counts
    app.state.weighing = weighing
    app.state.wholes = Wholes()
    app.state.everything = Everything(counts)
    app.state.listings = Listings(live, counts)
    app.state.entry = entry
    app.state.desk = Desk()
    return app
