"""The matcher: finds every name of a glossary in a text, inflected, derived, joined by spaces or hyphens, in any dress.

A text passes a screen, which leaves the stretches that may hold a name; a stretch is folded, its words are looked up in the lexicon, those of one name are
chained to hits, and of the hits some are chosen. Each step is a module of its own; what they learn of a word or a stretch they remember.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from transflow.glossary.choosing import Chooser
from transflow.glossary.folding import fold
from transflow.glossary.hidden import hide
from transflow.glossary.hits import Unspaced, find_hits
from transflow.glossary.lexicon import LONGEST_REMEMBERED, REMEMBERED, Lexicon
from transflow.glossary.near import NearNames
from transflow.glossary.screen import Screen
from transflow.glossary.words import STOP
from transflow.model import Mention, Voice
from transflow.voice import voice_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.glossary.choosing import Chosen
    from transflow.glossary.concepts import Glossary
    from transflow.glossary.near import NearMiss
    from transflow.model import Span

_CLOSING = " \n\t\xa0\"')]”’»«“›‹\u2069"  # what may close a text behind its last stop


class Matcher:
    """Finds the names of a glossary in texts of one language (any tag)."""

    def __init__(self, glossary: Glossary, language: str) -> None:
        self._lexicon = Lexicon(glossary, language)
        self._unspaced = Unspaced(self._lexicon.patterns)
        self._anywhere = bool(self._unspaced)
        self._screen = Screen(self._lexicon)
        self._chooser = Chooser(glossary, self._lexicon)
        self._remembered: dict[str, Chosen] = {}

    def find(self, text: str, quotations: Sequence[Span] = ()) -> tuple[Mention, ...]:
        """Return the mentions in a text, in order and never overlapping; offsets are code points of the text.

        `quotations` are its quoted spans, in order: a mention inside one is the speaker's.
        """
        if not self._lexicon.patterns:
            return ()
        any_letter = _has_no_capitals(text)
        stretches = [(0, len(text))] if self._anywhere else self._screen.stretches(text, small=any_letter)
        mentions = []
        for start, end in stretches:
            stretch = text[start:end]
            chosen = self._remembered.get(stretch)
            if chosen is None:
                chosen = self._chosen(stretch)
            if chosen.small and any_letter:
                chosen = self._chosen(stretch, any_letter=True)
            for choice in chosen.choices:
                first, last = start + choice.start, start + choice.end
                if text[last - 1] == STOP and not text[last:].strip(_CLOSING):
                    last -= 1  # the stop of a sentence, too: it stays where the name goes
                voice = voice_of(first, start + choice.spoken, quotations) if quotations else Voice.NARRATION
                name = "" if choice.rivals or len(choice.names) > 1 else choice.names[0]
                mentions.append(
                    Mention(first, last, text[first:last], choice.concept, name, choice.names, voice, choice.derived, rivals=choice.rivals)
                )
        return tuple(mentions)

    def near_misses(self, text: str, mentions: Sequence[Mention]) -> tuple[NearMiss, ...]:
        """Return the words of a text that come near to a name without being one, in order; `mentions` are those that were found in it."""
        return self._near.find(text, fold(hide(text), self._lexicon.language), mentions)

    @cached_property
    def _near(self) -> NearNames:
        return NearNames(self._lexicon)

    def _chosen(self, stretch: str, *, any_letter: bool = False) -> Chosen:
        """Return the mentions of a stretch, their offsets counted from its start; remember them where every name begins as it should."""
        folded = fold(hide(stretch), self._lexicon.language)
        hits = list(find_hits(self._lexicon, folded.text))
        if self._anywhere:
            hits += self._unspaced.find_hits(folded.text)
        chosen = self._chooser.choose(stretch, folded, hits, any_letter=any_letter)
        if not any_letter and len(stretch) <= LONGEST_REMEMBERED:
            if len(self._remembered) >= REMEMBERED:
                self._remembered.clear()
            self._remembered[stretch] = chosen
        return chosen


def _has_no_capitals(text: str) -> bool:
    """Tell whether a text of several words is written without capitals, so that a small letter says nothing."""
    return text.islower() and text.count(" ") >= 2
