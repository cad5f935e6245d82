"""How well names are found: precision, recall and F1 over the labelled sentences, beside whole words, Snowball stems and prefixes.

transflow is right where text, concept and name are as labelled, and where an ambiguous form (`?`) is told as ambiguous. The peers cannot say
which name or that they are not sure, and do not know where an ending ends: they are right where they find the concept in or over the labelled stretch.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from measure import table
from names_peers import LONGEST_TAIL, begins_alike, find, listed_forms, stems, words_of

from transflow.glossary import Matcher, read_glossary

if TYPE_CHECKING:
    from collections.abc import Callable

    from names_peers import Found, Listed

    from transflow.glossary import Glossary

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "glossary"))

from cases import Case, languages, read_cases  # noqa: E402 - the tests read the same sentences with the same words

WAYS = ("transflow", "whole words", "Snowball stems", f"prefix, tail ≤ {LONGEST_TAIL}")
NOT_KNOWN = "–"


@dataclass(slots=True)
class Score:
    """What was found of the labelled mentions, and how many look-alikes were taken for one."""

    right: int = 0
    found: int = 0
    labelled: int = 0
    fooled: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Add what was found elsewhere."""
        self.right += other.right
        self.found += other.found
        self.labelled += other.labelled
        self.fooled += other.fooled
        self.wrong += other.wrong

    @property
    def rates(self) -> tuple[float, float, float]:
        """Precision, recall and F1 in percent."""
        precision = self.right / self.found if self.found else 1.0
        recall = self.right / self.labelled if self.labelled else 1.0
        return 100 * precision, 100 * recall, 200 * precision * recall / ((precision + recall) or 1)

    def document(self) -> dict[str, object]:
        """Return the score as a part of a JSON document."""
        return asdict(self) | dict(zip(("precision", "recall", "f1"), (round(rate, 2) for rate in self.rates), strict=True))


def tag_of(language: str) -> str:
    """Return the tag under which the glossary of the sample has a language."""
    return {"pt": "pt-BR"}.get(language, language)


def score_transflow(cases: list[Case], matcher: Matcher) -> Score:
    """Score the matcher strictly."""
    score = Score()
    for case in cases:
        found = [(mention.text, mention.concept, mention.name or "?") for mention in matcher.find(case.sentence)]
        left = list(found)
        for labelled in case.mentions:
            if labelled in left:
                left.remove(labelled)
                score.right += 1
        _count(score, case, len(found), [f"{text}={concept}/{name}" for text, concept, name in found], agree=tuple(found) == case.mentions)
    return score


def score_peer(cases: list[Case], found_in: Callable[[str], list[Found]]) -> Score:
    """Score another way generously."""
    score = Score()
    for case in cases:
        found = found_in(case.sentence)
        left = list(found)
        read = right = 0
        for text, concept, _ in case.mentions:
            start = case.sentence.index(text, read)
            read = start + len(text)
            same = next((one for one in left if one.start < read and one.end > start and concept in one.concepts), None)
            if same is not None:
                left.remove(same)
                right += 1
        score.right += right
        said = [f"{case.sentence[one.start : one.end]}={'|'.join(sorted(one.concepts))}" for one in found]
        _count(score, case, len(found), said, agree=not left and right == len(case.mentions))
    return score


def _count(score: Score, case: Case, found: int, said: list[str], *, agree: bool) -> None:
    score.found += found
    score.labelled += len(case.mentions)
    score.fooled += case.kind == "lookalike" and found > len(case.mentions)
    if not agree:
        score.wrong.append(f"{case.language}.tsv:{case.line}: {case.sentence}  {' | '.join(said) or '-'}")


def stems_of(folder: Path, forms: dict[str, list[Listed]], python: Path | None) -> dict[str, dict[str, str]]:
    """Return the stems of all words that occur, by language."""
    if python is None:
        return {}
    words = {
        language: {word for form in own for word in form.words}
        | {word for case in read_cases(language, folder) for word, _, _ in words_of(case.sentence, tag_of(language))}
        for language, own in forms.items()
    }
    return stems(words, python)


def score_folder(folder: Path, glossary: Glossary, python: Path | None) -> dict[str, dict[str, Score | None]]:
    """Score every way on every language of a folder; None where a way does not know the language."""
    forms = {language: listed_forms(glossary, tag_of(language)) for language in languages(folder)}
    stemmed = stems_of(folder, forms, python)
    scores: dict[str, dict[str, Score | None]] = {}
    for language, own in forms.items():
        cases = read_cases(language, folder)
        look = partial(find, tag=tag_of(language), forms=own)
        known = stemmed.get(language)
        scores[language] = {
            WAYS[0]: score_transflow(cases, Matcher(glossary, tag_of(language))),
            WAYS[1]: score_peer(cases, partial(look, same=str.__eq__)),
            WAYS[2]: score_peer(cases, partial(look, same=lambda one, other, known=known: known[one] == known[other])) if known else None,
            WAYS[3]: score_peer(cases, partial(look, same=begins_alike)),
        }
    return scores


def totals(scores: dict[str, dict[str, Score | None]]) -> dict[str, Score]:
    """Return the sums of each way over the languages that it knows."""
    sums = {way: Score() for way in WAYS}
    for ways in scores.values():
        for way, score in ways.items():
            if score is not None:
                sums[way].add(score)
    return sums


def print_report(folder: Path, scores: dict[str, dict[str, Score | None]], *, details: bool) -> None:
    """Print a table of precision / recall / F1, and what fell for look-alikes."""
    cases = [case for language in scores for case in read_cases(language, folder)]
    traps = sum(case.kind == "lookalike" for case in cases)
    print(
        f"{folder.name}: {len(cases)} sentences in {len(scores)} languages, {traps} of them look-alikes; precision / recall / F1 in percent"
    )
    rows: list[tuple[str, ...]] = [("", *WAYS)]
    for language, ways in scores.items():
        rows.append((language, *(_cell(ways[way]) for way in WAYS)))
    sums = totals(scores)
    rows.append(("all", *(_cell(sums[way]) for way in WAYS)))
    rows.append(("look-alikes taken", *(f"{sums[way].fooled}" if sums[way].labelled else NOT_KNOWN for way in WAYS)))
    table(rows)
    print(f"Snowball knows {sum(ways[WAYS[2]] is not None for ways in scores.values())} of these languages; its sums are over those.")
    for wrong in sums[WAYS[0]].wrong if details else ():
        print(f"  {wrong}")
    print()


def _cell(score: Score | None) -> str:
    return NOT_KNOWN if score is None or not score.labelled else " / ".join(f"{rate:5.1f}" for rate in score.rates)


def main() -> None:
    """Print the report, or one JSON document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, help="the python that has snowballstemmer")
    parser.add_argument("--cases", type=Path, action="append", help="a folder of labelled sentences; may be repeated")
    parser.add_argument("--glossary", type=Path, default=ROOT / "glossary", help="whose names are looked for (default: the sample's)")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--wrong", action="store_true", help="print the sentences that transflow gets wrong")
    asked = parser.parse_args()
    cases = ROOT / "tests" / "cases"
    folders = asked.cases or [folder for folder in (cases / "names", cases / "names-blind") if languages(folder)]
    glossary = read_glossary(asked.glossary)
    sets = []
    for folder in folders:
        scores = score_folder(folder, glossary, asked.peers)
        if asked.format == "text":
            print_report(folder, scores, details=asked.wrong)
        sets.append(
            {
                "set": folder.name,
                "languages": {
                    language: {way: score and score.document() for way, score in ways.items()} for language, ways in scores.items()
                },
                "all": {way: score.document() for way, score in totals(scores).items()},
            }
        )
    if asked.format == "json":
        print(json.dumps({"schema": "transflow.bench-names/1", "sets": sets}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
