"""What a service calls a locale, and whether it reads or writes it: from `services.yaml`, which a translator can read and mend.

A target has to be met exactly: an edition in European Portuguese gets no draft from a service that writes Brazilian only, and Latin
Serbian none from one that writes Cyrillic. A source may be any variety of its language.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from transflow.errors import UnsupportedPairError
from transflow.locales import bare_language
from transflow.yamlfile import convert, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FILE = "services.yaml"


class _ServiceShape(msgspec.Struct, forbid_unknown_fields=True, rename={"source": "from", "any_": "any"}):
    source: str
    both: list[str] = []
    reads: list[str] = []
    writes: list[str] = []
    called: dict[str, str] = {}
    any_: bool = False
    varieties: list[str] = []


class _FileShape(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    usual_scripts: dict[str, str]
    usual_regions: dict[str, str]
    scripts_of_regions: dict[str, str]
    nearest: dict[str, str]
    same: dict[str, str]
    services: dict[str, _ServiceShape]


@dataclass(frozen=True, slots=True)
class Codes:
    """The locales of one service; `any_language` where its server decides."""

    service: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    called: dict[str, str]
    any_language: bool = False
    varieties: tuple[str, ...] = ()

    def source(self, locale: str) -> str | None:
        """Return what the service calls a locale as a source, None where it does not read it."""
        return self._code(locale, self.reads) or self._code(bare_language(locale), self.reads) or self._any_variety(locale)

    def target(self, locale: str) -> str | None:
        """Return what the service calls a locale as a target, None where it does not write just this."""
        return self._code(locale, self.writes)

    def supports(self, source: str, target: str) -> bool:
        """Tell whether the service reads the one and writes the other; from one variety of a language to another is no translation."""
        return not _is_same(source, target) and self.source(source) is not None and self.target(target) is not None

    def pair(self, source: str, target: str) -> tuple[str, str]:
        """Return the service's codes for a pair; raises UnsupportedPairError."""
        reads, writes = self.source(source), self.target(target)
        if reads is None or writes is None or _is_same(source, target):
            raise UnsupportedPairError(f"{self.service}: does not translate {source} → {target}")
        return reads, writes

    def _code(self, locale: str, known: Sequence[str]) -> str | None:
        found = _first(locale, self.varieties, or_language=True) if self.any_language else _first(locale, known)
        return self.called.get(found, found) if found else None

    def _any_variety(self, locale: str) -> str | None:
        language = _parts(locale)[0]
        found = next((code for code in self.reads if bare_language(code) == language), None)
        return self.called.get(found, found) if found else None


def codes_of(service: str, also: Sequence[str] = ()) -> Codes:
    """Return the locales of a service; `also` are locales that the person at the project knows it to have learnt."""
    shape = _read().services[service]
    return Codes(
        service=service,
        reads=(*shape.both, *shape.reads, *also),
        writes=(*shape.both, *shape.writes, *also),
        called=shape.called,
        any_language=shape.any_,
        varieties=(*shape.varieties, *also),
    )


def services() -> dict[str, str]:
    """Return the services of the file, and where what it says of each was found."""
    return {name: shape.source for name, shape in _read().services.items()}


def _is_same(source: str, target: str) -> bool:
    """Tell whether two locales are one language in one script."""
    return _spelled(source) == _spelled(target)


def _spelled(locale: str) -> tuple[str, str]:
    data = _read()
    language, script, _ = _parts(locale)
    return language, script or data.usual_scripts.get(language, "")


def _first(locale: str, known: Sequence[str], *, or_language: bool = False) -> str | None:
    candidates = list(_candidates(locale))
    for candidate in candidates:
        if candidate in known:
            return candidate
    return candidates[-1] if or_language else None


def _candidates(locale: str) -> Iterator[str]:
    """Yield the ways to write a locale, the most exact first; the bare language only where the script is its usual one."""
    data = _read()
    language, script, region = _parts(locale)
    usual = data.usual_scripts.get(language, "")
    script = script or usual
    region = region or data.usual_regions.get(language, "")
    if script and region:
        yield f"{language}-{script}-{region}"
    if script:
        yield f"{language}-{script}"
    if script in {"", usual}:
        if region:
            yield f"{language}-{region}"
            nearest = data.nearest.get(f"{language}-{region}")
            if nearest:
                yield nearest
        yield language


def _parts(locale: str) -> tuple[str, str, str]:
    """Return language, script (also where the region says which) and region of a locale, "" for what it does not say."""
    data = _read()
    parts = locale.replace("_", "-").split("@", maxsplit=1)[0].split("-")
    language = data.same.get(parts[0].lower(), parts[0].lower())
    script = next((part.title() for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    region = next((part.upper() for part in parts[1:] if len(part) == 2 or (len(part) == 3 and part.isdigit())), "")
    return language, script or data.scripts_of_regions.get(f"{language}-{region}", ""), region


@lru_cache(maxsize=1)
def _read() -> _FileShape:
    text = files("transflow.backends").joinpath(FILE).read_text(encoding="utf-8")
    return convert(parse_yaml(text, name=FILE), _FileShape)


__all__ = ["Codes", "codes_of", "services"]
