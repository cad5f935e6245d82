from __future__ import annotations

from html.parser import HTMLParser

import pytest

from transflow.editions import Filled, fill, own_format, preview
from transflow.formats.articles import parse_article
from transflow.formats.po import new_entry, with_draft
from transflow.model import State
from transflow.project import Edition
from transflow.units import cut

ARTICLE = """---
title: The road
summary: A summary.
keywords: [one, two]
---

# The road

First **bold** sentence. Second <script>alert(1)</script> sentence.

![An alt text](img/a.png)

- [Link text](page.md) here.

> Quoted words.

| a | b |
|---|---|
| _c_ | d |
"""


class Balance(HTMLParser):
    """Holds that every element that is opened is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember an element that was opened."""
        self.seen.append((tag, dict(attrs)))
        if tag not in {"meta", "img", "br", "hr", "link"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Hold a closing tag to the element opened last."""
        assert self.open.pop() == tag


def filled_with(text: str, name: str, *, locale: str = "en") -> tuple[list[Filled], str]:
    article = parse_article(text, name)
    filled = [
        Filled(unit, unit.text.upper(), State.DRAFT) if index % 2 else Filled(unit, unit.text, State.UNTRANSLATED)
        for index, unit in enumerate(cut(article, language="en"))
    ]
    page = preview(
        article, filled, edition=Edition(name=locale.replace("-", "_"), locale=locale), source_locale="en", assets="../../articles/"
    )
    return filled, page


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.html"])
def test_the_page_is_balanced_and_every_unit_is_shown_once_as_what_it_is(name: str) -> None:
    text = (
        "<h1>The road</h1><p>First <b>bold</b> sentence. Second one.</p><p>Third.</p>"
        if name == "a.html"
        else ARTICLE
        if name == "a.md"
        else "A headline\n\nOne. Two & three.\n"
    )
    filled, page = filled_with(text, name)
    parsed = Balance()
    parsed.feed(page)
    assert not parsed.open
    spans = [attrs["class"] for tag, attrs in parsed.seen if tag == "span" and str(attrs.get("class", "")).startswith("unit")]
    attributes = sum(one.unit.text == "An alt text" for one in filled)
    assert len(spans) == len(filled) - attributes
    assert {"unit draft", "unit untranslated"} == set(spans)


def test_a_right_to_left_edition_says_so_and_fallen_back_source_says_its_own_language() -> None:
    _, page = filled_with(ARTICLE, "a.md", locale="fa")
    assert '<html lang="fa" dir="rtl">' in page
    assert 'lang="en" dir="ltr"' in page


def test_nothing_of_an_article_or_a_target_runs_as_a_script() -> None:
    article = parse_article("# A <img src=x onerror=alert(1)> b\n\nText [x](javascript:alert(1)) *y*.\n", "a.md")
    units = cut(article, language="en")
    filled = [Filled(unit, '<script>alert(1)</script> " onload="x', State.TRANSLATED) for unit in units]
    page = preview(article, filled, edition=Edition("ru", "ru"), source_locale="en", assets="")
    assert "<script" not in page
    assert "javascript:" not in page
    assert "onerror" not in page


def test_images_are_found_from_where_the_page_lies() -> None:
    _, page = filled_with(ARTICLE, "a.md")
    assert 'src="../../articles/img/a.png"' in page


def test_the_marks_of_units_never_reach_the_page() -> None:
    _, page = filled_with(ARTICLE.replace("First", "⸢First⸥"), "a.md")
    for mark in "⸢⸥⸣":
        assert page.count(mark) == ARTICLE.replace("First", "⸢First⸥").count(mark) or mark not in page


def test_a_blank_unit_is_nowhere_in_the_page() -> None:
    article = parse_article("One. Two.\n", "a.txt")
    units = cut(article, language="en")
    filled = [Filled(units[0], "Eins und zwei.", State.TRANSLATED), Filled(units[1], "", State.TRANSLATED)]
    page = preview(article, filled, edition=Edition("de", "de"), source_locale="en", assets="")
    assert "Eins und zwei." in page
    assert "Two" not in page
    assert own_format(article, filled) == "Eins und zwei.\n"


def test_a_unit_is_filled_by_its_entry_or_stays_source() -> None:
    article = parse_article("One. Two. Three.\n", "a.txt")
    units = cut(article, language="en")
    entries = [
        with_draft(new_entry(source="One."), "Eins.", "local 2026-01-01"),
        new_entry(source="Two.", target="Zwei."),
        new_entry(source="Three."),
    ]
    assert [(one.text, one.state) for one in fill(units, entries)] == [
        ("Eins.", State.DRAFT),
        ("Zwei.", State.TRANSLATED),
        ("Three.", State.UNTRANSLATED),
    ]
