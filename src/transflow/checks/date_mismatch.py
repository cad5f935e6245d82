"""date-mismatch: a date of the source stands in the target with another month, or another day beside the month."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.checks.dates import Date, dates, months_of
from transflow.checks.numbers import has_digits
from transflow.locales import month_names
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from transflow.checks.reading import Reading

_NUMERIC = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")


def find_mismatches(reading: Reading) -> Iterable[Fault]:
    """Pair the dates of both sides; only a date of the source and one of the target that both find no partner are a fault."""
    if not has_digits(reading.source) or not has_digits(reading.target):
        return ()
    pair = reading.pair
    source = dates(reading.source_text, months_of(pair.source_locale, pair.source))
    if not source or any(month in reading.target for month in pair.target.other_months):
        return ()
    target = dates(reading.target_text, months_of(pair.locale, pair.target))
    if not target or _NUMERIC.search(reading.source_text) or _NUMERIC.search(reading.target_text):
        return ()
    return _faults(reading, source, target)


def _faults(reading: Reading, source: Sequence[Date], target: Sequence[Date]) -> Iterator[Fault]:
    left = list(target)
    missing = []
    for date in source:
        same = next((other for other in left if _agree(date, other)), None) or next(
            (other for other in target if _agree(date, other)), None
        )
        if same is None:
            missing.append(date)
        elif same in left:
            left.remove(same)
    left = [date for date in left if not any(_agree(other, date) for other in source)]
    for here, there in zip(missing, left, strict=False):
        wanted = reading.source_text[here.start : here.end]
        written = reading.target_text[there.start : there.end]
        expected = (month_names(reading.pair.locale)[here.month - 1][0],)
        if here.month != there.month:
            yield Fault(f"{written} stands where the source has {wanted}", there.start, there.end, expected)
        else:
            days = ", ".join(map(str, sorted(here.days)))
            yield Fault(f"another day of {written} than the source’s {days}", there.start, there.end, tuple(map(str, sorted(here.days))))


def _agree(one: Date, other: Date) -> bool:
    return one.month == other.month and (not one.days or not other.days or bool(one.days & other.days))


CHECK = Check("date-mismatch", "A date stands in the target with another month or day", Severity.WARNING, find_mismatches)
