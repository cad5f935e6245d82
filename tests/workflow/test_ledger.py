"""The ledger counts what stands in the catalogs, and its page shows it without asking anybody."""

from __future__ import annotations

import os
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from transflow.checks import read_catalog_units
from transflow.formats.po import read_catalog
from transflow.model import Slot, Voice
from transflow.workflow.names.ledger import Compared, difference, ledger, ledger_of_other
from transflow.workflow.names.ledger_page import page
from transflow.workflow.names.revisions import open_other
from transflow.workflow.status import catalogs

if TYPE_CHECKING:
    from conftest import Sample

DESK_CATALOG = "locales/ru@desk/LC_MESSAGES/lachin-speech.po"


def test_every_mention_of_every_catalog_is_counted_once(sample: Sample) -> None:
    workspace = sample.workspace
    counted: Counter[tuple[str, str, str, str, str]] = Counter()
    for article, edition in catalogs(workspace, editions=(), articles=()):
        catalog = read_catalog(workspace.project.catalog(edition, article.stem))
        for reading in read_catalog_units(catalog, naming=workspace.naming(edition), source_locale="en", locale=edition.locale):
            counted.update((edition.name, one.concept, one.name, one.voice, reading.slot) for one in reading.target_mentions)
    rows = [row for row in ledger(workspace).rows if not row.is_source]
    assert {(row.edition, row.concept, row.name, row.voice, row.slot): row.count for row in rows if row.name} == {
        key: count for key, count in counted.items() if key[2]
    }
    assert sum(row.count for row in rows) == counted.total()
    assert len({row.key for row in rows}) == len(rows)


def test_the_source_is_counted_beside_the_editions(sample: Sample) -> None:
    rows = [row for row in ledger(sample.workspace).rows if row.concept == "lachin-corridor" and row.voice is Voice.QUOTATION]
    assert [(row.edition, row.is_source, row.count) for row in rows][:2] == [("en", True, 2), ("ru", False, 2)]
    assert len({row.units for row in rows}) == 1


def test_a_form_of_two_names_is_not_guessed(sample: Sample) -> None:
    ambiguous = [row for row in ledger(sample.workspace, editions=("ru",)).rows if not row.name]
    assert [(row.concept, row.names) for row in ambiguous] == [("shusha", ("shusha", "shushi"))]


def test_a_double_name_is_one_name_with_the_letters_of_both(sample: Sample) -> None:
    sample.replace(
        "glossary/styles/desk.yaml", "    narration: stepanakert\n", "    narration: {double: [stepanakert, khankendi], joiner: /}\n"
    )
    sample.replace(DESK_CATALOG, "Степанакерте", "Степанакерте/Ханкенди")
    rows = [row for row in ledger(sample.workspace, editions=("ru@desk",)).rows if row.slot is Slot.SUMMARY and not row.is_source]
    assert [(row.name, row.count) for row in rows if row.concept == "stepanakert"] == [("stepanakert+khankendi", 1)]
    assert ">A+B</sup></mark>" in _page(sample)


def test_drafts_are_told_apart(sample: Sample) -> None:
    row = next(row for row in ledger(sample.workspace, editions=("ru",)).rows if not row.is_source)
    assert row.drafts == row.count


def test_the_difference_names_what_came_what_went_and_what_is_counted_otherwise(sample: Sample) -> None:
    sample.replace(DESK_CATALOG, "Степанакерте", "Ханкенди")
    workspace = sample.workspace
    with open_other(workspace, "HEAD") as other:
        found = difference(ledger_of_other(other.workspace).rows, ledger(workspace).rows)
    assert [(one.row.edition, one.row.name, one.row.slot, one.change, one.before, one.after) for one in found] == [
        ("ru@desk", "khankendi", Slot.SUMMARY, "added", 0, 1),
        ("ru@desk", "stepanakert", Slot.SUMMARY, "gone", 1, 0),
    ]
    assert found[0].units_after == found[1].units_before
    rows = ledger(workspace).rows
    assert difference(rows, rows) == ()


def test_what_was_not_there_yet_used_no_name(sample: Sample) -> None:
    sample.git("rm", "--quiet", "-r", "--cached", "locales/fa")
    sample.git("commit", "--quiet", "--message", "no Persian yet")
    workspace = sample.workspace
    with open_other(workspace, "HEAD") as other:
        then = ledger_of_other(other.workspace, editions=("fa",), articles=("lachin-speech",))
    assert {row.is_source for row in then.rows} == {True}
    assert {one.change for one in difference(then.rows, ledger(workspace, editions=("fa",)).rows)} == {"added"}


def test_the_page_needs_nothing_and_nobody(sample: Sample) -> None:
    read = _Read(_page(sample))
    assert "default-src 'none'" in str(read.policy)
    assert read.tags.isdisjoint({"script", "img", "link", "iframe", "form", "base", "object"})
    assert not re.search(r"url\(|@import|@font-face|https?:", read.style)
    assert all(address.startswith(("#", "../locales/")) for address in read.links)


def test_every_piece_of_the_picture_leads_to_its_units(sample: Sample) -> None:
    sample.replace(DESK_CATALOG, "Степанакерте", "Ханкенди")
    read = _Read(_page(sample))
    assert len(read.ids) == len(set(read.ids))
    assert {address[1:] for address in read.links if address.startswith("#")} <= set(read.ids)
    assert any(address.startswith("#stepanakert--ru@desk") for address in read.links)


def test_links_lead_from_where_the_page_lies_to_the_line_of_the_catalog(sample: Sample) -> None:
    for address in _Read(_page(sample)).links:
        if not address.startswith("#"):
            file, _, line = address.partition("#L")
            text = Path(os.path.normpath(sample.root / "editions" / file)).read_text(encoding="utf-8").splitlines()
            assert text[int(line) - 1].startswith(("#", "msg"))


def test_a_cell_with_a_finding_of_a_name_is_marked_and_says_why(sample: Sample) -> None:
    assert "! 1" not in _page(sample).split("</header>", 1)[1]
    sample.replace(DESK_CATALOG, "Степанакерте", "Ханкенди")
    text = _page(sample)
    assert 'class=" faulty" data-edition="ru@desk"' in text
    assert "! error name-forbidden: “Ханкенди” in a summary" in text


def test_right_to_left_targets_say_so_and_names_are_marked(sample: Sample) -> None:
    persian = re.search(r'<p lang="fa" dir="rtl">(.*?)</p>', _page(sample))
    assert persian
    assert "<mark" in persian[1]


def test_what_a_catalog_says_is_text_and_no_markup(sample: Sample) -> None:
    sample.replace(DESK_CATALOG, "Степанакерте", "Степанакерте <script>alert(1)</script>")
    text = _page(sample)
    assert "&lt;script&gt;" in text
    assert "<script" not in text


def test_the_page_shows_what_is_different(sample: Sample) -> None:
    sample.replace(DESK_CATALOG, "Степанакерте", "Ханкенди")
    workspace = sample.workspace
    now = ledger(workspace)
    with open_other(workspace, "HEAD") as other:
        compared = Compared(other.name, difference(ledger_of_other(other.workspace).rows, now.rows))
    text = page(workspace, now, compared, at=sample.root / "editions")
    assert f"Changes since {compared.name}" in text
    assert '<td class="number">0 → 1</td><td class="added">added</td>' in text


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_of_the_picture_has_contrast_enough(sample: Sample, theme: str) -> None:
    style = _Read(_page(sample)).style
    light, dark = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    known = dict(re.findall(r"(--[\w-]+): (#\w+)", light))
    if theme == "dark":
        known |= dict(re.findall(r"(--[\w-]+): (#\w+)", dark))
    names = [f"--c{number}" for number in range(8)]
    pairs = [("--on", name) for name in names]  # a letter on its colour
    pairs += [(name, page_) for name in names for page_ in ("--page", "--raised", "--bad-page")]  # a mark in a text
    pairs += [(ink, page_) for ink in ("--ink", "--soft", "--bad", "--link") for page_ in ("--page", "--raised")]
    pairs += [("--page", "--bad"), ("--page", "--soft"), ("--ink", "--bad-page")]
    low = {(over, under): ratio for over, under in pairs if (ratio := _contrast(known[over], known[under])) < 4.5}
    assert not low


class _Read(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.policy: str | None = None
        self.style = text[text.index("<style>") : text.index("</style>")]
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what the tests ask for."""
        given = dict(attrs)
        self.tags.add(tag)
        self.ids += [str(given["id"])] if "id" in given else []
        self.links += [str(given["href"])] if "href" in given else []
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"]


def _page(sample: Sample) -> str:
    workspace = sample.workspace
    return page(workspace, ledger(workspace), None, at=sample.root / "editions")


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG 2 defines it."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    digits = color.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
