"""PO entries as tools write them, read at speed by one expression.

It never guesses: what does not fit to the last character is left to the tokenizer of `po_odd`. A law in the tests holds both to one answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transflow.formats.po_model import Entry
from transflow.formats.po_remarks import is_draft, unescaped

if TYPE_CHECKING:
    from re import Match, Pattern


def _entry_pattern(mark: str) -> Pattern[str]:
    """Return the expression of an entry whose lines begin with `mark`, "" or "#~ ", and of the empty lines before it."""

    def inside(mark: str) -> str:
        return rf'[^"\\\n]*+(?:(?:"\n{mark}"|\\[nt"\\rabfv])[^"\\\n]*+)*+'

    previous_mark = re.escape("#~| " if mark else "#| ")
    previous = "".join(rf'(?:{previous_mark}{word} "{inside(previous_mark)}"\n)?+' for word in ("msgctxt", "msgid", "msgid_plural"))
    string = rf'"({inside(mark)})"\n'
    return re.compile(
        rf"(\n*+)(?:#(?:[^~,|=\n\r][^\n\r]*+)?+\n)*+(#,[^\n\r]*+\n)?+{previous}"
        rf"(?:{mark}msgctxt {string})?+{mark}msgid {string}"
        rf'(?:{mark}msgstr {string}|{mark}msgid_plural {string}((?:{mark}msgstr\[[0-9]\] "{inside(mark)}"\n)++))'
        # What follows begins another entry: no line of this one is left behind.
        r'(?=\n*+(?:#(?!~[ \t]*+(?:"|msgstr|msgid_plural))|msg[ci]|\Z))'
    )


_LIVE_PATTERN = _entry_pattern("")
_LIVE = _LIVE_PATTERN.match
_OBSOLETE = _entry_pattern("#~ ").match
_PLURAL_FORM = re.compile(r'msgstr\[([0-9])\] "((?:[^"\\\n]++|\\.|"\n(?:#~ )?")*+)"\n')


def read_usual_entries(text: str, position: int, line: int, entries: list[Entry]) -> tuple[int, int]:
    """Append the entries from `position`, in line `line`, on; return where they end: at the first that is written in another way than most."""
    add, live = entries.append, _LIVE
    while found := live(text, position) or _OBSOLETE(text, position):
        gap, flags, context, source, target, source_plural, _ = found.groups()
        start = position + len(gap)
        if source_plural is not None or found.re is not _LIVE_PATTERN:
            entry = _rarer_entry(found, line)
            if entry is None:
                break
            add(entry)
        else:
            if "\n" in source:
                source = source.replace('"\n"', "")
            if "\\" in source:
                source = unescaped(source)
            if "\n" in target:
                target = target.replace('"\n"', "")
            if "\\" in target:
                target = unescaped(target)
            if context is not None:
                context = _decoded(context)
            draft = flags is not None and is_draft(flags)
            add(Entry(source, target, context, draft, line + len(gap), gap, text, start, found.end()))
        before, position = position, found.end()
        line += text.count("\n", before, position)
    return position, line


def _rarer_entry(found: Match[str], line: int) -> Entry | None:
    """Return an obsolete entry, or one with plural forms; None where they are not numbered from 0."""
    gap, flags, context, source, target, source_plural, plural_forms = found.groups()
    targets: tuple[str, ...] = ()
    if source_plural is not None:
        forms = [(int(index), _decoded(form)) for index, form in _PLURAL_FORM.findall(plural_forms)]
        if [index for index, _ in forms] != list(range(len(forms))):
            return None
        targets = tuple([form for _, form in forms])
    return Entry(
        _decoded(source),
        _decoded(target or ""),
        None if context is None else _decoded(context),
        flags is not None and is_draft(flags),
        line + len(gap),
        gap,
        found.string,
        found.start() + len(gap),
        found.end(),
        None if source_plural is None else _decoded(source_plural),
        targets,
        obsolete=found.re is not _LIVE_PATTERN,
    )


def _decoded(text: str) -> str:
    """Return what the inside of a string that the expression found stands for."""
    if "\n" in text:
        text = text.replace('"\n#~ "', "").replace('"\n"', "")
    return unescaped(text) if "\\" in text else text
