"""Build: every edition's article in its own format, and as a preview."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.editions import fill, own_format, preview
from transflow.files import save
from transflow.formats.po import read_catalog
from transflow.model import State

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from transflow.model import Article, Unit
    from transflow.project import Edition
    from transflow.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Built:
    """The files of one article in one edition, and how many of its units are still in the source language."""

    edition: str
    article: str
    units: int
    untranslated: int
    drafts: int
    files: tuple[Path, ...]


def build(
    workspace: Workspace, *, editions: Sequence[str] = (), articles: Sequence[str] = (), done: Callable[[Built], None] = lambda _: None
) -> tuple[Built, ...]:
    """Write the editions of the articles; a unit without a target stays in the source language.

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
    filled = fill(units, read_catalog(catalog).entries if catalog.exists() else ())
    own = project.output(edition, path.stem, path.suffix)
    page = project.output(edition, path.stem, ".preview.html" if path.suffix == ".html" else ".html")
    assets = f"{os.path.relpath(path.parent, page.parent)}/"
    save(own, own_format(article, filled))
    save(page, preview(article, filled, edition=edition, source_locale=project.source_locale, assets=assets))
    return Built(
        edition=edition.name,
        article=path.stem,
        units=len(filled),
        untranslated=sum(one.state is State.UNTRANSLATED for one in filled),
        drafts=sum(one.state is State.DRAFT for one in filled),
        files=(own, page),
    )
