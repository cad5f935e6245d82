from __future__ import annotations

import re
import shutil
from typing import Any

from transflow.model import State
from transflow.review.search.asking import read_sought
from transflow.workflow.check import check
from transflow.workflow.workspace import open_workspace

SCRIPT = "<script>alert(1)</script>"


def found(client: Any, **query: str) -> list[tuple[str, str]]:
    """Return the editions and sources that a search shows when nothing is pending any more."""
    page = client.get("/search", params=query)
    while "data-pending" in page.text:
        page = client.get("/search", params=query)
    assert page.status_code == 200
    body = page.text.partition("<tbody")[2]
    return re.findall(r'<bdi class="code">([^<]+)</bdi>.*?<div class="text" lang="en" dir="ltr">(.*?)</div>', body, re.DOTALL)


def test_a_text_is_found_in_source_and_translation_of_every_edition(room: Any) -> None:
    client = room.client()
    assert {edition for edition, _ in found(client, q="existential dangers")} == {"az", "fa", "fr", "hy", "ru", "ru@desk"}
    assert {edition for edition, _ in found(client, q="ЛАЧИН")} == {"ru", "ru@desk"}
    assert found(client, q="existential dangers", edition="fa")[0][1].count("<mark>existential dangers</mark>") == 1
    assert found(client, q="nowhere to be found") == []


def test_a_hit_leads_to_its_desk(room: Any) -> None:
    client = room.client()
    page = client.get("/search", params={"q": "existential dangers", "edition": "ru@desk"}).text
    (address,) = re.findall(r'href="(/edition/[^"]+/unit/[^"]+)"', page)
    assert client.get(address).status_code == 200


def test_a_contested_name_is_found_by_its_concept_and_by_one_of_its_names(room: Any) -> None:
    client = room.client()
    by_concept = found(client, name="nagorno-karabakh", edition="ru")
    as_artsakh = found(client, name="nagorno-karabakh/artsakh", edition="ru")
    assert 0 < len(as_artsakh) < len(by_concept)
    assert all("Artsakh" in source for _, source in as_artsakh)
    assert any("Artsakh" not in source for _, source in by_concept)


def test_states_and_findings_are_found(room: Any) -> None:
    entry = room.entry("hy", "only road between")
    room.rewrite("hy", entry.target, entry.target.replace("2020", "2021"))
    client = room.client()
    assert [edition for edition, _ in found(client, check="number-mismatch")] == ["hy"]
    assert found(client, state=State.APPROVED) == []
    assert len(found(client, state=State.DRAFT, edition="hy")) > 40


def test_what_changes_on_disk_is_found_at_once(room: Any) -> None:
    client = room.client()
    assert found(client, q="Երեկ") == []
    room.rewrite("hy", room.entry("hy", "Traffic on it has been cut").target, "Երեկ")
    assert [edition for edition, _ in found(client, q="Երեկ")] == ["hy"]


def test_a_catalog_that_cannot_be_read_keeps_nobody_from_the_others(room: Any) -> None:
    room.catalog("fa").write_text("msgid broken", encoding="utf-8")
    assert {edition for edition, _ in found(room.client(), q="existential dangers")} == {"az", "fr", "hy", "ru", "ru@desk"}


def test_a_query_cannot_act_and_nonsense_in_it_is_not_asked(room: Any) -> None:
    client = room.client()
    for query in (
        {"q": SCRIPT},
        {"name": SCRIPT},
        {"check": SCRIPT},
        {"edition": SCRIPT},
        {"q": "((("},
        {"q": "x" * 5000},
        {"state": "x", "page": "-1"},
    ):
        page = client.get("/search", params=query)
        assert page.status_code == 200
        assert SCRIPT not in page.text
    assert (read_sought({"page": "0"}).page, read_sought({"page": "²"}).page, read_sought({"page": "7"}).page) == (1, 1, 7)


def test_pages_follow_each_other_over_many_articles(room: Any) -> None:
    for number in range(3):
        shutil.copy(room.root / "articles" / "lachin-speech.md", room.root / "articles" / f"copy-{number}.md")
        shutil.copy(room.catalog("hy"), room.catalog("hy").with_name(f"copy-{number}.po"))
    client = room.client()
    first, last = (found(client, state="draft", edition="hy", page=page) for page in ("1", "4"))
    assert len(first) == 50
    assert 0 < len(last) < 50
    assert not set(found(client, state="draft", edition="hy", article="copy-1")) - {
        ("hy", source) for _, source in found(client, article="copy-1")
    }


def test_checks_that_ran_on_the_shell_need_not_run_again(room: Any) -> None:
    check(open_workspace(room.root))
    client = room.client()
    page = client.get("/search", params={"name": "lachin"}).text
    assert "still being read" not in page
