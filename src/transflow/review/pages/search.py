"""The search over all articles and editions."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from transflow.checks import all_checks
from transflow.model import State
from transflow.review.asking import PAGE, sought
from transflow.review.context import site_of
from transflow.review.rendering import page
from transflow.review.search.asking import STALE, hits, names_of, read_sought

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_PATIENCE = 0.6  # how long a question waits for catalogs that have to be read first, in seconds
_MOST = 5000  # units that are counted; who finds more asks too much


def show(request: Request) -> Response:
    """Show what was looked for, and the units that answer it."""
    opened = site_of(request).live.opened()
    workspace = opened.workspace
    asked = read_sought(request.query_params)
    everything, missing = (
        site_of(request).everything.ask(opened, patience=_PATIENCE, checked=asked.of_checks) if asked.anything else ([], 0)
    )
    found = list(islice(hits(workspace, everything, asked), _MOST))
    pages = max(1, -(-len(found) // PAGE))
    number = min(asked.page, pages)
    return page(
        request,
        "search.html",
        title="Search",
        asked=asked,
        found=found,
        shown=found[(number - 1) * PAGE : number * PAGE],
        number=number,
        pages=pages,
        searched=len(everything),
        missing=missing,
        most=_MOST,
        pattern=sought(asked.q),
        names=names_of(workspace.glossary),
        states=[*State, STALE],
        checks=sorted(check.name for check in all_checks()),
        editions=[edition.name for edition in workspace.project.editions],
        articles=[path.stem for path in workspace.articles()],
        source_locale=workspace.project.source_locale,
    )
