"""Changes of rules: what one would do, and taking it. Only for the naming desk and admins."""

from __future__ import annotations

import difflib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from transflow.errors import ConflictError, StorageError, TransflowError
from transflow.glossary.rewriting import NewChoice, with_choice
from transflow.review.context import person_of, site_of
from transflow.review.pages.rules import file_of
from transflow.review.refusals import refuse
from transflow.review.rendering import fragment
from transflow.review.roles import lacks_rules
from transflow.review.rules.weighing import wrong
from transflow.workflow.names.changing import STYLES, keeping_line_ends, rules_files, take

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from transflow.review.rules.weighing import Wrong
    from transflow.workflow.names.changing import RulesFile
    from transflow.workflow.names.impact import Impact

_SHOWN = 200  # units of an edition that are listed
_LONGEST = 2000
_NAMES = 20


class Proposed(msgspec.Struct, forbid_unknown_fields=True):
    """Another text for the file of the path; `why` is what the desk is told of it when it is taken."""

    text: str
    why: str = ""


class Chosen(msgspec.Struct, forbid_unknown_fields=True):
    """Other names for one place of a concept's rule, and its reason where that is another one, too."""

    concept: str
    where: str
    names: list[str]
    reason: str | None = None


def weigh_text(request: Request, body: Proposed) -> Response:
    """Answer what another text for a file would do; nothing is written."""
    if (refused := lacks_rules(person_of(request), site_of(request).live.workspace().project)) is not None:
        return refuse(request, 403, refused)
    file = file_of(request)
    if (conflict := _conflict(request, file, body.text)) is not None:
        return conflict
    return _weighed(request, file, keeping_line_ends(file.text, body.text))


def weigh_choice(request: Request, body: Chosen) -> Response:
    """Answer what another choice in a rule of a style would do, and the text that says so; nothing is written."""
    if (refused := lacks_rules(person_of(request), site_of(request).live.workspace().project)) is not None:
        return refuse(request, 403, refused)
    workspace = site_of(request).live.workspace()
    style = request.path_params["style"]
    name = next((one for one, path in rules_files(workspace.project).items() if one.startswith(STYLES) and path.stem == style), None)
    known = workspace.glossary.concepts.get(body.concept)
    if name is None or known is None:
        raise HTTPException(404, "the glossary has no such style or concept")
    if len(body.names) > _NAMES or not set(body.names) <= set(known.names) or len(body.reason or "") > _LONGEST:
        raise HTTPException(400, "these are not names of this concept, or the reason is too long")
    request.path_params["path"] = name
    file = file_of(request)
    if (conflict := _conflict(request, file, None)) is not None:
        return conflict
    try:
        text = with_choice(file.text, NewChoice(body.concept, body.where, body.names, body.reason), file=f"glossary/{name}")
    except TransflowError as bad:
        return _wrong(request, wrong(bad, workspace.project.root))
    return _weighed(request, file, text)


def take_text(request: Request, body: Proposed) -> Response:
    """Write another text for a file, if its impact was shown, the file is what the person saw, and the glossary holds with it."""
    person = person_of(request)
    if (refused := lacks_rules(person, site_of(request).live.workspace().project)) is not None:
        return refuse(request, 403, refused)
    file, seen, why = file_of(request), _seen(request), " ".join(body.why.split())
    if (conflict := _conflict(request, file, body.text)) is not None:
        return conflict
    if not why or len(why) > _LONGEST:
        raise HTTPException(400, "say in a few words why, for those who come after you")
    text = keeping_line_ends(file.text, body.text)
    if not site_of(request).weighing.was_weighed(file.name, text, seen=seen):
        return refuse(request, 409, "Look at what this change does first: show its impact, then take it.", error="impact-first")
    workspace = site_of(request).live.workspace()
    try:
        taken = take(workspace, file.name, text, seen=seen, by=person, why=why, now=datetime.now(UTC))
    except ConflictError:
        return refuse(request, 409, "Somebody changed this file meanwhile.")
    except StorageError:
        raise
    except TransflowError as bad:
        return _wrong(request, wrong(bad, workspace.project.root))
    return JSONResponse({"file": f"glossary/{taken.name}", "tag": taken.tag}, headers={"ETag": f'"{taken.tag}"'})


def _weighed(request: Request, file: RulesFile, text: str) -> Response:
    impact, errors = site_of(request).weighing.weigh(site_of(request).live.workspace().project.root, file.name, text, seen=file.tag)
    if errors or impact is None:
        return _wrong(request, errors)
    return JSONResponse({"html": _told(file, text, impact), "text": text, "tag": file.tag, "changed": text != file.text})


def _told(file: RulesFile, text: str, impact: Impact) -> str:
    lines = list(difflib.unified_diff(file.text.splitlines(), text.splitlines(), n=2, lineterm=""))[2:]
    return fragment("rules-impact.html", impact=impact, difference=lines, most=_SHOWN)


def _wrong(request: Request, errors: tuple[Wrong, ...]) -> Response:
    told = [{"file": one.file, "line": one.line, "column": one.column, "what": one.what, "place": one.place} for one in errors]
    what = f"{len(told)} {'thing is' if len(told) == 1 else 'things are'} wrong with this; nothing was written."
    return refuse(request, 422, what, error="rules", wrong=told)


def _seen(request: Request) -> str:
    seen = request.headers.get("if-match", "").strip().strip('"')
    if not seen:
        raise HTTPException(428, "say in If-Match what you saw")
    return seen


def _conflict(request: Request, file: RulesFile, mine: str | None) -> Response | None:
    """Return the answer to somebody who saw another text than the one that stands there, or None."""
    if _seen(request) == file.tag:
        return None
    lines = list(difflib.unified_diff(file.text.splitlines(), mine.splitlines(), n=2, lineterm=""))[2:] if mine is not None else []
    response = refuse(
        request,
        409,
        "Somebody changed this file after you opened it.",
        html=fragment("rules-difference.html", difference=lines),
        tag=file.tag,
        theirs=file.text,
    )
    response.headers["ETag"] = f'"{file.tag}"'
    return response
