"""What somebody goes through at the desk: a queue, and the text, name, state or check that they asked a list for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from transflow.review.asking import read_asked, sought
from transflow.review.desk.trying import unit_findings
from transflow.review.rows import Queue

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from transflow.review.desk.queue import Queues
    from transflow.review.desk.readings import OpenCatalog

_FILTERS = ("q", "name", "state", "check")


def queue_of(request: Request) -> Queue:
    """Return the queue that somebody goes through; what needs work where they say none, or one that is not there."""
    asked = request.query_params.get("queue", "")
    return Queue(asked) if asked in set(Queue) else Queue.NEEDS_WORK


def query_of(request: Request) -> str:
    """Return how an address says what is gone through, so that the next unit knows it, too."""
    asked = read_asked(request.query_params)
    said = {name: getattr(asked, name) for name in _FILTERS if getattr(asked, name)}
    queue = queue_of(request)
    if queue is not Queue.NEEDS_WORK:
        said = {"queue": str(queue)} | said
    return f"?{urlencode(said)}" if said else ""


def gone_through(request: Request, opened: OpenCatalog, queues: Queues) -> Callable[[str], bool]:
    """Return what tells whether a unit is among those that somebody goes through."""
    asked = read_asked(request.query_params)
    members, pattern = queues.units(queue_of(request)), sought(asked.q)

    def belongs(unit: str) -> bool:
        if unit not in members or (asked.state and queues.standings[unit].state != asked.state):
            return False
        readings = opened.of(unit)
        if pattern and unit != asked.q and not any(pattern.search(text) for one in readings for text in (one.source, one.target)):
            return False
        if asked.name and not any(mention.text == asked.name for one in readings for mention in one.source_names):
            return False
        return not asked.check or any(finding.check == asked.check for finding in unit_findings(opened, unit))

    return belongs
