"""Write down the proper names of an open dictionary with all their forms, and all of its words; runs in the peers' environment.

`dictionary_forms.py LANGUAGE FOLDER` writes FOLDER/<language>.names.jsonl, a line a name: its kind (place, surname, first-name), the
singular forms of its cases, and all its forms (plural, the woman's surname), and FOLDER/<language>.words.txt, every word form.

- Russian and Ukrainian: pymorphy3's dictionaries (OpenCorpora; dict_uk), by their tags Geox, Surn and Name. The Ukrainian one does not tell places
  from other nouns: a place there is a noun whose Russian spelling the Russian dictionary knows as a place and as nothing else.
- Polish: morfeusz2 (SGJP), by its labels nazwa_geograficzna, nazwisko and imię. It lists no words, so they come from the word list of the
  Debian package wpolish, as far as SGJP knows them.
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD_LIST = Path(os.environ.get("WPOLISH", "/usr/share/dict/polish"))
KINDS = {"Geox": "place", "Surn": "surname", "Name": "first-name"}
LABELS = {"nazwa_geograficzna": "place", "nazwisko": "surname", "imię": "first-name"}
NOT_WRITTEN = {"Infr", "Erro", "Dist", "Slng", "Arch", "Abbr", "Fixd", "Init"}
Name3 = tuple[str, str, str]  # kind, citation form, lemma
Name = tuple[str, str, set[str], set[str]]  # kind, citation form, forms of its cases, all forms


def slavic_words(language: str) -> Iterator[tuple[str, frozenset[str], int, int]]:
    """Yield (word, grammemes, paradigm, index of the form) for every form of pymorphy3's dictionary."""
    import pymorphy3  # noqa: PLC0415 - only the peers' environment has it

    dictionary = pymorphy3.MorphAnalyzer(lang=language).dictionary
    for word, tag, _normal, paradigm, index in dictionary.iter_known_words():
        yield word, tag.grammemes, paradigm, index


def russian_places() -> tuple[set[str], set[str]]:
    """Return the Russian lemmas that are places, and those that are anything else."""
    places, others = set(), set()
    for word, tag, _, index in slavic_words("ru"):
        if index == 0:
            (places if "Geox" in tag else others).add(word)
    return places, others


def as_russian(word: str) -> set[str]:
    """Return how Russian may spell a Ukrainian place."""
    plain = word.translate(str.maketrans({"і": "и", "ї": "и", "є": "е", "ґ": "г", "’": "ъ", "'": "ъ"}))
    return {plain, plain.replace("и", "ы"), word.translate(str.maketrans({"и": "ы", "і": "и", "ї": "и", "є": "е", "ґ": "г"}))}


def slavic_names(language: str, words: set[str]) -> Iterator[Name]:
    """Yield the names of pymorphy3's dictionary, and collect all of its words."""
    import pymorphy3  # noqa: PLC0415 - only the peers' environment has it

    analyzer = pymorphy3.MorphAnalyzer(lang=language)
    places, others = russian_places() if language == "uk" else (set(), set())
    lemmas: dict[tuple[str, str], None] = {}
    for word, tag, _normal, _paradigm, index in analyzer.dictionary.iter_known_words():
        words.add(word)
        grammemes = tag.grammemes
        if index != 0 or "NOUN" not in grammemes or grammemes & NOT_WRITTEN or "Pltm" in grammemes or "plur" in grammemes:
            continue
        kind = next((KINDS[label] for label in KINDS if label in grammemes), "")
        if not kind and language == "uk" and "inan" in grammemes and (russian := as_russian(word)) & places and not russian & others:
            kind = "place"
        if kind and word.isalpha() and len(word) > 2:
            lemmas[kind, word] = None
    for kind, lemma in lemmas:
        wanted, own = set(), set()
        for reading in analyzer.parse(lemma):
            tags = reading.tag.grammemes
            named = next((KINDS[label] for label in KINDS if label in tags), "place" if "inan" in tags else "")
            if reading.normal_form != lemma or "nomn" not in tags or "NOUN" not in tags or (language == "ru" and not tags & KINDS.keys()):
                continue
            for form in reading.lexeme:
                own.add(form.word)
                alike = {"masc", "femn", "neut"} & tags == {"masc", "femn", "neut"} & form.tag.grammemes
                one = "plur" not in form.tag.grammemes and "Pltm" not in form.tag.grammemes
                said = not form.tag.grammemes & NOT_WRITTEN and (language == "uk" or "voct" not in form.tag.grammemes)
                if named == kind and alike and one and said:
                    wanted.add(form.word)
        yield kind, lemma, wanted, own


def polish_names(words: set[str]) -> Iterator[Name]:
    """Yield the names of SGJP, and collect the words of the list that it knows."""
    import morfeusz2  # noqa: PLC0415 - only the peers' environment has it

    if not WORD_LIST.exists():
        raise SystemExit(f"{WORD_LIST} is missing: install wpolish, or say where the list is in WPOLISH")
    morfeusz = morfeusz2.Morfeusz()
    lemmas: dict[Name3, None] = {}
    for line in WORD_LIST.read_text(encoding="utf-8").split():
        known = [reading for _, end, reading in morfeusz.analyse(line) if end == 1 and reading[2] != "ign"]
        if known:
            words.add(line.lower())
            lemmas |= dict.fromkeys(named for reading in known for named in polish_lemmas(line, reading))
    for kind, name, lemma in lemmas:
        wanted, own = set(), set()
        for form, of, tag, labels, style in morfeusz.generate(name):
            if labels and set(labels) & LABELS.keys():
                own.add(form.lower())
                if of == lemma and tag.split(":")[1].startswith("sg") and not style:
                    wanted.add(form.lower())
        yield kind, name.lower(), wanted, own


def polish_lemmas(word: str, reading: tuple[str, str, str, list[str], list[str]]) -> Iterator[Name3]:
    """Yield (kind, name, lemma) where a reading of a word is the citation form of a name."""
    _, lemma, tag, labels, style = reading
    said = word[0].isupper() and word.isalpha() and len(word) > 2 and not style
    if said and word == lemma.split(":")[0] and tag.startswith("subst:sg") and ":nom" in tag:
        yield from ((LABELS[label], word, lemma) for label in labels if label in LABELS)


def main() -> None:
    """Write both files of a language."""
    language, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    words: set[str] = set()
    names: dict[tuple[str, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for kind, name, wanted, own in polish_names(words) if language == "pl" else slavic_names(language, words):
        names[kind, name][0].update(wanted - {name})
        names[kind, name][1].update(own)
    with (folder / f"{language}.names.jsonl").open("w", encoding="utf-8") as out:
        for (kind, name), (wanted, own) in sorted(names.items()):
            out.write(json.dumps({"kind": kind, "name": name, "cases": sorted(wanted), "own": sorted(own)}, ensure_ascii=False) + "\n")
    (folder / f"{language}.words.txt").write_text("\n".join(sorted(words)), encoding="utf-8")


if __name__ == "__main__":
    main()
