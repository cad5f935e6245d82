"""What stands above an entry: comments, notes, references, flags and the previous source; and escape sequences.

Read here is what the expression or the tokenizer has found to be well written.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from re import Match

ABOVE = ("comments", "notes", "references", "flags", "previous_source", "previous_context", "previous_plural")
Above = tuple[
    tuple[str, ...], tuple[str, ...], tuple[tuple[str, int], ...], tuple[str, ...], str | None, str | None, str | None
]  # the fields that ABOVE names
NOTHING_SAID: Above = ((), (), (), (), None, None, None)
ESCAPES = {"n": "\n", '"': '"', "\\": "\\", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
DRAFT_FLAG = "fuzzy"
_ESCAPE = re.compile(r"\\(.)")
_REFERENCE = re.compile("\u2068([^\u2069\n]*)\u2069(?::([0-9]{1,9}))?|(\\S+)")
_MAX_DIGITS = 10
_LINES = re.compile(r"#[^\n]*\n")
# What stands above most entries: lines of people, notes, one reference without spaces; no flag and nothing previous.
_USUAL = re.compile(r"((?:#(?: [^\n]*)?\n)*+)((?:#\. [^\n]*\n)*+)(?:#: ([^\s\u2068]+):([0-9]{1,9})\n)?+(?=msg)")
_PREVIOUS_MARK = re.compile(r"#~?\|[ \t]*")
_PREVIOUS = re.compile(r'(msgctxt|msgid|msgid_plural) "((?:[^"\\\n]++|\\.|"\n")*+)"\n')


def said_above(raw: str) -> Above:
    """Return what the lines above the first keyword of an entry say; its `#|` lines are written as GNU gettext writes them."""
    usual = _USUAL.match(raw)
    if usual:
        comments, notes, path, number = usual.groups()
        return (
            tuple([line[2:] for line in comments.split("\n")[:-1]]),
            tuple([line[3:] for line in notes.split("\n")[:-1]]),
            ((sys.intern(path), int(number)),) if path else (),
            (),
            None,
            None,
            None,
        )
    lines = []
    previous = []
    position = 0
    while found := _LINES.match(raw, position):
        mark = _PREVIOUS_MARK.match(found[0])
        if mark:
            previous.append(found[0][mark.end() :])
        elif found[0].startswith("#~"):
            break
        else:
            lines.append(found[0][:-1])
        position = found.end()
    fields = {word: unescaped(text.replace('"\n"', "")) for word, text in _PREVIOUS.findall("".join(previous))}
    return read_remarks(lines, (fields.get("msgid"), fields.get("msgctxt"), fields.get("msgid_plural")))


def read_remarks(lines: Iterable[str], previous: tuple[str | None, str | None, str | None]) -> Above:
    """Return what comment lines say, in any order and spacing; `previous` is (source, context, plural) of the `#|` lines."""
    comments: list[str] = []
    notes: list[str] = []
    references: list[str] = []
    flags: list[str] = []
    for line in lines:
        kind, rest = line[1:2], line[2:]
        if kind == ":":
            references.append(rest.strip())
        elif kind == ".":
            notes.append(rest.removeprefix(" "))
        elif kind in {",", "="}:
            flags += [flag for flag in read_flags(line) if flag != DRAFT_FLAG]
        else:
            comments.append(line[1:].removeprefix(" "))
    places = tuple([_reference(found) for found in _REFERENCE.finditer(" ".join(references))])  # gettext breaks lines within a file name
    return tuple(comments), tuple(notes), places, tuple(flags), *previous


def is_draft(line: str) -> bool:
    """Tell whether a line of flags makes the entry a draft."""
    return DRAFT_FLAG in line and DRAFT_FLAG in read_flags(line)


def read_flags(line: str) -> list[str]:
    """Return the flags of a `#,` line (or a `#=` line, as newer gettexts write)."""
    return [flag for part in line[2:].split(",") if (flag := part.strip())]


def unescaped(text: str) -> str:
    """Return a text with its plain escape sequences resolved."""
    return _ESCAPE.sub(_plain, text)


def _plain(found: Match[str]) -> str:
    return ESCAPES[found[1]]


def _reference(found: Match[str]) -> tuple[str, int]:
    """Return (file, line) of a reference such as `articles/x.md:12`, line 0 where there is none.

    A file name with spaces stands between U+2068 and U+2069.
    """
    if found[1] is not None:
        return sys.intern(found[1]), int(found[2] or 0)
    path, _, number = found[3].rpartition(":")
    if path and len(number) < _MAX_DIGITS and number.isascii() and number.isdecimal():
        return sys.intern(path), int(number)
    return sys.intern(found[3]), 0
