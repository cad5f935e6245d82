from __future__ import annotations

from typing import Any

from transflow.formats.po import change, read_catalog, write_po
from transflow.review.desk.beside import sisters
from transflow.review.desk.desk import Desk
from transflow.review.desk.queue import next_unit, previous_unit
from transflow.review.desk.view import view_unit
from transflow.review.rows import Queue


def view(bench: Any, words: str) -> Any:
    desk, opened = Desk(), bench.open()
    entry = bench.entry(words)
    return view_unit(opened, entry.unit, desk.standings(opened), desk.markup(opened, entry))


def test_each_name_of_the_source_tells_what_is_called_for_why_and_where_the_rule_stands(russian: Any) -> None:
    shown = view(russian, "The Lachin Corridor has been the only road")
    name = next(one for one in shown.names if one.text == "Nagorno-Karabakh")
    assert name.forms == ("Нагорный Карабах", "Карабах")
    assert name.why == "Neutral desk (an example)"
    assert name.rule.startswith("glossary/styles/desk.yaml:")
    assert name.said == "Нагорным Карабахом"
    assert name.contested


def test_forms_have_the_keys_one_to_nine_and_none_twice(russian: Any) -> None:
    shown = view(russian, "It named the co-chairs")
    keys = [key for name in shown.names for key in name.keys if key]
    assert sorted(set(keys)) == list(range(1, len(shown.keys) + 1))
    assert len(set(shown.keys)) == len(shown.keys) <= 9


def test_markup_is_a_chip_that_says_what_it_stands_for(persian: Any) -> None:
    shown = view(persian, "International Court of Justice ordered")
    assert [(chip.placeholder, chip.says) for chip in shown.chips] == [
        ("<1>", "link to https://www.icj-cij.org/case/180"),
        ("</1>", "end of link"),
    ]
    assert [run.text for run in shown.texts[0].shown if run.chip] == ["<1>", "</1>"]


def test_neighbours_stand_in_the_order_of_the_document(russian: Any) -> None:
    shown = view(russian, "Traffic on it")
    numbers = [near.number for near in (*shown.preceding, *shown.following)]
    assert numbers == sorted(numbers)
    assert shown.number not in numbers
    assert numbers[0] == shown.number - 4


def test_the_first_unit_has_none_before_it_and_the_last_none_after(russian: Any) -> None:
    opened = russian.open()
    standings = Desk().standings(opened)
    assert view_unit(opened, opened.units[0], standings, {}).preceding == ()
    assert view_unit(opened, opened.units[-1], standings, {}).following == ()


def test_a_changed_source_is_compared_with_what_it_was(russian: Any) -> None:
    catalog = read_catalog(russian.path)
    entries = tuple(change(one, previous_source=f"Old {one.source}") if "Traffic on it" in one.source else one for one in catalog.entries)
    russian.path.write_text(write_po(type(catalog)(entries, catalog.header)), encoding="utf-8")
    (before,) = view(russian, "Traffic on it").before
    assert before.what == "source"
    assert (before.pieces[0].kind, before.pieces[0].text) == ("deleted", "Old ")


def test_another_edition_of_the_language_is_shown_beside(russian: Any) -> None:
    opened = russian.open()
    (other,) = sisters(opened, russian.entry("The Lachin Corridor has been the only road").unit, read_catalog)
    assert other.edition == "ru"
    assert {piece.kind for piece in other.against_ours} >= {"equal"}


def test_a_queue_goes_on_from_its_start_and_never_to_the_unit_itself(russian: Any) -> None:
    opened = russian.open()
    belongs = Desk().queues(opened).units(Queue.NEEDS_WORK).__contains__
    assert next_unit(opened, opened.units[-1], belongs) == opened.units[0]
    assert previous_unit(opened, opened.units[0], belongs) is None
    assert next_unit(opened, opened.units[5], lambda unit: unit == opened.units[5]) is None


def test_the_queue_of_names_has_units_with_contested_names_alone(russian: Any) -> None:
    opened = russian.open()
    units = Desk().queues(opened).units(Queue.NAMES)
    assert russian.entry("The Lachin Corridor has been the only road").unit in units
    assert russian.entry("A two-lane road").unit not in units
