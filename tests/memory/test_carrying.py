"""Numbers and dates carried over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transflow.memory.carrying import carried_over


def carry(old: str, new: str, target: str, locale: str = "ru", source_locale: str = "en") -> str | None:
    """Return the adapted target, and see that its changes are where they are said to be."""
    found = carried_over(old=old, new=new, target=target, source_locale=source_locale, locale=locale)
    if found is None:
        return None
    for change in found.changes:
        assert found.target[change.start : change.end] == change.new
    return found.target


@pytest.mark.parametrize(
    ("old", "new", "target", "locale", "adapted"),
    [
        ("120 trucks", "7 trucks", "120 грузовиков", "ru", "7 грузовиков"),
        ("On May 28, 2023, it closed.", "On June 3, 2024, it closed.", "Закрыто 28 мая 2023 года.", "ru", "Закрыто 3 июня 2024 года."),
        ("On May 28 it closed.", "On August 1 it closed.", "El 28 de mayo cerró.", "es", "El 1 de agosto cerró."),
        ("On May 28 it closed.", "On June 3 it closed.", "Մայիսի 28-ին փակվեց։", "hy", "Հունիսի 3-ին փակվեց։"),
        ("1,000 people", "2,500 people", "1 000 человек", "ru", "2 500 человек"),
        ("12 buses", "30 buses", "۱۲ اتوبوس", "fa", "۳۰ اتوبوس"),
        ("12 buses", "30 buses", "१२ बसें", "hi", "३० बसें"),
        ("5 of 10 went", "6 of 12 went", "Из 10 ушли 5", "ru", "Из 12 ушли 6"),
        ("<1>12</1> buses", "<1>30</1> buses", "<1>12</1> автобусов", "ru", "<1>30</1> автобусов"),
        ("12 buses", "30 buses", "巴士12辆", "zh-Hans", "巴士30辆"),
    ],
)
def test_what_is_certain_is_carried_over(old: str, new: str, target: str, locale: str, adapted: str) -> None:
    assert carry(old, new, target, locale) == adapted


@pytest.mark.parametrize(
    ("old", "new", "target", "why"),
    [
        ("12 buses", "30 cars", "12 автобусов", "another word"),
        ("12 buses", "12 buses", "12 автобусов", "nothing differs"),
        ("12 buses", "1,200 buses", "12 автобусов", "more numbers"),
        ("12 buses", "30 buses", "двенадцать автобусов", "the target writes it out"),
        ("12 buses", "30 buses", "12 из 12 автобусов", "the target has it twice"),
        ("2 dogs and 2 cats", "3 dogs and 2 cats", "2 кошки и 2 собаки", "one number became two"),
        ("At 3 pm", "At 4 pm", "В 15 часов", "the target counts otherwise"),
        ("May 28 or May 30", "June 28 or May 30", "28 мая или 30 мая", "one month became two"),
        ("On May 28", "On June 28", "28.05", "the target writes the month as a number"),
        ("you may 5", "you june 5", "можно 5", "no month at all"),
        ("<1>a</1> 1", "<2>a</2> 1", "<1>а</1> 1", "placeholders are no numbers"),
    ],
)
def test_what_is_not_certain_is_left_to_people(old: str, new: str, target: str, why: str) -> None:
    assert carry(old, new, target) is None, why


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=5, unique=True), st.data())
def test_numbers_that_stand_once_take_each_others_places_whatever_their_order(olds: list[int], data: st.DataObject) -> None:
    news = data.draw(st.lists(st.integers(0, 10**6), min_size=len(olds), max_size=len(olds)))
    order = data.draw(st.permutations(range(len(olds))))
    old, new = (" and ".join(map(str, numbers)) for numbers in (olds, news))
    target = " и ".join(str(olds[at]) for at in order)
    wanted = " и ".join(str(news[at]) for at in order)
    assert carry(old, new, target) == (wanted if news != olds else None)


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_no_texts_make_it_fail(old: str, new: str, target: str) -> None:
    carry(f"{old}1", f"{new}2", target)
