"""Candidates for a glossary from a catalog, a translation memory or an article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.errors import ExchangeError, Position, ProjectError, UsageError
from transflow.formats.articles import read_article
from transflow.formats.po import read_catalog
from transflow.formats.tmx import read_tmx
from transflow.glossary.candidates import Candidate, Pair, candidates
from transflow.glossary.capitals import capitals
from transflow.locales import bare_language, english_name, is_locale, parse_locale
from transflow.project import ARTICLE_SUFFIXES, find_root, read_project
from transflow.units import cut
from transflow.workflow.texts import glossary_near

if TYPE_CHECKING:
    from pathlib import Path

    from transflow.formats.tmx import TranslationUnit

CATALOGS = (".po", ".pot")


@dataclass(frozen=True, slots=True)
class Candidates:
    """What a file holds that no concept knows, in which languages it was looked for, and what cannot be looked for there."""

    source: str
    target: str | None
    units: int
    found: tuple[Candidate, ...]
    told: tuple[str, ...] = ()


def candidates_in(start: Path, file: Path, *, source: str | None = None, target: str | None = None) -> Candidates:
    """Return the candidates in a PO, POT or TMX file or an article; the languages are those given, or what the file says.

    Raises the errors of its format, and UsageError for a file or a language that is not known.
    """
    for tag in filter(None, (source, target)):
        parse_locale(tag)
    suffix = file.suffix.lower()
    if suffix in CATALOGS:
        pairs, said, said_target = _catalog(file)
    elif suffix == ".tmx":
        pairs, said, said_target = _memory(file, source, target)
    elif suffix in ARTICLE_SUFFIXES:
        (pairs, said), said_target = _article(file, source), ""
    else:
        raise UsageError(f"a .po, .pot or .tmx file or an article ({', '.join(ARTICLE_SUFFIXES)}), please", Position(str(file)))
    language = source or said or _source_near(start)
    other = target or said_target or None
    if not any(pair.target for pair in pairs):
        other = None
    found = candidates(pairs, glossary_near(start), source=language, target=other)
    return Candidates(language, other, len(pairs), found, tuple(_told(language, other)))


def _told(source: str, target: str | None) -> list[str]:
    known = capitals(source)
    told = []
    if not known.used:
        told.append(f"{english_name(source)} has no capitals in running text, so no name can be told by them; look from the other language")
    elif known.nouns:
        told.append(f"in {english_name(source)} every noun has a capital: only runs of two words or more are candidates")
    elif not known.listed:
        told.append(f"no list of words that begin sentences for {english_name(source)}: more of what stands there is no name")
    if target and not capitals(target).used:
        told.append(f"{english_name(target)} has no capitals in running text: a counterpart is any word there, or up to three in a row")
    return told


def _catalog(file: Path) -> tuple[list[Pair], str, str]:
    catalog = read_catalog(file)
    pairs = [Pair(entry.source, entry.target, Position(str(file), entry.line)) for entry in catalog.entries if not entry.obsolete]
    language = catalog.language.split("@", maxsplit=1)[0]
    source = catalog.header.get("X-Source-Language", "")
    return pairs, source if is_locale(source) else "", language if is_locale(language) else ""


def _memory(file: Path, source: str | None, target: str | None) -> tuple[list[Pair], str, str]:
    """Return the pairs of a memory: its source language, and the one that most of its units are translated into."""
    units = list(read_tmx(file))
    if not units:
        raise ExchangeError("no units in this memory", Position(str(file)))
    counted = Counter(variant.lang for unit in units for variant in unit.variants)
    sources = Counter(unit.source for unit in units if unit.source)
    language = source or (sources.most_common(1) or counted.most_common(1))[0][0]
    others = [tag for tag, _ in counted.most_common() if bare_language(tag) != bare_language(language)]
    other = target or (others[0] if others else "")
    pairs = [pair for unit in units if (pair := _pair(unit, language, other)) is not None]
    return pairs, language if is_locale(language) else "", other if is_locale(other) else ""


def _pair(unit: TranslationUnit, source: str, target: str) -> Pair | None:
    text, translation = _text(unit, source), _text(unit, target) if target else ""
    return Pair(text, translation, unit.at) if text else None


def _text(unit: TranslationUnit, tag: str) -> str:
    """Return a unit's text in a language; `en` is served by `en-GB`."""
    exact = next((variant.text for variant in unit.variants if variant.lang.lower() == tag.lower()), "")
    return exact or next((variant.text for variant in unit.variants if bare_language(variant.lang) == bare_language(tag)), "")


def _article(file: Path, source: str | None) -> tuple[list[Pair], str]:
    article = read_article(file)
    language = source or article.metadata.get("lang", "")
    units = cut(article, language=bare_language(language or "en"))
    return [Pair(unit.text, "", Position(str(file), unit.line)) for unit in units], language


def _source_near(start: Path) -> str:
    """Return the source locale of the project at or above a directory; English where there is none."""
    try:
        return read_project(find_root(start)).source_locale
    except ProjectError:
        return "en"
