"""The body of a preview: the spliced article as clean HTML in which every unit is a span that says how far it is.

Units are marked before rendering with rare punctuation characters, which Markdown lets stand anywhere that white space may;
they become spans after rendering, when the HTML has been cleaned.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt

from transflow.formats.front_matter import read_front_matter
from transflow.formats.writing import splice
from transflow.model import State
from transflow.units import replacements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.editions.targets import Filled
    from transflow.model import Article

OPEN, AFTER_NUMBER, CLOSE = "\u2e22", "\u2e25", "\u2e23"
_RESERVED = re.compile(f"[{OPEN}{AFTER_NUMBER}{CLOSE}]")
_MARK = re.compile(f"{OPEN}(\\d+){AFTER_NUMBER}|{CLOSE}")
_TAG = re.compile(r"""<[a-zA-Z/](?:[^"'>]|"[^"]*"|'[^']*')*>""")
_TAGS = nh3.ALLOWED_TAGS | {"figure", "figcaption", "main", "section"}
_LINE = re.compile(r"[^\r\n]+")


def body(article: Article, filled: Sequence[Filled], *, source_attributes: str, assets: str) -> str:
    """Return the article's body as HTML; `source_attributes` go on units that fall back to the source, `assets` before relative addresses."""
    marked = _marked(article, filled)
    if article.format == "markdown":
        html = (
            MarkdownIt("commonmark", {"html": True})
            .enable(["table", "strikethrough"])
            .render(marked[read_front_matter(marked, article.name).end :])
        )
    elif article.format == "html":
        html = marked
    else:
        html = _paragraphs(marked, has_headline=bool(article.blocks) and article.blocks[0].slot == "headline")
    return _spans(_clean(html, assets), filled, source_attributes)


def _marked(article: Article, filled: Sequence[Filled]) -> str:
    """Splice every unit in, with marks around those that stand in running text."""
    units = [one.unit for one in filled]
    targets = {index: _RESERVED.sub("", one.text) for index, one in enumerate(filled) if one.state is not State.UNTRANSLATED}
    running = {unit.start: index for index, unit in enumerate(units) if _takes_marks(article.blocks[unit.block].writing)}
    placed = {start: (end, text) for start, end, text in replacements(article, units, targets)}
    for index, unit in enumerate(units):
        if index not in targets:
            placed[unit.start] = (unit.end, article.text[unit.start : unit.end])
    return splice(
        article.text,
        [
            (start, end, f"{OPEN}{running[start]}{AFTER_NUMBER}{text}{CLOSE}" if start in running and text else text)
            for start, (end, text) in sorted(placed.items())
        ],
    )


def _takes_marks(writing: str) -> bool:
    return not writing.startswith("yaml") and not writing.endswith("attribute")


def _paragraphs(text: str, *, has_headline: bool) -> str:
    lines = [escape(line.group().strip("\ufeff \t")) for line in _LINE.finditer(text) if line.group().strip("\ufeff \t")]
    tags = ["h1" if has_headline and not number else "p" for number in range(len(lines))]
    return "\n".join(f"<{tag}>{line}</{tag}>" for tag, line in zip(tags, lines, strict=True))


def _clean(html: str, assets: str) -> str:
    def address(tag: str, attribute: str, value: str) -> str:
        relative = attribute in {"src", "href"} and not value.startswith(("#", "/")) and not urlsplit(value).scheme
        return f"{assets}{value}" if relative and tag in {"img", "a"} else value

    return nh3.clean(html, tags=_TAGS, attribute_filter=address, link_rel="noreferrer")


def _spans(html: str, filled: Sequence[Filled], source_attributes: str) -> str:
    def span(mark: re.Match[str]) -> str:
        if mark[1] is None:
            return "</span>"
        one = filled[int(mark[1])]
        fallback = f" {source_attributes}" if one.state is State.UNTRANSLATED else ""
        return f'<span class="unit {one.state}" id="unit-{mark[1]}"{fallback}>'

    outside_tags = _TAG.sub(lambda tag: _MARK.sub("", tag.group()), html)
    return _MARK.sub(span, outside_tags)
