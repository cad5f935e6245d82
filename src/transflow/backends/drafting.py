"""Drafts for units, each with its names in the form that the edition calls for, verified, or none and the reason.

A text is first sent as it is: most names come back right, and the prose is best so. Where the judge (`verification`) is
not content, the names in question are hidden behind masks, then all of them, then behind another kind of mask. A text
longer than its engine keeps whole is also translated in clauses, and what lost a tail is seen beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from transflow.backends.batching import batches, translate_each
from transflow.backends.clauses import join_clauses, split_clauses
from transflow.backends.masks import Masked, bracketed, invented, lettered, lost_masks, mask, touches_markup, unmask
from transflow.backends.quotes import restore, straighten
from transflow.backends.tidying import tidy
from transflow.backends.verification import Problem, RequiredName, has_words, verify
from transflow.errors import BackendError, UnsupportedPairError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from transflow.backends.base import Backend
    from transflow.backends.masks import Kind
    from transflow.model import Mention

__all__ = ["Draft", "DraftRequest", "RequiredName", "draft"]

TAIL = 0.93  # a whole that is shorter than this share of its clauses has lost something
SHORT = 80  # code points that are not cut any further
AT_ONCE = 16  # requests drafted, and given to the caller to save, together at most


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """A unit's text and the names that it must hold in the target, in the order of the source and not overlapping."""

    text: str
    names: tuple[RequiredName, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What became of a request: `text`, or None and `why`; `engine` for its provenance, `notes` for its reviewer."""

    request: DraftRequest
    text: str | None
    engine: str
    why: str | None = None
    notes: tuple[str, ...] = ()


class _Rung(NamedTuple):
    """One way to try: which names are masked, how, and whether the text goes in clauses."""

    kind: Kind
    names: str  # "none", "failing" or "all"


# The kinds in the order of how well prose and names came through on the neural engine (docs/decisions/drafting.md).
LADDER = (
    _Rung(invented, "none"),
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
    text: str
    problems: tuple[Problem, ...]
    masked: tuple[RequiredName, ...]
    clauses: int

    @property
    def grave(self) -> bool:
        return any(problem.grave for problem in self.problems)


class _Sending(NamedTuple):
    """A masked text in the pieces in which it goes to the engine."""

    request: DraftRequest
    names: tuple[RequiredName, ...]
    masked: Masked
    pieces: tuple[str, ...]


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
    for indices in batches([request.text for request in requests], backend.limits):
        for start in range(indices.start, indices.stop, AT_ONCE):
            yield from _draft_batch(requests[start : min(start + AT_ONCE, indices.stop)], course, engine)


def _draft_batch(requests: Sequence[DraftRequest], course: _Course, engine: str) -> list[Draft]:
    attempts = [_only_names(request, course) for request in requests]
    sent: set[tuple[int, tuple[str, ...]]] = set()
    for rung in LADDER:
        sendings = [
            (index, sending)
            for index, request in enumerate(requests)
            if all(attempt.problems for attempt in attempts[index])
            for sending in _sendings(request, rung, attempts[index], course)
            if (index, sending.pieces) not in sent
        ]
        sent.update((index, sending.pieces) for index, sending in sendings)
        for index, attempt in _tried(sendings, course):
            attempts[index].append(attempt)
    return [_finished(request, own, engine) for request, own in zip(requests, attempts, strict=True)]


def _worth(attempt: _Attempt) -> tuple[bool, bool, int, int]:
    """Rank attempts, the best highest: without grave problems, with fewest others, fewest names masked, fewest cuts."""
    return not attempt.grave, not attempt.problems, -len(attempt.masked), -attempt.clauses


def _sendings(request: DraftRequest, rung: _Rung, attempts: Sequence[_Attempt], course: _Course) -> Iterator[_Sending]:
    """Yield what a rung sends: the whole text, and its clauses where it is long, or where nothing simpler has helped."""
    names = _names_to_mask(request, rung, attempts)
    masked = mask(request.text, names, kind=rung.kind)
    text = straighten(masked.text)
    yield _Sending(request, names, masked, (text,))
    whole = course.backend.limits.whole
    if whole is None or len(text) <= whole:
        if rung.names != "all":
            return
        whole = max(SHORT, len(text) * 2 // 3)
    pieces = split_clauses(text, course.source, whole)
    if len(pieces) > 1:
        yield _Sending(request, names, masked, pieces)


def _names_to_mask(request: DraftRequest, rung: _Rung, attempts: Sequence[_Attempt]) -> tuple[RequiredName, ...]:
    """Return the names that a rung hides; a name that markup touches is always hidden with it, as one mask."""
    failing = {concept for attempt in attempts for problem in attempt.problems for concept in problem.concepts}
    return tuple(
        name
        for name in request.names
        if name.form is not None
        and (rung.names == "all" or (rung.names == "failing" and name.concept in failing) or touches_markup(request.text, name))
    )


def _tried(sendings: Sequence[tuple[int, _Sending]], course: _Course) -> Iterator[tuple[int, _Attempt]]:
    """Send everything in as few calls as the engine allows, and judge the answers."""
    pieces = [piece for _, sending in sendings for piece in sending.pieces]
    answers = iter(translate_each(course.backend, pieces, source=course.source, target=course.target))
    judged = [(index, sending, _attempt(sending, [next(answers) for _ in sending.pieces], course)) for index, sending in sendings]
    longest: dict[int, int] = {}
    for index, sending, attempt in judged:
        if len(sending.pieces) > 1:
            longest[index] = len(attempt.text)
    for index, sending, attempt in judged:
        if len(sending.pieces) == 1 and len(attempt.text) < TAIL * longest.get(index, 0):
            lost = Problem("a part of the text is lost: its clauses, translated one by one, are longer")
            yield index, replace(attempt, problems=(lost, *attempt.problems))
        else:
            yield index, attempt


def _attempt(sending: _Sending, answers: Sequence[str | BackendError], course: _Course) -> _Attempt:
    good = [answer for answer in answers if isinstance(answer, str)]
    refused = next((answer for answer in answers if not isinstance(answer, str)), None)
    if refused is not None:
        return _Attempt("", (Problem(str(refused)),), sending.names, len(sending.pieces))
    answer = join_clauses(sending.pieces, good) if len(good) > 1 else good[0]
    lost = lost_masks(sending.masked, answer)
    if lost:
        what = f"of {len(sending.masked.tokens)} masks the engine lost or doubled {len(lost)}"
        return _Attempt("", (Problem(what),), sending.names, len(sending.pieces))
    target = restore(answer, sending.masked.text, source_language=course.source, target_language=course.target)
    target = unmask(sending.masked, tidy(target, sending.masked.text))
    return _Attempt(target, _problems(sending.request, target, course), sending.names, len(sending.pieces))


def _problems(request: DraftRequest, target: str, course: _Course) -> tuple[Problem, ...]:
    return verify(
        request.text,
        target,
        names=request.names,
        find_target=course.find_target,
        languages=(course.source, course.target),
    )


def _finished(request: DraftRequest, attempts: Sequence[_Attempt], engine: str) -> Draft:
    best = max(attempts, key=_worth)
    if best.grave:
        return Draft(request, None, engine, why="; ".join(problem.what for problem in best.problems))
    notes = [problem.what for problem in best.problems]
    if best.masked:
        forms = ", ".join(dict.fromkeys(name.form for name in best.masked if name.form))
        notes.append(f"put in by transflow, so mind the grammar around it: {forms}")
    if best.clauses > 1:
        notes.append(f"translated in {best.clauses} parts, so mind the seams")
    return Draft(request, best.text, engine, notes=tuple(notes))


def _only_names(request: DraftRequest, course: _Course) -> list[_Attempt]:
    """Return a text that is names, numbers and marks alone with its forms put in: an engine would only make something up."""
    forced = tuple(name for name in request.names if name.form is not None)
    if not forced or has_words(request.text, request.names):
        return []
    masked = mask(request.text, forced, kind=invented)
    target = unmask(masked, masked.text)
    return [_Attempt(target, _problems(request, target, course), forced, 1)]
