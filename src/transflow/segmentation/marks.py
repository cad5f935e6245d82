"""The marks around a cut, and the text as the splitter is shown it.

sentencex keeps a quotation whole, however long, runs away over one that never closes, takes quadratic time over many marks
(85 s for 500,000 of “) and panics at a no-break space after an initial. So it never sees a mark or any white space but U+0020.
"""

from __future__ import annotations

import re

QUOTES = '"“”„«»‹›‘‚「『'
OPENING = QUOTES + "'’([{《（〈〔【—–-"
DASHES = "—–―‒-"
ENDS_WITHOUT_SPACE = "։؟۔।॥。！？｡"
STOPS = ".!?…" + ENDS_WITHOUT_SPACE
CARRY_ON = ",;:،؛、，；：·՝"
INLINE_OBJECT = "\ufffc"

# All that str.isspace() accepts.
WHITE_SPACE = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
_SHOWN = str.maketrans(
    {
        **dict.fromkeys('"“”„«»‟‹›‚‘「」『』《》〈〉〔〕【】()（）[]{}' + WHITE_SPACE, " "),
        "'": "’",
        INLINE_OBJECT: "中",  # a letter of no case: neither an initial nor the middle of a sentence
    }
)
_NO_APOSTROPHE = re.compile(r"(?<![^\W_])’|’(?![^\W_])")

# After the stop: marks that close, further stops, notes like [3] and ², then white space.
_NOTES = r"|\[\d{1,3}\]|[¹²³⁰⁴-⁹]"
_SPACED_END = re.compile(rf"(?:[{re.escape(STOPS)}”’\"'»›“‘«‹)\]}}」』】》）〉〕]{_NOTES}|[ \u00a0\u202f][»›](?=[\s,.;:!?–—)]|\Z))*+\s*+")
_UNSPACED_END = re.compile(rf"(?:[{re.escape(STOPS)}”’»›)\]}}」』】》）〉〕]{_NOTES})*+\s*+")
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*+\n\s*+")
_BRACKET = re.compile(r"[()（）]")
LONGEST_BRACKET = 600


def shown(text: str) -> str:
    """Return the text with quotation marks, brackets and every kind of white space as plain spaces, of the same length."""
    return _NO_APOSTROPHE.sub(" ", text.translate(_SHOWN))


def turn_straight_quotes(text: str) -> str:
    """Return the text with its straight double quotation marks turned, in turn, into “ and ”: where no space tells which is which."""
    parts = text.split('"')
    return "".join(part + mark for part, mark in zip(parts, "“”" * (len(parts) // 2 + 1), strict=False))[: len(text)]


def end_of_sentence(text: str, stop: int, *, spaced: bool) -> int:
    """Return where the next sentence begins if one ends with the stop just before this offset: after closing marks and white space."""
    found = (_SPACED_END if spaced else _UNSPACED_END).match(text, stop)
    return found.end() if found else stop


def paragraph_ends(text: str) -> list[int]:
    """Return the offsets after every empty line."""
    return [found.end() for found in _PARAGRAPH_END.finditer(text)]


def inserted_brackets(text: str) -> list[tuple[int, int]]:
    """Return the brackets that stand inside a sentence, outermost ones only, in order; brackets over 600 characters are not trusted."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for found in _BRACKET.finditer(text):
        if found.group() in "(（":
            opened.append(found.start())
        elif opened:
            start = opened.pop()
            if found.end() - start > LONGEST_BRACKET or _begins_sentence(text, start):
                continue
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, found.end()))
    return pairs


def _begins_sentence(text: str, bracket: int) -> bool:
    before = text[max(0, bracket - 8) : bracket].rstrip().rstrip("”’\"'»")
    return not before or before[-1] in STOPS
