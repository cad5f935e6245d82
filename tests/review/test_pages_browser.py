"""The board, the list, the sign-in, the error and the help in Chromium, light and dark, wide and narrow, left to right and right to left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from transflow.review.access.users import Users

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Site

WIDTHS = {"wide": (1440, 900), "phone": (390, 844), "narrow": (320, 640)}
PAGES = {
    "board": "/",
    "list": "/edition/ru@desk/lachin-speech",
    "list-right-to-left": "/edition/fa/lachin-speech?queue=needs-work&q=Lachin",
    "nothing-found": "/edition/hy/lachin-speech?q=nothing+that+stands+there",
    "not-extracted": "/edition/es/lachin-speech",
    "help": "/help",
    "error": "/nothing",
    "left": "/sign-in",
}


@pytest.fixture
def reader(project: Path, start_site: Callable[..., Site], chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages as somebody who has signed in, in a window of any width, light or dark; a page that asks elsewhere or complains fails."""
    catalog = project / "locales" / "fa" / "LC_MESSAGES" / "lachin-speech.po"
    catalog.write_text(catalog.read_text(encoding="utf-8").replace('msgstr "', 'msgstr "\u202e\u200b', 6), encoding="utf-8")
    site = start_site(project)
    contexts = []
    first = chromium.new_context()
    page = first.new_page()
    page.goto(f"{site.address}/sign-in?token={site.said.partition('token=')[2].split()[0]}")
    page.get_by_role("button", name="Go on as Anna").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Board")
    state = first.storage_state()
    first.close()
    heard: list[str] = []

    def open_page(path: str, width: str = "wide", scheme: str = "light", *, signed_in: bool = True) -> Page:
        size = dict(zip(("width", "height"), WIDTHS[width], strict=True))
        context = chromium.new_context(viewport=size, color_scheme=scheme, storage_state=state if signed_in else None)  # type: ignore[arg-type]
        contexts.append(context)
        opened = context.new_page()
        opened.on("pageerror", lambda error: heard.append(str(error)))
        opened.on("console", lambda message: heard.append(message.text) if "Content Security Policy" in message.text else None)
        opened.on("request", lambda request: None if request.url.startswith(site.address) else heard.append(request.url))
        opened.goto(f"{site.address}{path}")
        return opened

    yield open_page
    for context in contexts:
        context.close()
    assert not heard


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page_and_nothing_is_wider_than_the_window(reader: Callable[..., Page], scheme: str) -> None:
    found = {}
    for name, path in PAGES.items():
        for width in WIDTHS:
            page = reader(path, width, scheme, signed_in=name != "left")
            result = Axe().run(page)
            if result.violations_count:
                found[name, width] = result.generate_report()
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
            page.context.close()
    assert not found, "\n".join(found.values())


def test_the_keyboard_reaches_the_content_and_the_focus_can_be_seen(reader: Callable[..., Page]) -> None:
    page = reader("/edition/ru/lachin-speech")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("Lachin?/")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=Lachin%3F%2F*")
    page.locator(":focus").evaluate_all("found => found.forEach(one => one.blur())")
    page.keyboard.press("?")
    page.wait_for_url("**/help")


def test_keys_of_one_character_can_be_switched_off(reader: Callable[..., Page]) -> None:
    page = reader("/help")
    page.get_by_role("checkbox").uncheck()
    page.goto(page.url.replace("/help", "/"))
    page.locator("#main").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("heading", level=1)).to_have_text("Board")


def test_a_narrow_board_is_still_a_table_to_a_screen_reader(reader: Callable[..., Page]) -> None:
    page = reader("/", "phone")
    table = page.get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(2)
    expect(table.get_by_role("columnheader")).to_have_count(9)
    expect(table.get_by_role("rowheader")).to_have_count(1)


def test_a_row_of_the_list_opens_its_unit(reader: Callable[..., Page]) -> None:
    page = reader("/edition/fa/lachin-speech?queue=needs-work")
    page.get_by_role("row").nth(1).locator("td").nth(1).click(force=True)  # the link lies over the whole row
    page.wait_for_url("**/unit/*?queue=needs-work")


def test_what_is_counted_late_comes_by_itself(reader: Callable[..., Page]) -> None:
    page = reader("/")
    expect(page.locator("#fresh[data-pending]")).to_have_count(0, timeout=30_000)
    expect(page.get_by_role("link", name="lachin-speech in ru@desk")).to_be_visible()


def test_texts_run_in_their_own_direction_and_tricks_are_shown(reader: Callable[..., Page]) -> None:
    page = reader("/edition/fa/lachin-speech")
    text = page.locator('[lang="fa"].text').first
    assert text.evaluate("one => getComputedStyle(one).direction") == "rtl"
    expect(text.get_by_title("U+202E right-to-left override")).to_be_visible()


def test_a_desk_signs_in_with_name_and_password(
    peopled: Path, private: Path, password_hash: str, start_site: Callable[..., Site], chromium: Browser
) -> None:
    Users(private / "users.json").set("anna", password_hash, new=True)
    site = start_site(peopled)
    for scheme in ("light", "dark"):
        context = chromium.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{site.address}/edition/hy/lachin-speech?queue=names")
        assert not Axe().run(page).violations_count
        page.get_by_label("Short name").fill("anna")
        page.get_by_label("Password").fill("wrong horse battery")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("not the name and the password")
        expect(page.get_by_label("Short name")).to_have_value("anna")
        assert not Axe().run(page).violations_count
        page.get_by_label("Password").fill("correct horse battery")
        page.keyboard.press("Enter")
        page.wait_for_url("**/edition/hy/lachin-speech?queue=names")
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        context.close()
