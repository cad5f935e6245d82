from __future__ import annotations

from dataclasses import replace

from transflow.errors import Position
from transflow.glossary import Concept, Form, Glossary, Kind, Name
from transflow.glossary.lint_forms import form_findings
from transflow.model import Severity


def glossary(*forms: Form, locale: str = "ru", look_alikes: tuple[str, ...] = ()) -> Glossary:
    """Return a glossary of one place, in which every form belongs to a name of its own."""
    names = {f"name-{number}": Name(f"name-{number}", forms={locale: (form,)}) for number, form in enumerate(forms)}
    return Glossary({"place": Concept("place", Kind.PLACE, names=names, look_alikes={locale: look_alikes} if look_alikes else {})})


def said(made: Glossary) -> list[str]:
    return [message for _, message, _ in form_findings(made)]


def test_a_look_alike_in_which_a_name_stands_inflected_is_of_use() -> None:
    assert said(glossary(Form("Карабах", extra=("карабахский",), look_alikes=("карабахской лошади", "ФК Карабах")))) == []


def test_a_look_alike_without_any_name_changes_nothing_and_that_is_a_note() -> None:
    (found,) = form_findings(glossary(Form("Karabakh", look_alikes=("Qarabağ FK",)), locale="en"))
    assert found[:2] == (Severity.INFO, "place: the look-alike 'Qarabağ FK' (en) holds none of the names, so it changes nothing")


def test_a_look_alike_of_a_concept_counts_for_all_its_names() -> None:
    made = glossary(Form("Şuşa"), Form("Shushi"), locale="en", look_alikes=("Shushi Ivanova", "Baku Ivanova"))
    assert said(made) == ["place: the look-alike 'Baku Ivanova' (en) holds none of the names, so it changes nothing"]


def test_a_word_in_small_letters_may_be_a_look_alike_of_a_name_that_begins_a_sentence() -> None:
    assert said(glossary(Form("Laçın", look_alikes=("laçın",)), locale="az")) == []


def test_a_word_of_two_alphabets_that_look_alike_is_a_warning() -> None:
    latin_a = Form("Aрцах", position=Position("a.yaml", 4, 9))
    (found,) = form_findings(glossary(latin_a))
    assert found == (Severity.WARNING, "'Aрцах' (ru) mixes letters of two alphabets: Cyrillic and Latin", latin_a.position)


def test_words_of_two_alphabets_side_by_side_are_fine() -> None:
    assert said(glossary(Form("Qarabağ ФК"), Form("IT-компания"))) == []


def test_forms_are_held_against_each_other_as_they_are_found() -> None:
    made = glossary(Form("Степанакёрт"), Form("СТЕПАНАКЕРТ"))
    assert said(made) == ["place: 'СТЕПАНАКЕРТ' is a form of name-0 and of name-1; wherever it stands it is ambiguous"]


def test_the_same_form_in_two_languages_is_no_clash() -> None:
    one = Name("one", forms={"en": (Form("Karabakh"),)})
    other = Name("other", forms={"fr": (Form("Karabakh"),)})
    assert said(Glossary({"place": Concept("place", Kind.PLACE, names={"one": one, "other": other})})) == []


def test_a_form_of_two_concepts_is_a_warning_that_names_both() -> None:
    place = glossary(Form("Баку", position=Position("a.yaml", 2, 1))).concepts["place"]
    other = replace(place, id="other")
    assert said(Glossary({"place": place, "other": other})) == ["'Баку' (ru) is a form of place/name-0 (a.yaml:2:1) and of other/name-0"]


def test_listed_forms_and_look_alikes_are_read_for_their_letters_too() -> None:
    made = glossary(Form("Арцах", extra=("aрцахский",), look_alikes=("гора Арцаx",)))
    assert [message.partition(" (")[0] for message in said(made) if "alphabets" in message] == ["'aрцахский'", "'Арцаx'"]


def test_a_listed_form_of_one_name_may_be_the_citation_form_of_another() -> None:
    made = glossary(Form("Шуша", extra=("Шуши",)), Form("Шуши"))
    assert said(made) == ["place: 'Шуши' is a form of name-0 and of name-1; wherever it stands it is ambiguous"]
