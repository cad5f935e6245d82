"""Which case the words beside a name call for, and names declined as model words."""

from __future__ import annotations

import pytest

from transflow.errors import GlossaryError, TransflowError
from transflow.glossary.declining import declined
from transflow.glossary.governing import LANGUAGES, governing, parse_governing
from transflow.glossary.placing import relation_before

HEAD = "language: ru\nsources: [s]\ndeclined: agreeing\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_model_is_declined_as_its_own_forms_say(language: str) -> None:
    known = governing(language)
    assert known is not None
    assert known.language == language
    for model in known.models:
        if model.kind == "place":
            assert {case: declined(model.name, case, language) for case in model.forms} == {
                case: form.replace("’", "’") for case, form in model.forms.items()
            }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_case_that_words_call_for_is_one_that_some_model_has(language: str) -> None:
    known = governing(language)
    assert known is not None
    cases = {case for model in known.models for case in model.forms} | {"nominative"}
    chosen = {case for choice in known.choices for case in choice.of_relation.values()}
    assert {*known.before.values(), *known.after.values(), *known.endings.values(), *chosen} <= cases


@pytest.mark.parametrize(
    ("name", "case", "language", "form"),
    [
        ("Нагорный Карабах", "prepositional", "ru", "Нагорном Карабахе"),
        ("Баку", "genitive", "ru", "Баку"),
        ("Агдаш", "instrumental", "ru", None),
        ("Волочёк", "genitive", "ru", None),
        ("Кот-д’Ивуар", "genitive", "ru", None),
        ("Náhorní Karabach", "locative", "cs", "Náhorním Karabachu"),
        ("Lačin", "locative", "cs", None),
        ("Türkei", "dative", "de", None),
        ("Dağlık Karabağ", "locative", "tr", "Dağlık Karabağ’da"),
        ("Լեռնային Ղարաբաղ", "locative", "hy", "Լեռնային Ղարաբաղում"),
        ("قره‌باغ", "genitive", "fa", "قره‌باغ"),
        ("Lagos", "genitive", "xx", None),
    ],
)
def test_names_decline_as_models_do_or_not_at_all(name: str, case: str, language: str, form: str | None) -> None:
    assert declined(name, case, language) == form


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("They live in X.", "place"),
        ("They arrived in X.", "place or way"),
        ("They went to X.", "way"),
        ("the people of X", "of"),
        ("X's people", "of"),
        ("proud of X", ""),
        ("X waits", ""),
        ("“X” waits", ""),
    ],
)
def test_the_word_before_a_name_says_what_it_says(text: str, relation: str) -> None:
    at = text.index("X")
    assert relation_before(text, at, at + 1, "en") == relation


@pytest.mark.parametrize("said", ["before: {genitive: из, dative: из}", "endings: {a: x, b: x}"])
def test_a_word_with_two_cases_is_an_error_at_its_place(said: str) -> None:
    with pytest.raises(GlossaryError, match=r"ru\.yaml:4:\d+: '[^']+' stands under \w+ and under \w+"):
        parse_governing(f"{HEAD}{said}\n", name="ru.yaml")


def test_an_unknown_key_is_an_error_at_its_place() -> None:
    with pytest.raises(TransflowError, match=r"ru\.yaml:4"):
        parse_governing(f"{HEAD}befor: {{genitive: из}}\n", name="ru.yaml")
