"""What is remembered for a source."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transflow.memory import Kind, Pair, Query, Store, forget, matches, opened, same_region
from transflow.memory.filling import known_stamps

Put = Callable[..., int]
ROAD = ("The road through the pass stays closed.", "Дорога через перевал остаётся закрытой.")
SENTENCES = st.lists(
    st.sampled_from(["the", "road", "pass", "stays", "closed", "open", "12", "7", "on", "May", "June", "Lachin", "道", "路", "جاده"]),
    min_size=1,
    max_size=12,
).map(" ".join)


def ask(store: Store, source: str, *, locale: str = "ru", **how: object) -> list[tuple[int, str]]:
    found = matches(store, Query(source, "en", locale), **how)  # type: ignore[arg-type]
    return [(match.score, match.target) for match in found]


def test_the_same_source_scores_100_and_comes_first(store: Store, put: Put) -> None:
    put(store, [("The road through the pass stays open.", "другой"), ROAD])
    found = matches(store, Query(ROAD[0], "en", "ru"))
    assert [(match.score, match.kind) for match in found] == [(100, Kind.EXACT), (92, Kind.FUZZY)]
    assert found[0].target == ROAD[1]


def test_the_same_source_among_the_same_neighbours_comes_before_the_same_source_elsewhere(store: Store, put: Put) -> None:
    put(store, [Pair("Yes.", "Да.", "ru", "Is it?", "Go on."), Pair("Yes.", "Так точно.", "ru", "Sergeant?", "Good.")])
    found = matches(store, Query("Yes.", "en", "ru", before="Sergeant?", after="Good."))
    assert [(match.target, match.context) for match in found] == [("Так точно.", True), ("Да.", False)]


def test_without_neighbours_nothing_claims_to_have_the_same_ones(store: Store, put: Put) -> None:
    put(store, [Pair("Yes.", "Да.", "ru")])
    assert not matches(store, Query("Yes.", "en", "ru", before="", after=""))[0].context
    put(store, [Pair("Yes.", "Да.", "ru", "", "")])
    assert not matches(store, Query("Yes.", "en", "ru"))[0].context


def test_a_like_source_never_scores_100(store: Store, put: Put) -> None:
    put(store, [("a" * 999 + " b", "x")])
    assert ask(store, "a" * 999 + " c")[0][0] == 99


def test_a_source_that_differs_in_numbers_is_adapted_and_says_what_changed(store: Store, put: Put) -> None:
    put(store, [("120 trucks passed on May 28.", "28 мая прошли 120 грузовиков.")])
    match = matches(store, Query("7 trucks passed on June 3.", "en", "ru"))[0]
    assert (match.score, match.kind, match.target) == (99, Kind.ADAPTED, "3 июня прошли 7 грузовиков.")
    assert [(change.old, change.new) for change in match.changes] == [("28", "3"), ("мая", "июня"), ("120", "7")]
    assert match.source == "120 trucks passed on May 28."


def test_what_breaks_a_rule_is_refused_with_the_reason_and_takes_no_place_of_another(store: Store, put: Put) -> None:
    put(store, [(ROAD[0], "плохо"), ("The road through the pass stays open.", "хорошо")])
    found = matches(store, Query(ROAD[0], "en", "ru"), limit=1, refuse=lambda target: "it breaks a rule" if target == "плохо" else "")
    assert [(match.target, match.refused) for match in found] == [("плохо", "it breaks a rule"), ("хорошо", "")]


def test_of_equal_matches_the_editions_own_comes_first_then_its_locales(store: Store, put: Put) -> None:
    put(store, [Pair("Yes.", "a", "pt-PT")], file="1.tmx", language="pt")
    put(store, [Pair("Yes.", "b", "pt-BR")], file="2.tmx", language="pt")
    put(store, [Pair("Yes.", "c", "pt-BR")], file="3.po", edition="pt_BR", language="pt")
    found = matches(store, Query("Yes.", "en", "pt-BR", "pt_BR"))
    assert [match.target for match in found] == ["c", "b", "a"]


def test_of_two_that_score_the_same_the_liker_one_comes_first(store: Store, put: Put) -> None:
    asked = "to list of parent's children list."
    put(store, [("list of parent's children list.", "b"), ("Set list of parent's children list.", "a")])
    assert ask(store, asked) == [(95, "a"), (95, "b")]


def test_one_pair_in_two_files_is_one_match(store: Store, put: Put) -> None:
    put(store, [ROAD], file="1.tmx")
    put(store, [ROAD], file="2.tmx")
    assert ask(store, ROAD[0]) == [(100, ROAD[1])]


def test_languages_and_scripts_are_kept_apart(store: Store, put: Put) -> None:
    put(store, [ROAD])
    put(store, [Pair("Yes.", "對", "zh-TW")], language="zh-Hant")
    assert ask(store, ROAD[0], locale="hy") == []
    assert ask(store, "Yes.", locale="zh-Hans") == []
    assert ask(store, "Yes.", locale="zh-HK") == [(100, "對")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("pt-BR", "pt-BR", True), ("pt", "pt-BR", True), ("pt-PT", "pt-BR", False), ("zh-Hant", "zh-TW", True), ("es-419", "es", True)],
)
def test_a_region_is_another_only_where_both_name_one(one: str, other: str, *, same: bool) -> None:
    assert same_region(one, other) is same


@pytest.mark.parametrize(
    ("remembered", "asked"),
    [
        ("道路は月曜日から閉鎖されている。", "道路は火曜日から閉鎖されている。"),
        ("ถนนสายนี้ปิดตั้งแต่วันจันทร์", "ถนนสายนี้ปิดตั้งแต่วันอังคาร"),
        ("جاده لاچین همچنان بسته است.", "جاده لاچین دیگر بسته است."),
        ("הכביש נשאר סגור, אמרו הרשויות.", "הכביש נשאר פתוח, אמרו הרשויות."),
        ("सड़क अब भी बंद है, अधिकारियों ने कहा।", "सड़क अब खुली है, अधिकारियों ने कहा।"),
        ("Ճանապարհը մնում է փակ։", "Ճանապարհը դեռ մնում է փակ։"),
    ],
)
def test_every_script_finds_what_is_like(store: Store, put: Put, remembered: str, asked: str) -> None:
    put(store, [(f"{remembered[3:]}{number} {remembered[:3]}", "другой") for number in range(50)])
    put(store, [(remembered, "тот")], file="b.tmx")
    assert ask(store, asked, limit=1)[0][1] == "тот"


def test_what_came_from_a_file_goes_with_it(store: Store, put: Put) -> None:
    put(store, [ROAD], file="1.tmx")
    put(store, [("Two buses", "Два автобуса")], file="2.tmx")
    forget(store, "1.tmx")
    assert ask(store, ROAD[0]) == []
    assert ask(store, "Two buses") == [(100, "Два автобуса")]
    assert list(known_stamps(store)) == ["2.tmx"]


def test_a_file_that_is_read_again_takes_its_own_place(store: Store, put: Put) -> None:
    put(store, [ROAD])
    put(store, [(ROAD[0], "новое")])
    assert ask(store, ROAD[0]) == [(100, "новое")]


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.text(min_size=1, max_size=60) | SENTENCES, st.text(min_size=1, max_size=20)), min_size=1, max_size=12), st.data()
)
def test_whatever_is_remembered_is_found_exactly(put: Put, pairs: list[tuple[str, str]], data: st.DataObject) -> None:
    pairs = [(source.replace("\ud800", ""), target) for source, target in pairs]
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "m.sqlite") as store:
        put(store, pairs)
        source, target = data.draw(st.sampled_from(pairs))
        assert (100, target) in ask(store, source, limit=100)


@settings(max_examples=30)
@given(st.lists(SENTENCES, min_size=1, max_size=20, unique=True), SENTENCES)
def test_remembered_in_several_goes_is_found_as_in_one(put: Put, sources: list[str], asked: str) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "one.sqlite") as one, opened(Path(folder) / "two.sqlite") as two:
        put(one, [(source, source) for source in sources])
        for source in sources:
            put(two, [(source, source)], file=source)
        assert sorted(ask(one, asked, limit=50)) == sorted(ask(two, asked, limit=50))


@settings(max_examples=30)
@given(st.lists(SENTENCES, min_size=1, max_size=25, unique=True), SENTENCES)
def test_in_a_small_memory_the_best_match_is_that_of_comparing_with_all(put: Put, sources: list[str], asked: str) -> None:
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "m.sqlite") as store:
        put(store, [(source, "то же") for source in sources])
        best = process.extractOne(asked, sources, scorer=Indel.normalized_similarity, score_cutoff=0.7)
        found = ask(store, asked, limit=1)
        if best is not None:
            assert found
            assert found[0][0] >= min(99, int(100 * best[1]))
