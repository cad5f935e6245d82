"""The addresses of the desk: its page, what the page looks up, and what a person does there."""

from __future__ import annotations

from starlette.routing import Route

from transflow.review.context import takes
from transflow.review.pages import unit, unit_posts

_UNIT = "/edition/{edition}/{article}/unit/{unit}"

UNIT_ROUTES = (
    Route(_UNIT, unit.show),
    Route(f"{_UNIT}/beside", unit.beside),
    Route(f"{_UNIT}/state", unit.state),
    Route(f"{_UNIT}/check", takes(unit_posts.Typed, unit_posts.check), methods=["POST"]),
    Route(f"{_UNIT}/save", takes(unit_posts.Typed, unit_posts.save), methods=["POST"]),
    Route(f"{_UNIT}/leave-out", takes(unit_posts.LeftOut, unit_posts.leave_unit_out), methods=["POST"]),
    Route(f"{_UNIT}/sign", takes(unit_posts.Signed, unit_posts.sign_unit), methods=["POST"]),
    Route(f"{_UNIT}/propagate", takes(unit_posts.Places, unit_posts.put_elsewhere), methods=["POST"]),
    Route(f"{_UNIT}/redraft", takes(unit_posts.Asked, unit_posts.draft_anew), methods=["POST"]),
)
