from __future__ import annotations

import re
from typing import Any

import pytest

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
WHOLE = "/edition/hy/lachin-speech/whole"
COURT = "International Court of Justice ordered"


def sheet(text: str) -> str:
    """Return what stands on the sheet of a page."""
    return text[text.index('id="sheet"') :]


def test_every_sentence_stands_beside_its_source_and_leads_to_its_desk(room: Any) -> None:
    page = room.client().get(WHOLE)
    unit = room.entry("hy", COURT).unit
    assert page.status_code == 200
    assert len(re.findall(f'href="/edition/hy/lachin-speech/unit/{unit}"', sheet(page.text))) == 2
    rows = re.findall(
        r'<div class="line">\s*<div class="source text" lang="en" dir="ltr">(.*?)</div>\s*<div class="target', page.text, re.DOTALL
    )
    assert [COURT in row for row in rows].count(True) == 1
    assert room.client().get(f"/edition/hy/lachin-speech/unit/{unit}").status_code == 200


def test_each_side_has_its_language_and_its_direction(room: Any) -> None:
    page = room.client().get("/edition/fa/lachin-speech/whole").text
    assert '<div class="source text" lang="en" dir="ltr">' in page
    assert '<div class="target text" lang="fa" dir="rtl">' in page


def test_how_far_a_sentence_is_is_said_in_words_and_by_a_sign(room: Any) -> None:
    room.rewrite("hy", room.entry("hy", COURT).target, "")
    page = sheet(room.client().get(WHOLE).text)
    assert "◐</sup>" in page
    assert re.search(r"\(draft(, [^)]*)?\)</span>", page)
    assert re.search(r'class="unit untranslated"[^>]* lang="en" dir="ltr">On February 22', page)
    assert "(untranslated" in page


def test_names_are_marked_on_demand_on_both_sides(room: Any) -> None:
    client = room.client()
    assert "<mark" not in sheet(client.get(WHOLE).text)
    page = sheet(client.get(f"{WHOLE}?names=1").text)
    assert '<mark class="name" title="nagorno-karabakh (narration)">Nagorno-Karabakh</mark>' in page
    assert '<mark class="name" title="nagorno-karabakh: karabakh (narration)">Karabakh</mark>' in page
    assert re.search(r'lang="hy" dir="ltr">.*<mark class="name" title="stepanakert', page, re.DOTALL)


@pytest.mark.parametrize("edition", ["hy", "fa", "ru@desk", "fr", "az", "es"])
def test_to_mark_names_changes_no_word(room: Any, edition: str) -> None:
    client = room.client()
    plain, marked = (sheet(client.get(f"/edition/{edition}/lachin-speech/whole{query}").text) for query in ("", "?names=1"))
    assert re.sub("<[^>]*>", "", marked) == re.sub("<[^>]*>", "", plain)


def test_what_a_translation_holds_cannot_act(room: Any) -> None:
    room.rewrite("hy", room.entry("hy", "Traffic on it has been cut").target, SCRIPT)
    for address in (WHOLE, f"{WHOLE}?names=1"):
        page = room.client().get(address).text
        assert "<script>alert" not in page
        assert "onerror" not in re.sub(r"&lt;.*?&gt;", "", page)


def test_what_an_article_holds_cannot_act(room: Any) -> None:
    article = room.root / "articles" / "lachin-speech.md"
    article.write_text(
        f'{article.read_text()}\n\nA last word <b onclick="alert(1)">in bold</b>. {SCRIPT}\n\n<form action="//x.example"><button>Go</button></form>\n'
    )
    page = room.client().get(WHOLE).text
    assert "onclick" not in page
    assert "x.example" not in page
    assert "<script>alert" not in page


def test_what_turns_a_text_about_is_shown_by_its_number(room: Any) -> None:
    room.rewrite("hy", room.entry("hy", "Traffic on it has been cut").target, "abc\u202edcba")
    page = room.client().get(WHOLE).text
    assert "\u202e" not in page
    assert "U+202E</bdi>" in page


def test_an_image_of_the_article_comes_from_this_server_and_one_of_elsewhere_from_nowhere(room: Any) -> None:
    article = room.root / "articles" / "lachin-speech.md"
    article.write_text(f"{article.read_text()}\n\n![Far away](https://elsewhere.example/x.png)\n")
    client = room.client()
    assert 'src="/article/lachin-speech/file/images/road.svg"' in client.get(WHOLE).text
    assert "elsewhere.example" not in client.get(WHOLE).text
    image = client.get("/article/lachin-speech/file/images/road.svg")
    assert (image.status_code, image.headers["content-type"]) == (200, "image/svg+xml")
    assert "default-src 'none'" in image.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        "../transflow.yaml",
        "%2e%2e/transflow.yaml",
        "..%2ftransflow.yaml",
        "lachin-speech.md",
        "images",
        ".hidden.png",
        "out.png",
        "/etc/passwd",
        "%00.png",
        "x" * 5000 + ".png",
    ],
)
def test_nothing_but_images_beside_an_article_is_sent(room: Any, path: str) -> None:
    (room.root / "secret.png").write_bytes(b"secret")
    (room.root / "articles" / ".hidden.png").write_bytes(b"secret")
    (room.root / "articles" / "out.png").symlink_to(room.root / "secret.png")
    answer = room.client().get(f"/article/lachin-speech/file/{path}")
    assert answer.status_code == 404
    assert b"secret" not in answer.content


@pytest.mark.parametrize(
    "path", ["/edition/xx/lachin-speech", "/edition/hy/other", "/edition/hy/..%2Flachin-speech", "/edition/..%2fhy/lachin-speech"]
)
def test_another_edition_or_article_is_not_found(room: Any, path: str) -> None:
    client = room.client()
    assert client.get(f"{path}/whole").status_code == 404
    assert room.post(client, f"{path}/build", {}).status_code == 404


def test_a_reviewer_builds_an_edition_and_is_told_what_was_written(room: Any) -> None:
    answer = room.post(room.client("anna"), "/edition/hy/lachin-speech/build", {})
    assert answer.status_code == 200
    assert answer.json()["files"] == ["editions/hy/lachin-speech.md", "editions/hy/lachin-speech.html"]
    assert (room.root / "editions" / "hy" / "lachin-speech.html").is_file()


def test_a_translator_builds_nothing(room: Any) -> None:
    client = room.client("tom")
    assert "This is for a reviewer to do; you are a translator here." in client.get(WHOLE).text
    assert 'id="build"' not in client.get(WHOLE).text
    answer = room.post(client, "/edition/hy/lachin-speech/build", {})
    assert (answer.status_code, answer.json()["error"]) == (403, "refused")
    assert not (room.root / "editions").exists()


def test_what_is_not_as_far_as_the_project_asks_holds_the_edition_back(room: Any) -> None:
    room.says("publish: {require: translated}\n")
    client = room.client()
    page = client.get(WHOLE).text
    assert "42 units keep this edition from being built" in page
    answer = room.post(client, "/edition/hy/lachin-speech/build", {})
    assert (answer.status_code, answer.json()["error"]) == (409, "held-back")
    assert {one["unit"] for one in answer.json()["held_back"]} >= {room.entry("hy", COURT).unit}
    assert not (room.root / "editions").exists()


def test_another_site_builds_nothing(room: Any) -> None:
    client = room.client()
    foreign = {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert client.post("/edition/hy/lachin-speech/build", json={}, headers=foreign).status_code == 403
    assert client.post("/edition/hy/lachin-speech/build", data={"x": "y"}).status_code == 415
    assert not (room.root / "editions").exists()


def test_sentences_that_no_catalog_has_yet_are_told(room: Any) -> None:
    article = room.root / "articles" / "lachin-speech.md"
    article.write_text(f"{article.read_text()}\n\nOne sentence more.\n")
    page = room.client().get(WHOLE).text
    assert "1 sentence of the article is not in the catalog" in page
    assert room.client().get("/edition/pt_BR/lachin-speech/whole").status_code == 200


def test_whoever_has_not_signed_in_reads_and_does_nothing_of_all_this(room: Any) -> None:
    client = room.client("nora")
    client.post("/sign-out")
    for path in (
        WHOLE,
        "/search?q=Lachin",
        "/rules",
        "/rules/desk",
        "/rules/file/styles/desk.yaml",
        "/article/lachin-speech/file/images/road.svg",
    ):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/sign-in")
    for path, body in (
        ("/edition/hy/lachin-speech/build", {}),
        ("/rules/file/styles/desk.yaml/take", {"text": "title: x\n", "why": "y"}),
        ("/rules/desk/choice", {"concept": "lachin", "where": "narration", "names": []}),
    ):
        assert room.post(client, path, body, seen="0" * 16).status_code == 401
