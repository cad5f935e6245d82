"""Drafts for units, each with its names in the form that the edition calls for, verified, or none and the reason.

A text is first sent as it is: most names come back right, and the prose is best so. Where the judge (`verification`) is
not content, the names in question are hidden behind masks, then all of them, then behind another kind of mask. A text
longer than its engine keeps whole goes in clauses.

An engine that can be told which form a name is to have is told so before any mask is tried, and one that reads the sentences around a
text gets them. What it makes of that, the judge sees. A name that an engine left as it stands in the source is put right where it is, and only then
masked; whatever is put in is inflected as the words around it call for (`placing`).
"""

from __future__ import annotations

import re
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from transflow.backends.base import GlossaryUse, Guided, LendingBackend, Term
from transflow.backends.batching import batches, translate_each
from transflow.backends.clauses import in_a_sentence, join_clauses, split_clauses
from transflow.backends.markup import Pair, is_balanced, lay_pairs, pairs_of, without_markup, without_pairs
from transflow.backends.explaining import explained
from transflow.backends.masks import Masked, bracketed, invented, lettered, lost_masks, mask, touches_markup, unmask
from transflow.backends.placing import endings_of, fill_in, fill_survivors, relations_of
from transflow.backends.quotes import restore, straighten
from transflow.backends.tidying import simplify, tidy
from transflow.backends.verification import Problem, RequiredName, has_words, verify, verify_names
from transflow.errors import BackendError, UnsupportedPairError
from transflow.glossary.placing import Check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from transflow.backends.base import Backend
    from transflow.backends.masks import Kind
    from transflow.model import Mention

__all__ = ["Draft", "DraftRequest", "RequiredName", "draft"]

SHORT = 80  # code points that are not cut any further
AT_ONCE = 16  # requests drafted, and given to the caller to save, together at most

Way: TypeAlias = Literal["whole", "clauses", "laid", "filled"]


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


@dataclass(frozen=True, slots=True)
class Draft:
    """What became of a request: `text`, or None and `why`; `engine` for its provenance, `notes` for its reviewer."""

    request: DraftRequest
    text: str | None
    engine: str
    why: str | None = None
    notes: tuple[str, ...] = ()


class _Rung(NamedTuple):
    """One way to try: which names are masked and how, and whether those that came back wrong are marked in the text instead."""

    kind: Kind
    names: str  # "none", "failing" or "all"
    marked: bool = False


# The kinds in the order of how well prose and names came through on the neural engine (docs/decisions/drafting.md).
LADDER = (
    _Rung(invented, "none"),
    _Rung(invented, "none", marked=True),
    _Rung(invented, "failing"),
    _Rung(bracketed, "failing"),
    _Rung(invented, "all"),
    _Rung(bracketed, "all"),
    _Rung(lettered, "all"),
)


@dataclass(frozen=True, slots=True)
class _Course:
    """Everything that holds for all texts of one call."""

    backend: Backend
    source: str
    target: str
    find_target: Callable[[str], tuple[Mention, ...]]


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What came back; `seams` counts what a reviewer should mind, so that the fewest wins."""

    text: str
    problems: tuple[Problem, ...]
    masked: tuple[RequiredName, ...]
    seams: tuple[str, ...] = ()
    checks: tuple[tuple[str, Check], ...] = ()

    @property
    def grave(self) -> bool:
        return any(problem.grave for problem in self.problems)


@dataclass(frozen=True, slots=True)
class _Sending:
    """A masked text in the pieces in which it goes to the engine, and how they become one again.

    With `way` "whole" there is one piece, with "clauses" several; with "laid" and "filled" the first is the text without its
    pairs of placeholders (behind `fillers` for "filled"), the others are the words of each pair.
    """

    request: DraftRequest
    names: tuple[RequiredName, ...]
    masked: Masked
    pieces: tuple[str, ...]
    way: Way
    pairs: tuple[Pair, ...] = ()
    fillers: tuple[str, ...] = ()
    told: tuple[RequiredName, ...] = ()


def draft(
    requests: Sequence[DraftRequest],
    backend: Backend,
    *,
    source_locale: str,
    target_locale: str,
    find_target: Callable[[str], tuple[Mention, ...]],
) -> Iterator[Draft]:
    """Yield a draft for every request, in order, a batch at a time: what was yielded may be saved before the next is asked for.

    `find_target` finds the names of concepts in a target text. Raises UnsupportedPairError, UnavailableError and
    QuotaExceededError; an error of the engine about one text is that draft's `why`.
    """
    if not backend.supports(source_locale, target_locale):
        raise UnsupportedPairError(f"{backend.name}: does not translate {source_locale} → {target_locale}")
    course = _Course(backend, source_locale, target_locale, find_target)
    engine = f"{backend.name} ({backend.model(source_locale, target_locale)})"
    with _lent(requests, course):
        for indices in batches([request.text for request in requests], backend.limits):
            for start in range(indices.start, indices.stop, AT_ONCE):
                yield from _draft_batch(requests[start : min(start + AT_ONCE, indices.stop)], course, engine)


def _lent(requests: Sequence[DraftRequest], course: _Course) -> AbstractContextManager[None]:
    """Lend the names of all requests to an engine that can keep a glossary while they are drafted."""
    if not isinstance(course.backend, LendingBackend):
        return nullcontext()
    names = [(request.text[name.start : name.end], name.form) for request in requests for name in request.names]
    terms = [Term(_plain(text), form) for text, form in names if form is not None]
    return course.backend.lend(terms, source=course.source, target=course.target)


def _draft_batch(requests: Sequence[DraftRequest], course: _Course, engine: str) -> list[Draft]:
    attempts = [_only_names(request, course) for request in requests]
    sent: set[tuple[int, tuple[str, ...], tuple[RequiredName, ...]]] = set()
    for rung, sending_ways in product(LADDER, (_laid, _filled, _whole_or_clauses)):
        sendings = [
            (index, sending)
            for index, request in enumerate(requests)
            if all(attempt.problems for attempt in attempts[index])
            for plain in sending_ways(request, rung, attempts[index], course)
            for sending in [replace(plain, told=_told(plain, rung, attempts[index], course))]
            if (index, sending.pieces, sending.told) not in sent
        ]
        sent.update((index, sending.pieces, sending.told) for index, sending in sendings)
        for index, attempt in _tried(sendings, course):
            attempts[index].append(attempt)
    return [_finished(request, own, engine, course) for request, own in zip(requests, attempts, strict=True)]


def _worth(attempt: _Attempt) -> tuple[bool, bool, int, int]:
    """Rank attempts, the best highest: without grave problems, with no others, fewest seams, fewest names masked."""
    return not attempt.grave, not attempt.problems, -len(attempt.seams), -len(attempt.masked)


def _laid(request: DraftRequest, rung: _Rung, attempts: Sequence[_Attempt], course: _Course) -> Iterator[_Sending]:
    """Send a text without its pairs of placeholders, and the words of each pair, to find them in the whole again."""
    names = _names_to_mask(request, rung, attempts)
    masked = mask(request.text, names, kind=rung.kind, keep_pairs=True)
    pairs = pairs_of(masked.text)
    if pairs and not _too_long(masked.text, course):
        words = [pair.words for pair in pairs]
        pieces = [without_pairs(masked.text, pairs, words), *words]
        yield _Sending(request, names, masked, tuple(map(_plain, pieces)), "laid", pairs)


def _filled(request: DraftRequest, rung: _Rung, attempts: Sequence[_Attempt], course: _Course) -> Iterator[_Sending]:
    """Send a text with a mask for each pair of placeholders and its words, and those words by themselves."""
    names = _names_to_mask(request, rung, attempts)
    masked = mask(request.text, names, kind=rung.kind, keep_pairs=True)
    pairs = pairs_of(masked.text)
    if pairs and not _too_long(masked.text, course):
        taken = masked.text + " ".join(token.mask for token in masked.tokens)
        fillers = tuple(islice(rung.kind(taken), len(pairs)))
        pieces = [without_pairs(masked.text, pairs, fillers), *(pair.words for pair in pairs)]
        yield _Sending(request, names, masked, tuple(map(_plain, pieces)), "filled", pairs, fillers)


def _whole_or_clauses(request: DraftRequest, rung: _Rung, attempts: Sequence[_Attempt], course: _Course) -> Iterator[_Sending]:
    """Send the whole text, or its clauses where it is longer than the engine keeps whole; where nothing has helped, smaller clauses."""
    names = tuple(name for name in request.names if name in _names_to_mask(request, rung, attempts) or _is_marked_up(request, name))
    masked = mask(request.text, names, kind=rung.kind)
    text = _plain(masked.text)
    limit = (course.backend.limits.whole or len(text)) if _too_long(text, course) else len(text)
    limits = (limit, max(SHORT, min(limit, len(text)) * 2 // 3)) if rung.names == "all" else (limit,)
    for pieces in dict.fromkeys(split_clauses(text, course.source, size) for size in limits):
        yield _Sending(request, names, masked, pieces, "whole" if len(pieces) == 1 else "clauses")


def _plain(text: str) -> str:
    return simplify(straighten(text))


def _too_long(text: str, course: _Course) -> bool:
    return course.backend.limits.whole is not None and len(text) > course.backend.limits.whole


def _is_marked_up(request: DraftRequest, name: RequiredName) -> bool:
    """Tell whether markup touches a name: then both go behind one mask."""
    return name.form is not None and touches_markup(request.text, name)


def _names_to_mask(request: DraftRequest, rung: _Rung, attempts: Sequence[_Attempt]) -> tuple[RequiredName, ...]:
    """Return the names that a rung hides."""
    failing = {concept for attempt in attempts for problem in attempt.problems for concept in problem.concepts}
    return tuple(
        name
        for name in request.names
        if name.form is not None and (rung.names == "all" or (rung.names == "failing" and name.concept in failing))
    )


def _told(sending: _Sending, rung: _Rung, attempts: Sequence[_Attempt], course: _Course) -> tuple[RequiredName, ...]:
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


def _guided(sending: _Sending, course: _Course) -> Iterator[Guided]:
    """Yield the pieces of a sending with what the engine is told about each: the names in it, and what stands around it."""
    request = sending.request
    terms = tuple(Term(_plain(request.text[name.start : name.end]), name.form) for name in sending.told if name.form is not None)
    last = len(sending.pieces) - 1
    for number, piece in enumerate(sending.pieces):
        before, after = without_markup(request.before), without_markup(request.after)
        if sending.way == "clauses":
            before = sending.pieces[number - 1] if number else before
            after = sending.pieces[number + 1] if number < last else after
        elif number:  # the words of a pair, which stand in the first piece
            before = after = ""
        around = (before, after) if course.backend.abilities.context else ("", "")
        yield Guided(piece, tuple(term for term in terms if term.source in piece), *around)


def _tried(sendings: Sequence[tuple[int, _Sending]], course: _Course) -> Iterator[tuple[int, _Attempt]]:
    """Send everything in as few calls as the engine allows, and judge the answers."""
    pieces = [guided for _, sending in sendings for guided in _guided(sending, course)]
    answers = iter(translate_each(course.backend, pieces, source=course.source, target=course.target))
    for index, sending in sendings:
        attempt = _attempt(sending, [next(answers) for _ in sending.pieces], course)
        yield index, attempt
        repaired = _repaired(sending, attempt, course)
        if repaired is not None:
            yield index, repaired


def _attempt(sending: _Sending, answers: Sequence[str | BackendError], course: _Course) -> _Attempt:
    good = [answer for answer in answers if isinstance(answer, str)]
    refused = next((answer for answer in answers if not isinstance(answer, str)), None)
    if refused is not None:
        return _Attempt("", (Problem(str(refused)),), sending.names)
    answer = _joined(sending, good)
    if answer is None:
        return _Attempt("", (Problem("the words inside placeholders were not found again"),), sending.names)
    lost = lost_masks(sending.masked, answer, endings=endings_of(course.target))
    if lost:
        return _Attempt("", (Problem(f"of {len(sending.masked.tokens)} masks the engine lost or doubled {len(lost)}"),), sending.names)
    target = restore(answer, sending.masked.text, source_language=course.source, target_language=course.target)
    relations = relations_of(sending.request.text, sending.request.names, course.source)
    filled = fill_in(sending.masked, tidy(target, sending.masked.text), relations, course.target)
    told = sending.told if course.backend.abilities.glossary is GlossaryUse.MARKUP else ()
    checks = (*filled.checks, *((name.form, Check.GRAMMAR) for name in told if name.form))
    return _Attempt(filled.text, _problems(sending.request, filled.text, course), (*sending.names, *told), _seams(sending), checks)


def _repaired(sending: _Sending, attempt: _Attempt, course: _Course) -> _Attempt | None:
    """Return an attempt in which names that came back as they stand in the source are put right; None where there are none."""
    request = sending.request
    failing = {concept for problem in attempt.problems for concept in problem.concepts}
    wrong = tuple(name for name in request.names if name.form and name.concept in failing and name not in attempt.masked)
    relations = relations_of(request.text, request.names, course.source)
    filled = fill_survivors(request.text, attempt.text, wrong, relations, course.target) if wrong else None
    if filled is None or filled.text == attempt.text:
        return None
    masked = (*attempt.masked, *wrong)
    return _Attempt(filled.text, _problems(request, filled.text, course), masked, attempt.seams, (*attempt.checks, *filled.checks))


def _joined(sending: _Sending, answers: Sequence[str]) -> str | None:
    first, *others = answers
    if sending.way == "clauses":
        return join_clauses(sending.pieces, answers)
    words = [in_a_sentence(answer, pair.words) for answer, pair in zip(others, sending.pairs, strict=True)]
    if sending.way == "laid":
        return lay_pairs(first, sending.pairs, words)
    if any(len(re.findall(rf"(?<!\w){re.escape(filler)}(?!\w)", first)) != 1 for filler in sending.fillers):
        return None
    for pair, filler, word in zip(sending.pairs, sending.fillers, words, strict=True):
        first = first.replace(filler, pair.around(word))
    return first


def _seams(sending: _Sending) -> tuple[str, ...]:
    if sending.way == "clauses":
        return (f"translated in {len(sending.pieces)} parts, so mind the seams",)
    if sending.way == "filled":
        return ("words inside markup were translated by themselves, so mind the grammar around them",)
    if sending.way == "whole" and not all(is_balanced(token.put) for token in sending.masked.tokens):
        return ("mind which words the markup stands around",)
    return ()


def _problems(request: DraftRequest, target: str, course: _Course) -> tuple[Problem, ...]:
    return verify(
        request.text,
        target,
        names=request.names,
        find_target=course.find_target,
        languages=(course.source, course.target),
    )


def _finished(request: DraftRequest, attempts: Sequence[_Attempt], engine: str, course: _Course) -> Draft:
    best = max(attempts, key=_worth)
    if best.grave:
        return Draft(request, None, engine, why="; ".join(problem.what for problem in best.problems))
    notes = [problem.what for problem in best.problems]
    if has_words(request.text, request.names):
        notes += _to_check(best.checks)
    notes += best.seams
    text, unexplained = _explained(request, best.text, course)
    notes += unexplained
    if request.closing:
        text = " ".join((text, *request.closing))
        notes.append("the edition’s note stands at the end; move it to its place")
    return Draft(request, text, engine, notes=tuple(notes))


def _to_check(checks: Sequence[tuple[str, Check]]) -> list[str]:
    """Return what a reviewer is to check, each with the names that it is about."""
    forms = {check: ", ".join(dict.fromkeys(form for form, what in checks if what is check)) for check in Check}
    said = {Check.CASE: "check the case of", Check.ARTICLE: "check the article before", Check.GRAMMAR: "check the grammar around"}
    return [f"{said[check]} {names}" for check, names in forms.items() if names]


def _explained(request: DraftRequest, text: str, course: _Course) -> tuple[str, list[str]]:
    """Return a draft with the explanations that belong to its names, and what to tell of those that found no place."""
    notes = []
    for name in request.names:
        if name.gloss is None:
            continue
        made = explained(text, name, course.find_target)
        if made is None or verify_names(request.text, made, names=request.names, find_target=course.find_target):
            notes.append(f"not explained yet: {name.gloss.around(name.form or request.text[name.start : name.end])}")
        else:
            text = made
    return text, notes


def _only_names(request: DraftRequest, course: _Course) -> list[_Attempt]:
    """Return a text that is names, numbers and marks alone with its forms put in: an engine would only make something up."""
    forced = tuple(name for name in request.names if name.form is not None)
    if not forced or has_words(request.text, request.names):
        return []
    masked = mask(request.text, forced, kind=invented)
    target = unmask(masked, masked.text)
    return [_Attempt(target, _problems(request, target, course), forced)]
