"""An engine behind what is kept and paid for: nothing reaches it that it cannot be told."""

from __future__ import annotations

from typing import Any

import pytest

from transflow.backends import Abilities, DraftRequest, draft
from transflow.backends.base import GlossaryUse, MarkupUse
from transflow.backends.kept import AnswersOfARun
from transflow.backends.metered import Metered


@pytest.mark.parametrize("glossary", GlossaryUse)
def test_an_engine_that_promises_more_than_it_can_be_told_gets_plain_texts(fake: Any, find_target: Any, glossary: GlossaryUse) -> None:
    engine = fake(lambda text: text.upper(), abilities=Abilities(glossary, MarkupUse.HTML, context=True))
    metered = Metered(engine, {}, lambda _: "", AnswersOfARun())
    request = DraftRequest("The <1>road</1> is closed.", before="It is night.")
    list(draft([request], metered, source_locale="en", target_locale="ru", find_target=find_target))
    assert engine.texts
    assert not any("<" in text for text in engine.texts)


def test_a_glossary_that_lies_with_the_service_counts_also_of_an_engine_that_takes_plain_texts(fake: Any) -> None:
    metered = Metered(fake(str.upper, abilities=Abilities(GlossaryUse.PRELOADED, remote=True)), {}, lambda _: "", AnswersOfARun())
    assert metered.abilities == Abilities(GlossaryUse.PRELOADED, remote=True)
