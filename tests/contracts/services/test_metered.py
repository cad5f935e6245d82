"""What is known is not sent again, and nothing is sent that is not paid for: the same for every service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from transflow.backends import Guided, Term
from transflow.backends.base import MarkupUse
from transflow.backends.kept import AnswersOfARun
from transflow.backends.metered import Metered
from transflow.backends.transport import TRIES
from transflow.errors import BackendError, BudgetError, QuotaExceededError, UnavailableError

PAIR = {"source": "en", "target": "pt-BR"}


@dataclass
class Purse:
    """A till with so many characters in it."""

    left: int = 1_000_000
    paid: list[int] = field(default_factory=list)

    def reserve(self, characters: int) -> None:
        """Pay."""
        if characters > self.left:
            raise BudgetError("no more")
        self.left -= characters
        self.paid.append(characters)

    def give_back(self, characters: int) -> None:
        """Take back."""
        self.left += characters
        self.paid.append(-characters)


@pytest.fixture
def purse() -> Purse:
    return Purse()


@pytest.fixture
def metered(backend: Any, purse: Purse) -> Metered:
    return Metered(backend, {}, lambda _: "", AnswersOfARun(), purse)


def _bill(metered: Metered, *texts: str) -> int:
    return metered.billed([Guided(text) for text in texts], **PAIR)


def test_a_text_is_sent_once_and_its_answer_handed_on_as_often_as_it_is_asked_for(server: Any, metered: Metered) -> None:
    texts = ["one"] if metered.limits.items == 1 else ["one", "two", "one"]
    assert metered.translate(texts, **PAIR) == [text.upper() for text in texts]
    assert metered.translate(texts[::-1], **PAIR) == [text.upper() for text in texts[::-1]]
    assert [text for call in server.texts for text in call] == list(dict.fromkeys(texts))


def test_another_locale_option_or_rule_is_another_question(backend: Any) -> None:
    answers = AnswersOfARun()
    keys = {
        Metered(backend, options, lambda _, rule=rule: rule, answers).key(Guided("one"), "en", target)
        for options in ({}, {"formality": "more"})
        for rule in ("a", "b")
        for target in ("pt-BR", "ru")
    }
    told = backend.abilities.glossary != "none"
    assert len(keys) == (8 if told else 4)


def test_a_text_that_is_answered_is_paid_for_as_the_service_bills_it(metered: Metered, purse: Purse) -> None:
    metered.translate(["Дорога"], **PAIR)
    assert purse.paid == [_bill(metered, "Дорога")]
    assert purse.paid == [6] or metered.name == "openai"


def test_what_is_known_costs_nothing(metered: Metered, purse: Purse) -> None:
    metered.translate(["one"], **PAIR)
    metered.translate(["one"], **PAIR)
    assert purse.paid == [_bill(metered, "one")]


def test_nothing_is_sent_that_cannot_be_paid_for(server: Any, metered: Metered, purse: Purse) -> None:
    purse.left = _bill(metered, "one") - 1
    with pytest.raises(BudgetError):
        metered.translate(["one"], **PAIR)
    assert server.asked == []


def test_an_attempt_that_a_service_turns_away_is_given_back(server: Any, metered: Metered, purse: Purse, reply: Any) -> None:
    server.replies.extend([reply(429), reply(503)])
    metered.translate(["one"], **PAIR)
    assert len(server.asked) == 3
    assert sum(purse.paid) == _bill(metered, "one")


def test_a_service_that_stays_busy_costs_nothing(server: Any, metered: Metered, purse: Purse, reply: Any) -> None:
    server.always = reply(429)
    with pytest.raises(UnavailableError):
        metered.translate(["one"], **PAIR)
    assert len(server.asked) == TRIES
    assert sum(purse.paid) == 0


def test_an_attempt_that_was_perhaps_done_stays_paid_for(server: Any, open_with: Callable[..., Any], purse: Purse, reply: Any) -> None:
    backend = open_with(server, timeout=1.0)
    metered = Metered(backend, {}, lambda _: "", AnswersOfARun(), purse)
    server.replies.append(reply(late=2.5))
    metered.translate(["one"], **PAIR)
    assert len(server.asked) == 2
    assert sum(purse.paid) == 2 * _bill(metered, "one")


def test_no_attempt_passes_a_budget(server: Any, open_with: Callable[..., Any], purse: Purse, reply: Any) -> None:
    metered = Metered(open_with(server, timeout=1.0), {}, lambda _: "", AnswersOfARun(), purse)
    purse.left = _bill(metered, "one") * 2 - 1
    server.always = reply(late=2.5)
    with pytest.raises(BudgetError):
        metered.translate(["one"], **PAIR)
    assert len(server.asked) == 1


def test_a_service_that_nobody_can_reach_costs_nothing(server: Any, metered: Metered, purse: Purse) -> None:
    server.close()
    with pytest.raises(UnavailableError):
        metered.translate(["one"], **PAIR)
    assert sum(purse.paid) == 0


def test_a_quota_that_is_used_up_costs_nothing(server: Any, metered: Metered, purse: Purse, reply: Any) -> None:
    import json

    status, body = server.dialect.quota
    server.always = reply(status, json.dumps(body).encode())
    with pytest.raises((QuotaExceededError, UnavailableError)):
        metered.translate(["one"], **PAIR)
    assert sum(purse.paid) == 0


def test_an_answer_that_cannot_be_used_is_paid_for_and_not_kept(server: Any, metered: Metered, purse: Purse, reply: Any) -> None:
    server.replies.append(reply(body=b"[]"))
    with pytest.raises(BackendError):
        metered.translate(["one"], **PAIR)
    assert metered.translate(["one"], **PAIR) == ["ONE"]
    assert sum(purse.paid) == 2 * _bill(metered, "one")


@pytest.mark.parametrize("server", ["azure"], indirect=True)
def test_azures_marks_are_billed_as_azure_counts_them(server: Any, metered: Metered, purse: Purse) -> None:
    metered.translate_guided([Guided("To Baku.", (Term("Baku", "Bacu"),))], **PAIR)
    assert purse.paid == [len(server.texts[0][0])]
    assert purse.paid[0] > len("To Baku.")


@pytest.mark.parametrize("server", ["deepl"], indirect=True)
def test_deepls_context_is_part_of_the_question_and_costs_nothing(metered: Metered, purse: Purse) -> None:
    metered.translate_guided([Guided("One.", before="Before.")], **PAIR)
    metered.translate_guided([Guided("One.", before="Other.")], **PAIR)
    assert purse.paid == [4, 4]


@pytest.mark.parametrize("server", ["deepl"], indirect=True)
def test_deepls_tags_cost_nothing(metered: Metered, purse: Purse) -> None:
    metered.translate_guided([Guided('<x id="1">One</x>.', markup=MarkupUse.XML)], **PAIR)
    assert purse.paid == [4]


@pytest.mark.parametrize("server", ["deepl"], indirect=True)
def test_a_glossary_is_lent_only_where_something_is_sent(server: Any, open_with: Callable[..., Any], purse: Purse, reply: Any) -> None:
    server.replies.append(reply(201, b'{"glossary_id": "4f2-9", "ready": true}'))
    terms = [Term("Baku", "Bacu")]
    answers = AnswersOfARun()
    for _ in range(2):
        metered = Metered(open_with(server, glossary="edition"), {}, lambda _: "", answers, purse)
        with metered.lend(terms, **PAIR):
            metered.translate(["To Baku."], **PAIR)
    assert [asked.path for asked in server.asked] == ["/v3/glossaries", "/v2/translate", "/v3/glossaries/4f2-9"]
