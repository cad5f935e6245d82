"""The board: articles × editions, how far each is, and where to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.review.context import live_of
from transflow.review.rendering import page
from transflow.workflow.status import status

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def show(request: Request) -> Response:
    """Show the board."""
    workspace = live_of(request).workspace()
    rows: dict[str, dict[str, object]] = {}
    for one in status(workspace):
        rows.setdefault(one.article, {})[one.edition] = one
    return page(request, "board.html", title="Board", editions=workspace.project.editions, rows=rows)
