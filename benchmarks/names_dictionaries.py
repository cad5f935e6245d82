"""How the tables of endings fare on random proper names of open dictionaries: the share of their forms that is found, and collisions.

Only the citation form stands in the glossary. What is counted, for each name:

- **recall**: of the singular forms of its cases, without the citation form, those found whole. Of a surname the forms of its own gender.
- **collision**: a word form of the dictionary that is found whole as an *inflected* form of the name, though no proper name with this citation
  form has it. Words are capitalised first, so common words count too: the place Орёл finding Орлов is a collision (the plural of орёл, a surname),
  finding Орла is none. The plural of a surname and the form for a woman belong to the name wherever the dictionary says so.
- **derived**: the same for what is found as an *adjective or demonym*. Most are right (лачинский is what comes from Лачин) and no dictionary links the
  two, so they are told apart and not called collisions.

`--seed` says which names. The tables were mended on the names of seeds 1 and 3; those of seed 2 were only counted, never read.
Research before counted 4 to 43 collisions per 100 names without saying which forms belonged to a name.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
from bisect import bisect_left
from dataclasses import dataclass, field
from os.path import commonprefix
from pathlib import Path
from typing import Any

from measure import table

from transflow.glossary import Concept, Form, Glossary, Kind, Matcher, Name
from transflow.glossary.folding import fold_text
from transflow.glossary.tails import analyse

LANGUAGES = ("ru", "uk", "pl")
KINDS = {"place": Kind.PLACE, "surname": Kind.PERSON, "first-name": Kind.PERSON}
SEEDS = (1, 2)
EXPORT = Path(__file__).parent / "dictionary_forms.py"
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


@dataclass(slots=True)
class Result:
    """Sums over some names; `missed` and `taken` say of each name which forms."""

    names: int = 0
    forms: int = 0
    found: int = 0
    collisions: int = 0
    derived: int = 0
    missed: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of forms that is found."""
        return self.found / self.forms if self.forms else 1.0

    @property
    def per_hundred(self) -> float:
        """Collisions per 100 names."""
        return 100 * self.collisions / self.names if self.names else 0.0

    def add(self, other: Result) -> None:
        """Add the sums of other names."""
        self.names += other.names
        self.forms += other.forms
        self.found += other.found
        self.collisions += other.collisions
        self.derived += other.derived
        self.missed += other.missed
        self.taken += other.taken


def exported(language: str, python: Path, folder: Path) -> tuple[dict[str, list[dict[str, Any]]], list[str]]:
    """Return the names of a dictionary by kind, and all its words in order, written down once; nothing where the dictionary is not installed."""
    names, words = folder / f"{language}.names.jsonl", folder / f"{language}.words.txt"
    if not words.exists() and subprocess.run([str(python), str(EXPORT), language, str(folder)], check=False).returncode:
        return {}, []
    by_kind: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    for line in names.read_text(encoding="utf-8").splitlines():
        name = json.loads(line)
        by_kind[name["kind"]].append(name)
    return by_kind, words.read_text(encoding="utf-8").split("\n")


def capitalised(word: str) -> str:
    """Return a word with a capital."""
    return word[:1].upper() + word[1:]


def measured(language: str, name: dict[str, Any], words: list[str]) -> Result:
    """Return what is found of one name, and what collides with it."""
    kind = KINDS[name["kind"]]
    form = Form(capitalised(name["name"]))
    matcher = Matcher(Glossary({"c": Concept("c", kind, names={"n": Name("n", forms={language: (form,)})})}), language)

    def found(word: str) -> str:
        mentions = matcher.find(f"{capitalised(word)} ")
        whole = len(mentions) == 1 and mentions[0].text == capitalised(word)
        return ("derived" if mentions[0].derived else "inflected") if whole else ""

    result = Result(names=1)
    for written in name["cases"]:
        result.forms += 1
        if found(written):
            result.found += 1
        else:
            result.missed.append(f"{name['name']}: {written}")
    own = {fold_text(written, language) for written in (name["name"], *name["own"])}
    for word in beginning_with(stem_of(language, name["name"], kind), words):
        how = found(word) if fold_text(word, language) not in own else ""
        if how == "inflected":
            result.collisions += 1
            result.taken.append(f"{name['name']}: {word}")
        elif how:
            result.derived += 1
    return result


def stem_of(language: str, name: str, kind: Kind) -> str:
    """Return what all forms of a name begin with."""
    folded = fold_text(name, language)
    stems = analyse(language, folded, "place" if kind is Kind.PLACE else "person")
    return commonprefix([folded, *(stem.text for stem in stems)])  # noqa: RUF071 - words, no paths


def beginning_with(stem: str, words: list[str]) -> list[str]:
    """Return the words of a sorted list that begin with a stem and are of letters only."""
    first = bisect_left(words, stem)
    last = bisect_left(words, stem + "\U0010ffff")
    return [word for word in words[first:last] if _WORD.fullmatch(word)]


def main() -> None:
    """Print recall and collisions by language and kind for each seed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, required=True, help="the python that has pymorphy3 and morfeusz2")
    parser.add_argument("--names", type=int, default=300, help="names of each kind")
    parser.add_argument("--seed", type=int, action="append", help="which names (default: 1 and 2)")
    parser.add_argument("--language", action="append", choices=LANGUAGES)
    parser.add_argument("--wrong", action="store_true", help="print what is missed and what collides")
    asked = parser.parse_args()
    seeds = tuple(asked.seed or SEEDS)
    header = ("", "", *(f"seed {seed}: {column}" for seed in seeds for column in ("names", "recall", "collisions / 100", "derived / 100")))
    rows: list[tuple[str, ...]] = [header]
    for language in asked.language or LANGUAGES:
        by_kind, words = exported(language, asked.peers, asked.peers.parent.parent / "dictionaries")
        sums = {seed: Result() for seed in seeds}
        for kind, names in by_kind.items():
            cells = []
            for seed in seeds:
                chosen = random.Random(seed).sample(names, min(asked.names, len(names)))  # noqa: S311 - a sample, no secret
                result = Result()
                for name in chosen:
                    result.add(measured(language, name, words))
                sums[seed].add(result)
                cells += cells_of(result)
                for line in (*result.missed, "--", *result.taken) if asked.wrong else ():
                    print(f"{language} {kind} {line}")
            rows.append((language, kind, *cells))
        if by_kind:
            rows.append((language, "all", *(cell for seed in seeds for cell in cells_of(sums[seed]))))
    table(rows)


def cells_of(result: Result) -> list[str]:
    """Return a result as cells of the table."""
    return [str(result.names), f"{result.recall:.3f}", f"{result.per_hundred:.1f}", f"{100 * result.derived / max(1, result.names):.0f}"]


if __name__ == "__main__":
    main()
