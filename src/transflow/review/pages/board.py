"""The board: articles × editions, how far each is, and where to go on."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from transflow.model import State
from transflow.review.context import site_of
from transflow.review.rendering import page
from transflow.review.rows import Queue
from transflow.signoffs import Act

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request
    from starlette.responses import Response

    from transflow.review.counting import Cell

_PATIENCE = 0.4  # how long the page waits for counts, in seconds, before it shows what is known
_LAST = 8
_TOLD = {Act.WRITE: "wrote", Act.APPROVE: "approved", Act.REJECT: "rejected", Act.WAIVE: "waived", Act.COMMENT: "remarked"}


def show(request: Request) -> Response:
    """Show the board."""
    opened = site_of(request).live.opened()
    project = opened.workspace.project
    articles = [path.stem for path in opened.workspace.articles()]
    cells = site_of(request).counts.ask(opened, [(edition, slug) for slug in articles for edition in project.editions], patience=_PATIENCE)
    known = [cell for cell in cells.values() if cell is not None]
    return page(
        request,
        "board.html",
        title="Board",
        editions=project.editions,
        source_locale=project.source_locale,
        articles=articles,
        headlines={cell.article: cell.headline for cell in reversed(known) if cell.headline},
        cells=cells,
        counting=sum(cell is None for cell in cells.values()),
        states=list(State),
        sums=_sums(known),
        last=sorted((cell for cell in known if cell.changed), key=lambda cell: -cell.changed)[:_LAST],
        now=time.time(),
        people=project.review.people,
        told=_TOLD,
    )


def _sums(cells: Iterable[Cell]) -> dict[str, int]:
    """Return what waits in all catalogs together."""
    sums = dict.fromkeys((*Queue, "errors", "naming"), 0)
    for cell in cells:
        for queue, number in cell.waiting.items():
            sums[queue] += number
        sums["errors"] += cell.errors
        sums["naming"] += cell.naming
    return sums
