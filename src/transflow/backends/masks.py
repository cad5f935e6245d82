"""Names and placeholders hidden from an engine behind tokens that it copies, and put back in its answer.

Measured (research/machine-translation), tokens that came back exactly once: an invented name 100 of 100 and the best
prose, `[X0X]` 99, `XTRM0X` 99; `<x1/>`, `{1}` and `⟦1⟧` never. So markup never reaches an engine as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Literal, TypeAlias

from transflow.backends.markup import ADDRESS, PLACEHOLDER, is_balanced, is_markup

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from transflow.backends.verification import RequiredName

_ONSETS = ("Bren", "Tol", "Karv", "Dal", "Mor", "Vel", "Sten", "Gar", "Lud", "Per")
_MIDDLES = ("ta", "me", "vi", "do", "la", "ri")
_ENDINGS = ("vel", "ran", "sk", "dor", "min", "th")
_LEAD = re.compile(r"(?:[-–—•·*→▶►■]+\s+)+(?=\S)")
_TRAIL = re.compile(r"(?<=\S)\s+[-–—→]+\s*$")

Kind: TypeAlias = Callable[[str], Iterator[str]]
"""Yields masks, each another, that a text does not hold."""


@dataclass(frozen=True, slots=True)
class Token:
    """What stands in the text for the engine, and what takes its place; `space_before` and `space_after` were added around it.

    Of one `name` (with markup at most beside it) `before` and `after` are that markup, so that the name may be inflected between them.
    """

    mask: str
    put: str
    space_before: bool = False
    space_after: bool = False
    name: RequiredName | None = None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text for the engine, and the way back; `prefix` and `suffix` are what stands at its edges that the engine need not see."""

    text: str
    tokens: tuple[Token, ...]
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    put: str
    name: RequiredName | None = None
    before: str = ""
    after: str = ""

    def followed_by(self, other: _Stretch) -> _Stretch:
        """Return both as one; with a name in each it is the name of neither."""
        together = _Stretch(self.start, other.end, self.put + other.put)
        if self.name and not other.name and is_markup(other.put):
            return replace(together, name=self.name, before=self.before, after=self.after + other.put)
        if other.name and not self.name and is_markup(self.put):
            return replace(together, name=other.name, before=self.put + other.before, after=other.after)
        return together


def bracketed(taken: str) -> Iterator[str]:
    """Yield `[X0X]`, `[X1X]` …, leaving out what the text holds."""
    return (mask for mask in (f"[X{number}X]" for number in count()) if mask not in taken)


def lettered(taken: str) -> Iterator[str]:
    """Yield `XTRM0X`, `XTRM1X` …, leaving out what the text holds."""
    return (mask for mask in (f"XTRM{number}X" for number in count()) if mask not in taken)


def invented(taken: str) -> Iterator[str]:
    """Yield capitalised names that nobody bears, such as Brentavel, leaving out what the text holds in any case."""
    lowered = taken.casefold()
    return (name for name in map(_invented_name, count()) if name.casefold() not in lowered)


def mask(text: str, names: Sequence[RequiredName], *, kind: Kind, keep: Literal["none", "pairs", "all"] = "none") -> Masked:
    """Hide every placeholder and every address, and these names, behind masks of one kind.

    What stands together without a letter between (`<1>Artsakh</1>`) is one mask. A mask that would touch a letter gets a
    space, which `unmask` takes away again. Markup at the edges that is whole in itself is not sent at all, nor is a dash or a
    bullet there: engines drop them. Where `keep` is "pairs"
    `<1>` and `</1>` stay where they are, for `markup.pairs_of` to find; where it is "all", `<2/>` does too.
    """
    stretches = _joined(
        [
            *_placeholder_stretches(text, names, keep),
            *(_Stretch(found.start(), found.end(), found[0]) for found in ADDRESS.finditer(text)),
            *(_name_stretch(text, name) for name in names),
        ]
    )
    prefix, suffix, stretches, text_start, text_end = _without_edges(text, stretches)
    masks = kind(text)
    parts: list[str] = []
    tokens: list[Token] = []
    position = text_start
    for stretch in stretches:
        token = Token(
            next(masks),
            stretch.put,
            space_before=stretch.start > text_start and text[stretch.start - 1].isalnum(),
            space_after=stretch.end < text_end and text[stretch.end].isalnum(),
            name=stretch.name,
            before=stretch.before,
            after=stretch.after,
        )
        parts += [text[position : stretch.start], " " * token.space_before, token.mask, " " * token.space_after]
        tokens.append(token)
        position = stretch.end
    parts.append(text[position:text_end])
    sent = "".join(parts)
    lead, trail = _LEAD.match(sent), _TRAIL.search(sent)
    start, end = lead.end() if lead else 0, trail.start() if trail else len(sent)
    return Masked(sent[start:end], tuple(tokens), prefix + sent[:start], sent[end:] + suffix)


def touches_markup(text: str, name: RequiredName) -> bool:
    """Tell whether a placeholder stands inside a name or right beside it."""
    return any(found.start() <= name.end and name.start <= found.end() for found in PLACEHOLDER.finditer(text))


@dataclass(frozen=True, slots=True)
class Met:
    """A mask as it stands in an answer; `ending` is what the engine hung onto it, with the `mark` between, if any."""

    token: Token
    start: int
    end: int
    ending: str = ""
    mark: str = ""


def lost_masks(masked: Masked, answer: str, *, endings: Collection[str] = ()) -> tuple[str, ...]:
    """Return the masks that do not stand in an answer exactly once, as words of their own; a name's may bear one of these endings."""
    return tuple(token.mask for token in masked.tokens if len(_pattern(token, endings).findall(answer)) != 1)


def find_masks(masked: Masked, answer: str, *, endings: Collection[str] = ()) -> tuple[Met, ...]:
    """Return where the masks stand in an answer, in its order, with the spaces that came with them; call `lost_masks` first."""
    found: list[Met] = []
    for token in masked.tokens:
        found += [
            Met(token, there.start(), there.end(), there["ending"] or "", there["mark"] or "")
            for there in _pattern(token, endings, spaces=True).finditer(answer)
        ]
    return tuple(sorted(found, key=lambda met: met.start))


def unmask(masked: Masked, answer: str) -> str:
    """Return an answer with what the masks stand for in their place, names as they are cited; call `lost_masks` first."""
    return unmasked(masked, answer, [(met, met.token.put) for met in find_masks(masked, answer)])


def unmasked(masked: Masked, answer: str, put: Iterable[tuple[Met, str]]) -> str:
    """Return an answer with these texts in the place of its masks, which come in its order."""
    parts = [masked.prefix]
    read = 0
    for met, text in put:
        parts += [answer[read : met.start], text]
        read = met.end
    return "".join([*parts, answer[read:], masked.suffix])


def _invented_name(index: int) -> str:
    onset, turn = index % len(_ONSETS), index // len(_ONSETS)
    middle = _MIDDLES[(onset + turn) % len(_MIDDLES)]
    ending = _ENDINGS[(onset + turn // len(_MIDDLES)) % len(_ENDINGS)]
    return _ONSETS[onset] + middle + ending * (1 + turn // (len(_MIDDLES) * len(_ENDINGS)))


def _pattern(token: Token, endings: Collection[str] = (), *, spaces: bool = False) -> re.Pattern[str]:
    """Match a mask as a word of its own (Brentavels is another word, but with an ending that is known), with the spaces that came with it."""
    before = " ?" if spaces and token.space_before else ""
    after = " ?" if spaces and token.space_after else ""
    known = "|".join(map(re.escape, sorted(endings, key=len, reverse=True))) if token.name else ""
    ending = rf"(?:(?P<mark>['’\-‐]?)(?P<ending>(?i:{known or '(?!)'})))?"
    return re.compile(rf"{before}(?<!\w){re.escape(token.mask)}{ending}(?!\w){after}")


def _placeholder_stretches(text: str, names: Sequence[RequiredName], keep: str) -> Iterator[_Stretch]:
    for found in PLACEHOLDER.finditer(text):
        if keep == "all" or (keep == "pairs" and not found[0].endswith("/>")):
            continue
        if not any(name.start < found.end() and found.start() < name.end for name in names):
            yield _Stretch(found.start(), found.end(), found[0])


def _name_stretch(text: str, name: RequiredName) -> _Stretch:
    """Put markup inside a name around its form: what opens before, what closes after."""
    inside = PLACEHOLDER.findall(text[name.start : name.end])
    closing = "".join(placeholder for placeholder in inside if placeholder.startswith("</"))
    opening = "".join(placeholder for placeholder in inside if not placeholder.startswith("</"))
    return _Stretch(name.start, name.end, f"{opening}{name.form}{closing}", name, opening, closing)


def _joined(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    joined: list[_Stretch] = []
    for stretch in sorted(stretches, key=lambda found: found.start):
        if joined and joined[-1].end == stretch.start:
            joined.append(joined.pop().followed_by(stretch))
        else:
            joined.append(stretch)
    return joined


def _without_edges(text: str, stretches: Sequence[_Stretch]) -> tuple[str, str, list[_Stretch], int, int]:
    """Take markup off the edges where it is whole in itself: `<1/>` at either end, or `<1>` and `</1>` around all."""
    rest = list(stretches)
    start, end = 0, len(text)
    first = rest[0] if rest and rest[0].start == 0 else None
    last = rest[-1] if rest and rest[-1].end == len(text) else None
    prefix = first.put if first and is_markup(first.put) else ""
    suffix = last.put if last and last is not first and is_markup(last.put) else ""
    if prefix and not is_balanced(prefix) and is_balanced(prefix + suffix) and first and last:
        return prefix, suffix, rest[1:-1], first.end, last.start
    if prefix and is_balanced(prefix) and first:
        rest, start = rest[1:], first.end
    else:
        prefix = ""
    if suffix and is_balanced(suffix) and last:
        rest, end = rest[:-1], last.start
    else:
        suffix = ""
    return prefix, suffix, rest, start, end
