"""Names in the drafts of the engines on this machine, what it costs the prose to hide them, and how often a name that is put in stands right.

The prose is compared with that of the same engine for the same sentence with nothing hidden, by chrF (sacrebleu), with every name blanked out on both
sides: an edition that calls for another name is to differ there. There are no reference translations: of how good the prose is, this says nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from measure import table
from sacrebleu.metrics.chrf import CHRF

from transflow.backends import DraftRequest, draft, open_backend
from transflow.backends.masks import bracketed, invented, lettered
from transflow.backends.sending import LADDER, Rung
from transflow.formats.articles import read_article
from transflow.glossary import naming_for, read_glossary, read_styles, turns_marked
from transflow.units import cut
from transflow.workflow.drafting.asking import required_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.backends import Backend, Draft
    from transflow.glossary import Naming
    from transflow.model import Unit

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases" / "drafting"
sys.path.insert(0, str(ROOT / "tests" / "backends"))

from placing_cases import BLIND, languages, outcomes, read_cases  # noqa: E402 - the tests read the same sentences with the same words

CASES_PUT_IN = BLIND.with_name("placing")
ENGINES = [("local", "pt-BR"), ("apertium", "es")]
STYLES = [("as the source", None), ("another name", "other"), ("explaining", "explaining")]
WAYS = [
    ("as drafted", LADDER),
    ("all behind invented names", (Rung(invented, "all"),)),
    ("all behind [X0X]", (Rung(bracketed, "all"),)),
    ("all behind XTRM0X", (Rung(lettered, "all"),)),
]


@dataclass(frozen=True)
class Course:
    """An engine, and how an edition names things in its language."""

    backend: Backend
    naming: Naming

    def drafts(self, requests: Sequence[DraftRequest], ladder: Sequence[Rung] = LADDER) -> list[Draft]:
        """Draft texts."""
        return list(
            draft(
                requests,
                self.backend,
                source_locale="en",
                target_locale=self.naming.locale,
                find_target=self.naming.find_target,
                ladder=ladder,
            )
        )

    def blanked(self, text: str) -> str:
        """Return a text with every name as one and the same word."""
        parts, read = [], 0
        for mention in self.naming.find_target(text):
            parts += [text[read : mention.start], "Name"]
            read = mention.end
        return "".join([*parts, text[read:]])


def requests_for(units: Sequence[Sequence[Unit]], naming: Naming) -> list[DraftRequest]:
    """Return what is asked for the units of each article."""
    asked = []
    for article in units:
        found = turns_marked((unit.slot, naming.find_source(unit.text, unit.quotations)) for unit in article)
        asked += [DraftRequest(unit.text, required_names(unit, mentions, naming)) for unit, mentions in zip(article, found, strict=True)]
    return asked


def counted(drafts: Sequence[Draft], naming: Naming) -> SimpleNamespace:
    """Count the required names of drafts, and those that stand there."""
    wanted = there = 0
    for made in drafts:
        found = Counter(
            (mention.concept, name)
            for mention in naming.find_target(made.text or "")
            if not mention.explains
            for name in mention.names or (mention.name,)
        )
        for name in made.request.names:
            if name.form is None:
                continue
            wanted += 1
            met = next(((name.concept, one) for one in name.names if found[name.concept, one]), None)
            if met:
                found[met] -= 1
                there += 1
    return SimpleNamespace(wanted=wanted, there=there)


def names_and_prose(units: Sequence[Sequence[Unit]]) -> None:
    """Print what stands in the drafts, and how near their prose is to that of the engine left to itself."""
    glossary = read_glossary(ROOT / "glossary")
    styles = read_styles(CASES / "styles", glossary)
    rows = [("engine", "style", "sentences", "lost", "names called for", "there", "to be checked")]
    prose = [("engine", "way", "chrF to the prose with nothing hidden", "drafts")]
    for engine, locale in ENGINES:
        backend = open_backend(engine)
        for title, style in STYLES:
            course = Course(backend, naming_for(glossary, styles[style] if style else None, source_locale="en", locale=locale))
            requests = requests_for(units, course.naming)
            drafts = course.drafts(requests)
            names = counted(drafts, course.naming)
            lost = sum(made.text is None for made in drafts)
            checks = sum(any(note.startswith("check the") for note in made.notes) for made in drafts)
            rows.append((engine, title, str(len(drafts)), str(lost), str(names.wanted), f"{names.there / names.wanted:.1%}", str(checks)))
            if style == "other":
                plain = course.drafts([DraftRequest(request.text) for request in requests])
                for way, ladder in WAYS:
                    pairs = [
                        (course.blanked(made.text), course.blanked(bare.text))
                        for made, bare in zip(course.drafts(requests, ladder), plain, strict=True)
                        if made.request.names and made.text and bare.text
                    ]
                    score = CHRF().corpus_score([made for made, _ in pairs], [[bare for _, bare in pairs]]).score
                    prose.append((engine, way, f"{score:.1f}", str(len(pairs))))
    table(rows)
    print()
    table(prose)


def put_in() -> None:
    """Print what became of the names of the labelled sentences, by language."""
    rows = [("names put in", "names", "right", "as cited, with a note", "wrong")]
    for title, folder in (("all", CASES_PUT_IN), ("all, blind", BLIND)):
        total: Counter[str] = Counter()
        for language in languages(folder):
            counts = Counter(outcome.kind for case in read_cases(language, folder) for outcome in outcomes(case))
            total += counts
            rows.append(_row(language if folder == CASES_PUT_IN else f"{language}, blind", counts))
        rows.append(_row(title, total))
    table(rows)


def _row(title: str, counts: Counter[str]) -> tuple[str, ...]:
    return (title, str(counts.total()), *(str(counts[kind]) for kind in ("right", "told", "wrong")))


def main() -> None:
    """Print all three tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", help="not used: the peer is the engine without names")
    parser.parse_args()
    units = [cut(read_article(path), language="en") for path in sorted((CASES / "articles").glob("*.md"))]
    names_and_prose(units)
    print()
    put_in()


if __name__ == "__main__":
    main()
