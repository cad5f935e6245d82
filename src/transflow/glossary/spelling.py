"""How far two spellings of a word lie apart, as a reader would say it: a swap of kh and x counts less than one of k and t."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

import msgspec

from transflow.yamlfile import convert, parse_yaml

NOTHING = "∅"
ACCENT = 0.15  # an accent or a dot left out: Lacin for Laçın
SWAP = 0.4  # a spelling for another of its row
DOUBLED = 0.5  # a letter doubled, or not
SLIP = 0.5  # two neighbours change places
VOWEL = 0.8  # a vowel for another
LETTER = 0.8  # a letter too many or too few inside the word
OTHER = 1.3  # a letter for another
LONGEST_SPELLING = 4  # dsch
AT_START = 0.4  # more for what happens to the first letter
AT_END = 1.0  # more for what happens to the last one: Lachine, Shushan and Armenian are other words
_BASE = {
    "LATIN": "latin",
    "CYRILLIC": "cyrillic",
    "GREEK": "greek",
    "ARMENIAN": "armenian",
    "GEORGIAN": "georgian",
    "ARABIC": "arabic",
    "HEBREW": "hebrew",
}


@dataclass(frozen=True, slots=True)
class Script:
    """What the letters of a script are taken for: `swaps` leads from a spelling to those that stand for it."""

    vowels: frozenset[str] = frozenset()
    swaps: dict[str, tuple[str, ...]] = field(default_factory=dict)


class _ScriptShape(msgspec.Struct, forbid_unknown_fields=True):
    vowels: str
    swaps: list[str]


@lru_cache(maxsize=1)
def _scripts() -> dict[str, Script]:
    text = files("transflow.glossary").joinpath("swaps.yaml").read_text(encoding="utf-8")
    shapes = convert(parse_yaml(text, name="swaps.yaml"), dict[str, _ScriptShape])
    return {name: Script(frozenset(shape.vowels.split()), _both_ways(shape.swaps)) for name, shape in shapes.items()}


def _both_ways(rows: list[str]) -> dict[str, tuple[str, ...]]:
    swaps: dict[str, dict[str, None]] = {}
    for row in rows:
        spellings = ["" if spelling == NOTHING else spelling for spelling in row.split()]
        for spelling in spellings:
            swaps.setdefault(spelling, {}).update(dict.fromkeys(other for other in spellings if other != spelling))
    return {spelling: tuple(others) for spelling, others in swaps.items()}


def script_of(word: str) -> Script:
    """Return what is known of the script of a word's first letter; nothing of one without a row."""
    return _scripts().get(_BASE.get(unicodedata.name(word[0], "").partition(" ")[0], ""), Script())


def distance(written: str, known: str, *, limit: float) -> float:
    """Return how far a written word lies from a known one; any number above `limit` where it is farther."""
    script = script_of(known)
    rows, columns = len(written), len(known)
    costs = [[limit + 1.0] * (columns + 1) for _ in range(rows + 1)]
    costs[0][0] = 0.0
    for row in range(rows + 1):
        for column in range(columns + 1):
            so_far = costs[row][column]
            if so_far > limit:
                continue
            for taken, given, cost in _steps(written, row, known, column, script):
                to_row, to_column = row + taken, column + given
                total = so_far + cost
                if cost and not (row and column):
                    total += AT_START
                if cost > SLIP and to_row == rows and to_column == columns:
                    total += AT_END
                costs[to_row][to_column] = min(costs[to_row][to_column], total)
    return costs[rows][columns]


def _steps(written: str, row: int, known: str, column: int, script: Script) -> list[tuple[int, int, float]]:
    """Return the ways on from a place in both words: letters taken of each, and what that costs."""
    steps: list[tuple[int, int, float]] = []
    one, other = written[row : row + 1], known[column : column + 1]
    if one and one == other:
        steps.append((1, 1, 0.0))
    if one:
        doubled = row > 0 and one == written[row - 1]
        steps.append((1, 0, DOUBLED if doubled else LETTER))
    if other:
        doubled = column > 0 and other == known[column - 1]
        steps.append((0, 1, DOUBLED if doubled else LETTER))
    if one and other and one != other:
        if _bare(one) == _bare(other):
            cost = ACCENT
        elif one in script.vowels and other in script.vowels:
            cost = VOWEL
        else:
            cost = OTHER
        steps.append((1, 1, cost))
        if written[row : row + 2] == known[column : column + 2][::-1]:
            steps.append((2, 2, SLIP))
    for length in range(LONGEST_SPELLING + 1):
        spelling = known[column : column + length]
        if len(spelling) == length:
            steps += [(len(swap), length, SWAP) for swap in script.swaps.get(spelling, ()) if written.startswith(swap, row)]
    return steps


@lru_cache(maxsize=4096)
def _bare(letter: str) -> str:
    """Return a letter as those write it whose keyboard has no other."""
    return {"ı": "i", "ə": "e"}.get(letter) or unicodedata.normalize("NFD", letter)[0]
