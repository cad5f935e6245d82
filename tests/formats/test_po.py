"""What an entry says of itself, how one becomes another, and what a new catalog looks like."""

from __future__ import annotations

from dataclasses import replace

import pytest

from transflow.errors import CatalogError
from transflow.formats.po import (
    CREATED,
    Entry,
    blanked,
    change,
    dated,
    is_own_comment,
    new_catalog,
    new_entry,
    parse_po,
    with_draft,
    with_header,
    with_target,
    without_target,
    write_po,
)
from transflow.model import State, unit_id

RUSSIAN = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"


def read_one(text: str) -> Entry:
    """Return the only entry of a text."""
    (entry,) = parse_po(text, name="one.po").entries
    return entry


def test_the_unit_is_that_of_the_model() -> None:
    """An entry's unit is the hash of its context and source that every room uses."""
    assert new_entry(source="a", context="headline").unit == unit_id("headline", "a")
    assert new_entry(source="a").unit == unit_id(None, "a")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ('msgid "a"\nmsgstr ""\n', State.UNTRANSLATED),
        ('#, fuzzy\nmsgid "a"\nmsgstr ""\n', State.UNTRANSLATED),
        ('msgid "a"\nmsgstr "b"\n', State.TRANSLATED),
        ('#, fuzzy\nmsgid "a"\nmsgstr "b"\n', State.DRAFT),
        ('#, c-format, fuzzy\nmsgid "a"\nmsgstr "b"\n', State.DRAFT),
        ('#, fuzzywuzzy\nmsgid "a"\nmsgstr "b"\n', State.TRANSLATED),
        ('# fuzzy\nmsgid "a"\nmsgstr "b"\n', State.TRANSLATED),
        ('# blank: the caption says it\nmsgid "a"\nmsgstr ""\n', State.TRANSLATED),
        ('# blank\nmsgid "a"\nmsgstr ""\n', State.TRANSLATED),
        ('# blanket\nmsgid "a"\nmsgstr ""\n', State.UNTRANSLATED),
        ('# blank: no\n#, fuzzy\nmsgid "a"\nmsgstr ""\n', State.DRAFT),
        ('msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] ""\n', State.UNTRANSLATED),
        ('msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "c"\n', State.TRANSLATED),
    ],
)
def test_the_state_follows_from_target_flag_and_comment(text: str, state: State) -> None:
    """A unit is untranslated, a draft or translated; one left blank on purpose is translated."""
    assert read_one(text).state is state


def test_provenance_is_what_the_draft_comment_says() -> None:
    """`# draft: …` names the engine and the day; without it there is none."""
    assert read_one('# mine\n# draft: local 2026-01-02 · 92 %\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n').provenance == "local 2026-01-02 · 92 %"
    assert read_one('# a draft: mine\nmsgid "a"\nmsgstr "b"\n').provenance is None


def test_a_change_to_what_stands_already_changes_nothing() -> None:
    """An entry set to its own values keeps its bytes; one that changed has none."""
    entry = read_one('msgid   "a"\nmsgstr "b"\n')
    assert change(entry, target="b", comments=()) is entry
    assert change(entry, target="c").raw is None
    assert entry.raw == 'msgid   "a"\nmsgstr "b"\n'


def test_a_draft_is_marked_and_keeps_what_people_wrote() -> None:
    """A draft has the flag and its provenance; comments and flags of people stay, the last draft's provenance goes."""
    entry = read_one('# mine\n# draft: old 2020-01-01\n#, c-format\n#| msgid "A"\nmsgid "a"\nmsgstr "b"\n')
    drafted = with_draft(entry, "c", "local 2026-01-02")
    assert (drafted.target, drafted.draft, drafted.flags) == ("c", True, ("c-format",))
    assert drafted.comments == ("mine", "draft: local 2026-01-02")
    assert drafted.previous_source is None
    assert drafted.provenance == "local 2026-01-02"


def test_a_provenance_stays_on_one_line() -> None:
    """Whatever an engine says of itself cannot break out of its comment."""
    assert with_draft(new_entry(source="a"), "b", 'x\nmsgid "y"').comments == ('draft: x msgid "y"',)


def test_a_persons_target_is_no_draft() -> None:
    """A person's translation clears the flag, the provenance and the previous source, and nothing else."""
    entry = read_one('# mine\n# draft: old 2020-01-01\n#, fuzzy, c-format\n#| msgid "A"\nmsgid "a"\nmsgstr "b"\n')
    done = with_target(entry, "c")
    assert (done.target, done.state, done.comments, done.flags, done.previous_source) == (
        "c",
        State.TRANSLATED,
        ("mine",),
        ("c-format",),
        None,
    )
    assert write_po(replace(parse_po("", name=""), entries=(done,))) == '# mine\n#, c-format\nmsgid "a"\nmsgstr "c"\n'


def test_a_unit_can_be_blank_on_purpose_and_filled_again() -> None:
    """A blank unit says why; a target takes the reason away."""
    blank = blanked(with_draft(new_entry(source="a", comments=("mine",)), "b", "x"), "the caption says it")
    assert (blank.target, blank.blank, blank.draft, blank.state) == ("", True, False, State.TRANSLATED)
    assert blank.comments == ("mine", "blank: the caption says it")
    assert with_target(blank, "c").comments == ("mine",)
    assert not with_target(blank, "c").blank


def test_no_draft_leaves_the_reason() -> None:
    """Where no draft could be made the target is empty and a comment says why."""
    none = without_target(with_draft(new_entry(source="a", comments=("mine",)), "b", "x"), "the names did not survive")
    assert (none.target, none.state, none.comments) == ("", State.UNTRANSLATED, ("mine", "no draft: the names did not survive"))


def test_plural_forms_come_as_a_tuple() -> None:
    """A target fits the shape of its entry."""
    entry = new_entry(source="cat", source_plural="cats", targets=("", "", ""))
    assert with_target(entry, ("a", "b", "c")).state is State.TRANSLATED
    assert blanked(entry, "why").targets == ("", "", "")
    with pytest.raises(ValueError, match="plural forms come as a tuple"):
        with_target(entry, "a")


def test_own_comments_are_told_from_those_of_people() -> None:
    """`draft:`, `no draft:` and `blank:` are transflow's words at the start of a comment."""
    assert [is_own_comment(text) for text in ("draft: x", "no draft: x", "blank: x", "blank", "a draft: x", "blanket")] == [
        *[True] * 4,
        False,
        False,
    ]


def test_an_entry_cannot_be_changed_in_place() -> None:
    """Entries are frozen."""
    with pytest.raises(AttributeError):
        new_entry(source="a").target = "b"  # type: ignore[misc] # that is the point


def test_a_new_catalog_is_in_the_usual_order_without_wrapping() -> None:
    """Comments, notes, references, flags, previous source, context, source, target: one line a string."""
    entry = new_entry(
        source="long " * 40,
        context="headline",
        comments=("two\nlines",),
        notes=("slot: body",),
        references=(("articles/a b.md", 3), ("x.md", 0)),
        flags=("c-format",),
    )
    entry = change(entry, draft=True, previous_source="old", target='t"')
    text = write_po(new_catalog([entry], language="ru@desk", plural_forms=RUSSIAN, project="desk lachin"))
    assert text.split("\n\n")[1].split("\n") == [
        "# two",
        "# lines",
        "#. slot: body",
        "#: \u2068articles/a b.md\u2069:3 x.md",
        "#, fuzzy, c-format",
        '#| msgid "old"',
        'msgctxt "headline"',
        f'msgid "{"long " * 40}"',
        'msgstr "t\\""',
        "",
    ]


def test_the_header_says_what_other_tools_ask_for() -> None:
    """A new catalog has every field that `msgfmt --check` wants, and no date of its own."""
    catalog = parse_po(write_po(new_catalog(language="ru@desk", plural_forms=RUSSIAN, project="desk")), name="new.po")
    assert catalog.language == "ru@desk"
    assert list(catalog.header) == [
        "Project-Id-Version",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Language",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Plural-Forms",
        "X-Generator",
    ]
    assert "Plural-Forms" not in new_catalog(language="", plural_forms="", project="desk").header


def test_the_date_changes_only_when_the_units_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Extracting the same units again gives the same bytes; other units, or the same at another place, give today's date."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    units = [new_entry(source="a", references=(("x.md", 1),))]
    first = dated(new_catalog(units, language="", plural_forms="", project="p"))
    assert first.header[CREATED] == "2023-11-14 22:13+0000"
    assert list(first.header)[:2] == ["Project-Id-Version", CREATED]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    read = parse_po(write_po(first), name="x.pot")
    assert write_po(dated(new_catalog(units, language="", plural_forms="", project="p"), read)) == write_po(first)
    moved = [change(units[0], references=(("x.md", 2),))]
    assert dated(new_catalog(moved, language="", plural_forms="", project="p"), read).header[CREATED] == "2027-01-15 08:00+0000"


def test_without_a_given_date_it_is_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The date has gettext's form."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    date = dated(new_catalog(language="", plural_forms="", project="p")).header[CREATED]
    assert len(date) == len("2023-11-14 22:13+0000")


def test_a_header_that_says_so_already_keeps_its_bytes() -> None:
    """Only a header that changes is written anew, and then the entries still stand to the byte."""
    text = '# ours\nmsgid ""\nmsgstr "Language: ru\\nContent-Type: text/plain; charset=UTF-8\\n"\n\nmsgid   "a"\nmsgstr "b"\n'
    catalog = parse_po(text, name="x.po")
    assert with_header(catalog, {"Language": "ru"}) is catalog
    changed = with_header(catalog, {"Language": "hy"})
    assert write_po(changed) == (
        '# ours\nmsgid ""\nmsgstr ""\n"Language: hy\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid   "a"\nmsgstr "b"\n'
    )


def test_a_source_must_not_be_empty() -> None:
    """An empty source without a context would be a header."""
    with pytest.raises(CatalogError, match="without a source"):
        new_entry(source="")
    assert new_entry(source="", context="c").source == ""


def test_two_entries_of_one_source_and_context_are_refused() -> None:
    """A catalog names each unit once."""
    with pytest.raises(CatalogError, match="two entries for 'a'"):
        new_catalog([new_entry(source="a"), new_entry(source="a")], language="ru", plural_forms="", project="p")


def test_an_entry_added_after_a_missing_final_line_end_starts_on_its_own_line() -> None:
    """Entries never run into each other, whatever file they come from."""
    catalog = parse_po('msgid "a"\nmsgstr "b"', name="x.po")
    longer = replace(catalog, entries=(*catalog.entries, new_entry(source="c", target="d")))
    assert write_po(longer) == 'msgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n'


def test_huge_numbers_in_references_are_names() -> None:
    """A reference with an absurd line number is no number and no traceback."""
    entry = read_one(f'#: a.md:{"9" * 5000} \u2068b c\u2069:{"9" * 5000}\nmsgid "a"\nmsgstr "b"\n')
    assert entry.references[0] == (f"a.md:{'9' * 5000}", 0)


def test_two_entries_of_one_content_are_not_unequal() -> None:
    first, second = (parse_po('msgid "a"\nmsgstr "b"\n', name="x.po").entries[0] for _ in range(2))
    assert first is not second
    assert not first != second  # noqa: SIM202 - it is the operator that is tried
