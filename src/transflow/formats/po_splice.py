"""An entry gets other notes and references, and every other line of it stays to the byte."""

from __future__ import annotations

import re

import msgspec

from transflow.formats.po_model import Entry, change
from transflow.formats.po_remarks import said_above
from transflow.formats.po_write import render_notes, render_references

_LINES = re.compile(r"[^\n]*\n")  # str.splitlines knows more line ends than a PO file
_HEAD = re.compile(r"(?:#(?!~)[^\n]*\n)*")


def same_above(entry: Entry, other: Entry) -> bool:
    """Tell whether two entries of files say the same above their sources to the byte, without reading what that is; False where that is not known."""
    if entry.text is None or other.text is None:
        return False
    end = other.text.find("\nmsg", other.start, other.end)
    return end > 0 and entry.text.startswith(other.text[other.start : end + 4], entry.start)


def with_notes(entry: Entry, notes: tuple[str, ...], references: tuple[tuple[str, int], ...]) -> Entry:
    """Return the entry with these notes and references; its other lines keep their bytes as far as they are written as usual."""
    if entry.notes == notes and entry.references == references:
        return entry
    raw = entry.raw
    if raw is None or said_above(raw) != entry.said:
        return change(entry, notes=notes, references=references)
    head = _HEAD.match(raw)
    lines = _LINES.findall(head[0]) if head else []
    body = raw[len("".join(lines)) :]
    if entry.notes != notes:
        lines = _replaced(lines, "#.", render_notes(notes), before=("#:", "#,", "#=", "#|"))
    if entry.references != references:
        lines = _replaced(lines, "#:", render_references(references), before=("#,", "#=", "#|"))
    spliced = "".join(lines) + body
    above = (entry.comments, notes, references, *entry.said[3:])
    return msgspec.structs.replace(entry, text=spliced, start=0, end=len(spliced), above=above)


def put_behind(previous: Entry | None, entry: Entry, *, newline: str) -> Entry:
    """Return an entry of whatever file as it stands behind another one: an empty line apart, unless it stood there already, in the line ends of the file."""
    if newline != "\n" and "\r" in f"{entry.gap}{entry.raw}":
        entry = msgspec.structs.replace(entry, gap=entry.gap.replace("\r", ""), text=None, above=entry.said)
    if previous is None or "\n" in entry.gap:
        return entry
    stood_there = entry.text is not None and entry.text is previous.text and entry.start - len(entry.gap) == previous.end
    return entry if stood_there else msgspec.structs.replace(entry, gap="\n")


def _replaced(lines: list[str], mark: str, by: list[str], *, before: tuple[str, ...]) -> list[str]:
    """Return the lines with those that begin with `mark` replaced; new ones stand where the old ones did, or else before these marks."""
    old = [index for index, line in enumerate(lines) if line.startswith(mark)]
    rest = [line for line in lines if not line.startswith(mark)]
    at = old[0] if old else next((index for index, line in enumerate(rest) if line.startswith(before)), len(rest))
    return [*rest[:at], *by, *rest[at:]]
