"""What is known of capital letters in a language: data, one file a language, that a translator can read and mend."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from transflow.locales import bare_language, is_locale, language_names, month_names, weekday_names
from transflow.yamlfile import read_yaml

_FOLDER = Path(str(files("transflow.glossary.capitals")))


@dataclass(frozen=True, slots=True)
class Capitals:
    """`used` tells whether running text has capitals, `nouns` whether every noun has one.

    `joins` are small words inside names, `starts` words that begin a sentence and are no names, `never` words that are no names by themselves:
    months, days of the week and languages among them, from CLDR. All in lower case. `listed` tells whether there is a file for the language,
    `possessive` whether names take an apostrophe and s.
    """

    used: bool
    nouns: bool
    joins: frozenset[str]
    starts: frozenset[str]
    never: frozenset[str]
    listed: bool
    possessive: bool


@lru_cache(maxsize=64)
def capitals(tag: str) -> Capitals:
    """Return what is known of capitals in the language of a tag."""
    language = bare_language(tag)
    general = read_yaml(_FOLDER / "general.yaml").data
    path = _FOLDER / f"{language}.yaml"
    own = read_yaml(path).data if path.exists() else {}
    never = set(own.get("never") or ())
    if is_locale(language):
        never.update(spelling for month in month_names(language) for spelling in month)
        never.update(weekday_names(language))
        never.update(named := language_names(language))
        never.update(f"{name}{own['plural']}" for name in named if own.get("plural"))
    return Capitals(
        used=language not in general["without"],
        nouns=language in general["nouns"],
        joins=frozenset(own.get("joins") or ()),
        starts=frozenset(own.get("starts") or ()),
        never=frozenset(never),
        listed=bool(own),
        possessive=own.get("possessive") is True,
    )
