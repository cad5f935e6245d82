"""Articles: the registry of their formats, and reading one by the ending of its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.errors import ArticleError, Position
from transflow.files import read_text
from transflow.formats.html import read_html
from transflow.formats.markdown import read_markdown
from transflow.formats.text import read_plain_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from transflow.model import Article

__all__ = ["FORMATS", "Format", "parse_article", "read_article"]

MAX_CHARACTERS = 8_000_000  # a long novel has a million


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of article: its name, the endings of its files, and how its text becomes an Article."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[str, str], Article]


FORMATS = (
    Format("text", (".txt",), read_plain_text),
    Format("markdown", (".md",), read_markdown),
    Format("html", (".html",), read_html),
)


def read_article(path: Path) -> Article:
    """Read an article by the ending of its file's name; raises ArticleError where it cannot be read or has nothing to translate."""
    return parse_article(read_text(path, error=ArticleError), str(path))


def parse_article(text: str, name: str) -> Article:
    """Turn the text of an article into blocks; the ending of `name` tells the format, and errors point to `name`."""
    if len(text) > MAX_CHARACTERS:
        raise ArticleError(f"too large: {len(text)} characters; the limit is {MAX_CHARACTERS}", Position(name))
    for form in FORMATS:
        if name.lower().endswith(form.suffixes):
            article = form.read(text, name)
            if not article.blocks:
                raise ArticleError("nothing to translate: no text in it", Position(name, 1))
            return article
    known = ", ".join(suffix for form in FORMATS for suffix in form.suffixes)
    raise ArticleError(f"no article: the name of its file ends in one of {known}", Position(name))
