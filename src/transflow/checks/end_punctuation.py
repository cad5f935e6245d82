"""end-punctuation: the target ends another kind of sentence than the source, or does not end one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transflow.checks.language import Language
    from transflow.checks.reading import Reading

_CLOSERS = "\"'”“’‘»«›‹„)]}）】」』》〉*_ \t\n\u00a0\u202f\u2009\u200e\u200f\u200c"
_LONG = "…⋯—–"  # an ellipsis or a dash breaks off as well as a stop
_COMMON = ".!?…⋯:;։؟۔।॥。．｡！？：；՞՜\u037e—–·․,،、，"
_PAUSES = ":;,：；،、，՝—–"
_LAST_WORD = re.compile(r"([^\s(«“„\"]+)\.\W*$")


def find_endings(reading: Reading) -> Iterable[Fault]:
    """Compare the last mark of both sides by its kind; closing quotation marks and brackets are looked through."""
    pair = reading.pair
    if not pair.target.ends or not pair.source.ends:
        return ()
    source, target = reading.source[-1], reading.target[-1]
    if source == target and (source == "." or source.isalnum()) and not pair.target.questions.startswith("՞"):
        return ()
    return _faults(reading)


def _faults(reading: Reading) -> Iterable[Fault]:
    pair = reading.pair
    source = reading.source_text.rstrip(_CLOSERS)
    target = reading.target_text.rstrip(_CLOSERS)
    if not source or not target or _ends_in_bracket(reading.source_text, len(source)) or _ends_in_bracket(reading.target_text, len(target)):
        return ()
    asked = _kind(source, pair.source)
    answered = _kind(target, pair.target)
    at = len(target)
    if asked == "question" and answered != "question" and not _asks_within(target, pair.target):
        return (Fault("the source asks, the target does not", at - 1, at, (pair.target.questions[0],)),)
    if answered == "question" and asked not in {"question", "none"} and not _asks_within(source, pair.source):
        return (Fault("the target asks, the source does not", at - 1, at, (_stop(pair.target),)),)
    if asked in {"stop", "exclamation"} and answered == "none" and not _is_clipped(source, pair.source):
        return (Fault(f"the source ends with {source[-1]}, the target with no mark", at - 1, at, (f"{target[-1]}{_stop(pair.target)}",)),)
    if asked == "none" and answered == "stop" and " " in target and not _is_clipped(target, pair.target):
        return (Fault(f"the target ends with {target[-1]}, the source with no mark", at - 1, at, ("",), severity=Severity.INFO),)
    return ()


def _ends_in_bracket(text: str, end: int) -> bool:
    """Tell whether the last mark stands in a bracket that began within the sentence, and so says nothing of the sentence (Bas (pavé num.))."""
    return text[end - 1] in _COMMON and any(bracket in text[end:] for bracket in ")）") and not text.lstrip().startswith(("(", "（"))


def _kind(text: str, language: Language) -> str:
    last = text[-1]
    if last in language.questions or text.endswith(("?!", "!?")):
        return "question"
    if last in language.stops or last in _LONG:
        return "stop"
    if last in language.exclamations:
        return "exclamation"
    if last in _PAUSES:
        return "pause"
    if last in _COMMON:
        return "other"
    return "none"


def _asks_within(text: str, language: Language) -> bool:
    """Tell whether a mark of a question stands further in: Armenian sets it into the word that is asked about, others before “he said”."""
    return any(mark in text for mark in language.questions)


def _stop(language: Language) -> str:
    return language.stops[0]


def _is_clipped(text: str, language: Language) -> bool:
    """Tell whether the last dot belongs to an abbreviation, an initial or an ordinal number rather than to the sentence."""
    found = _LAST_WORD.search(text)
    if not found:
        return False
    word = found[1]
    return word.casefold() in language.clippings or word.isdigit() or len(word) == 1 or "." in word


CHECK = Check("end-punctuation", "The translation ends with another kind of mark than its source", Severity.WARNING, find_endings)
