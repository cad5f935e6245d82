"""Impact: what another glossary or other styles cost: which units fail or pass by it, and which approvals lapse.

Today's catalogs are checked twice: with the names of the state before and with those after. Everything but concepts, styles, and which
style an edition has is today's on both sides.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Literal

from transflow.errors import Position
from transflow.files import read_text
from transflow.formats.po import read_catalog
from transflow.locales import bare_language
from transflow.model import Finding, Severity, State
from transflow.workflow.check import check_catalog, known_of
from transflow.workflow.days import catalog_day
from transflow.workflow.deciding.fingerprints import unit_concepts
from transflow.workflow.deciding.standing import standings
from transflow.workflow.deciding.waivers import without_waived
from transflow.workflow.names.revisions import with_names_of
from transflow.workflow.status import catalogs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from transflow.checks import Reading
    from transflow.formats.po import Catalog
    from transflow.glossary import Naming
    from transflow.project import Edition
    from transflow.signoffs import Standing
    from transflow.workflow.names.revisions import Other
    from transflow.workflow.workspace import Workspace

TODAY = "the project as it is"
_BY_LOCALE = {"forms", "look_alikes"}  # fields of concepts and names that say something for each locale apart


@dataclass(frozen=True, slots=True)
class UnitImpact:
    """What becomes of one unit: the findings that appear and vanish, and whether the rules or forms of its names are others now.

    `state` is the one before. `concepts` are those of which the two states say different things, or that only one of them finds here.
    """

    edition: str
    article: str
    unit: str
    file: str
    line: int
    source: str
    target: str
    state: State
    concepts: tuple[str, ...]
    appears: tuple[Finding, ...]
    vanishes: tuple[Finding, ...]
    errors_before: int
    errors_after: int

    @property
    def verdict(self) -> Literal["fails", "passes", "changes", "same"]:
        """Tell what `check` says of the unit: it fails now, it passes now, its findings are others, or nothing new."""
        if bool(self.errors_before) is not bool(self.errors_after):
            return "fails" if self.errors_after else "passes"
        return "changes" if self.appears or self.vanishes else "same"

    @property
    def fingerprint_changed(self) -> bool:
        """Tell whether an approval of this unit does not hold any more: it was given under other rules or forms of the names in it."""
        return bool(self.concepts)

    @property
    def approval_lapses(self) -> bool:
        """Tell whether there is such an approval."""
        return self.state is State.APPROVED and self.fingerprint_changed


@dataclass(frozen=True, slots=True)
class EditionImpact:
    """An edition and those of its units on which something changes; where nothing that it can see has changed, it was not checked again."""

    edition: str
    affected: bool
    units: tuple[UnitImpact, ...]

    def count(self, verdict: str) -> int:
        """Return how many units have this verdict."""
        return sum(unit.verdict == verdict for unit in self.units)

    @property
    def lapses(self) -> int:
        """How many approvals lapse."""
        return sum(unit.approval_lapses for unit in self.units)

    @property
    def fingerprints(self) -> int:
        """How many units have names with other rules or forms now, approved or not."""
        return sum(unit.fingerprint_changed for unit in self.units)


@dataclass(frozen=True, slots=True)
class Impact:
    """What changes between two states, edition by edition; `remarks` say what could not be compared as it is."""

    before: str
    after: str
    editions: tuple[EditionImpact, ...]
    remarks: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[UnitImpact, ...]:
        """All units on which something changes."""
        return tuple(unit for edition in self.editions for unit in edition.units)

    @property
    def fails(self) -> bool:
        """Tell whether a unit newly fails."""
        return any(unit.verdict == "fails" for unit in self.units)


def impact(today: Workspace, other: Other, *, editions: Sequence[str] = (), reverse: bool = False) -> Impact:
    """Return what changes on today's catalogs from another state's names to today's; with `reverse`, from today's to the other's.

    Raises the errors of either glossary, and CatalogError.
    """
    borrowed = with_names_of(today, other)
    sides = (_Side(borrowed.workspace, borrowed), _Side(today))
    before, after = reversed(sides) if reverse else sides
    told = []
    pairs = tuple(catalogs(today, editions=editions, articles=()))
    for edition in today.editions(editions):
        affected = before.seen_by(edition) != after.seen_by(edition)
        slugs = [article.stem for article, own in pairs if own is edition] if affected else []
        units = tuple(unit for slug in slugs for unit in _changes(today, edition, slug, before, after))
        told.append(EditionImpact(edition.name, affected, units))
    names = (TODAY, other.name) if reverse else (other.name, TODAY)
    return Impact(*names, tuple(told), borrowed.remarks)


@dataclass(frozen=True)
class _Side:
    """Today's catalogs under the names of one of the two states; `other` is None on today's side."""

    workspace: Workspace
    other: Other | None = None
    lines: dict[str, list[str]] = field(default_factory=dict)  # of the styles that findings name, by file

    def edition(self, edition: Edition) -> Edition:
        return self.workspace.project.edition(edition.name)

    def naming(self, edition: Edition, catalog: Catalog) -> Naming:
        return self.workspace.naming(self.edition(edition), catalog_day(catalog))

    def seen_by(self, edition: Edition) -> object:
        """Return all of the glossary and the style that an edition can see, to be compared."""
        style = self.edition(edition).style
        languages = frozenset(map(bare_language, (self.workspace.project.source_locale, edition.locale)))
        return _said((tuple(self.workspace.glossary.concepts.items()), self.workspace.styles[style] if style else None), languages)

    def findings(
        self, edition: Edition, slug: str, catalog: Catalog, standing: Mapping[str, Standing]
    ) -> Iterator[tuple[Finding, Finding]]:
        """Yield what the checks find and nobody has waived, as it is compared and as it is told.

        Today's findings are kept from one time to the next, the other state's are nobody's to keep. By its rule a finding is compared by
        what that says, not by where: a rule that has moved is no other rule.
        """
        if self.other is None:
            for finding in without_waived(known_of(self.workspace, edition, slug, catalog).findings, standing)[0]:
                yield replace(finding, rule=self.rule_text(finding.rule)), finding
            return
        for finding in without_waived(check_catalog(self.workspace, self.edition(edition), slug, catalog), standing)[0]:
            yield replace(finding, rule=self.rule_text(finding.rule)), replace(finding, rule=self.other.told(finding.rule))

    def standing(self, edition: Edition, slug: str, catalog: Catalog, readings: Sequence[Reading]) -> dict[str, Standing]:
        """Return what the sign-offs make of the units under these names: they are today's on both sides."""
        return standings(self.workspace, self.edition(edition), slug, catalog, readings)

    def rule_text(self, rule: str) -> str:
        """Return the line of a style that a finding names (`file:line:column`)."""
        file, line, _ = (*rule.rsplit(":", 2), "", "")[:3]
        if not line.isdigit():
            return rule
        if file not in self.lines:
            self.lines[file] = read_text(self.workspace.project.root / file).splitlines()
        return self.lines[file][int(line) - 1].strip()

    def readings(self, edition: Edition, catalog: Catalog) -> tuple[Reading, ...]:
        from transflow.checks import read_catalog_units  # noqa: PLC0415 - not loaded where no edition is affected

        source_locale = self.workspace.project.source_locale
        naming = self.naming(edition, catalog)
        return read_catalog_units(catalog, naming=naming, source_locale=source_locale, locale=edition.locale)


def _changes(today: Workspace, edition: Edition, slug: str, before: _Side, after: _Side) -> Iterator[UnitImpact]:
    """Yield the units of one catalog on which something changes, in its order."""
    path = today.project.catalog(edition, slug)
    catalog = read_catalog(path)
    sides = [(side, side.readings(edition, catalog)) for side in (before, after)]
    stands = [side.standing(edition, slug, catalog, readings) for side, readings in sides]
    found = [_by_unit(side.findings(edition, slug, catalog, each)) for (side, _), each in zip(sides, stands, strict=True)]
    named_before, named_after = (unit_concepts(readings) for _, readings in sides)
    namings = (before.naming(edition, catalog), after.naming(edition, catalog))
    for entry in catalog.entries:
        if entry.obsolete:
            continue
        old, new = (findings.get(entry.unit, ()) for findings in found)
        differing = tuple(_differing(named_before[entry.unit], named_after[entry.unit], *namings))
        appears, vanishes = _without(new, old), _without(old, new)
        if appears or vanishes or differing:
            yield UnitImpact(
                edition=edition.name,
                article=slug,
                unit=entry.unit,
                file=path.relative_to(today.project.root).as_posix(),
                line=entry.line,
                source=entry.source,
                target=entry.target or next(iter(entry.targets), ""),
                state=stands[0][entry.unit].state,
                concepts=differing,
                appears=appears,
                vanishes=vanishes,
                errors_before=_errors(old),
                errors_after=_errors(new),
            )


def _differing(old: frozenset[str], new: frozenset[str], before: Naming, after: Naming) -> Iterator[str]:
    """Yield the concepts of a unit of which the two states do not say the same, or of which only one finds a name there.

    There is one exactly where the fingerprint of the unit differs.
    """
    for concept in sorted(old | new):
        if concept not in old or concept not in new or before.fingerprint([concept]) != after.fingerprint([concept]):
            yield concept


def _by_unit(findings: Iterable[tuple[Finding, Finding]]) -> dict[str, tuple[tuple[Finding, Finding], ...]]:
    told: dict[str, tuple[tuple[Finding, Finding], ...]] = {}
    for compared, finding in findings:
        told[finding.unit] = (*told.get(finding.unit, ()), (compared, finding))
    return told


def _without(findings: Iterable[tuple[Finding, Finding]], others: Iterable[tuple[Finding, Finding]]) -> tuple[Finding, ...]:
    """Return the findings that are not among the others; of those that are said twice, as many as the others have less."""
    left = Counter(said for said, _ in others)
    kept = []
    for said, finding in findings:
        if left[said]:
            left[said] -= 1
        else:
            kept.append(finding)
    return tuple(kept)


def _errors(findings: Iterable[tuple[Finding, Finding]]) -> int:
    return sum(finding.severity is Severity.ERROR for _, finding in findings)


def _said(value: object, languages: frozenset[str]) -> object:
    """Return what a part of the glossary or of a style says in these languages, without where it says so.

    What is not known to be by locale is compared as a whole: a check that was not needed costs less than a change that was missed.
    """
    if isinstance(value, Position):
        return None
    if is_dataclass(value):
        return (type(value), *(_field(one.name, getattr(value, one.name), languages) for one in fields(value)))
    if isinstance(value, dict):
        return tuple((key, _said(each, languages)) for key, each in value.items())
    if isinstance(value, list | tuple):
        return tuple(_said(each, languages) for each in value)
    return value


def _field(name: str, value: object, languages: frozenset[str]) -> object:
    if name in _BY_LOCALE and isinstance(value, dict):
        value = {tag: said for tag, said in value.items() if bare_language(tag) in languages}
    return _said(value, languages)
