"""What is known of a language, read once from `languages/<language>.yaml` when it is first asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files

import msgspec

from transflow.errors import YamlError
from transflow.yamlfile import YamlFile, convert, parse_yaml

LANGUAGES = (
    "ar",
    "az",
    "bg",
    "cs",
    "de",
    "el",
    "en",
    "es",
    "fa",
    "fi",
    "fr",
    "he",
    "hi",
    "hr",
    "hu",
    "hy",
    "it",
    "ja",
    "ka",
    "lt",
    "nl",
    "pl",
    "pt",
    "ro",
    "ru",
    "sr",
    "tr",
    "uk",
    "zh",
)
GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Words:
    """A list of words as the data writes it: a word in small letters counts in any case, one with a capital only as written or in capitals."""

    folded: frozenset[str]
    exact: frozenset[str]

    def __contains__(self, word: object) -> bool:
        """Tell whether the list has this word."""
        return isinstance(word, str) and (word in self.exact or word.casefold() in self.folded)


@dataclass(frozen=True, slots=True)
class Language:
    """What decides where the sentences of one language end.

    `abbreviations` never end a sentence; `may_end` end one only before a word of `starters`; `before_numbers` are
    abbreviations where a number follows and plain words otherwise. `says` are words that tell, after a quotation that closes,
    who said it; `continues` are the beginnings that carry a sentence on after a closing mark.
    """

    name: str
    cased: bool
    spaced: bool
    ordinal_dot: bool
    colon_ends: bool
    dot_introduces: bool
    abbreviations: Words
    before_numbers: Words
    may_end: Words
    starters: frozenset[str]
    says: tuple[str, ...]
    continues: tuple[str, ...]


class _Shape(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    name: str
    cased: bool = True
    spaced: bool = True
    ordinal_dot: bool = False
    colon_ends: bool = False
    dot_introduces: bool = False
    abbreviations: list[str] = []
    before_numbers: list[str] = []
    may_end: list[str] = []
    starters: list[str] = []
    says: list[str] = []
    continues: list[str] = []


@lru_cache(maxsize=64)
def read_language(language: str) -> Language:
    """Return what is known of a language by its bare code (`pt`); the general rules where it has no file.

    Raises YamlError with the place of what is wrong in the file.
    """
    code = language if language in LANGUAGES else GENERAL
    name = f"languages/{code}.yaml"
    return parse_language((files(__package__) / "languages" / f"{code}.yaml").read_text(encoding="utf-8"), name=name)


def parse_language(text: str, *, name: str) -> Language:
    """Turn the text of a language file into a Language; raises YamlError for anything that is not as `general.yaml` explains it."""
    file = parse_yaml(text, name=name)
    shape = convert(file, _Shape)
    for field in fields(Language):
        value = getattr(shape, field.name)
        if isinstance(value, list):
            _check(file, field.name.replace("_", "-"), value)
    return Language(
        name=shape.name,
        cased=shape.cased,
        spaced=shape.spaced,
        ordinal_dot=shape.ordinal_dot,
        colon_ends=shape.colon_ends,
        dot_introduces=shape.dot_introduces,
        abbreviations=_words(shape.abbreviations),
        before_numbers=_words(shape.before_numbers),
        may_end=_words(shape.may_end),
        starters=frozenset(shape.starters),
        says=tuple(shape.says),
        continues=tuple(shape.continues),
    )


def _check(file: YamlFile, key: str, words: list[str]) -> None:
    seen = Counter[str]()
    for index, word in enumerate(words):
        seen[word] += 1
        if not word or word.endswith(".") or any(character.isspace() for character in word):
            raise YamlError(f"{word!r}: write it without its last dot and without white space (z.B, т.п)", file.at(key, index))
        if seen[word] > 1:
            raise YamlError(f"{word!r} stands twice in {key}", file.at(key, index))


def _words(words: list[str]) -> Words:
    small = frozenset(word for word in words if word == word.casefold())
    return Words(folded=small, exact=frozenset(form for word in words if word not in small for form in (word, word.upper())))
