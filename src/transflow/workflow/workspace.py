"""A project with its glossary and styles read: what every step starts from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transflow.files import sweep
from transflow.formats import read_article
from transflow.glossary import naming_for, read_glossary, read_styles, unknown_styles
from transflow.locales import bare_language
from transflow.project import Edition, Project, find_root, read_project
from transflow.units import cut
from transflow.yamlfile import gather

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from transflow.glossary import Glossary, Naming, Style
    from transflow.model import Article, Unit


@dataclass(frozen=True, slots=True)
class Workspace:
    """A project, its glossary, its styles; the naming of an edition is made once and kept."""

    project: Project
    glossary: Glossary
    styles: dict[str, Style]
    _namings: dict[str, Naming] = field(default_factory=dict)

    def naming(self, edition: Edition) -> Naming:
        """Return how an edition names things."""
        if edition.name not in self._namings:
            style = self.styles[edition.style] if edition.style else None
            source_locale = self.project.source_locale
            self._namings[edition.name] = naming_for(self.glossary, style, source_locale=source_locale, locale=edition.locale)
        return self._namings[edition.name]

    def editions(self, names: Sequence[str] = ()) -> tuple[Edition, ...]:
        """Return the editions of these names, all of them where none is given; raises UsageError for an unknown one."""
        return tuple(self.project.edition(name) for name in names) if names else self.project.editions

    def articles(self, slugs: Sequence[str] = ()) -> tuple[Path, ...]:
        """Return the articles of these slugs, all of them where none is given; raises UsageError for an unknown one."""
        return tuple(self.project.article(slug) for slug in slugs) if slugs else self.project.articles()

    def read(self, path: Path) -> tuple[Article, tuple[Unit, ...]]:
        """Return an article and its units; raises ArticleError where it cannot be read."""
        article = read_article(path)
        language = bare_language(article.metadata.get("lang", self.project.source_locale))
        return article, cut(article, language=language, unit=self.project.unit)


def open_workspace(start: Path) -> Workspace:
    """Read the project at or above a directory; raises the errors of transflow.yaml, the glossary and the styles."""
    project = read_project(find_root(start))
    glossary = read_glossary(project.glossary_directory)
    styles = read_styles(project.glossary_directory / "styles", glossary)
    gather(list(unknown_styles(project.editions, styles)))
    for directory in (project.root / "locales").glob("*/LC_MESSAGES"):
        sweep(directory)
    return Workspace(project, glossary, styles)
