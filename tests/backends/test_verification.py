"""The judge of drafts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from transflow.backends.verification import Problem, RequiredName, has_words, verify
from transflow.model import Mention

Judge: TypeAlias = Callable[..., tuple[Problem, ...]]
SOURCE = "Artsakh will not forget the 142 villages that it lost in the autumn."
GOOD = "Artsakh não esquecerá as 142 aldeias que perdeu no outono."


@pytest.fixture
def judge(find_target: Any, required: Any) -> Callable[..., tuple[Problem, ...]]:
    def verdict(source: str, target: str, forms: dict[str, str] | None = None) -> tuple[Problem, ...]:
        return verify(source, target, names=required(source, forms), find_target=find_target, languages=("en", "pt-BR"))

    return verdict


def test_a_whole_translation_with_its_names_has_no_problem(judge: Judge) -> None:
    assert judge(SOURCE, GOOD) == ()


@pytest.mark.parametrize(
    ("source", "target", "what"),
    [
        (SOURCE, "", "answered nothing"),
        (SOURCE, " <1/> ", "answered nothing"),
        (SOURCE, GOOD.replace("Artsakh", "A região"), "the name “Artsakh” is missing"),
        (SOURCE, GOOD.replace("Artsakh", "Karabakh"), "“Karabakh” stands where this edition calls for “Artsakh”"),
        ("Artsakh and Artsakh alone", "Artsakh e só", "“Artsakh” is missing"),
        ("<1>Go</1> now", "Vá agora", "placeholders were lost or doubled"),
        ("<1>Go</1> <2/>now", "<1>Vá</1> <2/>agora<2/>", "placeholders were lost or doubled"),
        ("<1>Go</1> now", "</1>Vá<1> agora", "wrong order"),
        ("<1>Go</1> now", "Vá <1></1>agora", "around no word"),
        ("We go home now", "Vamos para [X0X] agora", "remains of a mask"),
        ("We go home now", "Vamos para XTRM agora", "remains of a mask"),
        ("“Go,” he said.", "Vá, disse ele.", "1 open and 1 close in the source, 0 and 0 in the draft"),
        ("so it ends,” he said.", "assim “acaba, disse.", "0 open and 1 close in the source, 1 and 0"),
        ("He went home in the autumn of that year with his sons.", "Ele foi.", "characters long, where"),
        ("War", "A guerra entre os dois países continua até hoje", "characters long, where"),
        ("We go home now", "we go  home now", "handed the source back"),
        ("A house and a road", "uma casa, uma casa, uma casa, uma rua", "repeated over and over"),
        ("The mayor of the town spoke to the mayor", "a nova cidade e a nova cidade e o prefeito", "repeated over and over"),
    ],
)
def test_a_grave_problem_refuses_a_draft(judge: Judge, source: str, target: str, what: str) -> None:
    problems = judge(source, target)
    assert problems
    assert problems[0].grave
    assert what in "; ".join(problem.what for problem in problems)


@pytest.mark.parametrize(
    ("source", "target", "what"),
    [(SOURCE, GOOD.replace("142", "muitas"), "the number 142"), (SOURCE, GOOD.replace("não", "não não"), "twice in a row")],
)
def test_a_slight_problem_is_told_to_the_reviewer(judge: Judge, source: str, target: str, what: str) -> None:
    (problem,) = judge(source, target)
    assert not problem.grave
    assert what in problem.what


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("OSCE", "OSCE"),
        ("Artsakh 2020", "Artsakh 2020"),
        ("Reuters, Tbilisi", "Reuters, Tbilisi"),
        ("It cost 1,250 drams", "Custou 1.250 drams"),
        ("It was very, very cold", "Estava muito, muito frio"),
        ("five men", "5 homens"),
        ("EU", "União Europeia"),
    ],
)
def test_what_is_right_in_any_language_is_no_problem(judge: Judge, source: str, target: str) -> None:
    assert judge(source, target) == ()


def test_any_allowed_name_will_do_and_each_mention_counts_once(find_target: Any) -> None:
    text = "Karabakh and Artsakh, he said"
    names = (RequiredName(0, 8, "Artsakh", "nk", ("artsakh", "karabakh")), RequiredName(13, 20, "Artsakh", "nk", ("artsakh",)))
    good = verify(text, "Artsakh e Karabakh, disse ele", names=names, find_target=find_target, languages=("en", "pt"))
    assert good == ()
    problems = verify(text, "Karabakh e Karabakh, disse ele", names=names, find_target=find_target, languages=("en", "pt"))
    assert [problem.what for problem in problems] == ["the name “Artsakh” is missing"]
    assert problems[0].concepts == {"nk"}


def test_an_ambiguous_mention_counts_as_each_of_its_names() -> None:
    both = Mention(0, 4, "Шуши", "shushi", "", ("shusha", "shushi"))
    names = (RequiredName(0, 6, "Шуши", "shushi", ("shushi",)),)
    assert verify("Shushi fell", "Шуши пал", names=names, find_target=lambda _: (both,), languages=("en", "ru")) == ()


def test_a_name_without_a_form_need_not_appear_but_its_rivals_must_not(find_target: Any) -> None:
    names = (RequiredName(4, 14, None, "nk", ("artsakh",)),)
    languages = ("en", "pt")
    assert verify("The Artsakhian army", "O exército local", names=names, find_target=find_target, languages=languages) == ()
    assert verify("The Artsakhian army", "O exército de Karabakh", names=names, find_target=find_target, languages=languages) != ()


def test_words_are_what_stands_outside_names_and_markup() -> None:
    names = (RequiredName(0, 7, "Artsakh", "nk", ("artsakh",)),)
    assert not has_words("Artsakh, <1>2020</1>!", names)
    assert has_words("Artsakh today", names)
    assert not has_words("Artsakh Today", names, small=True)
