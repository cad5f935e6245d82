"""Values of a glossary or style file, each with its place: what has the wrong shape is noted, and reading goes on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from transflow.errors import GlossaryError, Position, TransflowError
from transflow.locales import is_locale, parse_locale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from transflow.yamlfile import KeyPath, YamlFile

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NEAR = 65.0  # per cent of letters that two spellings of one word share; below it a hint misleads more than it helps
SUFFIXES = (".yaml", ".yml", ".json")
# Characters that no form may hold: they turn the direction of whatever follows, or end the line. The isolates
# U+2066-U+2069 are refused with them here, since a form stands inside a sentence that has its own.
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffc]")


def glossary_files(directory: Path, *, error: type[TransflowError] = GlossaryError) -> tuple[Path, ...]:
    """Return the YAML and JSON files of a folder in the order of their names, hidden ones left out; none where there is no folder.

    Raises `error` where the folder is a file or cannot be read.
    """
    try:
        if not directory.exists():
            return ()
        found = sorted(directory.iterdir())
        return tuple(path for path in found if path.suffix in SUFFIXES and not path.name.startswith(".") and _is_text(path))
    except OSError as bad:
        raise error(f"cannot be read as a folder: {bad.strerror}", Position(str(directory))) from None


def _is_text(path: Path) -> bool:
    """Tell whether a path is a file, or a link to one that is gone; a folder is none, and a pipe would be waited for."""
    return path.is_file() or not path.exists()


def near(word: str, known: Iterable[str]) -> str:
    """Return the end of a message about an unknown word: the known one it looks like, or all that are known."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - takes 50 ms to load, and only a mistake needs it

    listed = list(known)
    close = process.extractOne(word, listed, scorer=fuzz.ratio, score_cutoff=NEAR)
    return f"did you mean {close[0]!r}?" if close else f"known are {', '.join(listed) or 'none'}"


class Values:
    """Gives out the values of one file; `errors` fills with what had the wrong shape, each an `error` with its place."""

    def __init__(self, file: YamlFile, *, error: type[TransflowError]) -> None:
        self.file = file
        self.errors: list[TransflowError] = []
        self._error = error

    def refuse(self, path: KeyPath, what: str) -> None:
        """Note an error where a value stands."""
        self.errors.append(self._error(what, self.file.at(*path)))

    def refuse_key(self, path: KeyPath, what: str) -> None:
        """Note an error where a key stands."""
        self.errors.append(self._error(what, self.file.at_key(*path)))

    def mapping(self, path: KeyPath, given: object, *, keys: tuple[str, ...] | None = None) -> dict[str, Any]:
        """Return a mapping, an empty one for nothing; with `keys`, every other key is an error."""
        if given is None:
            return {}
        if not isinstance(given, dict):
            what = f"`{path[-1]}` must be a mapping" if path else f"must be a mapping; its keys are {', '.join(keys or ())}"
            self.refuse(path, what)
            return {}
        for key in given:
            if keys is not None and key not in keys:
                self.refuse_key((*path, key), f"unknown key `{key}`; {near(key, keys)}")
        return given

    def text(self, path: KeyPath, given: object) -> str:
        """Return a text for people, without white space around it; nothing given is an empty one."""
        if isinstance(given, str):
            return given.strip()
        if given is not None:
            self.refuse(path, f"`{_key(path)}` must be a text{_instead(given)}")
        return ""

    def texts(self, path: KeyPath, given: object) -> tuple[str, ...]:
        """Return a list of texts for people; a text alone is a list of one."""
        found = []
        for where, one in each(path, given):
            text = self.text(where, one)
            if text:
                found.append(text)
            elif one is None or isinstance(one, str):
                self.refuse(where, f"`{_key(path)}` must not be empty")
        return tuple(found)

    def phrase(self, path: KeyPath, given: object) -> str:
        """Return a text that is looked for and printed as it stands, or "" for one that cannot be."""
        if given is None or (isinstance(given, str) and not given.strip()):
            self.refuse(path, f"`{_key(path)}` must not be empty")
        elif not isinstance(given, str):
            self.refuse(path, f"`{_key(path)}` must be a text{_instead(given)}")
        elif forbidden := _FORBIDDEN.search(given):
            self.refuse(path, f"{given!r} holds the control character U+{ord(forbidden.group()):04X}")
        elif given != given.strip():
            self.refuse(path, f"{given!r} must not begin or end with white space")
        elif not any(letter.isalnum() for letter in given):
            self.refuse(path, f"{given!r} holds no letter, so it could never be found")
        else:
            return given
        return ""

    def phrases(self, path: KeyPath, given: object) -> tuple[str, ...]:
        """Return a list of phrases, none twice; a phrase alone is a list of one."""
        found: dict[str, KeyPath] = {}
        for where, one in each(path, given):
            if phrase := self.phrase(where, one):
                if phrase in found:
                    self.refuse(where, f"{phrase!r} stands here twice; the first is {self.file.at(*found[phrase])}")
                found.setdefault(phrase, where)
        return tuple(found)

    def flag(self, path: KeyPath, given: object, *, default: bool) -> bool:
        """Return true or false."""
        if isinstance(given, bool):
            return given
        if given is not None:
            self.refuse(path, f"`{_key(path)}` must be true or false")
        return default

    def one_of(self, path: KeyPath, given: object, words: Iterable[str]) -> str | None:
        """Return one of the words, or None for anything else."""
        listed = [str(word) for word in words]
        if isinstance(given, str) and given in listed:
            return given
        self.refuse(path, f"`{path[-1]}` must be one of {', '.join(listed)}" + (f", not {given!r}" if isinstance(given, str) else ""))
        return None

    def by_locale(self, path: KeyPath, given: object, *, other: str | None = None) -> Iterator[tuple[str, KeyPath, Any]]:
        """Yield (BCP 47 tag, where it stands, value); an unknown locale, or one said twice in two spellings, is an error.

        `other` is a word that may stand for all other locales.
        """
        seen: dict[str, KeyPath] = {}
        for tag, value in self.mapping(path, given).items():
            where = (*path, tag)
            bcp47 = tag if tag == other else _bcp47(tag)
            if bcp47 is None:
                self.refuse_key(where, f"unknown locale {tag!r}; write a BCP 47 tag such as pt-BR")
                continue
            if bcp47 in seen:
                self.refuse_key(where, f"the locale {bcp47!r} stands here twice; the first is {self.file.at_key(*seen[bcp47])}")
                continue
            seen[bcp47] = where
            yield bcp47, where, value


def each(path: KeyPath, given: object) -> Iterator[tuple[KeyPath, object]]:
    """Yield every item of a list with its path; a value alone is its only item."""
    if isinstance(given, list):
        for place, one in enumerate(given):
            yield (*path, place), one
    elif given is not None:
        yield path, given


def _key(path: KeyPath) -> str:
    """Return the nearest key above a value, for a message: an item of a list is named by its list."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _instead(given: object) -> str:
    """Return what a value of the wrong shape is, for the end of a message; YAML reads a bare 5 or true as no text."""
    if isinstance(given, bool | int):
        said = str(given).lower()
        return f', not {said}; write it in quotes: "{said}"'
    return ", not a list" if isinstance(given, list) else ", not a mapping"


def _bcp47(tag: str) -> str | None:
    """Return a locale as BCP 47, or None for one that CLDR does not know, or knows by another name (`iw`), or that is an edition."""
    if not is_locale(tag):
        return None
    known = parse_locale(tag).bcp47
    parts = known.lower().split("-")
    return known if all(part in parts for part in tag.lower().replace("_", "-").split("-")) else None
