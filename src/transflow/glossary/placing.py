"""Placing: a name put into a text in the form that the words around it call for, or as it is cited, with what a reviewer is to check.

A word before or after the name, or an ending that an engine hung onto what stood in its place, says the case; where it leaves two, the word
before the name in the source decides (*in* Artsakh, *to* Artsakh). Where these do not agree, or nothing says it, nobody guesses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from transflow.glossary.declining import NOMINATIVE, declined
from transflow.glossary.governing import governing
from transflow.glossary.tails import tables
from transflow.locales import bare_language

if TYPE_CHECKING:
    from transflow.glossary.governing import Governing

PLACE, WAY, EITHER = "place", "way", "place or way"
OF = "of"
WORDS_BACK = 5  # how far before its preposition a word of motion is looked for
_LAST_WORD = re.compile(r"(?<![\w'’-])([\w'’-]+)\s+\Z")
_FIRST_WORD = re.compile(r"\A\s+([\w'’-]+)")
_WORD = re.compile(r"[\w'’-]+")
_CLAUSE = re.compile(r"[.!?;:—–()]")


class Check(StrEnum):
    """What a reviewer is to look at around a name that was put in."""

    CASE = "case"
    ARTICLE = "article"
    GRAMMAR = "grammar"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name is to stand: the text before and after it, and the ending that hung there (`mark`, if any, before it)."""

    before: str
    after: str
    ending: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A name as it is cited: `kind` is the kind of word (place, person …), `bare` says that the glossary has it without an article elsewhere."""

    form: str
    kind: str
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A name as it is put in, and what is to be checked about it, if anything."""

    text: str
    check: Check | None = None


def placed(name: Cited, place: Place, relation: str, locale: str) -> Placed | None:
    """Return a name as it stands in a place; None where an ending hangs there that nobody knows.

    `relation` is what the source's word before the name says (`relation_before`).
    """
    form, kind = name.form, name.kind
    language = bare_language(locale)
    known = governing(language)
    if known is None or not kind:
        return None if place.ending else Placed(form, Check.GRAMMAR)
    if place.ending and place.ending.casefold() not in known.endings:
        return None
    if known.declined == "not":
        return Placed(form, _article_check(name, place, known))
    if _last_word(place.before) in known.articles:
        return Placed(form, Check.ARTICLE)
    case = _case(place, relation, known) if kind == PLACE else None
    made = declined(form, case, language) if case else None
    if made is None:
        return Placed(form, Check.CASE)
    return Placed(made.replace("’", place.mark) if known.set_off and place.mark else made)


def relation_before(text: str, start: int, end: int, locale: str) -> str:
    """Return what the words around a name of the source say of it, "" where they say nothing or more than one thing."""
    known = governing(bare_language(locale))
    if known is None or not known.relations:
        return ""
    if text.startswith(known.possessive or ("\0",), end):
        return OF
    before = text[:start]
    word = _last_word(before)
    if word in known.determiners:  # in the Artsakh of today
        before = before.rstrip()[: -len(word)]
        word = _last_word(before)
    relation = known.relations.get(word, "")
    earlier = _words_back(before, word)
    if relation == PLACE and _begins_as_one(earlier, known.moving):
        return EITHER
    if relation == OF and not any(one in known.determiners for one in earlier[-3:]):
        return ""
    return relation


def _article_check(name: Cited, place: Place, known: Governing) -> Check | None:
    """Return what is to be checked in a language without cases: an article that an engine wrote, or one that may be missing."""
    if not known.articles:
        return None
    common = name.kind not in {PLACE, "person", "fixed"} or not name.form[:1].isupper()
    missing = bool(known.articled) and not name.bare
    return Check.ARTICLE if common or missing or _last_word(place.before) in known.articles else None


def _case(place: Place, relation: str, known: Governing) -> str | None:
    """Return the case that a place calls for, None where it is not certain."""
    if place.ending:
        return known.endings[place.ending.casefold()]
    after = _FIRST_WORD.match(place.after)
    if after and after[1].casefold() in known.after:
        return known.after[after[1].casefold()]
    word = _last_word(place.before)
    if word in known.before:
        return known.before[word]
    for choice in known.choices:
        if word in choice.words:
            return _chosen(choice.of_relation, relation, _words_back(place.before, word), known)
    called = not word or word in tables(known.language).conjunctions or _begins_as_one([word], known.called)
    if relation == OF:
        return None if called else known.bare or None
    return known.otherwise or None


def _chosen(of_relation: dict[str, str], relation: str, earlier: list[str], known: Governing) -> str | None:
    """Return the case that the source's word chose; where that speaks of a place and one of the two sides of moving, none, but where both do, the goal.

    Words before another preposition have their goal already: in “вступил в силу в Армении” nobody moves.
    """
    if relation == PLACE and _begins_as_one(earlier, known.moving):
        return None
    if relation == EITHER:
        prepositions = {*known.before, *(word for choice in known.choices for word in choice.words)}
        last = max((at for at, word in enumerate(earlier) if word in prepositions), default=-1)
        return of_relation.get(WAY) if _begins_as_one(earlier[last + 1 :], known.moving) else None
    return of_relation.get(relation)


def _words_back(before: str, word: str) -> list[str]:
    """Return the last words of the clause before a text's last word."""
    clause = _CLAUSE.split(before.rstrip()[: len(before.rstrip()) - len(word)])[-1]
    return [one.casefold() for one in _WORD.findall(clause)][-WORDS_BACK:]


def _begins_as_one(words: list[str], beginnings: tuple[str, ...]) -> bool:
    return bool(beginnings) and any(word.startswith(beginnings) for word in words)


def _last_word(text: str) -> str:
    """Return the word right before the end of a text, folded; "" where a mark stands between, or nothing."""
    found = _LAST_WORD.search(text)
    return found[1].casefold() if found else ""


__all__ = ["NOMINATIVE", "Check", "Cited", "Place", "Placed", "placed", "relation_before"]
