"""What exactly goes to each service: the fields, the codes of the languages, and where the key stands."""

from __future__ import annotations

import json
from typing import Any

import pytest

from transflow.backends import Guided, Term
from transflow.backends.base import MarkupUse

BEARER = "authorization"


def _names(*pairs: tuple[str, str]) -> tuple[Term, ...]:
    return tuple(Term(*pair) for pair in pairs)


@pytest.mark.parametrize("server", ["deepl"], indirect=True)
def test_deepl_is_sent_json_with_its_codes_in_capitals(server: Any, open_with: Any, key: str) -> None:
    backend = open_with(server, glossary="4f2", formality="prefer_more", model="quality_optimized")
    backend.translate(["one", "two"], source="en-GB", target="pt-PT")
    (asked,) = server.asked
    assert asked.path == "/v2/translate"
    assert asked.headers[BEARER] == f"DeepL-Auth-Key {key}"
    assert asked.json == {
        "text": ["one", "two"],
        "source_lang": "EN",
        "target_lang": "PT-PT",
        "preserve_formatting": True,
        "glossary_id": "4f2",
        "model_type": "quality_optimized",
        "formality": "prefer_more",
    }


@pytest.mark.parametrize("server", ["deepl"], indirect=True)
def test_deepl_is_told_the_passage_once(server: Any, backend: Any) -> None:
    texts = [Guided("Two.", before="One.", after="Three."), Guided("Three.", before="Two.", after="Four.")]
    backend.translate_guided(texts, source="en", target="ru")
    assert server.asked[0].json["context"] == "One. Two. Three. Four."


def _lent(backend: Any) -> list[str]:
    terms = _names(("Artsakh", "Арцах"), ("Shushi", "Шуши"), ("Shushi", "Шуша"), ("Artsakh", "Арцах"))
    with backend.lend(terms, source="en-GB", target="ru"):
        return backend.translate(["one"], source="en-GB", target="ru")


@pytest.mark.parametrize("server", ["deepl"], indirect=True)
def test_deepl_is_lent_a_glossary_of_the_edition_for_as_long_as_it_drafts(server: Any, open_with: Any, reply: Any) -> None:
    server.replies.append(reply(201, b'{"glossary_id": "4f2-9", "ready": true}'))
    backend = open_with(server, glossary="edition")
    assert _lent(backend) == ["ONE"]
    made, translated, deleted = server.asked
    assert (made.method, made.path) == ("POST", "/v3/glossaries")
    assert made.json["dictionaries"] == [{"source_lang": "en", "target_lang": "ru", "entries": "Artsakh\tАрцах", "entries_format": "tsv"}]
    assert translated.json["glossary_id"] == "4f2-9"
    assert (deleted.method, deleted.path) == ("DELETE", "/v3/glossaries/4f2-9")
    assert deleted.headers[BEARER] == made.headers[BEARER]
    backend.translate(["two"], source="en", target="ru")
    assert "glossary_id" not in server.asked[-1].json


@pytest.mark.parametrize("server", ["deepl"], indirect=True)
@pytest.mark.parametrize("refusal", [(400, b'{"message": "Unsupported dictionary"}'), (456, b"{}"), (201, b'{"glossary_id": "../x"}')])
def test_deepl_drafts_without_a_glossary_where_it_takes_none(server: Any, open_with: Any, reply: Any, refusal: tuple[int, bytes]) -> None:
    server.replies.append(reply(*refusal))
    assert _lent(open_with(server, glossary="edition")) == ["ONE"]
    assert [asked.path for asked in server.asked] == ["/v3/glossaries", "/v2/translate"]
    assert "glossary_id" not in server.asked[1].json


@pytest.mark.parametrize("server", ["deepl"], indirect=True)
def test_deepl_is_lent_nothing_unasked(server: Any, open_with: Any) -> None:
    _lent(open_with(server))
    _lent(open_with(server, glossary="4f2"))
    assert [asked.json.get("glossary_id") for asked in server.asked] == [None, "4f2"]


@pytest.mark.parametrize("server", ["google"], indirect=True)
def test_google_is_told_that_the_text_is_plain_and_which_glossary_to_use(server: Any, open_with: Any, key: str) -> None:
    server.always = None
    backend = open_with(server, location="europe-west1", glossary="desk", model="general/nmt")
    backend.translate(["one"], source="en", target="zh-Hant")
    (asked,) = server.asked
    assert asked.path == "/v3/projects/newsroom/locations/europe-west1:translateText"
    assert (asked.headers[BEARER], asked.headers["x-goog-user-project"]) == (f"Bearer {key}", "newsroom")
    assert asked.json == {
        "contents": ["one"],
        "mimeType": "text/plain",
        "sourceLanguageCode": "en",
        "targetLanguageCode": "zh-TW",
        "model": "projects/newsroom/locations/europe-west1/models/general/nmt",
        "glossaryConfig": {"glossary": "projects/newsroom/locations/europe-west1/glossaries/desk", "ignoreCase": False},
    }


@pytest.mark.parametrize("server", ["google"], indirect=True)
def test_google_answers_with_a_glossary_are_read_before_those_without(server: Any, open_with: Any, reply: Any) -> None:
    both = {"translations": [{"translatedText": "without"}], "glossaryTranslations": [{"translatedText": "with"}]}
    server.always = reply(body=json.dumps(both).encode())
    assert open_with(server, glossary="desk").translate(["one"], source="en", target="ru") == ["with"]
    assert open_with(server).translate(["one"], source="en", target="ru") == ["without"]


@pytest.mark.parametrize("server", ["azure"], indirect=True)
def test_azure_is_asked_in_the_query_and_told_of_its_region(server: Any, open_with: Any, key: str) -> None:
    open_with(server, region="westeurope", category="news").translate(["one", "two"], source="en", target="sr-Latn")
    (asked,) = server.asked
    assert asked.path == "/translate"
    assert asked.query == {"api-version": "3.0", "from": "en", "to": "sr-Latn", "textType": "plain", "category": "news"}
    assert asked.headers["ocp-apim-subscription-key"] == key
    assert asked.headers["ocp-apim-subscription-region"] == "westeurope"
    assert asked.json == [{"Text": "one"}, {"Text": "two"}]


@pytest.mark.parametrize("server", ["azure"], indirect=True)
def test_azure_sees_names_between_marks_where_english_is_one_of_the_languages(server: Any, backend: Any) -> None:
    guided = Guided("Artsakh and Artsakh, and Karabakh.", _names(("Artsakh", 'Арцах "x"'), ("Karabakh", "Карабах")))
    backend.translate_guided([guided], source="en", target="ru")
    backend.translate_guided([guided], source="fr", target="ru")
    mark = '<mstrans:dictionary translation="{}">{}</mstrans:dictionary>'.format
    assert server.asked[0].json[0]["Text"] == f"{mark('Арцах &quot;x&quot;', 'Artsakh')} and Artsakh, and {mark('Карабах', 'Karabakh')}."
    assert server.asked[1].json[0]["Text"] == guided.text


@pytest.mark.parametrize("server", ["amazon"], indirect=True)
def test_amazon_is_sent_one_signed_text(server: Any, open_with: Any) -> None:
    open_with(server, terminology="desk", formality="FORMAL").translate(["one"], source="en", target="nb")
    (asked,) = server.asked
    assert asked.headers["x-amz-target"].endswith(".TranslateText")
    assert asked.headers[BEARER].startswith("AWS4-HMAC-SHA256 Credential=")
    assert "/eu-west-1/translate/aws4_request" in asked.headers[BEARER]
    assert asked.json == {
        "Text": "one",
        "SourceLanguageCode": "en",
        "TargetLanguageCode": "no",
        "TerminologyNames": ["desk"],
        "Settings": {"Formality": "FORMAL"},
    }


@pytest.mark.parametrize("server", ["yandex"], indirect=True)
def test_yandex_is_sent_a_small_glossary_without_contradictions(server: Any, open_with: Any, key: str) -> None:
    texts = [
        Guided("one", _names(("Artsakh", "Арцах"), ("Shushi", "Шуши"))),
        Guided("two", _names(("Artsakh", "Арцах"), ("Shushi", "Шуша"))),
    ]
    open_with(server, folder="b1g").translate_guided(texts, source="en", target="ru")
    (asked,) = server.asked
    assert asked.path == "/translate/v2/translate"
    assert asked.headers[BEARER] == f"Api-Key {key}"
    assert asked.json == {
        "sourceLanguageCode": "en",
        "targetLanguageCode": "ru",
        "format": "PLAIN_TEXT",
        "texts": ["one", "two"],
        "folderId": "b1g",
        "glossaryConfig": {"glossaryData": {"glossaryPairs": [{"sourceText": "Artsakh", "translatedText": "Арцах", "exact": False}]}},
    }


@pytest.mark.parametrize("server", ["yandex"], indirect=True)
def test_yandex_is_sent_no_more_than_fifty_pairs(server: Any, backend: Any) -> None:
    backend.translate_guided([Guided("one", _names(*((f"Name{n}", f"Имя{n}") for n in range(60))))], source="en", target="ru")
    assert len(server.asked[0].json["glossaryConfig"]["glossaryData"]["glossaryPairs"]) == 50


@pytest.mark.parametrize("server", ["yandex"], indirect=True)
def test_yandex_is_asked_without_a_glossary_where_the_pair_has_none(server: Any, backend: Any, reply: Any) -> None:
    server.replies.append(reply(400, json.dumps({"code": 3, "message": "glossary is not supported for this language pair"}).encode()))
    assert backend.translate_guided([Guided("one", _names(("Artsakh", "Արցախ")))], source="en", target="hy") == ["ONE"]
    assert "glossaryConfig" not in server.asked[1].json


@pytest.mark.parametrize("server", ["yandex"], indirect=True)
def test_yandex_takes_a_token_where_there_is_no_key(server: Any, open_with: Any, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YANDEX_API_KEY")
    monkeypatch.setenv("OUR_TOKEN", key)
    open_with(server, token="env:OUR_TOKEN").translate(["one"], source="en", target="ru")  # noqa: S106 - the name of a variable
    assert server.asked[0].headers[BEARER] == f"Bearer {key}"


@pytest.mark.parametrize("server", ["libretranslate"], indirect=True)
def test_libretranslate_is_sent_a_list_and_the_key_in_the_body(server: Any, backend: Any, key: str) -> None:
    backend.translate(["one", "two"], source="en", target="zh")
    (asked,) = server.asked
    assert asked.path == "/translate"
    assert asked.json == {"q": ["one", "two"], "source": "en", "target": "zh-Hans", "format": "text", "api_key": key}


@pytest.mark.parametrize("server", ["libretranslate"], indirect=True)
def test_libretranslate_needs_no_key(server: Any, backend: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LIBRETRANSLATE_API_KEY")
    backend.translate(["one"], source="en", target="es")
    assert "api_key" not in server.asked[0].json


@pytest.mark.parametrize("server", ["apertium-apy"], indirect=True)
def test_apy_is_sent_a_form_in_three_letter_codes(server: Any, backend: Any) -> None:
    backend.translate(["Bread &\n butter"], source="en", target="es")
    (asked,) = server.asked
    assert asked.path == "/translate"
    assert asked.form == {"langpair": "eng|spa", "q": "Bread & butter", "markUnknown": "no", "format": "txt"}


@pytest.mark.parametrize("server", ["modernmt"], indirect=True)
def test_modernmt_is_asked_by_get_in_the_shape_of_a_post(server: Any, open_with: Any, key: str) -> None:
    open_with(server, glossaries=["12", "13"], hints="7", project="x").translate(["one"], source="en", target="pt-BR")
    (asked,) = server.asked
    assert asked.headers["mmt-apikey"] == key
    assert asked.headers["x-http-method-override"] == "GET"
    assert asked.json == {
        "source": "en",
        "target": "pt-BR",
        "q": ["one"],
        "format": "text/plain",
        "glossaries": "12,13",
        "hints": "7",
        "project_id": "x",
    }


@pytest.mark.parametrize("server", ["modernmt"], indirect=True)
def test_modernmt_may_fail_with_http_200(server: Any, backend: Any, reply: Any, pauses: list[float]) -> None:
    server.replies.append(reply(body=b'{"status": 400, "error": {"type": "BadRequest", "message": "too long"}}'))
    with pytest.raises(Exception, match="modernmt: HTTP 400: too long"):
        backend.translate(["one"], source="en", target="ru")
    assert pauses == []


@pytest.mark.parametrize("server", ["openai"], indirect=True)
def test_a_model_is_told_names_and_neighbours_and_the_shape_of_its_answer(server: Any, open_with: Any, key: str) -> None:
    guided = Guided("They left Artsakh.", _names(("Artsakh", "Арцах")), before="It was cold.", after="Nobody came.")
    open_with(server, instructions="Write ё.").translate_guided([guided], source="en", target="ru")
    (asked,) = server.asked
    assert asked.path == "/chat/completions"
    assert asked.headers[BEARER] == f"Bearer {key}"
    system, user = asked.json["messages"]
    assert "from English (en) into Russian (ru)" in system["content"]
    assert system["content"].endswith("\nWrite ё.")
    assert json.loads(user["content"]) == {
        "texts": [
            {
                "id": 0,
                "text": "They left Artsakh.",
                "before": "It was cold.",
                "after": "Nobody came.",
                "names": [{"source": "Artsakh", "target": "Арцах"}],
            }
        ]
    }
    assert (asked.json["model"], asked.json["temperature"]) == ("small", 0)
    assert asked.json["response_format"]["type"] == "json_schema"
    assert asked.json["response_format"]["json_schema"]["strict"] is True
    assert asked.json["response_format"]["json_schema"]["schema"] == {
        "type": "object",
        "properties": {"0": {"type": "string"}},
        "required": ["0"],
        "additionalProperties": False,
    }
    assert asked.json["max_tokens"] == 50 + 4 * len("They left Artsakh.")


@pytest.mark.parametrize("server", ["openai"], indirect=True)
def test_azure_openai_is_asked_by_deployment_and_version(server: Any, open_with: Any, key: str) -> None:
    open_with(server, deployment="desk", **{"api-version": "2025-01-01-preview"}).translate(["one"], source="en", target="ru")
    (asked,) = server.asked
    assert (asked.path, asked.query) == ("/openai/deployments/desk/chat/completions", {"api-version": "2025-01-01-preview"})
    assert asked.headers["api-key"] == key
    assert BEARER not in asked.headers


@pytest.mark.parametrize("server", ["openai"], indirect=True)
@pytest.mark.parametrize(("schema", "format_"), [("json-object", {"type": "json_object"}), ("none", None)])
def test_a_server_without_schemas_is_not_sent_one(server: Any, open_with: Any, schema: str, format_: Any) -> None:
    open_with(server, schema=schema, temperature=False).translate(["one"], source="en", target="ru")
    (asked,) = server.asked
    assert asked.json.get("response_format") == format_
    assert not {"temperature", "max_tokens"} & set(asked.json)


GOOD = '{"1": "ZWEI", "0": "EINS"}'


def _said(content: str, reason: str = "stop") -> bytes:
    return json.dumps({"choices": [{"finish_reason": reason, "message": {"content": content}}]}).encode()


@pytest.mark.parametrize("server", ["openai"], indirect=True)
@pytest.mark.parametrize("content", [GOOD, f"```json\n{GOOD}\n```", f"```\n{GOOD}```", f"<think>two\ntexts</think>\n{GOOD}"])
def test_a_models_answer_is_put_in_order_by_its_ids(server: Any, backend: Any, reply: Any, content: str) -> None:
    server.always = reply(body=_said(content))
    assert backend.translate(["one", "two"], source="en", target="de") == ["EINS", "ZWEI"]
    assert len(server.asked) == 1


@pytest.mark.parametrize("server", ["openai"], indirect=True)
@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("Here you are: eins, zwei", "something else than JSON"),
        ('{"0": "EINS"}', "one text for each id from 0 to 1"),
        ('{"0": "EINS", "1": "ZWEI", "2": "DREI"}', "one text for each id from 0 to 1"),
        ('{"0": "EINS", "2": "ZWEI"}', "one text for each id from 0 to 1"),
        ('["EINS", "ZWEI"]', "one text for each id from 0 to 1"),
        ('{"0": "EINS", "1": ""}', "answered nothing to a text"),
        ('{"0": "EINS", "1": null}', "holds no translation"),
        ('{"0": "EINS", "1": {"text": "ZWEI"}}', "holds no translation"),
    ],
)
def test_a_model_is_told_once_why_its_answer_cannot_be_used(server: Any, backend: Any, reply: Any, content: str, why: str) -> None:
    server.replies.extend([reply(body=_said(content)), reply(body=_said(GOOD))])
    assert backend.translate(["one", "two"], source="en", target="de") == ["EINS", "ZWEI"]
    first, second = (asked.json["messages"] for asked in server.asked)
    assert second[:2] == first
    assert second[2] == {"role": "assistant", "content": content}
    assert why in second[3]["content"]
    server.always = reply(body=_said(content))
    with pytest.raises(Exception, match=why):
        backend.translate(["one", "two"], source="en", target="de")
    assert len(server.asked) == 4


@pytest.mark.parametrize("server", ["openai"], indirect=True)
@pytest.mark.parametrize(("reason", "why"), [("length", "was cut off"), ("content_filter", "held back")])
def test_a_model_that_was_stopped_is_an_error(server: Any, backend: Any, reply: Any, reason: str, why: str) -> None:
    server.always = reply(body=_said(GOOD, reason))
    with pytest.raises(Exception, match=why):
        backend.translate(["one", "two"], source="en", target="de")


@pytest.mark.parametrize(
    ("server", "use", "said"),
    [
        ("deepl", MarkupUse.XML, {"tag_handling": "xml", "outline_detection": False}),
        ("google", MarkupUse.HTML, {"mimeType": "text/html"}),
        ("modernmt", MarkupUse.XML, {"format": "text/xml"}),
        ("libretranslate", MarkupUse.HTML, {"format": "html"}),
        ("yandex", MarkupUse.HTML, {"format": "HTML"}),
    ],
    indirect=["server"],
)
def test_a_text_with_markup_is_said_to_have_some(server: Any, backend: Any, use: MarkupUse, said: dict[str, object]) -> None:
    backend.translate_guided([Guided("one <b>two</b>", markup=use)], source="en", target="ru")
    assert {name: server.asked[-1].json.get(name) for name in said} == said
    backend.translate(["one"], source="en", target="ru")
    assert {name: server.asked[-1].json.get(name) for name in said} != said


@pytest.mark.parametrize("server", ["azure"], indirect=True)
def test_azure_is_told_of_markup_in_the_query(server: Any, backend: Any) -> None:
    backend.translate_guided([Guided("one <b>two</b>", markup=MarkupUse.HTML)], source="en", target="ru")
    assert server.asked[-1].query["textType"] == "html"
