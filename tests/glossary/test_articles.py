"""Whether a name takes an article, as the glossary's other names say it."""

from __future__ import annotations

import pytest

from transflow.glossary.articles import stands_bare

FORMS = "presidente de Artsakh\nconflito em Nagorno-Karabakh\nBanco do Azerbaijão\nlíder de Lachin\nrio do Lachin\nmapa de Akna-Sul"


@pytest.mark.parametrize(
    ("name", "locale", "bare"),
    [
        ("Artsakh", "pt-BR", True),
        ("Nagorno-Karabakh", "pt-BR", True),
        ("Azerbaijão", "pt-BR", False),
        ("Lachin", "pt-BR", False),
        ("Akna", "pt-BR", False),
        ("Khankendi", "pt-BR", False),
        ("Artsakh", "es", False),
        ("Artsakh", "ru", False),
    ],
)
def test_a_name_is_bare_where_other_names_hold_it_without_an_article_and_none_with_one(name: str, locale: str, bare: bool) -> None:  # noqa: FBT001 - a column of the table
    assert stands_bare(name, FORMS, locale) is bare
