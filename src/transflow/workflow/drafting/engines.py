"""The engines of a project, as drafts ask them: each opened once, behind the answers that are kept and the budgets.

No engine is handed a text that is not to leave this machine, and none is asked again in a run that has said that it is out of quota.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transflow.backends import backend_names, open_backend
from transflow.backends.kept import AnswersOfARun, KeptAnswers
from transflow.backends.metered import Metered, options_that_matter
from transflow.errors import BackendError, ProjectError, QuotaExceededError
from transflow.project import SECRET_KEY
from transflow.workflow.drafting.confidential import is_remote, refuse_to_send
from transflow.workflow.drafting.remember import ENGINE as MEMORY
from transflow.workflow.drafting.spending import EngineTill, Purse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from transflow.backends import Backend, Guided
    from transflow.backends.kept import Answers
    from transflow.budget import Budget
    from transflow.errors import Position
    from transflow.glossary import Naming
    from transflow.project import Edition, Project


@dataclass
class Engines:
    """The engines of a project for one call of transflow."""

    project: Project
    purse: Purse
    answers: Answers
    _opened: dict[str, Backend] = field(default_factory=dict)
    _out_of_quota: dict[str, QuotaExceededError] = field(default_factory=dict)
    _not_to_keep: dict[str, AnswersOfARun] = field(default_factory=dict)

    def engine(self, name: str, naming: Naming, *, confidential: Position | None, ask: bool = True) -> Metered:
        """Return an engine for an article, and what its edition calls for; `confidential` is where it says that it stays on this machine.

        What is answered to a confidential article is not kept longer than this call of transflow. Without `ask` only what is known is
        answered. Raises ConfidentialError, UnavailableError, QuotaExceededError where the engine has said so before, ProjectError for a wrong
        option and UsageError for an unknown name.
        """
        if ask and name in self._out_of_quota:
            before = self._out_of_quota[name]
            raise type(before)(before.what)
        backend = self.backend(name, confidential=confidential)
        return Metered(
            backend,
            options_that_matter(self.project.backends.get(name, {}), lambda option: bool(SECRET_KEY.search(option))),
            lambda text: naming.fingerprint(mention.concept for mention in naming.find_source(text)),
            self._answers(confidential),
            EngineTill(self.purse, name) if costs(self.project, name, backend) else None,
            None if ask else _refuse,
        )

    def backend(self, name: str, *, confidential: Position | None) -> Backend:
        """Return an engine as it is, to see what it can do; raises as `engine` does."""
        if name not in self._opened:
            self._opened[name] = open_backend(name, self.project.backends.get(name, {}))
        refuse_to_send(self._opened[name], confidential)
        return self._opened[name]

    def ask_no_more(self, name: str, why: QuotaExceededError) -> None:
        """Ask an engine no more in this run."""
        self._out_of_quota[name] = why

    def _answers(self, confidential: Position | None) -> Answers:
        return self.answers if confidential is None else self._not_to_keep.setdefault(confidential.file, AnswersOfARun())


def _refuse(texts: Sequence[Guided]) -> list[str]:
    raise BackendError(f"{len(texts)} texts are not known, and nothing is asked any more")


def open_engines(project: Project, *, budgets: tuple[Budget, ...] | None = None, cached: bool = True) -> Engines:
    """Return the engines of a project; `budgets` stand in the place of its own, and without `cached` answers are neither looked up nor kept."""
    purse = Purse(project, project.budgets if budgets is None else budgets)
    return Engines(project, purse, KeptAnswers(answers_path(project)) if cached else AnswersOfARun())


def answers_path(project: Project) -> Path:
    """Return where answers are kept."""
    return project.cache / "answers" / "answers.sqlite"


def costs(project: Project, name: str, backend: Backend) -> bool:
    """Tell whether what an engine is sent counts against budgets: it leaves this machine, or the desk has said what it costs."""
    return name in project.prices or is_remote(backend)


def check_backends(project: Project, editions: Iterable[Edition], budgets: Iterable[Budget]) -> None:
    """Raise ProjectError, with its place, before any text is sent: for an engine that is unknown, has a wrong option, or lacks a price for a budget."""
    in_money = [budget for budget in budgets if budget.money]
    for edition in editions:
        for name in edition.backends:
            if name != MEMORY:
                _check_backend(project, edition, name, in_money)


def _check_backend(project: Project, edition: Edition, name: str, in_money: Iterable[Budget]) -> None:
    if name not in backend_names():
        known = ", ".join((MEMORY, *backend_names()))
        raise ProjectError(f"edition {edition.name}: unknown backend {name!r}; known are {known}", edition.position)
    try:
        backend = open_backend(name, project.backends.get(name, {}))
    except ProjectError as wrong:
        raise ProjectError(f"edition {edition.name}: {wrong.what}", edition.position) from None
    except BackendError:  # said of each catalog, in its place
        return
    price = project.prices.get(name)
    for budget in in_money if costs(project, name, backend) else ():
        if not budget.concerns(name) or budget.money is None:
            continue
        if price is not None and price.currency != budget.money.currency:
            raise ProjectError(
                f"the budget is in {budget.money.currency}, the price of {name} in {price.currency}; nothing is converted", budget.position
            )
        if price is None:
            what = f"a budget in money needs to know what {name} costs: write `price: 20 EUR` (of a million characters) under it"
            raise ProjectError(what, budget.position or edition.position)
