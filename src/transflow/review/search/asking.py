"""What somebody looks for in all articles and editions, and the units that answer it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from transflow.model import State
from transflow.review.asking import sought
from transflow.review.rows import UNMARKED

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Mapping

    from transflow.glossary import Glossary
    from transflow.review.rows import Marks, Row
    from transflow.review.search.everything import Units
    from transflow.workflow.workspace import Workspace

STALE = "stale"
_LONGEST = 200
_FIELDS = ("q", "name", "state", "check", "edition", "article")


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for; an empty text asks for nothing. `name` is a concept, or `concept/name`; `page` counts from 1."""

    q: str = ""
    name: str = ""
    state: str = ""
    check: str = ""
    edition: str = ""
    article: str = ""
    page: int = 1

    @property
    def anything(self) -> bool:
        """Tell whether anything is looked for."""
        return any(getattr(self, field) for field in _FIELDS)

    @property
    def of_checks(self) -> bool:
        """Tell whether the checks must have run to answer."""
        return bool(self.name or self.check)

    def query(self, **changes: object) -> str:
        """Return this as the query of an address, with these changes."""
        asked = replace(self, **changes)  # type: ignore[arg-type]  # by name
        said = {field: getattr(asked, field) for field in _FIELDS if getattr(asked, field)}
        return f"?{urlencode(said | ({'page': asked.page} if asked.page > 1 else {}))}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that answers, where it stands, and what the checks say of it."""

    units: Units
    row: Row
    marks: Marks


def read_sought(query: Mapping[str, str]) -> Sought:
    """Return what the query of an address looks for; a page that is no number is the first."""
    said = {field: unicodedata.normalize("NFC", query.get(field, "").strip()[:_LONGEST]) for field in _FIELDS}
    page = query.get("page", "1")
    known = {*State, STALE}
    said["state"] = said["state"] if said["state"] in known else ""
    return Sought(**said, page=int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 7 and int(page) else 1)


def hits(workspace: Workspace, everything: Iterable[Units], asked: Sought) -> Iterator[Hit]:
    """Yield the units that answer, article by article."""
    pattern = sought(asked.q)
    concept, _, name = asked.name.partition("/")
    for units in everything:
        if (asked.edition and units.edition.name != asked.edition) or (asked.article and units.article != asked.article):
            continue
        among = _named(workspace, units, concept, name) if concept else None
        for row in units.rows:
            marks = (units.marks or {}).get(row.unit, UNMARKED)
            if (among is None or row.unit in among) and _fits(row, marks, asked, pattern):
                yield Hit(units, row, marks)


def names_of(glossary: Glossary) -> dict[str, tuple[str, ...]]:
    """Return the contested concepts with their names, to choose from."""
    return {concept.id: tuple(concept.names) for concept in sorted(glossary.concepts.values(), key=lambda one: one.id) if concept.contested}


def _fits(row: Row, marks: Marks, asked: Sought, pattern: re.Pattern[str] | None) -> bool:
    if asked.state and not (row.stale if asked.state == STALE else row.state == asked.state):
        return False
    if asked.check and asked.check not in marks.checks:
        return False
    return pattern is None or bool(pattern.search(row.source) or pattern.search(row.target)) or row.unit == asked.q


def _named(workspace: Workspace, units: Units, concept: str, name: str) -> frozenset[str]:
    """Return the units of a catalog that name a contested concept, or by just this name of it."""
    if (concept, name) not in units.named:
        candidates = [unit for unit, contested in (units.contested or {}).items() if concept in contested]
        if name:
            naming = workspace.naming(units.edition)
            rows = {row.unit: row for row in units.rows}
            candidates = [
                unit
                for unit in candidates
                if unit in rows
                and any(
                    mention.concept == concept and name in (mention.names or (mention.name,))
                    for mention in (*naming.find_source(rows[unit].source), *naming.find_target(rows[unit].target))
                )
            ]
        units.named[concept, name] = frozenset(candidates)
    return units.named[concept, name]
