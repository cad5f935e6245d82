"""Names put in where masks stood, inflected as the words around them call for, and names of the source that an engine left as they were."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from transflow.backends.masks import Masked, Met, Token, find_masks, unmasked
from transflow.glossary.governing import governing
from transflow.glossary.placing import Check, Cited, Place, placed, relation_before
from transflow.glossary.tails import tables
from transflow.locales import bare_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from transflow.backends.verification import RequiredName


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its names put in, and what a reviewer is to check around which of them."""

    text: str
    checks: tuple[tuple[str, Check], ...] = ()


def endings_of(locale: str) -> frozenset[str]:
    """Return the endings that an engine may hang onto a mask in a language."""
    known = governing(bare_language(locale))
    return frozenset(known.endings) if known else frozenset()


def relations_of(text: str, names: Sequence[RequiredName], locale: str) -> dict[RequiredName, str]:
    """Return what the source's words before each name say of it; of names in a row (in Lachin and Shusha) what they say before the first."""
    found: dict[RequiredName, str] = {}
    previous = None
    for name in sorted(names, key=lambda name: name.start):
        own = relation_before(text, name.start, name.end, locale)
        if not own and previous and _in_a_row(text[previous.end : name.start], locale):
            own = found[previous]
        found[name] = own
        previous = name
    return found


def fill_in(masked: Masked, answer: str, relations: Mapping[RequiredName, str], locale: str) -> Filled:
    """Return an answer with its names in the place of their masks; call `lost_masks` first."""
    return _filled(masked, answer, find_masks(masked, answer, endings=endings_of(locale)), relations, locale)


def fill_survivors(
    text: str, target: str, names: Sequence[RequiredName], relations: Mapping[RequiredName, str], locale: str
) -> Filled | None:
    """Return a target in which names of the source that an engine left as they were are put in as they are called for.

    None where one is not there as often as in the source: then nobody knows which is which.
    """
    met = tuple(sorted(_survivors(text, target, names, locale), key=lambda one: one.start))
    if len(met) != len(names) or any(one.end > other.start for one, other in pairwise(met)):
        return None
    said = {text[name.start : name.end]: {relations.get(one, "") for one in names if _same_text(text, one, name)} for name in names}
    sure = {name: relations.get(name, "") if len(said[text[name.start : name.end]]) == 1 else "" for name in names}
    return _filled(Masked(target, ()), target, met, sure, locale)


def _survivors(text: str, target: str, names: Sequence[RequiredName], locale: str) -> Iterator[Met]:
    endings = "|".join(map(re.escape, sorted(endings_of(locale), key=len, reverse=True))) or "(?!)"
    for said in dict.fromkeys(text[name.start : name.end] for name in names):
        same = [name for name in names if text[name.start : name.end] == said]
        found = list(re.finditer(rf"(?<![\w-]){re.escape(said)}(?:(?P<mark>['’]?)(?P<ending>(?i:{endings})))?(?![\w-])", target))
        if len(found) != len(same) or len({name.form for name in same}) != 1:
            continue
        for name, there in zip(same, found, strict=True):
            token = Token(said, name.form or "", name=name)
            yield Met(token, there.start(), there.end(), there["ending"] or "", there["mark"] or "")


def _same_text(text: str, one: RequiredName, other: RequiredName) -> bool:
    return text[one.start : one.end] == text[other.start : other.end]


def _filled(masked: Masked, answer: str, met: Sequence[Met], relations: Mapping[RequiredName, str], locale: str) -> Filled:
    put: list[tuple[Met, str]] = []
    checks: list[tuple[str, Check]] = []
    before = ""
    previous: Met | None = None
    for one in met:
        if previous is None or previous.ending or not _in_a_row(answer[previous.end : one.start], locale):
            before = answer[: one.start]
        text, check = _form(one, Place(before, answer[one.end :], one.ending, one.mark), relations, locale)
        put.append((one, text))
        checks += [(one.token.name.form or "", check)] if check and one.token.name else []
        previous = one if one.token.name else None
    return Filled(unmasked(masked, answer, put), tuple(dict.fromkeys(checks)))


def _form(met: Met, place: Place, relations: Mapping[RequiredName, str], locale: str) -> tuple[str, Check | None]:
    token = met.token
    if token.name is None or token.name.form is None:
        return token.put, None
    cited = Cited(token.name.form, token.name.kind, token.name.bare)
    made = placed(cited, place, relations.get(token.name, ""), locale)
    if made is None:
        return token.put, Check.GRAMMAR
    return f"{token.before}{made.text}{token.after}", made.check


def _in_a_row(between: str, locale: str) -> bool:
    """Tell whether nothing but “and” stands between two names; a comma may part them as well as join them (“In Lachin, Shusha is …”)."""
    words = between.casefold().replace(",", " ").split()
    return len(words) == 1 and words[0] in tables(bare_language(locale)).conjunctions
