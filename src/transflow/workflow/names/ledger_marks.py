"""How the ledger's page shows names: a letter and a colour for each, pieces of bars in the picture, marks in the texts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from string import ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple

from transflow.glossary.styles import BOTH
from transflow.model import Mention, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from transflow.glossary import Concept
    from transflow.workflow.names.ledger import Use

COLORS = 8  # as many names of a concept are told apart by colour as well as by letter
VOICES = (Voice.NARRATION, Voice.QUOTATION)
_PLACEHOLDER = re.compile(r"(</?\d+/?>)")


@dataclass(frozen=True, slots=True)
class Label:
    """What stands for a name: a letter, and a colour by number (None where the form belongs to several names)."""

    letter: str
    color: int | None
    name: str
    side: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar: a name in a voice, how often, and the anchor of the first unit that has it."""

    label: Label
    voice: Voice
    count: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The names of one voice in a cell; `share` is how long the bar is, in percent of the longest of its concept."""

    voice: Voice
    share: int
    segments: tuple[Segment, ...]


class Part(NamedTuple):
    """A run of a text: a mention of a name, a placeholder for markup, or any other text."""

    text: str
    label: Label | None = None
    voice: Voice = Voice.NARRATION
    placeholder: bool = False


def labels_of(concept: Concept, met: Iterable[str]) -> dict[str, Label]:
    """Return the labels of a concept's names, in the order of the glossary: a name keeps its letter whichever of them are met.

    A double name that is met has the letters of both.
    """
    labels = {
        name.id: Label(ascii_uppercase[number % len(ascii_uppercase)], number % COLORS, name.id, name.side or "")
        for number, name in enumerate(concept.names.values())
    }
    for double in sorted({*met} - labels.keys()):
        letters = BOTH.join(labels[name].letter if name in labels else "?" for name in double.split(BOTH))
        labels[double] = Label(letters, len(labels) % COLORS, double)
    return labels


def bars(
    uses: Sequence[Use], anchors: Mapping[tuple[Label, Voice], str], labels: Mapping[str, Label], *, longest: int, cell: str
) -> Iterator[Bar]:
    """Yield a cell's bar for either voice that has a name; where no unit is listed for one, it leads to the `cell`."""
    for voice in VOICES:
        counts = Counter(_label(use.mention, labels) for use in uses if use.voice is voice)
        segments = tuple(Segment(label, voice, count, anchors.get((label, voice), cell)) for label, count in counts.items())
        if segments:
            yield Bar(voice, round(100 * counts.total() / longest), segments)


def parts(text: str, mentions: Iterable[Mention], labels: Mapping[str, Label]) -> tuple[Part, ...]:
    """Return a text in runs, so that the mentions can be marked, and placeholders kept apart from what is written from right to left."""
    runs: list[Part] = []
    reached = 0
    for mention in mentions:
        voice = Voice.QUOTATION if mention.voice is Voice.QUOTATION else Voice.NARRATION
        runs += [*_plain(text[reached : mention.start]), Part(text[mention.start : mention.end], _label(mention, labels), voice)]
        reached = mention.end
    return (*runs, *_plain(text[reached:]))


def _plain(text: str) -> Iterator[Part]:
    for run in _PLACEHOLDER.split(text):
        if run:
            yield Part(run, placeholder=_PLACEHOLDER.fullmatch(run) is not None)


def _label(mention: Mention, labels: Mapping[str, Label]) -> Label:
    return Label("?", None, " or ".join(mention.names)) if mention.ambiguous else labels[mention.name]
