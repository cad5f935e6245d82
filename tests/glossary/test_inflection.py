from __future__ import annotations

import pytest

from transflow.glossary.inflection import inflected_like


@pytest.mark.parametrize(
    ("language", "met", "cited", "wanted", "expected"),
    [
        ("ru", "Арцаха", "Арцах", "Карабах", "Карабаха"),
        ("ru", "Арцах", "Арцах", "Нагорный Карабах", "Нагорный Карабах"),
        ("en", "Torvia’s", "Torvia", "Upper Belmir", "Upper Belmir’s"),
        ("tr", "Belmirde", "Belmir", "Karzan", "Karzanda"),
        ("tr", "Belmir’de", "Belmir", "Karzan", "Karzan’da"),
        ("tr", "Belmir'den", "Belmir", "Torvat", "Torvat'tan"),
        ("tr", "Belmir’in", "Belmir", "Karzan", "Karzan’ın"),
        ("tr", "Dağlık Belmir’de", "Dağlık Belmir", "Karzan", "Karzan’da"),
        ("tr", "Karzan’da", "Karzan", "Dağlık Belmir", "Dağlık Belmir’de"),
        ("tr", "Torvü’den", "Torvü", "Karzan", "Karzan’dan"),
        ("hu", "Lacsinban", "Lacsin", "Berdzor", "Berdzorban"),
        ("hu", "Lacsinnal", "Lacsin", "Berdzor", "Berdzorral"),
        ("hu", "Lacsinnal", "Lacsin", "Susa", "Susával"),
        ("hu", "Susával", "Susa", "Lacsin", "Lacsinnal"),
        ("hu", "Lacsinnal", "Lacsin", "Torvács", "Torváccsal"),
        ("hu", "Lacsinnál", "Lacsin", "Berdzor", "Berdzornál"),
        ("pl", "Sjunikiem", "Sjunik", "Zangezur", "Zangezurem"),
        ("pl", "Zangezurem", "Zangezur", "Sjunik", "Sjunikiem"),
    ],
)
def test_a_name_is_put_into_the_form_in_which_another_was_met(language: str, met: str, cited: str, wanted: str, expected: str) -> None:
    assert inflected_like(met, cited=cited, wanted=wanted, kind="place", language=language) == expected


@pytest.mark.parametrize(
    ("language", "met", "cited", "wanted"),
    [
        ("tr", "Torvü’nün", "Torvü", "Karzan"),  # the genitive has another ending after a consonant
        ("tr", "Belmir’de", "Belmir", "Karzan Koridoru"),  # a compound takes an n (Koridoru’nda)
        ("tr", "Karzan’da", "Karzan", "Belmir (Torvat)"),
        ("hu", "Lacsint", "Lacsin", "Szjunik"),  # Szjunikot
        ("hu", "Lacsinnal", "Lacsin", "Nagy"),  # Naggyal: y is no sound of its own
        ("pl", "Laczyna", "Laczyn", "Zangezur"),  # Zangezuru
        ("ru", "Арцаха", "Арцах", "Шуша"),
    ],
)
def test_where_the_tables_are_not_certain_nobody_guesses(language: str, met: str, cited: str, wanted: str) -> None:
    assert inflected_like(met, cited=cited, wanted=wanted, kind="place", language=language) is None
