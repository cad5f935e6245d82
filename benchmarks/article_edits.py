"""Edits of an article as an editor makes them, each of which knows where every character of the new text comes from.

An edit is a list of pieces: stretches of the old text, and texts that are new. So it can be told for every sentence of the new article which old
ones it really was, and nobody has to write that down by hand.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from transflow.model import Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from transflow.model import Unit

Piece = (
    tuple[int, int] | tuple[int, int, str] | str
)  # a stretch; a stretch written in another way, a character for each; a text that is new
UNRELATED = "Snow is forecast for the coming week."
UNRELATED_TOO = "Our offices remain shut over Easter."


class Splice(NamedTuple):
    """A stretch of the old text, and what comes in its place."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


class Article(NamedTuple):
    """The text of an article, and its units."""

    text: str
    units: Sequence[Unit]

    @property
    def sentences(self) -> list[Unit]:
        """The sentences of the body that are long enough to be told apart."""
        return [unit for unit in self.units if unit.slot is Slot.BODY and len(unit.text.split()) > 5]

    @property
    def paragraphs(self) -> list[list[Unit]]:
        """The units of every paragraph of the body of more than five words."""
        by_block: dict[int, list[Unit]] = {}
        for unit in self.units:
            if unit.slot is Slot.BODY:
                by_block.setdefault(unit.block, []).append(unit)
        return [units for units in by_block.values() if sum(len(unit.text.split()) for unit in units) > 5]

    def every(self, step: int, among: Sequence[Unit] | None = None) -> list[Unit]:
        """Return every so manieth sentence of the body."""
        return list(self.sentences if among is None else among)[1::step]


def spliced(article: Article, splices: Sequence[Splice]) -> list[Piece]:
    """Return the pieces of an article with some of its stretches replaced."""
    pieces: list[Piece] = []
    position = 0
    for start, end, new in sorted(splices):
        pieces += [(position, start), *new]
        position = end
    return [*pieces, (position, len(article.text))]


def replaced(
    article: Article, units: Sequence[Unit], pattern: str, by: str | Callable[[re.Match[str]], str], count: int = 0
) -> list[Piece]:
    """Return the article with what an expression finds in some units replaced; what is as long as before is taken for another way to write it."""
    splices = []
    for unit in units:
        found = list(re.finditer(pattern, article.text[unit.start : unit.end]))
        for one in found[: count or None]:
            start, end = unit.start + one.start(), unit.start + one.end()
            new = one.expand(by) if isinstance(by, str) else by(one)
            splices.append(Splice(start, end, ((start, end, new) if len(new) == end - start else new,)))
    return spliced(article, splices)


def _typo(article: Article) -> list[Piece]:
    return replaced(article, article.every(3), r"\b([a-z]{2})([a-z])([a-z])(?=[a-z])", r"\1\3\2", 1)


def _word_changed(article: Article) -> list[Piece]:
    return replaced(article, article.every(2), r"\b[a-z]{5,}\b", "different", 1)


def _words_added(article: Article) -> list[Piece]:
    return spliced(
        article, [Splice(unit.start, unit.start, ("According to several people who were there, ",)) for unit in article.every(2)]
    )


def _half_rewritten(article: Article) -> list[Piece]:
    def half(unit: Unit) -> Splice:
        text = article.text[unit.start : unit.end]
        cut = text.find(" ", len(text) * 6 // 10)
        return Splice(unit.start + cut, unit.end, (" and nobody could say why.",))

    return spliced(article, [half(unit) for unit in article.every(3) if len(unit.text) > 60])


def _added_at_the_start(article: Article) -> list[Piece]:
    start = article.paragraphs[0][0].start
    return spliced(article, [Splice(start, start, (UNRELATED + " ",))])


def _added_in_the_middle(article: Article) -> list[Piece]:
    ends = [article.paragraphs[at][-1].end for at in (len(article.paragraphs) // 2, len(article.paragraphs) // 3)]
    return spliced(article, [Splice(end, end, (f" {text}",)) for end, text in zip(ends, (UNRELATED, UNRELATED_TOO), strict=True)])


def _replaced_by_another(article: Article) -> list[Piece]:
    one, other = article.every(3)[:2]
    return spliced(article, [Splice(one.start, one.end, (UNRELATED,)), Splice(other.start, other.end, (UNRELATED_TOO,))])


def _swapped(article: Article) -> list[Piece]:
    (first, second) = [(units[0].start, units[-1].end) for units in article.paragraphs[1:3]]
    return spliced(article, [Splice(*first, (second,)), Splice(*second, (first,))])


def _reordered(article: Article) -> list[Piece]:
    spans = [(units[0].start, units[-1].end) for units in article.paragraphs]
    return spliced(article, [Splice(*span, (other,)) for span, other in zip(spans, reversed(spans), strict=True)])


def _twice_reordered(article: Article) -> list[Piece]:
    """Move what stands in another part of the article once more, such as a heading in a list of them, to the end."""
    slots: dict[str, set[Slot]] = {}
    for unit in article.units:
        slots.setdefault(unit.text, set()).add(unit.slot)
    twice = [unit for unit in article.units if len(slots[unit.text]) > 1]
    if not twice:
        return _as_it_was(article)
    moved = [unit for unit in twice if unit.slot is twice[0].slot]
    gone = [Splice(article.text.rfind("\n", 0, unit.start) + 1, unit.end, ()) for unit in moved]
    return [*spliced(article, gone), *(piece for unit in moved for piece in ("\n", (unit.start, unit.end), "\n"))]


def _shuffled(article: Article) -> list[Piece]:
    splices = []
    for units in article.paragraphs:
        spans = [(unit.start, unit.end) for unit in units]
        splices += [Splice(*span, (other,)) for span, other in zip(spans, [*spans[1:], spans[0]], strict=True)]
    return spliced(article, splices)


def _split(article: Article) -> list[Piece]:
    splices = []
    for unit in article.sentences:
        middle = len(unit.text) // 2
        cuts = list(re.finditer(r"(?:[,;:]| –)(?: and| but)? ([a-z])(?=[a-z’]* )", article.text[unit.start : unit.end]))
        best = min(cuts, key=lambda cut: abs(cut.start() - middle), default=None)
        if best is not None and not unit.quotations:
            splices.append(Splice(unit.start + best.start(), unit.start + best.end(), (f". {best[1].upper()}",)))
    return spliced(article, splices[::2])


def _merged(article: Article) -> list[Piece]:
    splices = []
    for units in article.paragraphs:
        for one, other in list(pairwise(units))[::2]:
            text = article.text
            if text[one.end - 1] == "." and text[other.start].isalpha() and not one.quotations:
                splices.append(Splice(one.end - 1, other.start + 1, (f", and {text[other.start].lower()}",)))
    return spliced(article, splices)


def _straight_quotes(article: Article) -> list[Piece]:
    pairs = {"“": '"', "”": '"', "’": "'", "‘": "'"}
    body = [unit for unit in article.units if unit.slot is not Slot.HEADLINE]
    if any("“" in unit.text for unit in body):
        return replaced(article, body, "[“”’‘]", lambda found: pairs[found[0]])
    return replaced(article, body, '"([^"]*)"', r"“\1”")


def _dashes(article: Article) -> list[Piece]:
    return replaced(article, article.sentences, r"(?<=[a-z]),(?= [a-z])", " –", 1)


def _white_space(article: Article) -> list[Piece]:
    return replaced(article, article.sentences, r"(?<=\d) (?=[a-z])|(?<= of) (?=[A-Z])|(?<=\bthe) ", "\u00a0", 1)


def _capitals(article: Article) -> list[Piece]:
    heads = [unit for unit in article.units if unit.slot in {Slot.HEADLINE, Slot.HEADING}]
    return replaced(article, heads, r"(?s).+", lambda found: found[0].upper(), 1)


def _emphasis(article: Article) -> list[Piece]:
    return replaced(article, article.every(2), r"\b([a-z]{5,})\b", r"*\1*", 1)


def _name_changed(article: Article) -> list[Piece]:
    names = re.findall(r"(?<=[a-z] )[A-Z][a-z]{3,}", article.text)
    name = max(sorted(set(names)), key=names.count)
    return replaced(article, article.units, rf"\b{name}\b", "Newtonia")


def _number_changed(article: Article) -> list[Piece]:
    return replaced(article, article.sentences, r"\d(?!\d)", lambda found: str((int(found[0]) + 1) % 10), 1)


def _paragraph_deleted(article: Article) -> list[Piece]:
    units = article.paragraphs[1]
    return spliced(article, [Splice(units[0].start, units[-1].end, ())])


def _as_it_was(article: Article) -> list[Piece]:
    return [(0, len(article.text))]


def _heading_became_body(article: Article) -> list[Piece]:
    return spliced(article, [Splice(found.start(), found.end(), ()) for found in re.finditer(r"(?m)^#+ ", article.text)])


def _body_became_heading(article: Article) -> list[Piece]:
    unit = article.paragraphs[-1][-1]
    return spliced(article, [Splice(unit.start, unit.start, ("\n\n## ",)), Splice(unit.end, unit.end, ("\n\n",))])


def _repeated(article: Article) -> list[Piece]:
    unit = article.sentences[2]
    return [*_as_it_was(article), "\n\n", (unit.start, unit.end), "\n"]


def _repeated_with_a_change(article: Article) -> list[Piece]:
    unit = max(article.sentences, key=lambda unit: len(unit.text))
    cut = article.text.rfind(" ", unit.start, unit.end)
    return [*_as_it_was(article), "\n\n", (unit.start, cut), " indeed.\n"]


def _moved_and_changed(article: Article) -> list[Piece]:
    unit, last = article.sentences[1], article.paragraphs[-1][-1]
    cut = article.text.find(" ", unit.start + 20)
    return spliced(
        article, [Splice(unit.start, unit.end, ()), Splice(last.end, last.end, (" ", (unit.start, cut), " again", (cut, unit.end)))]
    )


def _much_at_once(article: Article) -> list[Piece]:
    paragraphs = article.paragraphs
    (first, second) = [(units[0].start, units[-1].end) for units in (paragraphs[0], paragraphs[2])]
    start, end = paragraphs[1][0].start, paragraphs[1][0].end
    cut = article.text.find(" ", start + 10)
    last = paragraphs[-1][-1]
    return spliced(
        article,
        [
            Splice(*first, (second,)),
            Splice(*second, (first,)),
            Splice(cut, cut, (" really",)),
            Splice(end, end, (f" {UNRELATED}",)),
            Splice(last.start, last.end, (UNRELATED_TOO,)),
        ],
    )


# What an editor does, and the versions of the article that the catalog goes through one after the other.
EDITS: dict[str, tuple[Callable[[Article], list[Piece]], ...]] = {
    "a typo mended in every third sentence": (_typo,),
    "a word changed in every other sentence": (_word_changed,),
    "words added to every other sentence": (_words_added,),
    "the end of sentences rewritten": (_half_rewritten,),
    "a sentence added at the start": (_added_at_the_start,),
    "two sentences added in the middle": (_added_in_the_middle,),
    "sentences replaced by unrelated ones": (_replaced_by_another,),
    "two paragraphs swapped": (_swapped,),
    "all paragraphs reordered": (_reordered,),
    "what stands in two slots reordered": (_twice_reordered,),
    "sentences reordered in every paragraph": (_shuffled,),
    "sentences split in two": (_split,),
    "sentences merged, two and two": (_merged,),
    "quotation marks changed": (_straight_quotes,),
    "commas became dashes": (_dashes,),
    "white space changed": (_white_space,),
    "headlines in capitals": (_capitals,),
    "words emphasised": (_emphasis,),
    "a name changed": (_name_changed,),
    "numbers changed": (_number_changed,),
    "a paragraph deleted": (_paragraph_deleted,),
    "a paragraph deleted and brought back": (_paragraph_deleted, _as_it_was),
    "everything changed and put back": (_word_changed, _as_it_was),
    "headings became body": (_heading_became_body,),
    "a sentence became a heading": (_body_became_heading,),
    "a sentence repeated": (_repeated,),
    "a sentence repeated with a change": (_repeated_with_a_change,),
    "a sentence moved and changed": (_moved_and_changed,),
    "much at once": (_much_at_once,),
}
