"""The memory beside its peers: building, looking up, recall of the best match, memory and disk, in one run on one machine.

    python benchmarks/memory.py [--sizes 10000 100000 1000000] [--lookups 300] [--peers PYTHON]

The sentences are those of Python's own library (its docstrings and comments, found wherever Python is), then sentences made by a chain of word pairs
learnt from them, so that many share long stretches, as in a real memory of one house. The questions are remembered sentences with 5 to 30 % of their words
changed, taken out, put in or misspelt, and, one in ten, library sentences that are not remembered. `rapidfuzz over all` compares a question with every
sentence (`process.extractOne`, the same measure, the same least score of 70): its best is the true one. Every side runs in a process of its own;
`--peers` names the interpreter of an environment that has translate-toolkit, which is slow and gets fewer questions.
"""

from __future__ import annotations

import argparse
import ast
import json
import random
import re
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from measure import table

LEAST = 70
PEAK = """
import re
def peak():
    with open("/proc/self/status") as status:  # ru_maxrss would count the parent's memory, too
        return int(re.search(r"VmHWM:\\s+(\\d+)", status.read())[1]) / 1024
"""
# Each side defines ask(question) -> best source or None; `texts` are the sentences, as many as `size` says.
ASK = {
    "transflow": """
from contextlib import ExitStack
from transflow.memory import Query, matches, opened
stack = ExitStack()
store = stack.enter_context(opened(Path(folder, f"{size}.sqlite")))
def ask(question):
    found = matches(store, Query(question, "en", "ru"), least=least, limit=1)
    return found[0].source if found else None
""",
    "rapidfuzz over all": """
from rapidfuzz import process
from rapidfuzz.distance import Indel
texts = json.loads(Path(folder, f"{size}.json").read_text())
def ask(question):
    found = process.extractOne(question, texts, scorer=Indel.normalized_similarity, score_cutoff=least / 100)
    return found[0] if found else None
""",
    "translate-toolkit": """
from translate.search.match import matcher
from translate.storage.base import TranslationStore, TranslationUnit
store = TranslationStore()
for text in json.loads(Path(folder, f"{size}.json").read_text()):
    unit = TranslationUnit(text)
    unit.target = text
    store.addunit(unit)
remembered = matcher(store, max_candidates=1, min_similarity=least, max_length=1000)
def ask(question):
    found = remembered.matches(question)
    return found[0].source if found else None
""",
}
LOOK = """
import json, sys, time
from pathlib import Path
folder, size, least, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
{ask}
questions = json.loads(Path(folder, f"{{size}}-questions.json").read_text())[:count]
ask(questions[0])
seconds, best = [], []
for question in questions:
    start = time.perf_counter()
    best.append(ask(question))
    seconds.append(time.perf_counter() - start)
print(json.dumps({{"seconds": seconds, "best": best, "megabytes": peak()}}))
"""
BUILD = """
import json, sys, time
from pathlib import Path
from transflow.memory import Origin, Pair, opened, remember
folder, size = sys.argv[1:]
texts = json.loads(Path(folder, f"{size}.json").read_text())
before = peak()
start = time.perf_counter()
with opened(Path(folder, f"{size}.sqlite")) as store:
    remember(store, Origin("benchmark.tmx", stamp="1"), ((("en", "ru"), Pair(text, text[::-1], "ru")) for text in texts))
print(json.dumps({"seconds": time.perf_counter() - start, "megabytes": peak() - before}))
"""


def library_sentences() -> list[str]:
    """Return the sentences of the docstrings and comments of Python's library."""
    found: dict[str, None] = {}
    for path in sorted(Path(sysconfig.get_path("stdlib")).rglob("*.py")):
        if "site-packages" in path.parts:
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError):  # files that are wrong on purpose, for the library's own tests
            continue
        nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef))
        paragraphs = [part for node in nodes for part in re.split(r"\n\s*\n", ast.get_docstring(node) or "") if ">>>" not in part]
        comments = re.findall(r"(?:^[ \t]*#[^\n]*\n)+", text, re.MULTILINE)
        paragraphs += [" ".join(line.strip().lstrip("#").strip() for line in block.splitlines()) for block in comments]
        for paragraph in paragraphs:
            for sentence in re.split(r"(?<=[.!?])\s+", " ".join(paragraph.split())):
                if 10 <= len(sentence) <= 400 and sum(letter.isalpha() or letter == " " for letter in sentence) > 0.85 * len(sentence):
                    found[sentence] = None
    return list(found)


def more_like(sentences: list[str], count: int, choose: random.Random) -> list[str]:
    """Return these sentences and as many new ones, made word by word from what follows two words, as `count` asks for."""
    follows = defaultdict(list)
    for sentence in sentences:
        chain = ["", "", *sentence.split(), ""]
        for one, two, three in zip(chain, chain[1:], chain[2:], strict=False):
            follows[one, two].append(three)
    found = dict.fromkeys(sentences)
    while len(found) < count:
        words = ["", ""]
        while len(words) < 60 and (following := choose.choice(follows[words[-2], words[-1]])):
            words.append(following)
        sentence = " ".join(words[2:])
        if 10 <= len(sentence) <= 600:
            found[sentence] = None
    return list(found)[:count]


def edited(sentence: str, vocabulary: list[str], choose: random.Random) -> str:
    """Return a sentence with 5 to 30 % of its words changed, taken out, put in or misspelt."""
    words = sentence.split()
    for _ in range(max(1, round(len(words) * choose.choice((0.05, 0.1, 0.15, 0.2, 0.25, 0.3))))):
        at, way = choose.randrange(len(words)), choose.random()
        if way < 0.5:
            words[at] = choose.choice(vocabulary)
        elif way < 0.7 and len(words) > 2:
            del words[at]
        elif way < 0.9:
            words.insert(at, choose.choice(vocabulary))
        else:
            letter = choose.randrange(len(words[at]))
            words[at] = words[at][:letter] + choose.choice("abcdefghij") + words[at][letter + 1 :]
    return " ".join(words)


def child(python: str, script: str, *arguments: object) -> dict[str, Any]:
    """Run a script in a process of its own and return what it prints."""
    done = subprocess.run([python, "-c", PEAK + script, *map(str, arguments)], check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def likeness(question: str, source: str | None) -> float:
    """Return how like two texts are, by the measure that the best match is the best of."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - this file also runs where only the questions are made

    return Indel.normalized_similarity(question, source) if source is not None else 0.0


def compare(folder: Path, size: int, sides: dict[str, tuple[str, int]]) -> None:
    """Build a memory of one size, ask every side, and print a table."""
    built = child(sys.executable, BUILD, folder, size)
    disk = sum(path.stat().st_size for path in folder.glob(f"{size}.sqlite*")) / 1e6
    print(
        f"\n{size} pairs: built in {built['seconds']:.0f} s with {built['megabytes']:.0f} MB beside the sentences; {disk:.0f} MB on disk",
        flush=True,
    )
    questions = json.loads((folder / f"{size}-questions.json").read_text())
    told = {}
    for side, (python, count) in sides.items():
        told[side] = child(python, LOOK.format(ask=ASK[side]), folder, size, LEAST, count)
    truth = [likeness(question, best) for question, best in zip(questions, told["rapidfuzz over all"]["best"], strict=False)]
    base = told["rapidfuzz over all"]["seconds"]
    rows = [("", "ms a look-up", "middle", "slowest of 20", "look-ups/s", "x over all", "its best matches", "peak MB")]
    for side, result in told.items():
        seconds = sorted(result["seconds"])
        mean, count = sum(seconds) / len(seconds), len(seconds)
        ratio = sum(base[:count]) / count / mean
        asked = [at for at in range(count) if truth[at] > 0]
        right = sum(likeness(questions[at], result["best"][at]) >= truth[at] - 1e-9 for at in asked)
        rows.append(
            (
                side,
                f"{1000 * mean:.2f}",
                f"{1000 * seconds[count // 2]:.2f}",
                f"{1000 * seconds[count * 19 // 20]:.2f}",
                f"{1 / mean:.0f}",
                f"{ratio:.1f}x",
                f"{right} of {len(asked)} ({100 * right / max(1, len(asked)):.1f} %)",
                f"{result['megabytes']:.0f}",
            )
        )
    table(rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--lookups", type=int, default=300)
    parser.add_argument("--slow-lookups", type=int, default=10, help="for translate-toolkit")
    parser.add_argument("--peers", metavar="PYTHON")
    chosen = parser.parse_args()
    choose = random.Random(1)  # noqa: S311 - the same sentences each time
    start = time.perf_counter()
    real = library_sentences()
    choose.shuffle(real)
    unknown, known = real[:2000], real[2000:]
    texts = more_like(known, max(chosen.sizes), choose)
    letters = sum(map(len, texts)) / len(texts)
    print(
        f"{len(known)} sentences of the library, the rest made like them; {letters:.0f} characters on average"
        f" ({time.perf_counter() - start:.0f} s)"
    )
    sides = {"transflow": (sys.executable, chosen.lookups), "rapidfuzz over all": (sys.executable, chosen.lookups)}
    if chosen.peers:
        sides["translate-toolkit"] = (chosen.peers, chosen.slow_lookups)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in chosen.sizes:
            remembered = choose.sample(texts[:size], size) if size < len(known) else texts[:size]
            vocabulary = [word for sentence in remembered[:20_000] for word in sentence.split()]
            questions = [
                choose.choice(unknown) if at % 10 == 9 else edited(choose.choice(remembered), vocabulary, choose)
                for at in range(chosen.lookups)
            ]
            (folder / f"{size}.json").write_text(json.dumps(remembered))
            (folder / f"{size}-questions.json").write_text(json.dumps(questions))
            compare(folder, size, sides)


if __name__ == "__main__":
    main()
