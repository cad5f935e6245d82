"""Engines before servers that no one here wrote."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import pytest

from transflow.backends import Backend, DraftRequest, RequiredName, Term, draft, open_backend
from transflow.errors import BackendError, QuotaExceededError, UnavailableError, UnsupportedPairError
from transflow.model import Mention

EN_ES = {"source": "en", "target": "es"}
EN_PT = {"source": "en", "target": "pt-BR"}
EN_DE = {"source": "en", "target": "de"}


def test_apy_answers_each_text_in_order(apy: Backend) -> None:
    answers = apy.translate(["The house is red.", "We have three dogs.", "The house is red."], **EN_ES)
    assert answers[0] == answers[2] == "La casa es roja."
    assert "perros" in answers[1]


def test_apy_says_that_a_pair_is_not_installed(apy: Backend) -> None:
    with pytest.raises(UnsupportedPairError, match="That pair is not installed"):
        apy.translate(["The house is red."], source="en", target="hy")


def test_apy_says_the_same_as_the_command(apy: Backend) -> None:
    texts = ["The government's army left the town.", "“Nobody came,” she said & left.", "Water"]
    assert apy.translate(texts, **EN_ES) == open_backend("apertium").translate(texts, **EN_ES)


def test_libretranslate_answers_in_order_within_its_limits(libretranslate: Any) -> None:
    backend = libretranslate()
    texts = ["The house is red.", "We have three dogs.", "Nobody came."]
    answers = open_backend("local").translate(texts, **EN_PT)
    assert len(set(answers)) == 3
    assert backend.translate(texts, **EN_PT) == answers
    assert backend.translate(texts[:1], **EN_PT) == answers[:1]


def test_libretranslate_says_what_it_does_not_take(libretranslate: Any) -> None:
    backend = libretranslate()
    with pytest.raises(BackendError, match=r"HTTP 400: Invalid request: request \(4\) exceeds text limit \(3\)"):
        backend.translate(["one"] * 4, **EN_PT)
    with pytest.raises(BackendError, match=r"exceeds text limit \(300\)"):
        backend.translate(["one " * 100], **EN_PT)


def test_libretranslate_says_which_language_it_does_not_have(libretranslate: Any) -> None:
    for source, target in (("en", "fr"), ("fr", "pt-BR")):
        with pytest.raises(UnsupportedPairError, match="fr is not supported"):
            libretranslate().translate(["The house is red."], source=source, target=target)


def test_libretranslate_drafts_with_the_names_that_are_called_for(libretranslate: Any) -> None:
    text = "The road from Stepanakert to Lachin was closed for three days, and nobody came."
    names = (RequiredName(14, 25, "Khankendi", "s", ("khankendi",)), RequiredName(29, 35, "Berdzor", "l", ("berdzor",)))

    def find(target: str) -> tuple[Mention, ...]:
        forms = {
            "Stepanakert": ("s", "stepanakert"),
            "Khankendi": ("s", "khankendi"),
            "Lachin": ("l", "lachin"),
            "Berdzor": ("l", "berdzor"),
        }
        found = [(target.find(form), form, *ids) for form, ids in forms.items() if form in target]
        return tuple(Mention(at, at + len(form), form, concept, name, (name,)) for at, form, concept, name in sorted(found))

    (made,) = draft([DraftRequest(text, names)], libretranslate(), source_locale="en", target_locale="pt-BR", find_target=find)
    assert made.text
    assert made.text.endswith("e ninguém veio.")
    assert [mention.text for mention in find(made.text)] == ["Khankendi", "Berdzor"]


def _deepl(prism: str, monkeypatch: pytest.MonkeyPatch, **options: object) -> Any:
    monkeypatch.setenv("DEEPL_AUTH_KEY", "not-a-key:fx")
    return open_backend("deepl", {"url": prism, **options})


def test_what_deepl_is_sent_is_what_its_description_allows(prism: str, monkeypatch: pytest.MonkeyPatch) -> None:
    options = {"formality": "prefer_less", "model": "prefer_quality_optimized", "glossary": "def3a26b-3e84-45b3-84ae-0c0aaf3525f7"}
    assert _deepl(prism, monkeypatch, **options).translate(["Hello, world!"], **EN_DE) == ["Hallo, Welt!"]


def test_a_glossary_is_made_and_deleted_as_deepls_description_says(prism: str, monkeypatch: pytest.MonkeyPatch) -> None:
    backend = _deepl(prism, monkeypatch, glossary="edition")
    with backend.lend([Term("Artsakh", "Arzach")], source="en", target="de"):
        assert backend._glossary
        assert backend.translate(["Hello, world!"], **EN_DE) == ["Hallo, Welt!"]
        backend._transport.delete(f"/v3/glossaries/{backend._glossary}", headers=backend._headers())
    assert not backend._glossary


def test_prism_does_refuse_what_the_description_does_not_allow(prism: str, monkeypatch: pytest.MonkeyPatch) -> None:
    backend = _deepl(prism, monkeypatch)
    with pytest.raises(BackendError, match="HTTP 400"):
        backend._transport.post("/v2/translate", body={"text": "no list"}, headers={"Authorization": "DeepL-Auth-Key x"})


@pytest.mark.parametrize(
    ("status", "error"), [(456, QuotaExceededError), (403, UnavailableError), (413, BackendError), (400, BackendError)]
)
def test_deepls_errors_mean_what_they_say(prism: str, monkeypatch: pytest.MonkeyPatch, status: int, error: type[BackendError]) -> None:
    backend = _deepl(prism, monkeypatch)
    backend._transport._opened().headers["Prefer"] = f"code={status}"
    with pytest.raises(error, match=f"HTTP {status}"):
        backend.translate(["Hello, world!"], **EN_DE)


@pytest.mark.parametrize("status", [429, 529, 500, 504])
def test_deepl_is_asked_again_when_it_is_busy(prism: str, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    backend = _deepl(prism, monkeypatch)
    session = backend._transport._opened()
    session.headers["Prefer"] = f"code={status}"
    monkeypatch.setattr("time.sleep", lambda _: session.headers.pop("Prefer"))
    assert backend.translate(["Hello, world!"], **EN_DE) == ["Hallo, Welt!"]


def _stubbed(monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    from botocore.stub import Stubber

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "not-an-id")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not-a-key")
    monkeypatch.setattr("time.sleep", lambda _: None)
    backend: Any = open_backend("amazon", {"region": "eu-west-1", "terminology": "desk"})
    return backend, Stubber(backend._client())


def test_amazon_is_called_as_its_model_says(monkeypatch: pytest.MonkeyPatch) -> None:
    backend, stubber = _stubbed(monkeypatch)
    for text, answer in (("one", "eins"), ("two", "zwei")):
        answered = {
            "TranslatedText": answer,
            "SourceLanguageCode": "en",
            "TargetLanguageCode": "zh-TW",
            "AppliedTerminologies": [{"Name": "desk"}],
        }
        asked = {"Text": text, "SourceLanguageCode": "en", "TargetLanguageCode": "zh-TW", "TerminologyNames": ["desk"]}
        stubber.add_response("translate_text", answered, asked)
    with stubber:
        assert backend.translate(["one", "two"], source="en", target="zh-Hant") == ["eins", "zwei"]
    stubber.assert_no_pending_responses()


@pytest.mark.parametrize(
    ("code", "status", "error"),
    [
        ("LimitExceededException", 400, QuotaExceededError),
        ("UnsupportedLanguagePairException", 400, UnsupportedPairError),
        ("TextSizeLimitExceededException", 400, BackendError),
        ("UnrecognizedClientException", 400, UnavailableError),
        ("AccessDeniedException", 400, UnavailableError),
    ],
)
def test_amazons_errors_mean_what_they_say(monkeypatch: pytest.MonkeyPatch, code: str, status: int, error: type[BackendError]) -> None:
    backend, stubber = _stubbed(monkeypatch)
    stubber.add_client_error("translate_text", code, "said so", status)
    with stubber, pytest.raises(error, match=f"amazon: HTTP [0-9]+: {code}: said so"):
        backend.translate(["one"], **EN_DE)


@pytest.mark.parametrize(
    ("code", "status"), [("TooManyRequestsException", 400), ("ServiceUnavailableException", 503), ("InternalServerException", 500)]
)
def test_amazon_is_asked_again_when_it_is_busy(monkeypatch: pytest.MonkeyPatch, code: str, status: int) -> None:
    backend, stubber = _stubbed(monkeypatch)
    stubber.add_client_error("translate_text", code, "later", status)
    stubber.add_response("translate_text", {"TranslatedText": "eins", "SourceLanguageCode": "en", "TargetLanguageCode": "de"})
    with stubber:
        assert backend.translate(["one"], **EN_DE) == ["eins"]


def _tell(llmock: str, *behaviors: dict[str, object]) -> None:
    _ask(llmock, "/_llmock/reset", {})
    _ask(llmock, "/_llmock/scenario", {"behaviors": behaviors})


def _ask(llmock: str, path: str, body: dict[str, object] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(llmock + path, data, {"Content-Type": "application/json"})  # noqa: S310 - http to this machine
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - as above
        return json.loads(answer.read() or b"null")


def _model(llmock: str) -> Backend:
    return open_backend("openai", {"url": f"{llmock}/v1", "model": "gpt-4o-mini"})


GOOD = {"type": "reply", "text": json.dumps({"0": "Niemand kam."})}


def test_a_model_that_says_when_to_come_back_is_asked_then(llmock: str) -> None:
    _tell(llmock, {"type": "fail", "status": 429, "retry_after": 1}, GOOD)
    assert _model(llmock).translate(["Nobody came."], **EN_DE) == ["Niemand kam."]
    assert _ask(llmock, "/_llmock/verdict")["findings"] == []


def test_a_model_in_trouble_is_asked_again_after_growing_pauses(llmock: str) -> None:
    _tell(llmock, {"type": "fail", "status": 503, "times": 2}, GOOD)
    assert _model(llmock).translate(["Nobody came."], **EN_DE) == ["Niemand kam."]
    assert _ask(llmock, "/_llmock/verdict")["findings"] == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_a_model_that_refuses_is_not_asked_again(llmock: str, status: int) -> None:
    _tell(llmock, {"type": "fail", "status": status})
    with pytest.raises(BackendError, match=f"HTTP {status}"):
        _model(llmock).translate(["Nobody came."], **EN_DE)
    assert _ask(llmock, "/_llmock/verdict")["findings"] == []


def test_an_answer_that_does_not_keep_to_the_schema_is_asked_for_once_more(llmock: str) -> None:
    _tell(llmock, {"type": "reply", "text": json.dumps({"5": "Was?"})}, GOOD)
    assert _model(llmock).translate(["Nobody came."], **EN_DE) == ["Niemand kam."]
    assert len(_ask(llmock, "/_llmock/requests")["requests"]) == 2
