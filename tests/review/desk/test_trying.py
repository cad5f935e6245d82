from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from transflow.formats.po import change, read_catalog, write_po
from transflow.review.desk.readings import open_catalog
from transflow.review.desk.trying import tried, unit_findings
from transflow.workflow.check import check_catalog


def told(found: Any) -> list[tuple[str, int | None, str]]:
    return sorted((one.check, one.start, one.message) for one in found)


def test_a_typed_name_that_the_edition_does_not_say_is_found_with_its_rule_and_its_place(russian: Any) -> None:
    opened = russian.open()
    unit = russian.entry("The Lachin Corridor has been the only road").unit
    text = opened.of(unit)[0].target.replace("Нагорным Карабахом", "Арцахом")
    (found,) = (one for one in unit_findings(tried(opened, unit, [text]), unit, typing=True) if one.check == "name-forbidden")
    assert text[found.start : found.end] == "Арцахом"
    assert found.rule.startswith("glossary/styles/desk.yaml:")
    assert found.expected == ("Нагорный Карабах", "Карабахом")


def test_it_goes_when_the_name_is_right_again(russian: Any) -> None:
    opened = russian.open()
    unit = russian.entry("The Lachin Corridor has been the only road").unit
    assert unit_findings(tried(opened, unit, [opened.of(unit)[0].target]), unit, typing=True) == ()


def test_a_lost_placeholder_is_found_while_it_is_typed(russian: Any) -> None:
    opened = russian.open()
    unit = russian.entry("International Court of Justice ordered").unit
    found = unit_findings(tried(opened, unit, ["Суд обязал Азербайджан <1>постановление."]), unit, typing=True)
    assert any(one.check == "placeholder-mismatch" and "</1>" in one.message for one in found)


def test_nothing_is_written_and_the_open_catalog_stays_as_it_is(russian: Any) -> None:
    opened = russian.open()
    before = russian.path.read_bytes()
    unit = russian.entry("Traffic on it").unit
    tried(opened, unit, ["x"])
    assert russian.path.read_bytes() == before
    assert opened.entry(unit).target != "x"


def test_what_is_tried_is_what_the_check_says_once_it_is_saved(russian: Any) -> None:
    opened = russian.open()
    for unit in opened.units[::4]:
        text = f"{opened.of(unit)[0].target} Карабах и Арцах «да"
        found = unit_findings(tried(opened, unit, [text]), unit)
        catalog = tried(opened, unit, [text]).catalog
        fresh = check_catalog(opened.workspace, opened.edition, opened.slug, catalog)
        assert told(found) == told(one for one in fresh if one.unit == unit), unit


@settings(max_examples=20)
@given(number=st.integers(0, 41), text=st.sampled_from(["", "Карабах", "«Арцах", "Лачин» и <1>Шуша</1>", "Баку. Ереван."]))
def test_a_catalog_read_on_top_of_the_one_before_says_the_same_as_one_read_anew(number: int, text: str) -> None:
    opened = _sample()
    entries = list(opened.catalog.entries)
    entries[number] = change(entries[number], target=text, draft=False)
    catalog = read_back(opened.catalog, entries)
    again = open_catalog(opened.workspace, opened.edition, opened.slug, catalog, before=opened)
    fresh = check_catalog(opened.workspace, opened.edition, opened.slug, catalog)
    for unit in again.units[max(0, number - 3) : number + 4]:
        assert told(unit_findings(again, unit)) == told(one for one in fresh if one.unit == unit)


def read_back(catalog: Any, entries: list[Any]) -> Any:
    from transflow.formats.po import parse_po

    return parse_po(write_po(type(catalog)(tuple(entries), catalog.header)), name="x.po")


_KNOWN: list[Any] = []


def _sample() -> Any:
    """Return the sample's Russian catalog, opened once and warm: what it has worked out is what could be carried over wrongly."""
    from pathlib import Path

    from transflow.workflow.workspace import open_workspace

    if not _KNOWN:
        workspace = open_workspace(Path(__file__).parents[3])
        edition = workspace.project.edition("ru@desk")
        opened = open_catalog(workspace, edition, "lachin-speech", read_catalog(workspace.project.catalog(edition, "lachin-speech")))
        catalog = read_back(opened.catalog, list(opened.catalog.entries))
        opened = open_catalog(workspace, edition, "lachin-speech", catalog)
        for unit in opened.units:
            unit_findings(opened, unit)
        _KNOWN.append(opened)
    return _KNOWN[0]


def test_plural_forms_are_tried_together(russian: Any) -> None:
    catalog = read_catalog(russian.path)
    plural = change(catalog.entries[3], source_plural="Names of Nagorno-Karabakh", target="", targets=("Карабах", "Арцах", ""), draft=False)
    opened = open_catalog(
        russian.workspace, russian.edition, "lachin-speech", type(catalog)((plural, *catalog.entries[:2]), catalog.header)
    )
    unit = opened.units[0]
    assert len(opened.of(unit)) == 3
    found = unit_findings(tried(opened, unit, ["Нагорный Карабах", "Арцах", "Арцах"]), unit, typing=True)
    assert {one.target for one in found if one.check == "name-forbidden"} == {"Арцах"}
