"""The project that everybody works on: two articles in two editions, few units, so that all meet at the same ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

SENTENCES = 24  # an article
PLACES = ("road", "river", "school", "market", "bridge", "station")
NEWS = ("was opened again", "stays closed", "is being rebuilt", "was shown to visitors")
PROJECT = """\
title: Endurance
source: en
editions:
  ru: {{backend: libretranslate}}
  fa: {{}}
backends:
  libretranslate: {{url: "{engine}", items: 3}}
review:
  four-eyes: true
  proxy: {{address: 127.0.0.1}}
  people:
{people}
"""


@dataclass(frozen=True)
class Desk:
    """A project, those who work on it, and the port of its server."""

    root: Path
    people: tuple[str, ...]
    port: int
    environment: dict[str, str] = field(repr=False)

    @property
    def catalogs(self) -> tuple[tuple[str, str], ...]:
        """Every edition with every article."""
        return tuple((edition, article) for edition in ("ru", "fa") for article in ("north", "south"))

    @cached_property
    def units(self) -> tuple[tuple[str, str, str], ...]:
        """Every unit that stays while the articles change, with its edition and article."""
        return tuple((edition, article, unit) for edition, article in self.catalogs for unit in self._units(edition, article))

    def catalog(self, edition: str, article: str) -> Path:
        """Where a catalog lies."""
        return self.root / "locales" / edition / "LC_MESSAGES" / f"{article}.po"

    def signoffs(self, edition: str, article: str) -> Path:
        """Where its sign-offs lie."""
        return self.catalog(edition, article).with_suffix(".signoffs.jsonl")

    def earlier(self, edition: str, article: str) -> Path:
        """Where the cache keeps what was saved over."""
        return self.root / ".transflow" / "review" / "earlier" / edition / f"{article}.jsonl"

    def _units(self, edition: str, article: str) -> list[str]:
        done = self.transflow("units", "--edition", edition, article, "--format", "json")
        assert done.returncode == 0, done.stderr
        return [unit["unit"] for unit in json.loads(done.stdout)["units"]]

    def command(self, *arguments: str) -> list[str]:
        """Return a command of the shell on the project."""
        return [str(Path(sys.executable).with_name("transflow")), "--project", str(self.root), *arguments]

    def transflow(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the shell on the project."""
        return subprocess.run(self.command(*arguments), capture_output=True, text=True, check=False, env=self.environment)


def sentences(article: str) -> list[str]:
    """Return the sentences of an article, which no client's work changes."""
    return [f"The {PLACES[at % 6]} of the {article}, part {'abcd'[at // 6]}, {NEWS[at % 4]}." for at in range(SENTENCES)]


def article_text(article: str, *, extra: str = "") -> str:
    """Return an article; `extra` is a paragraph that comes and goes, so that `extract` has something to merge."""
    body = sentences(article)
    paragraphs = [" ".join(body[at : at + 4]) for at in range(0, SENTENCES, 4)]
    return "\n\n".join([f"# News of the {article}", *([extra] if extra else []), *paragraphs]) + "\n"


def make_desk(root: Path, engine: str, *, people: int) -> Desk:
    """Make the project and its catalogs."""
    names = tuple(f"person{number}" for number in range(people))
    told = "\n".join(f"    {name}: {{name: Person {name[-1]}, email: {name}@example.org, role: reviewer}}" for name in names)
    (root / "articles").mkdir(parents=True)
    (root / "glossary").mkdir()
    (root / "transflow.yaml").write_text(PROJECT.format(engine=engine, people=told))
    for article in ("north", "south"):
        (root / "articles" / f"{article}.md").write_text(article_text(article))
    environment = {**os.environ, "TRANSFLOW_PRIVATE": str(root.parent / "private"), "GIT_CONFIG_GLOBAL": os.devnull}
    desk = Desk(root, names, _free_port(), environment)
    done = desk.transflow("extract")
    assert done.returncode == 0, done.stderr
    assert len(desk.units) == 4 * (SENTENCES + 1)
    return desk


def _free_port() -> int:
    import socket

    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])
