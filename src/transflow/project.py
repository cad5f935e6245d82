"""transflow.yaml, and where things lie on disk.

Everything under `.transflow/` is a cache that can be deleted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from transflow.budget_read import read_money_matters, without_money_matters
from transflow.errors import Position, ProjectError, TransflowError, UsageError, YamlError
from transflow.locales import bare_language, is_edition_name, is_locale, parse_locale
from transflow.policy import EditionReviewShape, Own, Policy, PublishShape, Review, ReviewShape, review_errors, review_of
from transflow.yamlfile import YamlFile, convert, gather, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transflow.budget import Budget, Money

PROJECT_FILE = "transflow.yaml"
SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*")
ARTICLE_SUFFIXES = (".md", ".txt", ".html")
SECRET_KEY = re.compile(r"(^|[-_])(key|token|secret|password)$", re.IGNORECASE)
_FROM_ENVIRONMENT = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Edition:
    """A locale and a style: `name` is gettext's (`ru@desk`), `locale` BCP 47 (`ru`), `backends` the engines asked in turn.

    `position` is where transflow.yaml speaks of it.
    """

    name: str
    locale: str
    style: str | None = None
    backends: tuple[str, ...] = ()
    position: Position | None = None

    @property
    def language(self) -> str:
        """The bare language of the locale."""
        return bare_language(self.locale)


@dataclass(frozen=True, slots=True)
class Project:
    """A project as transflow.yaml describes it; every path is absolute.

    `backends` are the options of each engine; what the desk says of money, `prices` (of a million characters) and `budgets`, is kept apart.
    """

    root: Path
    source_locale: str
    editions: tuple[Edition, ...]
    unit: Literal["sentence", "paragraph"] = "sentence"
    backends: dict[str, dict[str, object]] = field(default_factory=dict)
    severities: dict[str, str] = field(default_factory=dict)
    title: str = ""
    review: Review = field(default_factory=Review)
    prices: dict[str, Money] = field(default_factory=dict)
    budgets: tuple[Budget, ...] = ()

    @property
    def file(self) -> Path:
        """The project file itself."""
        return self.root / PROJECT_FILE

    @property
    def articles_directory(self) -> Path:
        """Where the articles lie."""
        return self.root / "articles"

    @property
    def glossary_directory(self) -> Path:
        """Where concepts lie; styles lie in `styles/` below it."""
        return self.root / "glossary"

    @property
    def spending(self) -> Path:
        """Where it is written down what was sent to engines that cost something; it is no cache."""
        return self.root / "spending.jsonl"

    @property
    def cache(self) -> Path:
        """What can be deleted."""
        return self.root / ".transflow"

    @property
    def locks(self) -> Path:
        """Where lock files lie."""
        return self.cache / "locks"

    def edition(self, name: str) -> Edition:
        """Return the edition of that name; raises UsageError that lists the known ones."""
        for edition in self.editions:
            if edition.name == name:
                return edition
        known = ", ".join(edition.name for edition in self.editions) or "none yet"
        raise UsageError(f"unknown edition {name!r}; {PROJECT_FILE} has: {known}", Position(str(self.file)))

    def articles(self) -> tuple[Path, ...]:
        """Return the articles in the order of their slugs; raises ProjectError for a name that is no slug, or said twice."""
        found: dict[str, Path] = {}
        errors: list[TransflowError] = []
        if self.articles_directory.is_dir():
            for path in sorted(self.articles_directory.iterdir()):
                if path.suffix not in ARTICLE_SUFFIXES or path.name.startswith(".") or path.name == "README.md":
                    continue
                if not SLUG.fullmatch(path.stem):
                    errors.append(
                        ProjectError("the name of an article is lower-case letters, digits, '.', '_' and '-'", Position(str(path)))
                    )
                elif path.stem in found:
                    errors.append(
                        ProjectError(f"a second article of the name {path.stem!r}, beside {found[path.stem].name}", Position(str(path)))
                    )
                else:
                    found[path.stem] = path
        gather(errors)
        return tuple(found.values())

    def article(self, slug: str) -> Path:
        """Return the path of one article by its slug, file name or path; raises UsageError where there is none."""
        wanted = Path(slug).name
        for path in self.articles():
            if wanted in {path.stem, path.name}:
                return path
        raise UsageError(f"no article {slug!r} in {self.articles_directory}")

    def template(self, slug: str) -> Path:
        """Return where the POT file of an article lies."""
        return self.root / "locales" / f"{_checked(slug)}.pot"

    def catalog(self, edition: Edition, slug: str) -> Path:
        """Return where the PO file of an article in an edition lies."""
        return self.root / "locales" / edition.name / "LC_MESSAGES" / f"{_checked(slug)}.po"

    def signoffs(self, edition: Edition, slug: str) -> Path:
        """Return where the sign-offs of an article in an edition lie: beside its catalog."""
        return self.catalog(edition, slug).with_suffix(".signoffs.jsonl")

    def policy(self, edition: Edition) -> Policy:
        """Return what an approval takes in an edition, and what `build` asks of its units."""
        return self.review.policy_for(edition.name)

    def output(self, edition: Edition, slug: str, suffix: str) -> Path:
        """Return where the built article of an edition lies; `suffix` with its dot."""
        return self.root / "editions" / edition.name / f"{_checked(slug)}{suffix}"


def _checked(slug: str) -> str:
    if not SLUG.fullmatch(slug):
        raise UsageError(f"{slug!r} is no name of an article: lower-case letters, digits, '.', '_' and '-'")
    return slug


class _EditionShape(msgspec.Struct, forbid_unknown_fields=True):
    locale: str | None = None
    style: str | None = None
    backend: str | list[str] | None = None
    review: EditionReviewShape | None = None
    publish: PublishShape | None = None


class _ProjectShape(msgspec.Struct, forbid_unknown_fields=True):
    source: str
    editions: dict[str, _EditionShape | None]
    title: str = ""
    unit: Literal["sentence", "paragraph"] = "sentence"
    backends: dict[str, dict[str, object] | None] = {}
    checks: dict[str, Literal["error", "warning", "info", "off"]] = {}
    review: ReviewShape | None = None
    publish: PublishShape | None = None
    budget: object = None  # read by `budget_read`, as those of the engines


def find_root(start: Path) -> Path:
    """Return the nearest directory at or above `start` with a transflow.yaml; raises ProjectError where there is none."""
    for directory in (start.absolute(), *start.absolute().parents):
        if (directory / PROJECT_FILE).is_file():
            return directory
    raise ProjectError(f"no {PROJECT_FILE} here or above; `transflow init` makes a project", Position(str(start.absolute())))


def read_project(root: Path) -> Project:
    """Read transflow.yaml; raises ProjectError, YamlError or Problems with the place of every error."""
    path = root / PROJECT_FILE
    if not path.is_file():
        raise ProjectError(f"no {PROJECT_FILE} here; `transflow init` makes a project", Position(str(root)))
    file = read_yaml(path, error=ProjectError)
    if not isinstance(file.data, dict):
        raise ProjectError("must be a mapping with the keys `source` and `editions`", file.at())
    try:
        shape = convert(file, _ProjectShape)
    except YamlError as bad:
        raise ProjectError(bad.what, bad.at) from None
    own: dict[str, Own] = {name: (given.review, given.publish) for name, given in shape.editions.items() if given}
    money = read_money_matters(file, list(_sections(file)))
    gather([*_secrets(file), *_locale_errors(file, shape), *review_errors(file, shape.review, own), *money.errors])
    editions = tuple(_edition(name, given or _EditionShape(), file.at_key("editions", name)) for name, given in shape.editions.items())
    return Project(
        root=root.absolute(),
        source_locale=parse_locale(shape.source).bcp47,
        editions=editions,
        unit=shape.unit,
        backends={name: without_money_matters(options or {}) for name, options in shape.backends.items()},
        severities=dict(shape.checks),
        title=shape.title,
        review=review_of(shape.review, shape.publish, own),
        prices=money.prices,
        budgets=money.budgets,
    )


def _edition(name: str, shape: _EditionShape, position: Position) -> Edition:
    chain = (shape.backend,) if isinstance(shape.backend, str) else tuple(shape.backend or ())
    locale = parse_locale(shape.locale or name.split("@", maxsplit=1)[0]).bcp47
    return Edition(name=name, locale=locale, style=shape.style, backends=chain, position=position)


def _locale_errors(file: YamlFile, shape: _ProjectShape) -> list[TransflowError]:
    errors: list[TransflowError] = []
    if not is_locale(shape.source):
        errors.append(ProjectError(f"unknown locale {shape.source!r}", file.at("source")))
    for name, given in shape.editions.items():
        if not is_edition_name(name):
            errors.append(
                ProjectError(
                    f"{name!r} is no edition: write a gettext locale, with @style if you like (pt_BR, ru@desk)",
                    file.at_key("editions", name),
                )
            )
        elif not is_locale(name):
            errors.append(ProjectError(f"unknown locale in the edition {name!r}", file.at_key("editions", name)))
        if given and given.locale and not is_locale(given.locale):
            errors.append(ProjectError(f"unknown locale {given.locale!r}", file.at("editions", name, "locale")))
    return errors


def _sections(file: YamlFile) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield what stands under each engine."""
    backends = file.data.get("backends") if isinstance(file.data, dict) else None
    for name, options in backends.items() if isinstance(backends, dict) else ():
        if isinstance(options, dict):
            yield name, options


def _secrets(file: YamlFile) -> list[TransflowError]:
    """Find keys written out in the file: they come from the environment only."""
    return [
        ProjectError(
            f"a key does not belong in this file; write {key}: env:NAME and set NAME in the environment", file.at("backends", name, key)
        )
        for name, options in _sections(file)
        for key, value in options.items()
        if SECRET_KEY.search(key) and not (isinstance(value, str) and _FROM_ENVIRONMENT.fullmatch(value))
    ]
