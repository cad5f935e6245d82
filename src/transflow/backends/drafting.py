"""Drafts for units, each with its names in the form that the edition calls for, verified, or none and the reason.

A text is first sent as it is: most names come back right, and the prose is best so. Where the judge (`verification`) is
not content, the names in question are hidden behind masks, then all of them, then behind another kind of mask. A text
longer than its engine keeps whole goes in clauses.

An engine that can be told which form a name is to have is told so before any mask is tried, and one that reads the sentences around a
text gets them. What it makes of that, the judge sees. A name that an engine left as it stands in the source is put right where it is, and only then
masked; whatever is put in is inflected as the words around it call for (`placing`).
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from transflow.backends.base import GlossaryUse, LendingBackend, Term
from transflow.backends.batching import batches, translate_each
from transflow.backends.explaining import explain_names
from transflow.backends.masks import invented, lost_masks, mask, unmask
from transflow.backends.placing import endings_of, fill_in, fill_survivors, relations_of
from transflow.backends.quotes import restore
from transflow.backends.sending import (
    LADDER,
    Attempt,
    Course,
    DraftRequest,
    Sending,
    filled,
    guided,
    joined,
    laid,
    plain,
    seams,
    tagged,
    told_names,
    whole_or_clauses,
)
from transflow.backends.telling import became_one, to_check
from transflow.backends.tidying import tidy
from transflow.backends.verification import Problem, RequiredName, has_words, verify
from transflow.errors import BackendError, UnsupportedPairError
from transflow.glossary.placing import Check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from transflow.backends.base import Backend
    from transflow.backends.sending import Rung
    from transflow.model import Mention

WAYS = (tagged, laid, filled, whole_or_clauses)
__all__ = ["Draft", "DraftRequest", "RequiredName", "draft"]

AT_ONCE = 16  # requests drafted, and given to the caller to save, together at most


@dataclass(frozen=True, slots=True)
class Draft:
    """What became of a request: `text`, or None and `why`; `engine` for its provenance, `notes` for its reviewer."""

    request: DraftRequest
    text: str | None
    engine: str
    why: str | None = None
    notes: tuple[str, ...] = ()


def draft(  # noqa: PLR0913 - a pair of locales, and how names are found and hidden: each by its own name
    requests: Sequence[DraftRequest],
    backend: Backend,
    *,
    source_locale: str,
    target_locale: str,
    find_target: Callable[[str], tuple[Mention, ...]],
    ladder: Sequence[Rung] = LADDER,
) -> Iterator[Draft]:
    """Yield a draft for every request, in order, a batch at a time: what was yielded may be saved before the next is asked for.

    `find_target` finds the names of concepts in a target text, `ladder` says which names are hidden and how, one way after the other.
    Raises UnsupportedPairError, UnavailableError and QuotaExceededError; an error of the engine about one text is that draft's `why`.
    """
    if not backend.supports(source_locale, target_locale):
        raise UnsupportedPairError(f"{backend.name}: does not translate {source_locale} → {target_locale}")
    course = Course(backend, source_locale, target_locale, find_target, tuple(ladder))
    engine = f"{backend.name} ({backend.model(source_locale, target_locale)})"
    with _lent(requests, course):
        for indices in batches([request.text for request in requests], backend.limits):
            for start in range(indices.start, indices.stop, AT_ONCE):
                yield from _draft_batch(requests[start : min(start + AT_ONCE, indices.stop)], course, engine)


def _lent(requests: Sequence[DraftRequest], course: Course) -> AbstractContextManager[None]:
    """Lend the names of all requests to an engine that can keep a glossary while they are drafted."""
    if not isinstance(course.backend, LendingBackend):
        return nullcontext()
    names = [(request.text[name.start : name.end], name.form) for request in requests for name in request.names]
    terms = [Term(plain(text), form) for text, form in names if form is not None]
    return course.backend.lend(terms, source=course.source, target=course.target)


def _draft_batch(requests: Sequence[DraftRequest], course: Course, engine: str) -> list[Draft]:
    attempts = [_only_names(request, course) for request in requests]
    sent: set[tuple[int, tuple[str, ...], tuple[RequiredName, ...]]] = set()
    for rung, sending_ways in product(course.ladder, WAYS):
        sendings = [
            (index, sending)
            for index, request in enumerate(requests)
            if all(attempt.problems for attempt in attempts[index])
            for bare in sending_ways(request, rung, attempts[index], course)
            for sending in [replace(bare, told=told_names(bare, rung, attempts[index], course))]
            if (index, sending.pieces, sending.told) not in sent
        ]
        sent.update((index, sending.pieces, sending.told) for index, sending in sendings)
        for index, attempt in _tried(sendings, course):
            attempts[index].append(attempt)
    return [_finished(request, own, engine, course) for request, own in zip(requests, attempts, strict=True)]


def _worth(attempt: Attempt) -> tuple[bool, bool, int, int]:
    """Rank attempts, the best highest: without grave problems, with no others, fewest seams, fewest names masked."""
    return not attempt.grave, not attempt.problems, -len(attempt.seams), -len(attempt.masked)


def _tried(sendings: Sequence[tuple[int, Sending]], course: Course) -> Iterator[tuple[int, Attempt]]:
    """Send everything in as few calls as the engine allows, and judge the answers."""
    pieces = [piece for _, sending in sendings for piece in guided(sending, course)]
    answers = iter(translate_each(course.backend, pieces, source=course.source, target=course.target))
    for index, sending in sendings:
        attempt = _attempt(sending, [next(answers) for _ in sending.pieces], course)
        yield index, attempt
        repaired = _repaired(sending, attempt, course)
        if repaired is not None:
            yield index, repaired


def _attempt(sending: Sending, answers: Sequence[str | BackendError], course: Course) -> Attempt:
    good = [answer for answer in answers if isinstance(answer, str)]
    refused = next((answer for answer in answers if not isinstance(answer, str)), None)
    if refused is not None:
        return Attempt("", (Problem(str(refused)),), sending.names)
    answer = joined(sending, good, course.backend.abilities.markup)
    if answer is None:
        return Attempt("", (Problem("the words inside placeholders were not found again"),), sending.names)
    lost = lost_masks(sending.masked, answer, endings=endings_of(course.target))
    if lost:
        return Attempt("", (Problem(f"of {len(sending.masked.tokens)} masks the engine lost or doubled {len(lost)}"),), sending.names)
    target = restore(answer, sending.masked.text, source_language=course.source, target_language=course.target)
    relations = relations_of(sending.request.text, sending.request.names, course.source)
    made = fill_in(sending.masked, tidy(target, sending.masked.text), relations, course.target)
    told = sending.told if course.backend.abilities.glossary is GlossaryUse.MARKUP else ()
    checks = (*made.checks, *((name.form, Check.GRAMMAR) for name in told if name.form))
    return Attempt(made.text, _problems(sending.request, made.text, course), (*sending.names, *told), seams(sending), checks)


def _repaired(sending: Sending, attempt: Attempt, course: Course) -> Attempt | None:
    """Return an attempt in which names that came back as they stand in the source are put right; None where there are none."""
    request = sending.request
    failing = {concept for problem in attempt.problems for concept in problem.concepts}
    wrong = tuple(name for name in request.names if name.form and name.concept in failing and name not in attempt.masked)
    relations = relations_of(request.text, request.names, course.source)
    made = fill_survivors(request.text, attempt.text, wrong, relations, course.target) if wrong else None
    if made is None or made.text == attempt.text:
        return None
    masked = (*attempt.masked, *wrong)
    return Attempt(made.text, _problems(request, made.text, course), masked, attempt.seams, (*attempt.checks, *made.checks))


def _problems(request: DraftRequest, target: str, course: Course) -> tuple[Problem, ...]:
    return verify(
        request.text,
        target,
        names=request.names,
        find_target=course.find_target,
        languages=(course.source, course.target),
    )


def _finished(request: DraftRequest, attempts: Sequence[Attempt], engine: str, course: Course) -> Draft:
    best = max(attempts, key=_worth)
    if best.grave:
        return Draft(request, None, engine, why="; ".join(problem.what for problem in best.problems))
    notes = [problem.what for problem in best.problems]
    if has_words(request.text, request.names):
        notes += to_check(best.checks)
    notes += became_one(request.text, request.names)
    notes += best.seams
    text, unexplained = explain_names(request.text, best.text, request.names, course.find_target)
    notes += unexplained
    if request.closing:
        text = " ".join((text, *request.closing))
        notes.append("the edition’s note stands at the end; move it to its place")
    return Draft(request, text, engine, notes=tuple(notes))


def _only_names(request: DraftRequest, course: Course) -> list[Attempt]:
    """Return a text that is names, numbers and marks alone with its forms put in: an engine would only make something up."""
    forced = tuple(name for name in request.names if name.form is not None)
    if not forced or has_words(request.text, request.names):
        return []
    masked = mask(request.text, forced, kind=invented)
    target = unmask(masked, masked.text)
    return [Attempt(target, _problems(request, target, course), forced)]
