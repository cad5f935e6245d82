"""Catalogs as Poedit, Weblate, gettext and translators' scripts leave them: accepted as they are, and merged like any other."""

from __future__ import annotations

import io
import subprocess
from typing import TYPE_CHECKING

import polib
import pytest
from translate.storage import pypo

from transflow.errors import CatalogError
from transflow.formats.po import Catalog, encode_po, new_catalog, new_entry, parse_po, read_catalog, with_draft, with_target, write_po
from transflow.merge import Kind, merge
from transflow.model import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SOURCES = (
    "The town council voted on Thursday to build a second pier in the old harbour, and work is to begin in June of next year.",
    "“We have waited for this since I was a girl,” said Ines Okafor, who runs the cold store at the quay.",
    "Eleven of its fifteen members were in favour.",
    "Nineteen boats still fish from the bay.",
    "A ladder came back shorter.",
    "Birds and mud",
)
CHANGED = SOURCES[2].replace("Eleven", "Twelve")
PLURALS = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"


def template(*sources: str) -> Catalog:
    entries = [
        new_entry(
            source=source,
            notes=(f"slot: body; paragraph: {at + 1}; sentence: 1; voice: narration", "Artsakh (artsakh) → Арцах"),
            references=(("articles/pier.md", at + 3), ("articles/pier.md", at + 90)),
        )
        for at, source in enumerate(sources)
    ]
    return new_catalog(entries, language="ru", plural_forms=PLURALS, project="desk")


def translated() -> Catalog:
    """Return a catalog of which everything is translated but one draft and one unit that nobody has touched; one sentence is gone."""
    before = merge(None, template("Something that is gone.", *SOURCES)).catalog
    worked = [with_target(entry, f"перевод: {entry.source}") for entry in before.entries[:-2]]
    drafted = with_draft(before.entries[-2], "черновик", "local 2026-01-02")
    return merge(Catalog((*worked, drafted, before.entries[-1]), before.header), template(*SOURCES)).catalog


def gettext(*command: str) -> Callable[[Path], bytes]:
    return lambda path: subprocess.run([*command, str(path)], check=True, capture_output=True).stdout


def msgmerge(path: Path) -> bytes:
    pot = path.with_suffix(".pot")
    pot.write_text(write_po(template(*SOURCES)), encoding="utf-8")
    return subprocess.run(["msgmerge", "--quiet", "--previous", str(path), str(pot)], check=True, capture_output=True).stdout


def saved_by_polib(path: Path) -> bytes:
    catalog = polib.pofile(str(path))
    catalog.metadata["X-Generator"] = "Poedit 3.4.2"
    catalog.metadata["Last-Translator"] = "Ани <ani@example.org>"
    return str(catalog).encode()


def saved_by_weblate(path: Path) -> bytes:
    """Return the catalog as translate-toolkit, with which Weblate writes, leaves it."""
    catalog = pypo.pofile.parsefile(str(path))
    catalog.updateheader(add=True, X_Generator="Weblate 5.4", PO_Revision_Date="2026-05-01 10:00+0000")
    for unit in catalog.units[1:]:
        unit.target = unit.target  # Weblate sets what it was sent, also where it is the same
    written = io.BytesIO()
    catalog.serialize(written)
    return written.getvalue()


TOOLS: dict[str, Callable[[Path], bytes]] = {
    "msgcat wraps": gettext("msgcat"),
    "msgcat wraps narrowly": gettext("msgcat", "--width=40"),
    "msgcat sorts": gettext("msgcat", "--sort-output"),
    "msgcat escapes": gettext("msgcat", "--no-location", "--no-wrap"),
    "msgattrib": gettext("msgattrib", "--no-wrap"),
    "msgconv": gettext("msgconv", "--to-code=UTF-8"),
    "msgmerge": msgmerge,
    "polib, as Poedit heads it": saved_by_polib,
    "translate-toolkit, as Weblate": saved_by_weblate,
    "CRLF": lambda path: path.read_bytes().replace(b"\n", b"\r\n"),
    "a byte order mark": lambda path: b"\xef\xbb\xbf" + path.read_bytes(),
}


def work(catalog: Catalog) -> dict[tuple[str | None, str], tuple[str, State, tuple[str, ...]]]:
    return {entry.key: (entry.target, entry.state, entry.comments) for entry in catalog.entries if not entry.obsolete}


@pytest.mark.parametrize("tool", TOOLS)
def test_what_another_tool_wrote_is_kept(tool: str, tmp_path: Path) -> None:
    """Targets, states and comments are the same, the article's order returns, and the file keeps its line ends and its header."""
    path = tmp_path / "pier.po"
    path.write_bytes(encode_po(translated()))
    path.write_bytes(TOOLS[tool](path))
    before = read_catalog(path)
    merged = merge(before, template(*SOURCES))
    assert work(merged.catalog) == work(translated())
    assert [entry.source for entry in merged.catalog.entries][: len(SOURCES)] == list(SOURCES)
    assert {change.kind for change in merged.report.changes} == {Kind.KEPT}
    assert {name: value for name, value in before.header.items() if merged.catalog.header.get(name) != value} == {}
    path.write_bytes(encode_po(merged.catalog))
    assert write_po(merge(read_catalog(path), template(*SOURCES)).catalog) == write_po(merged.catalog)
    assert (b"\r\n" in path.read_bytes()) == (tool == "CRLF")


@pytest.mark.parametrize("tool", TOOLS)
def test_and_a_sentence_that_changes_afterwards_is_a_draft_as_ever(tool: str, tmp_path: Path) -> None:
    path = tmp_path / "pier.po"
    path.write_bytes(encode_po(translated()))
    path.write_bytes(TOOLS[tool](path))
    merged = merge(read_catalog(path), template(*(CHANGED if source == SOURCES[2] else source for source in SOURCES)))
    entry = merged.catalog.entries[2]
    assert (entry.source, entry.target, entry.state, entry.previous_source) == (CHANGED, f"перевод: {SOURCES[2]}", State.DRAFT, SOURCES[2])
    assert len(merged.report.of(Kind.KEPT)) == len(SOURCES) - 1


def test_drafts_that_msgmerge_made_are_kept_with_the_source_that_it_noted(tmp_path: Path) -> None:
    """Somebody ran msgmerge on the new template before transflow did."""
    wanted = template(*(CHANGED if source == SOURCES[2] else source for source in SOURCES))
    (tmp_path / "old.po").write_bytes(encode_po(translated()))
    (tmp_path / "new.pot").write_bytes(encode_po(wanted))
    run = ["msgmerge", "--quiet", "--previous", str(tmp_path / "old.po"), str(tmp_path / "new.pot")]
    text = subprocess.run(run, check=True, capture_output=True, text=True).stdout
    merged = merge(parse_po(text, name="merged.po"), wanted)
    assert write_po(merged.catalog) == text
    entry = merged.catalog.entries[2]
    assert (entry.state, entry.previous_source) == (State.DRAFT, SOURCES[2])


def test_a_draft_that_a_person_has_cleared_in_an_editor_is_translated() -> None:
    """Poedit takes the mark and the old source away, and leaves the comments."""
    wanted = template(*(CHANGED if source == SOURCES[2] else source for source in SOURCES))
    text = write_po(merge(translated(), wanted).catalog)
    cleared = text.replace(f'#, fuzzy\n#| msgid "{SOURCES[2]}"\n', "")
    assert cleared != text
    merged = merge(parse_po(cleared, name="pier.po"), wanted)
    assert write_po(merged.catalog) == cleared
    assert merged.catalog.entries[2].state is State.TRANSLATED


def test_what_a_translator_edits_while_the_article_changes_is_what_is_kept() -> None:
    """The catalog on disk is the truth, not what transflow wrote last."""
    text = write_po(translated()).replace(f"перевод: {SOURCES[3]}", "Девятнадцать лодок")
    merged = merge(parse_po(text, name="pier.po"), template(SOURCES[5], CHANGED, *SOURCES[3:5]))
    assert [(entry.target, entry.state) for entry in merged.catalog.entries[1:3]] == [
        (f"перевод: {SOURCES[2]}", State.DRAFT),
        ("Девятнадцать лодок", State.TRANSLATED),
    ]


def test_a_catalog_of_a_later_version_of_the_article_fits_an_earlier_one_and_back_again() -> None:
    """On a branch where the article is still what it was: what is only in the later version waits, with everything that was done to it."""
    later = merge(translated(), template(*SOURCES[1:], CHANGED)).catalog
    later = Catalog(tuple(with_target(entry, "новое") if entry.source == CHANGED else entry for entry in later.entries), later.header)
    earlier = merge(parse_po(write_po(later), name="pier.po"), template(*SOURCES)).catalog
    assert work(earlier) == work(translated())
    back = merge(parse_po(write_po(earlier), name="pier.po"), template(*SOURCES[1:], CHANGED)).catalog
    assert work(back) == work(later)


def test_a_translation_that_only_an_obsolete_entry_has_is_brought_back_where_the_live_one_is_empty() -> None:
    """So git leaves a catalog when one branch translated a sentence that the other one had lost and found again."""
    text = f'# ours\nmsgid "{SOURCES[3]}"\nmsgstr ""\n\n# theirs\n#~ msgid "{SOURCES[3]}"\n#~ msgstr "лодки"\n'
    merged = merge(parse_po(text, name="pier.po"), template(SOURCES[3]))
    (entry,) = merged.catalog.entries
    assert (entry.target, entry.state, entry.comments) == ("лодки", State.TRANSLATED, ("ours", "theirs"))
    assert [change.kind for change in merged.report.changes] == [Kind.RETURNED]


def git(directory: Path, *arguments: str, code: int = 0) -> None:
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *identity, *arguments], cwd=directory, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr


def on_two_branches(directory: Path, ours: str, theirs: str, *, code: int = 0) -> Path:
    """Let two branches change the catalog in two ways, and join them with git."""
    path = directory / "pier.po"
    git(directory, "init")
    for branch, text in (("main", write_po(translated())), ("theirs", theirs), ("main", ours)):
        if branch == "theirs":
            git(directory, "checkout", "-b", "theirs")
        elif path.exists():
            git(directory, "checkout", "main")
        path.write_text(text, encoding="utf-8")
        git(directory, "add", "pier.po")
        git(directory, "commit", "-m", branch)
    git(directory, "merge", "theirs", code=code)
    return path


def test_catalogs_of_two_branches_that_git_joins_have_what_both_did(tmp_path: Path) -> None:
    """One branch extracted a changed article, on the other a translator went on with the old one."""
    wanted = template(CHANGED, *SOURCES[:2], *SOURCES[3:])
    ours = write_po(merge(translated(), wanted).catalog)
    theirs = write_po(translated()).replace(f"перевод: {SOURCES[3]}", "Лодки").replace("черновик", "черновик, исправленный")
    path = on_two_branches(tmp_path, ours, theirs)
    merged = merge(read_catalog(path), wanted)
    targets = {entry.source: (entry.target, entry.state) for entry in merged.catalog.entries if not entry.obsolete}
    assert targets[CHANGED] == (f"перевод: {SOURCES[2]}", State.DRAFT)
    assert targets[SOURCES[0]] == (f"перевод: {SOURCES[0]}", State.TRANSLATED)
    assert targets[SOURCES[3]] == ("Лодки", State.TRANSLATED)
    assert targets[SOURCES[4]][0] == "черновик, исправленный"


def test_the_marks_of_a_conflict_are_told_with_their_place(tmp_path: Path) -> None:
    text = write_po(translated())
    ours, theirs = (text.replace(f"перевод: {SOURCES[2]}", new) for new in ("одиннадцать", "11"))
    path = on_two_branches(tmp_path, ours, theirs, code=1)
    line = path.read_text(encoding="utf-8").split("\n").index("<<<<<<< HEAD") + 1
    with pytest.raises(CatalogError, match="git could not join") as told:
        read_catalog(path)
    assert str(told.value).startswith(f"{path}:{line}:1: ")
