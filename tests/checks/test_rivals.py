"""A form that may be of two concepts answers to the one that the source names, and is asked about where it names neither."""

from __future__ import annotations

import pytest

from transflow.checks import read_catalog_units, run_checks
from transflow.formats.po import parse_po
from transflow.glossary import Concept, Form, Glossary, Kind, Name, Rule, Style, naming_for
from transflow.glossary.styles import Choice
from transflow.model import Finding, Slot, Voice


def person(id_: str, english: str, russian: str) -> Concept:
    return Concept(id_, Kind.PERSON, names={"name": Name("name", forms={"en": (Form(english),), "ru": (Form(russian),)})})


GLOSSARY = Glossary({"ilham": person("ilham", "Aliyev", "Алиев"), "mehriban": person("mehriban", "Aliyeva", "Алиева")})
RULES = {"ilham": Rule(voices={Voice.NARRATION: Choice(("name",))})}


def found(source: str, target: str) -> list[Finding]:
    catalog = parse_po(f'msgid ""\nmsgstr "Language: ru\\n"\n\nmsgid "{source}"\nmsgstr "{target}"\n', name="x.po")
    naming = naming_for(GLOSSARY, Style("desk", rules=RULES), source_locale="en", locale="ru")
    readings = read_catalog_units(catalog, naming=naming, source_locale="en", locale="ru")
    return [each for each in run_checks(readings, edition="ru", article="x", file="x.po") if each.check.startswith(("name", "quotation"))]


@pytest.mark.parametrize(
    ("source", "target"),
    [("Aliyev’s words were heard.", "Слова Алиева были услышаны."), ("Aliyeva spoke at noon.", "Алиева выступила в полдень.")],
)
def test_it_answers_to_whom_the_source_names(source: str, target: str) -> None:
    assert found(source, target) == []


def test_it_is_asked_about_where_the_source_names_neither() -> None:
    (asked,) = found("The speech was heard.", "Речь Алиева была услышана.")
    assert (asked.check, asked.severity, asked.message) == (
        "name-ambiguous",
        "info",
        "“Алиева” can be of mehriban or ilham, and the source names none of them here; which is meant?",
    )


def test_a_source_that_may_be_of_two_concepts_is_told_with_what_the_target_made_of_it() -> None:
    georgias = Glossary(
        {
            id_: Concept(id_, Kind.PLACE, names={"name": Name("name", forms={"en": (Form("Georgia"),), "ru": (Form(russian),)})})
            for id_, russian in (("state", "Джорджия"), ("country", "Грузия"))
        }
    )
    naming = naming_for(georgias, None, source_locale="en", locale="ru")
    (mention,) = naming.find_source("Born in Georgia.")
    assert naming.calls_for([mention], Slot.BODY) == ("Georgia → Джорджия (state) or Грузия (country): which is meant?",)
    catalog = parse_po('msgid ""\nmsgstr "Language: ru\\n"\n\nmsgid "Born in Georgia."\nmsgstr "Родился в Грузии."\n', name="x.po")
    readings = read_catalog_units(catalog, naming=naming, source_locale="en", locale="ru")
    (asked,) = [each for each in run_checks(readings, edition="ru", article="x", file="x.po") if each.check.startswith("name")]
    assert (asked.check, asked.severity) == ("name-ambiguous", "info")
    assert asked.message == "“Georgia” of the source can be of state or country; “Грузии” is of country: is that meant?"
