"""A day at the desk, told once from the sign-in to the built edition: two people, two languages, one server as a person starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from transflow.formats.po import Entry, read_catalog

if TYPE_CHECKING:
    from conftest import Site

PASSWORDS = {"anna": "correct horse battery", "boris": "another horse battery"}
PROJECT = """
publish: {require: approved}
review:
  four-eyes: true
  people:
    anna: {name: Anna, email: anna@example.org, role: reviewer}
    boris: {name: Boris, email: boris@example.org, role: reviewer}
"""
HEADLINE, CUT, ROAD = "What was said", "Traffic on it has been cut", "The Lachin Corridor has been the only road"
PATIENCE = 20_000  # milliseconds: other tests may keep the machine busy


@dataclass(frozen=True)
class Newsroom:
    """A project with one short article, made of sentences of the sample, so that the sample has right translations of all of them."""

    root: Path
    site: Site
    sample: Path

    def entry(self, edition: str, words: str) -> Entry:
        """Return the entry with these words in its source, as it stands on disk."""
        return _entry(self.catalog(edition), words)

    def catalog(self, edition: str) -> Path:
        """Return where the catalog of the short article lies."""
        return self.root / "locales" / edition / "LC_MESSAGES" / "road.po"

    def right(self, edition: str, words: str) -> str:
        """Return a right translation of a sentence."""
        return _entry(self.sample / "locales" / edition / "LC_MESSAGES" / "lachin-speech.po", words).target


@pytest.fixture
def room(project: Path, repository: Path, start_site: Callable[..., Site]) -> Newsroom:
    """The server of a newsroom that has just begun with an article."""
    with (project / "transflow.yaml").open("a", encoding="utf-8") as file:
        file.write(PROJECT)
    sentences = {
        words: _entry(project / "locales" / "hy" / "LC_MESSAGES" / "lachin-speech.po", words).source for words in (HEADLINE, ROAD, CUT)
    }
    (project / "articles" / "road.md").write_text(f"# {sentences[HEADLINE]}\n\n{sentences[ROAD]}\n{sentences[CUT]}\n", encoding="utf-8")
    shell(project, "extract", "road")
    for person, password in PASSWORDS.items():
        shell(project, "users", "add", person, "--stdin", stdin=f"{password}\n")
    return Newsroom(project, start_site(project), repository)


@pytest.fixture
def come(room: Newsroom, chromium: Browser) -> Iterator[Callable[[str], Page]]:
    """What lets somebody come in with their password, in a browser of their own."""
    contexts = []

    def sign_in(who: str) -> Page:
        context = chromium.new_context(base_url=room.site.address, viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.goto("/")
        page.get_by_label("Short name").fill(who)
        page.get_by_label("Password").fill(PASSWORDS[who])
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Board")
        return page

    yield sign_in
    for context in contexts:
        context.close()


def test_from_the_sign_in_to_the_built_edition(room: Newsroom, come: Callable[[str], Page]) -> None:
    anna = come("anna")
    armenian_is_corrected(room, anna)
    persian_is_corrected(room, anna)
    a_finding_is_waived(room, anna)
    a_conflict_is_resolved(room, anna)
    the_first_is_refused(room, anna)
    boris = come("boris")
    the_second_approves_and_builds(room, boris)
    anna.get_by_role("button", name="Sign out").click()
    anna.goto("/edition/hy/road/whole")
    expect(anna.get_by_role("heading", level=1)).to_have_text("Sign in")


def armenian_is_corrected(room: Newsroom, page: Page) -> None:
    """Anna comes from the board to the first unit, writes a name that this edition does not use, is told, and mends it."""
    page.get_by_role("link", name="road in hy").click()
    page.locator("a.to").first.click()
    write(page, room.right("hy", HEADLINE))
    save_and_go_on(page)
    right = room.right("hy", ROAD)
    wrong = right.replace("Լեռնային Ղարաբաղի", "Արցախի")
    assert wrong != right
    write(page, wrong)
    expect(finding(page, "name-forbidden")).to_contain_text("Արցախի", timeout=PATIENCE)
    write(page, right)
    expect(page.locator(".finding.none")).to_be_visible(timeout=PATIENCE)
    save_and_go_on(page)
    write(page, room.right("hy", CUT))
    page.keyboard.press("Control+Enter")
    expect_saved(page)
    assert [room.entry("hy", words).target for words in (HEADLINE, ROAD, CUT)] == [
        room.right("hy", words) for words in (HEADLINE, ROAD, CUT)
    ]


def persian_is_corrected(room: Newsroom, page: Page) -> None:
    """She writes the Persian, from right to left, and goes from the whole edition to a sentence that is missing there."""
    page.goto("/edition/fa/road/whole")
    page.locator("#sheet .target a", has_text="What was said").click()
    expect(area(page)).to_have_attribute("dir", "rtl")
    for words in (HEADLINE, ROAD, CUT):
        write(page, room.right("fa", words))
        page.keyboard.press("Control+s")
        expect_saved(page)
        if words != CUT:
            page.keyboard.press("Alt+ArrowDown")
            page.wait_for_load_state()
    assert room.entry("fa", ROAD).target == room.right("fa", ROAD)


def a_finding_is_waived(room: Newsroom, page: Page) -> None:
    """A number differs from the source, and is right all the same: she says why."""
    open_unit(room, page, "fa", ROAD)
    write(page, room.right("fa", ROAD).replace("۲۰۲۰", "۲۰۲۱"))
    page.keyboard.press("Control+s")
    expect_saved(page)
    expect(finding(page, "number-mismatch")).to_be_visible(timeout=PATIENCE)
    page.locator('[data-waive="number-mismatch"]').click()
    page.locator("#reason-text").fill("Counted to the end of the war.")
    page.locator("#reason-yes").click()
    expect(page.locator('.finding.waived[data-check="number-mismatch"]')).to_contain_text("waived by", timeout=PATIENCE)


def a_conflict_is_resolved(room: Newsroom, page: Page) -> None:
    """While she writes, somebody changes the same sentence in the file; both changes are shown, and she puts them together."""
    open_unit(room, page, "fa", CUT)
    text = room.entry("fa", CUT).target
    first, last = text.split()[0], text.split()[-1]
    theirs, mine = text.replace(last, f"{last}!"), text.replace(first, f"باری {first}", 1)
    catalog = room.catalog("fa").read_text(encoding="utf-8")
    room.catalog("fa").write_text(catalog.replace(text, theirs), encoding="utf-8")
    write(page, mine)
    page.keyboard.press("Control+s")
    conflict = page.locator(".conflict")
    expect(conflict).to_contain_text(theirs, timeout=PATIENCE)
    expect(conflict).to_contain_text(mine)
    assert room.entry("fa", CUT).target == theirs
    page.locator('[data-choose="together"]').click()
    page.keyboard.press("Control+s")
    expect_saved(page)
    assert room.entry("fa", CUT).target == mine.replace(last, f"{last}!")


def the_first_is_refused(room: Newsroom, page: Page) -> None:
    """Four eyes: whoever wrote it cannot approve it, and is told so; nor is anything built that nobody approved."""
    open_unit(room, page, "hy", ROAD)
    expect(page.locator('[data-sign="approve"]')).to_have_attribute("aria-disabled", "true")
    expect(page.locator("#no-approve")).to_contain_text("somebody else approves it (four eyes)")
    seen = str(page.locator("#unit").get_attribute("data-seen"))
    answer = page.request.post(
        f"{page.url.partition('?')[0]}/sign",
        data={"act": "approve"},
        headers={"Origin": room.site.address, "Sec-Fetch-Site": "same-origin", "Accept": "application/json", "If-Match": seen},
    )
    assert answer.status == 403
    assert "four eyes" in answer.json()["what"]
    page.goto("/edition/hy/road/whole")
    expect(page.locator(".waiting summary")).to_contain_text("3 units keep this edition from being built")
    page.locator("#build").click()
    expect(page.locator("#built")).to_contain_text("3 of 3 units are not approved yet", timeout=PATIENCE)
    assert not (room.root / "editions" / "hy" / "road.md").exists()


def the_second_approves_and_builds(room: Newsroom, page: Page) -> None:
    """Boris approves all of it, each with a key, and builds both editions."""
    for edition in ("hy", "fa"):
        for words in (HEADLINE, ROAD, CUT):
            open_unit(room, page, edition, words)
            area(page).press("Control+Shift+Enter")
            expect(page.locator(".about .state, #saying").filter(has_text="pproved").first).to_be_visible(timeout=PATIENCE)
            open_unit(room, page, edition, words)
            expect(page.locator(".about .state")).to_have_text("approved", timeout=PATIENCE)
        page.goto(f"/edition/{edition}/road/whole")
        expect(page.locator(".build")).to_contain_text("Every unit is approved")
        page.locator("#build").click()
        expect(page.locator("#built")).to_contain_text(f"editions/{edition}/road.md", timeout=PATIENCE)
        built = (room.root / "editions" / edition / "road.md").read_text(encoding="utf-8")
        assert built == "# {}\n\n{}\n{}\n".format(*(room.entry(edition, words).target for words in (HEADLINE, ROAD, CUT)))


def shell(project: Path, *arguments: str, stdin: str = "") -> None:
    """Call transflow as a shell does."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent.parent / "src")}
    command = [sys.executable, "-c", "from transflow.cli import main; main()", "--project", str(project), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, input=stdin, timeout=60, check=False, env=environment)
    assert done.returncode == 0, done.stderr


def open_unit(room: Newsroom, page: Page, edition: str, words: str) -> None:
    """Open a unit from the whole edition, by its sentence."""
    page.goto(f"/edition/{edition}/road/whole")
    page.locator(f"#unit-{room.entry(edition, words).unit}").click()
    expect(area(page)).to_be_editable(timeout=PATIENCE)


def write(page: Page, text: str) -> None:
    """Write the translation."""
    expect(area(page)).to_be_editable(timeout=PATIENCE)
    area(page).fill(text)


def save_and_go_on(page: Page) -> None:
    """Save, and wait for the next unit."""
    here = page.url
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: url != here, timeout=PATIENCE)


def expect_saved(page: Page) -> None:
    """Wait until the page says that it is on disk."""
    expect(page.locator("#saying")).to_contain_text("Saved", timeout=PATIENCE)


def area(page: Page) -> Any:
    """Return where the translation is written."""
    return page.locator("textarea[name=target]")


def finding(page: Page, check: str) -> Locator:
    """Return what a check says on the page."""
    return page.locator(f'.finding[data-check="{check}"]').first


def _entry(path: Path, words: str) -> Entry:
    return next(entry for entry in read_catalog(path).entries if words in entry.source)
