"""The keys of the page, and what its words mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.review.rendering import page
from transflow.review.rows import QUEUES

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def show(request: Request) -> Response:
    """Show the help."""
    return page(request, "help.html", title="Keys and words", queues=QUEUES)
