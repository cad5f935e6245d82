"""The images of articles, so that an edition looks as it will look: from the articles' own folder, and nothing but images."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from transflow.review.context import site_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".svg": "image/svg+xml",  # the policy of every answer lets no script in it run
}


def show(request: Request) -> Response:
    """Send an image that lies beside an article or below it; links that lead out of the folder lead nowhere."""
    workspace = site_of(request).live.workspace()
    slug, name = request.path_params["article"], request.path_params["path"]
    article = next((path for path in workspace.articles() if path.stem == slug), None)
    kind = _TYPES.get(PurePosixPath(name).suffix.lower())
    if article is None or kind is None or "\\" in name or "\0" in name:
        raise HTTPException(404, "there is no such image")
    folder = workspace.project.articles_directory.resolve()
    try:
        path = (article.parent / name).resolve()
        inside = path.is_relative_to(folder) and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        found = inside and path.is_file()
    except (OSError, RuntimeError):  # a name that is too long, a link that leads to itself
        found = False
    if not found:
        raise HTTPException(404, "there is no such image")
    return FileResponse(path, media_type=kind)
