"""A project whose one article has 5,000 units: generated sentences with the sample's names, markup, quotations and figures; nobody's text.

Most units are translated, a third are approved: people have worked on it for weeks, and their sign-offs lie beside the catalog.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from checks import ENGLISH, RUSSIAN
from transflow.files import save
from transflow.formats.po import encode_po, read_catalog, with_draft, with_target
from transflow.signoffs import Act, Signoff, seen_of
from transflow.signoffs.lines import encode, hash_of
from transflow.workflow.check import known_of
from transflow.workflow.days import catalog_day
from transflow.workflow.deciding.fingerprints import UnitNames
from transflow.workflow.extract import extract
from transflow.workflow.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transflow.formats.po import Entry
    from transflow.workflow.workspace import Workspace

EDITION, ARTICLE = "ru@desk", "long"
PEOPLE = ("anna", "boris", "vera")
PROJECT = """\
title: A long article
source: en
editions:
  ru@desk: {style: desk}
review:
  four-eyes: true
  proxy: {address: 127.0.0.1}
  people:
    anna: {name: Anna, email: anna@example.org, role: admin}
    boris: {name: Boris, email: boris@example.org, role: admin}
    vera: {name: Vera, email: vera@example.org, role: admin}
"""


def make_project(root: Path, *, units: int) -> None:
    """Make the project."""
    (root / "articles").mkdir(parents=True)
    shutil.copytree(Path(__file__).parent.parent / "glossary", root / "glossary")
    (root / "transflow.yaml").write_text(PROJECT, encoding="utf-8")
    workspace = open_workspace(root)
    chance = random.Random(1)  # noqa: S311 - a corpus, no secret
    (root / "articles" / f"{ARTICLE}.md").write_text("".join(_article(workspace, chance, units)), encoding="utf-8")
    extract(workspace)
    edition = workspace.project.edition(EDITION)
    path = workspace.project.catalog(edition, ARTICLE)
    catalog = read_catalog(path)
    naming = workspace.naming(edition, catalog_day(catalog))

    def names(entry: Entry) -> list[str]:
        expected = (naming.expected(mention) for mention in naming.find_source(entry.source))
        return [one.forms[0] for one in expected if one.forms]

    entries = tuple(_translated(entry, chance, names(entry)) for entry in catalog.entries)
    save(path, encode_po(replace(catalog, entries=entries)))
    _sign(workspace, path, chance)


def _article(workspace: Workspace, chance: random.Random, units: int) -> Iterator[str]:
    concepts = workspace.glossary.concepts.values()
    names = [form.text for concept in concepts for name in concept.names.values() for form in name.forms.get("en", ())[:1]]
    yield "# A very long article\n"
    for number in range(units - 1):
        words = [chance.choice(ENGLISH) for _ in range(chance.randrange(8, 22))]
        if number % 3 == 0:
            words[4] = chance.choice(names)
        if number % 5 == 0:
            words[5] = f"{number + 1000:,}"
        if number % 5 == 1:
            words[1], words[3] = f"“{words[1]}", f"{words[3]}”"
        if number % 7 == 2:
            words[2] = f"**{words[2]}**"
        if number % 11 == 3:
            words[6] = f"[{words[6]}](https://example.org/{number})"
        words[0] = words[0].capitalize()
        yield ("\n" if number % 4 == 0 else "") + " ".join(words) + f" in part {number}.\n"


def _translated(entry: Entry, chance: random.Random, names: list[str]) -> Entry:
    """Return an entry with a target whose names, figures and markup are right more often than not."""
    if chance.random() < 0.1:
        return entry
    words = [chance.choice(RUSSIAN) for _ in entry.source.split()]
    kept = [word.strip(".") for word in entry.source.split() if any(mark in word for mark in "<0123456789")]
    words[2:2] = [*kept, *(names if chance.random() < 0.95 else [])]
    if "“" in entry.source:
        words[1], words[-1] = f"«{words[1]}", f"{words[-1]}»"
    target = " ".join(words) + "."
    target = target[:1].upper() + target[1:]
    return with_draft(entry, target, "local 2026-11-01") if chance.random() < 0.2 else with_target(entry, target)


def _sign(workspace: Workspace, path: Path, chance: random.Random) -> None:
    """Let somebody have written every target that is no draft, and another have approved every third of these."""
    edition = workspace.project.edition(EDITION)
    catalog = read_catalog(path)
    known = known_of(workspace, edition, ARTICLE, catalog)
    last, lines = dict.fromkeys(PEOPLE, ""), []
    for entry in catalog.entries:
        if not entry.target or entry.draft:
            continue
        author, other = chance.sample(PEOPLE, 2)
        seen = seen_of(entry, known.names.get(entry.unit, UnitNames()).fingerprint)
        acts = [(Act.WRITE, author, "")] + ([(Act.APPROVE, other, seen.names)] if chance.random() < 0.4 else [])
        for act, by, fingerprint in acts:
            line = encode(Signoff(act, entry.unit, by, "2026-11-20T10:00:00Z", seen.source, seen.target, fingerprint, after=last[by]))
            last[by] = hash_of(line)
            lines.append(line + b"\n")
    save(workspace.project.signoffs(edition, ARTICLE), b"".join(lines))
