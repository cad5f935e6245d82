from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from transflow.workflow.deciding.people import named_person
from transflow.workflow.deciding.signing import Act, sign
from transflow.workflow.workspace import open_workspace

DESK = "styles/desk.yaml"
PLACES = "south-caucasus-places.yaml"
SCRIPT = "<script>alert(1)</script>"


def weigh(room: Any, client: Any, name: str, old: str, new: str, *, seen: str = "") -> Any:
    """Ask what a file of the glossary would do with one text in the place of another."""
    text = room.file(name).read_text()
    assert old in text
    seen = seen or room.tag(client, name)
    return room.post(client, f"/rules/file/{name}/impact", {"text": text.replace(old, new, 1)}, seen=seen)


def take(room: Any, client: Any, name: str, text: str, *, seen: str, why: str = "The desk met.") -> Any:
    """Take a text for a file."""
    return room.post(client, f"/rules/file/{name}/take", {"text": text, "why": why}, seen=seen)


def test_the_rules_of_a_style_are_a_table_with_reasons_and_sources(room: Any) -> None:
    page = room.client("tom").get("/rules/desk?locale=hy").text
    assert "Documents of the United Nations and the OSCE use the long name" in page
    assert "UN Security Council resolutions 822, 853, 874 and 884" in page
    assert 'lang="hy" dir="ltr">Լեռնային Ղարաբաղ</bdi>' in page
    assert "glossary/styles/desk.yaml:9:15" in page


def test_rules_are_found_by_any_form_of_a_name(room: Any) -> None:
    page = room.client().get("/rules/desk", params={"q": "շուշի"}).text
    assert "/rules/desk/concept/shusha?" in page
    assert "/rules/desk/concept/lachin?" not in page.partition('<details class="without">')[0]


def test_what_a_change_does_is_shown_by_edition_and_nothing_is_written(room: Any) -> None:
    before = room.file(DESK).read_bytes()
    answer = weigh(room, room.client("nora"), DESK, "narration: lachin\n", "narration: berdzor\n")
    assert answer.status_code == 200
    html = answer.json()["html"]
    assert '<bdi class="code">ru@desk</bdi></th>\n<td class="number bad">4</td>' in html
    assert "where this edition says Бердзор" in html
    assert '<bdi class="code">hy</bdi>' not in html
    assert room.file(DESK).read_bytes() == before
    assert not room.file("changes.jsonl").exists()


def test_an_approval_that_a_change_would_end_is_counted(room: Any) -> None:
    workspace = open_workspace(room.root)
    entry = room.entry("ru@desk", "Lachin came under")
    room.rewrite("ru@desk", "#, fuzzy\n", "")
    edition = workspace.project.edition("ru@desk")
    sign(workspace, edition, "lachin-speech", entry.unit, Act.APPROVE, by=named_person(workspace, "nora"))
    html = weigh(room, room.client("nora"), DESK, "narration: lachin\n", "narration: berdzor\n").json()["html"]
    assert '<td class="number warn">1</td>' in html
    assert "approval lapses" in html


def test_taking_a_change_writes_that_and_nothing_else_and_says_who_and_why(room: Any) -> None:
    client = room.client("nora")
    before = room.file(DESK).read_text()
    seen = room.tag(client, DESK)
    text = weigh(room, client, DESK, "narration: lachin\n", "narration: berdzor\n").json()["text"]
    answer = take(room, client, DESK, text, seen=seen)
    assert answer.status_code == 200
    assert room.file(DESK).read_text() == before.replace("narration: lachin\n", "narration: berdzor\n", 1)
    (line,) = room.file("changes.jsonl").read_text().splitlines()
    change = json.loads(line)
    assert (change["by"], change["file"], change["why"]) == ("nora", DESK, "The desk met.")
    assert (change["before"], change["after"]) == (seen, answer.json()["tag"])
    page = client.get("/rules").text
    assert "The desk met." in page
    assert ">Nora</bdi>" in page


def test_one_choice_is_changed_by_a_form(room: Any) -> None:
    client = room.client("nora")
    before = room.file(DESK).read_text()
    seen = room.tag(client, DESK)
    body = {"concept": "lachin", "where": "headline", "names": ["berdzor", "lachin"], "reason": "Because: both."}
    answer = room.post(client, "/rules/desk/choice", body, seen=seen)
    assert answer.status_code == 200
    assert take(room, client, DESK, answer.json()["text"], seen=seen).status_code == 200
    old = "    quotation: as-source\n    reason: The road that the world knows from court orders and resolutions is called after this form; the other name is a speaker's to use.\n"
    new = '    quotation: as-source\n    headline: [berdzor, lachin]\n    reason: "Because: both."\n'
    assert room.file(DESK).read_text() == before.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "place", "what"),
    [
        ("narration: shusha\n", "narration: shushaa\n", "glossary/styles/desk.yaml:40:16", "has no name 'shushaa'"),
        ("  shusha:\n", "  shusha: [\n", "glossary/styles/desk.yaml:", "not valid YAML"),
        ("title: ", "titel: ", "glossary/styles/desk.yaml:3:1", "titel"),
    ],
)
def test_a_text_that_the_reader_refuses_is_told_by_line_and_column_and_not_taken(
    room: Any, old: str, new: str, place: str, what: str
) -> None:
    client = room.client("nora")
    before = room.file(DESK).read_text()
    seen = room.tag(client, DESK)
    answer = weigh(room, client, DESK, old, new)
    assert answer.status_code == 422
    assert answer.json()["wrong"][0]["place"].startswith(place)
    assert what in answer.json()["wrong"][0]["what"]
    assert take(room, client, DESK, before.replace(old, new, 1), seen=seen).status_code == 409
    assert room.file(DESK).read_text() == before


def test_a_concept_whose_name_a_style_uses_cannot_lose_it(room: Any) -> None:
    answer = weigh(room, room.client("nora"), PLACES, "      berdzor:\n", "      berdzoor:\n")
    assert answer.status_code == 200
    answer = weigh(room, room.client("nora"), PLACES, "      lachin:\n", "      lachiin:\n")
    assert answer.status_code == 422
    assert answer.json()["wrong"][0]["place"].startswith("glossary/styles/desk.yaml:16")


def test_nothing_is_taken_whose_impact_was_not_shown(room: Any) -> None:
    client = room.client("nora")
    text = room.file(DESK).read_text().replace("narration: lachin\n", "narration: berdzor\n")
    answer = take(room, client, DESK, text, seen=room.tag(client, DESK))
    assert (answer.status_code, answer.json()["error"]) == (409, "impact-first")


def test_a_file_that_changed_meanwhile_is_not_written_over(room: Any) -> None:
    client = room.client("nora")
    seen = room.tag(client, DESK)
    text = weigh(room, client, DESK, "narration: lachin\n", "narration: berdzor\n").json()["text"]
    changed = room.file(DESK).read_text().replace("2027-12-01", "2028-12-01")
    room.file(DESK).write_text(changed)
    answer = take(room, client, DESK, text, seen=seen)
    assert (answer.status_code, answer.json()["error"]) == (409, "conflict")
    assert answer.json()["theirs"] == changed
    assert "2028-12-01" in answer.json()["html"]
    assert room.file(DESK).read_text() == changed
    assert room.post(client, f"/rules/file/{DESK}/take", {"text": text, "why": "x"}).status_code == 428


@pytest.mark.parametrize("who", ["tom", "anna"])
def test_only_the_naming_desk_changes_rules_and_everybody_reads_them(room: Any, who: str) -> None:
    client = room.client(who)
    page = client.get(f"/rules/file/{DESK}").text
    assert "This is for the naming desk to do" in page
    assert "readonly" in page
    seen = room.tag(client, DESK)
    text = room.file(DESK).read_text()
    for path, body in (
        (f"/rules/file/{DESK}/impact", {"text": text}),
        (f"/rules/file/{DESK}/take", {"text": text, "why": "x"}),
        ("/rules/desk/choice", {"concept": "lachin", "where": "narration", "names": ["berdzor"]}),
    ):
        assert room.post(client, path, body, seen=seen).status_code == 403
    assert room.file(DESK).read_text() == text


@pytest.mark.parametrize(
    "name",
    [
        "../transflow.yaml",
        "..%2ftransflow.yaml",
        "%2e%2e/transflow.yaml",
        "styles/../../transflow.yaml",
        "/etc/passwd",
        "changes.jsonl",
        "styles",
        "new.yaml",
        "styles/%00.yaml",
    ],
)
def test_no_file_but_those_of_the_glossary_is_read_or_written(room: Any, name: str) -> None:
    client = room.client("nora")
    before = {path: path.read_bytes() for path in room.root.rglob("*.yaml")}
    assert client.get(f"/rules/file/{name}").status_code in {404, 405}
    for what in ("impact", "take"):
        assert room.post(client, f"/rules/file/{name}/{what}", {"text": "x", "why": "y"}, seen="0" * 16).status_code in {404, 405}
    assert {path: path.read_bytes() for path in room.root.rglob("*.yaml")} == before


def test_a_text_that_is_too_long_or_is_no_text_is_refused(room: Any) -> None:
    client = room.client("nora")
    seen = room.tag(client, DESK)
    answer = room.post(client, f"/rules/file/{DESK}/impact", {"text": "#" * 2_000_000}, seen=seen)
    assert answer.status_code == 413
    for body in ('{"text": 1}', '{"text": "a", "more": 1}', "[]", "not json", '{"text": "\\ud800"}'):
        answer = client.post(
            f"/rules/file/{DESK}/impact",
            content=body,
            headers={"Content-Type": "application/json", "Accept": "application/json", "If-Match": seen},
        )
        assert answer.status_code in {400, 422}, body
    answer = room.post(client, f"/rules/file/{DESK}/take", {"text": "title: x\n", "why": "y" * 5000}, seen=seen)
    assert answer.status_code == 400


def test_a_choice_takes_names_of_its_concept_only(room: Any) -> None:
    client = room.client("nora")
    seen = room.tag(client, DESK)
    for body, status in (
        ({"concept": "lachin", "where": "narration", "names": ["artsakh"]}, 400),
        ({"concept": "nothing", "where": "narration", "names": []}, 404),
        ({"concept": "lachin", "where": "narration:\n  x", "names": ["lachin"]}, 422),
    ):
        assert room.post(client, "/rules/desk/choice", body, seen=seen).status_code == status
    assert (
        room.post(client, "/rules/..%2fdesk/choice", {"concept": "lachin", "where": "narration", "names": []}, seen=seen).status_code == 404
    )


def test_script_in_titles_reasons_and_whys_is_shown_and_does_not_act(room: Any) -> None:
    client = room.client("nora")
    text = room.file(DESK).read_text()
    text = text.replace("title: Neutral desk", f"title: {SCRIPT} \u202eNeutral desk").replace(
        "    reason: The road", f"    reason: {SCRIPT} The road", 1
    )
    room.file(DESK).write_text(text)
    answer = weigh(room, client, DESK, "2027-12-01", f"2028-12-01  # {SCRIPT}")
    assert take(room, client, DESK, answer.json()["text"], seen=room.tag(client, DESK), why=SCRIPT).status_code == 200
    for page in (
        answer.json()["html"],
        *(client.get(path).text for path in ("/rules", "/rules/desk", "/rules/desk/concept/lachin", f"/rules/file/{DESK}")),
    ):
        assert "<script>alert" not in page
    assert "U+202E" in client.get("/rules").text
    assert "Characters that cannot be seen stand in these lines" in client.get(f"/rules/file/{DESK}").text


def test_line_ends_of_another_system_stay(room: Any) -> None:
    client = room.client("nora")
    room.file(DESK).write_bytes(room.file(DESK).read_bytes().replace(b"\n", b"\r\n"))
    before = room.file(DESK).read_bytes()
    seen = room.tag(client, DESK)
    typed = before.decode().replace("\r\n", "\n").replace("narration: lachin\n", "narration: berdzor\n", 1)
    assert room.post(client, f"/rules/file/{DESK}/impact", {"text": typed}, seen=seen).status_code == 200
    assert take(room, client, DESK, typed, seen=seen).status_code == 200
    assert room.file(DESK).read_bytes() == before.replace(b"narration: lachin\r\n", b"narration: berdzor\r\n", 1)


def test_a_glossary_that_cannot_be_read_is_told_and_can_be_mended_here(room: Any) -> None:
    client = room.client("nora")
    right = room.file(DESK).read_text()
    room.file(DESK).write_text(right.replace("narration: lachin\n", "narration: lachiin\n"))
    assert "has no name" in client.get("/rules").text
    page = client.get(f"/rules/file/{DESK}")
    assert page.status_code == 200
    assert "glossary/styles/desk.yaml:16:16" in page.text
    seen = room.tag(client, DESK)
    assert room.post(client, f"/rules/file/{DESK}/impact", {"text": right}, seen=seen).status_code == 200
    assert take(room, client, DESK, right, seen=seen).status_code == 200
    assert room.file(DESK).read_text() == right


def test_what_git_has_not_seen_is_said(room: Any) -> None:
    client = room.client("nora")
    assert "not under git" in client.get("/rules").text

    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-C", str(room.root), "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments],
            check=True,
            capture_output=True,
        )

    git("init")
    git("add", ".")
    git("commit", "-m", "As it is")
    assert "not committed" not in client.get("/rules").text
    room.file(DESK).write_text(room.file(DESK).read_text().replace("2027-12-01", "2028-12-01"))
    assert "1 file of the glossary is not committed" in client.get("/rules").text
    assert "not committed" in client.get(f"/rules/file/{DESK}").text


def test_whom_the_project_names_as_its_naming_desk_changes_rules_whatever_their_role(room: Any) -> None:
    room.says("  naming-desk: [anna]\n")
    assert weigh(room, room.client("anna"), DESK, "narration: lachin\n", "narration: berdzor\n").status_code == 200
    assert "This is for the naming desk to do" in room.client("boris").get(f"/rules/file/{DESK}").text


def test_a_link_that_leads_out_of_the_glossary_is_not_followed(room: Any) -> None:
    outside = room.root / "outside.yaml"
    outside.write_text("title: Elsewhere\n")
    room.file("styles/linked.yaml").symlink_to(outside)
    client = room.client("nora")
    assert "Elsewhere" in client.get("/rules").text
    answer = client.get("/rules/file/styles/linked.yaml")
    assert (answer.status_code, "is a link to elsewhere" in answer.text) == (404, True)
    assert room.post(client, "/rules/file/styles/linked.yaml/take", {"text": "title: x\n", "why": "y"}, seen="0" * 16).status_code == 404
    assert outside.read_text() == "title: Elsewhere\n"
