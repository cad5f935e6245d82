"""What becomes of a catalog when its article changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from transflow.formats.po import CREATED, Catalog, Entry, change, new_catalog, new_entry, parse_po, with_header, write_po
from transflow.merge import Merged, merge
from transflow.model import State, unit_id

if TYPE_CHECKING:
    from collections.abc import Iterable

ROAD = "The road through the pass was closed on Tuesday."
ROAD_LATER = "The road through the pass was closed on Wednesday."
MEETING = "A meeting took place in Yerevan."
NOBODY = "Nobody in the village knows what comes next."
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=3; plural=0;\\n"\n'


def template(*sources: str | tuple[str, str] | Entry) -> Catalog:
    """Return what an article asks for: sources, (context, source) pairs or whole entries."""
    entries = [
        one if isinstance(one, Entry) else new_entry(source=one) if isinstance(one, str) else new_entry(context=one[0], source=one[1])
        for one in sources
    ]
    return new_catalog(entries, language="ru", plural_forms="nplurals=3; plural=0;", project="desk")


def old(text: str) -> Catalog:
    """Return a catalog as it lies on disk, its header left to us."""
    return parse_po(f"{HEADER}\n{text}", name="old.po")


def body(merged: Merged) -> str:
    """Return the text of a merged catalog below its header; and see that merging it again changes nothing."""
    text = write_po(merged.catalog)
    return text.split("\n\n", 1)[1] if "\n\n" in text else ""


def merged_twice(before: Catalog, wanted: Catalog) -> Merged:
    """Merge, and see that merging the result once more, also read from its file, changes no byte."""
    merged = merge(before, wanted)
    text = write_po(merged.catalog)
    assert write_po(merge(merged.catalog, wanted).catalog) == text
    assert write_po(merge(parse_po(text, name="again.po"), wanted).catalog) == text
    return merged


def told(merged: Merged) -> dict[str, tuple[str, ...]]:
    """Return what a merge reports, without the kinds that did not occur."""
    return {kind: named for kind, named in merged.report.units().items() if named}


def became(**kinds: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return what a report should say."""
    return kinds


def units(sources: Iterable[str]) -> tuple[str, ...]:
    """Return the unit of each source."""
    return tuple(unit_id(None, source) for source in sources)


def test_the_first_merge_is_the_template() -> None:
    """Where there was no catalog all units are new."""
    merged = merge(None, template(ROAD, MEETING))
    assert [entry.source for entry in merged.catalog.entries] == [ROAD, MEETING]
    assert told(merged) == became(new=units([ROAD, MEETING]))


def test_an_empty_file_gets_the_template_with_its_header() -> None:
    """A catalog without a header takes the template's."""
    merged = merged_twice(parse_po("", name="old.po"), template(ROAD))
    assert merged.catalog.header["Language"] == "ru"
    assert body(merged) == f'msgid "{ROAD}"\nmsgstr ""\n'


def test_what_stands_as_it_stood_keeps_every_byte() -> None:
    """An entry of the same context, source, notes and references is not touched, however it is written."""
    text = f'# mine\n#,fuzzy , c-format\nmsgid ""\n  "{ROAD}"\nmsgstr "wra"\n"pped"\n\nmsgid "{MEETING}" msgstr "x"\n'
    before = old(text)
    merged = merged_twice(before, template(ROAD, MEETING))
    assert merged.catalog is before
    assert told(merged) == became(kept=units([ROAD, MEETING]))


def test_only_notes_and_references_of_a_kept_entry_change() -> None:
    """With another place in the article only its `#.` and `#:` lines differ; the rest keeps its bytes."""
    before = old(f'# mine\n#. slot: body; paragraph: 1\n#: a.md:3\n#, c-format\nmsgid ""\n"{ROAD}"\nmsgstr "x"\n')
    wanted = template(new_entry(source=ROAD, notes=("slot: body; paragraph: 2",), references=(("a.md", 5), ("a.md", 9))))
    merged = merged_twice(before, wanted)
    assert body(merged) == f'# mine\n#. slot: body; paragraph: 2\n#: a.md:5 a.md:9\n#, c-format\nmsgid ""\n"{ROAD}"\nmsgstr "x"\n'
    assert told(merged) == became(kept=units([ROAD]))


def test_the_order_is_that_of_the_article() -> None:
    """Entries follow the template, with their translations."""
    merged = merged_twice(old(f'msgid "{ROAD}"\nmsgstr "r"\n\nmsgid "{MEETING}"\nmsgstr "m"\n'), template(MEETING, ROAD))
    assert [entry.target for entry in merged.catalog.entries] == ["m", "r"]


def test_a_source_in_another_context_keeps_its_translation() -> None:
    """A sentence that became the headline is still translated, and no draft."""
    merged = merged_twice(old(f'# mine\nmsgid "{ROAD}"\nmsgstr "r"\n'), template(("headline", ROAD)))
    (entry,) = merged.catalog.entries
    assert (entry.target, entry.state, entry.comments) == ("r", State.TRANSLATED, ("mine",))
    assert told(merged) == became(moved=(unit_id("headline", ROAD),))


def test_a_source_in_one_more_context_gets_a_draft() -> None:
    """The translation stays where it was; the new place gets a copy that a person looks at, as another slot may ask for another name."""
    merged = merged_twice(old(f'msgid "{ROAD}"\nmsgstr "r"\n'), template(("headline", ROAD), ROAD))
    headline, kept = merged.catalog.entries
    assert (headline.target, headline.state, headline.previous_source) == ("r", State.DRAFT, ROAD)
    assert (kept.target, kept.state) == ("r", State.TRANSLATED)
    assert told(merged) == became(kept=units([ROAD]), fuzzy=(unit_id("headline", ROAD),))


def test_a_changed_sentence_becomes_a_draft_with_its_old_source() -> None:
    """The draft says what it was the translation of; the old sentence waits at the end, should it come back."""
    merged = merged_twice(old(f'# mine\n#, c-format\nmsgid "{ROAD}"\nmsgstr "r"\n'), template(ROAD_LATER))
    assert body(merged) == (
        f'# mine\n#, fuzzy, c-format\n#| msgid "{ROAD}"\nmsgid "{ROAD_LATER}"\nmsgstr "r"\n\n'
        f'# mine\n#, c-format\n#~ msgid "{ROAD}"\n#~ msgstr "r"\n'
    )
    assert told(merged) == became(fuzzy=units([ROAD_LATER]))


def test_a_sentence_changed_and_put_back_is_translated_again() -> None:
    """After an edit and its reversal the translation is what it was, no draft."""
    first = merged_twice(old(f'# mine\nmsgid "{ROAD}"\nmsgstr "r"\n'), template(ROAD_LATER))
    back = merged_twice(first.catalog, template(ROAD))
    entry = back.catalog.entries[0]
    assert (entry.target, entry.state, entry.comments, entry.previous_source) == ("r", State.TRANSLATED, ("mine",), None)
    assert told(back)["returned"] == units([ROAD])


def test_a_sentence_gone_and_back_is_as_it_was() -> None:
    """An obsolete entry keeps target, comments, flags and whether it is a draft, and comes back with them."""
    text = f'# mine\n#, fuzzy, c-format\n#| msgid "older"\nmsgid "{ROAD}"\nmsgstr "r"\n\nmsgid "{MEETING}"\nmsgstr "m"\n'
    gone = merged_twice(old(text), template(NOBODY))
    assert told(gone) == became(new=units([NOBODY]), gone=units([ROAD, MEETING]))
    assert [entry.obsolete for entry in gone.catalog.entries] == [False, True, True]
    back = merged_twice(gone.catalog, template(ROAD, MEETING))
    assert body(back) == text
    assert told(back) == became(returned=units([ROAD, MEETING]), gone=units([NOBODY]))


def test_obsolete_entries_are_never_dropped() -> None:
    """What is obsolete stays so, in its order and its bytes, before what has just gone."""
    text = '#~ msgid "one"\n#~ msgstr   "1"\n\nmsgid "two"\nmsgstr "2"\n\n#~ msgid "three"\n#~ msgstr "3"\n'
    merged = merged_twice(old(text), template(NOBODY))
    assert body(merged) == (
        f'msgid "{NOBODY}"\nmsgstr ""\n\n#~ msgid "one"\n#~ msgstr   "1"\n\n#~ msgid "three"\n#~ msgstr "3"\n\n#~ msgid "two"\n#~ msgstr "2"\n'
    )


def test_what_nobody_worked_on_goes_without_a_trace() -> None:
    """An entry without a target or a comment of a person leaves no obsolete entry."""
    text = f'msgid "{ROAD}"\nmsgstr ""\n\n# no draft: the engine is gone\nmsgid "{MEETING}"\nmsgstr ""\n'
    merged = merged_twice(old(text), template(NOBODY))
    assert [entry.source for entry in merged.catalog.entries] == [NOBODY]
    assert told(merged)["gone"] == units([ROAD, MEETING])


def test_a_persons_comment_is_work() -> None:
    """A comment on a unit without a target is kept, and goes with the sentence when it changes."""
    text = f'# ask the desk\n# no draft: x\nmsgid "{ROAD}"\nmsgstr ""\n'
    assert merged_twice(old(text), template(NOBODY)).catalog.entries[1].comments == ("ask the desk", "no draft: x")
    changed = merged_twice(old(text), template(ROAD_LATER)).catalog.entries
    assert (changed[0].comments, changed[0].state) == (("ask the desk",), State.UNTRANSLATED)


def test_a_draft_stays_a_draft_and_remembers_its_first_source() -> None:
    """Changed twice before anybody looked, a draft still says which source its target belongs to."""
    first = merged_twice(old(f'msgid "{ROAD}"\nmsgstr "r"\n'), template(ROAD_LATER)).catalog
    again = ROAD_LATER.replace("pass", "mountain pass")
    second = merged_twice(first, template(again))
    entry = second.catalog.entries[0]
    assert (entry.source, entry.previous_source, entry.state) == (again, ROAD, State.DRAFT)
    kept = merged_twice(second.catalog, template(NOBODY, again)).catalog.entries[1]
    assert (kept.previous_source, kept.state) == (ROAD, State.DRAFT)


def test_a_machines_draft_keeps_its_provenance() -> None:
    """`# draft: …` goes with the draft when its sentence changes, and no obsolete copy is left of it."""
    merged = merged_twice(old(f'# draft: local 2026-01-02\n#, fuzzy\nmsgid "{ROAD}"\nmsgstr "r"\n'), template(ROAD_LATER))
    (entry,) = merged.catalog.entries
    assert (entry.provenance, entry.previous_source) == ("local 2026-01-02", ROAD)


def test_a_blank_unit_stays_blank() -> None:
    """What was left blank on purpose stays so; if its sentence changes a person is asked again."""
    text = f'# blank: the picture says it\nmsgid "{ROAD}"\nmsgstr ""\n'
    kept = merged_twice(old(text), template(ROAD)).catalog.entries[0]
    assert (kept.blank, kept.state) == (True, State.TRANSLATED)
    changed = merged_twice(old(text), template(ROAD_LATER)).catalog.entries[0]
    assert (changed.blank, changed.state, changed.previous_source) == (True, State.DRAFT, ROAD)


def test_a_sentence_very_like_one_that_is_still_there_gets_its_target_as_a_draft() -> None:
    """The one that is still there stays translated."""
    merged = merged_twice(old(f'msgid "{ROAD}"\nmsgstr "r"\n'), template(ROAD, ROAD_LATER))
    kept, lent = merged.catalog.entries
    assert (kept.target, kept.state, lent.target, lent.state, lent.previous_source) == ("r", State.TRANSLATED, "r", State.DRAFT, ROAD)
    assert told(merged) == became(kept=units([ROAD]), fuzzy=units([ROAD_LATER]))


def test_a_sentence_only_somewhat_like_one_that_is_still_there_is_new() -> None:
    """What would be good enough for a sentence that changed is not for one that did not."""
    other = "The road from the coast was closed for a week in spring."
    assert merge(old(f'msgid "{ROAD}"\nmsgstr "r"\n'), template(other)).catalog.entries[0].target == "r"
    assert told(merged_twice(old(f'msgid "{ROAD}"\nmsgstr "r"\n'), template(ROAD, other)))["new"] == units([other])


def test_an_old_sentence_serves_one_new_one() -> None:
    """Of two new sentences the nearer one gets the old target."""
    other = "The road from the coast was closed for a week in spring."
    merged = merged_twice(old(f'msgid "{ROAD}"\nmsgstr "r"\n'), template(other, ROAD_LATER))
    assert [entry.target for entry in merged.catalog.entries if not entry.obsolete] == ["", "r"]


def test_the_place_decides_between_likes() -> None:
    """Of two old sentences that are equally like a new one, the one that stood in its place is taken."""
    likes = [f"On {day} the council of the town met for an hour." for day in ("Monday", "Friday")]
    text = f'msgid "{likes[0]}"\nmsgstr "1"\n\nmsgid "{MEETING}"\nmsgstr "m"\n\nmsgid "{likes[1]}"\nmsgstr "2"\n'
    new = "On Sunday the council of the town met for an hour."
    assert merged_twice(old(text), template(MEETING, new)).catalog.entries[1].target == "2"
    assert merged_twice(old(text), template(new, MEETING)).catalog.entries[0].target == "1"


@pytest.mark.parametrize(
    ("before", "after", "is_draft"),
    [
        ("2020", "2021", False),
        ("1,234.50", "1,234.51", False),
        ("Background", "Foreground", False),
        ("Background", "Backgrounds", True),
        ("Yes", "Yet", False),
        ("The end", "The end.", True),
        (MEETING, "The bakery will open again after the winter.", False),
        ("会議はエレバンで火曜日の午後に開かれた。", "会議はエレバンで水曜日の午後に開かれた。", True),
    ],
)
def test_short_sources_must_be_very_near(before: str, after: str, is_draft: bool) -> None:  # noqa: FBT001 - a column of the table
    """Numbers alone are never alike; a few letters must nearly be the same; whole sentences may differ more."""
    merged = merged_twice(old(f'msgid "{before}"\nmsgstr "t"\n'), template(after))
    assert merged.catalog.entries[0].draft is is_draft


def test_a_source_that_got_a_plural_is_a_draft_in_that_shape() -> None:
    """The forms that the language has are filled with what there was; back again, the first form counts."""
    plural = new_entry(source=MEETING, source_plural="Meetings took place.")
    merged = merged_twice(old(f'msgid "{MEETING}"\nmsgstr "m"\n'), template(plural))
    (entry,) = merged.catalog.entries
    assert (entry.targets, entry.state) == (("m", "m", "m"), State.DRAFT)
    back = merged_twice(merged.catalog, template(MEETING))
    assert [(one.target, one.targets, one.state) for one in back.catalog.entries] == [("m", (), State.DRAFT)]


def test_flags_of_the_template_join_those_of_people() -> None:
    """A flag that the extractor sets is added; none is taken away."""
    merged = merged_twice(old(f'#, no-wrap\nmsgid "{ROAD}"\nmsgstr "r"\n'), template(new_entry(source=ROAD, flags=("c-format",))))
    assert merged.catalog.entries[0].flags == ("no-wrap", "c-format")


def test_the_header_is_the_old_one_but_for_the_date() -> None:
    """A person's header stays; the date of the template is taken when the entries changed, and only then."""
    before = with_header(old(f'msgid "{ROAD}"\nmsgstr "r"\n'), {"Last-Translator": "Ani", CREATED: "2020-01-01 00:00+0000"})
    same = with_header(template(ROAD), {CREATED: "2026-01-01 00:00+0000"})
    assert merge(before, same).catalog.header[CREATED] == "2020-01-01 00:00+0000"
    other = with_header(template(ROAD, MEETING), {CREATED: "2026-01-01 00:00+0000"})
    merged = merged_twice(before, other).catalog
    assert merged.header[CREATED] == "2026-01-01 00:00+0000"
    assert merged.header["Last-Translator"] == "Ani"
    assert "Language" not in merged.header


def test_what_follows_the_last_entry_stays_last() -> None:
    """Comments at the end of the file are nobody's entry, and stay."""
    merged = merged_twice(old(f'msgid "{ROAD}"\nmsgstr "r"\n\n# the end\n'), template(ROAD, MEETING))
    assert body(merged) == f'msgid "{ROAD}"\nmsgstr "r"\n\nmsgid "{MEETING}"\nmsgstr ""\n\n# the end\n'


def test_of_two_obsolete_entries_of_one_source_the_filled_one_returns() -> None:
    """Other tools leave such files; the other one stays obsolete."""
    text = f'#~ msgid "{ROAD}"\n#~ msgstr ""\n\n#~ msgid "{ROAD}"\n#~ msgstr "r"\n'
    merged = merged_twice(old(text), template(ROAD))
    assert [(entry.target, entry.obsolete) for entry in merged.catalog.entries] == [("r", False), ("", True)]


def test_an_obsolete_sentence_can_give_a_draft_and_stays() -> None:
    """An old sentence from before is still good for a draft."""
    merged = merged_twice(old(f'#~ msgid "{ROAD}"\n#~ msgstr "r"\n'), template(ROAD_LATER))
    assert [(entry.target, entry.draft, entry.obsolete) for entry in merged.catalog.entries] == [("r", True, False), ("r", False, True)]


def test_a_change_in_the_article_touches_only_its_own_entry() -> None:
    """One edited sentence among twenty differs in one entry of the file, and one at the end."""
    sources = [f"Sentence number {number} of this article is about {'abcdefghijklmnopqrst'[number] * 9}." for number in range(20)]
    text = "\n".join(f'msgid "{source}"\nmsgstr ""\n"target {number}"\n' for number, source in enumerate(sources))
    sources[7] = sources[7].replace("is about", "speaks of")
    merged = body(merged_twice(old(text), template(*sources)))
    before, after = text.split("\n\n"), merged.split("\n\n")
    assert [at for at in range(20) if before[at].rstrip("\n") != after[at].rstrip("\n")] == [7]
    assert len(after) == 21


def test_entries_of_a_parsed_template_serve_as_well() -> None:
    """A POT file read from disk gives the same catalog as its entries made in memory."""
    wanted = template(ROAD_LATER, MEETING)
    before = old(f'msgid "{ROAD}"\nmsgstr "r"\n')
    assert write_po(merge(before, parse_po(write_po(wanted), name="x.pot")).catalog) == write_po(merge(before, wanted).catalog)


def test_obsolete_entries_of_a_template_are_not_asked_for() -> None:
    """Only what lives in the template is wanted."""
    wanted = template(ROAD, change(new_entry(source=MEETING), obsolete=True))
    assert [entry.source for entry in merge(None, wanted).catalog.entries] == [ROAD]
