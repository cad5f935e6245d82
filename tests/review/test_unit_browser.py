"""The desk in a real browser: Debian's Chromium, two people, and a file that others write."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from transflow.formats.po import Entry, read_catalog
from transflow.review import Settings, create_app
from transflow.workflow.deciding.people import named_person
from transflow.workflow.workspace import open_workspace

REVIEW = """
review:
  four-eyes: true
  people:
    anna: {name: Anna, email: [anna@example.org], role: reviewer}
    boris: {name: Boris, email: [boris@example.org], role: reviewer}
"""
ROAD = "The Lachin Corridor has been the only road"
COURT = "International Court of Justice ordered"
MARKUP = "ethnic cleansing"
OPEN, CLOSE = "\u2066<1>\u2069", "\u2066</1>\u2069"  # how a placeholder stands in the text area


@dataclass
class Seat:
    """Somebody at the desk, in a browser of their own, at a server of their own over the same files."""

    root: Path
    base: str
    context: BrowserContext
    page: Page
    heard: list[str]

    def open(self, edition: str, words: str) -> Page:
        """Open a unit and wait for what the page looks up by itself."""
        self.page.goto(f"{self.base}/edition/{edition}/lachin-speech/unit/{self.entry(edition, words).unit}")
        expect(self.page.locator("[data-beside] h3").first).to_be_visible()
        return self.page

    def entry(self, edition: str, words: str) -> Entry:
        """Return the entry with these words in its source, as it stands on disk."""
        entries = read_catalog(self.path(edition)).entries
        return next(entry for entry in entries if words in entry.source)

    def path(self, edition: str) -> Path:
        """Return where a catalog lies."""
        return self.root / "locales" / edition / "LC_MESSAGES" / "lachin-speech.po"

    def rewrite(self, edition: str, old: str, new: str) -> None:
        """Change a catalog as another program would."""
        text = self.path(edition).read_text(encoding="utf-8")
        assert old in text
        self.path(edition).write_text(text.replace(old, new, 1), encoding="utf-8")


Sit = Callable[..., Seat]


@pytest.fixture
def sit(project: Path, chromium: Browser) -> Iterator[Sit]:
    """What lets somebody sit down: `sit("anna", width=320)`."""
    with (project / "transflow.yaml").open("a", encoding="utf-8") as file:
        file.write(REVIEW)
    running: list[tuple[uvicorn.Server, threading.Thread]] = []
    contexts: list[BrowserContext] = []

    def sit_down(who: str = "anna", *, width: int = 1280, height: int = 900, **more: Any) -> Seat:
        own = socket.socket()
        own.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{own.getsockname()[1]}"
        app = create_app(Settings(project, frozenset({base}), named_person(open_workspace(project), who)))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [own]}, daemon=True)
        thread.start()
        running.append((server, thread))
        while not server.started:
            time.sleep(0.01)
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="en-GB", **more)
        contexts.append(context)
        page = context.new_page()
        heard: list[str] = []
        page.on("console", lambda message: heard.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith((base, "data:", "blob:")) else heard.append(request.url))
        page.goto(f"{base}/sign-in?token={app.state.entry.link.token}")
        page.locator("main button[type=submit]").click()
        return Seat(project, base, context, page, heard)

    yield sit_down
    for context in contexts:
        context.close()
    for server, thread in running:
        server.should_exit = True
        thread.join(5)


def area(page: Page) -> Any:
    """Return the text area of the translation."""
    return page.locator("textarea[name=target]")


def caret(page: Page, at: int) -> None:
    """Put the caret somewhere in the text area, as a click would."""
    area(page).evaluate("(area, at) => { area.focus(); area.setSelectionRange(at, at); }", at)
    page.wait_for_timeout(30)


def test_an_armenian_unit_is_corrected_a_naming_error_appears_and_goes_and_the_next_unit_comes(sit: Sit) -> None:
    anna = sit()
    page = anna.open("hy", ROAD)
    right = area(page).input_value()
    area(page).fill(right.replace("Լեռնային Ղարաբաղի", "Արցախի"))
    expect(page.locator('.finding.error[data-check="name-forbidden"]')).to_contain_text("Արցախի")
    expect(page.locator(".backdrop .found.error")).to_have_text("Արցախի")
    expect(page.locator(".names .chip.bad")).to_have_text("✗ not Արցախի")
    page.get_by_role("button", name="put Լեռնային Ղարաբաղ").click()
    expect(page.locator(".finding.none")).to_be_visible()
    assert "Լեռնային Ղարաբաղ" in area(page).input_value()
    area(page).fill(right)
    area(page).press("Control+Enter")
    page.wait_for_url(lambda url: anna.entry("hy", ROAD).unit not in url)
    assert not anna.entry("hy", ROAD).draft
    assert anna.heard == []


def test_a_persian_unit_is_corrected_and_its_markup_stays_whole(sit: Sit) -> None:
    anna = sit()
    page = anna.open("fa", COURT)
    assert area(page).get_attribute("dir") == "rtl"
    before = area(page).input_value()
    assert OPEN in before
    caret(page, 0)
    page.keyboard.type("باری ")
    page.keyboard.press("Control+s")
    expect(page.locator("#saying")).to_contain_text("Saved as translated")
    now = anna.entry("fa", COURT)
    assert now.target == "باری " + before.replace("\u2066", "").replace("\u2069", "")
    assert "<1>" in now.target


def test_a_second_person_approves_and_the_first_is_told_beforehand_why_they_cannot(sit: Sit) -> None:
    anna, boris = sit("anna"), sit("boris")
    page = anna.open("hy", ROAD)
    area(page).press("Control+s")
    expect(page.locator("#no-approve")).to_contain_text("anna wrote exactly this; somebody else approves it (four eyes)")
    expect(page.locator('[data-sign="approve"]')).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Control+Shift+Enter")
    other = boris.open("hy", ROAD)
    expect(other.locator('[data-sign="approve"]')).not_to_have_attribute("aria-disabled", "true")
    area(other).press("Control+Shift+Enter")
    other.wait_for_url(lambda url: boris.entry("hy", ROAD).unit not in url)
    boris.open("hy", ROAD)
    expect(other.locator(".about .state")).to_have_text("approved")
    expect(other.locator(".history")).to_contain_text("boris approved")


def test_a_finding_is_waived_with_a_reason(sit: Sit) -> None:
    anna = sit()
    page = anna.open("hy", ROAD)
    area(page).fill(area(page).input_value().replace("2020", "2021"))
    expect(page.locator('.finding[data-check="number-mismatch"]')).to_be_visible()
    area(page).press("Control+s")
    expect(page.locator("#saying")).to_contain_text("Saved")
    page.locator('[data-waive="number-mismatch"]').click()
    page.locator("#reason-text").fill("The war ended in 2021 by the older count.")
    page.locator("#reason-yes").click()
    expect(page.locator('.finding.waived[data-check="number-mismatch"]')).to_contain_text("waived by anna")
    expect(page.locator(".history")).to_contain_text("The war ended in 2021 by the older count.")


def test_a_conflict_with_an_edit_on_disk_shows_both_versions_and_both_changes_are_put_together(sit: Sit) -> None:
    anna = sit()
    page = anna.open("ru@desk", ROAD)
    text = anna.entry("ru@desk", ROAD).target
    first, last = text.split()[0], text.split()[-1]
    anna.rewrite("ru@desk", text, text.replace(last, "года!"))
    area(page).fill(text.replace(first, "Тот самый"))
    area(page).press("Control+Enter")
    expect(page.locator(".conflict")).to_be_focused()
    expect(page.locator(".conflict")).to_contain_text(text.replace(last, "года!"))
    expect(page.locator(".conflict ins").first).to_have_text("Тот")
    assert anna.entry("ru@desk", ROAD).target == text.replace(last, "года!")
    page.locator('[data-choose="together"]').click()
    together = text.replace(first, "Тот самый").replace(last, "года!")
    expect(area(page)).to_have_value(together)
    area(page).press("Control+s")
    expect(page.locator("#saying")).to_contain_text("Saved")
    assert anna.entry("ru@desk", ROAD).target == together


def test_in_a_conflict_mine_is_saved_over_theirs_or_theirs_is_taken(sit: Sit) -> None:
    anna = sit()
    for choice in ("mine", "theirs"):
        page = anna.open("ru@desk", ROAD)
        anna.rewrite("ru@desk", anna.entry("ru@desk", ROAD).target, f"Чужое {choice}.")
        area(page).fill("Моё.")
        area(page).press("Control+s")
        page.locator(f'[data-choose="{choice}"]').click()
        expect(page.locator(".conflict")).to_have_count(0)
        expect(area(page)).to_have_value("Моё." if choice == "mine" else "Чужое theirs.")
        if choice == "mine":
            expect(page.locator("#saying")).to_contain_text("Saved")
    assert anna.entry("ru@desk", ROAD).target == "Чужое theirs."


def test_what_is_typed_survives_a_reload_and_can_be_discarded(sit: Sit) -> None:
    anna = sit()
    page = anna.open("fa", ROAD)
    before = area(page).input_value()
    area(page).press("End")
    page.keyboard.type(" ناتمام")
    typed = area(page).input_value()
    page.reload()
    expect(page.locator("#notices")).to_contain_text("is here again")
    expect(area(page)).to_have_value(typed)
    page.get_by_role("button", name="Discard it").click()
    expect(area(page)).to_have_value(before)
    page.reload()
    expect(page.locator("[data-beside] h3").first).to_be_visible()
    expect(page.locator("#notices")).to_be_empty()


def test_what_turns_the_order_of_a_text_about_is_shown_while_it_is_typed(sit: Sit) -> None:
    anna = sit()
    page = anna.open("hy", ROAD)
    shown = page.locator('[data-as-it-is="0"]')
    expect(shown).to_be_hidden()
    area(page).fill("abc\u202edef\u2066<1>")
    expect(shown).to_contain_text("abc⟨U+202E⟩def⟨U+2066⟩<1>")
    expect(page.locator('.finding[data-check="bidi-control"]').first).to_be_visible()
    area(page).fill("abc")
    expect(shown).to_be_hidden()
    assert anna.heard == []


def test_a_lost_connection_loses_nothing(sit: Sit) -> None:
    anna = sit()
    page = anna.open("ru@desk", ROAD)
    page.route("**/save*", lambda route: route.abort())
    area(page).fill("Без связи.")
    area(page).press("Control+Enter")
    expect(page.locator("#saying")).to_contain_text("kept in this browser")
    page.unroute("**/save*")
    area(page).press("Control+s")
    expect(page.locator("#saying")).to_contain_text("Saved")
    assert anna.entry("ru@desk", ROAD).target == "Без связи."


def test_typing_breaks_no_placeholder_and_undo_brings_back_one_that_was_deleted(sit: Sit) -> None:
    anna = sit()
    for edition, forward in (("hy", "ArrowRight"), ("fa", "ArrowLeft")):
        page = anna.open(edition, MARKUP)
        before = area(page).input_value()
        start = before.index(OPEN)
        caret(page, start)
        page.keyboard.press(forward)
        page.wait_for_timeout(30)
        assert area(page).evaluate("area => area.selectionStart") == start + len(OPEN)
        for key in ("Backspace", "Control+Backspace"):
            caret(page, start + len(OPEN))
            page.keyboard.press(key)
            expect(area(page)).to_have_value(before.replace(OPEN, ""))
            expect(page.locator('.finding[data-check="placeholder-mismatch"]')).to_be_visible()
            page.keyboard.press("Control+z")
            expect(area(page)).to_have_value(before)
        caret(page, start)
        page.keyboard.press("Delete")
        expect(area(page)).to_have_value(before.replace(OPEN, ""))
        page.keyboard.press("Control+z")
        caret(page, start + 2)
        page.keyboard.type("x")
        assert OPEN in area(page).input_value()


def test_markup_is_put_around_what_is_selected(sit: Sit) -> None:
    anna = sit()
    page = anna.open("ru@desk", MARKUP)
    area(page).fill("одно слово здесь")
    area(page).evaluate("area => area.setSelectionRange(5, 10)")
    page.keyboard.press("Alt+Shift+Digit1")
    expect(area(page)).to_have_value(f"одно {OPEN}слово{CLOSE} здесь")


def test_what_is_copied_and_pasted_has_plain_placeholders(sit: Sit) -> None:
    anna = sit()
    anna.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = anna.open("fa", MARKUP)
    before = area(page).input_value()
    area(page).press("Control+a")
    page.keyboard.press("Control+x")
    assert page.evaluate("navigator.clipboard.readText()") == before.replace("\u2066", "").replace("\u2069", "")
    page.keyboard.press("Control+v")
    expect(area(page)).to_have_value(before)


def test_keys_put_names_in_move_on_and_help_only_when_nobody_types(sit: Sit) -> None:
    anna = sit()
    page = anna.open("ru@desk", ROAD)
    caret(page, 0)
    name = page.locator('.insert[data-key="2"]').get_attribute("data-insert")
    page.keyboard.press("Alt+Digit2")
    assert area(page).input_value().startswith(str(name))
    page.keyboard.type("?1")
    assert area(page).input_value().startswith(f"{name}?1")
    expect(page.locator("#help")).not_to_be_visible()
    page.locator("h1").click()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    here = page.url
    page.keyboard.press("Alt+ArrowDown")
    page.wait_for_url(lambda url: url != here)
    page.wait_for_load_state()
    page.keyboard.press("Alt+ArrowUp")
    page.wait_for_url(here)


def test_a_change_on_disk_is_noticed_while_the_page_is_open(sit: Sit) -> None:
    anna = sit()
    page = anna.open("fa", ROAD)
    anna.rewrite("fa", anna.entry("fa", ROAD).target, "نوشتهٔ دیگر")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("#notices")).to_contain_text("changed by somebody else")
    page.get_by_role("button", name="Load it").click()
    expect(area(page)).to_have_value("نوشتهٔ دیگر")


def test_a_rejection_and_a_comment_stand_in_the_history(sit: Sit) -> None:
    anna = sit()
    page = anna.open("ru@desk", ROAD)
    for act, words in (("reject", "Не то слово."), ("comment", "Посмотрю завтра.")):
        page.locator(f'[data-sign="{act}"]').click()
        page.locator("#reason-text").fill(words)
        page.locator("#reason-yes").click()
        expect(page.locator(".history")).to_contain_text(words)
    expect(page.locator(".decide .notice.bad")).to_contain_text("Не то слово.")


def test_a_translation_is_put_where_the_same_source_stands_again(sit: Sit) -> None:
    anna = sit()
    for folder, name in (("articles", "{}.md"), ("locales/ru@desk/LC_MESSAGES", "{}.po")):
        shutil.copy(anna.root / folder / name.format("lachin-speech"), anna.root / folder / name.format("second"))
    second = anna.path("ru@desk").with_name("second.po")
    text = anna.entry("ru@desk", ROAD).target
    second.write_text(second.read_text(encoding="utf-8").replace(f'msgstr "{text}"', 'msgstr ""'), encoding="utf-8")
    page = anna.open("ru@desk", ROAD)
    page.locator("[data-propagate] button").click()
    expect(page.locator("#saying")).to_contain_text("Put into 1 of 1 places")
    entry = next(entry for entry in read_catalog(second).entries if ROAD in entry.source)
    assert (entry.target, entry.draft) == (text, True)


def test_everything_can_be_read_without_scripts(sit: Sit) -> None:
    anna = sit(java_script_enabled=False)
    page = anna.page
    page.goto(f"{anna.base}/edition/fa/lachin-speech/unit/{anna.entry('fa', COURT).unit}")
    expect(page.locator(".source")).to_contain_text("ordered Azerbaijan")
    expect(area(page)).to_have_value(anna.entry("fa", COURT).target)
    expect(page.locator(".names")).to_contain_text("as the source says")
    assert page.locator("#next").get_attribute("href")


@pytest.mark.parametrize("edition", ["hy", "fa"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(320, 640), (1440, 900)])
def test_axe_finds_no_violation_and_nothing_is_wider_than_the_window(sit: Sit, edition: str, scheme: str, width: int, height: int) -> None:
    anna = sit(width=width, height=height, color_scheme=scheme)
    page = anna.open(edition, MARKUP)
    area(page).fill(area(page).input_value().replace(OPEN, "") + " !\u202e")
    expect(page.locator(".finding.error").first).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    anna.rewrite(edition, anna.entry(edition, MARKUP).target, "Other.")
    area(page).press("Control+s")
    expect(page.locator(".conflict")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("[data-help]").click()
    assert violations(page) == []


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Return what axe finds, and where."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]


def test_no_save_goes_over_a_text_that_the_page_has_not_shown_after_a_refused_decision(sit: Sit) -> None:
    anna = sit()
    page = anna.open("ru@desk", ROAD)
    mine = anna.entry("ru@desk", ROAD).target
    anna.rewrite("ru@desk", mine, "Чужое.")
    page.locator('[data-sign="approve"]').click()
    expect(page.locator("#saying")).to_contain_text("its target has changed")
    expect(page.locator("#notices")).to_contain_text("changed by somebody else")
    page.locator('[data-sign="approve"]').click()
    expect(page.locator("#saying")).to_contain_text("its target has changed")
    area(page).fill("Моё.")
    area(page).press("Control+s")
    expect(page.locator(".conflict")).to_contain_text("Чужое.")
    assert anna.entry("ru@desk", ROAD).target == "Чужое."


def test_no_save_goes_over_a_text_that_the_page_has_not_shown_after_a_comment(sit: Sit) -> None:
    anna = sit()
    page = anna.open("ru@desk", ROAD)
    area(page).fill("Моё.")
    anna.rewrite("ru@desk", anna.entry("ru@desk", ROAD).target, "Чужое.")
    page.locator('[data-sign="comment"]').click()
    page.locator("#reason-text").fill("Was the road open in May?")
    page.locator("#reason-yes").click()
    expect(page.locator(".history")).to_contain_text("Was the road open in May?")
    area(page).press("Control+s")
    expect(page.locator(".conflict")).to_contain_text("Чужое.")
    assert anna.entry("ru@desk", ROAD).target == "Чужое."


def test_a_unit_is_left_out_by_a_button_that_asks_why(sit: Sit) -> None:
    anna = sit()
    page = anna.open("hy", ROAD)
    page.get_by_role("button", name="Leave out").click()
    page.locator("#reason-text").fill("It is said in the headline.")
    page.locator("#reason-yes").click()
    page.wait_for_url(lambda url: anna.entry("hy", ROAD).unit not in url)
    assert anna.entry("hy", ROAD).blank
    anna.open("hy", ROAD)
    expect(page.locator(".about")).to_contain_text("left out on purpose: It is said in the headline.")
    expect(page.locator(".finding.none")).to_be_visible()
    assert anna.heard == []
