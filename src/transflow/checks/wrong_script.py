"""wrong-script: letters of a script that the language is not written in, most often look-alikes that nobody can see."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.checks.scripts import RANGES, SCRIPTS, script_of
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.checks.reading import Reading

# Letters that look the same (Unicode's confusables.txt, the pairs that keyboards and OCR produce), from script to script.
LOOK_ALIKES: dict[tuple[str, str], dict[str, str]] = {
    ("Latin", "Cyrillic"): dict(zip("ABCEHIJKMOPSTXYaceijopsxykmtbrhdqw", "АВСЕНІЈКМОРЅТХУасеіјорѕхукмтьгһԁԛԝ", strict=True)),
    ("Latin", "Greek"): dict(zip("ABEHIKMNOPTXYZaiknopuvxy", "ΑΒΕΗΙΚΜΝΟΡΤΧΥΖαικηορυνχγ", strict=True)),
    ("Cyrillic", "Greek"): dict(zip("АВЕНІКМОРТХУаеіоркпху", "ΑΒΕΗΙΚΜΟΡΤΧΥαειορκπχυ", strict=True)),
    ("Latin", "Armenian"): dict(zip("nuhoOSUL", "ոսհօՕՏՍԼ", strict=True)),
}
_LOOK_ALIKE_SCRIPTS = ("Latin", "Cyrillic", "Greek", "Armenian")
_MIXED = re.compile(
    "|".join(
        f"[{RANGES[one]}][\u0300-\u036f]?[{RANGES[other]}]" for one in _LOOK_ALIKE_SCRIPTS for other in _LOOK_ALIKE_SCRIPTS if one != other
    )
)
_WORD = re.compile(r"(?<!%)\b[^\W\d_]+")  # %sИмя is a field and a word
_LONE = {
    "Cyrillic": re.compile(r"(?<=[\u0400-\u04ff,;:»] )[aocyi](?= [\u0400-\u04ff«„\d])")
}  # Latin letters that stand for the Russian or Ukrainian words а о с у і
_EVERYWHERE = frozenset({"Latin"})


def find_wrong_scripts(reading: Reading) -> Iterable[Fault]:
    """Name words of mixed scripts, lone look-alike letters, and words in a script that neither the language nor the source uses."""
    target = reading.target
    native = _native(reading.pair.target.scripts, reading.pair.locale)
    if not native or (target.isascii() and native == _EVERYWHERE):
        return ()
    if reading.target_characters <= _ordinary(native) or _suspects(native).search(target) is None:
        return ()
    return _faults(reading, native)


def _faults(reading: Reading, native: frozenset[str]) -> Iterator[Fault]:
    text = reading.target_text
    accused: list[Fault] = []
    for found in _WORD.finditer(text):
        word = found.group()
        if word not in reading.source and _MIXED.search(word):
            accused += _mixed(word, found.start(), native)
    yield from accused
    for found in _strange_runs(native).finditer(text):
        script = script_of(found.group()[0]) or ""
        within = any((fault.start or 0) <= found.start() < (fault.end or 0) for fault in accused)
        if within or _is_symbol(text, *found.span()) or SCRIPTS[script].search(reading.source):
            continue
        says = f"“{found.group()}” is in {script} letters; {reading.pair.target.name} is written in {_listed(native)}"
        yield Fault(says, *found.span())
    home = next(iter(sorted(native)))
    lone = _LONE.get(home)
    for found in lone.finditer(text) if lone else ():
        letter = found.group()
        if letter == "a" or not re.search(rf"(?<!\w){letter}(?!\w)", reading.source):
            other = LOOK_ALIKES["Latin", home][letter]
            yield Fault(
                f"“{letter}” is a Latin letter; {reading.pair.target.name} writes {other} (U+{ord(other):04X})", *found.span(), (other,)
            )


def _is_symbol(text: str, start: int, end: int) -> bool:
    """Tell whether a letter stands for itself or for a quantity: «Ж», Δt."""
    around = f"{text[max(0, start - 1) : start]}{text[end : end + 2]}"
    return end - start == 1 and sum(map(str.isalpha, around)) < 2


def _mixed(word: str, start: int, native: frozenset[str]) -> Iterator[Fault]:
    """Accuse a word whose strangers all look like letters of the word's own script; a brand of two whole parts (МегаFon) may stand."""
    home = _home([script for letter in word if (script := script_of(letter))], native)
    strangers = [(at, letter) for at, letter in enumerate(word) if (script := script_of(letter)) and script != home]
    mended = "".join(_twin(letter, home) or letter for letter in word)
    if all(script_of(letter) in {home, None} for letter in mended):
        first = strangers[0][1]
        says = f"“{word}” mixes {_listed({script_of(letter) or '' for _, letter in strangers})} letters into a {home} word ({first} is U+{ord(first):04X})"
        yield Fault(says, start + strangers[0][0], start + strangers[-1][0] + 1, (mended,))


def _home(scripts: list[str], native: frozenset[str]) -> str:
    """Return the script that most of a word is in; of two as frequent the language's own."""
    return max(dict.fromkeys(scripts), key=lambda script: (scripts.count(script), script in native))


def _twin(letter: str, home: str) -> str | None:
    """Return the letter of the script `home` that looks like this one."""
    if script_of(letter) == home:
        return letter
    for (one, other), pairs in LOOK_ALIKES.items():
        if other == home and letter in pairs:
            return pairs[letter]
        if one == home:
            twin = next((mine for mine, theirs in pairs.items() if theirs == letter), None)
            if twin is not None:
                return twin
    return None


_TAG_SCRIPTS = {
    "Cyrl": "Cyrillic",
    "Latn": "Latin",
    "Arab": "Arabic",
    "Grek": "Greek",
    "Armn": "Armenian",
    "Hebr": "Hebrew",
    "Deva": "Devanagari",
}


@lru_cache(maxsize=64)
def _native(scripts: frozenset[str], locale: str) -> frozenset[str]:
    """Return the scripts of an edition: those of its tag (az-Cyrl), or of its language."""
    return frozenset(_TAG_SCRIPTS[part] for part in locale.split("-")[1:] if part in _TAG_SCRIPTS) or scripts


@lru_cache(maxsize=64)
def _strange_runs(native: frozenset[str]) -> re.Pattern[str]:
    """Return what finds a run of letters of one script that is neither native nor Latin."""
    return re.compile("|".join(f"[{ranges}]+" for script, ranges in RANGES.items() if script not in native | _EVERYWHERE))


@lru_cache(maxsize=64)
def _ordinary(native: frozenset[str]) -> frozenset[str]:
    """Return the characters that are never wrong in a text of these scripts: its letters, figures, ordinary marks."""
    letters = re.compile(f"[{''.join(RANGES[script] for script in sorted(native))}]")
    return frozenset(character for character in map(chr, range(0x3000)) if letters.match(character) or not character.isalpha())


@lru_cache(maxsize=64)
def _suspects(native: frozenset[str]) -> re.Pattern[str]:
    """Return what finds a letter worth a closer look in a text that should be in these scripts."""
    strange = "".join(ranges for script, ranges in RANGES.items() if script not in native | _EVERYWHERE)
    parts = [f"[{strange}]"]
    if native - _EVERYWHERE:
        home = "".join(RANGES[script] for script in sorted(native - _EVERYWHERE))
        parts += [rf"[{home}][{RANGES['Latin']}]", rf"[{RANGES['Latin']}][{home}]"]
        parts += [r"\s[aocyi]\s"] if "Cyrillic" in native else []
    return re.compile("|".join(parts))


def _listed(scripts: Iterable[str]) -> str:
    return " and ".join(sorted(scripts))


CHECK = Check("wrong-script", "Letters of another script, most often invisible look-alikes", Severity.WARNING, find_wrong_scripts)
