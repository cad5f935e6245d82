"""The whole edition, the rules and the search in a real browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

WHOLE = "/edition/{}/lachin-speech/whole"
ROAD = "only road between"
DESK = "styles/desk.yaml"
PAGES = (
    "/edition/hy/lachin-speech/whole",
    "/edition/fa/lachin-speech/whole?names=1",
    "/edition/pt_BR/lachin-speech/whole?source=0",
    "/rules",
    "/rules/desk?locale=fa",
    "/rules/desk/concept/lachin",
    f"/rules/file/{DESK}",
    "/search",
    "/search?q=%D9%84%D8%A7%DA%86%DB%8C%D9%86",
    "/search?name=nagorno-karabakh/artsakh&state=draft",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(320, 640), (1440, 900)])
def test_axe_finds_no_violation_and_nothing_is_wider_than_the_window(sit: Any, scheme: str, width: int, height: int) -> None:
    nora = sit("nora", width=width, height=height, color_scheme=scheme)
    nora.room.says("publish: {require: translated}\n")
    nora.room.rewrite("hy", nora.room.entry("hy", ROAD).target, "2021 \u202e")
    for path in PAGES:
        page = nora.go(path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert (path, nora.violations(), nora.too_wide()) == (path, [], 0)
    page = nora.go("/rules/desk/concept/lachin")
    page.select_option("#prefer", "berdzor")
    page.locator("#weigh").click()
    expect(page.locator("#impact")).to_be_focused(timeout=20_000)
    assert (nora.violations(), nora.too_wide()) == ([], 0)
    assert nora.heard == []


def test_a_sentence_lights_up_on_both_sides_and_leads_to_its_desk_and_back(sit: Any) -> None:
    anna = sit()
    page = anna.go(WHOLE.format("fa"))
    unit = anna.room.entry("fa", ROAD).unit
    sentence = page.locator(f"#unit-{unit}")
    sentence.scroll_into_view_if_needed()
    sentence.focus()
    expect(page.locator(".source .unit.lit")).to_contain_text(ROAD)
    beside = page.locator(".source .unit.lit").bounding_box()
    own = sentence.bounding_box()
    assert abs(beside["y"] - own["y"]) < 100
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/unit/{unit}")
    page.get_by_role("link", name="in the whole edition").click()
    page.wait_for_url(f"**/whole#unit-{unit}")
    expect(page.locator(f"#unit-{unit}")).to_be_in_viewport()
    assert anna.heard == []


def test_what_holds_an_edition_back_leads_to_the_unit_and_then_it_is_built(sit: Any) -> None:
    anna = sit()
    room = anna.room
    room.catalog("hy").write_text(room.catalog("hy").read_text().replace("#, fuzzy\n", "").replace("#, fuzzy, ", "#, "))
    room.rewrite("hy", room.entry("hy", ROAD).target, "")
    room.says("publish: {require: translated}\n")
    page = anna.go(WHOLE.format("hy"))
    expect(page.locator(".waiting summary")).to_contain_text("1 unit keeps this edition from being built")
    page.locator("#build").click()
    expect(page.locator("#built")).to_contain_text("Nothing was written: 1 of 42 units are not translated yet.")
    expect(page.locator("#built a")).to_have_attribute("href", re.compile(f"/unit/{room.entry('hy', ROAD).unit}$"))
    assert not (room.root / "editions").exists()
    room.catalog("hy").write_text(
        room.catalog("hy").read_text().replace('msgstr ""\n\n', 'msgstr "Ճանապարհ"\n\n').replace('msgstr ""\n#', 'msgstr "Ճանապարհ"\n#')
    )
    page = anna.go(WHOLE.format("hy"))
    page.locator("#build").click()
    expect(page.locator("#built")).to_contain_text("editions/hy/lachin-speech.html")
    assert (room.root / "editions" / "hy" / "lachin-speech.html").is_file()


def test_a_rule_is_changed_by_the_form_after_its_impact_was_read(sit: Any) -> None:
    nora = sit("nora")
    page = nora.go("/rules/desk")
    page.get_by_role("link", name="lachin", exact=True).click()
    expect(page.locator("#prefer")).to_have_value("lachin")
    expect(page.locator("#take")).to_be_hidden()
    page.select_option("#prefer", "berdzor")
    page.locator("#weigh").click()
    impact = page.locator("#impact")
    expect(impact).to_contain_text("where this edition says Бердзор", timeout=20_000)
    page.get_by_label("lachin", exact=True).check()
    expect(impact).to_be_hidden()
    page.locator("#weigh").click()
    expect(impact).to_contain_text("narration: [berdzor, lachin]", timeout=20_000)
    page.locator("#why").fill("The desk met.")
    page.locator("#take button").click()
    expect(page.locator("#said")).to_contain_text("Taken: glossary/styles/desk.yaml is written.")
    assert "narration: [berdzor, lachin]" in nora.room.file(DESK).read_text()
    expect(nora.go("/rules").locator(".taken")).to_contain_text("The desk met.")
    assert nora.heard == []


def test_an_error_in_the_text_is_found_by_its_line_and_a_conflict_loses_nothing(sit: Any) -> None:
    nora = sit("nora")
    page = nora.go(f"/rules/file/{DESK}")
    text = page.locator("#text")
    right = text.input_value()
    assert right == nora.room.file(DESK).read_text()
    text.fill(right.replace("narration: shusha", "narration: shushaa"))
    page.locator("#weigh").click()
    page.get_by_role("button", name="glossary/styles/desk.yaml:40:16").click(timeout=20_000)
    expect(page.locator("#where-in-text")).to_have_text("line 40, column 16")
    mine = right.replace("narration: shusha", "narration: shushi")
    text.fill(mine)
    page.locator("#weigh").click()
    expect(page.locator("#impact")).to_be_focused(timeout=20_000)
    theirs = right.replace("2027-12-01", "2028-12-01")
    nora.room.file(DESK).write_text(theirs)
    page.locator("#why").fill("The desk met.")
    page.locator("#take button").click()
    expect(page.locator("#said")).to_contain_text("Somebody changed this file after you opened it.")
    expect(page.locator("#said .difference")).to_contain_text("2028-12-01")
    expect(text).to_have_value(mine)
    assert nora.room.file(DESK).read_text() == theirs
    page.get_by_role("button", name="Go on on top of what is there now").click()
    text.fill(theirs.replace("narration: shusha", "narration: shushi"))
    page.locator("#weigh").click()
    expect(page.locator("#impact")).to_be_focused(timeout=20_000)
    page.locator("#take button").click()
    expect(page.locator("#said")).to_contain_text("Taken")
    assert nora.room.file(DESK).read_text() == theirs.replace("narration: shusha", "narration: shushi")


def test_the_search_begins_on_the_board_and_ends_at_a_desk(sit: Any) -> None:
    anna = sit()
    page = anna.go("/")
    page.locator(".find input").fill("existential dangers")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=existential+dangers")
    page.get_by_role("link", name="ru@desk").click()
    expect(page.locator(".source")).to_contain_text("existential dangers")
    assert anna.heard == []


def test_all_can_be_read_without_scripts(sit: Any) -> None:
    anna = sit(java_script_enabled=False)
    for path in ("/edition/fa/lachin-speech/whole", "/rules/desk", f"/rules/file/{DESK}", "/search?q=Lachin"):
        anna.page.goto(f"{anna.base}{path}")
        expect(anna.page.locator("main")).to_contain_text("achin")
