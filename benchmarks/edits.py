"""What is left of the translations when an article is edited: transflow beside msgmerge and pot2po, on the same files.

    python benchmarks/edits.py [--article FILE] [--wrong] [--peers PYTHON]

Every unit of an article gets a made-up translation that names it. Then the article is edited, in each of the ways of `article_edits.py`, and every
tool merges the catalog with the new template. `kept` counts the translations that stand and are no drafts, `useful` the drafts that are made of
nothing but a translation of what the sentence was before, `wrong` the targets that belong, in whole or in part, to another sentence. Which old sentences a
new one was is known from where its characters come from. Tables are sums over all articles; `--wrong` lists what is wrong.
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from article_edits import EDITS, Article

from transflow.formats.articles import read_article
from transflow.formats.po import change, new_catalog, new_entry, read_catalog, write_po
from transflow.merge import merge
from transflow.model import State
from transflow.notes import note
from transflow.units import cut, occurrences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from article_edits import Piece

    from transflow.formats.po import Catalog, Entry
    from transflow.model import Unit

    Key = tuple[str | None, str]
    Spans = Sequence[tuple[int, int]]

ROOT = Path(__file__).parent.parent
ARTICLES = (
    "articles/lachin-speech.md",
    "tests/cases/merge/harbour.md",
    "tests/cases/merge/library.txt",
    "examples/world-names/articles/atlas.md",
)
_MARK = re.compile(r"\[(\d+)\]")
_SHARE_OF_NEW, _SHARE_OF_OLD = 0.3, 0.5  # of its letters, for a sentence to be (a part of) what another was
PLURALS = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"


@dataclass(frozen=True, slots=True)
class Score:
    """How many translations a tool kept, offered usefully, and put to a sentence that they do not belong to."""

    kept: int = 0
    useful: int = 0
    wrong: int = 0
    told: tuple[str, ...] = ()

    def __add__(self, other: Score) -> Score:
        """Add two scores up."""
        return Score(self.kept + other.kept, self.useful + other.useful, self.wrong + other.wrong, self.told + other.told)


def transflow(old: Path, template: Path, out: Path) -> None:
    """Merge as `transflow extract` does."""
    out.write_text(write_po(merge(read_catalog(old), read_catalog(template)).catalog), encoding="utf-8")


def msgmerge(old: Path, template: Path, out: Path) -> None:
    """Merge as GNU gettext does."""
    subprocess.run(["msgmerge", "--quiet", "--previous", "--no-wrap", "-o", out, old, template], check=True)


def pot2po(old: Path, template: Path, out: Path) -> None:
    """Merge as translate-toolkit does, in this process."""
    from translate.convert.pot2po import convertpot  # noqa: PLC0415 - a peer, which only the measurement needs

    written = io.BytesIO()
    convertpot(io.BytesIO(template.read_bytes()), written, io.BytesIO(old.read_bytes()))
    out.write_bytes(written.getvalue())


TOOLS: dict[str, Callable[[Path, Path, Path], None]] = {"transflow": transflow, "msgmerge": msgmerge, "pot2po": pot2po}


def measure(path: Path, edit: str, directory: Path) -> dict[str, Score]:
    """Return the score of every tool for one edit of one article."""
    text = path.read_text(encoding="utf-8")
    groups = occurrences(_units(text, path.suffix, directory))
    asked = Article(text, _units(text, path.suffix, directory))
    translated = [change(entry, target=f"[{at}] {entry.source[::-1]}.") for at, entry in enumerate(_entries(asked.units))]
    old = directory / "old.po"
    versions = [function(asked) for function in EDITS[edit]]
    scores = {}
    for name, tool in TOOLS.items():
        old.write_text(_catalog(translated), encoding="utf-8")
        for version in versions:
            new, origin = _text(text, version)
            units = _units(new, path.suffix, directory)
            template = directory / "new.pot"
            template.write_text(_catalog(_entries(units)), encoding="utf-8")
            tool(old, template, directory / "merged.po")
            (directory / "merged.po").replace(old)
        truth = {(group.context, group.source): (origin, group.units) for group in occurrences(units)}
        owners = [[(unit.start, unit.end) for unit in group.units] for group in groups]
        scores[name] = _score(read_catalog(old), text, owners, truth)
    return scores


def _score(merged: Catalog, text: str, owners: Sequence[Spans], truth: dict[Key, tuple[list[int], tuple[Unit, ...]]]) -> Score:
    kept = useful = wrong = 0
    told = []
    for entry in merged.entries:
        if entry.obsolete or entry.state is State.UNTRANSLATED:
            continue
        origin, units = truth[entry.key]
        was = {old for unit in units for old in _was(origin[unit.start : unit.end], text, owners)}
        given = {int(mark) for mark in _MARK.findall(entry.target)}
        if not given or not given <= was:
            wrong += 1
            told.append(
                f"{'draft' if entry.draft else 'kept'}: {entry.source!r} has {entry.target!r}, of {sorted(given)}, was {sorted(was)}"
            )
        elif entry.draft:
            useful += 1
        else:
            kept += 1
    return Score(kept, useful, wrong, tuple(told))


def _was(origin: Sequence[int], text: str, owners: Sequence[Spans]) -> list[int]:
    """Return which old units a new one was, or was a part of, or has become a part of it."""
    mine = {at for at in origin if at >= 0 and text[at].isalnum()}
    result = []
    for number, spans in enumerate(owners):
        for start, end in spans:
            common = sum(start <= at < end for at in mine)
            letters = sum(map(str.isalnum, text[start:end]))
            if common and (common >= _SHARE_OF_NEW * len(origin) or common >= _SHARE_OF_OLD * letters):
                result.append(number)
                break
    return result


def _text(old: str, pieces: Sequence[Piece]) -> tuple[str, list[int]]:
    """Return the text that pieces make, and for each of its characters where it stood before, -1 for a new one."""
    parts, origin = [], []
    for piece in pieces:
        if isinstance(piece, str):
            parts.append(piece)
            origin += [-1] * len(piece)
        else:
            parts.append(piece[2] if len(piece) == 3 else old[piece[0] : piece[1]])
            origin += range(piece[0], piece[1])
    return "".join(parts), origin


def _units(text: str, suffix: str, directory: Path) -> tuple[Unit, ...]:
    path = directory / f"article{suffix}"
    path.write_text(text, encoding="utf-8")
    return cut(read_article(path), language="en")


def _entries(units: Sequence[Unit]) -> list[Entry]:
    return [
        new_entry(
            source=group.source,
            context=group.context,
            notes=(note(group.units[0]),),
            references=tuple(("articles/article.md", unit.line) for unit in group.units),
        )
        for group in occurrences(units)
    ]


def _catalog(entries: Sequence[Entry]) -> str:
    return write_po(new_catalog(entries, language="ru", plural_forms=PLURALS, project="edits"))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--article", type=Path, action="append")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--peers", metavar="PYTHON", help="ignored: translate-toolkit is a development dependency")
    chosen = parser.parse_args()
    articles = chosen.article or [ROOT / name for name in ARTICLES]
    print(f"{'kept / useful drafts / wrong':44}" + "".join(f"{name:>18}" for name in TOOLS))
    sums = dict.fromkeys(TOOLS, Score())
    with tempfile.TemporaryDirectory() as directory:
        for edit in EDITS:
            row = dict.fromkeys(TOOLS, Score())
            for article in articles:
                for name, score in measure(article, edit, Path(directory)).items():
                    row[name] += score
            for name in TOOLS:
                sums[name] += row[name]
            print(f"{edit:44}" + "".join(f"{f'{score.kept} / {score.useful} / {score.wrong}':>18}" for score in row.values()))
            if chosen.wrong:
                for name, score in row.items():
                    for line in score.told:
                        print(f"    {name}: {line}")
    print(f"{'in all':44}" + "".join(f"{f'{score.kept} / {score.useful} / {score.wrong}':>18}" for score in sums.values()))


if __name__ == "__main__":
    main()
