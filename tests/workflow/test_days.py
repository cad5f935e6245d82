"""The day of an article's events chooses its rules, in the catalog as in the article."""

from __future__ import annotations

from pathlib import Path

import pytest

from transflow.errors import ArticleError
from transflow.workflow.extract import extract
from transflow.workflow.workspace import open_workspace

GLOSSARY = """
concepts:
  gulf:
    kind: place
    names:
      persian: {forms: {en: Persian Gulf, de: Persischer Golf}}
      gulf: {forms: {en: Arabian Gulf, de: Golf}}
"""
STYLE = """
rules:
  gulf:
    - {until: 2000-01-01, narration: persian, reason: then}
    - {from: 2000-01-02, narration: gulf, reason: now}
"""


def catalog_of(root: Path, front: str) -> str:
    """Extract an article with this line in its front matter, and return its catalog."""
    for path, text in (
        ("transflow.yaml", "source: en\neditions:\n  de@desk: {style: desk}\n"),
        ("glossary/gulf.yaml", GLOSSARY),
        ("glossary/styles/desk.yaml", STYLE),
        ("articles/gulf.md", f"---\ntitle: Ships\n{front}---\n\nThe Arabian Gulf is far.\n"),
    ):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    extract(open_workspace(root))
    return (root / "locales" / "de@desk" / "LC_MESSAGES" / "gulf.po").read_text(encoding="utf-8")


def test_the_catalog_remembers_the_day_and_forgets_it_with_the_article(tmp_path: Path) -> None:
    before = catalog_of(tmp_path, "event-date: 1999-05-05\n")
    assert '"X-Event-Date: 1999-05-05\\n"' in before
    assert "Arabian Gulf → Persischer Golf" in before
    after = catalog_of(tmp_path, "")
    assert "X-Event-Date" not in after
    assert "Arabian Gulf → Golf" in after
    assert catalog_of(tmp_path, "") == after


@pytest.mark.parametrize("day", ["5.5.2010", "never", "2026-02-31"])
def test_an_event_date_that_is_none_is_told_with_its_place(tmp_path: Path, day: str) -> None:
    with pytest.raises(ArticleError, match=rf"gulf\.md:3:13: `event-date` must be a date such as 2023-05-28, not '{day}'"):
        catalog_of(tmp_path, f"event-date: {day}\n")


def test_the_date_of_an_article_may_be_written_in_words(tmp_path: Path) -> None:
    assert "X-Event-Date" not in catalog_of(tmp_path, "date: 5 May 1999\n")
    assert "X-Event-Date: 1999-05-05" in catalog_of(tmp_path, "date: 1999-05-05 12:30\n")
