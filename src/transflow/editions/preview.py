"""The preview of an edition: one self-contained HTML page that shows what is a draft and what is still source."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from transflow.editions.body import body
from transflow.locales import direction, english_name
from transflow.model import Slot, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.editions.targets import Filled
    from transflow.model import Article
    from transflow.project import Edition

_PAGES = Environment(
    loader=PackageLoader("transflow.editions", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def preview(article: Article, filled: Sequence[Filled], *, edition: Edition, source_locale: str, assets: str) -> str:
    """Return the page; `assets` is the way from the page to the folder of the article, for its images."""
    source_attributes = f'lang="{source_locale}" dir="{direction(source_locale)}"'
    matter = [one for one in filled if article.blocks[one.unit.block].writing.startswith("yaml")]
    headline = _first(filled, Slot.HEADLINE)
    name = PurePath(article.name).name
    return _PAGES.get_template("preview.html.jinja").render(
        title=headline.text if headline else name,
        lang=edition.locale,
        dir=direction(edition.locale),
        source_lang=source_locale,
        source_dir=direction(source_locale),
        edition=edition.name,
        edition_name=english_name(edition.locale),
        article=name,
        counts=Counter(str(one.state) for one in filled),
        states=[str(state) for state in State],
        total=len(filled),
        headline=_first(matter, Slot.HEADLINE),
        summary=[one for one in matter if one.unit.slot is Slot.SUMMARY],
        byline=[one for one in matter if one.unit.slot is Slot.BYLINE],
        caption=[one for one in matter if one.unit.slot is Slot.CAPTION],
        keywords=[one for one in matter if one.unit.slot is Slot.KEYWORD],
        date=article.metadata.get("date", ""),
        body=Markup(body(article, filled, source_attributes=source_attributes, assets=assets)),  # noqa: S704 - nh3 cleaned it
    )


def _first(filled: Sequence[Filled], slot: Slot) -> Filled | None:
    return next((one for one in filled if one.unit.slot is slot), None)
