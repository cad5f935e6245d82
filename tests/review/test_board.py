from __future__ import annotations

import html
import re
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from transflow.formats.po import read_catalog
from transflow.model import State
from transflow.review.live import Live
from transflow.review.rows import Queue

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Desk


def test_the_board_has_every_edition_with_its_numbers(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert all(f">{edition}<" in page.text for edition in ("pt_BR", "ru@desk", "fa"))
    assert "lachin-speech in ru@desk: 0 of 42 translated, 0 approved" in page.text
    assert "not extracted yet" in page.text


def test_every_page_says_which_project_it_shows_to_those_who_have_come_in_alone(desk: Desk) -> None:
    file = desk.root / "transflow.yaml"
    title = re.search(r"^title: (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    name = title[1] if title else desk.root.name
    assert "<bdi>transflow</bdi>" in desk.stranger().get("/sign-in").text
    desk.sign_in()
    assert f"<bdi>{name}</bdi>" in desk.client.get("/").text
    assert f" · {name}</title>" in desk.client.get("/help").text


def test_the_board_counts_as_status_does(client: TestClient, desk: Desk) -> None:
    from transflow.workflow.status import status
    from transflow.workflow.workspace import open_workspace

    client.get("/")
    opened = desk.app.state.live.opened()
    counted = desk.app.state.counts.ask(opened, [(edition, "lachin-speech") for edition in opened.workspace.project.editions], patience=0)
    for one in status(open_workspace(desk.root)):
        cell = counted[one.edition, one.article]
        assert (cell.units, cell.states.get(State.DRAFT, 0), cell.errors, cell.stale) == (one.units, one.draft, one.errors, one.stale)


def test_an_edit_on_disk_shows_on_the_board_at_once(client: TestClient, desk: Desk) -> None:
    client.get("/")
    catalog = desk.root / "locales" / "ru@desk" / "LC_MESSAGES" / "lachin-speech.po"
    catalog.write_text(catalog.read_text(encoding="utf-8").replace("#, fuzzy\n", "", 4), encoding="utf-8")
    assert "lachin-speech in ru@desk: 3 of 42 translated" in client.get("/").text or "4 of 42" in client.get("/").text


def test_nothing_is_counted_again_while_nothing_has_changed(client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    client.get("/")

    def refuse(*_: object) -> Any:
        pytest.fail("a catalog that had not changed was counted again")

    monkeypatch.setattr("transflow.review.counts.count_there", refuse)
    assert client.get("/").status_code == 200
    desk.app.state.counts._executor = None


def test_a_catalog_that_cannot_be_read_is_told_in_its_place(client: TestClient, desk: Desk) -> None:
    catalog = desk.root / "locales" / "hy" / "LC_MESSAGES" / "lachin-speech.po"
    catalog.write_text(catalog.read_text(encoding="utf-8") + '\nmsgid "torn', encoding="utf-8")
    page = client.get("/")
    assert page.status_code == 200
    assert "cannot be read" in page.text
    assert "locales/hy/LC_MESSAGES/lachin-speech.po:" in page.text
    assert str(desk.root) not in page.text


class Never(Executor):
    """Somebody who never gets round to it."""

    def submit(self, *_: object, **__: object) -> Future[Any]:  # type: ignore[override]
        """Promise, and do nothing."""
        return Future()


def test_the_board_does_not_wait_for_what_takes_long(client: TestClient, desk: Desk) -> None:
    desk.app.state.counts._executor = Never()
    page = client.get("/")
    assert "data-pending" in page.text
    assert "counting…" in page.text
    assert "0 units need work" not in page.text, "nobody knows yet"


def test_names_of_articles_and_headlines_are_text_on_the_board(client: TestClient, desk: Desk) -> None:
    catalog = desk.root / "locales" / "ru" / "LC_MESSAGES" / "lachin-speech.po"
    text = catalog.read_text(encoding="utf-8")
    headline = next(entry for entry in read_catalog(catalog).entries).source
    catalog.write_text(text.replace(headline, "<script>alert(1)</script>\u202e", 1), encoding="utf-8")
    for other in desk.root.glob("locales/*/LC_MESSAGES/*.po"):
        if other != catalog:
            other.unlink()
    page = client.get("/").text
    assert "<script>alert" not in page
    assert html.escape("<script>alert(1)</script>") in page
    assert "\u202e" not in page


def test_an_edition_that_is_added_is_on_the_board_at_the_next_look(client: TestClient, desk: Desk) -> None:
    client.get("/")
    file = desk.root / "transflow.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("  fa:\n", "  ka:\n    style: as-source\n  fa:\n"), encoding="utf-8")
    assert ">ka<" in client.get("/").text


def test_a_glossary_that_changed_is_read_anew(project: Path) -> None:
    live = Live(project)
    before = live.workspace()
    assert live.workspace() is before
    style = project / "glossary" / "styles" / "desk.yaml"
    style.write_text(style.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert live.workspace() is not before


def test_a_catalog_is_read_once_while_it_is_what_it_was_and_again_when_it_is_replaced(project: Path) -> None:
    live = Live(project)
    path = project / "locales" / "ru" / "LC_MESSAGES" / "lachin-speech.po"
    before = live.catalog(path)
    assert live.catalog(path) is before
    other = path.with_suffix(".new")
    other.write_bytes(path.read_bytes().replace("МИД".encode(), "МиД".encode(), 1))
    other.replace(path)
    assert live.catalog(path) is not before


def test_the_queues_of_the_board_are_those_of_the_list(client: TestClient, desk: Desk) -> None:
    opened = desk.app.state.live.opened()
    edition = opened.workspace.project.edition("ru@desk")
    cell = desk.app.state.counts.ask(opened, [(edition, "lachin-speech")], patience=0)["ru@desk", "lachin-speech"]
    page = client.get("/edition/ru@desk/lachin-speech").text
    assert f'Needs work <span class="number">{cell.waiting[Queue.NEEDS_WORK]}</span>' in page
    assert f'Names first <span class="number">{cell.waiting[Queue.NAMES]}</span>' in page
