"""The day of the events that an article is about: rules of a style may hold for some days only."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from transflow.errors import ArticleError, Position
from transflow.formats.po import EVENT_DATE

if TYPE_CHECKING:
    from pathlib import Path

    from transflow.formats.po import Catalog
    from transflow.model import Article

_KEYS = ("event-date", "date")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])")


def article_day(article: Article, path: Path) -> date | None:
    """Return `event-date` of an article's front matter, or else its `date` where that begins with a day such as 2023-05-28.

    Raises ArticleError, with its place, for an `event-date` that is none.
    """
    said = article.metadata.get(_KEYS[0], "")
    if said and _day(said) is None:
        found = re.search(rf"^{_KEYS[0]}\s*:\s*", article.text, re.MULTILINE)
        line = article.text.count("\n", 0, found.start()) + 1 if found else 1
        column = len(found.group()) + 1 if found else 1
        raise ArticleError(f"`{_KEYS[0]}` must be a date such as 2023-05-28, not {said!r}", Position(str(path), line, column))
    return next((day for key in _KEYS if (day := _day(article.metadata.get(key, "")))), None)


def catalog_day(catalog: Catalog) -> date | None:
    """Return the day that the catalog's article is about, as it was extracted."""
    return _day(catalog.header.get(EVENT_DATE, ""))


def _day(text: str) -> date | None:
    found = _DAY.match(text)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:  # a day that no calendar has
        return None
