"""The two sides of the page: the source and the edition as pieces of HTML with marks, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from transflow.editions import Filled
from transflow.editions.body import AFTER_NUMBER, CLOSE, OPEN, TAGS, marked_body, with_names
from transflow.model import Slot, State
from transflow.review.whole.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from transflow.model import Article, Unit

# What would be a landmark, a button or a map of its own inside the page, or hide what is to be read.
_SHOWN = TAGS - {"main", "nav", "aside", "map", "area", "details", "summary"}
_BEFORE = ((Slot.HEADLINE, "h1"), (Slot.SUMMARY, "p"), (Slot.BYLINE, "p"), (Slot.CAPTION, "p"))


@dataclass(frozen=True, slots=True)
class Named:
    """The names on both sides by the index of a unit: (start, end, number), and by number what is told of them."""

    source: Mapping[int, Sequence[tuple[int, int, int]]]
    target: Mapping[int, Sequence[tuple[int, int, int]]]
    told: Sequence[str] = ()


def source_pieces(article: Article, units: Sequence[Unit], names: Mapping[int, Sequence[tuple[int, int, int]]] | None = None) -> list[str]:
    """Return the pieces of the source; marks say where units, and with `names` also names, begin and end."""
    return _side(article, [Filled(unit, unit.text, State.UNTRANSLATED) for unit in units], names or {})


def edition_pieces(
    article: Article, filled: Sequence[Filled], names: Mapping[int, Sequence[tuple[int, int, int]]] | None = None
) -> list[str]:
    """Return the pieces of the edition, marked as those of the source."""
    return _side(article, filled, names or {})


def _side(article: Article, filled: Sequence[Filled], names: Mapping[int, Sequence[tuple[int, int, int]]]) -> list[str]:
    def attribute(tag: str, name: str, value: str) -> str | None:
        return _address(article, value) if (tag, name) == ("img", "src") else value

    matter = [index for index, one in enumerate(filled) if article.blocks[one.unit.block].writing.startswith("yaml")]
    body = marked_body(article, filled, attribute=attribute, tags=_SHOWN, names=names)
    return [*_head(article, filled, matter, names), *pieces(body), *_keywords(filled, matter, names)]


def _address(article: Article, value: str) -> str | None:
    """Return where an image of the article is had from: this server, which has those that lie beside it; no other is asked for."""
    parts = urlsplit(value)
    if parts.scheme or parts.netloc or value.startswith("/"):
        return None
    slug = article.name.rpartition("/")[2].rpartition(".")[0]
    return f"/article/{slug}/file/{quote(parts.path, safe='/%')}"


def _head(
    article: Article, filled: Sequence[Filled], matter: Sequence[int], names: Mapping[int, Sequence[tuple[int, int, int]]]
) -> Iterator[str]:
    """Yield what stands in the head of the article and above its text."""
    for slot, tag in _BEFORE:
        found = [_marked(index, filled, names) for index in matter if filled[index].unit.slot is slot]
        if found:
            yield f'<{tag} class="{slot}">{" ".join(found)}</{tag}>'
    if date := article.metadata.get("date", ""):
        yield f'<p class="byline">{escape(date)}</p>'


def _keywords(filled: Sequence[Filled], matter: Sequence[int], names: Mapping[int, Sequence[tuple[int, int, int]]]) -> Iterator[str]:
    found = [_marked(index, filled, names) for index in matter if filled[index].unit.slot is Slot.KEYWORD]
    if found:
        yield f'<p class="keywords">{" · ".join(found)}</p>'


def _marked(index: int, filled: Sequence[Filled], names: Mapping[int, Sequence[tuple[int, int, int]]]) -> str:
    return f"{OPEN}{index}{AFTER_NUMBER}{escape(with_names(filled[index].text, names.get(index, ())))}{CLOSE}"
