"""Sentences of a target for the parts that its source was split into, and what stands between two sentences."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from transflow.locales import bare_language
from transflow.segmentation import read_language, sentence_starts

if TYPE_CHECKING:
    from collections.abc import Sequence


def joiner(language: str) -> str:
    """Return what stands between two sentences of a language: a space, or nothing where it is written without spaces."""
    return " " if read_language(bare_language(language)).spaced else ""


def sentences_due(parts: Sequence[str], language: str, target: str, target_language: str) -> list[str]:
    """Return the sentences of a target that belong to each part of its source; nothing where they do not pair off one to one.

    Nobody guesses where in a sentence the cut would be: that is for whoever reviews the draft.
    """
    counts = [len(sentence_starts(part, language)) for part in parts]
    starts = sentence_starts(target, target_language)
    if len(starts) != sum(counts):
        return []
    ends = [*starts, len(target)]
    bounds = [ends[at] for at in accumulate(counts, initial=0)]
    return [target[start:end].strip() for start, end in pairwise(bounds)]
