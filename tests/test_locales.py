from __future__ import annotations

import pytest

from transflow import locales
from transflow.errors import UsageError


@pytest.mark.parametrize(
    ("tag", "bcp47", "gettext"),
    [
        ("pt_BR", "pt-BR", "pt_BR"),
        ("ru@desk", "ru", "ru"),
        ("zh-hans-CN", "zh-Hans-CN", "zh_Hans_CN"),
        ("HY", "hy", "hy"),
        ("sr-Latn", "sr-Latn", "sr_Latn"),
    ],
)
def test_a_tag_is_read_in_either_spelling(tag: str, bcp47: str, gettext: str) -> None:
    parsed = locales.parse_locale(tag)
    assert (parsed.bcp47, parsed.gettext) == (bcp47, gettext)


@pytest.mark.parametrize("tag", ["", "xq", "english", "en-XX-YY-ZZ", "../etc", "1"])
def test_what_cldr_does_not_know_is_told(tag: str) -> None:
    with pytest.raises(UsageError, match="unknown locale"):
        locales.parse_locale(tag)


def test_direction_follows_the_script() -> None:
    assert [locales.direction(tag) for tag in ("fa", "ar-EG", "he", "az-Arab", "uz-Latn", "hy", "ur-Latn")] == [
        "rtl",
        "rtl",
        "rtl",
        "rtl",
        "ltr",
        "ltr",
        "ltr",
    ]


def test_plural_forms_come_from_babel() -> None:
    assert locales.plural_forms("ru").startswith("nplurals=3;")
    assert locales.plural_forms("fa").startswith("nplurals=")


def test_month_names_and_number_marks_come_from_cldr() -> None:
    assert "мая" in locales.month_names("ru")[4]
    assert locales.number_symbols("de") == (",", ".")


def test_data_of_a_locale_falls_back_to_its_language() -> None:
    assert locales.fallbacks("pt_BR@desk") == ("pt-BR", "pt")
