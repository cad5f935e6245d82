from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transflow.glossary import Glossary, Matcher, read_glossary
from transflow.glossary import lexicon as lexicon_module
from transflow.glossary import screen as screen_module

ROOT = Path(__file__).parent.parent.parent
LANGUAGES = ("en", "ru", "hy", "az", "fa", "fr", "de", "tr")


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    return read_glossary(ROOT / "glossary")


@lru_cache(maxsize=16)
def screened(language: str) -> Matcher:
    return Matcher(glossary(), language)


@lru_cache(maxsize=16)
def unscreened(language: str) -> Matcher:
    """Return a matcher that looks at every text as a whole."""
    matcher = Matcher(glossary(), language)
    matcher._screen.stretches = lambda text, *, small=False: [(0, len(text))]  # type: ignore[method-assign]  # noqa: ARG005 - as the screen is called
    return matcher


WORDS = st.sampled_from(
    [
        *(
            "Artsakh",
            "Karabakh",
            "Nagorno",
            "Nagorno-",
            "Lower",
            "and",
            "or",
            "of",
            "the",
            "foreign",
            "ministry",
            "Lachin",
            "corridor",
            "Haut-",
            "et",
            "le",
        ),
        *(
            "Bas-Karabakh",
            "Нагорного",
            "и",
            "Нижнего",
            "Карабаха",
            "МИД",
            "Арцаха",
            "карабах",
            "Лачинский",
            "коридор",
            "министерство",
            "иностранных",
            "дел",
        ),
        *(
            "Լեռնային",
            "և",
            "Դաշտային",
            "Ղարաբաղի",
            "Dağlıq",
            "Qarabağ",
            "və",
            "“Arsax”ın",
            "Гарабағда",
            "قره",
            "باغ",
            "قره‌باغ",
            "و",
            "Berg-",
            "und",
            "Dağlık",
        ),
        *(
            "-",
            "–",
            "/",
            "<1>",
            "</1>",
            "<2/>",
            "…",
            "'",
            "l’Artsakh,",
            "(Shushi)",
            "www.x.org/Artsakh",
            "\u0301",
            "\u00ad",
            "a",
            "x" * 90,
            "Shusha/Shushi",
        ),
    ]
)
SPACES = st.sampled_from([" ", " ", " ", "  ", "\n", "\u00a0", "", "\u200b"])


@settings(max_examples=400)
@given(st.lists(st.tuples(WORDS, SPACES), max_size=30), st.sampled_from(LANGUAGES))
def test_the_screen_takes_nothing_away(pieces: list[tuple[str, str]], language: str) -> None:
    text = "".join(word + space for word, space in pieces)
    assert screened(language).find(text) == unscreened(language).find(text)


@settings(max_examples=60)
@given(st.lists(st.tuples(WORDS, SPACES), max_size=60), st.sampled_from(LANGUAGES), st.integers(1, 60))
def test_a_text_longer_than_a_window_is_found_in_as_a_whole(pieces: list[tuple[str, str]], language: str, window: int) -> None:
    text = "".join(word + space for word, space in pieces)
    before = screen_module.WINDOW
    screen_module.WINDOW = window
    try:
        assert screened(language).find(text) == unscreened(language).find(text)
    finally:
        screen_module.WINDOW = before


def test_what_is_forgotten_is_learnt_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen_module, "REMEMBERED", 5)
    monkeypatch.setattr(lexicon_module, "REMEMBERED", 5)
    text = "The foreign ministry of Artsakh said on Monday that Nagorno - and Lower Karabakh, Nagorno – Karabakh and the Lachin corridor were open"
    matcher = Matcher(glossary(), "en")
    assert [matcher.find(text) for _ in range(3)] == [unscreened("en").find(text)] * 3
