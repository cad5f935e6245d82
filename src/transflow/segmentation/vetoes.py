"""Why a place that looks like the end of a sentence is none: one function a reason, all of them in VETOES.

When unsure, do not cut: a unit of two sentences can be translated, half a sentence cannot.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from transflow.segmentation.marks import CARRY_ON, DASHES, ENDS_WITHOUT_SPACE, OPENING, QUOTES, STOPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from transflow.segmentation.language import Language

REACH = 40  # an abbreviation with what stands before it is shorter than this
_BREAK = re.compile(rf"[\s{re.escape(OPENING.replace('-', ''))}/]")
_LEAD = re.compile(rf"[\s{re.escape(OPENING)}]{{0,12}}+")
_WORD = re.compile(r"\w{1,30}+['’]?")
_NUMBER = re.compile(r"[\d№#]|[IVXLCХІ]{1,7}\b")
_LIST_MARKER = re.compile(r"\s*[-*•◦‣⁃]?\s*(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,4})[.)]+\s*")
_SINGLE_LETTERS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_ROMAN = re.compile(r"[IVXLC]{1,7}")
_CLAUSE_END = re.compile(r"(?<=[.!?;:।؟])\s")
_EDGES = STOPS + CARRY_ON
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where the text may be cut; `cut_at` makes it.

    The sentence that would end began at `start`; its last stop ends at `stop`; the next one would begin at `resume`, with its
    first letter at `letter`, after marks and dashes. `closed` tells whether a closing mark stands after the stop.
    """

    text: str
    start: int
    stop: int
    resume: int
    letter: int
    closed: bool

    @property
    def next_character(self) -> str:
        """The first character of the next sentence that is no opening mark; empty at the end of the text."""
        return self.text[self.letter : self.letter + 1]

    @property
    def dashed(self) -> bool:
        """Tell whether the next sentence would begin with a dash."""
        return self.letter > self.resume and self.text[self.resume] in DASHES

    @property
    def words(self) -> list[str]:
        """The last words before the stop, the last of them without its dot."""
        return words_before(self.text, max(self.start, self.stop - REACH), self.stop)

    def starter_follows(self, known: Language) -> bool:
        """Tell whether the next word is one that begins sentences, and no initial."""
        found = _WORD.match(self.text, self.letter)
        if not found:
            return False
        word = found.group().replace("’", "'")
        initial = len(word) == 1 and self.text[found.end() : found.end() + 1] == "."
        return not initial and (word in known.starters or word.rstrip("'") in known.starters)


def cut_at(text: str, start: int, stop: int, resume: int) -> Cut:
    """Return the cut of a sentence from `start` to `stop`, with the next one from `resume`."""
    lead = _LEAD.match(text, resume)
    closing = text[stop : min(resume, stop + 12)].strip()
    return Cut(text, start, stop, resume, lead.end() if lead else resume, bool(closing.strip(STOPS)))


def words_before(text: str, start: int, stop: int) -> list[str]:
    """Return the words between `start` and a stop, the last of them without its dot; there is always one, if only an empty one."""
    return _BREAK.split(text[start : stop - 1])


def no_white_space(cut: Cut, known: Language) -> bool:
    """html?p=1, 3.5, Ո՜վ: a cut stands at white space, but for the stops of scripts that need none."""
    if cut.text[cut.resume - 1].isspace():
        return False
    following = cut.text[cut.resume]
    if following in CARRY_ON or unicodedata.category(following)[0] == "M":
        return True
    last = cut.text[cut.stop - 1]
    if last in ENDS_WITHOUT_SPACE:
        return False
    return known.spaced or following.isascii() or not (last in "!?" or (last == "…" and cut.closed))


def carries_on(cut: Cut, known: Language) -> bool:
    """?” she asked; !» — сказал он; …, and: the next letter is small, or a comma follows."""
    following = cut.next_character
    if following and following in CARRY_ON:
        return True
    if not (known.cased and following.islower()):
        return False
    unmistakable = cut.text[cut.stop - 1] in ENDS_WITHOUT_SPACE and not cut.closed
    return not unmistakable or cut.dashed


def says_who(cut: Cut, known: Language) -> bool:
    """?” Smith asked; 。”他说; 」と述べた; !» — Певец: what follows a quotation says who spoke it."""
    if not cut.closed:
        return False
    if cut.dashed:
        return True
    ahead = cut.text[cut.resume : cut.resume + 80]
    if not known.spaced:
        return ahead.startswith(known.continues) or _says_in_han(known.says).match(ahead) is not None
    if not known.says or cut.text[cut.stop - 1] not in "?!…؟" or cut.letter > cut.resume:
        return False
    return any(word.strip(_EDGES) in known.says for word in _CLAUSE_END.split(ahead)[0].split()[:5])


def introduces(cut: Cut, known: Language) -> bool:
    """Նա ասաց. «Այո»: in Armenian a dot before a quotation is a colon."""
    return known.dot_introduces and _plain_dot(cut) and cut.text[cut.resume] in QUOTES


def marker_only(cut: Cut, known: Language) -> bool:  # noqa: ARG001 - every veto is asked the same way
    """Tell whether nothing but "1." or "a)" or a row of dots would stand alone."""
    if cut.stop - cut.start > 24:
        return False
    alone = cut.text[cut.start : cut.stop]
    return _LIST_MARKER.fullmatch(alone) is not None or not any(character.isalnum() for character in alone)


def abbreviation(cut: Cut, known: Language) -> bool:
    """ген. Петров, z. B., Nr. 5, т. п.: the dot belongs to an abbreviation."""
    if not _plain_dot(cut):
        return False
    words = cut.words
    phrases = [
        "".join(words[-count:]) for count in (3, 2, 1) if len(words) >= count and all(word.endswith(".") for word in words[-count:-1])
    ]
    for phrase in (*phrases, words[-1].rpartition("-")[2]):
        if phrase in known.may_end:
            return not cut.starter_follows(known)
        if phrase in known.abbreviations:
            return True
        if phrase in known.before_numbers:
            return _NUMBER.match(cut.text, cut.resume) is not None and not cut.starter_follows(known)
    return False


def initial(cut: Cut, known: Language) -> bool:
    """И. Алиев, U.S. Senate, ი. ალიევი: single letters with dots, unless a word follows that begins sentences."""
    if not _plain_dot(cut):
        return False
    word = cut.words[-1].rpartition("-")[2]
    letter = len(word) == 1 and word.isalpha() and (word.isupper() or not known.cased)
    if letter or _SINGLE_LETTERS.fullmatch(word):
        return not cut.starter_follows(known)
    return False


def ordinal(cut: Cut, known: Language) -> bool:
    """3. Gipfel, XX. wieku: in languages that write an ordinal number with a dot."""
    if not known.ordinal_dot or not _plain_dot(cut):
        return False
    word = cut.words[-1]
    number = (word.isdigit() and len(word) <= 2) or _ROMAN.fullmatch(word)
    return bool(number) and not cut.next_character.isdigit() and not cut.starter_follows(known)


VETOES: tuple[Callable[[Cut, Language], bool], ...] = (
    no_white_space,
    carries_on,
    says_who,
    introduces,
    marker_only,
    abbreviation,
    initial,
    ordinal,
)


def _plain_dot(cut: Cut) -> bool:
    """Tell whether the stop is a single dot with white space after it."""
    text = cut.text
    return text[cut.stop - 1] == "." and text[cut.stop - 2 : cut.stop - 1] != "." and text[cut.stop].isspace()


@lru_cache(maxsize=8)
def _says_in_han(says: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of up to eight characters that end in a word of saying, and the sentence or a quotation after it."""
    words = "|".join(map(re.escape, says)) or r"(?!)"
    return re.compile(rf"[{_HAN}·]{{0,8}}?(?:{words})(?=[。！？]|[，,：:]?\s*[“「『]|\Z)")
