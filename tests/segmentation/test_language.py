from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import transflow.segmentation.language as room
from transflow.errors import YamlError
from transflow.segmentation import LANGUAGES, read_language
from transflow.segmentation.language import parse_language

DATA = Path(room.__file__).parent / "languages"


@pytest.mark.parametrize("language", [*LANGUAGES, "general"])
def test_every_language_file_loads_and_has_a_name(language: str) -> None:
    assert read_language(language).name


def test_every_language_file_is_in_the_registry_and_every_entry_has_a_file() -> None:
    assert {path.stem for path in DATA.iterdir()} == {*LANGUAGES, "general"}
    assert list(LANGUAGES) == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_abbreviation_both_ends_a_sentence_and_does_not(language: str) -> None:
    known = read_language(language)
    lists = (known.abbreviations, known.before_numbers, known.may_end)
    words = [word for words in lists for word in (*words.folded, *words.exact)]
    assert sorted(words) == sorted(set(words))


def test_a_word_in_small_letters_counts_in_any_case_and_one_with_a_capital_only_as_written() -> None:
    known = parse_language("name: x\nabbreviations: [etw, Gen]\n", name="x.yaml").abbreviations
    assert all(word in known for word in ("etw", "Etw", "ETW", "Gen", "GEN"))
    assert "gen" not in known


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: x\nabbreviations: [Dr.]\n", "x.yaml:2:17: 'Dr.': write it without its last dot"),
        ("name: x\nmay-end: [z. B]\n", "x.yaml:2:11: 'z. B': write it without its last dot"),
        ("name: x\nstarters: [The, The]\n", "x.yaml:2:17: 'The' stands twice in starters"),
        ("name: x\nabbreviation: [Dr]\n", "x.yaml"),
        ("name: x\ncased: sometimes\n", "x.yaml:2:8"),
        ("name: x\nbefore-numbers: [1]\n", "x.yaml:2:18"),
        ("abbreviations: [Dr]\n", "missing required field `name`"),
        ("- Dr\n", "x.yaml"),
        ("", "x.yaml"),
    ],
)
def test_a_malformed_language_file_is_an_error_that_says_where(text: str, message: str) -> None:
    with pytest.raises(YamlError) as caught:
        parse_language(text, name="x.yaml")
    assert message in str(caught.value)


def test_no_language_file_is_read_before_it_is_asked_for() -> None:
    program = "from transflow.segmentation import read_language; print(read_language.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == "0"
