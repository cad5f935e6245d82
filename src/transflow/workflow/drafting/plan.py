"""What prefill would do: which texts would go to which engine, what is known already, and what it would cost. Nothing is sent or written.

An engine further down a chain is counted with what is certain to reach it: that those before it draft what they are sent is taken for
granted. A text whose names or markup come back wrong is sent again; `most` counts each of these once more.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from transflow.backends.base import GlossaryUse
from transflow.backends.batching import batches
from transflow.backends.markup import PLACEHOLDER
from transflow.backends.metered import Metered
from transflow.errors import BackendError, QuotaExceededError, UnsupportedPairError
from transflow.workflow.drafting.chain import drafts_of, told_of
from transflow.workflow.drafting.planned import PlannedCatalog, PlannedEngine, PlannedName, PlannedUnit, sums
from transflow.workflow.drafting.remember import ENGINE as MEMORY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transflow.backends import DraftRequest, Guided, Limits, RequiredName, Term
    from transflow.budget import Budget, Money
    from transflow.model import Unit
    from transflow.workflow.drafting.chain import Job, Remembering
    from transflow.workflow.drafting.engines import Engines
    from transflow.workflow.drafting.planned import Plan
    from transflow.workflow.drafting.spending import Use

_ANY_SIZE = 1_000_000_000
# How an engine is told which form a name is to have.
HOW = {
    GlossaryUse.INLINE: "told with the text",
    GlossaryUse.PROMPT: "told in the prompt",
    GlossaryUse.PRELOADED: "in the service’s glossary, hidden if it comes back wrong",
    GlossaryUse.MARKUP: "marked in the text if it comes back wrong",
    GlossaryUse.NONE: "hidden behind a mask if it comes back wrong",
}
NOT_TOLD = "not told: no form is called for"


class _NotSentError(QuotaExceededError):
    """Nothing is sent: this is a plan."""


@dataclass
class _Dry(Metered):
    """An engine that answers what is known, and notes what it would send."""

    locales: tuple[str, str] = ("", "")
    seen: set[bytes] = field(default_factory=set)
    new: list[Guided] = field(default_factory=list)
    terms: tuple[Term, ...] | None = None

    @property
    def limits(self) -> Limits:
        """All texts of a unit in one call, so that none is missed."""
        return replace(self.engine.limits, items=_ANY_SIZE, characters=_ANY_SIZE)

    @contextmanager
    def lend(self, terms: Sequence[Term], *, source: str, target: str) -> Iterator[None]:
        """Take the names of the whole catalog for lent."""
        del source, target
        if self.terms is None:
            self.terms = self._lent = tuple(terms)
        yield

    def note(self, texts: Sequence[Guided]) -> list[str]:
        """Note texts that are not known, and stop there."""
        for text in texts:
            key = self.key(text, *self.locales)
            if key not in self.seen:
                self.seen.add(key)
                self.new.append(text)
        raise _NotSentError("not sent")


def plan_catalog(job: Job, remembering: Remembering | None, engines: Engines, seen: set[bytes]) -> PlannedCatalog:
    """Return what would become of a catalog; `seen` holds what would have been sent before it."""
    left = job.units
    remembered = 0
    rows = []
    for name in job.edition.backends:
        if name == MEMORY:
            made = remembering.drafts(left) if remembering else {}
            remembered += len(made)
            left = tuple(unit for unit in left if (unit.context, unit.text) not in made)
        elif left:
            row, left = _plan_engine(job, left, name, engines, seen)
            rows.append(row)
    return PlannedCatalog(job.edition.name, job.slug, len(job.units), remembered, tuple(rows), len(left))


def overrun(plan: Plan, engines: Engines) -> tuple[Use, ...]:
    """Return the budgets that a plan would pass, as they are used up now."""
    return tuple(use for use in engines.purse.uses() if not use.fits(*_asked_of(use.budget, plan)))


def said(plan: Plan) -> str:
    """Return what a plan would send, as people say it: `12,345 characters to deepl (0.25 EUR)`."""
    each = plan.by_engine().items()
    return " and ".join(f"{characters:,} characters to {name}" + (f" ({money})" if money else "") for name, (characters, money) in each)


def _asked_of(budget: Budget, plan: Plan) -> tuple[int, Money | None]:
    asked = [amounts for name, amounts in plan.by_engine().items() if budget.concerns(name)]
    money = sums(money for _, money in asked)
    return sum(characters for characters, _ in asked), next(
        (one for one in money if budget.money and one.currency == budget.money.currency), None
    )


def _plan_engine(
    job: Job, units: tuple[Unit, ...], name: str, engines: Engines, seen: set[bytes]
) -> tuple[PlannedEngine, tuple[Unit, ...]]:
    try:
        metered = engines.engine(name, job.naming, confidential=job.confidential)
        locales = (job.project.source_locale, job.edition.locale)
        if not metered.supports(*locales):
            raise UnsupportedPairError(f"{name}: does not translate {locales[0]} → {locales[1]}")
    except BackendError as bad:
        return PlannedEngine(name, why=told_of(bad, job.project)), units
    dry = _dry(job, units, metered, seen if job.confidential is None else set())
    known, left = 0, []
    sent: list[tuple[DraftRequest, tuple[Guided, ...]]] = []
    for unit, request in zip(units, job.asked(units), strict=True):
        dry.new = []
        try:
            (made,) = drafts_of(job, dry, [request])
        except _NotSentError:
            known += not dry.new
            if dry.new:
                sent.append((request, tuple(dry.new)))
            continue
        known += made.text is not None
        if made.text is None:
            left.append(unit)
    return _row(metered, engines, known, sent, locales), tuple(left)


def _dry(job: Job, units: Sequence[Unit], metered: Metered, seen: set[bytes]) -> _Dry:
    """Return an engine that sends nothing, once it has heard the names of all units, which it might be lent."""
    locales = (job.project.source_locale, job.edition.locale)
    dry = _Dry(metered.engine, metered.options, metered.rules, metered.answers, instead=_stop, locales=locales, seen=seen)
    with suppress(BackendError):
        next(drafts_of(job, dry, job.asked(units)), None)
    dry.instead = dry.note
    return dry


def _stop(texts: Sequence[Guided]) -> list[str]:
    del texts
    raise _NotSentError("not sent")


def _row(
    metered: Metered, engines: Engines, known: int, sent: Sequence[tuple[DraftRequest, tuple[Guided, ...]]], locales: tuple[str, str]
) -> PlannedEngine:
    name = metered.name
    characters = _billed(metered, [text for _, texts in sent for text in texts], locales)
    again = [text for request, texts in sent for text in texts if _may_come_back_wrong(request)]
    most = characters + _billed(metered, again, locales)
    units = tuple(PlannedUnit(request.text, tuple(text.text for text in texts), _names(request, texts, metered)) for request, texts in sent)
    price = engines.purse.price
    return PlannedEngine(name, known, units, characters, most, metered.till is not None, price(name, characters), price(name, most))


def _billed(metered: Metered, texts: Sequence[Guided], locales: tuple[str, str]) -> int:
    groups = batches([text.text for text in texts], metered.limits)
    return sum(metered.billed([texts[index] for index in group], *locales) for group in groups)


def _may_come_back_wrong(request: DraftRequest) -> bool:
    return any(name.form is not None for name in request.names) or bool(PLACEHOLDER.search(request.text))


def _names(request: DraftRequest, texts: Sequence[Guided], metered: Metered) -> tuple[PlannedName, ...]:
    told = {term.target for text in texts for term in text.terms}
    use = metered.abilities.glossary
    return tuple(PlannedName(request.text[name.start : name.end], name.form, _how(name, told, use)) for name in request.names)


def _how(name: RequiredName, told: set[str], use: GlossaryUse) -> str:
    if name.form is None:
        return NOT_TOLD
    if use in {GlossaryUse.INLINE, GlossaryUse.PROMPT} and name.form not in told:
        return HOW[GlossaryUse.NONE]
    return HOW[use]
