"""An article that is not to leave this machine says so at its head; in doubt it stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from transflow.formats.articles import parse_article
from transflow.workflow.drafting.confidential import confidential_at

BODY = "\nThe road is closed.\n"


def line_of(text: str, name: str) -> int | None:
    at = confidential_at(parse_article(text, name), Path(name))
    return at and at.line


@pytest.mark.parametrize(
    "value", ["true", "yes", "'true'", "TRUE", "1", "until Friday", "ture", "", "[desk, law]", "{until: Friday}", "null"]
)
def test_whatever_does_not_deny_it_says_that_an_article_is_confidential(value: str) -> None:
    assert line_of(f"---\ntitle: Road\nconfidential: {value}\n---\n{BODY}", "a.md") == 3


@pytest.mark.parametrize("value", ["false", "no", "Off", "0"])
def test_an_article_can_deny_that_it_is_confidential(value: str) -> None:
    assert line_of(f"---\nconfidential: {value}\n---\n{BODY}", "a.md") is None


def test_the_key_counts_in_any_case_of_letters_and_with_a_byte_order_mark() -> None:
    assert line_of(f"\ufeff---\nConfidential: true\n---\n{BODY}", "a.md") == 2


def test_a_plain_text_with_a_head_is_taken_at_its_word() -> None:
    assert line_of(f"---\nconfidential: true\n---\n{BODY}", "a.txt") == 2


@pytest.mark.parametrize(
    ("head", "name", "line"),
    [
        ("\n---\nconfidential: true\n---\n", "a.md", 3),
        ("---\nconfidential: true\n", "a.md", 2),
        ("---\nmeta:\n  confidential: true\n---\n", "a.md", 3),
        ("---\ntitle: Road: closed\nconfidential: true\n---\n", "a.txt", 3),
        ("---\nconfidential: false\nconfidential: true\n---\n", "a.txt", 3),
        ("\ufeffConfidential: yes\r\n", "a.txt", 1),
        ("---\nconfidential: 'false'  # by now\n---\n", "a.md", None),
        ("confidential: no\n", "a.txt", None),
        ("---\n# confidential: true\n---\n", "a.md", None),
    ],
)
def test_a_head_that_is_not_quite_one_is_taken_at_its_word_too(head: str, name: str, line: int | None) -> None:
    assert line_of(f"{head}{BODY}", name) == line


def test_an_article_that_only_speaks_of_it_is_not_confidential() -> None:
    assert line_of(f"---\ntitle: A confidential report\n---\n{BODY}confidential: true\n", "a.md") is None
    assert line_of("This is confidential: true.\n", "a.txt") is None
    assert line_of("Confidential: what the papers say\n\nThe road is closed.\n", "a.txt") is None
    assert line_of("The road is closed.\n\nconfidential: true\n", "a.txt") is None


@pytest.mark.parametrize(
    ("meta", "line"),
    [
        ('<meta name="confidential" content="true">', 2),
        ("<META CONTENT=yes NAME=confidential />", 2),
        ('<meta name="confidential">', 2),
        ('<meta name="confidential" content="false">', None),
        ('<meta name="description" content="confidential">', None),
    ],
)
def test_a_page_says_it_in_a_meta_element(meta: str, line: int | None) -> None:
    assert line_of(f"<html><head>\n{meta}</head><body><p>The road is closed.</p></body></html>", "a.html") == line
