"""Finding names in running text: the matcher beside a regular expression over all forms, and beside one expression after the other.

The peers find only the forms as they are listed; the matcher also finds them inflected. The second peer is how Weblate's
glossary check looks for terms.
"""

from __future__ import annotations

import argparse
import random
import re
import time
import tracemalloc
from pathlib import Path

from measure import table

from transflow.glossary import Concept, Form, Glossary, Kind, Matcher, Name

SYLLABLES = ("ба", "ка", "ла", "на", "ра", "та", "го", "до", "мо", "ни", "ри", "ти", "ше", "ву", "лу", "чи", "ар", "ен", "ор", "ир")
TEXT_CHARACTERS = 2_500_000


def words(count: int, seed: int) -> list[str]:
    """Return different made-up words that inflect like Russian ones."""
    chance = random.Random(seed)  # noqa: S311 - text, not a secret
    made: dict[str, None] = {}
    while len(made) < count:
        made["".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4))) + chance.choice("нрлкхт")] = None
    return list(made)


def glossary(names: list[str]) -> Glossary:
    """Return a glossary with one concept a name."""
    return Glossary(
        {
            f"c{number}": Concept(f"c{number}", Kind.PLACE, names={"n": Name("n", forms={"ru": (Form(name.capitalize()),)})})
            for number, name in enumerate(names)
        }
    )


def text_with(names: list[str], length: int) -> str:
    """Return text in which every thirtieth word is an inflected name."""
    chance = random.Random(7)  # noqa: S311 - text, not a secret
    common = words(20_000, 1)
    parts = []
    size = 0
    while size < length:
        part = (
            chance.choice(names).capitalize() + chance.choice(["", "а", "у", "ом", "е", "ский"])
            if chance.random() < 1 / 30
            else chance.choice(common)
        )
        parts.append(part)
        size += len(part) + 1
    return " ".join(parts)


def seconds(work: object) -> float:
    """Return how long a call takes, the better of two."""
    assert callable(work)
    best = float("inf")
    for _ in range(2):
        before = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - before)
    return best


def main() -> None:
    """Print MB/s, memory and ratios for 500, 1,000 and 10,000 names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path)
    parser.parse_args()
    rows = [("names", "way", "MB/s", "transflow is faster by", "memory MB")]
    for count in (500, 1_000, 10_000):
        names = words(count, 2)
        text = text_with(names, TEXT_CHARACTERS)
        paragraphs = [text[start : start + 2_000] for start in range(0, len(text), 2_000)]
        megabytes = len(text.encode()) / 1e6
        tracemalloc.start()
        matcher = Matcher(glossary(names), "ru")
        for paragraph in paragraphs[:200]:
            matcher.find(paragraph)
        memory = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        own = seconds(lambda matcher=matcher, paragraphs=paragraphs: [matcher.find(each) for each in paragraphs])
        rows.append((str(count), "transflow", f"{megabytes / own:.1f}", "", f"{memory:.0f}"))
        alternation = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
        few = paragraphs[: max(1, 20_000 // count)]
        share = len(few) / len(paragraphs)
        other = seconds(lambda alternation=alternation, few=few: [alternation.findall(each) for each in few]) / share
        rows.append((str(count), "one alternation", f"{megabytes / other:.2f}", f"{other / own:.1f} ×", ""))
        single = [re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE) for name in names]
        few = paragraphs[: max(1, 2_000 // count)]
        share = len(few) / len(paragraphs)
        other = seconds(lambda single=single, few=few: [one.search(each) for each in few for one in single]) / share
        rows.append((str(count), "one by one", f"{megabytes / other:.3f}", f"{other / own:.0f} ×", ""))
    table(rows)


if __name__ == "__main__":
    main()
