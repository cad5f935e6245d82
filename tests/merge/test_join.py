"""What becomes of one unit that two branches have, of the order, and of the header."""

from __future__ import annotations

import pytest

from transflow.errors import CatalogError
from transflow.formats.po import Catalog, Entry, parse_po, with_target, write_po
from transflow.merge import Joined, join
from transflow.model import State

HEAD = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n{fields}\n'
EMPTY = '#. slot: body\n#: x.md:1\nmsgid "Yes."\nmsgstr ""\n'
TRANSLATED = EMPTY.replace('msgstr ""', 'msgstr "Да."')
ANOTHER = EMPTY.replace('msgstr ""', 'msgstr "Так."')
DRAFTED = '# draft: deepl 2026-01-02\n#. slot: body\n#: x.md:1\n#, fuzzy\nmsgid "Yes."\nmsgstr "Ага."\n'
BY_HAND = DRAFTED.replace("deepl", "by hand")
BLANK = "# blank: said above\n" + EMPTY
GONE = '#~ msgid "Yes."\n#~ msgstr "Да."\n'


def catalog(*entries: str, fields: str = "", name: str = "x.po") -> Catalog:
    return parse_po(HEAD.format(fields=fields) + "\n".join(entries), name=name)


def joined(base: str, ours: str, theirs: str) -> Joined:
    return join(catalog(base), catalog(ours), catalog(theirs))


def the_entry(base: str, ours: str, theirs: str) -> Entry:
    (entry,) = joined(base, ours, theirs).catalog.entries
    return entry


def sources(one: Joined) -> list[str]:
    return [entry.source for entry in one.catalog.entries]


def unit(source: str, target: str = "", *, line: int = 1) -> str:
    return f'#: x.md:{line}\nmsgid "{source}"\nmsgstr "{target}"\n'


@pytest.mark.parametrize("base", [EMPTY, "", DRAFTED], ids=["untranslated", "new", "draft"])
def test_two_translations_of_one_unit_stand_side_by_side_as_a_draft(base: str) -> None:
    clash = joined(base, TRANSLATED, ANOTHER)
    (entry,) = clash.clashes
    assert (entry.target, entry.state, entry.comments) == ("Да.", State.DRAFT, ("other version: Так.",))
    assert write_po(clash.catalog).count("Да.") == 1


def test_a_person_who_decides_ends_the_draft_and_its_comment() -> None:
    decided = with_target(the_entry(EMPTY, TRANSLATED, ANOTHER), "Так.")
    assert (decided.state, decided.comments) == (State.TRANSLATED, ())


def test_the_same_translation_on_both_sides_is_one() -> None:
    assert the_entry(EMPTY, TRANSLATED, TRANSLATED).state is State.TRANSLATED
    assert the_entry("", DRAFTED, DRAFTED.replace("# draft: deepl 2026-01-02\n", "").replace("#, fuzzy\n", "")).state is State.TRANSLATED


@pytest.mark.parametrize("base", [EMPTY, ""], ids=["untranslated", "new"])
def test_an_engines_draft_gives_way_to_a_translation_and_stands_in_its_comment(base: str) -> None:
    for made in (joined(base, DRAFTED, TRANSLATED), joined(base, TRANSLATED, DRAFTED)):
        (entry,) = made.catalog.entries
        assert (entry.target, entry.state, entry.comments, made.clashes) == ("Да.", State.TRANSLATED, ("other version: Ага.",), ())


def test_a_draft_that_a_person_made_does_not_give_way() -> None:
    made = joined(EMPTY, TRANSLATED, BY_HAND)
    assert [(entry.target, entry.state, entry.comments) for entry in made.clashes] == [("Да.", State.DRAFT, ("other version: Ага.",))]


def test_the_draft_that_both_had_is_no_news_and_leaves_no_comment() -> None:
    assert the_entry(DRAFTED, DRAFTED, TRANSLATED).comments == ()
    assert the_entry(DRAFTED, DRAFTED.replace("Ага.", "Угу."), TRANSLATED).comments == ("other version: Угу.",)


def test_a_target_that_one_side_took_out_comes_back_where_the_other_mended_it() -> None:
    for made in (joined(TRANSLATED, EMPTY, ANOTHER), joined(TRANSLATED, ANOTHER, EMPTY)):
        assert [(entry.target, entry.state) for entry in made.catalog.entries] == [("Так.", State.TRANSLATED)]
    assert the_entry(TRANSLATED, EMPTY, TRANSLATED).target == ""


def test_left_blank_on_purpose_is_a_decision_like_any_other() -> None:
    assert the_entry(EMPTY, EMPTY, BLANK).blank
    (entry,) = joined(EMPTY, TRANSLATED, BLANK).clashes
    assert (entry.target, entry.state, entry.comments) == ("Да.", State.DRAFT, ("other version: blank: said above",))
    (entry,) = joined(EMPTY, BLANK, TRANSLATED).clashes
    assert (entry.target, entry.state, entry.comments) == ("", State.DRAFT, ("blank: said above", "other version: Да."))


def test_line_ends_of_the_other_version_are_told_in_one_line() -> None:
    entry = the_entry(EMPTY, TRANSLATED, ANOTHER.replace("Так.", r"Так\\.\nВот."))
    assert entry.comments == (r"other version: Так\\.\nВот.",)


def test_every_plural_form_of_the_other_version_is_told() -> None:
    forms = 'msgid "bus"\nmsgid_plural "buses"\nmsgstr[0] "{0}"\nmsgstr[1] "{1}"\n'
    entry = the_entry(forms.format("", ""), forms.format("автобус", "автобусы"), forms.format("бус", "бусы"))
    assert (entry.targets, entry.state) == (("автобус", "автобусы"), State.DRAFT)
    assert entry.comments == ("other version: [0] бус", "other version: [1] бусы")


def test_comments_and_flags_of_both_are_kept_and_what_one_took_out_goes() -> None:
    base = "# first\n# second\n" + EMPTY
    ours = "# first\n# ours\n" + EMPTY.replace("msgid", "#, c-format\nmsgid", 1)
    theirs = "# first\n# second\n# theirs\n" + EMPTY.replace("msgid", "#, no-wrap\nmsgid", 1)
    entry = the_entry(base, ours, theirs)
    assert (entry.comments, entry.flags) == (("first", "ours", "theirs"), ("c-format", "no-wrap"))


def test_what_one_side_works_on_and_the_other_has_no_more_is_kept_as_obsolete_and_told() -> None:
    for ours, theirs in ((GONE, ANOTHER), (ANOTHER, GONE), ("", ANOTHER), (ANOTHER, "")):
        made = joined(TRANSLATED, ours, theirs)
        assert [(entry.target, entry.obsolete) for entry in made.left] == [("Так.", True)]
        assert not made.clashes
    assert joined(TRANSLATED, GONE, TRANSLATED).left == ()


def test_what_one_side_took_out_is_gone_where_the_other_did_nothing_to_it() -> None:
    assert joined(GONE, "", GONE).catalog.entries == ()
    assert joined(EMPTY, EMPTY, "").catalog.entries == ()


def test_what_one_side_brought_back_lives() -> None:
    assert not the_entry(GONE, GONE, TRANSLATED).obsolete
    assert not the_entry(GONE, "", TRANSLATED.replace("Да.", "Так.")).obsolete


def test_the_draft_of_a_sentence_that_changed_takes_what_was_mended_meanwhile() -> None:
    changed = '#: x.md:1\n#, fuzzy\n#| msgid "Yes."\nmsgid "Yes!"\nmsgstr "Да."\n'
    made = join(catalog(TRANSLATED), catalog(changed, GONE), catalog(ANOTHER))
    assert [(entry.source, entry.target, entry.state) for entry in made.catalog.entries] == [
        ("Yes!", "Так.", State.DRAFT),
        ("Yes.", "Так.", State.TRANSLATED),
    ]
    assert (made.clashes, made.left) == ((), ())


def test_a_translation_that_moved_to_another_context_takes_what_was_mended_meanwhile() -> None:
    moved = TRANSLATED.replace("msgid", 'msgctxt "headline"\nmsgid', 1)
    made = join(catalog(TRANSLATED), catalog(moved), catalog(ANOTHER))
    assert [(entry.context, entry.target, entry.obsolete) for entry in made.catalog.entries] == [
        ("headline", "Так.", False),
        (None, "Так.", True),
    ]


def test_the_order_is_that_of_the_side_whose_template_changed_and_additions_of_the_other_follow_their_neighbour() -> None:
    base = catalog(unit("a"), unit("b"), unit("c"))
    reordered = catalog(unit("c"), unit("a"), unit("b"))
    assert sources(join(base, base, reordered)) == ["c", "a", "b"]
    assert sources(join(base, reordered, base)) == ["c", "a", "b"]
    newer = catalog(unit("c"), unit("n"), unit("a"), unit("b"), fields='"POT-Creation-Date: 2026-01-02 10:00+0000\\n"')
    older = catalog(unit("o"), unit("a"), unit("p"), unit("b"), unit("c"), fields='"POT-Creation-Date: 2026-01-01 10:00+0000\\n"')
    assert sources(join(base, older, newer)) == ["o", "c", "n", "a", "p", "b"]
    assert sources(join(base, newer, older)) == ["o", "c", "n", "a", "p", "b"]


def test_notes_and_references_are_those_of_the_side_that_changed_them() -> None:
    made = join(catalog(unit("a", line=1)), catalog(unit("a", "да", line=1)), catalog(unit("a", line=7)))
    assert [(entry.target, entry.references) for entry in made.catalog.entries] == [("да", (("x.md", 7),))]


def test_the_later_revision_stands_with_whoever_made_it() -> None:
    base, ours, theirs = (
        catalog(fields=f'"PO-Revision-Date: {date}\\n"\n"Last-Translator: {who}\\n"\n{more}')
        for date, who, more in (
            ("2026-01-01 10:00+0000", "a", ""),
            ("2026-01-02 10:00+0000", "b", '"X-Ours: 1\\n"\n'),
            ("2026-01-02 09:00-0400", "c", '"X-Theirs: 1\\n"\n'),
        )
    )
    header = join(base, ours, theirs).catalog.header
    assert (header["PO-Revision-Date"], header["Last-Translator"]) == ("2026-01-02 09:00-0400", "c")
    assert (header["X-Ours"], header["X-Theirs"]) == ("1", "1")
    assert join(base, theirs, ours).catalog.header["Last-Translator"] == "c"


def test_versions_without_a_common_past_are_joined() -> None:
    made = join(parse_po("", name="x.po"), catalog(unit("a", "да")), catalog(unit("a", "да"), unit("b", "нет")))
    assert [(entry.source, entry.target) for entry in made.catalog.entries] == [("a", "да"), ("b", "нет")]


def test_catalogs_of_two_languages_are_no_versions_of_one() -> None:
    theirs = parse_po(HEAD.format(fields="").replace("ru", "hy"), name="hy.po")
    with pytest.raises(CatalogError, match="this catalog is for 'ru', the other version for 'hy'"):
        join(theirs, catalog(TRANSLATED), theirs)


def test_our_line_ends_are_kept() -> None:
    ours = parse_po(write_po(catalog(unit("a"))).replace("\n", "\r\n"), name="x.po")
    mixed = parse_po(write_po(catalog(unit("a"))) + '\r\nmsgid "b"\r\nmsgstr "да"\r\n', name="x.po")
    text = write_po(join(catalog(unit("a")), ours, mixed).catalog)
    assert text.count("\n") == text.count("\r\n") == text.count("\r")
    assert 'msgid "b"\r\nmsgstr "да"\r\n' in text
