from __future__ import annotations

import pytest

from transflow.glossary import Concept, Form, Glossary, Kind, Matcher, Name
from transflow.glossary.phrases import KeptPhrases, Phrases, near


def matcher(language: str, *forms: str, kind: Kind = Kind.PLACE) -> Matcher:
    names = {"n": Name("n", forms={language: tuple(map(Form, forms))})}
    return Matcher(Glossary({"c": Concept("c", kind, names=names)}), language)


@pytest.mark.parametrize(
    ("language", "phrase", "text", "name", "found"),
    [
        ("pl", "tzw.", "Dziś tzw. Torwia głosowała.", "Torwia", "tzw."),
        ("pl", "tzw", "Dziś tzw. Torwia głosowała.", "Torwia", None),
        ("de", "sog.", "Die sog. Torwia stimmte ab.", "Torwia", "sog."),
        ("nl", "zgn.", "De zgn. Torwia stemde.", "Torwia", "zgn."),
        ("cs", "tzv.", "Dnes tzv. Torvie hlasovala.", "Torvie", "tzv."),
        ("ru", "т. н.", "Голосовала т. н. Торвия.", "Торвия", "т. н."),
        ("ru", "т. н.", "Голосовала т.н. Торвия.", "Торвия", "т.н."),
        ("ru", "т.н.", "Голосовала т.\xa0н.\xa0Торвия.", "Торвия", "т.\xa0н."),
        ("ru", "т. н.", "Надеялись, что то на Торвию.", "Торвия", None),
        ("pl", "tzw.", "Było ich wielu. Torwia głosowała.", "Torwia", None),
        ("pl", "tak zwany", "To tak zwane. Torwia głosowała.", "Torwia", None),
    ],
)
def test_the_stop_of_an_abbreviation_belongs_to_the_phrase_and_any_other_parts_it_from_a_name(
    language: str, phrase: str, text: str, name: str, found: str | None
) -> None:
    (mention,) = matcher(language, name).find(text)
    beside = [text[one.span.start : one.span.end] for one in near(text, mention, Phrases((phrase,), language).find(text), words=2)]
    assert beside == ([found] if found else [])


def test_a_name_is_kept_in_a_phrase_that_is_abbreviated() -> None:
    text = "Spółka FK. Torwia gra, a Torwia głosuje."
    mentions = matcher("pl", "Torwia").find(text)
    assert KeptPhrases({"c": ("FK. {name}",)}, "pl").kept(text, mentions) == {0}


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("U.N.", "The U.N. voted, and the U. N. paid.", ["U.N.", "U. N."]),
        ("U.N.", "It joined the U.N.", ["U.N"]),
        ("U.N.", "“It joined the U.N.”", ["U.N"]),
        ("Mt. Torvia", "Mt. Torvia, Mt Torvia, Mt.\xa0Torvia’s", ["Mt. Torvia", "Mt Torvia", "Mt.\xa0Torvia’s"]),
        ("Mt. Torvia", "It is no mt. Torvia stands.", []),
        ("J.-P. Torv", "Here J.-P. Torv and J. P. Torv met.", ["J.-P. Torv", "J. P. Torv"]),
        ("Mount Torvia", "It is a mount. Torvia! The Mount. Torvia.", []),
    ],
)
def test_an_abbreviated_name_is_found_with_its_stops_but_the_one_that_ends_the_sentence(form: str, text: str, found: list[str]) -> None:
    assert [one.text for one in matcher("en", form).find(text)] == found


def test_a_look_alike_that_is_abbreviated_keeps_a_name_from_being_found() -> None:
    form = Form("Torvia", look_alikes=("St. Torvia",))
    looking = Matcher(Glossary({"c": Concept("c", Kind.PLACE, names={"n": Name("n", forms={"en": (form,)})})}), "en")
    assert [one.start for one in looking.find("St. Torvia prayed in Torvia.")] == [21]


def test_a_name_with_an_apostrophe_is_found_where_vowels_follow_the_word() -> None:
    assert [one.text for one in matcher("hu", "Mont d’Or").find("A Mont d’Or csúcsán.")] == ["Mont d’Or"]
