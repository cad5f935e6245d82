"""The ways in which a text goes to an engine: with its markup or without, whole or in clauses, with names hidden behind masks or told.

Each way is tried on each rung of the ladder, until a draft holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from transflow.backends.base import GlossaryUse, Guided, GuidedBackend, MarkupUse, Term
from transflow.backends.clauses import in_a_sentence, join_clauses, split_clauses
from transflow.backends.markup import PLACEHOLDER, Pair, is_balanced, lay_pairs, pairs_of, without_markup, without_pairs
from transflow.backends.masks import Masked, bracketed, invented, lettered, mask, touches_markup
from transflow.backends.quotes import straighten
from transflow.backends.tags import with_tags, without_tags
from transflow.backends.tidying import simplify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from transflow.backends.base import Backend
    from transflow.backends.masks import Kind
    from transflow.backends.verification import Problem, RequiredName
    from transflow.glossary.placing import Check
    from transflow.model import Mention

SHORT = 80  # code points that are not cut any further

Way: TypeAlias = Literal["whole", "clauses", "laid", "filled", "tagged"]


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """A unit's text, the names that it must hold in the target (in the order of the source, not overlapping), and the sentences around it.

    `closing` is the edition's own text that follows the translation: a note on a name, which no engine sees.
    """

    text: str
    names: tuple[RequiredName, ...] = ()
    before: str = ""
    after: str = ""
    closing: tuple[str, ...] = ()


class Rung(NamedTuple):
    """One way to try: which names are masked and how, and whether those that came back wrong are marked in the text instead."""

    kind: Kind
    names: str  # "none", "failing" or "all"
    marked: bool = False


# The kinds in the order of how well prose and names came through on the neural engine (docs/decisions/drafting.md).
LADDER = (
    Rung(invented, "none"),
    Rung(invented, "none", marked=True),
    Rung(invented, "failing"),
    Rung(bracketed, "failing"),
    Rung(invented, "all"),
    Rung(bracketed, "all"),
    Rung(lettered, "all"),
)


@dataclass(frozen=True, slots=True)
class Course:
    """Everything that holds for all texts of one call."""

    backend: Backend
    source: str
    target: str
    find_target: Callable[[str], tuple[Mention, ...]]
    ladder: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came back; `seams` counts what a reviewer should mind, so that the fewest wins."""

    text: str
    problems: tuple[Problem, ...]
    masked: tuple[RequiredName, ...]
    seams: tuple[str, ...] = ()
    checks: tuple[tuple[str, Check], ...] = ()

    @property
    def grave(self) -> bool:
        """Tell whether it may not be shown to anybody."""
        return any(problem.grave for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Sending:
    """A masked text in the pieces in which it goes to the engine, and how they become one again.

    With `way` "whole" there is one piece (with "tagged" one with markup), with "clauses" several; with "laid" and "filled" the first is the
    text without its pairs of placeholders (behind `fillers` for "filled"), the others are the words of each pair.
    """

    request: DraftRequest
    names: tuple[RequiredName, ...]
    masked: Masked
    pieces: tuple[str, ...]
    way: Way
    pairs: tuple[Pair, ...] = ()
    fillers: tuple[str, ...] = ()
    told: tuple[RequiredName, ...] = ()


def tagged(request: DraftRequest, rung: Rung, attempts: Sequence[Attempt], course: Course) -> Iterator[Sending]:
    """Send a text with its placeholders as markup, to an engine that leaves markup alone."""
    use = course.backend.abilities.markup
    if use is MarkupUse.NONE or not isinstance(course.backend, GuidedBackend) or not PLACEHOLDER.search(request.text):
        return
    names = _names_to_mask(request, rung, attempts)
    masked = mask(request.text, names, kind=rung.kind, keep="all")
    if PLACEHOLDER.search(masked.text):
        yield Sending(request, names, masked, (with_tags(plain(masked.text), use),), "tagged")


def laid(request: DraftRequest, rung: Rung, attempts: Sequence[Attempt], course: Course) -> Iterator[Sending]:
    """Send a text without its pairs of placeholders, and the words of each pair, to find them in the whole again."""
    names = _names_to_mask(request, rung, attempts)
    masked = mask(request.text, names, kind=rung.kind, keep="pairs")
    pairs = pairs_of(masked.text)
    if pairs and not _too_long(masked.text, course):
        words = [pair.words for pair in pairs]
        pieces = [without_pairs(masked.text, pairs, words), *words]
        yield Sending(request, names, masked, tuple(map(plain, pieces)), "laid", pairs)


def filled(request: DraftRequest, rung: Rung, attempts: Sequence[Attempt], course: Course) -> Iterator[Sending]:
    """Send a text with a mask for each pair of placeholders and its words, and those words by themselves."""
    names = _names_to_mask(request, rung, attempts)
    masked = mask(request.text, names, kind=rung.kind, keep="pairs")
    pairs = pairs_of(masked.text)
    if pairs and not _too_long(masked.text, course):
        taken = masked.text + " ".join(token.mask for token in masked.tokens)
        fillers = tuple(islice(rung.kind(taken), len(pairs)))
        pieces = [without_pairs(masked.text, pairs, fillers), *(pair.words for pair in pairs)]
        yield Sending(request, names, masked, tuple(map(plain, pieces)), "filled", pairs, fillers)


def whole_or_clauses(request: DraftRequest, rung: Rung, attempts: Sequence[Attempt], course: Course) -> Iterator[Sending]:
    """Send the whole text, or its clauses where it is longer than the engine keeps whole; where nothing has helped, smaller clauses."""
    names = tuple(name for name in request.names if name in _names_to_mask(request, rung, attempts) or _is_marked_up(request, name))
    masked = mask(request.text, names, kind=rung.kind)
    text = plain(masked.text)
    limit = (course.backend.limits.whole or len(text)) if _too_long(text, course) else len(text)
    limits = (limit, max(SHORT, min(limit, len(text)) * 2 // 3)) if rung.names == "all" else (limit,)
    for pieces in dict.fromkeys(split_clauses(text, course.source, size) for size in limits):
        yield Sending(request, names, masked, pieces, "whole" if len(pieces) == 1 else "clauses")


def plain(text: str) -> str:
    """Return a text as engines read it best: plain marks, dashes with spaces."""
    return simplify(straighten(text))


def _too_long(text: str, course: Course) -> bool:
    return course.backend.limits.whole is not None and len(text) > course.backend.limits.whole


def _is_marked_up(request: DraftRequest, name: RequiredName) -> bool:
    """Tell whether markup touches a name: then both go behind one mask."""
    return name.form is not None and touches_markup(request.text, name)


def _names_to_mask(request: DraftRequest, rung: Rung, attempts: Sequence[Attempt]) -> tuple[RequiredName, ...]:
    """Return the names that a rung hides."""
    failing = {concept for attempt in attempts for problem in attempt.problems for concept in problem.concepts}
    return tuple(
        name
        for name in request.names
        if name.form is not None and (rung.names == "all" or (rung.names == "failing" and name.concept in failing))
    )


def told_names(sending: Sending, rung: Rung, attempts: Sequence[Attempt], course: Course) -> tuple[RequiredName, ...]:
    """Return the names whose form the engine is told: all that no mask hides; by a mark in the text only those that came back wrong."""
    use = course.backend.abilities.glossary
    if use in {GlossaryUse.INLINE, GlossaryUse.PROMPT}:
        wanted = sending.request.names
    elif use is GlossaryUse.MARKUP and rung.marked:
        wanted = _names_to_mask(sending.request, rung._replace(names="failing"), attempts)
    else:
        return ()
    return tuple(
        name for name in wanted if name.form is not None and name not in sending.names and not _is_marked_up(sending.request, name)
    )


def guided(sending: Sending, course: Course) -> Iterator[Guided]:
    """Yield the pieces of a sending with what the engine is told about each: the names in it, and what stands around it."""
    request = sending.request
    terms = tuple(Term(plain(request.text[name.start : name.end]), name.form) for name in sending.told if name.form is not None)
    last = len(sending.pieces) - 1
    for number, piece in enumerate(sending.pieces):
        before, after = without_markup(request.before), without_markup(request.after)
        if sending.way == "clauses":
            before = sending.pieces[number - 1] if number else before
            after = sending.pieces[number + 1] if number < last else after
        elif number:  # the words of a pair, which stand in the first piece
            before = after = ""
        around = (before, after) if course.backend.abilities.context else ("", "")
        markup = course.backend.abilities.markup if sending.way == "tagged" else MarkupUse.NONE
        yield Guided(piece, tuple(term for term in terms if term.source in piece), *around, markup)


def joined(sending: Sending, answers: Sequence[str], use: MarkupUse) -> str | None:
    """Return the answers to the pieces of a sending as one text with its placeholders; None where words are not found again."""
    first, *others = answers
    if sending.way == "tagged":
        return without_tags(first, use)
    if sending.way == "clauses":
        return join_clauses(sending.pieces, answers)
    words = [in_a_sentence(answer, pair.words) for answer, pair in zip(others, sending.pairs, strict=True)]
    if sending.way == "laid":
        return lay_pairs(first, sending.pairs, words)
    if any(len(re.findall(rf"(?<!\w){re.escape(filler)}(?!\w)", first)) != 1 for filler in sending.fillers):
        return None
    for pair, filler, word in zip(sending.pairs, sending.fillers, words, strict=True):
        first = first.replace(filler, pair.around(pair.words if _only_names(pair.words, sending) else word))
    return first


def _only_names(words: str, sending: Sending) -> bool:
    """Tell whether words hold nothing but names, hidden or not: by themselves they make an engine add words of its own."""
    text = sending.request.text
    names = [text[name.start : name.end] for name in sending.request.names if name.form is not None]
    for known in [*(token.mask for token in sending.masked.tokens), *sorted(names, key=len, reverse=True)]:
        words = words.replace(known, " ")
    return not any(map(str.isalnum, words))


def seams(sending: Sending) -> tuple[str, ...]:
    """Return what a reviewer should mind about how a text was sent."""
    if sending.way == "clauses":
        return (f"translated in {len(sending.pieces)} parts, so mind the seams",)
    if sending.way == "filled":
        return ("words inside markup were translated by themselves, so mind the grammar around them",)
    if sending.way == "whole" and not all(is_balanced(token.put) for token in sending.masked.tokens):
        return ("mind which words the markup stands around",)
    return ()
