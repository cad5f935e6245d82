from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from transflow.glossary import Concept, Form, Kind, Name

NAME = Name(
    "arda", forms={"pt": (Form("Arda"), Form("Ardas")), "zh-Hant": (Form("阿爾達"),), "zh": (Form("阿尔达"),), "sr-Latn": (Form("Arda"),)}
)


@pytest.mark.parametrize(
    ("locale", "forms"),
    [
        ("pt", ["Arda", "Ardas"]),
        ("pt-BR", ["Arda", "Ardas"]),
        ("pt_BR", ["Arda", "Ardas"]),
        ("zh-Hant-TW", ["阿爾達"]),
        ("zh-CN", ["阿尔达"]),
        ("sr", []),
        ("en", []),
    ],
)
def test_a_region_falls_back_to_its_language_and_a_language_to_no_region(locale: str, forms: list[str]) -> None:
    assert [form.text for form in NAME.forms_for(locale)] == forms


def test_the_own_forms_of_a_region_are_not_mixed_with_those_of_its_language() -> None:
    name = Name("arda", forms={"pt": (Form("Arda"),), "pt-BR": (Form("Arda do Sul"),)})
    assert [form.text for form in name.forms_for("pt-BR")] == ["Arda do Sul"]


def test_what_was_read_cannot_be_changed_by_accident() -> None:
    concept = Concept("river", Kind.PLACE, names={"arda": NAME})
    with pytest.raises(FrozenInstanceError):
        concept.kind = Kind.TERM  # type: ignore[misc] # that it cannot be set is what is tested
