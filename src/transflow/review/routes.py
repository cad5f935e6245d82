"""Every address that the server answers, in one table; an address that is not here is not found.

All but the sign-in and the static files ask for somebody who has signed in (`guard.who`); what a role may do is asked where it is done.
"""

from __future__ import annotations

from starlette.routing import Mount, Route

from transflow.review.context import takes
from transflow.review.pages import board, edition, help, image, rule_posts, rules, search, sign_in, whole  # noqa: A004 - the page is called what it is
from transflow.review.pages.unit_routes import UNIT_ROUTES
from transflow.review.rendering import STATIC, Assets

ROUTES = (
    Route("/", board.show),
    Route("/edition/{edition}/{article}", edition.show),
    Route("/edition/{edition}/{article}/whole", whole.show),
    Route("/edition/{edition}/{article}/build", takes(whole.Nothing, whole.build_edition), methods=["POST"]),
    Route("/article/{article}/file/{path:path}", image.show),
    Route("/search", search.show),
    Route("/rules", rules.show),
    Route("/rules/file/{path:path}/impact", takes(rule_posts.Proposed, rule_posts.weigh_text), methods=["POST"]),
    Route("/rules/file/{path:path}/take", takes(rule_posts.Proposed, rule_posts.take_text), methods=["POST"]),
    Route("/rules/file/{path:path}", rules.show_file),
    Route("/rules/{style}", rules.show_style),
    Route("/rules/{style}/choice", takes(rule_posts.Chosen, rule_posts.weigh_choice), methods=["POST"]),
    Route("/rules/{style}/concept/{concept}", rules.show_concept),
    Route("/help", help.show),
    Route("/sign-in", sign_in.show, methods=["GET"]),
    Route("/sign-in", sign_in.sign_in, methods=["POST"]),
    Route("/sign-out", sign_in.sign_out, methods=["POST"]),
    *UNIT_ROUTES,
    Mount("/static", Assets(directory=STATIC)),
)
