from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from transflow.formats.po import change, read_catalog, write_po
from transflow.review import Settings, create_app
from transflow.review.desk.desk import Desk
from transflow.workflow.deciding.people import named_person
from transflow.workflow.extract import extract
from transflow.workflow.workspace import open_workspace

ORIGIN = "http://127.0.0.1:8440"
REVIEW = """
review:
  four-eyes: true
  people:
    anna: {name: Anna, email: [anna@example.org], role: translator, languages: [hy, fa]}
    boris: {name: Boris, email: [boris@example.org], role: reviewer}
    clara: {name: Clara, email: [clara@example.org], role: reviewer, languages: [fr]}
"""
TRICK = "abc\u202edcba\u2066"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@dataclass(frozen=True)
class Seat:
    """Somebody at the desk of one edition, by HTTP alone."""

    root: Path
    client: TestClient
    edition: str

    def address(self, words: str, what: str = "") -> str:
        """Return the address of the first unit with these words in its source."""
        return f"/edition/{self.edition}/lachin-speech/unit/{self.entry(words).unit}{what}"

    def entry(self, words: str) -> Any:
        """Return the entry with these words in its source, as it stands on disk."""
        catalog = read_catalog(self.root / "locales" / self.edition / "LC_MESSAGES" / "lachin-speech.po")
        return next(entry for entry in catalog.entries if words in entry.source)

    def look(self, words: str) -> dict[str, Any]:
        """Return what an open page asks from time to time."""
        found: dict[str, Any] = self.client.get(self.address(words, "/state"), headers={"Accept": "application/json"}).json()
        return found

    def post(self, words: str, what: str, body: dict[str, Any], *, seen: str = "", address: str = "") -> Any:
        """Post as the page's script does."""
        headers = {"Accept": "application/json"} | ({"If-Match": seen} if seen else {})
        return self.client.post(address or self.address(words, f"/{what}"), json=body, headers=headers)

    def save(self, words: str, *texts: str, seen: str = "") -> Any:
        """Save on top of what stands there, or of what was seen."""
        return self.post(words, "save", {"texts": list(texts)}, seen=seen or self.look(words)["tag"])

    def sign(self, words: str, act: str, *, seen: str = "", **more: str) -> Any:
        """Sign what stands there, or what was seen."""
        return self.post(words, "sign", {"act": act, **more}, seen=seen or self.look(words)["seen"])


@pytest.fixture
def reviewed(project: Path) -> Path:
    """The sample with people and four eyes."""
    with (project / "transflow.yaml").open("a", encoding="utf-8") as file:
        file.write(REVIEW)
    return project


def seat(root: Path, who: str, edition: str = "hy") -> Seat:
    """Return somebody who has signed in, at a server of their own over the same files."""
    person = named_person(open_workspace(root), who)
    app = create_app(Settings(root, frozenset({ORIGIN}), person))
    headers = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
    client = TestClient(app, base_url=ORIGIN, headers=headers, follow_redirects=False, raise_server_exceptions=False)
    assert client.post("/sign-in", data={"token": app.state.entry.link.token}).status_code == 303
    return Seat(root, client, edition)


@pytest.fixture
def anna(reviewed: Path) -> Seat:
    """A translator."""
    return seat(reviewed, "anna")


@pytest.fixture
def boris(reviewed: Path) -> Seat:
    """A reviewer."""
    return seat(reviewed, "boris")


ROAD = "The Lachin Corridor has been the only road"


def test_the_page_has_source_and_target_in_their_language_and_direction(reviewed: Path) -> None:
    text = seat(reviewed, "anna", "fa").client.get(seat(reviewed, "anna", "fa").address(ROAD)).text
    assert 'lang="en" dir="ltr"' in text
    assert '<textarea class="text" id="target-0" name="target" rows="3" lang="fa" dir="rtl"' in text


def test_a_save_stands_in_the_file_and_says_who_wrote_it(anna: Seat) -> None:
    answer = anna.save(ROAD, "Լաչինի միջանցքը։")
    assert answer.status_code == 200
    assert anna.entry(ROAD).target == "Լաչինի միջանցքը։"
    lines = (anna.root / "locales/hy/LC_MESSAGES/lachin-speech.signoffs.jsonl").read_text(encoding="utf-8").splitlines()
    assert [(json.loads(line)["act"], json.loads(line)["by"]) for line in lines] == [("write", "anna")]
    assert answer.json()["next"].startswith("/edition/hy/lachin-speech/unit/")


def test_a_save_without_what_was_seen_changes_nothing(anna: Seat) -> None:
    before = anna.entry(ROAD).target
    assert anna.post(ROAD, "save", {"texts": ["x"]}).status_code == 428
    assert anna.entry(ROAD).target == before


def test_a_save_on_a_stale_tag_is_answered_with_both_versions(anna: Seat, boris: Seat) -> None:
    seen = anna.look(ROAD)["tag"]
    boris.save(ROAD, "Բորիսի տարբերակը։")
    answer = anna.save(ROAD, "Աննայի տարբերակը։", seen=seen)
    assert answer.status_code == 409
    document = answer.json()
    assert (document["error"], document["theirs"], document["mine"], document["last"]) == (
        "conflict",
        ["Բորիսի տարբերակը։"],
        ["Աննայի տարբերակը։"],
        "boris",
    )
    assert anna.entry(ROAD).target == "Բորիսի տարբերակը։"
    assert anna.save(ROAD, "Աննայի տարբերակը։", seen=document["tag"]).status_code == 200


def test_nobody_approves_what_they_wrote(boris: Seat) -> None:
    boris.save(ROAD, boris.entry(ROAD).target)
    answer = boris.sign(ROAD, "approve")
    assert (answer.status_code, answer.json()["error"]) == (403, "refused")
    assert "four eyes" in answer.json()["what"]


def test_a_second_person_approves_and_the_draft_is_one_no_more(anna: Seat, boris: Seat) -> None:
    anna.save(ROAD, anna.entry(ROAD).target)
    answer = boris.sign(ROAD, "approve")
    assert answer.status_code == 200, answer.text
    assert boris.look(ROAD)["state"] == "approved"


def test_a_translator_approves_nothing_and_the_page_says_so_beforehand(anna: Seat) -> None:
    assert "You cannot approve this: anna is a translator" in anna.client.get(anna.address(ROAD)).text
    assert anna.sign(ROAD, "approve").status_code == 403


def test_a_reviewer_of_another_language_approves_nothing(reviewed: Path, anna: Seat) -> None:
    anna.save(ROAD, anna.entry(ROAD).target)
    answer = seat(reviewed, "clara").sign(ROAD, "approve")
    assert answer.status_code == 403
    assert "not in hy" in answer.json()["what"]


def test_an_approval_of_what_has_changed_is_refused(anna: Seat, boris: Seat) -> None:
    anna.save(ROAD, anna.entry(ROAD).target)
    seen = boris.look(ROAD)["seen"]
    anna.save(ROAD, "Այլ։")
    assert boris.sign(ROAD, "approve", seen=seen).status_code == 409


def test_an_approval_that_lapsed_says_why_in_the_history(anna: Seat, boris: Seat) -> None:
    anna.save(ROAD, anna.entry(ROAD).target)
    boris.sign(ROAD, "approve")
    anna.save(ROAD, f"{anna.entry(ROAD).target} ")
    page = anna.client.get(anna.address(ROAD)).text
    history = page[page.index('id="history-head"') :]
    assert '<span class="chip">lapsed</span>' in history
    assert "approval lapsed" in page


def test_a_rejection_takes_a_reason_which_the_page_shows(anna: Seat, boris: Seat) -> None:
    anna.save(ROAD, anna.entry(ROAD).target)
    assert boris.sign(ROAD, "reject").status_code == 400
    assert boris.sign(ROAD, "reject", reason="the road is a corridor").status_code == 200
    assert "the road is a corridor" in anna.client.get(anna.address(ROAD)).text


def test_a_waiver_names_a_check_and_a_reason_and_an_act_that_is_none_is_refused(boris: Seat) -> None:
    assert boris.sign(ROAD, "waive", reason="so it is said here", check="end-punctuation").status_code == 200
    assert boris.sign(ROAD, "waive", reason="x", check="no-such-check").status_code == 400
    assert boris.sign(ROAD, "write").status_code == 400


def test_what_is_typed_is_checked_without_being_saved(anna: Seat) -> None:
    before = anna.entry(ROAD).target
    answer = anna.post(ROAD, "check", {"texts": ["Լաչինի միջանցքը։"]}).json()
    assert any(found["check"] == "name-missing" for found in answer["findings"])
    assert anna.entry(ROAD).target == before


def test_offsets_count_as_javascript_counts(anna: Seat) -> None:
    answer = anna.post(ROAD, "check", {"texts": ["😀 \u202eԼաչին"]}).json()
    found = next(one for one in answer["findings"] if one["check"] == "bidi-control")
    assert (found["start"], found["end"]) == (3, 4)


@pytest.mark.parametrize(
    "path",
    [
        "/edition/xx/lachin-speech/unit/{unit}",
        "/edition/hy/other/unit/{unit}",
        "/edition/hy/..%2f..%2ftransflow/unit/{unit}",
        "/edition/..%2fhy/lachin-speech/unit/{unit}",
        "/edition/hy/lachin-speech/unit/..%2f..%2fx",
        "/edition/hy/lachin-speech/unit/ffffffffffff",
    ],
)
def test_what_is_no_unit_of_this_project_is_not_found(anna: Seat, path: str) -> None:
    unit = anna.entry(ROAD).unit
    assert anna.client.get(path.format(unit=unit)).status_code == 404
    answer = anna.post(ROAD, "save", {"texts": ["x"]}, seen="0" * 16, address=path.format(unit=unit) + "/save")
    assert answer.status_code in {404, 409}


def test_nobody_who_has_not_signed_in_sees_or_does_anything(anna: Seat) -> None:
    anna.client.cookies.clear()
    assert anna.client.get(anna.address(ROAD)).status_code in {303, 307, 401}
    assert anna.post(ROAD, "save", {"texts": ["x"]}, seen="0" * 16).status_code == 401


def test_a_post_from_another_site_changes_nothing(anna: Seat) -> None:
    seen = anna.look(ROAD)["tag"]
    before = anna.entry(ROAD).target
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site", "If-Match": seen}
    assert anna.client.post(anna.address(ROAD, "/save"), json={"texts": ["x"]}, headers=headers).status_code == 403
    assert anna.entry(ROAD).target == before


def test_script_in_target_comment_and_reason_is_text(anna: Seat, boris: Seat) -> None:
    anna.save(ROAD, SCRIPT)
    anna.sign(ROAD, "comment", reason=SCRIPT)
    boris.sign(ROAD, "reject", reason=SCRIPT)
    for path in ("", "/beside"):
        text = anna.client.get(anna.address(ROAD, path)).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_script_in_source_article_and_glossary_is_text(reviewed: Path) -> None:
    glossary = reviewed / "glossary" / "south-caucasus-places.yaml"
    text = glossary.read_text(encoding="utf-8")
    old = "Town and district between Nagorno-Karabakh and Armenia"
    assert old in text
    glossary.write_text(text.replace(old, SCRIPT), encoding="utf-8")
    po = reviewed / "locales/hy/LC_MESSAGES/lachin-speech.po"
    po.write_text(
        po.read_text(encoding="utf-8").replace('msgid "Traffic on it', f'msgid "{SCRIPT} Lachin Traffic on it', 1), encoding="utf-8"
    )
    somebody = seat(reviewed, "anna")
    page = somebody.client.get(somebody.address("Traffic on it")).text
    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_what_turns_the_order_of_a_text_about_is_shown_as_what_it_is(anna: Seat) -> None:
    anna.save(ROAD, TRICK)
    anna.sign(ROAD, "comment", reason=TRICK)
    page = anna.client.get(anna.address(ROAD)).text
    outside = page.split("<textarea")[0] + page.split("</textarea>")[1]
    assert "\u202e" not in outside
    assert "U+202E" in outside
    assert 'data-as-it-is="0"' in page
    assert " hidden" not in page.split('data-as-it-is="0"')[0].rsplit("<p", 1)[1]


def test_a_translation_is_put_elsewhere_only_on_top_of_what_was_seen(anna: Seat) -> None:
    unit = anna.entry(ROAD).unit
    assert anna.post(ROAD, "propagate", {"places": [["lachin-speech", unit]]}, seen="0" * 16).status_code == 409
    assert anna.post(ROAD, "propagate", {"places": [["../x", unit]]}, seen=anna.look(ROAD)["tag"]).status_code == 404
    answer = anna.post(ROAD, "propagate", {"places": [["lachin-speech", unit]]}, seen=anna.look(ROAD)["tag"])
    assert answer.json()["written"] == []


def test_a_translator_is_told_beforehand_that_they_waive_nothing(anna: Seat) -> None:
    anna.save(ROAD, "Լաչինի միջանցքը։")
    page = anna.client.get(anna.address(ROAD)).text
    assert "You cannot waive this: anna is a translator" in page
    assert 'aria-describedby="no-waive"' in page


def test_the_memory_of_another_article_is_shown_beside(anna: Seat) -> None:
    shutil.copy(anna.root / "articles/lachin-speech.md", anna.root / "articles/second.md")
    first = anna.root / "locales/hy/LC_MESSAGES/lachin-speech.po"
    shutil.copy(first, first.with_name("second.po"))
    anna.save(ROAD, "Լաչինի միջանցքը պատերազմից ի վեր Հայաստանի և Լեռնային Ղարաբաղի միջև միակ ճանապարհն է։")
    address = anna.address(ROAD, "/beside").replace("lachin-speech", "second")
    text = anna.client.get(address).text
    assert "100 %" in text
    assert "locales/hy/LC_MESSAGES/lachin-speech.po" in text
    assert 'data-use="Լաչինի միջանցքը պատերազմից' in text


def test_the_memory_is_brought_up_once_in_a_while_and_not_at_every_unit() -> None:
    desk = Desk()
    assert [desk.memory_is_due(), desk.memory_is_due()] == [True, False]


def test_a_unit_with_plural_forms_has_a_text_for_each(anna: Seat) -> None:
    path = anna.root / "locales/hy/LC_MESSAGES/lachin-speech.po"
    catalog = read_catalog(path)
    plural = change(catalog.entries[5], source_plural="Many", target="", targets=("մեկ", "շատ"), draft=False)
    path.write_text(write_po(replace(catalog, entries=(*catalog.entries[:5], plural, *catalog.entries[6:]))), encoding="utf-8")
    page = anna.client.get(anna.address(plural.source)).text
    assert page.count("<textarea class=") == 2
    assert anna.save(plural.source, "մեկ").status_code == 400
    assert anna.save(plural.source, "մեկ", "շատ շատ").status_code == 200
    assert anna.entry(plural.source).targets == ("մեկ", "շատ շատ")
    assert anna.post(plural.source, "check", {"texts": ["մեկ", "շատ"]}).status_code == 200


def test_an_edition_of_the_articles_own_language_is_drafted_by_its_style(reviewed: Path) -> None:
    file = reviewed / "transflow.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("editions:\n", "editions:\n  en@desk: {style: desk}\n", 1), encoding="utf-8")
    extract(open_workspace(reviewed), editions=["en@desk"])
    somebody = seat(reviewed, "anna", "en@desk")
    assert 'data-redraft="style"' in somebody.client.get(somebody.address(ROAD, "/beside")).text
    answer = somebody.post(ROAD, "redraft", {"engine": "style"}).json()
    assert "Nagorno-Karabakh" in answer["text"]
    assert somebody.entry(ROAD).target == ""


def test_the_rule_of_a_name_and_the_place_in_the_whole_edition_are_a_click_away(reviewed: Path) -> None:
    somebody = seat(reviewed, "boris", "ru@desk")
    page = somebody.client.get(somebody.address(ROAD)).text
    rules = re.findall(r'href="(/rules/[^"]*)"', page)
    assert "/rules/desk/concept/nagorno-karabakh" in rules
    assert [somebody.client.get(rule).status_code for rule in rules] == [200] * len(rules)
    assert f'href="/edition/ru@desk/lachin-speech/whole#unit-{somebody.entry(ROAD).unit}"' in page
    assert f'id="unit-{somebody.entry(ROAD).unit}"' in somebody.client.get("/edition/ru@desk/lachin-speech/whole").text


def test_what_somebody_searched_for_is_gone_through(anna: Seat) -> None:
    page = anna.client.get(anna.address(ROAD) + "?queue=all&q=Artsakh").text
    following = re.search(r'id="next" rel="next" href="([^"]*)"', page)
    assert following
    assert "q=Artsakh" in following[1]
    words = next(
        entry for entry in read_catalog(anna.root / "locales/hy/LC_MESSAGES/lachin-speech.po").entries if entry.unit in following[1]
    )
    assert "Artsakh" in words.source


def test_a_damaged_record_of_what_was_spent_is_why_there_is_no_draft(reviewed: Path) -> None:
    file = reviewed / "transflow.yaml"
    engine = 'backends:\n  libretranslate: {url: "http://127.0.0.1:9", price: 20 EUR}\neditions:\n'
    file.write_text(file.read_text(encoding="utf-8").replace("editions:\n", engine, 1), encoding="utf-8")
    (reviewed / "spending.jsonl").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    answer = seat(reviewed, "anna", "ru").post(ROAD, "redraft", {"engine": "libretranslate"})
    assert answer.status_code == 200
    assert answer.json()["why"].startswith("spending.jsonl:1: ")


def test_an_engine_that_is_not_there_is_refused(anna: Seat) -> None:
    assert anna.post(ROAD, "redraft", {"engine": "no-such"}).status_code == 400


def test_a_unit_whose_source_changed_is_told_and_what_was_typed_is_not_written(anna: Seat) -> None:
    address, seen = anna.address(ROAD, "/save"), anna.look(ROAD)["tag"]
    po = anna.root / "locales/hy/LC_MESSAGES/lachin-speech.po"
    po.write_text(po.read_text(encoding="utf-8").replace(ROAD, "The Lachin Corridor was the only road", 1), encoding="utf-8")
    answer = anna.post(ROAD, "save", {"texts": ["x"]}, seen=seen, address=address)
    assert answer.status_code == 409
    assert "not in the catalog any more" in answer.json()["what"]
    assert anna.client.get(address.replace("/save", "/state"), headers={"Accept": "application/json"}).json() == {"gone": True}


def test_a_change_of_the_file_by_another_program_is_seen(anna: Seat) -> None:
    before = anna.look(ROAD)
    po = anna.root / "locales/hy/LC_MESSAGES/lachin-speech.po"
    po.write_text(po.read_text(encoding="utf-8").replace(anna.entry(ROAD).target, "Poedit", 1), encoding="utf-8")
    assert anna.look(ROAD)["tag"] != before["tag"]


def test_no_engine_is_asked_that_transflow_yaml_does_not_name(reviewed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPL_AUTH_KEY", "nobody's")
    answer = seat(reviewed, "anna").post(ROAD, "redraft", {"engine": "deepl"})
    assert answer.status_code == 400
    assert "'deepl' is none of the engines that could draft here" in answer.json()["what"]


def test_who_works_alone_does_not_approve_what_they_edited_in_another_program_and_nobody_committed(reviewed: Path) -> None:
    boris = seat(reviewed, "boris")
    git = ["git", "-C", str(reviewed), "-c", "user.email=clara@example.org", "-c", "user.name=Clara"]
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "all"]):
        subprocess.run([*git, *command], check=True)
    catalog = reviewed / "locales/hy/LC_MESSAGES/lachin-speech.po"
    target = boris.entry(ROAD).target
    catalog.write_text(catalog.read_text(encoding="utf-8").replace(target, f"{target} "), encoding="utf-8")
    answer = boris.sign(ROAD, "approve")
    assert answer.status_code == 403, answer.text
    assert "boris wrote exactly this" in answer.json()["what"]


def test_the_help_and_the_desk_list_the_same_keys(anna: Seat) -> None:
    keys = re.search(r"<dl class=\"keys\">.*?</dl>", anna.client.get(anna.address(ROAD)).text, re.DOTALL)
    assert keys
    assert keys[0] in anna.client.get("/help").text


def test_a_unit_is_left_out_on_purpose_with_a_reason_and_a_second_person_approves_it(anna: Seat, boris: Seat) -> None:
    was = anna.look(ROAD)["tag"]
    for reason in (" ", "x" * 501, "a \0"):
        assert anna.post(ROAD, "leave-out", {"reason": reason}, seen=was).status_code == 400
    answer = anna.post(ROAD, "leave-out", {"reason": f"said above\n{SCRIPT}"}, seen=was)
    assert (answer.status_code, answer.json()["state"]) == (200, "translated"), answer.text
    assert (anna.entry(ROAD).target, anna.entry(ROAD).blank) == ("", True)
    page = anna.client.get(anna.address(ROAD)).text
    assert "left out on purpose: <bdi>said above &lt;script&gt;" in page
    assert SCRIPT not in page
    assert anna.post(ROAD, "check", {"texts": [""]}).json()["findings"] == []
    assert "four eyes" in anna.sign(ROAD, "approve").text or "translator" in anna.sign(ROAD, "approve").text
    assert boris.sign(ROAD, "approve").status_code == 200
    conflict = boris.post(ROAD, "leave-out", {"reason": "as before"}, seen=was)
    assert (conflict.status_code, boris.look(ROAD)["state"]) == (409, "approved")


def test_words_that_somebody_else_put_into_another_place_are_still_not_approved_by_who_wrote_them(reviewed: Path) -> None:
    anna, boris, clara = (seat(reviewed, who, "fr") for who in ("anna", "boris", "clara"))
    shutil.copy(reviewed / "articles/lachin-speech.md", reviewed / "articles/second.md")
    extract(open_workspace(reviewed), editions=["fr"])
    boris.save("Sources", "Sources")
    unit = anna.entry("Sources").unit
    answer = anna.post("Sources", "propagate", {"places": [["second", unit]]}, seen=anna.look("Sources")["tag"])
    assert answer.json()["written"] == [["second", unit]], answer.text
    there = f"/edition/fr/second/unit/{unit}"
    seen = boris.client.get(f"{there}/state").json()["seen"]
    refused = boris.post("Sources", "", {"act": "approve"}, seen=seen, address=f"{there}/sign")
    assert (refused.status_code, "four eyes" in refused.text) == (403, True), refused.text
    assert clara.post("Sources", "", {"act": "approve"}, seen=seen, address=f"{there}/sign").status_code == 200
