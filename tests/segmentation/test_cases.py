from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from transflow.segmentation import LANGUAGES, sentence_starts

CASES = Path(__file__).parents[1] / "cases" / "segmentation"


@dataclass(frozen=True)
class Case:
    """A text, the sentences it should be cut into, and why it is not yet, where it is not."""

    name: str
    language: str
    text: str
    sentences: tuple[str, ...]
    open_because: str = ""


def read_cases(path: Path) -> list[Case]:
    """Read a file of cases parted by `===`; raises ValueError for anything that is no case."""
    cases = []
    for number, block in enumerate(re.split(r"^===\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE), start=1):
        name = f"{path.stem}-{number}"
        lines = block.rstrip("\n").split("\n")
        reason = ""
        while lines and lines[0].startswith("#"):
            comment = lines.pop(0)
            if comment.startswith("# xfail"):
                reason = comment.removeprefix("# xfail:").strip()
                if reason.startswith("#") or not reason:
                    raise ValueError(f"{name}: an xfail says why: `# xfail: reason`")
        if lines.count("---") != 1 or lines.index("---") != 1 or len(lines) < 3 or not all(line.strip() for line in lines):
            raise ValueError(f"{name}: a case is one line of text, `---`, and a line for each sentence")
        if "".join(lines[0].split()) != "".join("".join(lines[2:]).split()):
            raise ValueError(f"{name}: the sentences are not those of the text")
        cases.append(Case(name, path.stem, lines[0], tuple(lines[2:]), reason))
    return cases


def all_cases() -> list[object]:
    """Return every case as a parameter of its name, expected to fail where it says so."""
    return [
        pytest.param(case, id=case.name, marks=[pytest.mark.xfail(reason=case.open_because, strict=True)] if case.open_because else [])
        for path in sorted(CASES.glob("*.txt"))
        for case in read_cases(path)
    ]


@pytest.mark.parametrize("case", all_cases())
def test_a_news_text_is_cut_where_its_case_says(case: Case) -> None:
    starts = sentence_starts(case.text, case.language)
    cut = [case.text[start:end].strip() for start, end in pairwise((*starts, len(case.text)))]
    assert cut == [sentence.strip() for sentence in case.sentences]


def test_every_language_has_eight_cases_and_no_case_is_of_an_unknown_language() -> None:
    counts = {path.stem: len(read_cases(path)) for path in CASES.glob("*.txt")}
    assert set(counts) == set(LANGUAGES)
    assert not {language: count for language, count in counts.items() if count < 8}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("One. Two.\nOne.\nTwo.\n", "a case is one line"),
        ("One. Two.\n---\n", "a case is one line"),
        ("One. Two.\n---\nOne.\n\nTwo.\n", "a case is one line"),
        ("One. Two.\n---\nOne.\nThree.\n", "not those of the text"),
        ("# xfail\nOne.\n---\nOne.\n", "says why"),
        ("", "a case is one line"),
    ],
)
def test_a_malformed_case_is_refused(tmp_path: Path, text: str, what: str) -> None:
    path = tmp_path / "en.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=what):
        read_cases(path)
