"""Catalogs beside their peers: read, change, write, memory, merge, in one run on one machine.

    python benchmarks/catalogs.py [--entries 100000] [--merge 10000 50000] [--peers PYTHON]

Every job runs in a process of its own, the sides in turn, the best of three runs counts. `--peers` names the interpreter of an environment
that has translate-toolkit. The catalogs are made here, the same ones each time: invented words, entries of several shapes (wrapped and not,
notes, several references, drafts with a previous source, plural forms, obsolete entries, untranslated ones).
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import textwrap
from itertools import accumulate
from pathlib import Path

from measure import process
from rapidfuzz.distance import Indel

from transflow.formats.po import change, new_catalog, parse_po, read_catalog, write_po

LATIN, CYRILLIC = "abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщыьэюя"
HEADER = (
    'msgid ""\nmsgstr ""\n"Project-Id-Version: benchmark\\n"\n"Language: ru\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"\n'
)
RUNS = 3
FREQUENCIES = list(accumulate(1 / rank for rank in range(3, 8003)))

SIDES = {
    "transflow": """
from dataclasses import replace
from pathlib import Path
from transflow.formats.po import change, encode_po, read_catalog
def read(path):
    return read_catalog(Path(path))
def touch(catalog):
    return sum(len(entry.target) + len(entry.source) + entry.draft for entry in catalog.entries)
def edit(catalog, every):
    entries = [change(entry, target=entry.target + "!") if not at % every and not entry.targets else entry
               for at, entry in enumerate(catalog.entries)]
    return replace(catalog, entries=tuple(entries))
def write(catalog, path):
    Path(path).write_bytes(encode_po(catalog))
""",
    "polib": """
import polib
def read(path):
    return polib.pofile(path)
def touch(catalog):
    return sum(len(entry.msgstr) + len(entry.msgid) + ("fuzzy" in entry.flags) for entry in catalog)
def edit(catalog, every):
    for at, entry in enumerate(catalog):
        if not at % every and not entry.msgstr_plural:
            entry.msgstr += "!"
    return catalog
def write(catalog, path):
    catalog.save(path)
""",
    "pypo": """
from translate.storage import pypo
def read(path):
    return pypo.pofile.parsefile(path)
def touch(catalog):
    return sum(len(entry.target) + len(entry.source) + entry.isfuzzy() for entry in catalog.units)
def edit(catalog, every):
    for at, entry in enumerate(catalog.units):
        if at and not at % every and not entry.hasplural():
            entry.target = entry.target + "!"
    return catalog
def write(catalog, path):
    with open(path, "wb") as file:
        catalog.serialize(file)
""",
}
JOBS = {
    "read": "catalog = read(path)",
    "read, look at all": "touch(read(path))",
    "read, change a tenth, write": "write(edit(read(path), 10), out)",
    "write all, all changed": "catalog = edit(read(path), 1)\nstart = clock()\nwrite(catalog, out)",
}
TIMER = """
import json, re, sys, time
path, out = sys.argv[1:3]
clock = time.process_time
start = clock()
{job}
seconds = clock() - start
with open("/proc/self/status") as status:  # ru_maxrss would count the parent's memory, too
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", status.read())[1])
print(json.dumps([seconds, peak / 1024]))
"""


MERGE = """
import sys, time
from pathlib import Path
from transflow.formats.po import encode_po, read_catalog
from transflow.merge import merge
old, template, out, seconds = map(Path, sys.argv[1:])
start = time.perf_counter()
out.write_bytes(encode_po(merge(read_catalog(old), read_catalog(template)).catalog))
seconds.write_text(str(time.perf_counter() - start))
"""


def vocabulary(letters: str, choose: random.Random) -> list[str]:
    """Return 8,000 invented words."""
    return ["".join(choose.choice(letters) for _ in range(choose.randint(2, 10))) for _ in range(8000)]


def sentence(words: list[str], length: int, choose: random.Random) -> str:
    """Return a sentence; words are as often as in a language, each in inverse proportion to its rank (Zipf)."""
    return " ".join(choose.choices(words, cum_weights=FREQUENCIES, k=length)).capitalize() + "."


def field(keyword: str, text: str, *, wrap: bool, mark: str = "") -> str:
    """Return the lines of one field."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    if not wrap or len(text) < 70:
        return f'{mark}{keyword} "{text}"\n'
    lines = textwrap.wrap(text, 76, drop_whitespace=False, break_long_words=False)
    return f'{mark}{keyword} ""\n' + "".join(f'{mark}"{line}"\n' for line in lines)


def make_catalog(count: int, *, plain: bool = False) -> str:
    """Return a catalog of so many entries; a plain one has one shape only."""
    choose = random.Random(count)  # noqa: S311 - the same catalog each time
    latin, cyrillic = vocabulary(LATIN, choose), vocabulary(CYRILLIC, choose)
    parts = [HEADER]
    seen: set[str] = set()
    for number in range(count):
        length = choose.randint(4, 28)
        source = sentence(latin, length, choose)
        while source in seen:
            source = sentence(latin, length, choose)
        seen.add(source)
        target = "" if number % 5 == 4 and not plain else sentence(cyrillic, length, choose)
        if number % 7 == 0:
            source = f'"{source}"'
        wrap = number % 3 != 0 and not plain
        mark = "#~ " if number % 40 == 39 and not plain else ""
        parts.append("\n")
        if not mark:
            parts.append(f"#. slot: body; paragraph: {number // 4 + 1}; sentence: {number % 4 + 1}; voice: narration\n")
            parts.append(f"#: articles/a{number // 500}.md:{number % 500 + 1}\n")
        if number % 10 == 3 and not plain:
            parts.append("#, fuzzy\n" + field("#~| msgid" if mark else "#| msgid", source[:60].replace('"', ""), wrap=False))
        parts.append(field("msgid", source, wrap=wrap, mark=mark))
        if number % 50 == 7 and not plain:
            parts.append(field("msgid_plural", f"{source} s", wrap=wrap, mark=mark))
            parts += [field(f"msgstr[{form}]", target, wrap=wrap, mark=mark) for form in range(3)]
        else:
            parts.append(field("msgstr", target, wrap=wrap, mark=mark))
    return "".join(parts)


def measure(python: str, side: str, job: str, path: Path) -> tuple[float, float]:
    """Return (CPU seconds, peak megabytes) of one job in a process of its own."""
    script = SIDES[side] + TIMER.format(job=JOBS[job])
    run = subprocess.run([python, "-c", script, path, path.with_suffix(".out")], check=True, capture_output=True, text=True)
    seconds, megabytes = json.loads(run.stdout)
    return seconds, megabytes


def compare_files(sides: dict[str, str], path: Path) -> None:
    """Print a table of all jobs and sides."""
    print(f"{path.stat().st_size / 1e6:.0f} MB; CPU seconds (peak MB); x: how many times as long, or as much memory, as transflow")
    print(f"{'job':30}" + "".join(f"{side:>28}" for side in sides))
    for job in JOBS:
        best = dict.fromkeys(sides, (float("inf"), float("inf")))
        for _ in range(RUNS):
            for side, python in sides.items():
                best[side] = min(best[side], measure(python, side, job, path))
        own = best["transflow"]
        cells = [f"{took:7.2f} ({peak:4.0f}) {took / own[0]:5.1f}x {peak / own[1]:4.2f}x" for took, peak in best.values()]
        print(f"{job:30}" + "".join(f"{cell:>28}" for cell in cells))


def compare_merge(count: int, directory: Path) -> None:
    """Print how long a merge with a tenth of the sources changed takes, beside msgmerge, and whose drafts come from the liker sentence.

    Both read two files and write one. transflow's time is that of the work in a process that has its modules, since `transflow extract` merges the
    catalogs of all editions in one; the whole process, with starting Python, stands behind it.
    """
    old, template = directory / "old.po", directory / "new.pot"
    make_changed(count, old, template)
    own_file, peer_file = directory / "own.po", directory / "peer.po"
    peers, owns, inside = [], [], []
    script = [sys.executable, "-c", MERGE, str(old), str(template), str(own_file), str(directory / "seconds")]
    for _ in range(RUNS if count <= 10_000 else 1):
        peers.append(process(["msgmerge", "--quiet", "--previous", "-o", str(peer_file), str(old), str(template)]))
        owns.append(process(script))
        inside.append(float((directory / "seconds").read_text()))
    peer, own = (min(costs, key=lambda cost: cost.wall) for costs in (peers, owns))
    print(
        f"merge {count}: msgmerge {peer.wall:.2f} s, transflow {min(inside):.2f} s: {peer.wall / min(inside):.1f}x; with starting Python "
        f"{own.wall:.2f} s: {peer.wall / own.wall:.1f}x; seconds of processor {peer.processor:.2f} and {own.processor:.2f}"
    )
    compare_drafts(old, own_file, peer_file, count)


def make_changed(count: int, old: Path, template: Path) -> None:
    """Write a catalog, and a template in which every tenth source has one word changed."""
    old.write_text(make_catalog(count, plain=True))
    catalog = parse_po(old.read_text(), name="old.po")
    choose = random.Random(1)  # noqa: S311 - the same changes each time
    fresh = []
    for number, entry in enumerate(catalog.entries):
        texts = entry.source.split()
        if number % 10 == 5:
            texts[choose.randrange(len(texts))] = "changed"
        fresh.append(change(entry, source=" ".join(texts), target=""))
    template.write_text(write_po(new_catalog(fresh, language="", plural_forms="", project="benchmark")))


def compare_drafts(old: Path, own_file: Path, peer_file: Path, count: int) -> None:
    """Print how many drafts come from the very sentence that changed, and for how many sources which side's draft is of the liker sentence."""
    was = [entry.source for entry in read_catalog(old).entries]
    drafts = [{entry.key: entry.previous_source for entry in read_catalog(path).entries if entry.draft} for path in (own_file, peer_file)]
    wanted = [(at, entry.key) for at, entry in enumerate(read_catalog(own_file).entries[:count]) if entry.source != was[at]]
    for name, found in zip(("transflow", "msgmerge"), drafts, strict=True):
        right = sum(found.get(key) == was[at] for at, key in wanted)
        print(
            f"  {name}: {sum(key in found for _, key in wanted)} drafts for {len(wanted)} changed sources, {right} from the sentence that changed"
        )
    scores = [[Indel.normalized_similarity(key[1], found.get(key) or "") for _, key in wanted] for found in drafts]
    better = sum(own > peer for own, peer in zip(*scores, strict=True))
    worse = sum(own < peer for own, peer in zip(*scores, strict=True))
    print(
        f"  transflow's draft comes from a liker sentence than msgmerge's in {better}, from one as like in {len(wanted) - better - worse}, from one less like in {worse}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000, help="0: only merge")
    parser.add_argument("--merge", type=int, nargs="*", default=[10_000, 50_000])
    parser.add_argument("--peers", metavar="PYTHON")
    chosen = parser.parse_args()
    sides = {"transflow": sys.executable, "polib": sys.executable}
    if chosen.peers:
        sides["pypo"] = chosen.peers
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "catalog.po"
        path.write_text(make_catalog(chosen.entries))
        if chosen.entries:
            compare_files(sides, path)
        for count in chosen.merge:
            compare_merge(count, Path(name))


if __name__ == "__main__":
    main()
