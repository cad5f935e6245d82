from __future__ import annotations

import pytest

from transflow.errors import TransflowError
from transflow.glossary.tails import KINDS, LANGUAGES, Transliteration, analyse, has_tails, parse_tables, tables


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_s_file_loads_and_keeps_a_name_itself(language: str) -> None:
    assert tables(language).language == language
    for kind in KINDS:
        for word in ("карабах", "laçın", "ղարաբաղ", "szusza", "ყარაბაღი", "قرهباغ", "stepanakert", "bakü"):
            assert all(stem.text for stem in analyse(language, word, kind))
            assert (
                any(word == stem.text + tail for stem in analyse(language, word, kind) for tail in stem.inflections) or kind == "adjective"
            )


@pytest.mark.parametrize(
    ("language", "kind", "word", "inflected", "derived", "never"),
    [
        ("ru", "place", "лачин", "лачину", "лачинский", "лачинов"),
        ("ru", "noun", "министерство", "министерстве", "", "министр"),
        ("uk", "place", "карабах", "карабасі", "карабаський", "карабаш"),
        ("pl", "place", "stepanakert", "stepanakercie", "stepanakercki", "stepanakertów"),
        ("hy", "place", "բաքու", "բաքվից", "բաքվեցի", "բաքում"),
        ("hy", "noun", "միություն", "միությանը", "", "միութ"),
        ("tr", "place", "karabağ", "karabağda", "karabağlı", "karabağlar"),
        ("tr", "place", "bakü", "bakü'den".replace("'", ""), "bakülü", "baküler"),
        ("az", "place", "laçın", "laçından", "laçınlı", "laçınlar"),
        ("ka", "place", "ლაჩინი", "ლაჩინში", "ლაჩინელი", "ლაჩინები"),
        ("de", "place", "karabach", "karabachs", "karabachkonflikt", "karabachen"),
        ("el", "place", "σουσα", "σουσασ", "", "σουσι"),
        ("fa", "place", "باکو", "باکوی", "باکویی", "باکوها".removesuffix("ها") + "س"),
    ],
)
def test_endings_are_the_language_s_own(language: str, kind: str, word: str, inflected: str, derived: str, never: str) -> None:
    stems = analyse(language, word, kind)
    inflections = {stem.text + tail for stem in stems for tail in stem.inflections}
    derivations = {stem.text + tail for stem in stems for tail in stem.derivations}
    assert inflected in inflections
    assert not derived or derived in derivations
    assert never not in inflections | derivations


def test_a_short_word_takes_endings_after_an_apostrophe_only() -> None:
    assert {stem.text + tail for stem in analyse("en", "eu", "noun") for tail in stem.inflections} == {"eu", "eu's", "eu'"}


def test_a_language_without_a_file_has_words_and_no_endings() -> None:
    assert not has_tails("et")
    assert tables("et").cased
    assert [stem.inflections for stem in analyse("et", "karabah", "place")] == [frozenset({""})]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("language: xx\nrules:\n  - for: [place]\n    stems: [{tails: $none}]\n", "x:4:21: no set 'none'"),
        ("language: xx\nrules:\n  - for: [town]\n    stems: []\n", "x:3:10: 'town' is no kind of word"),
        ("language: xx\nrules:\n  - for: [place]\n    match: '('\n    stems: []\n", "x:4:12: not a regular expression"),
        ("language: xx\nrules:\n  - for: [place]\n    stem: []\n", "x:4:5: unknown key"),
    ],
)
def test_a_malformed_file_is_told_with_its_place(text: str, message: str) -> None:
    with pytest.raises(TransflowError) as caught:
        parse_tables(text, name="x")
    assert str(caught.value).startswith(message)


def test_a_transliteration_takes_the_longest_spellings_first_and_leaves_other_letters() -> None:
    to_cyrillic = Transliteration({"l": "л", "j": "ј", "lj": "љ", "a": "а", "n": "н", "b": "б", "u": "у"})
    assert to_cyrillic("ljubljana") == "љубљана"
    assert to_cyrillic("jul ш") == "јул ш"


def test_azerbaijani_is_read_in_its_cyrillic_alphabet() -> None:
    read = tables("az").transliteration
    assert read is not None
    assert [read(word) for word in ("гарабағ", "ҝәнҹә", "ханкəнди", "хaнкәнди", "јерүсәлим")] == [
        "qarabağ",
        "gəncə",
        "xankəndi",
        "xankəndi",
        "yerüsəlim",
    ]
