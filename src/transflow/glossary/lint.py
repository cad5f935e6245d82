"""Lint: every error in a glossary and its styles in one go, and what is worth a look.

Errors are what no command goes on with, and names that an edition calls for and cannot write. Warnings are what a desk should
mend; notes (`info`) are what it should know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.errors import GlossaryError, Problems, StyleError, YamlError
from transflow.glossary.lint_forms import form_findings
from transflow.glossary.lint_styles import style_findings
from transflow.glossary.read import collect_glossary
from transflow.glossary.read_styles import collect_styles
from transflow.glossary.read_values import near
from transflow.glossary.styles import BOTH, GLOSS_FIELD, Style, said_for
from transflow.glossary.tails import has_tails
from transflow.locales import bare_language, fallbacks
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
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
    """Read a glossary folder with its styles and return every finding in the order of files and lines; raises nothing.

    `source_locale` is the locale in which articles are written, `today` the day against which `review-on` is held.
    """
    glossary, errors = collect_glossary(directory)
    whole = not any(isinstance(error, YamlError) for error in errors)
    styles, style_errors = collect_styles(directory / "styles", glossary, whole=whole)
    errors = [*errors, *style_errors, *unknown_styles(editions, styles), *missing_forms(glossary, styles, editions, source_locale)]
    found = [LintFinding(Severity.ERROR, error.what, error.at) for error in _each(errors)]
    for concept in glossary.concepts.values():
        found += _concept_findings(concept)
    for style in styles.values():
        own = [edition for edition in editions if edition.style == style.id]
        found += [LintFinding(*told) for told in style_findings(style, glossary, own, today)]
    found += _language_findings(editions, source_locale)
    found += [LintFinding(severity, message, at) for severity, message, at in form_findings(glossary)]
    return tuple(sorted(dict.fromkeys(found), key=_place))


def unknown_styles(editions: Sequence[Edition], styles: Mapping[str, Style]) -> Iterator[TransflowError]:
    """Yield an error for every edition whose style no file holds."""
    for edition in editions:
        if edition.style is not None and edition.style not in styles:
            what = f"edition {edition.name}: unknown style {edition.style!r}; {near(edition.style, styles)}"
            yield StyleError(what, edition.position)


def missing_forms(
    glossary: Glossary, styles: Mapping[str, Style], editions: Sequence[Edition], source_locale: str
) -> Iterator[TransflowError]:
    """Yield an error for every name that an edition calls for and that has no form in its locale.

    Called for are the first name of every choice that some voice or slot comes to, with as-source the names that have a form
    in the source's locale, and the names in a gloss for that locale. An edition without a style follows the source.
    """
    for edition in editions:
        style = styles.get(edition.style or "") or Style("")
        for concept in glossary.concepts.values():
            for name, position in _called_for(concept, style, source_locale, edition.locale):
                if not any(tag in name.forms for tag in fallbacks(edition.locale)):  # one that cannot be read has its own error
                    what = f"edition {edition.name} can call for {concept.id}/{name.id}, which has no form in {edition.locale}"
                    yield GlossaryError(what, position or name.position)


def _called_for(concept: Concept, style: Style, source_locale: str, locale: str) -> Iterator[tuple[Name, Position | None]]:
    """Yield each name that a style can call for, once, and the rule that does."""
    called: dict[str, Position | None] = {}
    rules = [rule for id_, rule in style.all_rules() if id_ == concept.id]
    choices = [*(choice for rule in rules for choice in rule.choices()), *style.choices(concept.id)]
    for choice in choices:
        for name in (name for names in choice.names_for(locale)[:1] for name in names.split(BOTH)):
            called.setdefault(name, choice.position)
    for rule in rules:
        for name in GLOSS_FIELD.findall((rule.gloss and said_for(rule.gloss.text, locale)) or ""):
            called.setdefault(name, rule.position)
    if any(choice.as_source for choice in choices):
        for known in concept.names.values():
            if known.forms_for(source_locale):
                called.setdefault(known.id, None)
    for name, position in called.items():
        if name in concept.names:
            yield concept.names[name], position


def _concept_findings(concept: Concept) -> Iterator[LintFinding]:
    if not concept.sources and not any(name.sources for name in concept.names.values()):
        yield LintFinding(Severity.WARNING, f"{concept.id}: no source says where these names come from", concept.position)
    if not concept.definition:
        yield LintFinding(Severity.WARNING, f"{concept.id}: no definition", concept.position)
    if concept.contested and len(concept.names) == 1:
        yield LintFinding(Severity.WARNING, f"{concept.id}: contested, and yet it has a single name", concept.position)


def _language_findings(editions: Sequence[Edition], source_locale: str) -> Iterator[LintFinding]:
    languages: dict[str, Position | None] = {bare_language(source_locale): None}
    for edition in editions:
        languages.setdefault(bare_language(edition.locale), edition.position)
    for language, position in languages.items():
        if not has_tails(language):
            message = f"no endings are known for {language!r}: only the listed forms of a name are found in it"
            yield LintFinding(Severity.INFO, message, position)


def _each(errors: Sequence[TransflowError]) -> Iterator[TransflowError]:
    for error in errors:
        yield from error.errors if isinstance(error, Problems) else (error,)


def _place(finding: LintFinding) -> tuple[str, int, int]:
    at = finding.position
    return (at.file, at.line or 0, at.column or 0) if at else ("", 0, 0)
