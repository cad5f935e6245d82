"""Any text, without a project: its units, and the names in it."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from transflow.errors import ArticleError, ProjectError
from transflow.files import read_text
from transflow.formats.articles import parse_article
from transflow.formats.text import line_at, line_starts
from transflow.glossary import Matcher, read_glossary
from transflow.locales import parse_locale
from transflow.model import Span
from transflow.project import find_root, read_project
from transflow.units import cut
from transflow.voice import document_quotations, quotations

if TYPE_CHECKING:
    from transflow.glossary import Glossary
    from transflow.model import Article, Block, Mention, Unit

STARTER = Path(str(files("transflow"))) / "starter"
_LINE_END = re.compile(r"\r\n|\r|\n")
_INVISIBLE = "\u2060"


def read_any(name: str) -> tuple[str, str]:
    """Return (name, text) of a file, or of standard input for `-`; raises ArticleError where it cannot be read."""
    if name == "-":
        try:
            return "standard input", sys.stdin.buffer.read().decode("utf-8")
        except UnicodeDecodeError as bad:
            raise ArticleError(f"standard input is not valid UTF-8 (byte {bad.start})") from None
    return name, read_text(Path(name), error=ArticleError)


def segment(text: tuple[str, str], *, language: str | None, unit: Literal["sentence", "paragraph"]) -> tuple[Unit, ...]:
    """Return the units of a text; the language is the one given, or what the front matter says, or English."""
    article = _article(text)
    return cut(article, language=_language(article, language), unit=unit)


def glossary_near(directory: Path) -> Glossary:
    """Return the glossary of the project at or above a directory, or the starter's where there is no project."""
    try:
        root = find_root(directory)
    except ProjectError:
        return read_glossary(STARTER / "glossary")
    return read_glossary(read_project(root).glossary_directory)


@dataclass(frozen=True, slots=True)
class Found:
    """A mention and the line and column where it stands, both counted from 1."""

    line: int
    column: int
    mention: Mention


def find_in_lines(text: tuple[str, str], glossary: Glossary, *, language: str | None) -> list[Found]:
    """Return the mentions of every line as a text of its own; their offsets count from the line's start."""
    tag = parse_locale(language or "en").bcp47
    matcher = Matcher(glossary, tag)
    found: list[Found] = []
    for number, line in enumerate(_LINE_END.split(text[1]), start=1):
        found += [Found(number, mention.start + 1, mention) for mention in matcher.find(line, quotations((line,), tag)[0])]
    return found


def find_in_article(text: tuple[str, str], glossary: Glossary, *, language: str | None) -> list[Found]:
    """Return the mentions of an article; their offsets are code points of the file."""
    article = _article(text)
    tag = _language(article, language)
    matcher = Matcher(glossary, tag)
    plain = [_same_length(block) for block in article.blocks]
    starts = line_starts(article.text)
    found: list[Found] = []
    for block, shown, spans in zip(article.blocks, plain, document_quotations([[one] for one in plain], tag), strict=True):
        quoted = (Span(0, len(shown)),) if block.quoted else spans[0]
        for mention in matcher.find(shown, quoted):
            start, end = mention.start + block.start, mention.end + block.start
            line = line_at(starts, start)
            moved = replace(mention, start=start, end=end, text=article.text[start:end])
            found.append(Found(line, start - starts[line - 1] + 1, moved))
    return found


def _same_length(block: Block) -> str:
    """Return a block as a reader sees it, in as many code points as its source: markup becomes invisible."""
    parts = []
    for piece in block.pieces:
        length = piece.end - piece.start
        shown = piece.text if piece.kind == "text" else ""
        parts.append(shown[:length] + _INVISIBLE * (length - len(shown)))
    return "".join(parts)


def _article(text: tuple[str, str]) -> Article:
    name, content = text
    path = Path(name)
    known = path.suffix in {".md", ".html", ".txt"}
    return parse_article(content, path.name if known else f"{path.name}.txt")


def _language(article: Article, language: str | None) -> str:
    return parse_locale(language or article.metadata.get("lang", "en")).bcp47
