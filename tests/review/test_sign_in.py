from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from transflow.policy import Person
from transflow.review import Settings, create_app
from transflow.review.access import passwords
from transflow.review.access.sessions import ABSOLUTE, IDLE, Sessions
from transflow.review.access.slowing import ACCOUNT, BOTH, Slowing
from transflow.review.access.users import Users
from transflow.review.pages.sign_in import local

if TYPE_CHECKING:
    from conftest import Desk

ORIGIN = "http://127.0.0.1:8440"
PASSWORD = "correct horse battery"  # noqa: S105 - nobody's but the tests'


def test_nobody_sees_a_page_without_signing_in(desk: Desk) -> None:
    for path in ("/", "/help", "/edition/ru/lachin-speech", "/nothing"):
        answer = desk.client.get(path)
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/sign-in"), path


def test_a_script_is_told_to_sign_in(desk: Desk) -> None:
    answer = desk.client.post("/edition/ru/lachin-speech/unit/000000000000/save", json={})
    assert (answer.status_code, answer.json()["error"]) == (401, "sign-in")


def test_the_printed_link_lets_the_one_person_in(desk: Desk) -> None:
    page = desk.client.get(f"/sign-in?token={desk.app.state.entry.link.token}")
    assert "Go on as" in page.text
    desk.sign_in()
    assert "Anna" in desk.client.get("/").text


def test_opening_the_link_uses_nothing_up(desk: Desk) -> None:
    token = desk.app.state.entry.link.token
    desk.client.get(f"/sign-in?token={token}")
    assert desk.app.state.entry.link.token == token


def test_a_link_works_once_and_the_next_one_is_printed(desk: Desk) -> None:
    token = desk.app.state.entry.link.token
    assert desk.client.post("/sign-in", data={"token": token}).status_code == 303
    again = desk.stranger().post("/sign-in", data={"token": token})
    assert again.status_code == 403
    assert desk.told == [desk.app.state.entry.link.token]
    assert desk.stranger().post("/sign-in", data={"token": desk.told[0]}).status_code == 303


@pytest.mark.parametrize("token", ["", "x", "é" * 20, "\ud800"])
def test_a_wrong_link_lets_nobody_in(desk: Desk, token: str) -> None:
    answer = desk.client.post("/sign-in", content=f"token={token}".encode("utf-8", "surrogatepass"))
    assert answer.status_code == 403
    assert desk.client.get("/").status_code == 303


def test_a_password_lets_somebody_in_as_transflow_yaml_has_them(newsroom: Desk) -> None:
    assert newsroom.sign_in_as("anna").status_code == 303
    page = newsroom.client.get("/").text
    assert ">Anna<" in page
    assert "reviewer" in page


@pytest.mark.parametrize(
    ("person", "password"), [("anna", "wrong horse battery"), ("nobody", PASSWORD), ("gone", PASSWORD), ("elsewhere", PASSWORD), ("", "")]
)
def test_wrong_names_wrong_passwords_and_people_of_elsewhere_get_the_same_answer(newsroom: Desk, person: str, password: str) -> None:
    answer = newsroom.sign_in_as(person, password)
    assert answer.status_code == 403
    assert "That is not the name and the password of anybody here." in answer.text
    assert "set-cookie" not in answer.headers


def test_whoever_is_not_there_costs_the_same_work(newsroom: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    real = passwords._hasher.verify

    class Counting:
        hash = passwords._hasher.hash

        def verify(self, kept: str, given: str) -> bool:
            checked.append(kept.rpartition("$")[0].rpartition("$")[0])  # the kind and the cost of the hash
            return real(kept, given)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    for person in ("anna", "nobody", "gone"):
        newsroom.sign_in_as(person, "wrong horse battery")
    assert len(checked) == 3
    assert len(set(checked)) == 1


def test_two_log_ins_are_worked_on_at_a_time(newsroom: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_PATIENCE", 0.0)
    with passwords._turns, passwords._turns:
        answer = newsroom.sign_in_as("anna")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "5")
    assert newsroom.sign_in_as("anna").status_code == 303


def test_a_very_long_password_is_not_even_hashed(newsroom: Desk) -> None:
    assert newsroom.sign_in_as("anna", "x" * 100_000).status_code == 403


def test_the_cookie_is_for_the_server_alone_and_for_this_site_alone(newsroom: Desk) -> None:
    cookie = newsroom.sign_in_as("anna").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "domain" not in cookie
    assert "max-age" not in cookie


def test_the_cookie_of_an_https_site_is_secure(opened: Callable[..., Any], browse: Callable[..., TestClient]) -> None:
    app = opened(origins=frozenset({"https://review.example.org"})).app
    answer = browse(app, origin="https://review.example.org").post("/sign-in", data={"person": "anna", "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-transflow-")
    assert "Secure" in cookie


def test_a_session_does_not_survive_its_sign_out(newsroom: Desk) -> None:
    newsroom.sign_in_as("anna")
    cookies = dict(newsroom.client.cookies)
    assert newsroom.client.post("/sign-out").status_code == 303
    replaying = newsroom.stranger()
    replaying.cookies.update(cookies)
    assert replaying.get("/").status_code == 303


def test_signing_in_makes_a_new_session_and_ends_the_old_one(newsroom: Desk) -> None:
    newsroom.sign_in_as("anna")
    old = dict(newsroom.client.cookies)
    newsroom.sign_in_as("omid")
    assert dict(newsroom.client.cookies) != old
    replaying = newsroom.stranger()
    replaying.cookies.update(old)
    assert replaying.get("/").status_code == 303


def test_a_cookie_that_a_browser_brings_along_is_never_taken_over(newsroom: Desk) -> None:
    newsroom.client.cookies.set(newsroom.app.state.entry.cookie, "chosen-by-somebody-else")
    newsroom.sign_in_as("anna")
    replaying = newsroom.stranger()
    replaying.cookies.set(newsroom.app.state.entry.cookie, "chosen-by-somebody-else")
    assert replaying.get("/").status_code == 303


def test_a_change_of_password_ends_every_session(newsroom: Desk, private: Path) -> None:
    newsroom.sign_in_as("anna")
    assert newsroom.client.get("/").status_code == 200
    Users(private / "users.json").set("anna", passwords.hashed("another horse battery", person="anna"), new=False)  # as the shell does
    assert newsroom.client.get("/").status_code == 303


def test_whoever_loses_the_password_or_leaves_is_out_at_once(newsroom: Desk, private: Path) -> None:
    newsroom.sign_in_as("anna")
    omid = newsroom.stranger()
    newsroom.sign_in_as("omid", client=omid)
    Users(private / "users.json").remove("anna")
    assert newsroom.client.get("/").status_code == 303
    file = newsroom.root / "transflow.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("role: translator}", "role: translator, active: false}"), encoding="utf-8")
    assert omid.get("/").status_code == 303


def test_a_role_that_is_taken_away_is_gone_at_the_next_request(newsroom: Desk) -> None:
    newsroom.sign_in_as("anna")
    file = newsroom.root / "transflow.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("role: reviewer", "role: translator"), encoding="utf-8")
    assert "translator" in newsroom.client.get("/help").text.partition("<main")[0]


def test_a_session_outlives_a_restart(newsroom: Desk, browse: Callable[..., TestClient]) -> None:
    newsroom.sign_in_as("anna")
    again = newsroom.client.cookies
    restarted = create_app(Settings(newsroom.root, frozenset({ORIGIN})))
    client = browse(restarted)
    client.cookies.update(again)
    assert client.get("/").status_code == 200


def test_the_session_of_one_who_worked_alone_is_nobodys_where_people_sign_in(desk: Desk, browse: Callable[..., TestClient]) -> None:
    desk.sign_in()
    client = browse(create_app(Settings(desk.root, frozenset({ORIGIN}))))
    client.cookies.update(desk.client.cookies)
    assert client.get("/").status_code == 303
    other = browse(create_app(Settings(desk.root, frozenset({ORIGIN}), Person("omid"))))
    other.cookies.update(desk.client.cookies)
    assert other.get("/").status_code == 303


def test_nothing_that_lets_anybody_in_is_on_disk(newsroom: Desk, private: Path) -> None:
    newsroom.sign_in_as("anna")
    token = next(iter(dict(newsroom.client.cookies).values()))
    kept = b"".join(path.read_bytes() for path in private.iterdir())
    assert token.encode() not in kept
    assert PASSWORD.encode() not in kept
    assert b"$argon2id$" in kept
    assert not {path.name: oct(path.stat().st_mode & 0o77) for path in private.glob("*.json") if path.stat().st_mode & 0o77}
    assert not private.stat().st_mode & 0o77


def test_sessions_end_when_nobody_uses_them_and_after_a_week_in_any_case(tmp_path: Path) -> None:
    now = 1_000_000.0
    sessions = Sessions(tmp_path / "sessions.json", lambda: now)
    idle, busy = sessions.begin("anna", "x"), sessions.begin("omid", "x")
    for _ in range(ABSOLUTE // (IDLE // 2)):
        now += IDLE // 2
        assert sessions.find(busy)
    assert not sessions.find(idle)
    now += IDLE // 2
    assert not sessions.find(busy)
    assert not sessions.present()


def test_a_file_of_secrets_that_others_may_read_is_refused(newsroom: Desk, private: Path) -> None:
    (private / "users.json").chmod(0o644)
    answer = newsroom.sign_in_as("anna")
    assert answer.status_code == 503
    assert "others may read" in answer.text


def test_guessing_gets_slow_whether_the_account_is_there_or_not() -> None:
    now = 0.0
    slowing = Slowing(lambda: now)
    for account in ("anna", "nobody"):
        waits = [slowing.begin(account, "10.0.0.1") for _ in range(BOTH.free + 1)]
        assert not any(waits[: BOTH.free])
        assert waits[BOTH.free] > 0
    now += 2
    assert slowing.begin("anna", "10.0.0.1") == 0
    assert slowing.begin("anna", "10.0.0.1") > 0


def test_guesses_from_elsewhere_do_not_lock_anybody_out_for_long() -> None:
    now = 0.0
    slowing = Slowing(lambda: now)
    for number in range(ACCOUNT.free + 20):
        now += ACCOUNT.longest
        slowing.begin("anna", f"10.0.{number // 200}.{number % 200}")
    assert slowing.begin("anna", "192.168.0.9") <= ACCOUNT.longest


def test_one_address_that_tries_many_accounts_gets_slow() -> None:
    slowing = Slowing(lambda: 0.0)
    waits = [slowing.begin(f"account-{number}", "10.0.0.1") for number in range(30)]
    assert waits[-1] > 0


def test_a_right_password_makes_up_for_wrong_ones() -> None:
    slowing = Slowing(lambda: 0.0)
    for _ in range(50):
        assert slowing.begin("anna", "10.0.0.1") == 0
        slowing.succeed("anna", "10.0.0.1")


def test_too_many_tries_are_told_when_to_come_back(newsroom: Desk) -> None:
    newsroom.app.state.entry._slowing = Slowing(lambda: 0.0)
    answers = [newsroom.sign_in_as("nobody", "wrong horse battery") for _ in range(BOTH.free + 1)]
    assert [answer.status_code for answer in answers] == [403] * BOTH.free + [429]
    assert int(answers[-1].headers["retry-after"]) >= 1


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie:x\r\n",
        "evil",
        "",
        "/é",
        "/\t/evil.example",
        "/sign-out",
    ],
)
def test_nobody_is_sent_on_to_a_foreign_place(newsroom: Desk, address: str) -> None:
    assert local(address) == "/" or local(address).startswith("/%0d")
    answer = newsroom.client.post("/sign-in", data={"person": "anna", "password": PASSWORD, "next": address})
    assert answer.status_code == 303
    assert answer.headers["location"] in {"/", "/%0d%0aSet-Cookie:x"}


def test_whoever_signs_in_gets_to_the_page_they_asked_for(newsroom: Desk) -> None:
    asked = newsroom.client.get("/edition/ru@desk/lachin-speech?queue=names&q=a+b")
    form = newsroom.client.get(asked.headers["location"])
    assert 'name="next" value="/edition/ru@desk/lachin-speech?queue=names&amp;q=a+b"' in form.text


def test_what_somebody_typed_as_a_name_comes_back_as_text(newsroom: Desk) -> None:
    answer = newsroom.sign_in_as('"><script>alert(1)</script>')
    assert "<script>alert" not in answer.text
