"""A project with its glossary and styles: what every step starts from. Each part is read when a step first asks for it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from transflow import __version__
from transflow.files import save, sweep
from transflow.locales import bare_language
from transflow.project import Edition, Project, find_root, read_project
from transflow.yamlfile import gather

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from transflow.glossary import Glossary, Naming, Style
    from transflow.model import Article, Unit


@dataclass(frozen=True)
class Workspace:
    """A project, and what lies in it; the glossary, the styles and each edition's naming are read once."""

    project: Project

    @cached_property
    def glossary(self) -> Glossary:
        """The concepts; raises GlossaryError, YamlError or Problems."""
        from transflow.glossary import read_glossary  # noqa: PLC0415 - `status` with nothing changed needs no glossary

        return read_glossary(self.project.glossary_directory)

    @cached_property
    def styles(self) -> dict[str, Style]:
        """The styles by name; raises StyleError, YamlError or Problems, also for an edition of an unknown style."""
        from transflow.glossary import read_styles, unknown_styles  # noqa: PLC0415 - as above

        styles = read_styles(self.project.glossary_directory / "styles", self.glossary)
        gather(list(unknown_styles(self.project.editions, styles)))
        return styles

    @cached_property
    def fingerprint(self) -> str:
        """A hash of everything but the catalogs that findings depend on: the program, the project file, glossary and styles."""
        directory = self.project.glossary_directory
        read = hashlib.sha256(f"{__version__} {_program_time()}".encode())
        for path in (self.project.file, *sorted(directory.glob("*")), *sorted((directory / "styles").glob("*"))):
            if path.is_file():
                read.update(f"\0{path.name}\0".encode())
                read.update(path.read_bytes())
        return read.hexdigest()

    @cached_property
    def _namings(self) -> dict[str, Naming]:
        return {}

    def naming(self, edition: Edition, day: date | None = None) -> Naming:
        """Return how an edition names things in an article about what happened on a day (rules may hold for some days only)."""
        from transflow.glossary import naming_for  # noqa: PLC0415 - as above

        if edition.name not in self._namings:
            style = self.styles[edition.style] if edition.style else None
            source_locale = self.project.source_locale
            self._namings[edition.name] = naming_for(self.glossary, style, source_locale=source_locale, locale=edition.locale)
        return self._namings[edition.name].on(day)

    def depends_on_day(self, edition: Edition) -> bool:
        """Tell whether how an edition names things depends on the day that an article is about."""
        return bool(edition.style and self.styles[edition.style].periods)

    def editions(self, names: Sequence[str] = ()) -> tuple[Edition, ...]:
        """Return the editions of these names, all of them where none is given; raises UsageError for an unknown one."""
        return tuple(self.project.edition(name) for name in names) if names else self.project.editions

    def articles(self, slugs: Sequence[str] = ()) -> tuple[Path, ...]:
        """Return the articles of these slugs, all of them where none is given; raises UsageError for an unknown one."""
        return tuple(self.project.article(slug) for slug in slugs) if slugs else self.project.articles()

    def read(self, path: Path) -> tuple[Article, tuple[Unit, ...]]:
        """Return an article and its units; raises ArticleError where it cannot be read."""
        from transflow.formats.articles import read_article  # noqa: PLC0415 - steps over catalogs alone read no article
        from transflow.units import cut  # noqa: PLC0415 - as above

        article = read_article(path)
        language = bare_language(article.metadata.get("lang", self.project.source_locale))
        return article, cut(article, language=language, unit=self.project.unit)


def _program_time() -> int:
    """Return when the program itself was last changed, in nanoseconds, where it runs from a checkout; 0 where it is installed and has its version."""
    package = Path(__file__).parent.parent
    if "site-packages" in package.parts:
        return 0
    return max(path.stat().st_mtime_ns for path in package.rglob("*.*") if path.suffix in {".py", ".yaml"})


def open_workspace(start: Path) -> Workspace:
    """Open the project at or above a directory; raises the errors of transflow.yaml."""
    project = read_project(find_root(start))
    locales = project.root / "locales"
    for directory in (locales, *locales.glob("*/LC_MESSAGES")):
        sweep(directory)
    ignore = project.cache / ".gitignore"
    if project.cache.is_dir() and not ignore.exists():  # a cache is nobody's to commit
        save(ignore, "*\n")
    return Workspace(project)
