"""One PO entry written in an unusual but legal way, read token by token; and every syntax error, with its place.

The grammar is gettext's (po-lex.c, po-gram-gen.y): white space is free, `#~` and `#|` mark the rest of their line, `domain` may stand
between entries.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from transflow.errors import CatalogError, Position
from transflow.formats.po_model import Entry
from transflow.formats.po_remarks import DRAFT_FLAG, ESCAPES, read_flags, read_remarks

if TYPE_CHECKING:
    from re import Match

_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\f\v\r]+)
    |(?P<end>\n)
    |(?P<previous>\#~?\|)
    |(?P<obsolete>\#~)
    |(?P<remark>\#[^\n]*)
    |(?P<word>(?:domain|msgctxt|msgid_plural|msgid|msgstr)(?![A-Za-z0-9_]))
    |(?P<index>\[[ \t]*[0-9]{1,6}[ \t]*\])
    |(?P<string>"(?:[^"\\\n]|\\[^\n])*+")
    """,
    re.VERBOSE,
)
_ESCAPES = re.compile(r"(?:\\[0-7]{1,3}|\\x[0-9a-fA-F]+)+|\\(.)", re.DOTALL)
_CONFLICT = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|\Z)")
_CONFLICT_HELP = (
    "git could not join two versions of this file, and left its marks here; call `git config merge.transflow.driver 'transflow join --as %P %O %A %B'`, "
    "then `git checkout --merge FILE` joins them unit by unit (.gitattributes must have `*.po merge=transflow`); or keep the lines of one side of each conflict"
)
_BYTE = re.compile(r"\\(?:x([0-9a-fA-F]+)|([0-7]{1,3}))")
_MAY_FOLLOW = {
    "msgctxt": ("",),
    "msgid": ("", "msgctxt"),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid", "msgid_plural", "msgstr"),
}


def read_odd_entry(text: str, start: int, line: int, name: str) -> Entry | None:
    """Return the entry that begins at `start` (in line `line`) or None where only comments and white space follow.

    Raises CatalogError with the place of whatever is no PO.
    """
    reading = _Reading(text, name, start)
    for found in iter(_TOKEN.scanner(text, start).match, None):  # type: ignore[attr-defined]  # a method of every compiled expression that typeshed does not list
        if not reading.takes(found):
            break
        reading.position = found.end()
    else:
        if reading.position < len(text):
            reading.refuse_character()
    return reading.entry(start, line)


@dataclass
class _Reading:
    """An entry as far as it is read. `parts` holds the strings of each field; `stage` is the field that stands last."""

    text: str
    name: str
    position: int
    first: int = -1
    last: int = -1
    stage: str = ""
    obsolete: bool | None = None
    in_obsolete: bool = False
    in_previous: bool = False
    in_domain: bool = False
    parts: dict[str, list[str]] = field(default_factory=dict)
    current: list[str] | None = None
    remarks: list[str] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Tell whether nothing but another string or plural form can still belong to the entry."""
        return self.stage == "msgstr" and bool(self.current)

    def takes(self, found: Match[str]) -> bool:
        """Take one token in; return False where it begins another entry. Raises CatalogError where it can stand nowhere."""
        kind = found.lastgroup
        if kind == "end":
            self.in_obsolete = self.in_previous = False
        elif kind == "previous":
            self.in_previous = True
            self.in_obsolete = "~" in found[0]
            return not self.complete and self._begins(found)
        elif kind == "obsolete":
            self.in_obsolete = True
            return self.complete or self._begins(found)
        elif kind == "remark":
            return self._takes_remark(found)
        elif kind == "word":
            return self._takes_word(found)
        elif kind == "index":
            self._takes_index(found)
        elif kind == "string":
            self._takes_string(found)
        return True

    def _begins(self, found: Match[str]) -> bool:
        if self.first < 0:
            self.first = found.start()
        return True

    def _takes_remark(self, found: Match[str]) -> bool:
        if self.complete:
            return False
        if self.stage:
            self.refuse("a comment within an entry; it stands before the first keyword", found.start())
        self.remarks.append(found[0].rstrip("\r"))
        return self._begins(found)

    def _takes_word(self, found: Match[str]) -> bool:
        word = found[0]
        if self.in_previous:
            key = f"previous {word}"
            if word not in {"msgctxt", "msgid", "msgid_plural"} or key in self.parts or self.stage:
                self.refuse(f"{word} has no place in a `#|` comment here", found.start())
            self.current = self.parts.setdefault(key, [])
            return True
        if self.complete and word in {"domain", "msgctxt", "msgid"}:
            return False
        if word == "domain":
            if self.stage:
                self.refuse("`domain` within an entry", found.start())
            self.in_domain = True
            self.current = None
            return True
        if self.stage not in _MAY_FOLLOW[word] or (self.current is not None and self.stage and not self.current):
            self.refuse(self._misplaced(word), found.start())
        if self.obsolete is None:
            self.obsolete = self.in_obsolete
            self._begins(found)
        self._same_line_mark(found)
        if word == "msgstr" and self.stage == "msgstr" and "msgid_plural" not in self.parts:
            self.refuse("a second msgstr for one msgid", found.start())
        self.stage = word
        self.current = self.parts.setdefault("msgstr" if word == "msgstr" and "msgid_plural" not in self.parts else word, [])
        if word == "msgstr" and "msgid_plural" in self.parts:
            self.current = None
        return True

    def _misplaced(self, word: str) -> str:
        if not self.stage:
            return f"{word} without a msgid before it"
        if self.current is not None and not self.current:
            return f"{self.stage} without a string"
        if word in {"msgid", "msgctxt"}:
            return f"{word} before the msgstr of the last entry"
        return f"{word} cannot stand after {self.stage}"

    def _takes_index(self, found: Match[str]) -> None:
        if self.stage != "msgstr" or "msgid_plural" not in self.parts or self.current is not None:
            self.refuse("`[…]` stands after msgstr, in an entry with a msgid_plural", found.start())
        index = int(found[0][1:-1])
        expected = sum(1 for key in self.parts if key.startswith("msgstr["))
        if index != expected:
            self.refuse(f"msgstr[{index}] where msgstr[{expected}] is due", found.start())
        self.current = self.parts[f"msgstr[{index}]"] = []

    def _takes_string(self, found: Match[str]) -> None:
        if self.in_domain:
            self.in_domain = False
            self.first = -1
            self.remarks.clear()
            self.parts.clear()
            return
        if self.current is None:
            what = "msgstr without the number of its plural form" if self.stage == "msgstr" else "a string without a keyword before it"
            self.refuse(what, found.start())
        if not self.in_previous:
            self._same_line_mark(found)
            self.last = found.end()
        self.current.append(self._decoded(found[0][1:-1], found.start() + 1))

    def _same_line_mark(self, found: Match[str]) -> None:
        if self.obsolete is not None and self.obsolete != self.in_obsolete:
            self.refuse("an entry is obsolete (`#~`) in all its lines or in none", found.start())

    def _decoded(self, text: str, offset: int) -> str:
        def resolved(found: Match[str]) -> str:
            if found[1]:
                if found[1] not in ESCAPES:
                    self.refuse(f"unknown escape sequence \\{found[1]}; a backslash is written \\\\", offset + found.start())
                return ESCAPES[found[1]]
            data = bytes(int(one[1], 16) & 0xFF if one[1] else int(one[2], 8) & 0xFF for one in _BYTE.finditer(found[0]))
            try:
                return data.decode()
            except UnicodeDecodeError:
                self.refuse(f"{found[0]} is no UTF-8", offset + found.start())

        return _ESCAPES.sub(resolved, text)

    def refuse_character(self) -> NoReturn:
        """Raise the error for what is no token at all."""
        rest = self.text[self.position : self.position + 40].split("\n", 1)[0]
        if _CONFLICT.match(self.text, self.position) and (not self.position or self.text[self.position - 1] == "\n"):
            self.refuse(_CONFLICT_HELP, self.position)
        if rest.startswith('"'):
            self.refuse('this string is not closed: a " is missing before the end of the line', self.position)
        word = re.match(r"\w+", rest)
        if word and word[0].startswith("msg"):
            self.refuse(f"unknown keyword {word[0]}", self.position)
        self.refuse(f'unexpected {rest[:20]!r}; text stands in quotes, and a " within it is written \\"', self.position)

    def refuse(self, what: str, offset: int) -> NoReturn:
        """Raise CatalogError at an offset."""
        line = self.text.count("\n", 0, offset) + 1
        column = offset - self.text.rfind("\n", 0, offset)
        raise CatalogError(what, Position(self.name, line, column))

    def entry(self, start: int, line: int) -> Entry | None:
        """Return what was read, None where that is no entry; raises CatalogError where it is half an entry."""
        if not self.stage:
            if self.in_domain or any(key.startswith("previous") for key in self.parts):
                self.refuse("the file ends within an entry", max(len(self.text.rstrip()) - 1, 0))
            return None
        if not self.complete:
            missing = "msgstr" if self.stage in {"msgid", "msgid_plural"} else "string"
            self.refuse(f"the entry is cut short: its {missing} is missing", max(self.position - 1, 0))
        end = re.compile(r"[ \t\f\v\r]*\n?").match(self.text, self.last).end()  # type: ignore[union-attr] # it matches anywhere
        if self.text[end - 1] != "\n" and self.text[self.last : end].strip("\r") and end < len(self.text):
            end = self.last
        previous = (self._joined("previous msgid"), self._joined("previous msgctxt"), self._joined("previous msgid_plural"))
        targets = tuple("".join(parts) for key, parts in self.parts.items() if key.startswith("msgstr["))
        first = self.first
        return Entry(
            self._joined("msgid") or "",
            "" if targets else self._joined("msgstr") or "",
            self._joined("msgctxt"),
            any(DRAFT_FLAG in read_flags(remark) for remark in self.remarks if remark.startswith(("#,", "#="))),
            line + self.text.count("\n", start, first),
            self.text[start:first],
            self.text,
            first,
            end,
            self._joined("msgid_plural"),
            targets,
            obsolete=bool(self.obsolete),
            above=read_remarks(self.remarks, previous),
        )

    def _joined(self, key: str) -> str | None:
        return "".join(self.parts[key]) if key in self.parts else None
