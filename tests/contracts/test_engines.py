"""The real engines: a missing one fails, since the README promises it."""

from __future__ import annotations

import gc
import threading
from pathlib import Path
from typing import Any

import pytest

from transflow.backends import Backend, DraftRequest, draft, open_backend
from transflow.backends.markup import PLACEHOLDER
from transflow.backends.quotes import mark_counts
from transflow.errors import UnavailableError, UnsupportedPairError

ENGINES = [("local", "pt-BR"), ("apertium", "es")]
DESK = {"nk": "nagorno-karabakh", "shushi": "shushi", "stepanakert": "stepanakert", "lachin": "berdzor"}


@pytest.fixture(params=ENGINES, ids=[name for name, _ in ENGINES])
def engine(request: pytest.FixtureRequest) -> tuple[Backend, str]:
    """A real engine and a locale that it writes."""
    name, target = request.param
    return open_backend(name), target


def test_the_sentences_hold_what_real_articles_hold(sentences: tuple[str, ...], find_in: Any) -> None:
    assert len(sentences) >= 25
    assert sum(len(find_in(sentence, "en")) for sentence in sentences) >= 40
    assert sum("“" in sentence or "”" in sentence for sentence in sentences) >= 7
    assert sum(bool(PLACEHOLDER.search(sentence)) for sentence in sentences) >= 3
    assert sum(60 <= len(sentence.split()) <= 100 for sentence in sentences) >= 3


@pytest.mark.parametrize("style", [None, DESK], ids=["as the source", "a desk's names"])
def test_every_sentence_is_drafted_with_all_names_marks_and_placeholders(
    engine: tuple[Backend, str], requests_for: Any, find_in: Any, style: dict[str, str] | None
) -> None:
    backend, target = engine
    language = target[:2]
    requests = requests_for(language, style)
    drafts = list(draft(requests, backend, source_locale="en", target_locale=target, find_target=lambda text: find_in(text, language)))
    assert [made.why for made in drafts] == [None] * len(requests)
    for request, made in zip(requests, drafts, strict=True):
        assert sorted(mention.name for mention in find_in(made.text, language)) == sorted(name.names[0] for name in request.names)
        assert mark_counts(made.text) == mark_counts(request.text)
        assert sorted(PLACEHOLDER.findall(made.text)) == sorted(PLACEHOLDER.findall(request.text))
        assert 0.75 <= len(made.text) / len(request.text) <= 1.6
        assert "  " not in made.text
        assert made.engine.startswith(f"{backend.name} (")


def test_a_long_sentence_keeps_its_tail(engine: tuple[Backend, str], sentences: tuple[str, ...]) -> None:
    backend, target = engine
    (sentence,) = (sentence for sentence in sentences if sentence.endswith("eleven letters."))
    (made,) = draft([DraftRequest(sentence)], backend, source_locale="en", target_locale=target, find_target=lambda _: ())
    assert made.text
    assert made.text.split()[-1] in {"comissão.", "comitê.", "cartas.", "comité."}


def test_answers_come_in_the_order_of_the_texts_and_each_by_itself(engine: tuple[Backend, str]) -> None:
    backend, target = engine
    texts = ["The house is red.", "Water", "We have three dogs.", "The house is red."]
    answers = backend.translate(texts, source="en", target=target)
    assert len(answers) == 4
    assert answers[0] == answers[3]
    assert "casa" in answers[0]
    assert "gua" in answers[1]
    assert answers == [backend.translate([text], source="en", target=target)[0] for text in texts]


def test_an_unsupported_pair_is_said_so(engine: tuple[Backend, str]) -> None:
    backend, _ = engine
    assert not backend.supports("en", "hy")
    with pytest.raises(UnsupportedPairError, match=f"^{backend.name}: "):
        backend.translate(["house"], source="en", target="hy")


def test_local_translates_back_into_english() -> None:
    (answer,) = open_backend("local").translate(["A casa é vermelha."], source="pt-BR", target="en")
    assert answer == "The house is red."


def _ask_in_threads() -> list[str]:
    backend = open_backend("local")
    answers: list[str] = []
    threads = [
        threading.Thread(target=lambda: answers.extend(backend.translate(["The house is red."], source="en", target="pt-BR")))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_local_answers_in_every_thread_and_its_own_ends_with_it() -> None:
    before = set(threading.enumerate())
    answers = _ask_in_threads()
    assert len(answers) == 4
    assert len(set(answers)) == 1
    gc.collect()
    own = [thread for thread in threading.enumerate() if thread.name == "transflow-local" and thread not in before]
    for thread in own:
        thread.join(timeout=5)
    assert not any(thread.is_alive() for thread in own)


def test_a_paragraph_in_one_unit_loses_no_sentence() -> None:
    text = (
        "The road is new. " * 3
        + "Dr. Petrosyan met the U.S. envoy on Jan. 5 in St. Petersburg. "
        + "Nobody came, and the doors were shut. " * 9
        + "Then it rained."
    )
    (made,) = draft([DraftRequest(text)], open_backend("local"), source_locale="en", target_locale="pt-BR", find_target=lambda _: ())
    assert made.text
    assert made.text.count(".") >= 14
    assert "São Petersburgo" in made.text


def test_local_drops_curly_marks_where_plain_ones_stay() -> None:
    plain, curly = open_backend("local").translate(
        ['"They must not forget the road," he added.', "“They must not forget the road,” he added."], source="en", target="pt-BR"
    )
    assert plain.count('"') == 2
    assert not set('“”"') & set(curly)


def test_local_says_when_the_models_of_another_pair_cannot_be_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", "http://127.0.0.1:9/")
    backend = open_backend("local", {"download": True, "cache": str(tmp_path)})
    with pytest.raises(UnavailableError, match="en → ru could not be fetched"):
        backend.translate(["The house is red."], source="en", target="ru")


def test_apertium_names_its_installed_mode() -> None:
    assert open_backend("apertium").model("en", "es") == "eng-spa"
