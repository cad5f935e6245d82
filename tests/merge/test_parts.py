"""Sentences that are split, and sentences that are merged: the translations of old ones go on as drafts."""

from __future__ import annotations

from transflow.formats.po import Catalog, new_catalog, new_entry, parse_po, write_po
from transflow.merge import Kind, Merged, merge
from transflow.model import State

LONG = "The road through the pass was closed on Tuesday, and nobody in the village knows when it will be opened again."
HEAD = "The road through the pass was closed on Tuesday."
TAIL = "Nobody in the village knows when it will be opened again."
OTHER = "A meeting of the council took place in the afternoon."


def template(*sources: str) -> Catalog:
    return new_catalog(
        [new_entry(source=source) for source in sources], language="ru", plural_forms="nplurals=3; plural=0;", project="desk"
    )


def merged_twice(before: str, *sources: str, language: str = "en") -> Merged:
    """Merge into a catalog, and see that doing so again changes nothing."""
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: ru\\n"\n'
    merged = merge(parse_po(f"{header}\n{before}", name="old.po"), template(*sources), language=language)
    text = write_po(merged.catalog)
    assert write_po(merge(parse_po(text, name="again.po"), template(*sources), language=language).catalog) == text
    return merged


def live(merged: Merged) -> list[tuple[str, State, str | None]]:
    return [(entry.target, entry.state, entry.previous_source) for entry in merged.catalog.entries if not entry.obsolete]


def waiting(merged: Merged) -> list[tuple[str, str]]:
    return [(entry.source, entry.target) for entry in merged.catalog.entries if entry.obsolete]


def test_the_parts_of_a_sentence_get_its_whole_target_where_nobody_knows_where_to_cut_it() -> None:
    merged = merged_twice(f'msgid "{LONG}"\nmsgstr "Дорогу закрыли во вторник, и никто не знает, когда её откроют."\n', HEAD, TAIL)
    target = "Дорогу закрыли во вторник, и никто не знает, когда её откроют."
    assert live(merged) == [(target, State.DRAFT, LONG), (target, State.DRAFT, LONG)]
    assert waiting(merged) == [(LONG, target)]
    assert [(change.kind, [old.source for old in change.old]) for change in merged.report.changes] == [(Kind.SPLIT, [LONG])] * 2


def test_the_parts_get_a_sentence_of_the_target_each_where_it_has_as_many() -> None:
    merged = merged_twice(
        f'# by Ani\nmsgid "{LONG}"\nmsgstr "Дорогу закрыли во вторник. Никто не знает, когда её откроют."\n', OTHER, HEAD, TAIL
    )
    assert live(merged) == [
        ("", State.UNTRANSLATED, None),
        ("Дорогу закрыли во вторник.", State.DRAFT, LONG),
        ("Никто не знает, когда её откроют.", State.DRAFT, LONG),
    ]
    assert [entry.comments for entry in merged.catalog.entries[1:3]] == [("by Ani",), ("by Ani",)]


def test_a_draft_that_was_cut_in_two_still_stands_whole_at_the_end() -> None:
    """No word of anybody is lost: the draft is in no entry as it was."""
    merged = merged_twice(f'#, fuzzy\nmsgid "{LONG}"\nmsgstr "Один. Два."\n', HEAD, TAIL)
    assert [target for target, _, _ in live(merged)] == ["Один.", "Два."]
    assert waiting(merged) == [(LONG, "Один. Два.")]


def test_a_split_put_back_is_translated_again() -> None:
    first = merged_twice(f'msgid "{LONG}"\nmsgstr "да"\n', HEAD, TAIL)
    back = merge(first.catalog, template(LONG))
    assert [(entry.target, entry.state) for entry in back.catalog.entries if not entry.obsolete] == [("да", State.TRANSLATED)]


def test_a_sentence_made_of_two_gets_both_targets_as_one_draft() -> None:
    merged = merged_twice(f'# one\nmsgid "{HEAD}"\nmsgstr "Первое."\n\n# two\nmsgid "{TAIL}"\nmsgstr "Второе."\n', LONG)
    assert live(merged) == [("Первое. Второе.", State.DRAFT, f"{HEAD} {TAIL}")]
    assert merged.catalog.entries[0].comments == ("one", "two")
    assert waiting(merged) == [(HEAD, "Первое."), (TAIL, "Второе.")]
    (change,) = merged.report.changes
    assert (change.kind, [old.source for old in change.old]) == (Kind.MERGED, [HEAD, TAIL])


def test_of_two_merged_sentences_one_of_which_has_no_target_the_draft_says_what_it_means() -> None:
    merged = merged_twice(f'msgid "{HEAD}"\nmsgstr ""\n\nmsgid "{TAIL}"\nmsgstr "Второе."\n', LONG)
    assert live(merged) == [("Второе.", State.DRAFT, TAIL)]


def test_targets_of_a_script_without_spaces_are_joined_without_one() -> None:
    before = f'msgid "{HEAD}"\nmsgstr "第一句。"\n\nmsgid "{TAIL}"\nmsgstr "第二句。"\n'
    wanted = new_catalog([new_entry(source=LONG)], language="zh_Hans", plural_forms="", project="desk")
    merged = merge(parse_po(f'msgid ""\nmsgstr ""\n"Language: zh_Hans\\n"\n\n{before}', name="old.po"), wanted)
    assert merged.catalog.entries[0].target == "第一句。第二句。"


def test_sources_without_spaces_are_split_and_merged_as_well() -> None:
    long = "道路は火曜日に閉鎖されたが、村の誰もいつ再び開かれるのか知らない。"
    head, tail = "道路は火曜日に閉鎖された。", "村の誰もいつ再び開かれるのか知らない。"
    split = merged_twice(f'msgid "{long}"\nmsgstr "да"\n', head, tail, language="ja")
    assert live(split) == [("да", State.DRAFT, long)] * 2
    merged = merged_twice(f'msgid "{head}"\nmsgstr "а"\n\nmsgid "{tail}"\nmsgstr "б"\n', long, language="ja")
    assert live(merged) == [("а б", State.DRAFT, head + tail)]


def test_one_sentence_for_one_is_preferred_to_parts_that_are_not_all_found() -> None:
    """A sentence to which something quite different was added is changed, not split."""
    merged = merged_twice(f'msgid "{HEAD}"\nmsgstr "да"\n', HEAD.replace("Tuesday", "Wednesday"), OTHER)
    assert [change.kind for change in merged.report.changes] == [Kind.FUZZY, Kind.NEW]


def test_sentences_that_do_not_follow_each_other_are_not_merged() -> None:
    before = f'msgid "{HEAD}"\nmsgstr "а"\n\nmsgid "{OTHER}"\nmsgstr "о"\n\nmsgid "{TAIL}"\nmsgstr "б"\n'
    merged = merged_twice(before, LONG, OTHER)
    assert [change.kind for change in merged.report.changes][:2] == [Kind.FUZZY, Kind.KEPT]


def test_a_sentence_split_in_three_and_three_merged() -> None:
    parts = (HEAD, TAIL, "The mayor wants to speak about it on the radio tonight.")
    whole = LONG.replace("again.", "again; the mayor wants to speak about it on the radio tonight.")
    assert [kind for kind, *_ in merged_twice(f'msgid "{whole}"\nmsgstr "да"\n', *parts).report.changes] == [Kind.SPLIT] * 3
    before = "\n".join(f'msgid "{part}"\nmsgstr "{number}."\n' for number, part in enumerate(parts))
    assert live(merged_twice(before, whole)) == [("0. 1. 2.", State.DRAFT, " ".join(parts))]
