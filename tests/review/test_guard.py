from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from transflow.review.guard.headers import CONTENT_SECURITY_POLICY
from transflow.review.settings import MAX_BODY

if TYPE_CHECKING:
    from conftest import Desk

ORIGIN = "http://127.0.0.1:8440"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "localhost:8440", "127.0.0.1:8440.evil.example", ""])
def test_no_other_host_is_answered(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert "Board" not in answer.text.partition("<main")[2]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost:8440", "http://127.0.0.1:3000", "http://127.0.0.1:8440.evil.example", ""]
)
@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/edition/ru/lachin-speech/unit/000000000000/save"])
def test_a_post_of_another_site_is_refused_before_anything_is_done(client: TestClient, path: str, origin: str) -> None:
    answer = client.post(path, headers={"Origin": origin, "Sec-Fetch-Site": "cross-site", "Accept": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (403, "foreign")
    assert client.get("/").status_code == 200  # nobody was signed out


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "nonsense"])
def test_a_post_that_a_browser_calls_foreign_is_refused_whatever_its_origin_says(client: TestClient, site: str) -> None:
    assert client.post("/sign-out", headers={"Sec-Fetch-Site": site}).status_code == 403


def test_a_post_that_says_nothing_of_where_it_comes_from_is_refused(desk: Desk) -> None:
    bare = TestClient(desk.app, base_url=ORIGIN, follow_redirects=False)
    assert bare.post("/sign-in", data={"token": desk.app.state.entry.link.token}).status_code == 403
    assert bare.post("/sign-in", data={"token": desk.app.state.entry.link.token}, headers={"Origin": ORIGIN}).status_code == 303


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_no_other_method_gets_past_the_origin_or_does_anything(client: TestClient, method: str) -> None:
    foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert client.request(method, "/", headers=foreign).status_code == 403
    assert client.request(method, "/").status_code == 405


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_can_link_to_a_page_and_read_none(client: TestClient, site: str) -> None:
    link = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert client.get("/help", headers=link).status_code == 200
    for mode, dest in (("cors", "empty"), ("no-cors", "script"), ("no-cors", "image"), ("navigate", "iframe")):
        answer = client.get("/help", headers={"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest})
        assert answer.status_code == 403, (mode, dest)


def test_a_body_over_the_limit_is_refused(client: TestClient) -> None:
    answer = client.post("/sign-in", content=b"x" * (MAX_BODY + 1), headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (413, "too-large")


def test_a_body_that_does_not_say_its_length_is_refused_when_it_gets_too_large(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(MAX_BODY // 65536 + 2):
            yield b"x" * 65536

    assert client.post("/sign-in", content=pieces(), headers={"Accept": "application/json"}).status_code == 413


@pytest.mark.parametrize("length", ["-1", "1e9", "0x10", "99999999999999999999", "5, 5"])
def test_a_length_that_is_none_is_refused(client: TestClient, length: str) -> None:
    assert client.post("/sign-in", content=b"", headers={"Content-Length": length}).status_code == 413


@pytest.mark.parametrize(
    "path", ["/", "/help", "/sign-in", "/nothing", "/static/base.css", "/static/nothing.css", "/edition/ru/lachin-speech"]
)
def test_every_answer_carries_the_headers_of_safety(client: TestClient, path: str) -> None:
    for answer in (client.get(path), client.get(path, headers={"Host": "evil.example"})):
        assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "same-origin"


def test_the_policy_of_pages_allows_nothing_inline_and_nothing_foreign() -> None:
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("path", ["/", "/help", "/nothing", "/edition/ru/lachin-speech", "/edition/fa/lachin-speech?queue=names"])
def test_no_page_has_a_script_or_a_style_of_its_own_or_asks_elsewhere(client: TestClient, path: str) -> None:
    text = client.get(path).text
    assert "<style" not in text
    assert " style=" not in text
    assert not [line for line in text.splitlines() if "<script" in line and 'src="/static/' not in line]
    assert not [line for line in text.splitlines() if 'src="http' in line or 'href="http' in line]
    assert " on" not in [part[:3] for part in text.split("<")[1:]]


def test_a_page_is_not_stored_and_a_static_file_asked_for_by_its_hash_is_kept(client: TestClient) -> None:
    page = client.get("/")
    assert page.headers["cache-control"] == "no-store"
    style = page.text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert "immutable" in client.get(style).headers["cache-control"]


def test_what_breaks_is_told_without_its_insides_and_with_the_headers_of_safety(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.sign_in()

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("the insides")

    monkeypatch.setattr(desk.app.state.counts, "ask", breaks)
    answer = desk.client.get("/")
    assert answer.status_code == 500
    assert "insides" not in answer.text
    assert "RuntimeError" not in answer.text
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


TRAVERSALS = (
    "/edition/../../etc/passwd",
    "/edition/ru/..%2f..%2ftransflow",
    "/edition/ru/%2e%2e/unit/000000000000",
    "/edition/ru%2f..%2fhy/lachin-speech",
    "/edition/ru/lachin-speech%00",
    "/edition/ru/lachin-speech.po",
    "/edition/ru/articles%2flachin-speech",
    "/edition/ru/LACHIN-SPEECH",
    "/edition/RU/lachin-speech",
    "/edition/ru@nothing/lachin-speech",
    "/edition/ru/nothing",
    "/edition/..%5c..%5c/x",
    "/static/../app.py",
    "/static/..%2fapp.py",
    "/static/%2e%2e/%2e%2e/app.py",
    "/static//etc/passwd",
)


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_out_of_the_project(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "import" not in answer.text.partition("<main")[2]


def test_a_project_beside_this_one_is_not_reachable(client: TestClient, desk: Desk) -> None:
    other = desk.root.parent / "other" / "articles"
    other.mkdir(parents=True)
    (other / "secret.md").write_text("Another desk’s article.\n", encoding="utf-8")
    (desk.root / "locales" / "xx" / "LC_MESSAGES").mkdir(parents=True)
    for path in ("/edition/ru/secret", "/edition/ru/..%2f..%2fother%2farticles%2fsecret", "/edition/xx/lachin-speech"):
        assert client.get(path).status_code == 404


def test_a_refusal_is_a_page_for_people_and_json_for_scripts(client: TestClient) -> None:
    page = client.get("/nothing")
    assert page.headers["content-type"].startswith("text/html")
    script = client.get("/nothing", headers={"Accept": "application/json"})
    assert script.json()["error"] == "not-found"


def test_a_project_file_that_is_broken_is_told_with_its_place_and_heals(client: TestClient, desk: Desk) -> None:
    file = desk.root / "transflow.yaml"
    right = file.read_text(encoding="utf-8")
    file.write_text(right + "\nnonsense: [", encoding="utf-8")
    answer = client.get("/")
    assert answer.status_code == 500
    assert "transflow.yaml:" in answer.text
    assert str(desk.root.parent) not in answer.text
    file.write_text(right, encoding="utf-8")
    assert client.get("/").status_code == 200


def test_every_request_is_noted_and_nothing_that_lets_anybody_in(opened: Callable[..., Desk]) -> None:
    lines: list[str] = []
    newsroom = opened(log=lines.append)
    newsroom.sign_in_as("anna")
    token = next(iter(dict(newsroom.client.cookies).values()))
    newsroom.client.get("/help?token=secret-token")
    newsroom.client.get("/not%0athere%0a2026 127.0.0.1 admin GET /")
    assert "127.0.0.1 anna GET /help 200" in lines[1]
    assert all("\n" not in line for line in lines)
    assert not [line for line in lines if token in line or "secret-token" in line or "correct horse" in line]


def test_a_request_must_be_json_of_the_right_shape_where_json_is_asked_for() -> None:
    import msgspec
    from starlette.applications import Starlette
    from starlette.responses import JSONResponse
    from starlette.routing import Route

    from transflow.review.context import takes

    class Shape(msgspec.Struct, forbid_unknown_fields=True):
        text: str

    app = Starlette(routes=[Route("/", takes(Shape, lambda _, body: JSONResponse({"text": body.text})), methods=["POST"])])
    client = TestClient(app)
    said = {"Content-Type": "application/json; charset=utf-8"}
    assert client.post("/", content=json.dumps({"text": "x"}), headers=said).json() == {"text": "x"}
    for body, headers, status in (
        (b'{"text": "x"}', {"Content-Type": "text/plain"}, 415),
        (b'{"text": 1}', said, 400),
        (b'{"text": "x", "more": 1}', said, 400),
        (b"{", said, 400),
        (b"\xff", said, 400),
        (b"[" * 100_000, said, 400),
    ):
        assert client.post("/", content=body, headers=headers).status_code == status, body[:30]
