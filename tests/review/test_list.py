from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from transflow.review.asking import Asked, read_asked
from transflow.review.rows import Queue

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Desk

LIST = "/edition/ru@desk/lachin-speech"


def numbers(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'<a class="to" [^>]*>(\d+)</a>', page)]


def test_the_whole_edition_stands_in_the_order_of_the_article(client: TestClient) -> None:
    page = client.get(LIST).text
    assert numbers(page) == list(range(1, 43))
    assert 'lang="ru" dir="ltr"' in page


def test_a_right_to_left_edition_says_so_on_every_text(client: TestClient) -> None:
    page = client.get("/edition/fa/lachin-speech").text
    assert page.count('class="text" lang="fa" dir="rtl"') == 42
    assert page.count('class="text" lang="en" dir="ltr"') == 42


@pytest.mark.parametrize("query", ["q=Лачин", "q=лачин", "q=Lachin", "name=Lachin"])
def test_search_finds_a_text_in_any_case_and_a_name(client: TestClient, query: str) -> None:
    found = numbers(client.get(f"{LIST}?{query}").text)
    assert 0 < len(found) < 42


def test_filters_hold_together_and_the_links_keep_them(client: TestClient) -> None:
    page = client.get(f"{LIST}?queue=names&state=draft&q=Lachin").text
    assert "?queue=names&amp;q=Lachin&amp;state=draft" in page
    assert set(numbers(page)) <= set(numbers(client.get(f"{LIST}?queue=names").text))


def test_a_unit_is_found_by_its_name(client: TestClient) -> None:
    unit = re.findall(r"/unit/([0-9a-f]{12})", client.get(LIST).text)[7]
    assert numbers(client.get(f"{LIST}?q={unit}").text) == [8]


def test_a_check_picks_its_units(client: TestClient, desk: Desk) -> None:
    catalog = desk.root / "locales" / "ru" / "LC_MESSAGES" / "lachin-speech.po"
    catalog.write_text(catalog.read_text(encoding="utf-8").replace('msgstr "', 'msgstr "\u202e', 4), encoding="utf-8")
    page = client.get("/edition/ru/lachin-speech?check=bidi-control").text
    assert 0 < len(numbers(page)) <= 4
    assert "U+202E" in page
    assert "\u202e" not in page


def test_nothing_found_says_so_and_leads_back(client: TestClient) -> None:
    page = client.get(f"{LIST}?q=nothing+that+stands+anywhere").text
    assert "Nothing here fits that." in page


@pytest.mark.parametrize(
    "query",
    ["queue=nonsense", "page=0", "page=-1", "page=99999999", "page=999", "state=nonsense", "page=٣", "q=%00", "q=(", "q=[a", "name=%ff"],
)
def test_nonsense_in_the_query_asks_for_nothing(client: TestClient, query: str) -> None:
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_what_is_asked_comes_back_as_text(client: TestClient) -> None:
    page = client.get(f"{LIST}?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&name=%3Cb%3E&check=%3Cb%3E").text
    assert "<script>alert" not in page
    assert "<b>" not in page


def test_a_script_in_a_source_or_a_target_is_text(client: TestClient, desk: Desk) -> None:
    catalog = desk.root / "locales" / "fa" / "LC_MESSAGES" / "lachin-speech.po"
    text = catalog.read_text(encoding="utf-8")
    catalog.write_text(
        text.replace('msgid "', 'msgid "<img src=x onerror=alert(1)>', 3).replace('msgstr "', 'msgstr "<script>alert(2)</script>', 3),
        encoding="utf-8",
    )
    page = client.get("/edition/fa/lachin-speech").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert html.escape("<script>alert(2)</script>") in page


def test_an_edition_without_a_catalog_says_what_makes_one(client: TestClient) -> None:
    page = client.get("/edition/es/lachin-speech")
    assert page.status_code == 200
    assert "transflow extract lachin-speech" in page.text


def test_an_approval_shows_in_the_list(client: TestClient, desk: Desk) -> None:
    from transflow.policy import Person
    from transflow.workflow.deciding.signing import Act, sign

    workspace = desk.app.state.live.workspace()
    unit = re.findall(r"/unit/([0-9a-f]{12})", client.get(LIST).text)[2]
    sign(workspace, workspace.project.edition("ru@desk"), "lachin-speech", unit, Act.APPROVE, by=Person("anna"))
    assert numbers(client.get(f"{LIST}?state=approved").text) == [3]
    board = client.get("/").text
    assert "1 ✓" in board
    assert "<bdi>anna</bdi> approved" in board


def test_an_address_says_only_what_is_not_as_usual() -> None:
    assert Asked().query() == "?"
    assert Asked(q="a b", page=3).query(page=2) == "?q=a+b&page=2"
    assert Asked().to_unit == "?queue=all"
    assert read_asked({"queue": "names", "q": " Le\u0301on "}) == Asked(queue=Queue.NAMES, q="L\u00e9on")


def test_pages_hold_fifty_units_each(client: TestClient, desk: Desk, tmp_path: Path) -> None:
    del tmp_path
    article = desk.root / "articles" / "long.md"
    article.write_text("\n\n".join(f"Sentence number {number} of a long article." for number in range(1, 121)) + "\n", encoding="utf-8")
    from transflow.workflow.extract import extract
    from transflow.workflow.workspace import open_workspace

    extract(open_workspace(desk.root), editions=("hy",), articles=("long",))
    assert numbers(client.get("/edition/hy/long").text) == list(range(1, 51))
    last = client.get("/edition/hy/long?page=3").text
    assert numbers(last) == list(range(101, 121))
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last
