"""One unit as a person sees it on the desk: everything that the page shows, worked out before any page is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.formats.placeholders import PLACEHOLDER
from transflow.formats.po import is_own_comment
from transflow.review.desk.beside import compared
from transflow.review.desk.earlier import earlier_targets
from transflow.review.desk.names import called_for, numbered
from transflow.review.desk.runs import runs
from transflow.review.desk.saving import tag_of, targets_of
from transflow.review.desk.trying import unit_findings
from transflow.signoffs import seen_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from transflow.checks import Reading
    from transflow.formats.po import Entry
    from transflow.model import Finding, Slot, Voice
    from transflow.review.desk.beside import Piece
    from transflow.review.desk.earlier import Earlier
    from transflow.review.desk.names import CalledFor
    from transflow.review.desk.readings import OpenCatalog
    from transflow.review.desk.runs import Run
    from transflow.signoffs import Seen, Standing

AROUND = 4  # units before and after that are shown


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be written: the target, or one of its plural forms; with the source as it is for this form, and the names in it."""

    label: str
    source_text: str
    source: tuple[Run, ...]
    source_told: tuple[str, ...]
    target: str
    shown: tuple[Run, ...]
    target_told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A placeholder of inline markup, and what it stands for."""

    placeholder: str
    says: str


@dataclass(frozen=True, slots=True)
class Told:
    """A finding, which of the unit's texts it is about, and whether somebody waived its check."""

    finding: Finding
    form: int
    waived_by: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A unit before or after, as context."""

    unit: str
    number: int
    source: tuple[Run, ...]
    target: tuple[Run, ...]
    standing: Standing
    slot: Slot
    begins: bool


@dataclass(frozen=True, slots=True)
class Before:
    """What stood there before: the previous source of a draft, or the last target that was saved over, compared with what stands now."""

    what: str
    pieces: tuple[Piece, ...]
    earlier: Earlier | None = None


@dataclass(frozen=True, slots=True)
class UnitView:
    """One unit with all that belongs to it. `tag` is what the next save is on top of, `seen` what a sign-off is about."""

    unit: str
    number: int
    count: int
    slot: Slot
    voice: Voice
    place: str
    context: str
    texts: tuple[Text, ...]
    names: tuple[CalledFor, ...]
    keys: tuple[str, ...]
    chips: tuple[Chip, ...]
    findings: tuple[Told, ...]
    standing: Standing
    tag: str
    seen: Seen
    provenance: str
    comments: tuple[str, ...]
    before: tuple[Before, ...]
    preceding: tuple[Neighbour, ...]
    following: tuple[Neighbour, ...]


def view_unit(opened: OpenCatalog, unit: str, standings: Mapping[str, Standing], markup: Mapping[str, str]) -> UnitView:
    """Return what there is to see of a unit; raises UsageError where there is no such unit."""
    readings = opened.of(unit)
    entry, first = readings[0].entry, readings[0]
    found = told_findings(opened, unit, standings[unit])
    root = str(opened.workspace.project.root)
    names = tuple(name for reading in readings[-1:] for name in called_for(reading, opened.naming, root=root))
    at = opened.units.index(unit)
    placeholders = dict.fromkeys(PLACEHOLDER.findall(f"{entry.source} {entry.source_plural or ''}"))
    return UnitView(
        unit=unit,
        number=at + 1,
        count=len(opened.units),
        slot=first.slot,
        voice=first.voice,
        place=" ".join(f"{file}:{line}" if line else file for file, line in entry.references[:3]),
        context=entry.context or "",
        texts=tuple(_text(opened, number, readings, found, markup) for number in range(len(readings))),
        names=names,
        keys=numbered(names),
        chips=tuple(Chip(placeholder, markup.get(placeholder, "")) for placeholder in placeholders),
        findings=found,
        standing=standings[unit],
        tag=tag_of(entry),
        seen=seen(opened, unit),
        provenance=entry.provenance or "",
        comments=tuple(comment for comment in entry.comments if comment.strip() and not is_own_comment(comment)),
        before=tuple(_before(opened, entry)),
        preceding=tuple(_neighbour(opened, near, standings) for near in range(max(0, at - AROUND), at)),
        following=tuple(_neighbour(opened, near, standings) for near in range(at + 1, min(len(opened.units), at + 1 + AROUND))),
    )


def seen(opened: OpenCatalog, unit: str) -> Seen:
    """Return what a sign-off of a unit as it stands would be about."""
    readings = opened.of(unit)
    concepts = {mention.concept for reading in readings for mention in (*reading.source_mentions, *reading.target_mentions)}
    return seen_of(readings[0].entry, opened.naming.fingerprint(concepts))


def told_findings(opened: OpenCatalog, unit: str, standing: Standing | None, *, typing: bool = False) -> tuple[Told, ...]:
    """Return the findings of a unit, those of the whole catalog among them once its names are known, each with the form of its target that it is about, and who waived it where somebody did."""
    waived = {waiver.check: waiver.by for waiver in standing.waived} if standing else {}
    targets = [reading.target for reading in opened.of(unit)]
    return tuple(
        Told(finding, targets.index(finding.target) if finding.target in targets else 0, waived.get(finding.check, ""))
        for finding in unit_findings(opened, unit, typing=typing, whole=typing or opened.warm)
    )


def _text(opened: OpenCatalog, number: int, readings: Sequence[Reading], found: Sequence[Told], markup: Mapping[str, str]) -> Text:
    reading = readings[number]
    mine = [told.finding for told in found if told.form == number and not told.waived_by]
    label = f"Form {number + 1} of {len(readings)}" if len(readings) > 1 else ""
    lines = tuple(opened.naming.calls_for((mention,), reading.slot)[0] for mention in reading.source_mentions)
    partners = {id(target): lines[reading.source_mentions.index(source)] for source, target in reading.pairing.pairs}
    return Text(
        label,
        reading.source,
        runs(reading.source, mentions=reading.source_mentions, quotations=reading.source_quotations, markup=markup),
        lines,
        reading.target,
        runs(reading.target, mentions=reading.target_mentions, quotations=reading.target_quotations, findings=mine, markup=markup),
        tuple(partners.get(id(mention), "not named in the source") for mention in reading.target_mentions),
    )


def _neighbour(opened: OpenCatalog, at: int, standings: Mapping[str, Standing]) -> Neighbour:
    unit = opened.units[at]
    reading = opened.of(unit)[0]
    return Neighbour(
        unit, at + 1, runs(reading.source), runs(reading.target), standings[unit], reading.slot, begins=reading.paragraph[0] is reading
    )


def _before(opened: OpenCatalog, entry: Entry) -> list[Before]:
    """Return what the unit said before it changed, the source first."""
    found = []
    if entry.previous_source is not None:
        found.append(Before("source", compared(entry.previous_source, entry.source)))
    now = targets_of(entry)
    earlier = earlier_targets(opened.workspace.project, opened.edition, opened.slug, entry.unit)
    last = next((one for one in earlier if len(one.targets) == len(now) and one.targets != now and any(one.targets)), None)
    if last is not None:
        different = next((pair for pair in zip(last.targets, now, strict=True) if pair[0] != pair[1]), (last.targets[0], now[0]))
        found.append(Before("target", compared(*different), last))
    return found
