from __future__ import annotations

from typing import Any

import pytest

from transflow.errors import UsageError
from transflow.formats.po import Entry, change, read_catalog, write_po
from transflow.review.desk.earlier import earlier_targets
from transflow.review.desk.saving import Conflict, Saved, save_unit, tag_of

SLUG = "lachin-speech"


def saved(bench: Any, entry: Entry, *texts: str, **more: Any) -> Saved | Conflict:
    asked = {"by": "anna", "seen": tag_of(entry), **more}
    return save_unit(bench.project, bench.edition, SLUG, entry.unit, texts, **asked)


def test_a_saved_unit_is_translated_and_no_draft_any_more(russian: Any) -> None:
    entry = russian.entry("Traffic on it")
    done = saved(russian, entry, "Движение по ней закрыто.")
    now = russian.entry("Traffic on it")
    assert isinstance(done, Saved)
    assert (now.target, now.draft, now.provenance) == ("Движение по ней закрыто.", False, None)
    assert done.tag == tag_of(now)


def test_nothing_but_the_saved_unit_changes_in_the_file(russian: Any) -> None:
    before = russian.path.read_text(encoding="utf-8").split("\n\n")
    entry = russian.entry("Traffic on it")
    saved(russian, entry, "Движение по ней закрыто.")
    after = russian.path.read_text(encoding="utf-8").split("\n\n")
    assert [number for number, (old, new) in enumerate(zip(before, after, strict=True)) if old != new] == [
        next(number for number, part in enumerate(before) if entry.source in part)
    ]


def test_a_save_on_top_of_another_edit_is_a_conflict_with_both_versions_and_writes_nothing(russian: Any) -> None:
    entry = russian.entry("Traffic on it")
    russian.rewrite(entry.target, "Poedit был раньше.")
    before = russian.path.read_bytes()
    done = saved(russian, entry, "Моё.")
    assert isinstance(done, Conflict)
    assert (done.mine, done.theirs) == (("Моё.",), ("Poedit был раньше.",))
    assert russian.path.read_bytes() == before


def test_changes_of_two_that_do_not_touch_are_put_together(russian: Any) -> None:
    entry = russian.entry("Lachin came under")
    first, last = entry.target.split()[0], entry.target.split()[-1]
    russian.rewrite(entry.target, entry.target.replace(last, "году!"))
    done = saved(russian, entry, entry.target.replace(first, "Город"), base=[entry.target])
    assert isinstance(done, Conflict)
    assert done.together == (entry.target.replace(first, "Город").replace(last, "году!"),)


def test_the_same_text_twice_is_no_conflict_and_changes_nothing(russian: Any) -> None:
    entry = russian.entry("Traffic on it")
    saved(russian, entry, "Закрыто.")
    before = russian.path.read_bytes()
    done = saved(russian, entry, "Закрыто.")
    assert isinstance(done, Saved)
    assert not done.changed
    assert russian.path.read_bytes() == before


def test_a_draft_confirmed_as_it_is_is_a_change(russian: Any) -> None:
    entry = russian.entry("Traffic on it")
    done = saved(russian, entry, entry.target)
    assert isinstance(done, Saved)
    assert done.changed
    assert not russian.entry("Traffic on it").draft


def test_a_draft_of_a_person_stays_a_draft_and_says_so(russian: Any) -> None:
    entry = russian.entry("Traffic on it")
    saved(russian, entry, "Пока так.", draft=True)
    now = russian.entry("Traffic on it")
    assert now.draft
    assert now.provenance
    assert now.provenance.startswith("by hand ")


def test_a_translation_is_opened_again_as_a_draft_and_is_still_theirs_who_wrote_it(russian: Any) -> None:
    saved(russian, russian.entry("Traffic on it"), "Пока так.")
    heard: list[Any] = []
    saved(russian, russian.entry("Traffic on it"), "Пока так.", draft=True, note=heard.append)
    now = russian.entry("Traffic on it")
    assert (now.draft, now.target, heard) == (True, "Пока так.", [])


def test_who_wrote_is_noted_before_the_catalog_is_written(russian: Any) -> None:
    entry = russian.entry("Traffic on it")
    heard: list[tuple[str, str]] = []
    saved(russian, entry, "Закрыто.", note=lambda written: heard.append((written.target, russian.entry("Traffic on it").target)))
    assert heard == [("Закрыто.", entry.target)]


def test_a_unit_that_is_gone_is_said_and_nothing_is_written(russian: Any) -> None:
    entry = russian.entry("Traffic on it")
    russian.rewrite("Traffic on it", "Traffic along it")
    with pytest.raises(UsageError, match="not in the catalog any more"):
        saved(russian, entry, "Закрыто.")


@pytest.mark.parametrize("text", ["a\0b", "half \ud800 of a pair"])
def test_what_no_catalog_can_hold_is_refused(russian: Any, text: str) -> None:
    entry = russian.entry("Traffic on it")
    before = russian.path.read_bytes()
    with pytest.raises(UsageError, match="no catalog can hold"):
        saved(russian, entry, text)
    assert russian.path.read_bytes() == before


@pytest.mark.parametrize(
    "text",
    [
        '"quoted" and \\back\\slashed',
        "two\nlines",
        "tab\there",
        "e\u0301 stays apart",
        "\u2028 line separator",
        "\x01 control",
        "😀 astral",
        " edges ",
    ],
)
def test_what_is_typed_stands_in_the_catalog_to_the_character(russian: Any, text: str) -> None:
    saved(russian, russian.entry("Traffic on it"), text)
    assert russian.entry("Traffic on it").target == text


def test_line_ends_of_a_browser_become_those_of_a_catalog(russian: Any) -> None:
    saved(russian, russian.entry("Traffic on it"), "one\r\ntwo\rthree")
    assert russian.entry("Traffic on it").target == "one\ntwo\nthree"


def test_plural_forms_are_saved_together_or_not_at_all(russian: Any) -> None:
    catalog = read_catalog(russian.path)
    plural = change(catalog.entries[3], source_plural="Names", target="", targets=("а", "б", "в"), draft=False)
    russian.path.write_text(write_po(type(catalog)((plural,), catalog.header)), encoding="utf-8")
    entry = read_catalog(russian.path).entries[0]
    with pytest.raises(UsageError, match="3 forms, and 1 came"):
        saved(russian, entry, "г")
    saved(russian, entry, "г", "д", "е")
    assert read_catalog(russian.path).entries[0].targets == ("г", "д", "е")


def test_what_was_saved_over_is_kept_with_who_did(russian: Any) -> None:
    entry = russian.entry("Traffic on it")
    saved(russian, entry, "Раз.")
    saved(russian, russian.entry("Traffic on it"), "Два.", by="boris")
    kept = earlier_targets(russian.project, russian.edition, SLUG, entry.unit)
    assert [(one.targets[0], one.draft, one.replaced_by) for one in kept] == [("Раз.", False, "boris"), (entry.target, True, "anna")]


def test_a_torn_line_of_what_was_before_hides_no_other(russian: Any) -> None:
    entry = russian.entry("Traffic on it")
    saved(russian, entry, "Раз.")
    (lines,) = (russian.project.cache / "review").rglob("*.jsonl")
    lines.write_bytes(lines.read_bytes() + b'{"unit": "' + entry.unit.encode())
    assert len(earlier_targets(russian.project, russian.edition, SLUG, entry.unit)) == 1
