"""Governing: which case the words beside a name call for, one data file a language that a translator can read and mend.

A file says which words stand before or after a name in which case, and declines a few model words. A name is declined as the model whose
endings `tails` gives by the same rules; where no model, or no case, is certain, nobody guesses. The files name no place of a glossary.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import msgspec

from transflow.errors import GlossaryError
from transflow.yamlfile import YamlFile, convert, parse_yaml

LANGUAGES = ("ar", "az", "bg", "cs", "de", "en", "es", "fa", "fr", "he", "hr", "hy", "it", "ka", "nl", "pl", "pt", "ru", "tr", "uk")
Declined = Literal["agreeing", "last", "single", "not"]


@dataclass(frozen=True, slots=True)
class Model:
    """A word and its forms by case; names that decline by the same rules stand in the same. `only` and `unless` are ends of words that do, and that do not."""

    name: str
    kind: str
    gender: str
    forms: dict[str, str]
    only: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Words that stand before names in more than one case; which it is, the source's word says (`of_relation`)."""

    words: frozenset[str]
    of_relation: dict[str, str]


@dataclass(frozen=True, slots=True)
class Governing:
    """What is known of a language.

    `declined` says how names decline: of several words each (`agreeing`) or the `last`, those of a `single` word alone, or `not` at all. `before` and `after` lead from
    a word to the case of a name beside it, `endings` from an ending that stands on a name to its case. `bare` is the case of a name right after
    a noun where the source has “of”, `otherwise` that of one beside which nothing stands that governs; after words that begin as one in `called` a name may stand as it is cited. `moving` are beginnings of
    words that make a place a goal, `still` whole ones of the source. `articles` are words that hold an article, `articled` those that one melts with, `set_off` says that endings
    stand behind an apostrophe, `linking` how first parts before a hyphen end. As a source, a language has `relations`: from its words before a name to what they say.
    """

    language: str
    declined: Declined
    models: tuple[Model, ...]
    before: dict[str, str]
    choices: tuple[Choice, ...]
    after: dict[str, str]
    endings: dict[str, str]
    otherwise: str
    bare: str
    called: tuple[str, ...]
    moving: tuple[str, ...]
    articles: frozenset[str]
    articled: frozenset[str]
    set_off: bool
    linking: tuple[str, ...]
    relations: dict[str, str]
    possessive: tuple[str, ...]
    determiners: frozenset[str]


class _ModelShape(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    forms: dict[str, str]
    kind: str = "place"
    gender: str = ""
    only: str = ""
    unless: str = ""


class _ChoiceShape(msgspec.Struct, forbid_unknown_fields=True):
    words: str
    case: dict[str, str]


class _FileShape(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    language: str
    sources: list[str]
    declined: Declined
    models: list[_ModelShape] = []
    before: dict[str, str] = {}
    choices: list[_ChoiceShape] = []
    after: dict[str, str] = {}
    endings: dict[str, str] = {}
    otherwise: str = ""
    bare: str = ""
    called: str = ""
    moving: str = ""
    articles: str = ""
    articled: str = ""
    set_off: bool = False
    linking: str = ""
    relations: dict[str, str] = {}
    possessive: str = ""
    determiners: str = ""


@lru_cache
def governing(language: str) -> Governing | None:
    """Return what is known of a language, None of one without a file."""
    if language not in LANGUAGES:
        return None
    name = f"{language}.yaml"
    return parse_governing(files(__name__).joinpath(name).read_text(encoding="utf-8"), name=name)


def parse_governing(text: str, *, name: str) -> Governing:
    """Read a language's file; raises YamlError or GlossaryError with the place of what is wrong."""
    file = parse_yaml(text, name=name)
    shape = convert(file, _FileShape)
    return Governing(
        language=shape.language,
        declined=shape.declined,
        models=tuple(
            Model(one.name, one.kind, one.gender, one.forms, tuple(one.only.split()), tuple(one.unless.split())) for one in shape.models
        ),
        before=_turned(shape.before, file, "before"),
        choices=tuple(Choice(frozenset(one.words.casefold().split()), one.case) for one in shape.choices),
        after=_turned(shape.after, file, "after"),
        endings=_turned(shape.endings, file, "endings"),
        otherwise=shape.otherwise,
        bare=shape.bare,
        called=tuple(shape.called.split()),
        moving=tuple(shape.moving.split()),
        articles=frozenset(shape.articles.casefold().split()),
        articled=frozenset(shape.articled.split()),
        set_off=shape.set_off,
        linking=tuple(shape.linking.split()),
        relations=_turned(shape.relations, file, "relations"),
        possessive=tuple(shape.possessive.split()),
        determiners=frozenset(shape.determiners.split()),
    )


def _turned(lists: dict[str, str], file: YamlFile, key: str) -> dict[str, str]:
    """Return the list that each word stands in; a word in two would say two things."""
    turned: dict[str, str] = {}
    for case, words in lists.items():
        for word in words.casefold().split():
            if word in turned:
                raise GlossaryError(f"{word!r} stands under {turned[word]} and under {case}", file.at(key, case))
            turned[word] = case
    return turned
