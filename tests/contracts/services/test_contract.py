"""One contract for all services: what an engine does with a good answer, and with every kind of bad one."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import socket
import threading
import traceback
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from transflow.backends import DraftRequest, RequiredName, draft
from transflow.backends.batching import translate_each
from transflow.backends.transport import LARGEST_ANSWER, TRIES
from transflow.errors import BackendError, ProjectError, QuotaExceededError, UnavailableError, UnsupportedPairError
from transflow.model import Mention

PAIR = {"source": "en", "target": "pt-BR"}
TEXTS = ["The road is closed.", "Nobody came.", "“We wait,” she said.", "Дорога закрыта.", "It is 5 < 6 & so on.", "The road is closed."]


def _each(backend: Any, texts: list[str]) -> list[str | BackendError]:
    return translate_each(backend, texts, **PAIR)


def test_answers_come_in_the_order_of_the_texts(server: Any, backend: Any) -> None:
    assert _each(backend, TEXTS) == [text.upper() for text in TEXTS]
    assert [text for texts in server.texts for text in texts] == TEXTS


def test_no_call_holds_more_texts_than_the_service_takes(server: Any, backend: Any) -> None:
    items = backend.limits.items
    _each(backend, [f"text {number}" for number in range(items + 1)])
    assert [len(texts) for texts in server.texts] == [items, 1]


def test_no_call_holds_more_than_the_service_takes_in_what_it_counts(server: Any, backend: Any) -> None:
    half = ("é" * backend.limits.characters)[: backend.limits.characters // (2 * backend.limits.size("é"))]
    assert backend.limits.size(half) * 2 == backend.limits.characters
    _each(backend, [half, half, "x"])
    assert [len(texts) for texts in server.texts] == ([2, 1] if backend.limits.items > 1 else [1, 1, 1])


def test_a_text_that_no_call_can_hold_is_not_sent(server: Any, backend: Any) -> None:
    (result,) = _each(backend, ["é" * (backend.limits.characters + 1)])
    assert isinstance(result, BackendError)
    assert backend.limits.measure in str(result)
    assert server.asked == []


@pytest.mark.parametrize("nothing", ["", "  \n"])
def test_an_empty_answer_is_an_error(server: Any, backend: Any, nothing: str) -> None:
    server.answer = lambda _: nothing
    with pytest.raises(BackendError, match=f"^{backend.name}: answered nothing to a text$"):
        backend.translate(["The road is closed."], **PAIR)


def test_an_empty_answer_spoils_no_other(server: Any, backend: Any) -> None:
    server.answer = lambda text: "" if text == "two" else text.upper()
    results = _each(backend, ["one", "two", "three"])
    assert [results[0], results[2]] == ["ONE", "THREE"]
    assert isinstance(results[1], BackendError)


@pytest.mark.parametrize("count", [0, 3])
def test_too_few_or_too_many_answers_are_an_error(server: Any, backend: Any, reply: Any, count: int) -> None:
    if backend.limits.items == 1 and count:
        pytest.skip("the answer to one text has no place for a second")
    server.always = reply(body=json.dumps(server.dialect.write(["A", "B", "C"][:count])).encode())
    with pytest.raises(BackendError):
        backend.translate(["The road is closed."], **PAIR)


@pytest.mark.parametrize("picture", ["🙃", "…", "\u200b!"])
def test_an_answer_without_a_word_is_an_error(server: Any, backend: Any, picture: str) -> None:
    server.answer = lambda _: picture
    with pytest.raises(BackendError, match="holds no word"):
        backend.translate(["The road is closed."], **PAIR)


def test_a_busy_service_is_asked_again_when_it_says(server: Any, backend: Any, reply: Any, pauses: list[float]) -> None:
    server.replies.append(reply(429, headers={"Retry-After": "7"}))
    assert backend.translate(["one"], **PAIR) == ["ONE"]
    assert pauses == [7.0]


def test_a_busy_service_may_say_a_date(server: Any, backend: Any, reply: Any, pauses: list[float]) -> None:
    when = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=20)
    server.replies.append(reply(503, headers={"Retry-After": format_datetime(when, usegmt=True)}))
    assert backend.translate(["one"], **PAIR) == ["ONE"]
    assert len(pauses) == 1
    assert 15 < pauses[0] <= 20


def test_a_busy_service_that_says_nothing_is_asked_after_growing_pauses(server: Any, backend: Any, reply: Any, pauses: list[float]) -> None:
    server.replies.extend([reply(429)] * 4)
    assert backend.translate(["one"], **PAIR) == ["ONE"]
    assert len(pauses) == 4
    assert all(later > earlier for earlier, later in pairwise(pauses))
    assert 0.4 < pauses[0] < 1.1


def test_a_service_that_stays_busy_is_given_up(server: Any, backend: Any, reply: Any) -> None:
    server.always = reply(429)
    with pytest.raises(UnavailableError, match="HTTP 429"):
        backend.translate(["one"], **PAIR)
    assert len(server.asked) == TRIES


def test_nobody_waits_an_hour(server: Any, backend: Any, reply: Any, pauses: list[float]) -> None:
    server.always = reply(429, headers={"Retry-After": "3600"})
    with pytest.raises(UnavailableError, match=r"\(it asks to wait 3,600 s\)"):
        backend.translate(["one"], **PAIR)
    assert (len(server.asked), pauses) == (1, [])


@pytest.mark.parametrize("said", ["soon", "", "Thu, 99 Nov 2026 25:61:00 GMT", "-5", "9" * 500])
def test_a_senseless_retry_after_does_no_harm(server: Any, backend: Any, reply: Any, pauses: list[float], said: str) -> None:
    server.replies.append(reply(429, headers={"Retry-After": said}))
    if said.isdigit():
        with pytest.raises(UnavailableError):
            backend.translate(["one"], **PAIR)
    else:
        assert backend.translate(["one"], **PAIR) == ["ONE"]
        assert len(pauses) == 1


def test_a_service_out_of_quota_is_not_asked_again(server: Any, backend: Any, reply: Any, pauses: list[float]) -> None:
    status, body = server.dialect.quota
    server.always = reply(status, json.dumps(body).encode(), {"Retry-After": "1"})
    with pytest.raises(QuotaExceededError, match=f"^{backend.name}: "):
        translate_each(backend, ["one", "two"], **PAIR)
    assert (len(server.asked), pauses) == (1, [])


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_service_in_trouble_is_asked_again(server: Any, backend: Any, reply: Any, status: int) -> None:
    server.replies.extend([reply(status, b"<html>Bad Gateway</html>", {"Content-Type": "text/html"})] * 2)
    assert backend.translate(["one"], **PAIR) == ["ONE"]
    server.always = reply(status)
    with pytest.raises(UnavailableError, match=str(status)):
        backend.translate(["one"], **PAIR)


def test_half_an_answer_is_an_error(server: Any, backend: Any, reply: Any) -> None:
    whole = json.dumps(server.dialect.write(["ONE"])).encode()
    server.always = reply(body=whole[: len(whole) // 2])
    with pytest.raises(BackendError, match=f"^{backend.name}: "):
        backend.translate(["one"], **PAIR)


def test_an_answer_that_breaks_off_is_asked_for_again(server: Any, backend: Any, reply: Any) -> None:
    whole = json.dumps(server.dialect.write(["ONE"])).encode()
    server.replies.append(reply(body=whole[:-5], promised=len(whole)))
    if backend.name == "amazon":  # botocore takes what came for the whole
        with pytest.raises(BackendError, match=r"^amazon: "):
            backend.translate(["one"], **PAIR)
        return
    assert backend.translate(["one"], **PAIR) == ["ONE"]
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    "garbage",
    [b"", b"null", b"[]", b"{}", b'"one"', b"17", b"[[[[]]]]", b'{"translations": 3, "data": 3, "choices": 3, "translatedText": 3}'],
)
def test_garbage_is_an_error_of_that_text(server: Any, backend: Any, reply: Any, garbage: bytes) -> None:
    server.always = reply(body=garbage)
    with pytest.raises(BackendError, match=f"^{backend.name}: "):
        backend.translate(["one"], **PAIR)


@pytest.mark.parametrize("garbage", [b"[" * 200_000, b"\xff\xfe\x00", b"<html>sign in</html>"])
def test_hostile_garbage_is_an_error_too(server: Any, backend: Any, reply: Any, garbage: bytes) -> None:
    server.always = reply(body=garbage, headers={"Content-Type": "text/html"})
    with pytest.raises(BackendError, match=f"^{backend.name}: "):
        backend.translate(["one"], **PAIR)


@pytest.mark.parametrize("other", [17, None, ["ONE"], {"text": "ONE"}, True])
def test_a_translation_that_is_no_text_is_an_error(server: Any, backend: Any, other: object) -> None:
    server.answer = lambda _: other
    with pytest.raises(BackendError, match=f"^{backend.name}: "):
        backend.translate(["one"], **PAIR)


def test_an_endless_answer_is_cut_off(server: Any, backend: Any, reply: Any) -> None:
    if backend.name == "amazon":
        pytest.skip("botocore reads the whole answer")
    server.always = reply(body=b" " * (LARGEST_ANSWER + 1) + b"{}")
    with pytest.raises(BackendError, match="more than 8,388,608 bytes"):
        backend.translate(["one"], **PAIR)


def test_a_service_that_does_not_answer_is_given_up(server: Any, open_with: Any, reply: Any) -> None:
    backend = open_with(server, timeout=0.2)
    server.always = reply(late=30)
    with pytest.raises(UnavailableError, match=r"no answer within 0\.2 s"):
        backend.translate(["one"], **PAIR)
    assert len(server.asked) == 2


def test_a_service_that_answers_a_byte_now_and_then_is_given_up(server: Any, open_with: Any, reply: Any) -> None:
    if server.dialect.name == "amazon":
        pytest.skip("botocore reads the whole answer")
    backend = open_with(server, timeout=0.3)
    server.always = reply(body=b" " * 1000, drip=0.05)
    with pytest.raises(UnavailableError, match=r"no answer within 0\.3 s"):
        backend.translate(["one"], **PAIR)


def test_a_server_that_is_not_there_is_unavailable(server: Any, open_with: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(UnavailableError, match="cannot be reached"):
        open_with(server, url=url).translate(["one"], **PAIR)


def test_a_server_that_hangs_up_is_not_called_unreachable(open_with: Any, server: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as rude:
        threading.Thread(target=lambda: [rude.accept()[0].close() for _ in range(2)], daemon=True).start()
        with pytest.raises(UnavailableError, match=r"hung up without an answer|cannot be reached \(ConnectionClosedError\)"):
            open_with(server, url=f"http://127.0.0.1:{rude.getsockname()[1]}").translate(["one"], **PAIR)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(server: Any, other_server: Any, backend: Any, reply: Any, status: int) -> None:
    if (backend.name, status) == ("amazon", 303):
        pytest.skip("botocore fails at a 303 by itself, and leaves its connection open")
    server.always = reply(status, headers={"Location": other_server.address + "/v2/translate"})
    with pytest.raises(UnavailableError, match="not followed"):
        backend.translate(["one"], **PAIR)
    assert other_server.asked == []
    assert len(server.asked) == 1


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(
    server: Any, other_server: Any, backend: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(variable, other_server.address)
    if backend.name == "amazon":
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")  # botocore reads no addresses as this machine's by itself
    assert backend.translate(["one"], **PAIR) == ["ONE"]
    assert (len(server.asked), other_server.asked) == (1, [])


def test_a_password_of_netrc_takes_no_keys_place(server: Any, backend: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password word\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    if hasattr(backend, "_transport"):
        backend._transport._opened().trust_env = True  # as for a service elsewhere
    backend.translate(["one"], **PAIR)
    assert not server.asked[0].headers.get("authorization", "").startswith("Basic")


def test_a_pair_that_the_service_refuses_is_unsupported(server: Any, backend: Any, reply: Any) -> None:
    status, body = server.dialect.no_pair
    if not status:
        pytest.skip("a model refuses no language")
    server.always = reply(status, json.dumps(body).encode())
    with pytest.raises(UnsupportedPairError, match=f"^{backend.name}: "):
        translate_each(backend, ["one", "two"], **PAIR)
    assert len(server.asked) == 1


def test_no_language_is_translated_into_itself(server: Any, backend: Any) -> None:
    assert backend.supports("en", "pt-BR")
    assert not backend.supports("en", "en-GB")
    with pytest.raises(UnsupportedPairError):
        backend.translate(["one"], source="en", target="en-GB")
    assert server.asked == []


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_named_by_its_variable(server: Any, backend: Any, reply: Any, status: int) -> None:
    server.always = reply(status, json.dumps(server.dialect.error("no")).encode())
    with pytest.raises(UnavailableError) as refused:
        backend.translate(["one"], **PAIR)
    assert all(variable in str(refused.value) for variable in server.dialect.environment)
    assert len(server.asked) == 1


def test_no_key_stands_in_any_message(
    server: Any, backend: Any, reply: Any, key: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not server.dialect.environment:
        pytest.skip("has no key")
    caplog.set_level(logging.DEBUG)
    seen = [repr(backend), str(vars(backend))]
    told = json.dumps(server.dialect.error(f"the key {key} is not known here")).encode()
    for status in (200, 302, 400, 401, 403, 404, 413, 418, 429, 456, 500, 501, 503):
        server.always = reply(status, told, {"Location": f"https://example.org/?key={key}"})
        for error in translate_each_or_error(backend):
            seen += [str(error), repr(error), *traceback.format_exception(error)]
    server.always = None
    server.answer = lambda _: key
    backend.translate(["one"], **PAIR)
    seen.append("".join(asked.path + str(asked.query) for asked in server.asked))
    for variable in server.dialect.environment:
        monkeypatch.setenv(variable, f"{key} \r\nand more")
    for error in translate_each_or_error(backend):
        seen += [str(error), repr(error), *traceback.format_exception(error)]
    assert len(seen) > 20
    assert [text for text in seen if key in text] == []
    assert key not in caplog.text


def translate_each_or_error(backend: Any) -> list[BackendError]:
    try:
        return [result for result in _each(backend, ["one"]) if isinstance(result, BackendError)]
    except BackendError as error:
        return [error]


def test_without_its_key_an_engine_says_which_variable_to_set(server: Any, open_with: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    if server.dialect.name in {"apertium-apy", "libretranslate", "openai"}:
        pytest.skip("servers of one's own need no key")
    for variable in server.dialect.environment:
        monkeypatch.delenv(variable)
    backend = open_with(server)
    for call in (backend.supports, lambda *pair: backend.translate(["one"], source=pair[0], target=pair[1])):
        with pytest.raises(UnavailableError, match=f"^{backend.name}: no key; set {server.dialect.environment[0]}"):
            call("en", "pt-BR")
    assert server.asked == []


@pytest.mark.parametrize(
    "url",
    ["http://example.org", "ftp://example.org", "example.org", "https://me:word@example.org", "https://example.org/?key=1", "http://["],
)
def test_an_address_that_is_not_safe_is_refused(server: Any, open_with: Any, url: str) -> None:
    with pytest.raises(ProjectError, match=f"backend {server.dialect.name}: url ") as refused:
        open_with(server, url=url)
    assert "word" not in str(refused.value)


def _find(text: str) -> tuple[Mention, ...]:
    start = text.find("Arsax")
    return (Mention(start, start + 5, "Arsax", "nk", "artsakh", ("artsakh",)),) if start >= 0 else ()


REQUEST = DraftRequest("The road to Artsakh is closed today.", (RequiredName(12, 19, "Arsax", "nk", ("artsakh",)),))


def test_a_name_that_the_service_does_not_write_is_put_in(server: Any, backend: Any) -> None:
    """As Azure does with a mark, and every other with a mask: what is marked comes back as it is called for, the rest translated."""

    def answer(text: str) -> str:
        put = re.sub('<mstrans:dictionary translation="(.*?)">.*?</mstrans:dictionary>', r"\1", text)
        return put.replace("The road to", "A estrada para").replace("is closed today", "está fechada hoje")

    server.answer = answer
    (made,) = draft([REQUEST], backend, source_locale="en", target_locale="pt-BR", find_target=_find)
    assert made.text == "A estrada para Arsax está fechada hoje."


def test_a_mask_that_the_service_loses_leaves_no_draft(server: Any, backend: Any) -> None:
    server.answer = lambda _: "A estrada para lá está fechada hoje."
    (made,) = draft([REQUEST], backend, source_locale="en", target_locale="pt-BR", find_target=_find)
    assert made.text is None
    assert made.why
    assert "“Arsax” is missing" in made.why or "lost or doubled" in made.why
