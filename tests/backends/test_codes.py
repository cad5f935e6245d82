"""What services call a locale, and that they are asked for exactly the variety that an edition is in."""

from __future__ import annotations

import pytest

from transflow.backends import BACKENDS
from transflow.backends.codes import codes_of, services
from transflow.errors import UnsupportedPairError
from transflow.locales import is_locale

TARGETS = [
    # locale, deepl, google, azure, amazon, yandex, modernmt, libretranslate
    ("pt-BR", "pt-BR", "pt", "pt", "pt", "pt", "pt-BR", "pt-BR"),
    ("pt-PT", "pt-PT", "pt-PT", "pt-pt", "pt-PT", None, "pt-PT", "pt"),
    ("pt-AO", "pt-PT", "pt-PT", "pt-pt", "pt-PT", None, "pt-PT", "pt"),
    ("pt", "pt-BR", "pt", "pt", "pt", "pt", "pt-BR", "pt-BR"),
    ("en", "en-US", "en", "en", "en", "en", "en", "en"),
    ("en-GB", "en-GB", "en", "en", "en", "en", "en-GB", "en"),
    ("en-AU", "en-GB", "en", "en", "en", "en", "en-GB", "en"),
    ("zh", "zh-Hans", "zh-CN", "zh-Hans", "zh", "zh", "zh-CN", "zh-Hans"),
    ("zh-CN", "zh-Hans", "zh-CN", "zh-Hans", "zh", "zh", "zh-CN", "zh-Hans"),
    ("zh-Hant", "zh-Hant", "zh-TW", "zh-Hant", "zh-TW", None, "zh-TW", "zh-Hant"),
    ("zh-HK", "zh-Hant", "zh-TW", "zh-Hant", "zh-TW", None, "zh-TW", "zh-Hant"),
    ("nb", "nb", "no", "nb", "no", "no", "nb", "nb"),
    ("no", "nb", "no", "nb", "no", "no", "nb", "nb"),
    ("sr", "sr", "sr", "sr-Cyrl", "sr", "sr", "sr", "sr"),
    ("sr-Latn", None, None, "sr-Latn", None, None, "sr-Latn", "sr-Latn"),
    ("he", "he", "he", "he", "he", "he", "he", "he"),
    ("iw", "he", "he", "he", "he", "he", "he", "he"),
    ("fil", "tl", "fil", "fil", "tl", "tl", "fil", "fil"),
    ("fr-CA", "fr-CA", "fr-CA", "fr-ca", "fr-CA", "fr", "fr-CA", "fr"),
    ("es-MX", "es-419", "es", "es", "es-MX", "es", "es-MX", "es"),
    ("es-AR", "es-419", "es", "es", "es", "es", "es-419", "es"),
    ("fa-AF", "prs", "fa", "prs", "fa-AF", "fa", "fa", "fa"),
    ("uz-Cyrl", None, None, None, None, "uzbcyr", "uz-Cyrl", "uz-Cyrl"),
    ("hy", "hy", "hy", "hy", "hy", "hy", "hy", "hy"),
    ("az", "az", "az", "az", "az", "az", "az", "az"),
    ("az-Cyrl", None, None, None, None, None, "az-Cyrl", "az-Cyrl"),
    ("ka", "ka", "ka", "ka", "ka", "ka", "ka", "ka"),
    ("ru", "ru", "ru", "ru", "ru", "ru", "ru", "ru"),
]
SERVICES = ("deepl", "google", "azure", "amazon", "yandex", "modernmt", "libretranslate")


@pytest.mark.parametrize("row", TARGETS, ids=[row[0] for row in TARGETS])
def test_a_target_is_called_what_the_service_calls_it_or_refused(row: tuple[str | None, ...]) -> None:
    locale = str(row[0])
    assert [codes_of(service).target(locale) for service in SERVICES] == list(row[1:])


def test_a_source_may_be_any_variety_of_its_language() -> None:
    assert [codes_of("deepl").source(locale) for locale in ("en-GB", "pt-PT", "zh-TW", "sr-Latn", "no")] == ["en", "pt", "zh", "sr", "nb"]
    assert [codes_of("yandex").source(locale) for locale in ("en-GB", "pt-PT", "zh-TW")] == ["en", "pt", "zh"]
    assert codes_of("azure").source("pt") == "pt"


def test_gettext_spelling_and_style_do_not_matter() -> None:
    assert codes_of("deepl").target("pt_BR@desk") == "pt-BR"
    assert codes_of("google").target("zh_Hant_TW") == "zh-TW"


def test_one_variety_of_a_language_is_not_translated_into_another_but_one_script_is() -> None:
    google = codes_of("google")
    assert not google.supports("en-US", "en-GB")
    assert not google.supports("pt-BR", "pt-PT")
    assert google.supports("zh-Hans", "zh-Hant")
    with pytest.raises(UnsupportedPairError, match="google: does not translate en-US → en-GB"):
        google.pair("en-US", "en-GB")


def test_an_unknown_pair_is_named_in_the_error() -> None:
    with pytest.raises(UnsupportedPairError, match="yandex: does not translate en → pt-PT"):
        codes_of("yandex").pair("en", "pt-PT")


def test_a_service_can_be_told_that_it_has_learnt_a_language() -> None:
    assert codes_of("amazon").target("be") is None
    assert codes_of("amazon", ["be"]).target("be") == "be"


def test_every_list_says_where_it_was_found_and_knows_its_locales() -> None:
    engines = {name for name, _ in BACKENDS}
    for service, source in services().items():
        assert service in engines
        assert source.startswith("https://")
        codes = codes_of(service)
        unknown = {code for code in (*codes.reads, *codes.writes) if len(code.split("-")[0]) == 2 and not is_locale(code)}
        assert unknown <= {
            "ab",
            "an",
            "ay",
            "ba",
            "cv",
            "dv",
            "fj",
            "gn",
            "iu",
            "lb",
            "oc",
            "om",
            "qu",
            "rn",
            "sa",
            "sm",
            "st",
            "ti",
            "tn",
            "to",
            "ts",
            "ty",
        }
        assert set(codes.called) <= {*codes.reads, *codes.writes, "zh-Hans", "zh-Hant"}
