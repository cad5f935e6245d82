"""The body of a preview: the spliced article as clean HTML in which every unit is a span that says how far it is.

Units are marked before rendering with rare punctuation characters, which Markdown lets stand anywhere that white space may;
they become spans after rendering, when the HTML has been cleaned. Names are marked with private characters, which are letters to Markdown.
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
    from collections.abc import Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from transflow.editions.targets import Filled
    from transflow.model import Article

OPEN, AFTER_NUMBER, CLOSE = "\u2e22", "\u2e25", "\u2e23"
NAME_OPEN, NAME_AFTER_NUMBER, NAME_CLOSE = "\ue0f0", "\ue0f1", "\ue0f2"
RESERVED = re.compile(f"[{OPEN}{AFTER_NUMBER}{CLOSE}{NAME_OPEN}{NAME_AFTER_NUMBER}{NAME_CLOSE}]")
# In group 1 the index of the unit that begins, in group 2 the number of the name that begins; the end of a unit, or of a name, has neither.
MARK = re.compile(f"{OPEN}(\\d+){AFTER_NUMBER}|{CLOSE}|{NAME_OPEN}(\\d+){NAME_AFTER_NUMBER}|{NAME_CLOSE}")
TAG = re.compile(r"""<[a-zA-Z/](?:[^"'>]|"[^"]*"|'[^']*')*>""")
TAGS = nh3.ALLOWED_TAGS | {"figure", "figcaption", "main", "section"}
_LINE = re.compile(r"[^\r\n]+")


def body(article: Article, filled: Sequence[Filled], *, source_attributes: str, assets: str) -> str:
    """Return the article's body as HTML; `source_attributes` go on units that fall back to the source, `assets` before relative addresses."""

    def address(tag: str, attribute: str, value: str) -> str:
        relative = attribute in {"src", "href"} and not value.startswith(("#", "/")) and not urlsplit(value).scheme
        return f"{assets}{value}" if relative and tag in {"img", "a"} else value

    return _spans(marked_body(article, filled, attribute=address), filled, source_attributes)


def marked_body(
    article: Article,
    filled: Sequence[Filled],
    *,
    attribute: Callable[[str, str, str], str | None],
    tags: AbstractSet[str] = TAGS,
    names: Mapping[int, Sequence[tuple[int, int, int]]] | None = None,
) -> str:
    """Return the article's body as clean HTML with a MARK where a unit begins and ends; none stands inside a tag.

    `attribute` is given tag, attribute and value of whatever may stay, and returns the value to write, None to leave it out. `names` holds by
    the index of a unit the stretches of its text that are marked as names, in their order: (start, end, number).
    """
    marked = _marked(article, filled, names or {})
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
    clean = nh3.clean(html, tags=set(tags), attribute_filter=attribute, link_rel="noreferrer")
    return TAG.sub(lambda tag: MARK.sub("", tag.group()), clean)


def with_names(text: str, names: Sequence[tuple[int, int, int]]) -> str:
    """Return a text with marks around the stretches (start, end, number) of it that are names; its own characters of that kind are left out."""
    parts: list[str] = []
    end = 0
    for start, stop, number in names:
        parts += [
            RESERVED.sub("", text[end:start]),
            f"{NAME_OPEN}{number}{NAME_AFTER_NUMBER}",
            RESERVED.sub("", text[start:stop]),
            NAME_CLOSE,
        ]
        end = stop
    return "".join([*parts, RESERVED.sub("", text[end:])])


def _marked(article: Article, filled: Sequence[Filled], names: Mapping[int, Sequence[tuple[int, int, int]]]) -> str:
    """Splice every unit in, with marks around those that stand in running text, and around names in these."""
    units = [one.unit for one in filled]
    running = {unit.start: index for index, unit in enumerate(units) if takes_marks(article.blocks[unit.block].writing)}
    targets = {
        index: with_names(one.text, names.get(index, ()) if one.unit.start in running else ())
        for index, one in enumerate(filled)
        if one.state is not State.UNTRANSLATED or (index in names and one.unit.start in running)
    }
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


def takes_marks(writing: str) -> bool:
    """Tell whether a unit of a block that is written so stands in running text, not in the head of the article or in an attribute."""
    return not writing.startswith("yaml") and not writing.endswith("attribute")


def _paragraphs(text: str, *, has_headline: bool) -> str:
    lines = [escape(line.group().strip("\ufeff \t")) for line in _LINE.finditer(text) if line.group().strip("\ufeff \t")]
    tags = ["h1" if has_headline and not number else "p" for number in range(len(lines))]
    return "\n".join(f"<{tag}>{line}</{tag}>" for tag, line in zip(tags, lines, strict=True))


def _spans(html: str, filled: Sequence[Filled], source_attributes: str) -> str:
    def span(mark: re.Match[str]) -> str:
        if mark[1] is None:
            return "</span>"
        one = filled[int(mark[1])]
        fallback = f" {source_attributes}" if one.state is State.UNTRANSLATED else ""
        return f'<span class="unit {one.state}" id="unit-{mark[1]}"{fallback}>'

    return MARK.sub(span, html)
