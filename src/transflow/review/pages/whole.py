"""The whole edition beside its source, and the button that builds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from starlette.responses import JSONResponse

from transflow.policy import Role
from transflow.review.context import person_of, place_of, site_of
from transflow.review.pages.unit import opened_of
from transflow.review.refusals import refuse
from transflow.review.rendering import page
from transflow.review.roles import lacks
from transflow.review.whole.painting import ERROR, SIGNS, STALE, WARNING
from transflow.workflow.build import build

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


class Nothing(msgspec.Struct, forbid_unknown_fields=True):
    """A post that says all by where it goes."""


def show(request: Request) -> Response:
    """Show the edition."""
    place = place_of(request)
    opened = site_of(request).live.opened()
    seen = opened.state(place.edition, place.slug)
    catalog = site_of(request).live.catalog(place.catalog) if place.catalog.exists() else None
    listing = site_of(request).listings.get(opened, place.edition, place.slug) if catalog else None
    with_names = request.query_params.get("names") == "1" and catalog is not None
    alone = request.query_params.get("source") == "0"
    whole = site_of(request).wholes.get(
        opened,
        place.edition,
        place.article,
        seen=seen,
        address=place.address,
        catalog=catalog,
        listing=listing,
        readings=opened_of(request, place).readings if with_names else None,
    )
    return page(
        request,
        "whole.html",
        title=f"{place.slug} in {place.edition.name}, whole",
        place=place,
        whole=whole,
        checked=listing is None or listing.checked,
        names=with_names,
        alone=alone,
        source_locale=place.workspace.project.source_locale,
        signs={**{str(state): sign for state, sign in SIGNS.items()}, "stale": STALE, "error": ERROR, "warning": WARNING},
        refused=lacks(person_of(request), Role.REVIEWER),
    )


def build_edition(request: Request, _: Nothing) -> Response:
    """Build the edition, if the person may and its units are as far as the project asks; answer what was written, or what holds it back."""
    place = place_of(request)
    if refused := lacks(person_of(request), Role.REVIEWER):
        return refuse(request, 403, refused)
    (built,) = build(place.workspace, editions=(place.edition.name,), articles=(place.slug,))
    root = place.workspace.project.root
    held_back = [
        {"unit": one.unit, "line": one.line, "source": one.source, "state": one.state, "stale": one.stale} for one in built.held_back
    ]
    if held_back:
        what = f"{len(held_back)} of {built.units} units are not {built.require} yet."
        return refuse(request, 409, what, error="held-back", held_back=held_back, require=built.require)
    return JSONResponse({"files": [file.relative_to(root).as_posix() for file in built.files], "units": built.units, "draft": built.drafts})
