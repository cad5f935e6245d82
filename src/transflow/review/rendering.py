"""Templates to pages: one environment that escapes everything and knows how texts are shown."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from transflow.locales import direction, english_name, own_name
from transflow.review.showing import ago, iso, shown, visible

if TYPE_CHECKING:
    from starlette.requests import Request

STATIC = Path(__file__).parent / "static"
_PAGES = Environment(
    loader=PackageLoader("transflow.review", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


@lru_cache(maxsize=64)
def _asset(name: str, _changed: int) -> str:
    return f"/static/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]}"


def asset(name: str) -> str:
    """Return the address of a static file, which changes when its bytes do, so that a browser may keep it."""
    return _asset(name, (STATIC / name).stat().st_mtime_ns)


_PAGES.filters |= {
    "visible": visible,
    "shown": shown,
    "ago": ago,
    "moment": iso,
    "direction": direction,
    "english_name": english_name,
    "own_name": own_name,
}
_PAGES.globals |= {"asset": asset}


def page(request: Request, template: str, *, title: str, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page made from a template; every template knows `person`, `project`, `path`, `title` and `can_leave`."""
    text = _PAGES.get_template(template).render(
        title=title,
        person=getattr(request.state, "person", None),
        project=getattr(request.state, "project", "") or "transflow",
        path=request.url.path,
        can_leave=request.app.state.entry.cookie in request.cookies,  # whom a proxy has signed in signs out there
        **values,
    )
    return HTMLResponse(text, status)


def fragment(template: str, **values: object) -> str:
    """Return a piece of a page made from a template."""
    return _PAGES.get_template(template).render(**values)
