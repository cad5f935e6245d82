"""number-mismatch: a number of the source stands in the target as another one, or not at all."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.checks.numbers import Number, has_digits, numbers, parts, plain_digits, roman
from transflow.locales import number_symbols
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from transflow.checks.reading import Pair, Reading

_FIGURES = str.maketrans("ІХМС", "IXMC")  # Cyrillic letters that are written for Roman figures
_CENTURY = 100


def find_mismatches(reading: Reading) -> Iterable[Fault]:
    """Pair the numbers of source and target and name those that are left over, but for the many good reasons to be."""
    if not has_digits(reading.source) and not has_digits(reading.target):
        return ()
    if _are_the_same(reading):
        return ()
    source = numbers(reading.source_text, reading.pair.source)
    target = numbers(reading.target_text, reading.pair.target)
    missing, extra = _unpaired(source, target)
    if not missing and not extra:
        return ()
    return _accused(reading, *_taken_apart(missing, extra), source, target)


def _are_the_same(reading: Reading) -> bool:
    """Tell whether both sides have the same digits in the same order and no words of magnitude: the usual case, told quickly."""
    source = plain_digits(reading.source_text, reading.pair.source)
    return source is not None and source == plain_digits(reading.target_text, reading.pair.target)


def _accused(
    reading: Reading, missing: list[Number], extra: list[Number], source: Sequence[Number], target: Sequence[Number]
) -> list[Fault]:
    text, pair = reading.source_text, reading.pair
    if pair.source.own_units and pair.source.own_units.search(text):
        return []  # a translator converts miles and pounds
    said = len(pair.source.number_words.findall(text)) if pair.source.number_words else 0
    missing, extra = _reconciled(reading, missing, extra)
    known = frozenset().union(*(number.values for number in target))
    missing = [number for number in missing if not number.values & known]
    known = frozenset().union(*(number.values for number in source))
    extra = [number for number in extra if not number.values & known]
    if said:
        extra = [number for number in extra if len(extra) > said]
    if not extra:
        return [_absent(number, pair) for number in missing if not _may_be_words(number, reading)]
    faults = [
        Fault(f"{there.text} stands where the source has {here.text}", there.start, there.end, (_as_in(pair, here),))
        for here, there in zip(missing, extra, strict=False)
    ]
    faults += [_absent(number, pair) for number in missing[len(extra) :] if not _may_be_words(number, reading)]
    for there in extra[len(missing) :]:
        if not _is_small(there):
            faults.append(Fault(f"{there.text} is not in the source", there.start, there.end, severity=Severity.INFO))
    return faults


def _absent(number: Number, pair: Pair) -> Fault:
    return Fault(f"the number {number.text} of the source is missing", expected=(_as_in(pair, number),))


def _as_in(pair: Pair, number: Number) -> str:
    """Return a number of the source with the separators of the edition's locale."""
    marks = zip(number_symbols(pair.source_locale), number_symbols(pair.locale), strict=True)
    return number.text.translate({ord(here): there for here, there in marks})


def _unpaired(source: Sequence[Number], target: Sequence[Number]) -> tuple[list[Number], list[Number]]:
    """Return the numbers of each side that have no equal on the other."""
    left = list(target)
    missing = []
    for number in source:
        equal = next((other for other in left if number.values & other.values), None)
        if equal is None:
            missing.append(number)
        else:
            left.remove(equal)
    return missing, left


def _taken_apart(missing: list[Number], extra: list[Number]) -> tuple[list[Number], list[Number]]:
    """Take numbers apart (15.30 as a time, “2020 120” as two) where every part then finds its equal."""
    joined = [number for number in (*missing, *extra) if len(parts(number)) > 1]
    if not joined:
        return missing, extra
    left = _unpaired([part for number in missing for part in parts(number)], [part for number in extra for part in parts(number)])
    loose = {part.start for part in (*left[0], *left[1])}
    unresolved = any(number.start <= start < number.end for number in joined for start in loose)
    return (missing, extra) if unresolved else left


def _reconciled(reading: Reading, missing: list[Number], extra: list[Number]) -> tuple[list[Number], list[Number]]:
    """Take out what is the same said otherwise: 1990s as 90-е, 1.2 million as 1 млн 200 тыс, a year of another calendar, Roman figures."""
    if len(missing) == 1 and len(extra) > 1 and sum(max(number.values, default=Decimal(0)) for number in extra) in missing[0].values:
        return [], []
    shifts = reading.pair.target.year_shifts
    converted = bool(shifts) and any(month in reading.target for month in reading.pair.target.other_months)
    kept = []
    for number in missing:
        same = next((other for other in extra if _same_year(number, other) or _shifted(number, other, shifts)), None)
        if same is not None:
            converted = converted or _shifted(number, same, shifts)
            extra = [other for other in extra if other is not same]
        elif not _has_roman(number, reading.target_text):
            kept.append(number)
    if converted:
        return [number for number in kept if not _is_small(number)], [number for number in extra if not _is_small(number)]
    return kept, extra


def _same_year(one: Number, other: Number) -> bool:
    """Tell whether two numbers are a year or decade in full and in short: 1990 and 90, 2023 and 23."""
    short, full = sorted((min(one.values, default=Decimal(0)), min(other.values, default=Decimal(0))))
    return short < _CENTURY <= full and 1000 < full < 2100 and full % _CENTURY == short


def _shifted(one: Number, other: Number, shifts: Sequence[int]) -> bool:
    return any(value + shift in other.values for value in one.values for shift in shifts if value > 1000)


def _has_roman(number: Number, text: str) -> bool:
    value = max(number.values, default=Decimal(0))
    if not 0 < value < _CENTURY or value % 1:
        return False
    return re.search(rf"(?<![A-Za-z]){roman(int(value))}(?![A-Z])", text.translate(_FIGURES)) is not None


def _is_small(number: Number) -> bool:
    return all(value <= 31 and not value % 1 for value in number.values)


def _may_be_words(number: Number, reading: Reading) -> bool:
    """Tell whether a translator may have written a number out: up to twenty, a round one, half of one, a decade, or one in a compound (24-hour)."""
    value = max(number.values, default=Decimal(0))
    digits = value.normalize().as_tuple().digits
    decade = value % 10 == 0 and reading.source_text[number.end : number.end + 1] == "s"
    compound = reading.source_text[number.end : number.end + 1] in {"-", "‑"} and value < _CENTURY
    return value <= 20 or len(digits) == 1 or value % 1 == Decimal("0.5") or compound or decade


CHECK = Check("number-mismatch", "A number of the source is another one in the target, or missing", Severity.WARNING, find_mismatches)
