"""What one unit of a file changes in its catalog entry, or why it is left out.

An export carries a hash of each target (`base`), so that three things can be told apart: the file changed a unit, the catalog did, or both did.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transflow.checks import read_catalog_units
from transflow.checks.placeholder_mismatch import find_mismatches
from transflow.formats.bilingual import base_of
from transflow.formats.po import Catalog, change, is_own_comment, with_draft, with_target
from transflow.formats.xml import NOT_XML, single_spaced
from transflow.model import State
from transflow.workflow.exchange.catalog_units import form_state
from transflow.workflow.exchange.glossary_offer import Remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from transflow.formats.bilingual import BilingualUnit
    from transflow.formats.po import Entry

_LINE_END = re.compile(r"\r\n?|\n")
_DIGITS = re.compile(r"(?<=<)[0-9]+(?=/?>)|(?<=</)[0-9]+(?=>)")  # of placeholders
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Wish:
    """How to import: `provenance` is what a draft of the file is noted with; `overwrite` takes the file's target where both changed."""

    provenance: str
    locales: tuple[str, str]
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class Edited:
    """An entry after a file has been taken over as far as it can be: the plural forms taken, the comments added, and what is left out."""

    entry: Entry
    forms: tuple[int, ...] = ()
    comments: tuple[str, ...] = ()
    left_out: tuple[Remark, ...] = ()


class _LeftOutError(Exception):
    """Why a target is not taken over."""


def edit(entry: Entry, units: Mapping[int, BilingualUnit], wish: Wish) -> Edited:
    """Return an entry with what a file says of it; `units` are the file's units by plural form (0 where there are none)."""
    left_out = []
    taken: dict[int, tuple[str, bool]] = {}
    fitting = []
    for form, given in units.items():
        try:
            unit = _fitting(given, source_of(entry, form))
            fitting.append(unit)
            wanted = _wanted(entry, form, unit, wish)
        except _LeftOutError as why:
            left_out.append(Remark(f"{given.id}: {why}", given.at))
            continue
        if wanted is not None:
            taken[form] = wanted
    comments, refused = _new_comments(entry, fitting)
    left_out += refused
    edited = change(entry, comments=(*entry.comments, *comments)) if comments else entry
    if taken:
        texts = tuple(taken[form][0] if form in taken else text for form, text in enumerate(texts_of(entry)))
        drafts = [taken[form][1] if form in taken else entry.draft for form in range(len(texts))]
        target = texts if entry.source_plural is not None else texts[0]
        edited = with_draft(edited, target, wish.provenance) if any(drafts) else with_target(edited, target)
    return Edited(edited, tuple(taken), comments, tuple(left_out))


def source_of(entry: Entry, form: int) -> str:
    """Return the source of a plural form."""
    return entry.source if entry.source_plural is None or (form == 0 and len(entry.targets) > 1) else entry.source_plural


def shape(text: str) -> str:
    """Return a source by which a program is met that numbers placeholders, or spaces texts, in its own way."""
    return single_spaced(_DIGITS.sub("#", text))


def _fitting(unit: BilingualUnit, source: str) -> BilingualUnit:
    """Return a unit with its placeholders numbered as the catalog's are; raises _LeftOutError where it is about another source."""
    if unit.fault:
        raise _LeftOutError(unit.fault)
    if _same(source, unit, unit.source):
        return unit
    theirs, ours = (_DIGITS.findall(text) for text in (unit.source, source))
    numbers = dict(zip(theirs, ours, strict=False))
    renumbered = replace(
        unit,
        source=_DIGITS.sub(lambda found: numbers.get(found[0], found[0]), unit.source),
        target=_DIGITS.sub(lambda found: numbers.get(found[0], found[0]), unit.target),
    )
    if len(theirs) != len(ours) or not _same(source, unit, renumbered.source):
        raise _LeftOutError("its source is not the catalog's any more")
    return renumbered


def _same(text: str, unit: BilingualUnit, other: str) -> bool:
    """Tell whether a text is the one that a unit has; white space counts only where the file says so."""
    return text == other if unit.spaced else single_spaced(text) == single_spaced(other)


def _wanted(entry: Entry, form: int, unit: BilingualUnit, wish: Wish) -> tuple[str, bool] | None:
    """Return (target, whether it is a draft) that a file asks for, None where it asks for nothing; raises _LeftOutError."""
    current = texts_of(entry)[form]
    known, said = form_state(entry, current), State.TRANSLATED if unit.state is State.APPROVED else unit.state
    if _as_exported(unit, said):
        return None
    if _same(current, unit, unit.target):
        return _state_alone(current, known, said, unit)
    if not unit.target:
        raise _LeftOutError("it has no target in the file; the catalog's stays")
    if unit.base and unit.base != base_of(current, known) and not wish.overwrite:
        raise _LeftOutError("the catalog's target has changed since the export, too; it stays (--overwrite takes the file's)")
    _refuse(entry, form, unit, wish)
    return unit.target, said is State.DRAFT


def _as_exported(unit: BilingualUnit, said: State) -> bool:
    """Tell whether nobody changed a unit since its export; where a program dropped the state, the target alone tells."""
    return unit.base in {base_of(unit.target, state) for state in ((said,) if unit.stated else State)}


def _state_alone(current: str, known: State, said: State, unit: BilingualUnit) -> tuple[str, bool] | None:
    """Return what a file asks for that has the catalog's target, and maybe another state."""
    if said is known or not unit.stated:
        return None
    if not current:
        if said is State.TRANSLATED:
            raise _LeftOutError("it is done in the file and has no target; a unit is left blank on purpose in the catalog (`# blank: why`)")
        return None
    if said is State.TRANSLATED:
        return current, False  # somebody confirmed just this text, whenever that was
    if not unit.base:
        raise _LeftOutError("it is a draft in the file and translated in the catalog; that stands")
    return (current, True) if unit.base == base_of(current, known) else None  # else somebody has settled it in the catalog since


def _refuse(entry: Entry, form: int, unit: BilingualUnit, wish: Wish) -> None:
    """Raise _LeftOutError for a target that no catalog can hold, or whose placeholders are not the source's."""
    if _NO_TEXT.search(unit.target):
        raise _LeftOutError("its target holds a character (NUL or half a surrogate pair) that no catalog can hold")
    texts = tuple(unit.target if at == form else text for at, text in enumerate(texts_of(entry)))
    made = with_target(entry, texts if entry.source_plural is not None else texts[0])
    readings = read_catalog_units(Catalog((made,)), naming=None, source_locale=wish.locales[0], locale=wish.locales[1])
    faults = list(find_mismatches(readings[form]))
    if faults:
        raise _LeftOutError("; ".join(fault.message for fault in faults))


def texts_of(entry: Entry) -> tuple[str, ...]:
    """Return the targets of an entry by plural form; one where it has none."""
    return (entry.targets or ("",)) if entry.source_plural is not None else (entry.target,)


def _new_comments(entry: Entry, units: Iterable[BilingualUnit]) -> tuple[tuple[str, ...], list[Remark]]:
    """Return the lines of people's notes that the catalog does not have yet, and those that it cannot have."""
    known = {_told(line) for comment in entry.comments for line in _LINE_END.split(comment)}
    new, refused = [], []
    for unit in units:
        for line in (line.strip(" \t") for comment in unit.comments for line in _LINE_END.split(comment)):
            if not line or _told(line) in known:
                continue
            known.add(_told(line))
            if is_own_comment(line) or _NO_TEXT.search(line):
                refused.append(Remark(f"{unit.id}: the note {line[:40]!r} would be read as transflow's own", unit.at))
            else:
                new.append(line)
    return tuple(new), refused


def _told(line: str) -> str:
    """Return a line as an XML file tells it."""
    return NOT_XML.sub("\ufffd", line.strip(" \t"))
