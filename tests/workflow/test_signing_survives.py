"""What an approval survives and what it does not, shown with the tools that people use: gettext, polib, git."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import polib
import pytest

from transflow.formats.po import read_catalog
from transflow.model import State
from transflow.policy import Person
from transflow.signoffs import Act, read_journal, verify
from transflow.workflow.deciding.signing import sign
from transflow.workflow.deciding.standing import standings
from transflow.workflow.extract import extract
from transflow.workflow.start import ATTRIBUTES
from transflow.workflow.status import status

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Sample
    from transflow.workflow.deciding.signing import Standing

SLUG, EDITION = "lachin-speech", "ru@desk"
CATALOG = f"locales/{EDITION}/LC_MESSAGES/{SLUG}.po"
SIGNOFFS = f"locales/{EDITION}/LC_MESSAGES/{SLUG}.signoffs.jsonl"
HEADLINE = "Artsakh foreign ministry asks Moscow to answer Aliyev’s Lachin speech"
SOURCES = "Sources"
COURT = "International Court of Justice, order of February 22, 2023"
CHOSEN = (HEADLINE, SOURCES, COURT)


def unit_of(sample: Sample, source: str) -> str:
    return next(entry.unit for entry in read_catalog(sample.root / CATALOG).entries if entry.source == source)


def approve(sample: Sample, *sources: str, by: str = "anna") -> None:
    workspace = sample.workspace
    for source in sources:
        sign(workspace, workspace.project.edition(EDITION), SLUG, unit_of(sample, source), Act.APPROVE, by=Person(by))


def stands(sample: Sample, *sources: str) -> list[Standing]:
    workspace = sample.workspace
    found = standings(workspace, workspace.project.edition(EDITION), SLUG, read_catalog(sample.root / CATALOG))
    return [found[unit_of(sample, source)] for source in sources]


def states(sample: Sample, *sources: str) -> list[State]:
    return [one.state for one in stands(sample, *sources)]


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def wrap(po: Path, _: Path) -> None:
    run("msgcat", "--width=40", "--output-file", str(po), str(po))


def unwrap_again(po: Path, pot: Path) -> None:
    wrap(po, pot)
    run("msgcat", "--no-wrap", "--output-file", str(po), str(po))


def save_as_poedit_does(po: Path, _: Path) -> None:
    """Poedit wraps at 79 and says in the header who saved, when and with what."""
    run("msgcat", "--width=79", "--output-file", str(po), str(po))
    text = po.read_text(encoding="utf-8")
    head, body = text.split("\n\n", 1)
    head = re.sub(r'"PO-Revision-Date: .*\n', "", head)
    lines = (
        '"PO-Revision-Date: 2026-11-26 14:00+0100\\n"',
        '"Last-Translator: Anna <anna@example.org>\\n"',
        '"X-Generator: Poedit 3.4.2\\n"',
    )
    po.write_text("\n".join([head, *lines]) + "\n\n" + body, encoding="utf-8")


def save_with_polib(po: Path, _: Path) -> None:
    file = polib.pofile(str(po), wrapwidth=60)
    file.metadata["X-Generator"] = "something else"
    file.save()


def merge_with_the_template(po: Path, pot: Path) -> None:
    run("msgmerge", "--quiet", "--update", "--backup=none", "--previous", str(po), str(pot))


def write_with_other_line_ends(po: Path, _: Path) -> None:
    po.write_bytes(po.read_bytes().replace(b"\n", b"\r\n"))


@pytest.mark.parametrize(
    "tool",
    [wrap, unwrap_again, save_as_poedit_does, save_with_polib, merge_with_the_template, write_with_other_line_ends],
    ids=lambda tool: tool.__name__,
)
def test_an_approval_survives_what_tools_do_to_a_file(sample: Sample, tool: Callable[[Path, Path], None]) -> None:
    approve(sample, *CHOSEN)
    tool(sample.root / CATALOG, sample.root / f"locales/{SLUG}.pot")
    assert states(sample, *CHOSEN) == [State.APPROVED] * 3
    found = next(one for one in status(sample.workspace, editions=[EDITION]))
    assert (found.approved, found.stale) == (3, 0)


def test_extract_leaves_sign_offs_alone_and_a_unit_that_comes_back_is_approved_again(sample: Sample) -> None:
    approve(sample, *CHOSEN)
    lines = (sample.root / SIGNOFFS).read_bytes()
    article = (sample.root / f"articles/{SLUG}.md").read_text(encoding="utf-8")
    sample.replace(f"articles/{SLUG}.md", "## Sources\n", "")
    extract(sample.workspace, articles=[SLUG])
    assert all(entry.obsolete for entry in read_catalog(sample.root / CATALOG).entries if entry.source == SOURCES)
    (sample.root / f"articles/{SLUG}.md").write_text(article, encoding="utf-8")
    extract(sample.workspace, articles=[SLUG])
    assert states(sample, *CHOSEN) == [State.APPROVED] * 3
    assert (sample.root / SIGNOFFS).read_bytes() == lines


def test_one_character_of_the_source_lapses_an_approval_and_undoing_it_restores_it(sample: Sample) -> None:
    approve(sample, COURT)
    sample.replace(f"articles/{SLUG}.md", "order of February 22, 2023", "orders of February 22, 2023")
    extract(sample.workspace, articles=[SLUG])
    (changed,) = stands(sample, COURT.replace("order", "orders"))
    assert (changed.state, changed.stale) == (State.DRAFT, True)
    sample.replace(f"articles/{SLUG}.md", "orders of February 22, 2023", "order of February 22, 2023")
    extract(sample.workspace, articles=[SLUG])
    assert states(sample, COURT) == [State.APPROVED]


@pytest.mark.parametrize(
    ("file", "old", "new", "lapsed"),
    [
        (CATALOG, "МИД Арцаха просит", "МИД Арцаха  просит", True),
        ("glossary/styles/desk.yaml", "  lachin:\n    narration: lachin\n", "  lachin:\n    narration: as-source\n", True),
        ("glossary/styles/desk.yaml", "  shusha:\n    narration: shusha\n", "  shusha:\n    narration: as-source\n", False),
        ("glossary/styles/desk.yaml", "title: Neutral desk", "title: Quiet desk", False),
    ],
    ids=["target", "rule of a name in it", "rule of another name", "the style's title"],
)
def test_an_approval_lapses_by_what_touches_its_unit_and_by_nothing_else(
    sample: Sample,
    file: str,
    old: str,
    new: str,
    lapsed: bool,  # noqa: FBT001 - a column
) -> None:
    approve(sample, HEADLINE)
    sample.replace(file, old, new)
    (found,) = stands(sample, HEADLINE)
    assert (found.state, found.stale) == ((State.TRANSLATED, True) if lapsed else (State.APPROVED, False))
    (counted,) = status(sample.workspace, editions=[EDITION])
    assert (counted.approved, counted.stale) == ((0, 1) if lapsed else (1, 0))
    sample.replace(file, new, old)
    assert states(sample, HEADLINE) == [State.APPROVED]


@pytest.mark.parametrize(("form", "lapsed"), [("Ильхам Алиев", True), ("Никол Пашинян", False)])
def test_an_approval_lapses_by_another_form_of_a_name_in_its_unit_only(sample: Sample, form: str, lapsed: bool) -> None:  # noqa: FBT001 - a column
    approve(sample, HEADLINE)
    sample.replace("glossary/south-caucasus-people.yaml", f"ru: [{form}", f"ru: [Иначе, {form}")
    assert states(sample, HEADLINE) == [State.TRANSLATED if lapsed else State.APPROVED]


def branches(sample: Sample) -> None:
    """Make two branches on which the same and other people signed other units: the one that stands is `ours`."""
    (sample.root / ".gitattributes").write_text(ATTRIBUTES)
    approve(sample, HEADLINE)
    sample.git("add", "--all")
    sample.git("commit", "--quiet", "--message", "the headline")
    sample.git("branch", "theirs")
    sample.git("checkout", "--quiet", "-b", "ours")
    approve(sample, SOURCES)
    approve(sample, SOURCES, by="ben")
    sample.git("commit", "--quiet", "--all", "--message", "ours")
    sample.git("checkout", "--quiet", "theirs")
    approve(sample, COURT)
    approve(sample, COURT, by="ben")
    sample.git("commit", "--quiet", "--all", "--message", "theirs")
    sample.git("checkout", "--quiet", "ours")


@pytest.mark.parametrize("command", [("merge", "--quiet", "--no-edit", "theirs"), ("rebase", "--quiet", "theirs")], ids=["merge", "rebase"])
def test_two_branches_come_together_with_the_sign_offs_of_both(sample: Sample, command: tuple[str, ...]) -> None:
    branches(sample)
    sample.git(*command)
    assert states(sample, *CHOSEN) == [State.APPROVED] * 3
    journal = read_journal(sample.root / SIGNOFFS)
    assert (len(journal.lines), list(verify(journal))) == (5, [])
    approve(sample, HEADLINE)
    journal = read_journal(sample.root / SIGNOFFS)
    last = journal.lines[-1].signoff
    assert last
    assert len(last.after.split()) == 2, "the next line of an author ties the two ends of their fork together"
    assert not list(verify(journal))


def test_a_line_taken_out_of_the_middle_shows_and_what_hangs_on_it_does_not_count(sample: Sample) -> None:
    approve(sample, *CHOSEN)
    path = sample.root / SIGNOFFS
    first, second, third = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(first + third)
    (fault,) = verify(read_journal(path))
    assert (fault.line, fault.grave) == (2, True)
    assert states(sample, *CHOSEN) == [State.APPROVED, State.TRANSLATED, State.TRANSLATED]
    path.write_bytes(first + second + third)
    assert states(sample, *CHOSEN) == [State.APPROVED] * 3
