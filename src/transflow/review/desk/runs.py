"""A text in runs, each shown in one way: plain, a chip of inline markup, a name, somebody's quoted words, what a finding is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from transflow.formats.placeholders import PLACEHOLDER
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from transflow.model import Finding, Mention, Span

_WEIGHT = {Severity.ERROR: 2, Severity.WARNING: 1, Severity.INFO: 0}
_TAG = re.compile(r"<\s*/?\s*([a-zA-Z][a-zA-Z0-9-]*)")
_ADDRESS = re.compile(r"(?:\]\(|\b(?:href|src)\s*=\s*[\"']?)\s*<?([^\s)\"'>]+)|\]\[?([^\]]*)\]?$|^<((?:https?|mailto):[^>]+)>$")
_WORDS = {
    "a": "link",
    "abbr": "abbreviation",
    "b": "bold",
    "br": "line break",
    "cite": "title",
    "code": "code",
    "em": "emphasis",
    "i": "italics",
    "img": "image",
    "q": "quotation",
    "s": "struck out",
    "small": "small print",
    "strong": "strong emphasis",
    "sub": "subscript",
    "sup": "superscript",
    "u": "underlined",
}
_MARKDOWN = (
    ("![", "image"),
    ("[", "link"),
    ("***", "strong emphasis"),
    ("___", "strong emphasis"),
    ("**", "strong emphasis"),
    ("__", "strong emphasis"),
)
_MARKDOWN_ENDS = (("*", "emphasis"), ("_", "emphasis"), ("~~", "struck out"), ("`", "code"), ("&", "entity"), ("\\", "line break"))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text that is shown in one way; offsets are code points.

    `chip` is "open", "close" or "empty" where it is inline markup, and `says` what that stands for. `mention` is the place of the name in the
    unit's list of them, `severity` the gravest finding about it, `before` and `after` the characters around it.
    """

    text: str
    start: int
    end: int
    chip: str = ""
    says: str = ""
    mention: int | None = None
    quoted: bool = False
    severity: Severity | None = None
    before: str = ""
    after: str = ""


def runs(
    text: str,
    *,
    mentions: Sequence[Mention] = (),
    quotations: Iterable[Span] = (),
    findings: Iterable[Finding] = (),
    markup: Mapping[str, str] | None = None,
) -> tuple[Run, ...]:
    """Return a text in runs that tile it; `markup` says by placeholder what it stands for, findings count where they have a place."""
    chips = {found.start(): found for found in PLACEHOLDER.finditer(text)}
    quoted = [(span.start, span.end) for span in quotations]
    marked = [(found.start, found.end, found.severity) for found in findings if found.start is not None and found.end is not None]
    cuts = {0, len(text), *chips, *(found.end() for found in chips.values())}
    inside = [(found.start(), found.end()) for found in chips.values()]
    for start, end in (*quoted, *((one.start, one.end) for one in mentions), *((start, end) for start, end, _ in marked)):
        cuts.update(at for at in (start, end) if 0 <= at <= len(text) and not any(left < at < right for left, right in inside))
    made = []
    for start, end in pairwise(sorted(cuts)):
        chip = chips.get(start)
        made.append(
            Run(
                text[start:end],
                start,
                end,
                chip=_kind(chip.group()) if chip else "",
                says=(markup or {}).get(chip.group(), "") if chip else "",
                mention=next((at for at, one in enumerate(mentions) if one.start <= start and end <= one.end), None),
                quoted=any(left <= start and end <= right for left, right in quoted),
                severity=max(
                    (weight for left, right, weight in marked if left <= start and end <= right), key=_WEIGHT.__getitem__, default=None
                ),
                before=text[start - 1 : start] if start else "",
                after=text[end : end + 1],
            )
        )
    return tuple(made)


def markup_told(markup: Mapping[str, str]) -> dict[str, str]:
    """Return what each placeholder of a unit stands for, in words: `link to https://…`, `emphasis`."""
    return (
        {placeholder: _told(written) for placeholder, written in markup.items() if not placeholder.startswith("</")}
        | {
            placeholder: f"end of {_told(markup.get(placeholder.replace('/', ''), written), short=True)}"
            for placeholder, written in markup.items()
            if placeholder.startswith("</")
        }
        | _links(markup)
    )


def _links(markup: Mapping[str, str]) -> dict[str, str]:
    """Return what links in Markdown stand for: their address stands in what closes them."""
    told = {}
    for placeholder, written in markup.items():
        opening = placeholder.replace("/", "")
        if placeholder.startswith("</") and markup.get(opening, "").startswith("[") and (address := _address(written)):
            told[opening] = f"link to {address}"
    return told


def _told(written: str, *, short: bool = False) -> str:
    tag = _TAG.match(written)
    kind = (_WORDS.get(tag[1].lower(), tag[1].lower()) if tag else "") or next(
        (word for mark, word in (*_MARKDOWN, *_MARKDOWN_ENDS) if written.startswith(mark)), ""
    )
    address = "" if short else _address(written)
    if not kind and address:
        kind = "link"
    if not kind:
        return "markup" if short else " ".join(written.split())[:60] or "markup"
    return f"{kind} to {address}" if address and kind == "link" else f"{kind} {address}".strip()


def _address(written: str) -> str:
    found = _ADDRESS.search(written)
    return next((group for group in found.groups() if group), "") if found else ""


def _kind(placeholder: str) -> str:
    if placeholder.startswith("</"):
        return "close"
    return "empty" if placeholder.endswith("/>") else "open"
