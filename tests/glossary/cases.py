"""The labelled sentences of tests/cases/names, read strictly: a malformed case is an error."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

KINDS = frozenset(
    {
        "base",
        "case",
        "adjective",
        "demonym",
        "plural",
        "possessive",
        "variant",
        "all-caps",
        "quoted",
        "headline",
        "multi-word",
        "institution",
        "person",
        "lookalike",
        "hard",
    }
)
FOLDER = Path(__file__).parent.parent / "cases" / "names"


@dataclass(frozen=True)
class Case:
    """A sentence, its mentions as (text, concept, name or "?"), and the kind of case; `xfail` is the reason of an expected failure."""

    language: str
    line: int
    sentence: str
    mentions: tuple[tuple[str, str, str], ...]
    kind: str
    xfail: str = ""


def languages(folder: Path = FOLDER) -> list[str]:
    """Return the languages that have labelled sentences."""
    return sorted(path.stem for path in folder.glob("*.tsv"))


def read_cases(language: str, folder: Path = FOLDER) -> list[Case]:
    """Return the cases of one language; raises ValueError at file and line for a malformed one."""
    path = folder / f"{language}.tsv"
    cases = []
    reason = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("# xfail:"):
            reason = line.removeprefix("# xfail:").strip()
            if not reason:
                raise ValueError(f"{path.name}:{number}: an expected failure needs a reason")
            continue
        if not line.strip() or line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) != 3 or columns[2] not in KINDS:
            raise ValueError(f"{path.name}:{number}: must be sentence, expected, kind between tabs")
        sentence, expected, kind = columns
        mentions = []
        for item in [] if expected == "-" else expected.split(" | "):
            text, equals, name = item.rpartition("=")
            concept, slash, name_id = name.partition("/")
            if not equals or not slash or text not in sentence:
                raise ValueError(f"{path.name}:{number}: {item!r} must be text=concept/name, the text as it stands in the sentence")
            mentions.append((text, concept, name_id))
        cases.append(Case(language, number, sentence, tuple(mentions), kind, reason))
        reason = ""
    return cases
