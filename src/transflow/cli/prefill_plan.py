"""`transflow prefill --dry-run`: what would be sent, to whom, and what it would cost."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from transflow.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transflow.budget import Money
    from transflow.workflow.drafting.planned import Plan, PlannedCatalog, PlannedEngine, PlannedUnit, Totals
    from transflow.workflow.drafting.spending import Use

HEADER = ("edition", "article", "untranslated", "memory", "known", "engine", "to send", "characters", "cost", "")
NOT_PAID = "·"


def show(plan: Plan, passed: Sequence[Use], style: str, *, texts: bool) -> None:
    """Print a plan; with `texts` every text that would be sent, and how its names would be told."""
    if style == "json":
        options.print_json("prefill", document(plan, passed))
        return
    rows = [row for catalog in plan.catalogs if catalog.waiting for row in _rows(catalog)]
    if not rows:
        click.echo("Nothing is untranslated." if plan.catalogs else "No catalogs yet: `transflow extract` makes them.")
        return
    options.print_table(HEADER, rows, numbers=(2, 3, 4, 6, 7, 8))
    editions = list(dict.fromkeys(catalog.edition for catalog in plan.catalogs))
    for edition in editions if len(editions) > 1 else ():
        if plan.totals(edition).units:
            click.echo(f"{edition}: {_total(plan.totals(edition))}")
    click.echo(f"in all: {_total(plan.totals())}")
    for line in _names_told(plan):
        click.echo(line)
    for use in passed:
        click.secho(f"This passes {use}.", fg="red")
    if texts:
        for line in _texts(plan):
            click.echo(line)
    click.echo("Nothing was sent.")


def document(plan: Plan, passed: Sequence[Use]) -> dict[str, Any]:
    """Return a plan as it stands in machine output; money as exact text."""
    return {
        "dry_run": True,
        "catalogs": [
            {
                "edition": catalog.edition,
                "article": catalog.article,
                "waiting": catalog.waiting,
                "memory": catalog.remembered,
                "engines": [_engine(row) for row in catalog.engines],
                "left": catalog.left,
                "why": catalog.why,
            }
            for catalog in plan.catalogs
        ],
        "editions": {edition: _sums(plan.totals(edition)) for edition in dict.fromkeys(one.edition for one in plan.catalogs)},
        "total": _sums(plan.totals()),
        "passed": [str(use) for use in passed],
    }


def _engine(row: PlannedEngine) -> dict[str, Any]:
    return {
        "engine": row.engine,
        "known": row.known,
        "units": [
            {
                "source": unit.source,
                "texts": list(unit.texts),
                "names": [{"text": n.text, "form": n.form, "how": n.how} for n in unit.names],
            }
            for unit in row.units
        ],
        "paid": row.paid,
        "characters": row.characters,
        "most": row.most,
        "cost": _exactly(row.cost),
        "most_cost": _exactly(row.most_cost),
        "why": row.why,
    }


def _sums(totals: Totals) -> dict[str, Any]:
    return {
        "units": totals.units,
        "characters": totals.characters,
        "most": totals.most,
        "cost": [money.exactly() for money in totals.cost],
        "most_cost": [money.exactly() for money in totals.most_cost],
    }


def _exactly(money: Money | None) -> str | None:
    return money.exactly() if money else None


def _rows(catalog: PlannedCatalog) -> Iterator[tuple[object, ...]]:
    """Yield a row for each engine of a catalog; what is told of the catalog stands in the first."""
    head: tuple[object, ...] = (catalog.edition, catalog.article, catalog.waiting, catalog.remembered or NOT_PAID)
    if not catalog.engines:
        yield (*head, NOT_PAID, NOT_PAID, NOT_PAID, NOT_PAID, NOT_PAID, catalog.why)
    for row in catalog.engines:
        characters = f"{row.characters:,}" if row.characters else NOT_PAID
        yield (*head, row.known or NOT_PAID, row.engine, len(row.units) or NOT_PAID, characters, _cost(row), row.why)
        head = ("", "", "", "")


def _cost(row: PlannedEngine) -> str:
    if not row.characters or not row.paid:
        return NOT_PAID
    return str(row.cost) if row.cost else "no price"


def _total(totals: Totals) -> str:
    if not totals.units:
        return "nothing that has to be paid for"
    cost = "".join(f", {money}" for money in totals.cost)
    said = f"{totals.units:,} units, {totals.characters:,} characters{cost}"
    if totals.most == totals.characters:
        return said
    most = "".join(f", {money}" for money in totals.most_cost)
    return f"{said}; up to {totals.most:,} characters{most} where each name or link comes back wrong once"


def _names_told(plan: Plan) -> Iterator[str]:
    """Say for each engine how many names would be told how."""
    counts = Counter(
        (row.engine, name.how) for catalog in plan.catalogs for row in catalog.engines for unit in row.units for name in unit.names
    )
    for (engine, how), count in counts.items():
        yield f"{engine}: {count:,} {'name' if count == 1 else 'names'} {how}"


def _texts(plan: Plan) -> Iterator[str]:
    for catalog in plan.catalogs:
        for row in catalog.engines:
            if row.units:
                yield f"\n{catalog.edition} {catalog.article} → {row.engine}"
            for unit in row.units:
                yield from _text(unit)


def _text(unit: PlannedUnit) -> Iterator[str]:
    for text in unit.texts:
        yield f"  {text}"
    for name in unit.names:
        yield f"    {name.text} → {name.form or '?'}: {name.how}"
