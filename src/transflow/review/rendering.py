"""Templates to pages: one environment that escapes everything and knows how texts are shown."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from transflow.locales import direction, english_name, own_name
from transflow.review.showing import ago, iso, shown, visible

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Scope

HASHED = re.compile(r"^[0-9a-f]{10}/")
STATIC = Path(__file__).parent / "static"
_PAGES = Environment(
    loader=PackageLoader("transflow.review", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


@lru_cache(maxsize=1)
def _version(_changed: tuple[int, ...]) -> str:
    hashed = hashlib.sha256()
    for path in sorted(STATIC.iterdir()):
        hashed.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return hashed.hexdigest()[:10]


def asset(name: str) -> str:
    """Return the address of a static file, which changes when any of them does, so that a browser may keep it, and what it imports, as long as it likes."""
    return f"/static/{_version(tuple(path.stat().st_mtime_ns for path in sorted(STATIC.iterdir())))}/{name}"


class Assets(StaticFiles):
    """The static files, by the addresses that `asset` gives, and by their plain names."""

    def get_path(self, scope: Scope) -> str:
        """Return the path of a file in the folder."""
        return HASHED.sub("", super().get_path(scope))


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
