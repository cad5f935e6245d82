"""What a person does at the desk: try, save, sign, put a translation elsewhere, ask an engine. JSON in, JSON out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from transflow.errors import BackendError, ConflictError, ProjectError, RefusedError, UsageError
from transflow.policy import Person
from transflow.review.context import person_of, place_of, site_of, unit_of
from transflow.review.desk.beside import compared
from transflow.review.desk.engines import engines
from transflow.review.desk.leaving_out import leave_out
from transflow.review.desk.queue import next_unit
from transflow.review.desk.repeats import propagate
from transflow.review.desk.saving import Conflict, save_unit, tag_of
from transflow.review.desk.trying import tried
from transflow.review.desk.trying import typed as as_typed
from transflow.review.pages.unit import opened_of
from transflow.review.pages.unit_answers import findings_of, names_of, runs_of
from transflow.review.pages.unit_asked import gone_through, query_of
from transflow.review.refusals import refuse
from transflow.signoffs import Seen
from transflow.workflow.deciding.signing import Act, add_written, history, sign
from transflow.workflow.drafting.chain import told_of
from transflow.workflow.drafting.redraft import redraft
from transflow.workflow.drafting.remember import ENGINE as MEMORY

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from transflow.formats.po import Entry
    from transflow.review.context import Place
    from transflow.review.desk.readings import OpenCatalog
    from transflow.review.desk.saving import Saved

_MOST_TEXTS = 8  # plural forms: no language of CLDR has more than six


class Typed(msgspec.Struct):
    """What was typed: a text for each plural form, and those that the person began with."""

    texts: list[str]
    base: list[str] | None = None
    draft: bool = False


class Signed(msgspec.Struct):
    """What somebody decides."""

    act: Literal["approve", "reject", "waive", "comment"]
    reason: str = ""
    check: str = ""


class Places(msgspec.Struct):
    """Where a translation is to be put: (article, unit) each."""

    places: list[tuple[str, str]]


class LeftOut(msgspec.Struct):
    """Why an edition leaves a unit out."""

    reason: str


class Asked(msgspec.Struct):
    """Which engine is asked."""

    engine: str


def check(request: Request, body: Typed) -> Response:
    """Tell what the checks say of what is typed; nothing is saved."""
    place, unit = place_of(request), unit_of(request)
    opened = opened_of(request, place)
    _right_count(body, opened.entry(unit))
    standing = site_of(request).desk.standings(opened)[unit]
    with opened.lock:
        as_it_would_be = tried(opened, unit, body.texts)
        found = findings_of(as_it_would_be, unit, standing)
        return JSONResponse({"findings": found, "runs": runs_of(as_it_would_be, unit), "names": names_of(as_it_would_be, unit)})


def save(request: Request, body: Typed) -> Response:
    """Save what is typed, or tell of the conflict with both versions."""
    place, unit, person = place_of(request), unit_of(request), person_of(request)
    seen = _seen(request)

    def note(entry: Entry) -> None:
        add_written(place.workspace, place.edition, place.slug, entry, by=person)

    try:
        done = save_unit(
            place.workspace.project,
            place.edition,
            place.slug,
            unit,
            body.texts,
            by=person.id,
            seen=seen,
            base=[as_typed(text) for text in body.base] if body.base is not None else None,
            draft=body.draft,
            note=note,
            read=site_of(request).live.reread,
        )
    except UsageError as bad:
        return refuse(request, 409 if "any more" in bad.what else 400, bad.what)
    return _saved(request, place, unit, done)


def leave_unit_out(request: Request, body: LeftOut) -> Response:
    """Empty a unit on purpose, with the reason, or tell of the conflict."""
    place, unit, person = place_of(request), unit_of(request), person_of(request)
    seen = _seen(request)

    def note(entry: Entry) -> None:
        add_written(place.workspace, place.edition, place.slug, entry, by=person)

    project, read = place.workspace.project, site_of(request).live.reread
    try:
        done = leave_out(project, place.edition, place.slug, unit, body.reason, by=person.id, seen=seen, note=note, read=read)
    except UsageError as bad:
        return refuse(request, 409 if "any more" in bad.what else 400, bad.what)
    return _saved(request, place, unit, done)


def sign_unit(request: Request, body: Signed) -> Response:
    """Approve, reject, waive or remark, if the policy lets this person and the unit is what they saw."""
    place, unit, person = place_of(request), unit_of(request), person_of(request)
    parts = _seen(request).split(".")
    if len(parts) != 3:
        raise HTTPException(400, "say in If-Match what you saw: the source, the translation and the names")
    try:
        signoff = sign(
            place.workspace,
            place.edition,
            place.slug,
            unit,
            Act(body.act),
            by=person,
            reason=body.reason,
            check=body.check,
            seen=None if body.act == "comment" else Seen(*parts),
            here=site_of(request).settings.alone,  # who works alone is who sits at the shell
        )
    except RefusedError as bad:
        return refuse(request, 403, bad.what)
    except ConflictError as bad:
        return refuse(request, 409, bad.what)
    except UsageError as bad:
        return refuse(request, 400, bad.what)
    opened = opened_of(request, place)
    standings = site_of(request).desk.standings(opened)
    following = _following(request, opened, unit)
    return JSONResponse(
        {
            "act": signoff.act,
            "at": signoff.at,
            "state": standings[unit].state,
            "tag": tag_of(opened.entry(unit)),
            "next": following,
        }
    )


def put_elsewhere(request: Request, body: Places) -> Response:
    """Put the saved translation where the same source stands again, as drafts; a place that is not free any more is passed over."""
    place, unit, person = place_of(request), unit_of(request), person_of(request)
    known = {path.stem for path in place.workspace.articles()}
    if not all(article in known for article, _ in body.places):
        raise HTTPException(404, "this project has no such article")
    opened = opened_of(request, place)
    entry = opened.entry(unit)
    if tag_of(entry) != _seen(request):
        return refuse(request, 409, "this unit is not what you have seen; look at it again first")

    wrote = [Person(by) for by in site_of(request).desk.standings(opened)[unit].written_by if by != person.id]

    def note(article: str, written: Entry) -> None:
        for by in (person, *wrote):  # their words stay theirs, whoever puts them elsewhere
            add_written(place.workspace, place.edition, article, written, by=by)

    done = propagate(place.workspace.project, place.edition, (place.slug, entry), body.places, by=person.id, note=note)
    return JSONResponse({"written": [[one.article, one.unit] for one in done], "asked": len(body.places)})


def draft_anew(request: Request, body: Asked) -> Response:
    """Ask an engine for another draft, which is offered and not saved."""
    place, unit = place_of(request), unit_of(request)
    offered = {MEMORY, *(engine.name for engine in engines(place.workspace, place.edition, place.article))}
    if body.engine not in offered:  # nothing goes to an engine that transflow.yaml does not name
        return refuse(request, 400, f"{body.engine[:50]!r} is none of the engines that could draft here")
    try:
        made = redraft(place.workspace, place.edition.name, place.slug, unit, body.engine)
    except (BackendError, ProjectError) as bad:  # a damaged spending.jsonl, too
        return JSONResponse({"text": None, "engine": body.engine, "notes": [], "why": told_of(bad, place.workspace.project)})
    except UsageError as bad:
        return refuse(request, 400, bad.what)
    return JSONResponse({"text": made.text, "engine": made.engine, "notes": list(made.notes), "why": made.why or ""})


def _saved(request: Request, place: Place, unit: str, done: Saved | Conflict) -> Response:
    if isinstance(done, Conflict):
        return _conflict(request, place, done)
    opened = opened_of(request, place)
    standings = site_of(request).desk.standings(opened)
    answer = {
        "tag": done.tag,
        "changed": done.changed,
        "state": standings[unit].state,
        "next": _following(request, opened, unit),
    }
    return JSONResponse(answer, headers={"ETag": f'"{done.tag}"'})


def _following(request: Request, opened: OpenCatalog, unit: str) -> str | None:
    """Return the address of the next unit of what somebody goes through, None where it was the last."""
    desk = site_of(request).desk
    queues = desk.queues(opened)
    with opened.lock:
        found = next_unit(opened, unit, gone_through(request, opened, queues))
    return f"{place_of(request).address}/unit/{found}{query_of(request)}" if found else None


def _conflict(request: Request, place: Place, conflict: Conflict) -> Response:
    wrote = [one.by for one in history(place.workspace, place.edition, place.slug, conflict.entry.unit) if one.act is Act.WRITE]
    pairs = zip(conflict.theirs, conflict.mine, strict=False)
    response = refuse(
        request,
        409,
        "Somebody changed this unit after you opened it.",
        tag=conflict.tag,
        mine=list(conflict.mine),
        theirs=list(conflict.theirs),
        together=list(conflict.together) if conflict.together else None,
        difference=[[[piece.kind, piece.text] for piece in compared(theirs, mine)] for theirs, mine in pairs],
        last=wrote[-1] if wrote else "",
    )
    response.headers["ETag"] = f'"{conflict.tag}"'
    return response


def _seen(request: Request) -> str:
    """Return what a person saw, as the page says in If-Match; without it nothing is changed."""
    seen = request.headers.get("if-match", "").strip().strip('"')
    if not seen:
        raise HTTPException(428, "say in If-Match what you saw")
    return seen


def _right_count(body: Typed, entry: Entry) -> None:
    if not 1 <= len(body.texts) <= _MOST_TEXTS or len(body.texts) != (len(entry.targets) or 1):
        raise HTTPException(400, "this unit has another number of forms")
