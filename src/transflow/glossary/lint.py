"""Lint: every error in a glossary and its styles in one go, and what is worth a look."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from transflow.errors import GlossaryError, Problems, StyleError
from transflow.glossary.read import collect_glossary
from transflow.glossary.styles import Rule, Style, collect_styles
from transflow.glossary.tails import has_tails
from transflow.locales import bare_language
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from transflow.errors import Position, TransflowError
    from transflow.glossary.concepts import Concept, Glossary, Name
    from transflow.project import Edition


@dataclass(frozen=True, slots=True)
class LintFinding:
    """What is wrong, or worth a look, and where."""

    severity: Severity
    message: str
    position: Position | None = None

    def __str__(self) -> str:
        """Return `file:line:column: severity: what`."""
        return f"{self.position}: {self.severity}: {self.message}" if self.position else f"{self.severity}: {self.message}"


def lint(directory: Path, *, editions: Sequence[Edition], source_locale: str, today: date) -> tuple[LintFinding, ...]:
    """Read a glossary folder with its styles and return every finding in the order of files and lines; raises nothing."""
    glossary, errors = collect_glossary(directory)
    styles, style_errors = collect_styles(directory / "styles", glossary)
    errors = [*errors, *style_errors, *unknown_styles(editions, styles), *missing_forms(glossary, styles, editions, source_locale)]
    found = [LintFinding(Severity.ERROR, error.what, error.at) for error in _each(errors)]
    for concept in glossary.concepts.values():
        found += _concept_findings(concept)
    for style in styles.values():
        found += _style_findings(style, today)
    found += _language_findings(editions)
    return tuple(
        sorted(found, key=lambda one: (one.position.file, one.position.line or 0, one.position.column or 0) if one.position else ("", 0, 0))
    )


def unknown_styles(editions: Sequence[Edition], styles: dict[str, Style]) -> Iterator[TransflowError]:
    """Yield an error for every edition whose style no file holds."""
    for edition in editions:
        if edition.style is not None and edition.style not in styles:
            near = get_close_matches(edition.style, styles, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(styles) or 'none'}"
            yield StyleError(f"edition {edition.name}: unknown style {edition.style!r}; {hint}", edition.position)


def missing_forms(
    glossary: Glossary, styles: dict[str, Style], editions: Sequence[Edition], source_locale: str
) -> Iterator[TransflowError]:
    """Yield an error for every name that an edition can call for and that has no form in its locale."""
    for edition in editions:
        style = styles.get(edition.style or "") or Style("")
        for concept in glossary.concepts.values():
            for name, position in _called_for(concept, style, source_locale):
                if not name.forms_for(edition.locale):
                    what = f"edition {edition.name} can call for {concept.id}/{name.id}, which has no form in {edition.locale}"
                    yield GlossaryError(what, position or name.position)


def _called_for(concept: Concept, style: Style, source_locale: str) -> Iterator[tuple[Name, Position | None]]:
    """Yield each name that a style can call for once: those of its rule, and with as-source those that the source can use."""
    rule = style.rules.get(concept.id, Rule())
    seen = set()
    for choice in rule.choices():
        for name in choice.names:
            if name in concept.names and name not in seen:
                seen.add(name)
                yield concept.names[name], choice.position
    by_rule = rule.choices()
    if not by_rule or any(choice.as_source for choice in by_rule):
        for name_ in concept.names.values():
            if name_.id not in seen and name_.forms_for(source_locale):
                yield name_, None


def _concept_findings(concept: Concept) -> Iterator[LintFinding]:
    if not concept.sources and not any(name.sources for name in concept.names.values()):
        yield LintFinding(Severity.WARNING, f"{concept.id}: no source says where these names come from", concept.position)
    if not concept.definition:
        yield LintFinding(Severity.WARNING, f"{concept.id}: no definition", concept.position)
    if concept.contested and len(concept.names) < 2:
        yield LintFinding(Severity.WARNING, f"{concept.id}: contested, and yet it has a single name", concept.position)
    owners: dict[tuple[str, str], str] = {}
    for name in concept.names.values():
        for locale, forms in name.forms.items():
            for form in forms:
                owner = owners.setdefault((locale, form.text), name.id)
                if owner != name.id:
                    what = f"{concept.id}: {form.text!r} is a form of {owner} and of {name.id}; wherever it stands it is ambiguous"
                    yield LintFinding(Severity.INFO, what, form.position)


def _style_findings(style: Style, today: date) -> Iterator[LintFinding]:
    for concept, rule in style.rules.items():
        if rule.review_on is not None and rule.review_on < today:
            yield LintFinding(Severity.WARNING, f"the rule for {concept} was to be reviewed on {rule.review_on}", rule.position)
        if not rule.reason:
            yield LintFinding(Severity.WARNING, f"the rule for {concept} gives no reason", rule.position)


def _language_findings(editions: Sequence[Edition]) -> Iterator[LintFinding]:
    for language in dict.fromkeys(bare_language(edition.locale) for edition in editions):
        if not has_tails(language):
            yield LintFinding(Severity.INFO, f"no endings are known for {language!r}: only the listed forms of a name are found in it")


def _each(errors: Sequence[TransflowError]) -> Iterator[TransflowError]:
    for error in errors:
        yield from error.errors if isinstance(error, Problems) else (error,)
