"""The rules: all styles and files of the glossary, one style as a table, one concept of it, and one file as it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from transflow.errors import TransflowError, UsageError
from transflow.locales import is_locale
from transflow.review.context import person_of, site_of
from transflow.review.rendering import page
from transflow.review.roles import lacks_rules
from transflow.review.rules.table import RuleOf, place, table
from transflow.review.rules.weighing import Wrong, wrong
from transflow.review.showing import suspects
from transflow.workflow.names.changing import STYLES, changes, read_rules_file, rules_files, uncommitted

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from transflow.glossary import Style
    from transflow.glossary.styles import Rule
    from transflow.workflow.names.changing import Change, RulesFile
    from transflow.workflow.workspace import Workspace

_LAST = 12
CHOSEN = ("narration", "quotation", "headline", "summary", "caption", "heading", "first-mention", "later", "adjective")


def show(request: Request) -> Response:
    """Show which styles and files there are, and what was changed last; a glossary that does not hold is told, not refused."""
    workspace = site_of(request).live.workspace()
    project = workspace.project
    styles: dict[str, Style] = {}
    problems = wrong_now(workspace)
    if not problems:
        styles = workspace.styles
    return page(
        request,
        "rules.html",
        title="Rules",
        problems=problems,
        styles=styles,
        followers={name: [edition.name for edition in project.editions if edition.style == name] for name in styles},
        files=[name for name in rules_files(project) if not name.startswith(STYLES)],
        style_files=[name for name in rules_files(project) if name.startswith(STYLES)],
        changes=changes(project)[:_LAST],
        uncommitted=uncommitted(project),
        called=_called(workspace, changes(project)[:_LAST]),
    )


def show_style(request: Request) -> Response:
    """Show the rules of one style."""
    workspace, style = _style(request)
    locale, locales = _locale(request, workspace, style)
    sought = request.query_params.get("q", "").strip()[:200]
    return page(
        request,
        "rules-style.html",
        title=style.title or style.id,
        table=table(workspace, style, locale, sought=sought),
        locale=locale,
        locales=locales,
        sought=sought,
        file=_file_of(workspace, style),
        without=sorted(set(workspace.glossary.concepts) - {concept for concept, _ in style.all_rules()}),
        refused=lacks_rules(person_of(request), site_of(request).live.workspace().project),
        source_locale=workspace.project.source_locale,
    )


def show_concept(request: Request) -> Response:
    """Show one concept under a style, and the form that changes one choice of its rule."""
    workspace, style = _style(request)
    concept = workspace.glossary.concepts.get(request.path_params["concept"])
    if concept is None:
        raise HTTPException(404, "the glossary has no such concept")
    locale, _ = _locale(request, workspace, style)
    name = _file_of(workspace, style)
    file = read_rules_file(workspace.project, name)
    told = next((one for one in table(workspace, style, locale).rules if one.concept == concept.id), None)
    rule = style.rules.get(concept.id)
    return page(
        request,
        "rules-concept.html",
        title=f"{concept.id} in {style.title or style.id}",
        style=style,
        concept=concept,
        at=place(concept.position, workspace),
        rule=told,
        chosen=_chosen(rule, told),
        reason=rule.reason if rule else "",
        places=CHOSEN,
        where=request.query_params.get("where", "narration"),
        locale=locale,
        file=file,
        refused=lacks_rules(person_of(request), site_of(request).live.workspace().project),
        source_locale=workspace.project.source_locale,
    )


def show_file(request: Request) -> Response:
    """Show one file as it is written, to be changed by those who may."""
    workspace = site_of(request).live.workspace()
    file = file_of(request)
    state = uncommitted(workspace.project)
    own = [change for change in changes(workspace.project) if change.file == file.name][:_LAST]
    return page(
        request,
        "rules-file.html",
        title=f"glossary/{file.name}",
        file=file,
        hidden=suspects(file.text),
        problems=wrong_now(workspace),
        refused=lacks_rules(person_of(request), site_of(request).live.workspace().project),
        uncommitted=state is not None and file.name in state,
        in_git=state is not None,
        changes=own,
        called=_called(workspace, own),
    )


def file_of(request: Request) -> RulesFile:
    """Return the file of the glossary that a path names to the letter; anything else is not found."""
    try:
        return read_rules_file(site_of(request).live.workspace().project, request.path_params["path"])
    except UsageError as bad:
        raise HTTPException(404, bad.what) from None


def wrong_now(workspace: Workspace) -> tuple[Wrong, ...]:
    """Return what keeps the glossary on disk from being read; nothing where it holds."""
    try:
        _ = workspace.styles
    except TransflowError as bad:
        return wrong(bad, workspace.project.root)
    return ()


def _style(request: Request) -> tuple[Workspace, Style]:
    workspace = site_of(request).live.workspace()
    style = workspace.styles.get(request.path_params["style"])
    if style is None:
        raise HTTPException(404, "the glossary has no such style")
    return workspace, style


def _file_of(workspace: Workspace, style: Style) -> str:
    return next(name for name, path in rules_files(workspace.project).items() if name.startswith(STYLES) and path.stem == style.id)


def _locale(request: Request, workspace: Workspace, style: Style) -> tuple[str, list[str]]:
    """Return the locale that was asked for, or that of the first edition in the style; and all of the project."""
    locales = list(dict.fromkeys(edition.locale for edition in workspace.project.editions))
    asked = request.query_params.get("locale", "")
    own = next((edition.locale for edition in workspace.project.editions if edition.style == style.id), workspace.project.source_locale)
    return (asked if is_locale(asked) and asked in locales else own), locales


def _chosen(rule: Rule | None, told: RuleOf | None) -> dict[str, tuple[str, ...] | None]:
    """Return what the rule itself calls for by place, None where it says nothing of it or more than a form can show."""
    if rule is None or told is None:
        return {}
    said = {**{str(voice): choice for voice, choice in rule.voices.items()}, **{str(slot): choice for slot, choice in rule.slots.items()}}
    said |= {str(turn): choice for turn, choice in rule.turns.items()}
    if rule.adjective is not None:
        said["adjective"] = rule.adjective
    return {where: None if choice.double else choice.names for where, choice in said.items()}


def _called(workspace: Workspace, told: tuple[Change, ...] | list[Change]) -> dict[str, str]:
    people = workspace.project.review.people
    return {change.by: people[change.by].name if change.by in people else change.by for change in told}
