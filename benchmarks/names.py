r"""Finding names in running text: megabytes a second and memory, beside the ways in which others look for terms.

    python benchmarks/names.py [--megabytes 10] [--names 1000 10000] [--peers PYTHON]

Four ways, each in a process of its own, over the same paragraphs:

- transflow: the whole matcher (fold, endings, rules, offsets). The first pass meets every word for the first time, the second knows them.
- pyahocorasick: an automaton over all forms, generated beforehand with transflow's own endings, and the checks without which it would find more than
  names (a word of its own, a capital, the longest). It needs an interpreter that has it (`--peers`).
- one alternation: one regular expression over the forms as they are listed, longest first.
- one by one: `\bterm\b` for every form, one after the other, as Weblate's glossary looks for terms.

The last two find no inflected name; they are slow, so they get a sample of the paragraphs and their time is scaled. A megabyte is a million bytes of UTF-8. Memory is the
peak of the process above what it held when it had read the text (Linux only). Seconds are of the processor.

Two kinds of text, each in Cyrillic and in Latin letters: invented words (a vocabulary of 20,000 of equal frequency, every thirtieth word a name), and the sentences
of this repository's own cases in random order, with the sample's glossary and invented names besides.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from measure import table

from transflow.glossary import Concept, Form, Glossary, Kind, Name, read_glossary
from transflow.glossary.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
SYLLABLES = {
    "ru": ("ба", "ка", "ла", "на", "ра", "та", "го", "до", "мо", "ни", "ри", "ти", "ше", "ву", "лу", "чи", "ар", "ен", "ор", "ир"),
    "en": ("ba", "ka", "la", "na", "ra", "ta", "go", "do", "mo", "ni", "ri", "ti", "she", "vu", "lu", "chi", "ar", "en", "or", "ir"),
}
LAST = {"ru": "нрлкхт", "en": "nrlkht"}
ENDINGS = {"ru": ("", "а", "у", "ом", "е", "ский"), "en": ("", "", "’s", "s")}
VOCABULARY = 20_000
PARAGRAPH = 2_000  # characters, about
SECONDS = 3  # of text that a slow way is given, by its guessed speed

CLOCK = """
import json, re, sys, time
job = json.load(open(sys.argv[1], encoding="utf-8"))
paragraphs = open(job["text"], encoding="utf-8").read().split("\\n")
paragraphs = paragraphs[: max(1, int(len(paragraphs) * job["share"]))]
megabytes = sum(len(each.encode()) for each in paragraphs) / 1e6
def memory(field):
    try:
        return next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith(field))
    except (OSError, StopIteration):
        return float("nan")
try:
    open("/proc/self/clear_refs", "w").write("5")  # the peak starts anew
except OSError:
    pass
before = memory("VmRSS")
start = time.process_time()
"""
REPORT = """
ready = time.process_time() - start
passes = []
for _ in range(job["passes"]):
    start = time.process_time()
    found = sum(len(find(each)) for each in paragraphs)
    passes.append(megabytes / (time.process_time() - start))
print(json.dumps({"ready": ready, "passes": passes, "found": found / megabytes, "memory": memory("VmHWM") - before}))
"""
WAYS = {
    "transflow": """
sys.path.insert(0, job["here"])
from names import everything
from transflow.glossary import Matcher
find = Matcher(everything(job["names"], job["language"], sample=job["sample"]), job["language"]).find
""",
    "pyahocorasick": """
import ahocorasick
automaton = ahocorasick.Automaton()
for line in open(job["forms"], encoding="utf-8"):
    form, name = line.rstrip("\\n").split("\\t")
    automaton.add_word(form, (len(form), name, name[:1] != "-"))
automaton.make_automaton()
def find(text):
    lower = text.lower().replace("ё", "е").replace("’", "'")
    found = []
    reached = 0
    for last, (length, name, capital) in automaton.iter_long(lower):
        first = last + 1 - length
        if (first and lower[first - 1].isalnum()) or lower[last + 1 : last + 2].isalnum() or (capital and not text[first].isupper()):
            continue
        if first >= reached:
            found.append((first, last + 1, text[first : last + 1], name))
            reached = last + 1
    return found
""",
    "one alternation": """
find = re.compile(r"\\b(?:" + "|".join(map(re.escape, sorted(job["listed"], key=len, reverse=True))) + r")\\b", re.IGNORECASE).findall
""",
    "one by one": """
single = [re.compile(rf"\\b{re.escape(form)}\\b", re.IGNORECASE) for form in job["listed"]]
def find(text):
    return [found for one in single for found in one.finditer(text)]
""",
}
GUESSED = {"one alternation": 400, "one by one": 60}  # megabytes a second times names, to choose a sample


def words(language: str, count: int, seed: int, without: frozenset[str] = frozenset()) -> list[str]:
    """Return different made-up words that inflect like those of a language."""
    chance = random.Random(seed)  # noqa: S311 - text, not a secret
    made: dict[str, None] = {}
    while len(made) < count:
        syllables = (chance.choice(SYLLABLES[language]) for _ in range(chance.randint(2, 4)))
        word = "".join(syllables) + chance.choice(LAST[language])
        if word not in without:
            made[word] = None
    return list(made)


def everything(names: list[str], language: str, *, sample: bool) -> Glossary:
    """Return a glossary with one concept a name, after those of the sample where they are asked for."""
    concepts = dict(read_glossary(ROOT / "glossary").concepts) if sample else {}
    for number, name in enumerate(names):
        forms = {language: (Form(name.capitalize()),)}
        concepts[f"c{number}"] = Concept(f"c{number}", Kind.PLACE, names={"n": Name("n", forms=forms)})
    return Glossary(concepts)


def invented_text(names: list[str], language: str, size: int) -> str:
    """Return paragraphs in which every thirtieth word is an inflected name."""
    chance = random.Random(7)  # noqa: S311 - text, not a secret
    common = words(language, VOCABULARY, 1, frozenset(names))
    return _paragraphs(
        lambda: chance.choice(names).capitalize() + chance.choice(ENDINGS[language]) if chance.random() < 1 / 30 else chance.choice(common),
        size,
    )


def own_text(names: list[str], language: str, size: int) -> str:
    """Return this repository's sentences in random order: one labelled for its names to four of ordinary prose, an invented name after every eighth."""
    chance = random.Random(7)  # noqa: S311 - text, not a secret
    cases = ROOT / "tests" / "cases"
    labelled = [line.split("\t")[0] for line in _lines(cases / "names" / f"{language}.tsv")]
    prose = [line for line in _lines(cases / "segmentation" / f"{language}.txt") if line not in {"---", "==="}]

    def piece() -> str:
        sentence = chance.choice(prose if chance.random() < 0.8 else labelled)
        return sentence if chance.random() < 7 / 8 else f"{sentence} {chance.choice(names).capitalize()}{chance.choice(ENDINGS[language])}."

    return _paragraphs(piece, size)


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]


def _paragraphs(piece: Callable[[], str], size: int) -> str:
    paragraphs: list[str] = []
    bytes_so_far = 0
    while bytes_so_far < size:
        parts: list[str] = []
        while sum(map(len, parts)) < PARAGRAPH:
            parts += [piece() for _ in range(5)]
        paragraphs.append(" ".join(parts))
        bytes_so_far += len(paragraphs[-1].encode()) + 1
    return "\n".join(paragraphs)


def generated_forms(glossary: Glossary, language: str) -> dict[str, str]:
    """Return every folded form that transflow's endings make, and whose it is; one without a name needs no capital."""
    lexicon = Lexicon(glossary, language)
    rows: dict[int, list[dict[str, bool]]] = {}
    for stem, uses in lexicon.stems.items():
        for use in uses:
            places = rows.setdefault(use.pattern, [{} for _ in range(lexicon.patterns[use.pattern].words)])
            places[use.place] |= dict.fromkeys((stem + tail for tail in use.inflections), False) | dict.fromkeys(
                (stem + tail for tail in use.derivations), True
            )
    forms: dict[str, str] = {}
    for number, places in rows.items():
        known = lexicon.patterns[number]
        made = {"": False}
        for place in places:
            made = {f"{before} {word}".strip(): derived or bent for before, derived in made.items() for word, bent in place.items()}
        for form, derived in made.items():
            forms.setdefault(form, f"{'' if known.capital and not derived else '-'}{known.concept}")
    return forms


def measured(way: str, job: dict[str, Any], folder: Path, python: Path) -> dict[str, Any] | None:
    """Run one way in a process of its own; None where its interpreter lacks what it needs."""
    path = folder / "job.json"
    path.write_text(json.dumps(job), encoding="utf-8")
    done = subprocess.run(
        [str(python), "-c", CLOCK + WAYS[way] + REPORT, str(path)], capture_output=True, text=True, check=False, cwd=Path(__file__).parent
    )
    if done.returncode and "No module named 'ahocorasick'" in done.stderr:
        return None
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return json.loads(done.stdout)


def main() -> None:
    """Print a table a text: speed of the first and the second pass, ratio, mentions, memory, time to get ready."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--megabytes", type=float, default=10)
    parser.add_argument("--names", type=int, nargs="+", default=[1_000, 10_000])
    options = parser.parse_args()
    texts = (
        ("invented words, Cyrillic", "ru", False),
        ("invented words, Latin", "en", False),
        ("own sentences, Cyrillic", "ru", True),
        ("own sentences, Latin", "en", True),
    )
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for title, language, own in texts:
            print(f"\n{title}, {options.megabytes:g} MB of UTF-8")
            rows = [("names", "way", "MB/s first", "MB/s known", "transflow is faster by", "found per MB", "memory MB", "ready s")]
            for count in options.names:
                rows += _rows(count, language, own=own, folder=folder, options=options)
            # the same text, in which the names of the smallest glossary stand, by the largest: what the size of a glossary costs by itself
            rows += _rows(options.names[-1], language, own=own, folder=folder, options=options, standing=options.names[0])
            table(rows)


def _rows(  # noqa: PLR0913 - what is measured, and in what
    count: int, language: str, *, own: bool, folder: Path, options: argparse.Namespace, standing: int = 0
) -> list[tuple[str, ...]]:
    """Measure every way with so many names; with `standing` only the quick ones, on a text in which no more than so many of them stand."""
    names = words(language, count, 2)
    label = f"{count} ({standing} in the text)" if standing else str(count)
    size = int(options.megabytes * 1e6)
    (folder / "text").write_text((own_text if own else invented_text)(names[: standing or None], language, size), encoding="utf-8")
    glossary = everything(names, language, sample=own)
    forms = generated_forms(glossary, language)
    (folder / "forms").write_text("".join(f"{form}\t{name}\n" for form, name in forms.items()), encoding="utf-8")
    listed = [form.text for concept in glossary.concepts.values() for name in concept.names.values() for form in name.forms_for(language)]
    job: dict[str, Any] = {
        "text": str(folder / "text"),
        "forms": str(folder / "forms"),
        "here": str(Path(__file__).parent),
        "names": names,
        "listed": listed,
        "language": language,
        "sample": own,
    }
    rows = []
    own_speed = 0.0
    for way in [way for way in WAYS if not (standing and way in GUESSED)]:
        share = min(1.0, SECONDS * GUESSED[way] / count / options.megabytes) if way in GUESSED else 1.0
        python = options.peers if way == "pyahocorasick" and options.peers else Path(sys.executable)
        result = measured(way, {**job, "share": share, "passes": 1 if way in GUESSED else 2}, folder, python)
        if result is None:
            rows.append((label, way, "not installed", "", "", "", "", ""))
            continue
        speeds = result["passes"]
        own_speed = own_speed or speeds[0]
        rows.append(
            (
                label,
                f"{way}{f' (sample, {share:.1%})' if share < 1 else ''}",
                f"{speeds[0]:.2f}",
                f"{speeds[1]:.2f}" if len(speeds) > 1 else "",
                f"{own_speed / speeds[0]:.1f} ×" if way != "transflow" else "",
                f"{result['found']:,.0f}",
                f"{result['memory']:.0f}",
                f"{result['ready']:.1f}",
            )
        )
    return rows


if __name__ == "__main__":
    main()
