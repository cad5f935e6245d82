"""Build: every edition's article in its own format, and as a preview."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.editions import fill, own_format, preview
from transflow.files import save
from transflow.formats.po import read_catalog
from transflow.model import State, unit_id
from transflow.signoffs import Standing
from transflow.workflow.deciding.standing import standings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from transflow.editions.targets import Filled
    from transflow.formats.po import Catalog
    from transflow.model import Article, Unit
    from transflow.policy import Required
    from transflow.project import Edition
    from transflow.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A unit that is not as far as the project asks, where it stands in its article, and how far it is."""

    unit: str
    line: int
    source: str
    state: State
    stale: bool


@dataclass(frozen=True, slots=True)
class Built:
    """The files of one article in one edition, and how many of its units are still in the source language.

    `held_back` are the units that are not as far as the project asks (`publish: require:`); where there are any, no file is written.
    """

    edition: str
    article: str
    units: int
    untranslated: int
    drafts: int
    files: tuple[Path, ...]
    require: Required = "draft"
    held_back: tuple[HeldBack, ...] = ()


def build(
    workspace: Workspace, *, editions: Sequence[str] = (), articles: Sequence[str] = (), done: Callable[[Built], None] = lambda _: None
) -> tuple[Built, ...]:
    """Write the editions of the articles whose units are as far as the project asks; a unit without a target stays in the source language.

    `done` hears of every article as it is written. Raises ArticleError, CatalogError or StorageError.
    """
    wanted = workspace.editions(editions)
    result = []
    for path in workspace.articles(articles):
        article, units = workspace.read(path)
        for edition in wanted:
            built = _build_one(workspace, path, article, units, edition)
            result.append(built)
            done(built)
    return tuple(result)


def _build_one(workspace: Workspace, path: Path, article: Article, units: Sequence[Unit], edition: Edition) -> Built:
    project = workspace.project
    catalog = project.catalog(edition, path.stem)
    read = read_catalog(catalog) if catalog.exists() else None
    filled = fill(units, read.entries if read else ())
    require = project.policy(edition).require
    held_back = () if require == "draft" else tuple(_held_back(workspace, path.stem, edition, read, filled))
    own = project.output(edition, path.stem, path.suffix)
    page = project.output(edition, path.stem, ".preview.html" if path.suffix == ".html" else ".html")
    assets = f"{os.path.relpath(path.parent, page.parent)}/"
    if not held_back:
        save(own, own_format(article, filled))
        save(page, preview(article, filled, edition=edition, source_locale=project.source_locale, assets=assets))
    return Built(
        edition=edition.name,
        article=path.stem,
        units=len(filled),
        untranslated=sum(one.state is State.UNTRANSLATED for one in filled),
        drafts=sum(one.state is State.DRAFT for one in filled),
        files=() if held_back else (own, page),
        require=require,
        held_back=held_back,
    )


def _held_back(workspace: Workspace, slug: str, edition: Edition, catalog: Catalog | None, filled: Sequence[Filled]) -> Iterator[HeldBack]:
    """Yield the units that are not as far as the edition asks, a repeated one once."""
    standing = standings(workspace, edition, slug, catalog) if catalog else {}
    enough = {State.APPROVED} if workspace.project.policy(edition).require == "approved" else {State.APPROVED, State.TRANSLATED}
    seen = set()
    for one in filled:
        unit = unit_id(one.unit.context, one.unit.text)
        stands = standing.get(unit, Standing(State.UNTRANSLATED))
        if stands.state not in enough and unit not in seen:
            seen.add(unit)
            yield HeldBack(unit, one.unit.line, one.unit.text, stands.state, stands.stale)
