"""Confidential articles: what their head says, and that no engine off this machine sees them.

The rule errs on the side of silence: an article counts as confidential wherever `confidential` stands at its head with anything but
`false`, `no`, `off` or `0`, be it misspelt, empty, or more than a word; also where that head is not quite one: behind a blank line, not
closed, no YAML, or the first line of a plain text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transflow.errors import ConfidentialError, Position
from transflow.formats.front_matter import said_in_front_matter

if TYPE_CHECKING:
    from pathlib import Path

    from transflow.backends import Backend
    from transflow.model import Article

KEY = "confidential"
_NOT = frozenset({"false", "no", "off", "0"})
# What may be meant as a head: the lines behind `---` to the next such line or the first blank one, else the first line.
_HEAD = re.compile(r"\ufeff?\s*(?:---[ \t]*\r?\n((?:(?!---|\.\.\.).*\S.*(?:\r?\n|\Z))*)|(.*\S.*))")
_SAID = re.compile(rf"^[ \t]*[\"']?{KEY}[\"']?[ \t]*:[ \t]*[\"']?([^\"'\s#]*)", re.IGNORECASE | re.MULTILINE)
_SAID_ALONE = re.compile(rf"{KEY}[ \t]*:[ \t]*(\w*)[ \t\r]*", re.IGNORECASE)
_META = re.compile(rf"<meta\b[^>]*\bname\s*=\s*[\"']?{KEY}\b[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(r"\bcontent\s*=\s*[\"']?([^\"'\s>]*)", re.IGNORECASE)


def confidential_at(article: Article, path: Path) -> Position | None:
    """Return where an article says that it is confidential: in its front matter, or in `<meta name="confidential">`; None where it is not."""
    if article.format == "html":
        said = _said_in_html(article.text)
    else:
        said = said_in_front_matter(article.text, KEY)
        if said is None or _denies(said[0]):
            said = _said_in_lines(article.text)
    return None if said is None or _denies(said[0]) else Position(str(path), said[1])


def refuse_to_send(backend: Backend, at: Position | None) -> None:
    """Raise ConfidentialError for an article that is confidential (`at` says where) and an engine that would send it off this machine."""
    if at is not None and is_remote(backend):
        raise ConfidentialError(f"{backend.name} would send this article off this machine, and it is confidential", at)


def is_remote(backend: Backend) -> bool:
    """Tell whether an engine sends texts off this machine; of one that does not say, it is taken for granted."""
    abilities = getattr(backend, "abilities", None)
    return abilities is None or bool(getattr(abilities, "remote", True))


def _denies(value: str) -> bool:
    return value.strip().casefold() in _NOT


def _said_in_lines(text: str) -> tuple[str, int] | None:
    """Return what the lines of something like a head say first that is no denial, and where."""
    head = _HEAD.match(text)
    if head is None:
        return None
    if head[2] is None:
        found = list(_SAID.finditer(text, *head.span(1)))
    else:
        alone = _SAID_ALONE.fullmatch(text, *head.span(2))
        found = [alone] if alone else []
    return next(((one[1], text.count("\n", 0, one.start(1)) + 1) for one in found if not _denies(one[1])), None)


def _said_in_html(text: str) -> tuple[str, int] | None:
    for found in _META.finditer(text):
        content = _CONTENT.search(found[0])
        said = content[1] if content else ""
        if not _denies(said):
            return said, text.count("\n", 0, found.start()) + 1
    return None
