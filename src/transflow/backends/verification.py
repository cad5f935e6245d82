"""The one judge of drafts: whatever engine or trick a draft comes from, it is held against its source here.

A grave problem refuses a draft; a slight one asks for another attempt, and is told to the reviewer if none is better.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.backends.lengths import length_bounds
from transflow.backends.markup import ADDRESS, PLACEHOLDER, has_empty_pair, is_balanced, without_markup
from transflow.backends.quotes import mark_counts
from transflow.locales import bare_language

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from transflow.glossary.glosses import Gloss
    from transflow.model import Mention

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?!\d)|\d+")
_MASK_REMAINS = re.compile(r"\[\s*X\d*X\s*\]|XTRM\d*X?", re.IGNORECASE)
_WITHOUT_SPACES = frozenset({"ja", "zh", "th", "lo", "km", "my"})
LONGEST_REPEAT = 8


@dataclass(frozen=True, slots=True)
class RequiredName:
    """A name of the source and what its edition calls for: `form` goes into the target, and any of `names` of the concept may stand there.

    `start` and `end` are offsets in the source text. `form` None forces nothing (an adjective such as Armenian): then only
    other names of the concept are refused. `kind` is the kind of word whose endings it takes (place, person …), "" where that is not known; `gloss` the
    explanation that belongs to it. `bare` says that it takes no article. `said` are the names of the concept that the source's own words can be.
    """

    start: int
    end: int
    form: str | None
    concept: str
    names: tuple[str, ...]
    kind: str = ""
    gloss: Gloss | None = None
    bare: bool = False
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a draft; `concepts` are those whose names are."""

    what: str
    grave: bool = True
    concepts: frozenset[str] = frozenset()


def verify(
    source: str,
    target: str,
    *,
    names: Sequence[RequiredName],
    find_target: Callable[[str], tuple[Mention, ...]],
    languages: tuple[str, str],
) -> tuple[Problem, ...]:
    """Return what is wrong with a target, grave problems first; nothing where it can be shown to a reviewer; `languages` are source and target."""
    source_language, target_language = languages
    if not without_markup(target).strip():
        return (Problem("the engine answered nothing"),)
    problems = [
        *_name_problems(target, names, find_target),
        *_markup_problems(source, target),
        *_quotation_problems(source, target),
        *_length_problems(source, target, source_language, target_language),
        *_copy_problems(source, target, names),
        *_repetition_problems(source, target, _names_apart(target, names, find_target), target_language),
        *_number_problems(source, target),
    ]
    return tuple(sorted(problems, key=lambda problem: not problem.grave))


def verify_names(
    source: str, target: str, *, names: Sequence[RequiredName], find_target: Callable[[str], tuple[Mention, ...]]
) -> tuple[Problem, ...]:
    """Return what is wrong with the names, the markup and the quotations of a target to which something was added."""
    return (*_name_problems(target, names, find_target), *_markup_problems(source, target), *_quotation_problems(source, target))


def _name_problems(target: str, names: Sequence[RequiredName], find_target: Callable[[str], tuple[Mention, ...]]) -> list[Problem]:
    problems: list[Problem] = []
    found = find_target(target) if names else ()
    for concept in dict.fromkeys(name.concept for name in names):
        required = [name for name in names if name.concept == concept]
        mentions = [mention for mention in found if mention.concept == concept and not mention.explains]
        allowed = {one for name in required for one in name.names}
        problems += [
            Problem(f"“{text}” stands where this edition calls for {_forms(required)}", concepts=frozenset({concept}))
            for text in dict.fromkeys(mention.text for mention in mentions if not _names_of(mention) & allowed)
        ]
        missing = _unmet([name for name in required if name.form is not None], mentions)
        if missing:
            what = f"the name {_forms(missing)} is missing"
            problems.append(Problem(what, concepts=frozenset({concept})))
    return problems


def _unmet(required: Sequence[RequiredName], mentions: Sequence[Mention]) -> list[RequiredName]:
    """Pair each required name with a mention of its own, the pickiest name first; return those left over."""
    free = list(mentions)
    unmet = []
    for name in sorted(required, key=lambda name: len(name.names)):
        match = next((mention for mention in free if _names_of(mention) & set(name.names)), None)
        if match is None:
            unmet.append(name)
        else:
            free.remove(match)
    return unmet


def _names_of(mention: Mention) -> set[str]:
    return {*mention.names, mention.name} - {""}


def _forms(names: Sequence[RequiredName]) -> str:
    return ", ".join(dict.fromkeys(f"“{name.form}”" if name.form else "/".join(name.names) for name in names))


def _markup_problems(source: str, target: str) -> list[Problem]:
    problems = []
    if Counter(PLACEHOLDER.findall(source)) != Counter(PLACEHOLDER.findall(target)):
        problems.append(Problem("placeholders were lost or doubled"))
    if Counter(ADDRESS.findall(source)) != Counter(ADDRESS.findall(target)):
        problems.append(Problem("an address was lost or changed"))
    if not problems and is_balanced(source) and not is_balanced(target):
        problems.append(Problem("placeholders came back in the wrong order"))
    elif has_empty_pair(target) and not has_empty_pair(source):
        problems.append(Problem("placeholders came back around no word"))
    if not _MASK_REMAINS.search(source) and _MASK_REMAINS.search(target):
        problems.append(Problem("the remains of a mask stand in the draft"))
    return problems


def _quotation_problems(source: str, target: str) -> list[Problem]:
    wanted, there = mark_counts(source), mark_counts(target)
    if wanted == there:
        return []
    return [Problem(f"quotation marks: {wanted[0]} open and {wanted[1]} close in the source, {there[0]} and {there[1]} in the draft")]


def _length_problems(source: str, target: str, source_language: str, target_language: str) -> list[Problem]:
    shortest, longest = length_bounds(len(without_markup(source)), source_language, target_language)
    length = len(without_markup(target))
    if shortest <= length <= longest:
        return []
    return [Problem(f"{length} characters long, where {shortest} to {longest} are usual for this source")]


def _copy_problems(source: str, target: str, names: Sequence[RequiredName]) -> list[Problem]:
    """Refuse the source handed back, unless it holds no word but names, numbers and other capitalised words."""
    if " ".join(source.split()).casefold() != " ".join(target.split()).casefold():
        return []
    return [Problem("the engine handed the source back")] if has_words(source, names, small=True) else []


def has_words(source: str, names: Sequence[RequiredName], *, small: bool = False) -> bool:
    """Tell whether words stand outside names and placeholders; with `small`, words that do not begin with a capital."""
    blanked = list(source)
    for start, end in [*((name.start, name.end) for name in names), *(found.span() for found in PLACEHOLDER.finditer(source))]:
        blanked[start:end] = " " * (end - start)
    return any(not small or not word[0].isupper() for word in _WORD.findall("".join(blanked)))


def _names_apart(target: str, names: Sequence[RequiredName], find_target: Callable[[str], tuple[Mention, ...]]) -> str:
    """Return a target in which the names of a concept that are called for are another word each: an edition that has one name for two repeats it."""
    left = Counter(name.concept for name in names if name.form is not None)
    parts: list[str] = []
    read = 0
    for mention in find_target(target) if max(left.values(), default=0) > 1 else ():
        if left[mention.concept] > 0:
            parts += [target[read : mention.start], f"{mention.concept}{'i' * left[mention.concept]}"]
            left[mention.concept] -= 1
            read = mention.end
    return "".join([*parts, target[read:]])


def _repetition_problems(source: str, target: str, apart: str, target_language: str) -> list[Problem]:
    """Look for words said over and over; `apart` is the target with its names told apart, which are repeated where the edition calls for that."""
    if bare_language(target_language) in _WITHOUT_SPACES:
        return []
    words, given = _words(apart), _words(source)
    size = _longest_stutter(words)
    if size > max(1, _longest_stutter(given)):
        return [Problem("words are repeated over and over")]
    triples, known = _triples(words), _triples(given)
    if triples and max(triples.values()) >= 3 + max(known.values(), default=1):
        return [Problem("words are repeated over and over")]
    if _longest_stutter(_words(target)) == 1 and not _longest_stutter(given):
        return [Problem("a word stands twice in a row", grave=False)]
    return []


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(without_markup(text))]


def _longest_stutter(words: Sequence[str]) -> int:
    """Return the length in words of the longest stretch that is at once said again (a word three times counts as two); 0 for none."""
    longest = 0
    for size in range(1, min(LONGEST_REPEAT, len(words) // 2) + 1):
        for start in range(len(words) - 2 * size + 1):
            stretch = words[start : start + size]
            if stretch == words[start + size : start + 2 * size]:
                thrice = stretch == words[start + 2 * size : start + 3 * size]
                longest = max(longest, size + thrice)
    return longest


def _triples(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[start : start + 3]) for start in range(len(words) - 2))


def _number_problems(source: str, target: str) -> list[Problem]:
    """Compare numbers of two digits and more: 1,200 is 1.200, and small ones may become words."""
    missing = _numbers(source) - _numbers(target)
    return [Problem(f"the number {', '.join(sorted(missing))} is not in the draft", grave=False)] if missing else []


def _numbers(text: str) -> Counter[str]:
    digits = ("".join(glyph for glyph in found if glyph.isdigit()) for found in _NUMBER.findall(without_markup(text)))
    return Counter(number for number in digits if len(number) > 1)
