"""The memory of a project: made from its catalogs and TMX files, held against its rules, exchanged with other tools."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from transflow.errors import CatalogError, ExchangeError, UsageError
from transflow.formats.po import encode_po, new_catalog, new_entry, read_catalog, with_draft, with_target
from transflow.formats.tmx import read_tmx
from transflow.memory import Kind, Match, supplies
from transflow.model import Slot
from transflow.units import occurrences
from transflow.workflow.drafting.memory_store import open_store, store_path
from transflow.workflow.drafting.remember import Asked, Remembered, best_draft, open_memory, questions, recall
from transflow.workflow.exchange.memory_export import export_memory, write_whole
from transflow.workflow.exchange.memory_import import Imported, Languages, import_memory
from transflow.workflow.workspace import Workspace, open_workspace

GLOSSARY = """
concepts:
  region:
    kind: place
    contested: true
    definition: A region with two names
    names:
      artsakh: {side: one, forms: {en: Artsakh, ru: {text: Арцах, forms: [Арцахе, Арцаха]}}}
      karabakh: {side: other, forms: {en: Karabakh, ru: {text: Карабах, forms: [Карабахе, Карабаха]}}}
"""
STYLE = "title: Desk\ndefault: {narration: as-source, quotation: as-source}\nrules: {region: {narration: karabakh}}\n"
PAIRS = (
    ("The road to Artsakh stays closed.", "Дорога до Арцаха остаётся закрытой."),
    ("Nobody passes.", "Никто не проходит."),
    ("120 trucks wait on May 28.", "28 мая ждут 120 грузовиков."),
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header srclang="en" creationtool="Other"/><body>'
BUSES = '<tu tuid="b1"><note>seen</note><tuv xml:lang="EN-US"><seg>Two buses</seg></tuv><tuv xml:lang="RU-RU"><seg>Два автобуса</seg></tuv></tu>'


@pytest.fixture
def project(tmp_path: Path) -> Workspace:
    """A project of two editions in Russian and one in Armenian, and a catalog with three translations and a draft."""
    (tmp_path / "glossary" / "styles").mkdir(parents=True)
    (tmp_path / "glossary" / "places.yaml").write_text(GLOSSARY, encoding="utf-8")
    (tmp_path / "glossary" / "styles" / "desk.yaml").write_text(STYLE, encoding="utf-8")
    (tmp_path / "transflow.yaml").write_text("source: en\neditions: {ru: , ru@desk: {style: desk}, hy: }\n", encoding="utf-8")
    entries = [with_target(new_entry(source=source), target) for source, target in PAIRS]
    entries.append(with_draft(new_entry(source="A draft."), "Набросок.", "local 2026-01-01"))
    write(tmp_path, entries)
    return open_workspace(tmp_path)


def write(root: Path, entries: list[object], *, edition: str = "ru") -> None:
    path = root / "locales" / edition / "LC_MESSAGES" / "road.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog = new_catalog(entries, language=edition, plural_forms="nplurals=1; plural=0;", project="x")  # type: ignore[arg-type]
    path.write_bytes(encode_po(catalog))


def search(project: Workspace, source: str, *, edition: str = "ru", least: int = 70) -> tuple[Match, ...]:
    with open_memory(project, project.project.edition(edition)) as memory:
        return recall(memory, Asked(source), least=least)


def draft(project: Workspace, asked: Asked, *, edition: str = "ru", least: int = 95) -> Remembered:
    with open_memory(project, project.project.edition(edition)) as memory:
        return best_draft(memory, asked, least=least)


def take(project: Workspace, text: str, *, name: str = "other.tmx", languages: Languages | None = None, replace: bool = False) -> Imported:
    path = project.project.root / "incoming" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return import_memory(project, [path], languages=languages or Languages(), replace=replace)[0]


def test_what_is_translated_is_remembered_and_a_draft_is_not(project: Workspace) -> None:
    assert [match.target for match in search(project, "Nobody passes.")] == ["Никто не проходит."]
    assert search(project, "A draft.") == ()


def test_a_catalog_that_changed_is_read_again_and_one_that_is_gone_is_forgotten(project: Workspace) -> None:
    search(project, "Nobody passes.")
    write(project.project.root, [with_target(new_entry(source="Nobody passes."), "Не проходит никто.")])
    assert [match.target for match in search(project, "Nobody passes.")] == ["Не проходит никто."]
    (project.project.root / "locales" / "ru" / "LC_MESSAGES" / "road.po").unlink()
    assert search(project, "Nobody passes.") == ()


def test_a_source_that_the_article_lost_is_still_remembered(project: Workspace) -> None:
    path = project.project.root / "locales" / "ru" / "LC_MESSAGES" / "road.po"
    path.write_text(path.read_text(encoding="utf-8") + '\n#~ msgid "Gone."\n#~ msgstr "Нет."\n', encoding="utf-8")
    assert [match.target for match in search(project, "Gone.")] == ["Нет."]


def test_what_breaks_the_rules_of_one_edition_is_refused_there_and_offered_in_another(project: Workspace) -> None:
    assert [match.refused for match in search(project, PAIRS[0][0])] == [""]
    refused = search(project, PAIRS[0][0], edition="ru@desk")
    assert [match.refused for match in refused] == ["it says “Арцаха”, where this edition says Карабах"]


def test_a_match_that_names_what_the_source_does_not_is_refused(project: Workspace) -> None:
    found = search(project, "The road to Karabakh stays closed.")
    assert [(match.kind, match.refused) for match in found] == [(Kind.FUZZY, "it says “Арцаха”, where this edition says Карабах")]


def test_a_quotation_keeps_the_speakers_word_also_from_memory(project: Workspace) -> None:
    write(project.project.root, [with_target(new_entry(source="“Artsakh waits,” he said."), "«Арцах ждёт», — сказал он.")])
    assert [match.refused for match in search(project, "“Artsakh waits,” he said.", edition="ru@desk")] == [""]


def test_an_exact_match_stands_as_a_draft_and_says_where_it_is_from(project: Workspace) -> None:
    found = draft(project, Asked("Nobody passes.", before=PAIRS[0][0], after=PAIRS[2][0]))
    assert found.text == "Никто не проходит."
    assert found.notes == ("100 %, locales/ru/LC_MESSAGES/road.po", "same neighbours")


def test_an_adapted_match_stands_as_a_draft_and_warns_of_its_grammar(project: Workspace) -> None:
    found = draft(project, Asked("7 trucks wait on June 3."))
    assert found.text == "3 июня ждут 7 грузовиков."
    assert "120 → 7, mind the grammar around it" in found.notes


@pytest.mark.parametrize(
    ("source", "edition", "least", "why"),
    [
        ("Quite another sentence.", "ru", 95, "nothing of 95 % or more is remembered"),
        ("Nobody else passes.", "ru", 95, "nothing of 95 % or more"),
        (PAIRS[0][0], "ru@desk", 95, "100 %: it says “Арцаха”"),
        ("<1>Nobody</1> passes.", "ru", 50, "its markup is another"),
        ("Nobody passes Karabakh.", "ru", 60, "it does not name “Karabakh”"),
        ("Nobody passes.", "hy", 95, "nothing"),
    ],
)
def test_what_cannot_stand_as_a_draft_is_said(project: Workspace, source: str, edition: str, least: int, why: str) -> None:
    found = draft(project, Asked(source), edition=edition, least=least)
    assert found.text is None
    assert why in found.why


def test_a_match_of_another_region_is_shown_but_is_no_draft(tmp_path: Path) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "transflow.yaml").write_text("source: en\neditions: {pt_BR: }\n", encoding="utf-8")
    project = open_workspace(tmp_path)
    take(project, f'{HEAD}<tu><tuv xml:lang="en"><seg>Hi</seg></tuv><tuv xml:lang="pt-PT"><seg>Olá</seg></tuv></tu></body></tmx>')
    assert [(match.target, match.locale) for match in search(project, "Hi", edition="pt_BR")] == [("Olá", "pt-PT")]
    assert draft(project, Asked("Hi"), edition="pt_BR").why == "100 %: it is in pt-PT"


def test_an_imported_file_lies_in_the_project_as_it_was_and_is_searched(project: Workspace) -> None:
    text = f"{HEAD}{BUSES}<tu><tuv xml:lang='en'><seg>One</seg></tuv><tuv xml:lang='de'><seg>Eins</seg></tuv></tu></body></tmx>"
    done = take(project, text)
    assert (done.into, done.pairs, done.passed_over, done.fresh) == ("memory/other.tmx", 1, 1, True)
    assert (project.project.root / "memory" / "other.tmx").read_text(encoding="utf-8") == text
    (match,) = search(project, "Two buses")
    assert (match.target, match.locale, match.place, match.origin.file) == ("Два автобуса", "RU-RU", "b1", "memory/other.tmx")


def test_imported_twice_is_imported_once(project: Workspace) -> None:
    def counted() -> tuple[object, ...]:
        with open_store(project.project) as store:
            return supplies(store)

    take(project, f"{HEAD}{BUSES}</body></tmx>")
    before = counted()
    assert not take(project, f"{HEAD}{BUSES}</body></tmx>").fresh
    assert counted() == before


def test_another_file_of_the_same_name_is_refused_unless_it_is_to_take_its_place(project: Workspace) -> None:
    take(project, f"{HEAD}{BUSES}</body></tmx>")
    other = f"{HEAD}{BUSES.replace('Два', 'Оба')}</body></tmx>"
    with pytest.raises(UsageError, match=r"memory/other\.tmx: another file of this name"):
        take(project, other)
    assert [match.target for match in search(project, "Two buses")] == ["Два автобуса"]
    take(project, other, replace=True)
    assert [match.target for match in search(project, "Two buses")] == ["Оба автобуса"]


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        (
            '<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tmx>&b;</tmx>',
            ExchangeError,
            "a DOCTYPE with declarations",
        ),
        ('<!DOCTYPE tmx [<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;]><tmx/>', ExchangeError, "a DOCTYPE with declarations"),
        (f"{HEAD}{BUSES}", ExchangeError, "not valid XML"),
        (f"{HEAD}<tu><tuv><seg>a</seg></tuv></tu></body></tmx>", ExchangeError, "without xml:lang"),
        (f"{HEAD}</body></tmx>", UsageError, "the file has: no units"),
        (
            f'{HEAD}<tu><tuv xml:lang="en"><seg>a</seg></tuv><tuv xml:lang="de"><seg>b</seg></tuv></tu></body></tmx>',
            UsageError,
            r"hy, ru.*en \(1\), de \(1\)",
        ),
        (f'{HEAD}<tu><tuv xml:lang="klingonish"><seg>a</seg></tuv></tu></body></tmx>', UsageError, "klingonish"),
        ("", ExchangeError, "not valid XML"),
    ],
)
def test_what_cannot_be_imported_is_told_and_changes_nothing(project: Workspace, text: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        take(project, text)
    assert not (project.project.root / "memory").exists()


def test_broken_utf8_and_other_kinds_of_files_are_told(project: Workspace) -> None:
    bad = project.project.root / "bad.tmx"
    bad.write_bytes(f"{HEAD}{BUSES}</body></tmx>".encode().replace("Два".encode(), b"\xff\xfe"))
    with pytest.raises(ExchangeError, match=r"bad\.tmx:2:\d+: not valid XML"):
        import_memory(project, [bad])
    other = bad.with_suffix(".txt")
    other.write_text("")
    with pytest.raises(UsageError, match=r"as \.tmx or \.po"):
        import_memory(project, [other])


def test_a_huge_unit_is_remembered_or_told_but_never_kills(project: Workspace) -> None:
    words = "road and bus " * 20_000
    body = f'<tu><tuv xml:lang="en"><seg>{words}end</seg></tuv><tuv xml:lang="ru"><seg>много</seg></tuv></tu>'
    take(project, f"{HEAD}{body}</body></tmx>")
    assert [match.target for match in search(project, f"{words}end")] == ["много"]


def test_a_catalog_of_another_project_is_imported_with_its_neighbours(project: Workspace) -> None:
    text = read_catalog(project.project.root / "locales" / "ru" / "LC_MESSAGES" / "road.po")
    (project.project.root / "locales" / "ru" / "LC_MESSAGES" / "road.po").unlink()
    path = project.project.root / "old.po"
    path.write_bytes(encode_po(text))
    (done,) = import_memory(project, [path])
    assert (done.into, done.pairs) == ("memory/old.ru.tmx", 3)
    found = draft(project, Asked("Nobody passes.", before=PAIRS[0][0], after=PAIRS[2][0]))
    assert found.match is not None
    assert found.match.context


def test_a_catalog_that_names_no_language_wants_a_target(project: Workspace) -> None:
    path = project.project.root / "old.po"
    path.write_text('msgid "Hi"\nmsgstr "Привет"\n', encoding="utf-8")
    with pytest.raises(UsageError, match="say --target"):
        import_memory(project, [path])
    (done,) = import_memory(project, [path], languages=Languages(target="ru"))
    assert done.pairs == 1


def test_what_is_exported_and_imported_elsewhere_is_found_the_same(project: Workspace, tmp_path: Path) -> None:
    take(project, f"{HEAD}{BUSES}</body></tmx>")
    out = tmp_path / "out" / "all.tmx"
    write_whole(out, export_memory(project, None))
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "transflow.yaml").write_text("source: en\neditions: {ru: }\n", encoding="utf-8")
    (other / "glossary").mkdir()
    there = open_workspace(other)
    (done,) = import_memory(there, [out])
    assert done.pairs == len(PAIRS) + 1
    for source, target in [*PAIRS, ("Two buses", "Два автобуса")]:
        assert [match.target for match in search(there, source)][:1] == [target]
    units = {unit.variants[0].text: unit for unit in read_tmx(out)}
    assert units["Two buses"].noted.notes == ("seen",)


def test_an_export_that_comes_back_does_not_grow_the_next_one(project: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "all.tmx"
    write_whole(out, export_memory(project, None))
    before = out.read_bytes()
    import_memory(project, [out])
    write_whole(out, export_memory(project, None))
    assert out.read_bytes() == before


def test_only_what_is_of_use_for_an_edition_is_exported(project: Workspace, tmp_path: Path) -> None:
    write(project.project.root, [with_target(new_entry(source="Nobody passes."), "Ոչ ոք չի անցնում։")], edition="hy")
    out = tmp_path / "hy.tmx"
    write_whole(out, export_memory(project, "hy"))
    assert [[variant.lang for variant in unit.variants] for unit in read_tmx(out)] == [["en", "hy"]]


def test_what_was_translated_of_a_confidential_article_is_exported_only_where_somebody_asks_for_it(project: Workspace) -> None:
    (project.project.root / "articles").mkdir()
    (project.project.root / "articles" / "road.md").write_text("---\nconfidential: true\n---\n\nNobody passes.\n", encoding="utf-8")
    assert "Nobody passes." not in "".join(export_memory(project, None))
    assert "Nobody passes." in "".join(export_memory(project, None, confidential=True))


def test_a_torn_store_is_made_anew(project: Workspace) -> None:
    search(project, "Nobody passes.")
    path = store_path(project.project)
    for damage in (b"", b"something else " * 1000, path.read_bytes()[:9000], path.read_bytes()[:5000] + os.urandom(30_000)):
        path.write_bytes(damage)
        assert [match.target for match in search(project, "Nobody passes.")] == ["Никто не проходит."]


def test_a_store_that_is_torn_while_it_is_open_is_made_anew(project: Workspace) -> None:
    with open_memory(project, project.project.edition("ru")) as memory:
        memory.store.connection.execute("DROP TABLE postings")
        assert [match.target for match in recall(memory, Asked("Nobody passes."))] == ["Никто не проходит."]


def test_without_the_cache_everything_is_remembered_again(project: Workspace) -> None:
    take(project, f"{HEAD}{BUSES}</body></tmx>")
    store_path(project.project).unlink()
    assert [match.target for match in search(project, "Two buses")] == ["Два автобуса"]


def test_a_new_edition_finds_what_an_old_file_has_in_its_language(project: Workspace) -> None:
    body = '<tu><tuv xml:lang="en"><seg>Hi</seg></tuv><tuv xml:lang="ru"><seg>а</seg></tuv><tuv xml:lang="de"><seg>Hallo</seg></tuv></tu>'
    take(project, f"{HEAD}{body}</body></tmx>")
    root = project.project.root
    (root / "transflow.yaml").write_text("source: en\neditions: {ru: , de: }\n", encoding="utf-8")
    assert [match.target for match in search(open_workspace(root), "Hi", edition="de")] == ["Hallo"]


def test_a_catalog_that_cannot_be_read_is_told(project: Workspace) -> None:
    (project.project.root / "locales" / "ru" / "LC_MESSAGES" / "bad.po").write_text("nonsense", encoding="utf-8")
    with pytest.raises(CatalogError, match=r"bad\.po:1"):
        search(project, "Nobody passes.")


def test_the_slot_decides_which_names_may_stand(project: Workspace) -> None:
    style = "title: Desk\nrules: {region: {narration: artsakh, headline: karabakh}}\n"
    (project.project.root / "glossary" / "styles" / "desk.yaml").write_text(style, encoding="utf-8")
    project = open_workspace(project.project.root)
    with open_memory(project, project.project.edition("ru@desk")) as memory:
        refused = [recall(memory, Asked(PAIRS[0][0], slot=slot))[0].refused for slot in (Slot.BODY, Slot.HEADLINE)]
    assert [bool(why) for why in refused] == [False, True]


def test_an_article_asks_with_the_neighbours_that_its_own_catalog_has(project: Workspace) -> None:
    root = project.project.root
    (root / "articles").mkdir()
    (root / "articles" / "road.md").write_text("Nobody passes. Two buses wait. Nobody passes.\n\nThe end.\n", encoding="utf-8")
    units = project.read(root / "articles" / "road.md")[1]
    write(root, [with_target(new_entry(source=group.source), "да") for group in occurrences(units)])
    asked = questions(units)
    assert [(one.before, one.source, one.after) for one in asked.values()] == [
        ("", "Nobody passes.", "Two buses wait."),
        ("Nobody passes.", "Two buses wait.", "The end."),
        ("Two buses wait.", "The end.", ""),
    ]
    with open_memory(project, project.project.edition("ru")) as memory:
        assert all(recall(memory, one)[0].context for one in asked.values())
