from __future__ import annotations

import shutil
from typing import Any

from transflow.formats.po import change, read_catalog, with_draft, with_target, without_target, write_po
from transflow.model import State
from transflow.review.desk.repeats import propagate, repeats

SLUG = "lachin-speech"


def second(bench: Any, fill: Any) -> Any:
    """Write a second article's catalog of one unit with the source of the first, filled in some way."""
    shutil.copy(bench.root / "articles" / f"{SLUG}.md", bench.root / "articles" / "second.md")
    catalog = read_catalog(bench.path)
    made = fill(bench.entry("Traffic on it"))
    path = bench.path.with_name("second.po")
    path.write_text(write_po(type(catalog)((made,), catalog.header)), encoding="utf-8")
    return path


def put(bench: Any, path: Any, target: str = "Закрыто.") -> Any:
    entry = with_target(bench.entry("Traffic on it"), target)
    done = propagate(bench.project, bench.edition, (SLUG, entry), [("second", entry.unit)], by="anna")
    return done, read_catalog(path).entries[0]


def test_the_same_source_is_found_in_the_other_articles_of_the_edition(russian: Any) -> None:
    second(russian, lambda entry: without_target(entry, "nobody"))
    entry = russian.entry("Traffic on it")
    (found,) = repeats(russian.project, russian.edition, SLUG, entry, [SLUG, "second"])
    assert (found.article, found.unit, found.state, found.free) == ("second", entry.unit, State.UNTRANSLATED, True)


def test_an_untranslated_repeat_takes_the_translation_as_a_draft_that_says_where_it_is_from(russian: Any) -> None:
    path = second(russian, lambda entry: without_target(entry, "nobody"))
    done, now = put(russian, path)
    assert len(done) == 1
    assert (now.target, now.draft) == ("Закрыто.", True)
    assert now.provenance.startswith("repeat ")
    assert now.provenance.endswith(f"of {SLUG} {now.unit}")


def test_the_draft_of_an_engine_is_replaced(russian: Any) -> None:
    path = second(russian, lambda entry: with_draft(entry, "машина", "local 2026-11-01"))
    assert put(russian, path)[1].target == "Закрыто."


def test_what_a_person_wrote_is_never_replaced_be_it_a_draft(russian: Any) -> None:
    for fill in (
        lambda entry: with_target(entry, "человек"),
        lambda entry: with_draft(entry, "человек", "by hand 2026-11-01"),
        lambda entry: change(entry, target="человек", draft=True, comments=()),
    ):
        path = second(russian, fill)
        before = path.read_bytes()
        done, now = put(russian, path)
        assert (done, now.target) == ((), "человек")
        assert path.read_bytes() == before


def test_an_empty_translation_goes_nowhere(russian: Any) -> None:
    path = second(russian, lambda entry: with_draft(entry, "машина", "local 2026-11-01"))
    assert put(russian, path, "")[0] == ()
