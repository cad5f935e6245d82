"""All checks over 100,000 units with a glossary of 500 names, beside pofilter with all of its tests."""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import process, table

from transflow.checks import read_catalog_units, run_checks
from transflow.formats.po import read_catalog
from transflow.glossary import Concept, Form, Glossary, Kind, Name, naming_for

UNITS = 100_000
CONCEPTS = 250  # of two names each
PEER_UNITS = 10_000  # pofilter's time grows with the number of units; a tenth is enough to measure it
ENGLISH = [
    "the",
    "ministry",
    "said",
    "that",
    "a",
    "new",
    "road",
    "between",
    "both",
    "sides",
    "would",
    "be",
    "opened",
    "after",
    "years",
    "of",
    "talks",
    "and",
    "that",
    "schools",
    "hospitals",
    "trade",
    "transport",
    "villages",
    "officials",
    "according",
    "to",
    "statement",
    "agreement",
    "region",
    "people",
    "border",
    "government",
    "court",
    "order",
    "war",
    "peace",
]
RUSSIAN = [
    "министерство",
    "сообщило",
    "что",
    "новая",
    "дорога",
    "между",
    "обеими",
    "сторонами",
    "будет",
    "открыта",
    "после",
    "многих",
    "лет",
    "переговоров",
    "а",
    "школы",
    "больницы",
    "торговля",
    "транспорт",
    "сёла",
    "чиновники",
    "согласно",
    "заявление",
    "соглашение",
    "регион",
    "люди",
    "граница",
    "правительство",
    "суд",
    "решение",
    "война",
    "мир",
]
MAKE = "import sys, checks; open(sys.argv[1], 'w', encoding='utf-8').write(checks.corpus(int(sys.argv[2]), checks.glossary()[1]))"
SYLLABLES = ("ka", "ra", "lo", "mi", "sta", "ne", "go", "vi", "tu", "ber", "dor", "shan")
CYRILLIC = ("ка", "ра", "ло", "ми", "ста", "не", "го", "ви", "ту", "бер", "дор", "шан")
ENDINGS = ("", "а", "у", "ом", "е")


def glossary() -> tuple[Glossary, list[tuple[str, str]]]:
    """Return the glossary, and each name as (English, Russian)."""
    shuffled = random.Random(2)  # noqa: S311 - a corpus, no secret
    names: dict[str, str] = {}
    while len(names) < CONCEPTS * 2:
        parts = [shuffled.randrange(len(SYLLABLES)) for _ in range(3)]
        names.setdefault(
            "".join(SYLLABLES[part] for part in parts).capitalize() + "n", "".join(CYRILLIC[part] for part in parts).capitalize() + "н"
        )
    pairs = list(names.items())
    concepts = {}
    for number in range(CONCEPTS):
        rivals = {
            f"name-{side}": Name(f"name-{side}", forms={"en": (Form(english),), "ru": (Form(russian),)})
            for side, (english, russian) in enumerate(pairs[number * 2 : number * 2 + 2])
        }
        concepts[f"concept-{number}"] = Concept(f"concept-{number}", Kind.PLACE, names=rivals)
    return Glossary(concepts), pairs


def corpus(units: int, names: list[tuple[str, str]]) -> str:
    """Return a catalog of sentences of about 106 characters: names in a third, numbers and quotations in a fifth, links in a twentieth."""
    shuffled = random.Random(1)  # noqa: S311 - a corpus, no secret
    entries = ['msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n']
    for number in range(units):
        order = [shuffled.randrange(len(ENGLISH)) for _ in range(14)]
        source, target = [ENGLISH[word] for word in order], [RUSSIAN[word] for word in order if word < len(RUSSIAN)]
        if number % 3 == 0:
            english, russian = shuffled.choice(names)
            source.insert(4, english)
            target.insert(4, russian + shuffled.choice(ENDINGS))
        if number % 5 == 0:
            source.insert(7, f"{number + 1000:,}")
            target.insert(7, f"{number + 1000:,}".replace(",", "\u00a0"))
        quoted = number % 5 == 1
        if quoted:
            source[1], source[3] = f"“{source[1]}", f"{source[3]}”"
            target[1], target[3] = f"«{target[1]}", f"{target[3]}»"
        if number % 20 == 2:
            source[2], target[2] = f"<1>{source[2]}</1>", f"<1>{target[2]}</1>"
        english, russian = " ".join(source).capitalize() if number % 3 else " ".join(source), " ".join(target)
        note = f"#. slot: body; paragraph: {number // 4 + 1}; sentence: {number % 4 + 1}; voice: {'mixed' if quoted else 'narration'}\n"
        entries.append(f'{note}#: article.md:{number}\nmsgid "{english}."\nmsgstr "{russian}."\n')
    return "\n".join(entries)


def ours(path: Path, *, profile: bool) -> None:
    """Check a catalog in this process; print units, seconds without reading the file, and how many findings."""
    naming = naming_for(glossary()[0], None, source_locale="en", locale="ru")
    catalog = read_catalog(path)
    recorder = cProfile.Profile()
    if profile:
        recorder.enable()
    begun = time.perf_counter()
    readings = read_catalog_units(catalog, naming=naming, source_locale="en", locale="ru")
    findings = run_checks(readings, edition="ru", article="article", file=path.name)
    taken = time.perf_counter() - begun
    print(len(readings), taken, len(findings))
    if profile:
        recorder.disable()
        pstats.Stats(recorder).sort_stats("tottime").print_stats(25)


def main() -> None:
    """Print units a second, ours and the peer's, in whole processes one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, help="the peers' python")
    parser.add_argument("--only", type=Path, help="check this catalog and nothing else (what the whole process is timed with)")
    parser.add_argument("--profile", action="store_true", help="with --only: tell where the time goes")
    parser.add_argument("--units", type=int, default=UNITS)
    options = parser.parse_args()
    if options.only:
        ours(options.only, profile=options.profile)
        return
    with tempfile.TemporaryDirectory() as directory:
        whole, tenth = Path(directory) / "whole.po", Path(directory) / "tenth.po"
        for path, units in ((whole, options.units), (tenth, PEER_UNITS)):
            subprocess.run([sys.executable, "-c", MAKE, str(path), str(units)], check=True, cwd=Path(__file__).parent)
        command = [sys.executable, __file__, "--only", str(whole)]
        units, taken, findings = (
            float(part) for part in subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        )
        cost = process(command)
        rows = [
            ("tool", "units", "seconds", "units/s", "MB"),
            ("transflow, checks alone", f"{units:.0f}", f"{taken:.2f}", f"{units / taken:,.0f}", ""),
            ("transflow, whole process", f"{units:.0f}", f"{cost.wall:.2f}", f"{units / cost.wall:,.0f}", f"{cost.megabytes:.0f}"),
        ]
        pofilter = options.peers.parent / "pofilter" if options.peers else None
        if pofilter and pofilter.exists():
            peer = process([str(pofilter), "--progress=none", str(tenth), str(Path(directory) / "out.po")])
            rows.append(
                ("pofilter, whole process", f"{PEER_UNITS}", f"{peer.wall:.2f}", f"{PEER_UNITS / peer.wall:,.0f}", f"{peer.megabytes:.0f}")
            )
            rows.append(("ratio, whole processes", "", "", f"{(units / cost.wall) / (PEER_UNITS / peer.wall):.1f} x", ""))
        elif options.peers:
            rows.append(("pofilter", "not installed", "", "", ""))
        table(rows)
        print(f"{findings:.0f} findings; {CONCEPTS * 2} names")


if __name__ == "__main__":
    main()
