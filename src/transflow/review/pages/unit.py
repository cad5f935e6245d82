"""The desk of one unit: the page, what it looks up later, and what it asks while it is open."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse

from transflow.errors import TransflowError, UsageError
from transflow.review.context import person_of, place_of, site_of, unit_of
from transflow.review.desk.beside import compared, remembered, sisters
from transflow.review.desk.engines import engines
from transflow.review.desk.leaving_out import why_left_out
from transflow.review.desk.past import past
from transflow.review.desk.queue import next_unit, previous_unit
from transflow.review.desk.repeats import repeats
from transflow.review.desk.saving import tag_of
from transflow.review.desk.view import seen, view_unit
from transflow.review.pages.unit_asked import gone_through, query_of, queue_of
from transflow.review.rendering import fragment, page
from transflow.review.rows import QUEUES
from transflow.workflow.deciding.signing import Act, history, refusal

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from transflow.memory import Match
    from transflow.review.context import Place
    from transflow.review.desk.queue import Queues
    from transflow.review.desk.readings import OpenCatalog
    from transflow.review.desk.view import UnitView
    from transflow.signoffs import Seen
    from transflow.workflow.deciding.people import Person

TOLD = {
    Act.WRITE: "wrote this translation",
    Act.APPROVE: "approved",
    Act.REJECT: "rejected",
    Act.WAIVE: "waived",
    Act.COMMENT: "remarked",
}
_HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]")


def opened_of(request: Request, place: Place) -> OpenCatalog:
    """Return the catalog of a place as it is now; not found where there is none yet."""
    if not place.catalog.exists():
        raise HTTPException(404, "there is no catalog yet; `transflow extract` makes it")
    return site_of(request).desk.open(place.workspace, place.edition, place.slug, site_of(request).live.catalog(place.catalog))


def mark_of(seen: Seen) -> str:
    """Return what a page sends back to say what a person saw when they signed."""
    return f"{seen.source}.{seen.target}.{seen.names}"


def show(request: Request) -> Response:
    """Show the desk."""
    unit, desk = unit_of(request), site_of(request).desk
    opened = opened_of(request, place_of(request))
    try:
        entry = opened.entry(unit)
    except UsageError as gone:
        raise HTTPException(404, gone.what) from None
    standings, queues, markup = desk.standings(opened), desk.queues(opened), desk.markup(opened, entry)
    with opened.lock:
        return _shown(request, opened, queues, view_unit(opened, unit, standings, markup))


def _shown(request: Request, opened: OpenCatalog, queues: Queues, view: UnitView) -> Response:
    place, unit = place_of(request), view.unit
    belongs = gone_through(request, opened, queues)
    person = person_of(request)
    project = place.workspace.project
    response = page(
        request,
        "unit.html",
        title=f"{view.number} of {place.slug}, {place.edition.name}",
        unit=view,
        left_out=why_left_out(opened.entry(unit)),
        article=place.slug,
        edition=place.edition,
        address=place.address,
        query=query_of(request),
        queue=queue_of(request),
        queues=[(queue, name, queues.count(queue)) for queue, (name, _) in QUEUES.items()],
        filters={name: value for name, value in request.query_params.items() if name in {"q", "name", "state", "check"} and value},
        previous=previous_unit(opened, unit, belongs),
        following=next_unit(opened, unit, belongs),
        locales={"source": project.source_locale, "target": place.edition.locale},
        seen=mark_of(view.seen),
        store=_store(request, person.id),
        suspicious=[bool(_HIDDEN.search(text.target)) for text in view.texts],
        sisters=sisters(opened, unit, site_of(request).live.catalog),
        history=past(opened, unit),
        told={str(act): words for act, words in TOLD.items()},
        approvals=project.policy(place.edition).approvals,
        refusals={act: _refusal(opened, unit, act, person) for act in (Act.APPROVE, Act.REJECT, Act.WAIVE)},
    )
    response.headers["ETag"] = f'"{view.tag}"'
    return response


def beside(request: Request) -> Response:
    """Show what the memory has, where the source stands again, and which engines there are; the page looks this up after the unit is there."""
    place, unit = place_of(request), unit_of(request)
    opened = opened_of(request, place)
    entry = opened.entry(unit)
    project = place.workspace.project
    matches: tuple[Match, ...] = ()
    trouble = ""
    try:
        matches = remembered(opened, unit, as_it_is=not site_of(request).desk.memory_is_due())
    except TransflowError as bad:
        trouble = f"The memory cannot be asked: {str(bad).replace(f'{project.root}/', '')}"
    text = fragment(
        "unit-beside.html",
        edition=place.edition,
        locales={"source": project.source_locale, "target": place.edition.locale},
        matches=matches,
        differences=[compared(match.source, entry.source) for match in matches],
        repeats=repeats(
            project, place.edition, place.slug, entry, [path.stem for path in place.workspace.articles()], site_of(request).live.catalog
        ),
        engines=engines(place.workspace, place.edition, place.article, head=partial(site_of(request).desk.article, place.workspace))
        if entry.source_plural is None
        else (),
        trouble=trouble,
    )
    return HTMLResponse(text)


def state(request: Request) -> Response:
    """Tell what a page that is open asks from time to time: whether the unit is what it was."""
    place, unit = place_of(request), unit_of(request)
    opened = opened_of(request, place)
    if unit not in opened.by_unit:
        return JSONResponse({"gone": True})
    standing = site_of(request).desk.standings(opened)[unit]
    signed = len(history(place.workspace, place.edition, place.slug, unit))
    with opened.lock:
        mark = mark_of(seen(opened, unit))
    return JSONResponse({"gone": False, "tag": tag_of(opened.entry(unit)), "seen": mark, "state": standing.state, "signed": signed})


def _refusal(opened: OpenCatalog, unit: str, act: Act, person: Person) -> str | None:
    """Return why a person may not do this, asked of the unit's own paragraph: a catalog of 5,000 units takes long to read for one of them.

    Where a rule asks which mention of the article is the first, all of it is asked.
    """
    catalog = opened.catalog
    if not opened.naming.turned:
        catalog = replace(catalog, entries=tuple(dict.fromkeys(reading.entry for reading in opened.of(unit)[0].paragraph)))
    return refusal(opened.workspace, opened.edition, opened.slug, unit, act, person, catalog=catalog)


def _store(request: Request, person: str) -> str:
    """Return the name under which a browser keeps what is typed: of this project and this person, since one browser may know several."""
    root = str(site_of(request).settings.root.resolve())
    return hashlib.sha256(f"{root}\0{person}".encode()).hexdigest()[:12]
